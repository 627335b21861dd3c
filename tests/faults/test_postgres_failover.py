"""A short slice of the failover search: one crash with synchronous replication, one without."""

from __future__ import annotations

from random import Random

import pytest

from koperta_operator.room.journal.recipes import Place
from tests.faults.postgres_failover import play
from tests.postgres_cluster import why_not
from tests.postgres_pair import running_pair

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "it can be run")


@pytest.mark.parametrize("synchronous", [True, False])
def test_a_failover_loses_nothing_acknowledged_where_the_primary_waits_and_only_there(synchronous: bool) -> None:
    with running_pair(synchronous=synchronous) as pair:
        done = play(pair, Place(pair.url(), "room"), Random(7), cut=True)
    assert done.acknowledged > 0
    assert (done.lost == 0) is synchronous, done.line()

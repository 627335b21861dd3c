"""Append to a journal and say after each commit how far it is, until somebody kills this program."""

import itertools
import sys

from koperta_operator.room.journal.store import Draft, Journal
from tests.test_operator.journal_fixture import from_arguments


def main() -> None:
    """Append batches of growing events to the journal named on the command line."""
    with Journal.open(from_arguments(*sys.argv[2:]), bytes.fromhex(sys.argv[1])) as journal:
        list(journal.read_all())
        for number in itertools.count():
            body = b'{"type":"heartbeat"}' + b" " * (number % 977)
            journal.append_many([Draft(1, number, number, "room", "heartbeat", body)] * (1 + number % 7))
            journal.checkpoint_if_due(idle=number % 5 == 0)
            print(journal.sequence, journal.head.hex(), flush=True)


if __name__ == "__main__":
    main()

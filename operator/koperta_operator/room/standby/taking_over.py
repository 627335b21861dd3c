"""Begin the work of the room on the machine that was its standby."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

from koperta_operator.room.jobs import Job
from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.rules.moments import ROOM
from koperta_operator.room.rules.room_events import MachineRevoked
from koperta_operator.room.service import Room
from koperta_operator.room.standby.promotion import Promotion, unseal_text
from koperta_operator.room.unlock_job import take_unlocked
from koperta_packages.errors import PackageError
from koperta_packages.unlocking import Unlocked
from koperta_sync.credentials import CredentialsError, load
from koperta_sync.protocol.refusals import RefusedError

LOG = logging.getLogger(__name__)


async def take_over(room: Room, promotion: Promotion) -> None:
    """Begin the term that people decided on, once; a start that was cut short does it again."""
    await room.terms.begin(promotion.began(), unseal_text(room.identity, promotion.sealed_reason))
    try:
        mine = load(room.folder.standby).fingerprint
    except CredentialsError:
        return
    if room.machines.admitted(mine) is not None and not room.terms.superseded_by:
        # This machine is nobody's standby any more; another may be paired.
        await room.ledger.record(MachineRevoked(fingerprint=mine))


async def unlock_again(room: Room, keys: Mapping[str, Unlocked]) -> None:
    """Open what the room had open, with the keys it had given; what does not fit stays locked and is logged."""
    for sitting_id, unlocked in keys.items():
        sitting = room.sittings.get(sitting_id)
        if sitting is None:
            continue
        try:
            await asyncio.to_thread(_unlock, room, sitting, unlocked)
            await sitting.use_scorer()
            LOG.warning("%s is unlocked again, with the same forms", sitting_id)
        except (PackageError, RefusedError) as error:
            LOG.critical("%s stays locked, its passphrase is needed: %s", sitting_id, error)
    room.overview.touch()


def _unlock(room: Room, sitting: OpenSitting, unlocked: Unlocked) -> None:
    take_unlocked(sitting, room.library, unlocked, ROOM, Job(0, "unlock", sitting.sitting_id, lambda _job: None))

"""A copy of the bundle counts only after every byte of it was read back from where it was written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from koperta_operator.room import export_job
from koperta_packages.identity import OfficialRole, official_id_of
from koperta_sync.bundle.readback import read_back
from koperta_sync.console_client import ConsoleClient
from koperta_sync.protocol.console import CloseSitting, ExportBundle, Ok, PrepareBundle, SignBundle
from tests.real_room import official_of, passed, sitting_of, until
from tests.test_operator.live_room import LiveRoom, on_live_room
from tests.test_operator.live_wire import console_client


async def signed(live: LiveRoom, chair: ConsoleClient) -> None:
    """Close a sitting nobody came to, prepare its bundle and sign it in two persons."""
    await until(lambda: bool(chair.state.room and chair.state.room.sittings))
    absent = tuple(
        one.candidate_id for one in sitting_of(chair, live.sitting_id).candidates if one.status == "expected"
    )
    await chair.ask(CloseSitting(sitting_id=live.sitting_id, absent=absent), Ok)
    prepared = passed(await chair.job(PrepareBundle(sitting_id=live.sitting_id))).prepared
    assert prepared is not None
    for role in (OfficialRole.EXAM_CHAIR, OfficialRole.ROOM_CHAIR):
        key = official_of(live.issued, role).key
        signature = key.sign(bytes.fromhex(prepared.to_sign)).hex()
        own = official_id_of(key.public)
        await chair.ask(SignBundle(sitting_id=live.sitting_id, official_id=own, signature=signature), Ok)


async def copies(live: LiveRoom) -> tuple[str, ...]:
    """Return the copies the journal speaks of."""
    return await live.sitting.actor.call(lambda state, _now: state.copies)


@on_live_room(unlocked=True)
async def test_a_copy_that_does_not_read_back_is_not_reported_and_does_not_stay(live: LiveRoom) -> None:
    folder = live.folder.root / "stick"
    folder.mkdir()
    written = ExportBundle(sitting_id=live.sitting_id, folder=str(folder))

    def from_a_bad_stick(path: Path, *arguments: Any, **more: Any) -> object:
        data = path.read_bytes()
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        return read_back(path, *arguments, **more)

    chair_key = live.official(OfficialRole.EXAM_CHAIR)
    async with console_client(live.console_pairing(), chair_key) as chair:
        await signed(live, chair)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(export_job, "read_back", from_a_bad_stick)
            assert (await chair.job(written)).failed
        assert await copies(live) == ()
        assert list(folder.iterdir()) == []
        good = passed(await chair.job(written))
        assert await copies(live) == good.paths

"""A workstation killed while the room is down goes on with the card alone; all arrives when the room is back."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from koperta_operator.room.journal.store import Journal
from koperta_operator.room.rules import events as ev
from koperta_packages.candidates import Candidate
from koperta_packages.identity import OfficialRole
from koperta_sync.bundle.manifest import sitting_genesis
from koperta_sync.kiosk_journal import journals_in, open_with_card
from koperta_sync.protocol.console import WriteEnrolment, Written
from tests.board_fixture import IssuedSittingForTest, issue_sitting
from tests.end_to_end import room_day as day
from tests.real_room import LONG_AGO, RealRoom, console, official_of, take_in, unlock, until

_PROGRAM = "import sys; from koperta_station.simulated.command import main; sys.exit(main())"


class Kiosk:
    """Run the workstation of one candidate as a process of its own, whose candidate types the card when asked."""

    def __init__(self, folder: Path, enrolment: Path, person: Candidate) -> None:
        cards = folder / "cards.json"
        cards.write_text(json.dumps([{"username": person.username, "secret": person.secret, "seat": 1}]), "utf-8")
        self.lines: list[str] = []
        self._command = [sys.executable, "-c", _PROGRAM, "--enrol", str(enrolment), "--cards", str(cards)]
        self._command += ["--folder", str(folder / "kiosk"), "--think-ms", "200-300", "--behaviour", "steady"]
        self.process = self._start()

    def _start(self) -> subprocess.Popen[str]:
        process = subprocess.Popen(self._command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
        threading.Thread(target=self._read, args=(process,), daemon=True).start()
        return process

    def _read(self, process: subprocess.Popen[str]) -> None:
        if process.stdout is not None:
            with process.stdout:
                self.lines.extend(process.stdout)

    def kill_and_start_again(self) -> None:
        """Kill the program without a word and start it on the same disk."""
        self.process.kill()
        self.process.wait(10)
        self.lines.clear()
        self.process = self._start()


@pytest.mark.timeout(120)
def test_a_kiosk_killed_while_the_room_is_down_goes_on_with_the_card_and_delivers_everything(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path, candidates=1, tasks=14, minutes=30, opens_at=LONG_AGO)
    (person,) = day.people(issued)
    with RealRoom(tmp_path / "room", issued.room, supervised=False) as room:
        kiosk = asyncio.run(_begun(tmp_path, room, issued, person))
        try:
            room.kill()
            room.stop()
            kiosk.kill_and_start_again()
            _until_alone(kiosk)
            secrets = [person.username.encode(), person.secret.encode(), person.surname.encode(), b"podstawy"]
            assert day.files_with(tmp_path / "kiosk" / "seat-0001" / "journals", secrets) == []
            room.start()
            assert kiosk.process.wait(60) == 0, kiosk.lines
        finally:
            kiosk.process.kill()
    _compare(tmp_path, room, issued, person)


async def _begun(folder: Path, room: RealRoom, issued: IssuedSittingForTest, person: Candidate) -> Kiosk:
    async with console(room) as anybody:
        sitting_id = await take_in(anybody, issued)
    async with console(room, official_of(issued, OfficialRole.OPERATOR)) as operator:
        (folder / "stick").mkdir()
        message = WriteEnrolment(folder=str(folder / "stick"), exam_room="sala 12", seats=(1,))
        written = await operator.ask(message, Written)
        await unlock(operator, issued)
        kiosk = Kiosk(folder, Path(written.paths[0]), person)
        await day.all_ready(operator, sitting_id, 1)
        async with console(room, official_of(issued, OfficialRole.ROOM_CHAIR)) as chair:
            await day.start(chair, sitting_id)
        await until(lambda: any(one.answered >= 3 for one in operator.state.tiles.values()), what="three answers")
    return kiosk


def _until_alone(kiosk: Kiosk) -> None:
    """Wait until the restarted workstation has written entries that no room has."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        last = kiosk.lines[-1] if kiosk.lines else ""
        if "1 solving" in last and "answers, 0 entries" not in last:
            return
        time.sleep(0.1)
    raise AssertionError(f"it never went on without the room: {kiosk.lines}")


def _compare(folder: Path, room: RealRoom, issued: IssuedSittingForTest, person: Candidate) -> None:
    sitting_id = issued.issue.sitting_id
    path = room.folder.sitting(sitting_id) / "journal.db"
    with Journal.open(path, sitting_genesis(issued.room.room_id, sitting_id).start()) as journal:
        events = [ev.CODEC.decode(one.kind, one.body) for one in journal.read_all()]
    held = [event.entry for event in events if isinstance(event, ev.SignedEntry)]
    assert not [event for event in events if isinstance(event, ev.EntryLate | ev.EntryConflict)]
    where, _header = next(iter(journals_in(folder / "kiosk" / "seat-0001" / "journals")))
    kept = open_with_card(where, person.secret)
    try:
        assert list(kept.entries) == held
        assert len({entry.boot for entry in held}) == 2  # written by both runs of the program
    finally:
        kept.close()

"""Measure the memory of a kiosk: a real window with a form of 40 tasks, a quarter of them with pictures."""

from __future__ import annotations

import asyncio
import os
import sys
import tomllib
from pathlib import Path

from benchmarks.measures import Row
from benchmarks.room import LONG_AGO, BenchRoom
from koperta_packages.board.issuing import IssueOptions, issue
from koperta_packages.board.sheets import write_text_only
from koperta_packages.exam_spec import load_spec
from koperta_sync.credentials import save
from tests.board_fixture import (
    CHEAP,
    ISSUED_AT,
    PIN,
    IssuedSittingForTest,
    make_board,
    make_officials,
    make_room,
    register_centre,
)
from tests.board_sources import write_roster, write_spec

ROOT = Path(__file__).resolve().parent.parent
BANK = ROOT / "banks" / "inf03"
TASKS = 40
ALLOWED_MB = 130
SECONDS = 90
_CHILD = Path(__file__).resolve().parent / "kiosk_child.py"


def rows(_rounds: int) -> list[Row]:
    """Measure one kiosk from its start to its last task."""
    name = "kiosk: resident memory, offscreen"
    if not Path("/proc/self/status").exists():
        return [Row(f"{name} (only Linux tells)", "MB", at_most=ALLOWED_MB)]
    tasks, pictures, now, highest, files = asyncio.run(_work())
    mb = 1024 * 1024 / 1e6
    note = (
        f"{tasks:.0f} tasks, {pictures:.0f} pictures; highest {highest * mb:.0f}, of it {files * mb:.0f} program files"
    )
    return [Row(name, "MB", [now * mb], at_most=ALLOWED_MB, note=note)]


async def _work() -> list[float]:
    async with BenchRoom(1, issue=_issue) as room:
        await room.take_files()
        (credentials,) = await room.enrol()
        folder = room.folder / "kiosk"
        save(credentials, folder)
        await room.unlock()
        card = room.candidates().candidates[0]
        child = await asyncio.create_subprocess_exec(
            sys.executable, str(_CHILD), str(folder), card.username, card.secret,
            stdout=asyncio.subprocess.PIPE, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip
        try:
            await _line(child, "prepared")
            await room.begin()
            return [float(one) for one in await _line(child, "done")]
        finally:
            if child.returncode is None:
                child.kill()
            await child.wait()


async def _line(child: asyncio.subprocess.Process, wanted: str) -> list[str]:
    """Wait until the kiosk says a word; return what follows it."""
    assert child.stdout is not None
    async with asyncio.timeout(SECONDS):
        while line := (await child.stdout.readline()).decode().split():
            if line[0] == wanted:
                return line[1:]
            print(f"  kiosk: {' '.join(line)}")
    raise RuntimeError(f"the kiosk ended before it was {wanted}")


def _issue(folder: Path, candidates: int) -> IssuedSittingForTest:
    """Issue a sitting from a bank of this project."""
    board, rooms, officials = make_board(folder), (make_room("sala 12"), make_room("sala 12 – zapas")), make_officials()
    register_centre(board, rooms, officials)
    write_roster(folder / "lista.csv", candidates, ("sala 12",))
    spec = write_spec(folder / "egzamin.toml", tasks=TASKS, minutes=60, opens_at=LONG_AGO)
    text = spec.read_text("utf-8").replace('bank = "bank"', f'bank = "{BANK.as_posix()}"')
    strata = [one["id"] for one in tomllib.loads((BANK / "bank.toml").read_text("utf-8"))["strata"]]
    each, more = divmod(TASKS, len(strata))
    counts = ", ".join(f"{one} = {each + (at < more)}" for at, one in enumerate(strata))
    spec.write_text(text.replace(f"podstawy = {TASKS}", counts), encoding="utf-8", newline="\n")
    options = IssueOptions(kdf=CHEAP, sheet_writer=write_text_only)
    issued = issue(board, PIN, load_spec(spec), folder / "out", ISSUED_AT, options)
    return IssuedSittingForTest(board, PIN, issued, rooms, officials)

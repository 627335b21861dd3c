"""Measure the memory of verifying, unlocking and exporting, each in a fresh process, for two sizes."""

from __future__ import annotations

import dataclasses
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.b_unlock import MIB, large_package, with_real_cost
from benchmarks.measures import Row
from benchmarks.memory_child import GENESIS
from koperta_crypto.kdf import DEFAULT_KDF
from koperta_operator.room.backup import save_identity
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal.store import Draft, Journal
from koperta_packages.items import Item, ItemPool, Option, Stratum, encode
from koperta_packages.package import PackageFile
from tests.test_sync.bundle_day import Day
from tests.test_sync.room_play import signing_officials

SIZES_MIB = (64, 512)
ALLOWED_MIB = 48
TASKS = 1_000
_PICTURE = 4 * MIB
_BODY = 2_000  # bytes of one event, several times an answer's
_BATCH = 500
_CHILD = Path(__file__).resolve().parent / "memory_child.py"


def rows(_rounds: int) -> list[Row]:
    """Measure everything for both sizes, twice: memory hardly varies."""
    rounds = 2
    if not Path("/proc/self/clear_refs").exists():
        return [Row("memory: only Linux tells the peak of a process that way", "MiB", at_most=ALLOWED_MIB)]
    folder = Path(tempfile.mkdtemp(prefix="koperta-bench-"))
    try:
        day = Day(folder)
        found = [_passphrase(day, folder, rounds)]
        for size in SIZES_MIB:
            found += _package(day, folder, size, rounds)
            found.append(_export(day, folder, size))
        return found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _row(name: str, measure: Callable[[], float], rounds: int, note: str = "") -> Row:
    return Row(f"memory: {name}", "MiB", [measure() for _ in range(rounds)], at_most=ALLOWED_MIB, note=note)


def _passphrase(day: Day, folder: Path, rounds: int) -> Row:
    """Measure the peak of an unlock beside the memory that the key derivation is meant to take."""
    real = with_real_cost(day.issued, folder)
    room = RoomFolder(folder / "room")
    room.create()
    save_identity(room, real.room)
    given = (list(real.issue.packages), day.trust, real.centre.grant, room.root, real.passphrase)
    kdf = DEFAULT_KDF.memory_kib / 1024
    return _row(
        "passphrase to keys", lambda: _child("passphrase", *given)[0] - kdf, rounds, f"beside {kdf:.0f} MiB of KDF"
    )


def _package(day: Day, folder: Path, size: int, rounds: int) -> list[Row]:
    pool = _pool()
    path = folder / f"{size}.exampkg"
    package, keys = large_package(day.issued, path, pool, [_PICTURE] * (size * MIB // _PICTURE))
    assert isinstance(package, PackageFile)
    checked = _row(f"verify a package of {size} MiB", lambda: _child("verify", path, day.trust)[0], rounds)
    note = f"beside {len(pool) / MIB:.1f} MiB of texts"
    opened = _row(
        f"unlock its {TASKS} tasks",
        lambda: _child("texts", path, day.trust, keys.tasks)[0] - len(pool) / MIB,
        rounds,
        note,
    )
    path.unlink()
    return [checked, opened]


def _export(day: Day, folder: Path, size: int) -> Row:
    journal, target = folder / f"{size}.db", folder / f"{size}.exambundle"
    events = _fill(journal, size * MIB)
    facts = dataclasses.replace(day.facts(), witnesses=())  # nobody has seen this journal grow
    seeds = [day.play.identity.signing.seed(), *(one.key.seed() for one in signing_officials(day.issued))]
    row = _row(
        f"export and read back {size} MiB",
        lambda: _child("export", journal, facts, day.trust, seeds, target)[0],
        1,
        f"{events} events",
    )
    journal.unlink()
    target.unlink()
    return row


def _child(act: str, *given: object) -> tuple[float, float]:
    """Run one act in a fresh process; return its peak above the imports, and what it still held."""
    done = subprocess.run(
        [sys.executable, str(_CHILD), act], input=pickle.dumps(given), stdout=subprocess.PIPE, check=True
    )
    peak, held = done.stdout.split()
    return float(peak), float(held)


def _pool() -> bytes:
    """Return a thousand tasks as a package holds them."""
    options = tuple(Option(one, f"<p>Odpowiedź {one}: {'słowo ' * 20}</p>") for one in "abcd")
    items = tuple(Item(f"z-{n:04}", "podstawy", f"<p>Zadanie {n}. {'Treść zadania. ' * 40}</p>", options)
                  for n in range(TASKS))  # fmt: skip
    return encode(ItemPool("bank", "INF.03", (Stratum("podstawy", "Podstawy"),), items))


def _fill(path: Path, size: int) -> int:
    """Write a journal of so many bytes of events; return their number."""
    draft = Draft(1, 1, 1, "ws:" + "0" * 64, "answer-given", b"x" * _BODY)
    with Journal.open(path, GENESIS) as journal:
        for _event in journal.read_all():
            pass
        while journal.sequence * _BODY < size:
            journal.append_many([draft] * _BATCH)
            journal.checkpoint_if_due(idle=False)
        journal.checkpoint_if_due(idle=True)
        return journal.sequence

"""Write the small bank, roster and specification from which tests issue a sitting."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

CENTRE = "146510-00123"
SITTING = "2026Z-2026-11-21-0900"
OPENS_AT = "2026-11-21T09:00:00+01:00"
_SURNAMES = ("Kowal", "Nowak", "Wiśniewska", "Żółć", "Lis", "Dąbek", "Ćwik", "Mazur")
_NAMES = ("Ewa", "Jan", "Łucja", "Adam", "Zofia", "Piotr")


def write_bank(folder: Path, tasks: int, pictures: int = 0, qualification: str = "INF.03") -> Path:
    """Write a small bank with one stratum `podstawy`; the first tasks have pictures."""
    folder.mkdir(parents=True)
    (folder / "pictures").mkdir()
    header = (
        'format = "koperta-bank/1"\nid = "bank-testowy"\n'
        f'qualification = "{qualification}"\nname = "Bank testowy"\n'
        'language = "pl"\nlicence = "CC0-1.0"\n\n'
        '[[strata]]\nid = "podstawy"\ntitle = "Podstawy"\n'
    )
    (folder / "bank.toml").write_text(header, "utf-8")
    entries = ['stratum = "podstawy"\n']
    for number in range(1, tasks + 1):
        picture = ""
        if number <= pictures:
            name = f"rysunek-{number}.png"
            (folder / "pictures" / name).write_bytes(tiny_png(number))
            picture = f'<p><img src="{name}" alt="Rysunek {number}"></p>'
        right = "abcd"[number % 4]
        entries.append(
            f'[[tasks]]\nid = "z-{number:02}"\n'
            f"text = '''<p>Zadanie {number}: która odpowiedź jest właściwa?</p>{picture}'''\n"
            f'right = "{right}"\n[tasks.options]\n'
            + "".join(f"{one} = 'Odpowiedź {one} zadania {number}'\n" for one in "abcd")
        )
    (folder / "tasks-podstawy.toml").write_text("\n".join(entries), "utf-8")
    return folder


def tiny_png(shade: int) -> bytes:
    """Return a valid grey PNG of 8 × 8 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    rows = b"".join(b"\0" + bytes([shade % 256]) * 8 for _ in range(8))
    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def write_roster(path: Path, candidates: int, exam_rooms: Sequence[str]) -> Path:
    """Write a roster; every third candidate has 15 extra minutes, rooms take turns."""
    lines = ["nazwisko;imię;dokument;kwalifikacja;sala;dodatkowe minuty"]
    for number in range(candidates):
        surname = _SURNAMES[number % len(_SURNAMES)]
        name = _NAMES[number % len(_NAMES)]
        extra = 15 if number % 3 == 2 else 0
        room = exam_rooms[number % len(exam_rooms)]
        lines.append(f"{surname};{name};AB{100000 + number};INF.03;{room};{extra}")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


_SPEC = """[sitting]
id = "{sitting_id}"
session = "2026 Zima"
title = "Egzamin próbny INF.03"
opens_at = {opens_at}
closes_at = 2099-12-31T13:00:00+01:00
trial = true

[[exams]]
qualification = "INF.03"
name = "Tworzenie stron i baz danych"
bank = "bank"
tasks = {tasks}
minutes = {minutes}
strata = {{ podstawy = {tasks} }}
pass_mark = {half}
calculator = true
show_preliminary_score = {show}
outage = "{outage}"

[[centres]]
number = "{centre}"
rooms = [{rooms}]
rosters = ["lista.csv"]
"""


def write_spec(
    path: Path,
    *,
    tasks: int = 4,
    minutes: int = 5,
    show_preliminary_score: bool = True,
    sitting_id: str = SITTING,
    exam_rooms: Sequence[str] = ("sala 12",),
    centre: str = CENTRE,
    opens_at: str = OPENS_AT,
    outage: str = "work-on",
) -> Path:
    """Write the specification of a trial sitting with one exam and one centre."""
    rooms = ", ".join(f'"{one}"' for one in exam_rooms)
    path.write_text(
        _SPEC.format(
            sitting_id=sitting_id,
            opens_at=opens_at,
            centre=centre,
            rooms=rooms,
            tasks=tasks,
            half=tasks // 2,
            minutes=minutes,
            show=str(show_preliminary_score).lower(),
            outage=outage,
        ),
        "utf-8",
    )
    return path

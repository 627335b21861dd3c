"""Play the board: keys, officials' files, registration, and the issue of one sitting with two packages.

Everything is done by the commands a board would use; only the roster and the specification are written here.
"""

from __future__ import annotations

import datetime
import secrets
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from koperta_operator.demo import plan
from koperta_operator.demo.cast import Role, write_roster
from koperta_operator.demo.places import Places, bank
from koperta_operator.demo.programs import Programs
from koperta_operator.demo.voice import Say
from koperta_packages.board.folder import BoardFolder
from koperta_packages.board.storage import IssuedSitting
from koperta_packages.candidates import Candidate

OFFICIALS = {
    "exam-chair": "Barbara Wilga",
    "room-chair": "Henryk Sójka",
    "operator": "Jolanta Czyżyk",
}


@dataclass(frozen=True, slots=True)
class Issued:
    """Hold what the board has issued and what it tells in confidence."""

    sitting_id: str
    files: tuple[Path, ...]  # what travels to the centre
    sheet: Path
    passphrase: str = field(repr=False)
    passphrase_id: str
    candidates: tuple[Candidate, ...] = field(repr=False)
    keys: dict[str, Path]  # role → key file
    pins: dict[str, str] = field(repr=False)  # role → PIN; "board" is the board's own
    board_pin_file: Path


def prepare(programs: Programs, places: Places, day: plan.Plan, roles: Sequence[Role], say: Say) -> Issued:
    """Make the board, the officials and the room's identity, register them, and issue the sitting."""
    pin_file, pins = _pins(places)
    programs.run(
        "board-init",
        ["board", "init", places.board, "--name", "Komisja pokazowa", "--pin-file", pin_file["board"], *plan.CHEAP],
    )
    say("board", "keys made: root, issuing, registration, receipt, answers")
    keys = {role: places.officials / f"{role}.key" for role in OFFICIALS}
    for role, name in OFFICIALS.items():
        made: list[str | Path] = [
            "official",
            "create",
            keys[role],
            "--role",
            role,
            "--name",
            name,
            "--pin-file",
            pin_file[role],
        ]
        programs.run(f"official-{role}", [*made, *plan.CHEAP])
    programs.run(
        "room-init",
        [
            *("room", "init", places.room, "--centre", plan.CENTRE, "--label", plan.EXAM_ROOM),
            *("--exam-room", plan.EXAM_ROOM, "--port", "0", "--address", "127.0.0.1", "--small-disk"),
        ],
    )
    say("centre", f"identity of the room made; key files of {len(keys)} officials, each with a PIN")
    requests: list[str | Path] = [places.room / "room.request", *sorted(places.officials.glob("*.official-request"))]
    requests += ["--centre", plan.CENTRE, "--centre-name", plan.CENTRE_NAME]
    register = ["board", "register", places.board, *requests, "--pin-file", pin_file["board"], *plan.CHEAP]
    programs.run("board-register", register)
    say("board", f"room and {len(keys)} officials of centre {plan.CENTRE} registered")
    return _issue(programs, places, day, roles, say, keys, pins, pin_file["board"])


def _issue(
    programs: Programs,
    places: Places,
    day: plan.Plan,
    roles: Sequence[Role],
    say: Say,
    keys: dict[str, Path],
    pins: dict[str, str],
    board_pin_file: Path,
) -> Issued:
    now = datetime.datetime.now().astimezone().replace(microsecond=0)
    sitting_id = f"DEMO-{now:%Y-%m-%d-%H%M}"
    write_roster(places.desk / "lista.csv", roles)
    spec = places.desk / "egzamin.toml"
    spec.write_text(_spec(sitting_id, now, day), encoding="utf-8", newline="\n")
    programs.run(
        "board-issue", ["board", "issue", places.board, spec, "--out", places.issue, "--pin-file", board_pin_file]
    )
    board = BoardFolder(places.board)
    store = IssuedSitting.at(board, sitting_id, board.storage_key(pins["board"]))
    centre = store.record().centre(plan.CENTRE)
    files = [one for one in places.issue.rglob("*") if one.is_file()]
    packages = [one for one in files if one.suffix == ".exampkg"]
    size = sum(one.stat().st_size for one in packages) / 1e6
    say("board", f"sitting {sitting_id} issued: {len(packages)} packages ({size:.1f} MB), {len(roles)} candidates")
    return Issued(
        sitting_id=sitting_id,
        files=tuple(sorted(one for one in files if one.parent.name != "sheets" and one.suffix != ".txt")),
        sheet=next(one for one in files if one.name.endswith("-haslo.pdf")),
        passphrase=centre.passphrase,
        passphrase_id=centre.passphrase_id,
        candidates=store.candidates(plan.CENTRE).candidates,
        keys=keys,
        pins=pins,
        board_pin_file=board_pin_file,
    )


def _pins(places: Places) -> tuple[dict[str, Path], dict[str, str]]:
    """Choose a PIN for everybody and write each into a file of its own, as the commands take them."""
    files, pins = {}, {}
    for who in ("board", *OFFICIALS):
        pins[who] = f"{secrets.randbelow(1_000_000):06}"
        files[who] = places.officials / f"{who}.pin"
        files[who].write_text(f"{pins[who]}\n", encoding="utf-8")
    return files, pins


def _spec(sitting_id: str, now: datetime.datetime, day: plan.Plan) -> str:
    closes = now + datetime.timedelta(hours=12)
    exams = "\n".join(_exam(symbol, name, day) for symbol, name in plan.BANKS.items())
    return f"""[sitting]
id = "{sitting_id}"
session = "Pokaz"
title = "Egzamin pokazowy"
opens_at = {now.isoformat()}
closes_at = {closes.isoformat()}
trial = true

{exams}
[[centres]]
number = "{plan.CENTRE}"
rooms = ["{plan.EXAM_ROOM}"]
rosters = ["lista.csv"]
"""


def _exam(symbol: str, bank_name: str, day: plan.Plan) -> str:
    folder = bank(bank_name)
    about = tomllib.loads((folder / "bank.toml").read_text("utf-8"))
    strata = [str(one["id"]) for one in about["strata"]]
    each, more = divmod(day.tasks, len(strata))
    counts = {name: each + (at < more) for at, name in enumerate(strata)}
    drawn = ", ".join(f"{name} = {count}" for name, count in counts.items() if count)
    return f"""[[exams]]
qualification = "{symbol}"
name = "{about["name"]}"
bank = "{folder.as_posix()}"
tasks = {day.tasks}
minutes = {day.minutes}
strata = {{ {drawn} }}
pass_mark = {(day.tasks + 1) // 2}
calculator = true
show_preliminary_score = true
"""

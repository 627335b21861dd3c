"""Look for secrets where they must not be: in logs, in what objects show of themselves, on the disk in clear."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
from pathlib import Path
from typing import Any

import pytest

from koperta_operator.room.forms import OpenedPackage, SealedForm
from koperta_operator.room.server.desk import Console
from koperta_operator.room.server.seats import Seat
from koperta_packages.identity import OfficialRole, official_id_of
from koperta_sync.protocol import console as m
from koperta_sync.protocol.base import Message, Refusal
from koperta_sync.protocol.pairing import Enrol, EnrolmentSeat, MachineRole
from koperta_sync.protocol.seat import EntryKind
from koperta_sync.protocol.workstation import JournalKey, LogIn, RecoverJournal
from tests.board_sources import tiny_png
from tests.test_operator.live_room import EXAM_ROOM, LiveRoom, on_live_room
from tests.test_operator.solver import solving

BACKUP_PASSPHRASE = "bardzo-tajne-zdanie-4711"
REASON = "podejrzenie kradzieży przez X"
found: dict[str, str] = {}


def secrets_of(live: LiveRoom) -> dict[str, str]:
    """Return what must show up nowhere, as it could be written."""
    secrets = {"backup": BACKUP_PASSPHRASE, "reason": REASON}
    phrase = live.issued.passphrase
    secrets |= {"passphrase": phrase, "plain passphrase": phrase.replace("-", "")}
    for candidate in live.sitting.names.data.candidates:
        secrets[f"card {candidate.username}"] = candidate.secret
        secrets[f"surname {candidate.username}"] = candidate.surname
        secrets[f"document {candidate.username}"] = candidate.document or "AB100"
        form = live.sitting.names.sealed_form(candidate.candidate_id)
        if form is not None:
            secrets[f"form key {candidate.username}"] = form.key.hex()
    for opened in live.sitting.opened.values():
        secrets["tasks key"] = opened.tasks_key.hex()
        secrets |= {f"text {item.id}": item.html[:60] for item in opened.pool.items}
        secrets |= {f"option {item.id}": item.options[0].html for item in opened.pool.items}
    if live.sitting.journal_key is not None:
        secrets["journal key"] = live.sitting.journal_key.secret_bytes().hex()
    secrets["room seed"] = live.room.identity.signing.seed().hex()
    for number in (1, 2, 3, 4):
        secrets[f"answer seed {number}"] = live.seat(number).answer_seed
    return {name: text for name, text in secrets.items() if text}


def shown_in(text: str, secrets: dict[str, str]) -> list[str]:
    """Return which secrets a text shows."""
    return [name for name, secret in secrets.items() if secret in text]


@on_live_room()
async def small_day(live: LiveRoom) -> None:
    """Do a little of everything, right and wrong."""
    operator = await live.console(OfficialRole.OPERATOR)
    for phrase in ("0000-0000-0000-0000-0000", live.issued.passphrase[:-1] + "*", live.issued.passphrase + "A"):
        await operator.ask(m.Unlock(sitting_id=live.sitting_id, passphrase=phrase))
        while live.room.jobs.running:
            await asyncio.sleep(0.01)
    await live.unlock()
    solver = await solving(live, 1)
    item, option = solver.option(0)
    await solver.send(2, EntryKind.ANSWER, item, option)
    me = solver.candidate.candidate_id
    await solver.wire.ask(RecoverJournal(sitting_id=live.sitting_id, candidate_id=me, epoch=1, wrapped="00" * 80))
    await solver.send(3, EntryKind.FINISH)
    guesser = await live.workstation(2)
    await guesser.ask(LogIn(username=live.candidate(1).username, secret=live.candidate(0).secret))
    await guesser.ask(LogIn(username=live.candidate(1).username, secret=live.candidate(1).secret[:-1] + "7"))
    malformed = {"type": "log-in", "username": 7, "secret": live.candidate(2).secret}
    await guesser.socket.send_str(json.dumps({"id": 9, "do": malformed}))
    await guesser.answer()
    await guesser.log_in(live.candidate(1))
    folder = str(live.folder.root)
    await operator.ask(m.BackUpRoom(folder=folder, passphrase=BACKUP_PASSPHRASE))
    await operator.ask(m.WriteEnrolment(folder=folder, exam_room=EXAM_ROOM, seats=(50,)))
    await operator.ask(m.RevokeMachine(fingerprint=live.seat(3).fingerprint, reason=REASON))
    chair = live.official(OfficialRole.EXAM_CHAIR)
    await operator.ask(operator.signature(official_id_of(chair.key.public), live.official(OfficialRole.OPERATOR).key))
    found.clear()
    found.update(secrets_of(live))
    _look_at_objects(live, found)
    _look_at_the_disk(live, found)


def _look_at_objects(live: LiveRoom, secrets: dict[str, str]) -> None:
    room = live.room
    objects: list[Any] = [
        room,
        room.library,
        room.identity,
        room.machines,
        room.seats,
        room.desk,
        room.lan,
        live.sitting,
    ]
    objects += [live.sitting, live.sitting.names, live.sitting.names.data, *live.sitting.names.data.candidates]
    objects += [live.sitting.names.form(one.candidate_id) for one in live.sitting.names.data.candidates]
    objects += [one for one in gc.get_objects() if type(one) in (SealedForm, OpenedPackage, Seat, Console)]
    for opened in live.sitting.opened.values():
        objects += [opened, opened.pool, *opened.pool.items, opened.key]
        right = opened.key.key.right if opened.key else {}
        assert right and repr(right)[1:-1] not in repr(opened.key), "the answer key is a secret too"
    for one in objects:
        assert shown_in(repr(one) + str(one), secrets) == [], type(one).__name__


def _look_at_the_disk(live: LiveRoom, secrets: dict[str, str]) -> None:
    """Task texts, names, cards and the passphrase lie nowhere in clear; keys of this machine only in their places."""
    own = {"room seed", *(name for name in secrets if name.startswith("answer seed"))}
    wanted = {name: text for name, text in secrets.items() if name not in own}
    for path in live.folder.root.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert [name for name, text in wanted.items() if text.encode() in data] == [], path
            assert tiny_png(1)[33:60] not in data, path


def test_a_whole_small_day_logs_shows_and_writes_no_secret(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        small_day(tmp_path)
    lines = "\n".join(caplog.text.splitlines())
    assert len(lines) > 200 and "koperta" in lines, "something was logged at all"
    assert shown_in(lines, found) == []


@pytest.mark.parametrize(
    "message",
    [
        LogIn(username="kowal", secret="TAJNE"),
        m.Unlock(sitting_id="s", passphrase="TAJNE"),
        m.BackUpRoom(folder="/x", passphrase="TAJNE"),
        JournalKey(key="TAJNE"),
        EnrolmentSeat(seat_number=1, exam_room="1", approval="TAJNE"),
        Enrol(
            role=MachineRole.WORKSTATION,
            request_pem="p",
            answer_key="k",
            seat_number=1,
            approval="TAJNE",
            machine_name="m",
        ),
    ],
    ids=lambda message: type(message).__name__,
)
def test_a_message_shows_no_secret_of_itself(message: Message) -> None:
    assert "TAJNE" not in repr(message) and "TAJNE" not in str([message]) and type(message).__name__ in repr(message)


def test_a_refusal_still_shows_what_it_says() -> None:
    assert "BUSY" in repr(Refusal(code="BUSY", sentence="Zajęte.", facts={"a": 1}))

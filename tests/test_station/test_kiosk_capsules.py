"""The team writes what a workstation keeps onto a stick with one combination of keys, and never under a candidate."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from koperta_crypto.certificates import LocalAuthority, make_request
from koperta_station import session as sessions
from koperta_station.kiosk import ways_out
from koperta_station.session import KioskSession
from koperta_station.simulated.kiosk import SystemClock
from koperta_sync.capsule import read_capsule
from koperta_sync.kiosk_journal import KioskJournal
from koperta_sync.protocol.refusals import Refused, RefusedError
from tests.test_station import kiosk_scenes
from tests.test_station.kiosk_bench import HandClock
from tests.test_station.kiosk_window_bench import Bench, opened
from tests.test_station.workstation import credentials, run, sitting


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    with opened(qtbot) as made:
        yield made


def hotkey(bench: Bench) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(bench.window.windowHandle(), Qt.Key.Key_S, modifiers | Qt.KeyboardModifier.ShiftModifier)
    QApplication.processEvents()


@pytest.mark.parametrize("scene", ["solving-away", "login-away", "finished-score", "finished-undelivered", "expired"])
def test_the_keys_write_where_the_room_is_away_or_the_attempt_is_over(bench: Bench, scene: str) -> None:
    bench.scene(scene)
    focused = bench.window.focusWidget()
    hotkey(bench)
    band = bench.window.capsule_band
    bench.qtbot.waitUntil(lambda: "Zapisano na pendrive" in band.text())
    assert bench.session.acts.count(("capsules",)) == 1
    assert bench.window.focusWidget() is focused, "no letter is taken away"


@pytest.mark.parametrize("scene", ["solving", "login", "confirm"])
def test_the_keys_do_nothing_while_the_room_is_there_and_somebody_works(bench: Bench, scene: str) -> None:
    state = bench.scene(scene)
    assert not ways_out.may_write_capsule(state)
    hotkey(bench)
    assert ("capsules",) not in bench.session.acts
    assert not bench.window.capsule_band.text()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RefusedError(Refused.FILE_REFUSED, "none", sticks=0), "Nie ma pendrive’a"),
        (RefusedError(Refused.FILE_REFUSED, "two", sticks=2), "więcej niż jeden pendrive"),
        (RefusedError(Refused.FILE_REFUSED, "full", sticks=1), "nie przyjął zapisu"),
        (OSError("gone"), "nie przyjął zapisu"),
    ],
)
def test_what_is_missing_is_said_with_the_keys_to_try_again(bench: Bench, error: Exception, words: str) -> None:
    bench.scene("solving-away")
    bench.session.refuse = error
    hotkey(bench)
    band = bench.window.capsule_band
    bench.qtbot.waitUntil(lambda: words in band.text())
    assert "Ctrl+Alt+Shift+S" in band.text()


def test_the_scenes_of_this_page_exist() -> None:
    clock = HandClock()
    allowed = {name for name, make in kiosk_scenes.SCENES.items() if ways_out.may_write_capsule(make(clock))}
    assert {"solving-away", "finished-score"} <= allowed
    assert "solving" not in allowed


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_session_writes_onto_one_stick_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int) -> None:

    places = [tmp_path / f"stick{number}" for number in range(count)]
    for place in places:
        place.mkdir()
    monkeypatch.setattr(sessions, "mounted_sticks", lambda: places)
    session = KioskSession(tmp_path / "pc", credentials(), SystemClock(), lambda _state: None)
    if count == 1:
        assert asyncio.run(session.write_capsules()) == []
        return
    with pytest.raises(RefusedError) as refused:
        asyncio.run(session.write_capsules())
    assert refused.value.refusal.facts["sticks"] == count


def broken_disk(*_arguments: object) -> None:
    raise OSError("Input/output error")


def test_what_the_disk_did_not_take_is_in_the_capsule_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No room, and a disk that fails under the candidate: the answer is in memory, and on the stick."""
    authority = LocalAuthority.create("Koperta sala-12")
    key_pem, request = make_request("sala 12 7")
    pem = authority.issue_client(request, "sala 12 7").decode("ascii")
    paired = msgspec.structs.replace(credentials(), key_pem=key_pem.decode("ascii"), certificate_pem=pem)
    monkeypatch.setattr("tests.test_station.workstation.credentials", lambda _seat: paired)
    (tmp_path / "stick").mkdir()
    monkeypatch.setattr(sessions, "mounted_sticks", lambda: [tmp_path / "stick"])

    async def day() -> None:
        async with sitting(tmp_path / "pc") as (room, kiosk, person):
            await kiosk.solve(person)
            await kiosk.session.answer("zad-01", "a")
            await kiosk.until_saved()
            room.cut()
            monkeypatch.setattr(KioskJournal, "append", broken_disk)
            await kiosk.session.answer("zad-01", "b")
            assert kiosk.state.storage_failed
            (path,) = await kiosk.session.write_capsules()
            contents = read_capsule(path.read_bytes()).open(room.journal_key)
            assert [(one.kind, one.value) for one in contents.entries][-2:] == [("answer", "a"), ("answer", "b")]
            assert [one.cseq for one in contents.entries] == list(range(1, len(contents.entries) + 1))
            assert contents.heads, "what the room had acknowledged is a witness"

    run(day())

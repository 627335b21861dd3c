"""The team writes what a workstation keeps onto a stick with one combination of keys, and never under a candidate."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from koperta_station import session as sessions
from koperta_station.kiosk import ways_out
from koperta_station.session import KioskSession
from koperta_station.simulated.kiosk import SystemClock
from koperta_sync.protocol.refusals import Refused, RefusedError
from tests.test_station import kiosk_scenes
from tests.test_station.kiosk_bench import HandClock
from tests.test_station.kiosk_window_bench import Bench, opened
from tests.test_station.workstation import credentials


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

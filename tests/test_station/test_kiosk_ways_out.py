"""Whoever is on site can end the program or take the machine elsewhere, and never under a candidate."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from koperta_station.kiosk import kept_looks, ways_out
from koperta_station.kiosk.leaving import Asking
from koperta_station.kiosk.looks import Chosen, Looks
from koperta_station.kiosk.screens.login import LoginScreen
from koperta_station.kiosk.screens.reaching import ReachingScreen
from koperta_station.kiosk.task.option import OptionButton
from koperta_station.state import KioskState, LinkState, SaveState, Screen
from koperta_sync.protocol.refusals import Refused, refusal
from tests.test_station import kiosk_scenes
from tests.test_station.kiosk_bench import PERSON, HandClock, solving, waiting
from tests.test_station.kiosk_window_bench import Bench, opened

FREE = [
    "looking-away",
    "login",
    "login-away",
    "login-refused",
    "finished-score",
    "finished-no-score",
    "expired",
    "ended",
    "revoked",
    "annulled",
    "broken-off",
    "ended-health",
]
NOW = 5_000_000


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    with opened(qtbot) as made:
        yield made
        made.window.leave_band.ask(Asking.ANYWAY)  # whatever is shown, the bench may clear it away


def hotkey(bench: Bench) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(bench.window.windowHandle(), Qt.Key.Key_K, modifiers | Qt.KeyboardModifier.ShiftModifier)
    QApplication.processEvents()


# ---- the way out of full screen -------------------------------------------------------------------


@pytest.mark.parametrize("scene", FREE)
def test_the_keys_ask_once_and_then_end_the_program_while_nobody_is_in_an_attempt(bench: Bench, scene: str) -> None:
    bench.window.may_close = False
    bench.scene(scene)
    hotkey(bench)
    assert bench.window.leave_band.asking is Asking.LEAVE
    assert bench.window.leave_band.stay.hasFocus(), "Enter alone must not end the program"
    assert bench.window.isVisible()
    bench.key(Qt.Key.Key_Tab)
    bench.key(Qt.Key.Key_Return)
    assert not bench.window.isVisible()


@pytest.mark.parametrize("scene", sorted(set(kiosk_scenes.SCENES) - set(FREE) - {"looking"}))
def test_the_keys_end_nothing_during_an_attempt_and_take_no_letter_away(bench: Bench, scene: str) -> None:
    bench.window.may_close = False
    bench.scene(scene)
    focused = bench.window.focusWidget()
    hotkey(bench)
    band = bench.window.leave_band
    assert band.asking is Asking.LATER
    assert "po egzaminie albo wyłącznikiem komputera" in band.then.text()
    assert "Odpowiedzi są bezpieczne" in band.then.text()
    assert not band.leave.isVisible()
    assert bench.window.focusWidget() is focused
    bench.window.leave()
    assert not bench.window.close()
    assert bench.window.isVisible()
    hotkey(bench)
    assert not band.isVisible()


def test_a_login_after_the_question_takes_the_question_back(bench: Bench) -> None:
    bench.window.may_close = False
    hotkey(bench)
    assert bench.window.leave_band.leave.isVisible()
    bench.become(solving(kiosk_scenes.form(), bench.clock))
    assert bench.window.leave_band.asking is Asking.LATER
    assert not bench.window.leave_band.leave.isVisible()
    assert isinstance(bench.window.focusWidget(), OptionButton)
    bench.window.leave_band.leave.click()
    assert bench.window.isVisible()


def test_escape_takes_the_question_back_and_the_keyboard_returns_to_the_screen(bench: Bench) -> None:
    bench.window.may_close = False
    hotkey(bench)
    bench.key(Qt.Key.Key_Escape)
    assert not bench.window.leave_band.isVisible()
    shown = bench.window.screen_shown
    assert isinstance(shown, LoginScreen)
    assert shown.username.hasFocus()
    assert bench.window.isVisible()


def test_an_ordinary_window_closes_freely_but_asks_once_during_an_attempt(bench: Bench) -> None:
    bench.become(solving(kiosk_scenes.form(), bench.clock))
    assert not bench.window.close()
    assert bench.window.leave_band.asking is Asking.ANYWAY
    bench.window.leave_band.stay.click()
    assert not bench.window.close()
    bench.window.leave_band.leave.click()
    assert not bench.window.isVisible()


def test_an_ordinary_window_without_a_candidate_closes_at_once(bench: Bench) -> None:
    assert bench.window.close()


def test_answers_that_are_not_delivered_keep_the_program_running() -> None:
    over = waiting(screen=Screen.FINISHED, candidate=PERSON)
    assert ways_out.may_leave(over, NOW)
    assert not ways_out.may_leave(waiting(screen=Screen.FINISHED, candidate=PERSON, undelivered=1), NOW)
    assert not ways_out.may_leave(waiting(screen=Screen.EXPIRED, candidate=PERSON, save=SaveState.HERE), NOW)


# ---- another room ---------------------------------------------------------------------------------


def away(screen: Screen, since_ms: int, **changes: object) -> KioskState:
    return waiting(screen=screen, link=LinkState.AWAY, away_since_ms=NOW - since_ms, **changes)


@pytest.mark.parametrize("screen", [Screen.LOOKING, Screen.WAITING])
def test_another_room_is_offered_only_after_a_while(screen: Screen) -> None:
    assert not ways_out.may_pair_again(away(screen, 15_000), NOW)
    assert ways_out.may_pair_again(away(screen, 15_001), NOW)
    assert not ways_out.may_pair_again(waiting(screen=screen), NOW)
    assert ways_out.may_pair_again(waiting(screen=screen, link=LinkState.REFUSED), NOW)
    assert ways_out.may_pair_again(waiting(screen=screen, link=LinkState.REVOKED), NOW)


@pytest.mark.parametrize("screen", sorted(set(Screen) - {Screen.LOOKING, Screen.WAITING, Screen.PAIRING}))
@pytest.mark.parametrize("link", [LinkState.AWAY, LinkState.REFUSED])
def test_another_room_is_never_offered_while_somebody_is_logged_in(screen: Screen, link: LinkState) -> None:
    state = waiting(screen=screen, link=link, away_since_ms=0, candidate=PERSON)
    assert not ways_out.may_pair_again(state, NOW)


@pytest.mark.parametrize(("screen", "kind"), [(Screen.LOOKING, ReachingScreen), (Screen.WAITING, LoginScreen)])
def test_the_offer_appears_by_itself_when_the_time_has_passed(
    bench: Bench, screen: Screen, kind: type[ReachingScreen] | type[LoginScreen]
) -> None:
    bench.become(away(screen, 0))
    shown = bench.window.screen_shown
    assert isinstance(shown, kind)
    button = shown.again if isinstance(shown, ReachingScreen) else shown.pair_again
    assert not button.isVisible()
    bench.clock.now += 15_001
    bench.qtbot.waitUntil(button.isVisible)
    with bench.qtbot.waitSignal(bench.window.pair_again):
        button.click()


# ---- where somebody belongs -----------------------------------------------------------------------


def test_a_refused_login_names_the_right_exam_room_or_seat(bench: Bench) -> None:
    shown = bench.window.screen_shown
    assert isinstance(shown, LoginScreen)
    for code, facts, named in (
        (Refused.WRONG_EXAM_ROOM, {"exam_room": "sala 14"}, "innej sali: sala 14."),
        (Refused.WRONG_SEAT, {"seat": 12}, "inne stanowisko: 12."),
    ):
        bench.become(waiting(refusal=msgspec.structs.replace(refusal(code), facts=facts)))
        assert named in shown.note.text()
    for code in (Refused.WRONG_EXAM_ROOM, Refused.WRONG_SEAT):
        bench.become(waiting(refusal=refusal(code)))
        assert refusal(code).sentence in shown.note.text(), "without the fact the sentence stands alone"


# ---- the looks of one candidate -------------------------------------------------------------------


def other() -> KioskState:
    return waiting(screen=Screen.CONFIRMING, candidate=msgspec.structs.replace(PERSON, candidate_id="c-8"))


@pytest.mark.parametrize("following", [waiting(), other()], ids=["the seat is free", "another login"])
def test_the_next_candidate_finds_the_workstation_s_own_language_print_and_contrast(
    bench: Bench, following: KioskState
) -> None:
    bench.looks.speak("uk")
    bench.become(solving(kiosk_scenes.form(), bench.clock))
    bench.looks.print_size(2)
    bench.looks.high_contrast(True)
    bench.scene("covered")
    bench.scene("finished-score")
    assert bench.looks.chosen == Chosen(language="uk", step=2, contrast=True), "one candidate keeps them to the end"
    bench.become(following)
    assert bench.looks.chosen == Chosen()


def test_what_is_chosen_before_the_login_stays_with_the_one_who_logs_in(bench: Bench) -> None:
    bench.looks.speak("en")
    bench.become(waiting(refusal=refusal(Refused.LOGIN_UNKNOWN)))
    bench.become(solving(kiosk_scenes.form(), bench.clock))
    assert bench.looks.language == "en"


def test_a_restart_in_the_middle_of_an_attempt_keeps_the_looks(bench: Bench, tmp_path: Path) -> None:
    chosen = Chosen(language="uk", step=1, contrast=True)
    kept_looks.keep(tmp_path, chosen)
    again = kept_looks.kept(tmp_path)
    assert again == chosen
    bench.looks.restore(chosen)
    bench.scene("needs-card")
    bench.become(solving(kiosk_scenes.form(), bench.clock))
    assert bench.looks.chosen == chosen
    bench.become(waiting())
    assert bench.looks.chosen == Chosen()


def test_a_restart_after_the_attempt_begins_with_the_workstation_s_own(bench: Bench) -> None:
    bench.looks.restore(Chosen(language="uk"))
    bench.become(waiting(seat_number=8))
    assert bench.looks.chosen == Chosen()


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[]", b'{"language":"xx"}', b'{"step":7}', b'{"step":-1}', b'{"more":1}']
)
def test_kept_looks_of_no_use_are_left_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / kept_looks.NAME).write_bytes(content)
    assert kept_looks.kept(tmp_path) is None


def test_a_folder_that_takes_nothing_costs_nobody_the_exam(tmp_path: Path) -> None:
    kept_looks.keep(tmp_path / "missing", Chosen(language="en"))
    kept_looks.forget(tmp_path / "missing")
    assert kept_looks.kept(tmp_path / "missing") is None


def test_a_workstation_started_in_english_goes_back_to_english(qtbot: QtBot) -> None:
    looks = Looks(language="en")
    looks.worn_by("c-7")
    looks.speak("uk")
    looks.put_down()
    assert looks.language == "en"
    looks.speak("pl")
    looks.wear()


def test_a_state_nobody_knows_yet_opens_no_way_out() -> None:
    assert not ways_out.may_leave(None, HandClock().mono_ms())
    assert not ways_out.may_pair_again(None, HandClock().mono_ms())

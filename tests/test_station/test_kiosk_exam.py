"""A candidate's whole exam at the window, and what must never happen to an answer."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from koperta_crypto.passphrase import CARD_SYMBOLS, generate
from koperta_station.kiosk.screens.login import LoginScreen
from koperta_station.kiosk.screens.message import OverScreen
from koperta_station.kiosk.screens.summary import SummaryScreen
from koperta_station.state import Screen
from koperta_sync.protocol.refusals import Refused
from tests.test_station import kiosk_scenes
from tests.test_station.kiosk_bench import HandClock, refused, solving
from tests.test_station.kiosk_window_bench import Bench, opened

Key = Qt.Key
SECRET = generate(lambda n: bytes(range(3, 3 + n)), CARD_SYMBOLS)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    with opened(qtbot) as made:
        yield made


@pytest.fixture
def at_work(bench: Bench) -> Bench:
    bench.become(solving(kiosk_scenes.form(), bench.clock))
    return bench


def item(place: int) -> str:
    return kiosk_scenes.form().items[place].item_id


def option(place: int, at: int) -> str:
    return kiosk_scenes.form().items[place].options[at].id


def test_a_whole_exam_is_sat_with_the_keyboard_alone(bench: Bench) -> None:
    form = kiosk_scenes.form(count=5)
    bench.type("Kowal-Ewa-7Q")
    bench.key(Key.Key_Return)
    bench.type(SECRET.replace("-", "").lower())
    bench.key(Key.Key_Return)
    bench.until(Screen.CONFIRMING)
    bench.key(Key.Key_Return)
    bench.until(Screen.PREPARED)
    bench.become(solving(form, bench.clock, screen=Screen.READY))
    bench.key(Key.Key_Return)
    bench.until(Screen.SOLVING)
    for key in (Key.Key_B, Key.Key_Right, Key.Key_4, Key.Key_PageDown, Key.Key_Down, Key.Key_Space, Key.Key_S):
        bench.key(key)
    bench.settled()
    bench.key(Key.Key_F10)
    assert isinstance(bench.window.screen_shown, SummaryScreen)
    bench.key(Key.Key_Tab)
    bench.key(Key.Key_Return)
    assert bench.window.screen_shown.question.isVisible()
    bench.key(Key.Key_Tab)
    bench.key(Key.Key_Return)
    bench.until(Screen.FINISHED)
    assert isinstance(bench.window.screen_shown, OverScreen)
    items = [each.item_id for each in form.items]
    options = [[each.id for each in task.options] for task in form.items]
    assert bench.session.acts == [
        ("log-in", "kowal-ewa-7q", SECRET.replace("-", "")),
        ("confirm", True),
        ("begin",),
        ("answer", items[0], options[0][1]),
        ("answer", items[1], options[1][3]),
        ("answer", items[2], options[2][1]),
        ("flag", items[2], True),
        ("finish",),
    ]


def test_arrows_move_the_focus_and_never_change_an_answer(at_work: Bench) -> None:
    at_work.key(Key.Key_C)
    at_work.settled()
    for key in (Key.Key_Up, Key.Key_Up, Key.Key_Up, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Down):
        at_work.key(key)
    assert at_work.solving.sheet is not None
    assert at_work.solving.sheet.options[3].hasFocus()
    for key in (Key.Key_Right, Key.Key_Left, Key.Key_PageDown, Key.Key_PageUp, Key.Key_Tab, Key.Key_Backtab):
        at_work.key(key)
    at_work.qtbot.wait(50)
    assert at_work.session.acts == [("answer", item(0), option(0, 2))]


def test_leaving_a_task_at_once_never_loses_a_choice(at_work: Bench) -> None:
    """Each answer is given and left in the same breath, before the session has it on disk."""
    for place in range(8):
        at_work.key((Key.Key_A, Key.Key_B, Key.Key_C, Key.Key_D)[place % 4])
        at_work.key(Key.Key_Right)
    at_work.settled()
    assert dict(at_work.session.state.answers) == {item(place): option(place, place % 4) for place in range(8)}
    at_work.solving.side.picked.emit(item(2))
    assert at_work.solving.sheet is not None
    assert [each.isChecked() for each in at_work.solving.sheet.options] == [False, False, True, False]


def test_a_second_enter_or_backspace_takes_an_answer_back_but_a_double_letter_does_not(at_work: Bench) -> None:
    at_work.key(Key.Key_B)
    at_work.key(Key.Key_B)
    at_work.settled()
    assert dict(at_work.session.state.answers) == {item(0): option(0, 1)}
    at_work.key(Key.Key_Return)
    at_work.settled()
    assert not at_work.session.state.answers
    at_work.key(Key.Key_1)
    at_work.settled()
    at_work.key(Key.Key_Backspace)
    at_work.settled()
    assert not at_work.session.state.answers


def test_a_double_click_chooses_and_does_not_take_back(at_work: Bench) -> None:
    assert at_work.solving.sheet is not None
    chosen = at_work.solving.sheet.options[1]
    QTest.mouseClick(chosen, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(chosen, Qt.MouseButton.LeftButton)  # the second press alone
    QTest.mouseRelease(chosen, Qt.MouseButton.LeftButton)
    at_work.settled()
    assert dict(at_work.session.state.answers) == {item(0): option(0, 1)}


def test_a_refused_answer_is_taken_off_the_screen_and_explained(at_work: Bench) -> None:
    at_work.session.refuse = refused(Refused.ENTRY_NOT_ALLOWED)
    at_work.key(Key.Key_A)
    at_work.settled()
    assert at_work.solving.sheet is not None
    assert not any(each.isChecked() for each in at_work.solving.sheet.options)
    assert "Tego wpisu nie można teraz przyjąć." in at_work.solving.note.text()


def test_at_zero_nothing_can_be_entered_even_before_the_session_says_so(bench: Bench) -> None:
    bench.become(solving(kiosk_scenes.form(), bench.clock, minutes=1))
    bench.clock.now += 60_000
    for key in (Key.Key_A, Key.Key_S, Key.Key_Space, Key.Key_Return, Key.Key_Backspace):
        bench.key(key)
    assert bench.solving.sheet is not None
    QTest.mouseClick(bench.solving.sheet.options[2], Qt.MouseButton.LeftButton)
    bench.qtbot.wait(50)
    assert bench.session.acts == []


def test_the_summary_counts_and_leads_back_to_a_task(bench: Bench) -> None:
    bench.become(kiosk_scenes.at_work(bench.clock))
    bench.key(Key.Key_F10)
    summary = bench.window.screen_shown
    assert isinstance(summary, SummaryScreen)
    assert summary.open_title.text() == "Bez odpowiedzi: 31"
    assert summary.flag_title.text() == "Do sprawdzenia: 2"
    third = summary.open_grid.itemAt(2)
    leads = third.widget() if third is not None else None
    assert leads is not None
    leads.setFocus()
    bench.key(Key.Key_Space)
    assert bench.solving.number.text() == "Zadanie 12 z 40"


def test_finishing_needs_a_second_yes_and_escape_backs_out(bench: Bench) -> None:
    bench.become(kiosk_scenes.at_work(bench.clock))
    bench.key(Key.Key_F10)
    summary = bench.window.screen_shown
    assert isinstance(summary, SummaryScreen)
    summary.finish.click()
    assert summary.rather_not.hasFocus(), "Enter alone must not hand in"
    bench.key(Key.Key_Escape)
    assert not summary.question.isVisible()
    assert bench.session.acts == []


def test_a_slip_in_the_card_secret_is_marked_and_nothing_is_sent(bench: Bench) -> None:
    login = bench.window.screen_shown
    assert isinstance(login, LoginScreen)
    groups = SECRET.split("-")
    wrong = "Z" if groups[1][2] != "Z" else "Y"
    login.username.setText("kowal-ewa-7q")
    login.secret.set_text(f"{groups[0]}{groups[1][:2]}{wrong}{groups[1][3]}{groups[2]}")
    login.submit()
    assert bench.session.acts == []
    assert [field.property("slip") for field in login.secret.groups] == [False, True, False]
    assert login.secret.groups[1].hasFocus()
    assert "W grupie 2" in login.note.text()


def test_the_secret_runs_on_from_group_to_group_and_back(bench: Bench) -> None:
    login = bench.window.screen_shown
    assert isinstance(login, LoginScreen)
    login.secret.setFocus()
    bench.type("abcd efgh")
    assert [field.text() for field in login.secret.groups] == ["ABCD", "EFGH", ""]
    assert login.secret.groups[2].hasFocus()
    bench.key(Key.Key_Backspace)
    assert login.secret.groups[1].hasFocus()
    login.secret.groups[0].setFocus()
    login.secret.groups[0].setCursorPosition(1)
    bench.type("x")
    assert login.secret.text() == "AXBCEFGH", "a sign too many must not push the other groups along"


def test_a_secret_typed_anew_after_a_refusal_replaces_the_old_one(bench: Bench) -> None:
    login = bench.window.screen_shown
    assert isinstance(login, LoginScreen)
    bench.type("kowal-ewa-7q")
    login.secret.set_text("ABCDEFGHJKMN")
    login.secret.groups[0].setFocus()
    login.secret.groups[0].selectAll()
    bench.type(SECRET.replace("-", ""))
    assert login.secret.text() == SECRET.replace("-", "")
    bench.session.refuse = refused(Refused.LOGIN_UNKNOWN)
    bench.key(Key.Key_Return)
    bench.qtbot.waitUntil(lambda: bool(login.note.text()) and login.button.isEnabled())
    bench.type("ABCDEFGHJKMN")
    assert login.secret.text() == "ABCDEFGHJKMN"


def test_time_shows_minutes_and_seconds_only_in_the_last_five(bench: Bench) -> None:
    bench.become(solving(kiosk_scenes.form(), bench.clock, minutes=38))
    assert bench.solving.header.left.text() == "zostało 38 min"
    bench.clock.now += 33 * 60_000 + 1
    bench.solving.header.tick()
    assert bench.solving.header.left.text() == "zostało 5:00"


def test_another_clock_reading_never_shows_less_than_nothing(bench: Bench) -> None:
    clock: HandClock = bench.clock
    bench.become(solving(kiosk_scenes.form(), clock, minutes=1))
    clock.now += 3_600_000
    bench.solving.header.tick()
    assert bench.solving.header.left.text() == "zostało 0:00"

"""Every screen shows what its state allows and nothing more."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from koperta_packages.public import plain_text
from koperta_station.kiosk.screens.cut_off import CutOffScreen, MovedScreen
from koperta_station.kiosk.screens.login import LoginScreen
from koperta_station.kiosk.screens.message import MessageScreen, OverScreen
from koperta_station.kiosk.task.option import OptionButton
from koperta_station.state import LinkState, SaveState
from tests.test_station import kiosk_scenes
from tests.test_station.kiosk_bench import solving, waiting
from tests.test_station.kiosk_window_bench import Bench, opened


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    with opened(qtbot) as made:
        yield made


def task_words() -> list[str]:
    """Return a telling piece of every task's and option's text of the form on the bench."""
    pieces = []
    for item in kiosk_scenes.form().items:
        pieces += [plain_text(item.html)[:40], *(plain_text(option.html)[:40] for option in item.options)]
        pieces += [picture.alt[:40] for picture in item.pictures]
    return [piece for piece in pieces if len(piece) > 12]


@pytest.mark.parametrize("scene", ["covered", "suspended", "finished-score", "needs-card", "revoked"])
def test_a_screen_without_tasks_holds_no_word_of_them_anywhere(bench: Bench, scene: str) -> None:
    bench.scene("solving")
    assert any(piece in bench.texts() for piece in task_words()), "the test would see nothing otherwise"
    bench.scene(scene)
    held = bench.texts()
    assert [piece for piece in task_words() if piece in held] == []
    assert bench.window.findChildren(OptionButton) == []


def test_after_a_room_exit_the_same_task_comes_back(bench: Bench) -> None:
    bench.become(solving(kiosk_scenes.form(), bench.clock))
    bench.solving.side.picked.emit(kiosk_scenes.form().items[6].item_id)
    bench.scene("covered")
    assert isinstance(bench.window.screen_shown, MessageScreen)
    bench.become(solving(kiosk_scenes.form(), bench.clock))
    assert bench.solving.number.text() == "Zadanie 7 z 40"


def test_a_lost_connection_is_said_in_a_band_that_covers_no_task(bench: Bench) -> None:
    bench.scene("solving")
    assert not bench.window.link_band.isVisible()
    bench.scene("solving-away")
    band = bench.window.link_band
    assert band.isVisible()
    assert "Pracuj dalej" in band.text()
    assert bench.solving.geometry().top() >= band.geometry().bottom()
    bench.key(Qt.Key.Key_D)
    bench.settled()
    assert bench.session.acts, "work goes on"
    bench.scene("solving")
    assert not bench.window.link_band.isVisible()


def test_the_save_line_has_three_values_and_calls_nothing_else_saved(bench: Bench) -> None:
    shown = []
    for save in (SaveState.SAVING, SaveState.HERE, SaveState.ROOM):
        bench.become(kiosk_scenes.at_work(bench.clock, save=save))
        shown.append(bench.solving.save.word())
    assert shown == ["zapisywanie", "zapisano na tym stanowisku", "zapisano na komputerze operatora"]


def test_an_answer_on_its_way_is_called_saving_whatever_came_before(bench: Bench) -> None:
    bench.become(kiosk_scenes.at_work(bench.clock, save=SaveState.ROOM))
    bench.solving.sheet.options[0].click() if bench.solving.sheet is not None else None
    assert bench.solving.save.word() == "zapisywanie"
    bench.settled()
    assert bench.solving.save.word() == "zapisano na tym stanowisku"


def test_a_disk_that_works_again_is_not_called_broken_any_longer(bench: Bench) -> None:
    bench.scene("solving-disk-failed")
    assert bench.solving.note.isVisible()
    bench.scene("solving")
    assert not bench.solving.note.isVisible()


def test_a_trial_is_marked_on_every_screen(bench: Bench) -> None:
    for state in (kiosk_scenes.at_work(bench.clock, trial=True), waiting(trial=True)):
        bench.become(state)
        assert bench.window.trial_band.isVisible()
        assert "PRÓBA" in bench.window.trial_band.text()
    bench.become(waiting())
    assert not bench.window.trial_band.isVisible()


def test_a_revoked_machine_shows_no_task_even_when_the_session_still_has_the_form(bench: Bench) -> None:
    bench.scene("solving")
    bench.become(kiosk_scenes.at_work(bench.clock, link=LinkState.REVOKED))
    assert isinstance(bench.window.screen_shown, CutOffScreen)
    assert bench.window.findChildren(OptionButton) == []


def test_a_candidate_who_moved_is_told_so_before_the_next_login(bench: Bench) -> None:
    bench.scene("solving")
    bench.become(waiting())
    shown = bench.window.screen_shown
    assert isinstance(shown, MovedScreen)
    shown.go_on.click()
    assert isinstance(bench.window.screen_shown, LoginScreen)


def test_a_preliminary_score_always_comes_with_its_label(bench: Bench) -> None:
    bench.scene("finished-score")
    over = bench.window.screen_shown
    assert isinstance(over, OverScreen)
    assert over.score.text() == "Wstępna liczba poprawnych odpowiedzi: 31 z 40"
    assert "To nie jest wynik egzaminu" in over.meaning.text()
    bench.scene("finished-no-score")
    assert isinstance(bench.window.screen_shown, OverScreen)
    assert not bench.window.screen_shown.score.isVisible()
    assert "z decyzji komisji" in bench.window.screen_shown.meaning.text()


def test_the_next_candidate_logs_in_where_the_last_one_is_done_and_sees_nothing_of_them(bench: Bench) -> None:
    bench.scene("finished-score")
    over = bench.window.screen_shown
    assert isinstance(over, OverScreen) and over.next_person.isVisible()
    over.next_person.click()
    login = bench.window.screen_shown
    assert isinstance(login, LoginScreen)
    texts = bench.texts()
    assert "31 z 40" not in texts and "Brzęczyszczykiewicz" not in texts
    login.back.click()
    assert isinstance(bench.window.screen_shown, OverScreen)


def test_a_seat_is_not_given_on_while_answers_wait_there(bench: Bench) -> None:
    bench.scene("finished-undelivered")
    over = bench.window.screen_shown
    assert isinstance(over, OverScreen)
    assert not over.next_person.isVisible()


def test_a_loss_of_the_focus_is_reported_to_the_session(bench: Bench) -> None:
    bench.scene("solving")
    before = bench.session.focus_losses
    other = QWidget()
    bench.qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    bench.qtbot.waitUntil(lambda: bench.session.focus_losses == before + 1)


def test_no_part_of_a_screen_ever_flashes_up_as_a_window_of_its_own(bench: Bench) -> None:
    """A parentless widget made visible too early takes the focus from the exam for a moment."""

    class Watch(QObject):
        seen: list[str] = []  # noqa: RUF012  # one watch, one list

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.seen.append(type(watched).__name__)
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]  # the bench made one
    try:
        for scene in kiosk_scenes.SCENES:
            bench.scene(scene)
        bench.scene("solving")
        bench.solving.side.calculator_wanted.emit()
        bench.solving.zoom_button.click()
        bench.window.open_summary()
    finally:
        QApplication.instance().removeEventFilter(watch)  # type: ignore[union-attr]  # the bench made one
    assert watch.seen == []


def test_a_language_chosen_at_run_time_keeps_what_was_typed(bench: Bench) -> None:
    login = bench.window.screen_shown
    assert isinstance(login, LoginScreen)
    login.username.setText("kowal-ewa-7q")
    login.secret.set_text("7QK4M9")
    bench.looks.speak("en")
    again = bench.window.screen_shown
    assert isinstance(again, LoginScreen)
    assert again is not login
    assert again.button.text() == "Sign in"
    assert (again.username.text(), again.secret.text()) == ("kowal-ewa-7q", "7QK4M9")
    bench.looks.speak("uk")
    assert isinstance(bench.window.screen_shown, LoginScreen)
    assert bench.window.screen_shown.button.text() == "Увійти"


def test_larger_print_in_the_middle_of_the_work_keeps_task_and_answer(bench: Bench) -> None:
    bench.scene("solving")
    bench.key(Qt.Key.Key_Right)
    bench.key(Qt.Key.Key_C)
    bench.settled()
    bench.looks.print_size(2)
    assert bench.solving.number.text() == "Zadanie 2 z 40"
    assert bench.solving.sheet is not None
    assert [option.isChecked() for option in bench.solving.sheet.options] == [False, False, True, False]

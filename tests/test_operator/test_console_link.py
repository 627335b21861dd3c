"""The room comes and goes, consoles come and go, languages change: what is shown stays readable and true."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget

import koperta_operator.console as console
from koperta_operator.console.pages.packages import PackagesPage
from koperta_operator.console.texts import said
from koperta_operator.room.disk.guard import ADVICE, WHY, DiskState
from koperta_packages.errors import GUIDANCE
from koperta_sync.client import LinkState
from koperta_sync.desktop.translations import read_catalogs, use_language
from koperta_sync.protocol.console import ConsolePush, ConsoleReply, SignedIn
from koperta_sync.protocol.room_view import Lamp, Step
from tests.test_operator import console_day as day
from tests.test_operator.conftest import OpenConsole
from tests.test_operator.console_scenes import SCENES, Scene

SOURCES = sorted(Path(console.__file__).parent.rglob("*.py"))


def test_a_room_that_is_away_is_said_and_everything_stays_readable(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.sitting()), day.wall())
    bench.room.say_link(LinkState.AWAY)
    bench.wait(bench.window.away.isVisible)
    assert "Sala nie odpowiada." in bench.window.away.text()
    assert len(bench.window.wall.order()) == 40
    QTest.keyClicks(bench.window, "5")
    assert "Lewandowska Maria" in bench.window.side.name.text()
    assert not bench.window.side.acts["W"].possible()
    assert bench.window.side.acts["W"].reason() == "Brak połączenia z salą."


def test_what_the_room_asks_for_is_said_on_every_page_until_it_is_done(open_console: OpenConsole) -> None:
    advice = ADVICE[DiskState.NO_IMPORTS]
    lamp = Lamp(name="disk", state="warn", why=WHY[DiskState.NO_IMPORTS], advice=advice)
    calm = day.room(day.sitting())
    bench = open_console(msgspec.structs.replace(calm, lamps=(lamp,)), day.wall())
    bench.wait(bench.window.advice.isVisible)
    assert bench.window.advice.text() == advice
    bench.room.say_room(calm)
    bench.wait(lambda: not bench.window.advice.isVisible())


def test_when_the_room_is_back_its_word_counts_again(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.sitting()), day.wall())
    bench.room.say_link(LinkState.AWAY)
    bench.wait(bench.window.away.isVisible)
    bench.room.tiles = (day.tile(1, answered=40),)
    bench.room.say_link(LinkState.CONNECTED)
    bench.room._soon(bench.room.welcome)
    bench.wait(lambda: len(bench.window.wall.order()) == 1)
    assert not bench.window.away.isVisible()
    assert bench.window.side.acts["W"].possible()


def test_a_console_that_is_killed_loses_nothing_and_a_new_one_goes_on(open_console: OpenConsole) -> None:
    first = open_console(day.room(day.sitting()), day.wall())
    QTest.keyClicks(first.window, "7w")
    before = [first.window.wall.tiles[key].face for key in first.window.wall.order()]
    first.window.close()
    second = open_console(first.room)
    assert second.window.step is Step.EXAM
    assert [second.window.wall.tiles[key].face for key in second.window.wall.order()] == before
    assert first.room.asked == []


def test_a_room_of_this_machine_can_be_started_from_the_band(open_console: OpenConsole) -> None:
    started: list[bool] = []
    bench = open_console(day.room(day.sitting()), day.wall())
    band = bench.window.away
    assert not band.start.isVisible()
    band._start_room = lambda: started.append(True) or True  # type: ignore[func-returns-value]  # one expression
    bench.room.say_link(LinkState.AWAY)
    bench.wait(band.start.isVisible)
    band.start.click()
    assert started == [True] and not band.start.isEnabled()
    assert band.text() == "Sala się uruchamia…"


def test_who_signs_in_and_out_is_shown_above(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.sitting()), day.wall(), official=None)
    assert bench.window.top.person.text() == "nikt nie jest zalogowany"
    bench.room.say_official(SignedIn(official_id="x", name="Barbara Lis", role="room-chair"))
    bench.wait(lambda: bench.window.top.person.text() == "PZN: Barbara Lis")
    bench.window.open_sign_in()
    bench.window.sign_in.out.click()
    bench.wait(lambda: bench.desk.official is None)


def test_a_trial_cannot_be_mistaken_for_an_exam(open_console: OpenConsole) -> None:
    assert not open_console(day.room(day.sitting()), day.wall()).window.trial.isVisible()
    assert open_console(day.room(day.sitting(trial=True)), day.wall()).window.trial.isVisible()


# ---- windows ----------------------------------------------------------------------------------------


class Shown(QObject):
    """Note every widget that appears as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at every event, stop none."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(watched)
        return False


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_nothing_ever_covers_the_wall(open_console: OpenConsole, qapp: QApplication, scene: Scene) -> None:
    """No dialog, modal or not, and no part that flashes up as a window of its own."""
    shown = Shown()
    qapp.installEventFilter(shown)
    try:
        bench = open_console(scene.room, scene.tiles, scene.official)
        scene.play(bench.window, bench.room)
        bench.still()
    finally:
        qapp.removeEventFilter(shown)
    assert shown.windows == [bench.window]
    assert QApplication.activeModalWidget() is None


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in the console's sources."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield path.name, node


def test_no_window_waits_inside_another() -> None:
    names = {(file, ast.unparse(call.func)) for file, call in calls() if ast.unparse(call.func).endswith("exec")}
    assert names == {("command.py", "application.exec")}
    texts = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    assert "QMessageBox" not in texts and "QDialog" not in texts and "QFileDialog" not in texts


# ---- languages --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "uk"])
def test_every_text_of_the_console_is_translated(language: str) -> None:
    catalog = read_catalogs(language)
    texts = [call.args[0] for _file, call in calls() if isinstance(call.func, ast.Name) and call.func.id == "say"]
    assert len(texts) > 300
    assert all(isinstance(text, ast.Constant) for text in texts)
    missing = {text.value for text in texts if isinstance(text, ast.Constant)} - {
        source for context, source in catalog if context == "console"
    }
    assert not missing


@pytest.mark.parametrize("language", ["en", "uk"])
def test_every_refusal_of_a_file_is_translated(language: str) -> None:
    """What only the board's own commands say (banks, rosters, received bundles) stays Polish."""
    catalog = read_catalogs(language)
    boards = ("BANK_", "ROSTER_", "SPEC_", "DRAW_", "BUNDLE_")
    shown = [guidance for code, guidance in GUIDANCE.items() if not code.startswith(boards)]
    texts = {text for guidance in shown for text in (guidance.sentence, guidance.next_step)}
    assert len(texts) > 40
    assert not {text for text in texts if ("errors", text) not in catalog}


def test_the_language_changes_at_once_and_what_is_open_stays_open(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.sitting()), day.wall())
    QTest.keyClicks(bench.window, "7")
    bench.window.open_step(Step.CLOSE)
    bench.window.top.language_asked.emit("uk")
    assert bench.window.rail.buttons[Step.EXAM].badge.word() == "зараз"
    assert bench.window.step is Step.CLOSE and bench.window.seat == (day.ROOM, 7)
    assert bench.window.side.title.text() == "Місце 7"
    bench.window.top.language_asked.emit("pl")
    assert bench.window.rail.buttons[Step.EXAM].badge.word() == "teraz"


def test_the_rooms_own_sentences_are_translated_with_their_numbers(qapp: QApplication) -> None:
    use_language("en")
    try:
        assert said("Poczekaj na rozpoczęcie.") != "Poczekaj na rozpoczęcie."
        assert said("Pisze 3, zakończyło 4 z 25.") == "3 are writing, 4 of 25 have finished."
        assert said("Stanowisko 7: czas upłynął.") == "Workstation 7: time is over."
        assert said("Kowal Ewa: czas upłynął.") == "Kowal Ewa: time is over."
        assert said("Zdanie, którego nikt nie zna 7.") == "Zdanie, którego nikt nie zna 7."
    finally:
        use_language("pl")


def out_of_sight(widget: QWidget) -> bool:
    """Tell whether a widget reaches out of the area it is scrolled in, or of the window, to the side."""
    frame = widget.window()
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            frame = parent.viewport()
            break
        parent = parent.parentWidget()
    left = widget.mapTo(frame, QPoint(0, 0)).x()
    return left < 0 or left + widget.width() > frame.width()


def cut_off(window: QWidget) -> list[str]:
    """Return the texts that have less room than they need."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QPushButton) or not widget.text():
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            short = widget.height() + 2 < widget.heightForWidth(widget.width())
        else:
            short = widget.width() + 1 < widget.sizeHint().width()
        if short or out_of_sight(widget):
            found.append(f"{widget.text()!r} {widget.size()} {widget.sizeHint()}")
    return found


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_no_text_is_cut_off(open_console: OpenConsole, scene: Scene, language: str) -> None:
    bench = open_console(scene.room, scene.tiles, scene.official)
    bench.window.speak(language)
    scene.play(bench.window, bench.room)
    for _try in range(20):  # a busy machine lays the window out later
        bench.still()
        if not cut_off(bench.window):
            break
    assert not cut_off(bench.window)


# ---- tasks and answers ------------------------------------------------------------------------------

FORBIDDEN = {"answers", "answer", "items", "item", "form", "form_key", "segment", "options", "option", "resume", "task"}


def fields_of(kind: object, seen: set[object]) -> Iterator[str]:
    """Yield the field names of everything a message can hold."""
    if kind in seen:
        return
    seen.add(kind)
    for inner in get_args(kind):
        yield from fields_of(inner, seen)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        for name, hint in get_type_hints(kind).items():
            if name in kind.__struct_fields__:
                if hint is int:
                    continue  # how many, never which
                yield name
                yield from fields_of(hint, seen)


def test_nothing_the_room_tells_a_console_can_hold_a_task_or_an_answer() -> None:
    names = set(fields_of(ConsoleReply | ConsolePush, set()))
    assert {"tiles", "sittings", "checks", "candidates"} <= names
    assert not names & FORBIDDEN


def test_the_console_imports_nothing_that_can_open_a_task() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    for module in ("koperta_packages.form", "koperta_packages.unlocking", "koperta_packages.items", "room.forms"):
        assert module not in texts


def test_every_tile_can_be_read_aloud(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.sitting()), day.wall())
    names = [bench.window.wall.tiles[key].accessibleName() for key in bench.window.wall.order()]
    assert names[0].startswith("Stanowisko 7, bez łączności, ")
    assert "Kamińska Julia" in names[0] and "odpowiedzi 19 z 40" in names[0]
    assert all(name.startswith("Stanowisko ") for name in names)


def test_tab_reaches_the_acts_of_a_page(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.afternoon()))
    page = bench.page(PackagesPage)
    reached = set()
    for _press in range(60):
        QTest.keyClick(QApplication.focusWidget() or bench.window, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert page.take_in.button in reached and bench.window.top.sign in reached
    assert set(bench.window.rail.buttons.values()) & reached

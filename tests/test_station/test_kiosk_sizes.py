"""Nothing is cut off in any language or print, and the focus can always be seen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from koperta_station.kiosk.command import show
from koperta_station.kiosk.leaving import Asking
from koperta_station.kiosk.looks import Chosen
from koperta_station.kiosk.screens.summary import SummaryScreen
from koperta_station.kiosk.task.option import OptionButton
from tests.test_station import kiosk_scenes
from tests.test_station.kiosk_window_bench import Bench, opened


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    with opened(qtbot) as made:
        yield made


def clipped(window: QWidget) -> list[str]:
    """Return the texts of visible labels and buttons that do not fit into the room they got."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, OptionButton):
            continue
        if isinstance(widget, QLabel) and widget.text():
            needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            too_narrow = not widget.wordWrap() and widget.sizeHint().width() > widget.width()
            if too_narrow or needed > widget.height() + 1:
                found.append(widget.text())
        elif isinstance(widget, QAbstractButton) and widget.text() and widget.sizeHint().width() > widget.width():
            found.append(widget.text())
    return found


def overflowing(window: QWidget) -> list[str]:
    """Return scroll areas that are too narrow for what they hold; only the task and the palette may scroll down."""
    found = []
    for area in window.findChildren(QScrollArea):
        page = area.widget()
        if area.isVisible() and page is not None and page.minimumSizeHint().width() > area.width():
            found.append(type(area).__name__)
    return found


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
@pytest.mark.parametrize("step", [0, 1, 2])
def test_no_text_is_cut_off_at_1366_by_768(bench: Bench, language: str, step: int) -> None:
    asking = {"login": Asking.LEAVE, "solving-away": Asking.LATER, "solving-time-added": Asking.ANYWAY}
    for scene in kiosk_scenes.SCENES:
        bench.scene(scene)
        bench.looks.choose(Chosen(language=language, step=step))  # the scene before may have given them back
        bench.window.leave_band.ask(asking.get(scene, Asking.NOTHING))
        for _pass in range(3):  # a wrapped line changes a height, which may change a width
            QApplication.processEvents()
        assert clipped(bench.window) == [], scene
        assert overflowing(bench.window) == [], scene
        assert (bench.window.width(), bench.window.height()) == (1366, 768), scene


@pytest.mark.parametrize("step", [1, 2])
def test_larger_print_never_pushes_a_full_screen_window_over_the_edge(bench: Bench, step: int) -> None:
    show(bench.window, windowed=False, grab=False)
    full = bench.window.geometry()
    assert full == bench.window.screen().geometry()
    for scene in kiosk_scenes.SCENES:
        bench.scene(scene)
        bench.looks.print_size(step)
        for _pass in range(3):
            QApplication.processEvents()
        assert bench.window.geometry() == full, scene
    bench.window.may_close = True


def test_the_question_before_handing_in_is_seen_whole_in_the_largest_print(bench: Bench) -> None:
    bench.scene("solving")
    bench.looks.print_size(2)
    bench.key(Qt.Key.Key_F10)
    summary = bench.window.screen_shown
    assert isinstance(summary, SummaryScreen)
    summary.finish.click()

    def whole() -> None:
        assert summary.question.visibleRegion().boundingRect().height() == summary.question.height()

    bench.qtbot.waitUntil(whole)  # the layout settles and scrolls in the event loop


def grabbed(widget: QWidget) -> QImage:
    return widget.grab().toImage()


@pytest.mark.parametrize("contrast", [False, True])
@pytest.mark.parametrize("scene", ["login", "confirm", "ready", "solving", "needs-card"])
def test_the_focus_can_be_seen_on_everything_that_can_have_it(bench: Bench, scene: str, contrast: bool) -> None:
    bench.looks.high_contrast(contrast)
    bench.scene(scene)
    reached: list[QWidget] = []
    start = bench.window.focusWidget()
    assert start is not None
    for _step in range(60):
        focused = bench.window.focusWidget()
        assert focused is not None
        if focused in reached:
            break
        reached.append(focused)
        focused.setProperty("cursorFlashing", False)
        with_focus = grabbed(focused)
        bench.key(Qt.Key.Key_Tab)
        assert bench.window.focusWidget() is not focused
        assert with_focus != grabbed(focused), f"{type(focused).__name__} {focused.accessibleName()}"
    assert len(reached) >= 3

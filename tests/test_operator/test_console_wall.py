"""The wall: forty seats at once, trouble first, and what keys do to a seat."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from koperta_operator.console.faces import face_of
from koperta_operator.console.pages.exam import ExamPage
from koperta_operator.console.texts import hour
from koperta_operator.console.tile import least_height, words_width
from koperta_sync.client import LinkState
from koperta_sync.desktop.translations import use_language
from koperta_sync.protocol.console import ClockNow, ReleaseLease, RoomExit, RoomReturn, WallChanged
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.room_view import Attention, SittingState, Step, Tile
from koperta_sync.protocol.seat import Phase
from tests.test_operator import console_day as day
from tests.test_operator.conftest import Bench, OpenConsole
from tests.test_operator.console_scenes import ROOM_CHAIR


def wall_with(troubled: int) -> tuple[Tile, ...]:
    """Make forty seats, some of them in need of somebody."""
    return tuple(
        day.tile(seat, attention=(Attention.FOCUS_LOST,) if 41 - seat <= troubled else ()) for seat in range(1, 41)
    )


def face_left(bench: Bench) -> str:
    """Return the time left on the first seat's tile."""
    face = bench.window.wall.tiles[day.ROOM, 1].face
    return face.left if face else ""


def exam(open_console: OpenConsole, tiles: tuple[Tile, ...], **kwargs: object) -> Bench:
    """Open a console in the middle of an exam."""
    return open_console(day.room(day.sitting()), tiles, **kwargs)


@pytest.mark.parametrize("troubled", [0, 1, 3, 8, 9, 33, 40])
def test_forty_seats_are_seen_without_scrolling_at_the_smallest_screen(
    open_console: OpenConsole, troubled: int
) -> None:
    bench = exam(open_console, wall_with(troubled))
    wall = bench.window.wall
    shown = wall.viewport().rect()
    assert bench.window.size().width() == 1366 and bench.window.size().height() == 768
    assert len(wall.order()) == 40
    for key in wall.order():
        button = wall.tiles[key]
        assert button.isVisible()
        assert shown.contains(button.geometry()), (key, button.geometry(), shown)
        assert button.height() >= least_height(attention=bool(button.face and button.face.attention))
    places = [wall.tiles[key].geometry() for key in wall.order()]
    assert not any(a.intersects(b) for at, a in enumerate(places) for b in places[at + 1 :])


def test_a_trial_with_the_room_away_still_shows_forty_seats(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.sitting(trial=True)), day.wall())
    bench.room.say_link(LinkState.AWAY)
    bench.wait(lambda: bench.window.away.isVisible())
    bench.still()
    shown = bench.window.wall.viewport().rect()
    assert all(shown.contains(bench.window.wall.tiles[key].geometry()) for key in bench.window.wall.order())


def test_who_needs_somebody_stands_first_then_everybody_by_seat(open_console: OpenConsole) -> None:
    bench = exam(open_console, day.wall())
    seats = [seat for _room, seat in bench.window.wall.order()]
    assert seats[:3] == [7, 19, 28]
    assert seats[3:] == [seat for seat in range(1, 41) if seat not in (7, 19, 28)]


def test_a_seat_that_needs_somebody_moves_to_the_front_and_back(open_console: OpenConsole) -> None:
    bench = exam(open_console, wall_with(0))
    bench.room.say_tiles(day.tile(30, attention=(Attention.DISCONNECTED,), connected=False))
    bench.wait(lambda: bench.window.wall.order()[0] == (day.ROOM, 30))
    bench.room.say_tiles(day.tile(30))
    bench.wait(lambda: bench.window.wall.order()[0] == (day.ROOM, 1))


def test_a_push_touches_only_the_tiles_it_names(open_console: OpenConsole) -> None:
    bench = exam(open_console, wall_with(0))
    wall = bench.window.wall
    before = {key: button.changes for key, button in wall.tiles.items()}
    bench.room.say_tiles(day.tile(12, answered=39))
    bench.wait(lambda: wall.tiles[day.ROOM, 12].changes > before[day.ROOM, 12])
    touched = {key for key, button in wall.tiles.items() if button.changes > before[key]}
    assert touched == {(day.ROOM, 12)}


def test_a_seat_that_is_gone_leaves_the_wall(open_console: OpenConsole) -> None:
    bench = exam(open_console, wall_with(0))
    bench.room.say(WallChanged(tiles=(), gone=((day.ROOM, 40),)))
    bench.wait(lambda: (day.ROOM, 40) not in bench.window.wall.tiles)
    assert len(bench.window.wall.order()) == 39


def test_seven_w_asks_for_the_exit_of_seat_seven_and_nothing_else(open_console: OpenConsole) -> None:
    bench = exam(open_console, wall_with(0), official=ROOM_CHAIR)
    bench.room.answers[RoomExit] = ClockNow(clock=day.clock(20, running=False))
    QTest.keyClicks(bench.window, "7w")
    assert bench.window.seat == (day.ROOM, 7)
    assert bench.window.side.confirm.isVisible()
    assert "Kamińska Julia" in bench.window.side.confirm.sentence.text()
    assert "o czas nieobecności" in bench.window.side.confirm.effect.text()
    bench.still()
    assert bench.room.asked == []
    QTest.keyClick(QApplication.focusWidget() or bench.window, Qt.Key.Key_Return)
    bench.wait(lambda: bool(bench.room.asked))
    bench.still()
    assert bench.room.asked == [RoomExit(sitting_id=day.MORNING, candidate_id="Z-007")]
    assert "zostało 20 min" in bench.window.side.answer.text()


def test_escape_drops_the_question_and_nothing_is_asked(open_console: OpenConsole) -> None:
    bench = exam(open_console, wall_with(0))
    QTest.keyClicks(bench.window, "7w")
    QTest.keyClick(QApplication.focusWidget() or bench.window, Qt.Key.Key_Escape)
    assert not bench.window.side.confirm.isVisible()
    bench.still()
    assert bench.room.asked == []


def test_another_number_drops_the_question_about_the_first_seat(open_console: OpenConsole) -> None:
    bench = exam(open_console, wall_with(0))
    QTest.keyClicks(bench.window, "7w")
    QTest.keyClicks(bench.window, "12")
    assert bench.window.seat == (day.ROOM, 12)
    assert not bench.window.side.confirm.isVisible()


def test_two_digits_choose_one_seat(open_console: OpenConsole) -> None:
    bench = exam(open_console, wall_with(0))
    QTest.keyClicks(bench.window, "38")
    assert bench.window.seat == (day.ROOM, 38)
    assert bench.window.wall.tiles[day.ROOM, 38].isChecked()


def test_the_return_says_where_the_end_moves_before_it_is_recorded(open_console: OpenConsole) -> None:
    tiles = list(wall_with(0))
    tiles[2] = day.tile(3, Phase.COVERED, absent_ms=7 * 60_000, clock=day.clock(25, running=False))
    bench = exam(open_console, tuple(tiles))
    QTest.keyClicks(bench.window, "3p")
    end = day.NOW + 25 * 60_000
    expected = f"koniec {hour(end - 7 * 60_000)} → {hour(end)}"
    assert bench.window.side.confirm.effect.text() == expected
    bench.room.answers[RoomReturn] = ClockNow(clock=day.clock(25))
    bench.window.side.confirm.yes.click()
    bench.wait(lambda: bool(bench.asked(RoomReturn)))
    bench.wait(lambda: hour(end) in bench.window.side.answer.text())


def test_a_refusal_is_said_beside_the_seat_with_the_next_step(open_console: OpenConsole) -> None:
    bench = exam(open_console, wall_with(0))
    bench.room.refuse(RoomExit, Refused.WRONG_STATE)
    QTest.keyClicks(bench.window, "7w")
    bench.window.side.confirm.yes.click()
    bench.wait(lambda: "Tej czynności nie można teraz wykonać." in bench.window.side.answer.text())
    assert "Zobacz, który krok dnia jest teraz." in bench.window.side.answer.text()


def test_a_seat_is_released_only_with_a_reason(open_console: OpenConsole) -> None:
    bench = exam(open_console, wall_with(0), official=ROOM_CHAIR)
    QTest.keyClicks(bench.window, "7m")
    bench.window.side.confirm.yes.click()
    bench.still()
    assert bench.room.asked == []
    bench.window.side.reason.setText("awaria klawiatury")
    bench.window.side.confirm.yes.click()
    bench.wait(lambda: bool(bench.asked(ReleaseLease)))
    asked = bench.asked(ReleaseLease)[0]
    assert isinstance(asked, ReleaseLease) and asked.reason == "awaria klawiatury"


def test_digits_typed_into_a_field_choose_no_seat(open_console: OpenConsole) -> None:
    bench = exam(open_console, wall_with(0))
    bench.window.open_sign_in()
    QTest.keyClicks(bench.window.sign_in.form.pin, "123456")
    assert bench.window.sign_in.form.pin.text() == "123456"
    assert bench.window.seat is None


def test_time_left_runs_on_between_two_pushes() -> None:
    tile = day.tile(1, clock=day.clock(20))
    assert face_of(tile).left == "20 min"
    assert face_of(tile, 61_000).left == "18 min"
    covered = day.tile(1, Phase.COVERED, clock=day.clock(20, running=False))
    assert face_of(covered, 61_000).left == "20 min"


def test_the_wall_counts_minutes_down_without_the_room(open_console: OpenConsole) -> None:
    bench = exam(open_console, (day.tile(1, clock=day.clock(20)),))
    bench.clock.seconds += 61
    bench.wait(lambda: face_left(bench) == "18 min")


def test_seconds_are_shown_only_in_the_last_five_minutes() -> None:
    assert face_of(day.tile(1, clock=day.clock(5))).left == "5 min"
    assert face_of(day.tile(1, clock=day.clock(4.5))).left == "4:30"


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
def test_every_state_word_fits_the_narrowest_tile(open_console: OpenConsole, language: str) -> None:
    bench = exam(open_console, wall_with(0))
    narrowest = min(bench.window.wall.tiles[key].width() for key in bench.window.wall.order())
    use_language(language)
    faces = [face_of(day.tile(9, phase)) for phase in Phase]
    faces += [face_of(day.tile(9, attention=(reason,))) for reason in Attention]
    wide = {face.word: words_width(face) for face in faces if words_width(face) > narrowest}
    assert not wide


def test_two_sittings_show_each_its_own_candidates_and_the_free_seats(open_console: OpenConsole) -> None:
    other = day.tile(39, sitting_id=day.NEXT)
    tiles = (*day.wall()[:38], other, day.wall()[39])
    bench = open_console(day.room(day.sitting(), day.afternoon()), tiles)
    assert (day.ROOM, 39) not in bench.window.wall.order()
    bench.window.choose_sitting(day.NEXT)
    bench.window.open_step(Step.EXAM)
    assert (day.ROOM, 39) in bench.window.wall.order()
    assert (day.ROOM, 1) not in bench.window.wall.order()


def test_hours_are_those_of_this_place() -> None:
    assert hour(round(datetime(2026, 11, 21, 9, 5).timestamp() * 1000)) == "09:05"


def test_the_start_is_not_offered_again_once_it_happened(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.sitting(Step.EXAM, SittingState.STARTED)), wall_with(0), official=ROOM_CHAIR)
    assert not bench.page(ExamPage).start.isVisible()

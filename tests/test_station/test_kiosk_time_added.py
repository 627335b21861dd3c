"""Time that was added is said at the seat: how much was really given, and when the time ends now."""

from collections.abc import Iterator
from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from koperta_station.kiosk import clock
from koperta_station.kiosk.time_added import SEEN_MS, SHOWN_MS, TimeAdded, amount
from koperta_station.state import Countdown, KioskState, LinkState, Screen
from koperta_sync.desktop.translations import use_language
from koperta_sync.desktop.translations.plurals import Form, form_of
from koperta_sync.protocol.seat import Credit
from tests.test_station import kiosk_scenes
from tests.test_station.kiosk_bench import MINUTE_MS, PERSON, HandClock, solving
from tests.test_station.kiosk_window_bench import Bench, opened


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    with opened(qtbot) as made:
        yield made


@pytest.fixture
def told() -> TimeAdded:
    return TimeAdded()


def with_credits(now: HandClock, *given: tuple[str, float], **changes: object) -> KioskState:
    """Return a candidate at work to whom the room has given so many minutes for each reason."""
    credits_ = tuple(Credit(reason=reason, ms=round(minutes * MINUTE_MS)) for reason, minutes in given)
    state = solving(kiosk_scenes.form(), now)
    if state.countdown is None:
        raise AssertionError("the bench has no countdown")
    return replace(state, countdown=replace(state.countdown, credits=credits_), **changes)  # type: ignore[arg-type]  # names are checked by replace


def said(told: TimeAdded, now: HandClock, *states: KioskState) -> str:
    for state in states:
        told.take(state, now.now, "z-1")
    return told.words(now.now, "z-1")


def hour_of(state: KioskState) -> str:
    countdown = state.countdown
    return clock.hour(countdown.ends_at_ms) if isinstance(countdown, Countdown) else ""


def test_a_room_exit_is_told_with_its_minutes_and_the_new_end(told: TimeAdded) -> None:
    now = HandClock()
    after = with_credits(now, ("room-exit", 7))
    assert said(told, now, with_credits(now), after) == f"Doliczono 7 minut nieobecności. Koniec o {hour_of(after)}."


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("correction", "Przewodniczący doliczył 7 minut."),
        ("suspension", "Przewodniczący doliczył 7 minut."),
        ("workstation-failure", "Doliczono 7 minut z powodu awarii stanowiska."),
        ("outage", "Doliczono 7 minut przerwy w łączności."),
    ],
)
def test_each_reason_has_its_sentence(told: TimeAdded, reason: str, sentence: str) -> None:
    now = HandClock()
    assert said(told, now, with_credits(now), with_credits(now, (reason, 7))).startswith(sentence)


def test_two_reasons_at_once_are_told_as_one_sum(told: TimeAdded) -> None:
    now = HandClock()
    words = said(told, now, with_credits(now), with_credits(now, ("room-exit", 4), ("correction", 3)))
    assert words.startswith("Doliczono 7 minut. Koniec")


def test_only_the_growth_is_told_and_a_second_exit_by_itself(told: TimeAdded) -> None:
    now = HandClock()
    words = said(told, now, with_credits(now), with_credits(now, ("room-exit", 7)), with_credits(now, ("room-exit", 9)))
    assert words.startswith("Doliczono 2 minuty nieobecności.")


def test_no_amount_is_ever_larger_than_what_was_given() -> None:
    for ms in range(1_000, 30 * MINUTE_MS, 777):
        number, unit = amount(ms).split()
        assert int(number) * (MINUTE_MS if unit.startswith("minut") else 1_000) <= ms
        assert int(number) > 0


def test_a_covered_screen_whose_credit_still_grows_says_nothing_before_the_return(told: TimeAdded) -> None:
    now = HandClock()
    assert said(told, now, with_credits(now)) == ""
    for minutes in (1, 2, 3):
        out = with_credits(now, ("room-exit", minutes), screen=Screen.COVERED)
        assert said(told, now, out) == ""
    assert said(told, now, with_credits(now, ("room-exit", 3.9))).startswith("Doliczono 3 minuty nieobecności.")


def test_accommodation_is_no_addition_however_late_it_is_heard_of(told: TimeAdded) -> None:
    now = HandClock()
    assert said(told, now, with_credits(now), with_credits(now, ("accommodation", 15))) == ""


def test_time_moved_from_one_reason_to_another_is_no_addition(told: TimeAdded) -> None:
    now = HandClock()
    told.take(with_credits(now), now.now, "z-1")
    told.take(with_credits(now, ("room-exit", 7)), now.now, "z-1")
    told.acknowledge()
    assert said(told, now, with_credits(now, ("workstation-failure", 7))) == ""


def test_a_restart_or_another_seat_tells_the_sum_of_all_that_was_added(told: TimeAdded) -> None:
    now = HandClock()
    assert said(told, now, with_credits(now, ("room-exit", 4), ("correction", 3))).startswith(
        "Doliczono dotąd razem 7 minut."
    )


def test_time_taken_back_by_the_room_is_promised_no_longer(told: TimeAdded) -> None:
    now = HandClock()
    assert said(told, now, with_credits(now), with_credits(now, ("correction", 7)))
    assert said(told, now, with_credits(now)) == ""


def test_an_older_count_while_the_room_is_away_neither_takes_back_nor_promises_twice(told: TimeAdded) -> None:
    now = HandClock()
    assert said(told, now, with_credits(now), with_credits(now, ("correction", 7)))
    told.acknowledge()
    old = with_credits(now, link=LinkState.AWAY)
    assert said(told, now, old, with_credits(now, ("correction", 7))) == ""


def test_another_candidate_is_not_told_of_the_time_of_the_one_before(told: TimeAdded) -> None:
    now = HandClock()
    told.take(with_credits(now), now.now, "z-1")
    other = with_credits(now, candidate=msgspec.structs.replace(PERSON, candidate_id="c-8"))
    assert said(told, now, with_credits(now, ("correction", 7)), other) == ""


def test_amounts_below_a_second_wait_until_they_are_one(told: TimeAdded) -> None:
    now = HandClock()
    third = 0.4 / 60
    assert said(told, now, with_credits(now), with_credits(now, ("correction", third))) == ""
    assert said(told, now, with_credits(now, ("correction", 3 * third))).startswith(
        "Przewodniczący doliczył 1 sekundę."
    )


def test_it_goes_after_a_minute_or_with_the_next_task_once_it_could_be_read(told: TimeAdded) -> None:
    now = HandClock()
    assert said(told, now, with_credits(now), with_credits(now, ("correction", 7)))
    assert told.words(now.now + SEEN_MS - 1, "z-2"), "a fast click must not swallow it"
    assert told.words(now.now + SHOWN_MS - 1, "z-1")
    assert told.words(now.now + SHOWN_MS, "z-1") == ""
    assert said(told, now, with_credits(now, ("correction", 9)))
    assert told.words(now.now + SEEN_MS, "z-2") == ""
    assert told.words(now.now + SEEN_MS, "z-1") == "", "it does not come back"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("pl", ["1 minutę", "2 minuty", "4 minuty", "5 minut", "12 minut", "21 minut", "22 minuty", "112 minut"]),
        ("en", ["1 minute", "2 minutes", "4 minutes", "5 minutes", "12 minutes", "21 minutes", "22 minutes"]),
        ("uk", ["1 хвилину", "2 хвилини", "4 хвилини", "5 хвилин", "11 хвилин", "21 хвилину", "22 хвилини"]),
    ],
)
def test_minutes_are_counted_as_the_language_counts(qapp: QCoreApplication, language: str, expected: list[str]) -> None:
    use_language(language)
    try:
        assert [amount(int(each.split()[0]) * MINUTE_MS + 59_000) for each in expected] == expected
    finally:
        use_language("pl")


def test_seconds_have_their_forms_too(qapp: QCoreApplication) -> None:
    assert [amount(ms) for ms in (1_999, 22_000, 45_900, 59_999)] == [
        "1 sekundę",
        "22 sekundy",
        "45 sekund",
        "59 sekund",
    ]


def test_teens_are_many_in_polish_and_in_ukrainian() -> None:
    for language in ("pl", "uk"):
        assert {form_of(number, language) for number in (0, *range(11, 20), 111, 112)} == {Form.MANY}


def test_the_band_covers_no_task_leaves_the_keyboard_alone_and_goes_with_f2(bench: Bench) -> None:
    bench.become(with_credits(bench.clock))
    focused = bench.window.focusWidget()
    bench.become(with_credits(bench.clock, ("correction", 7)))
    band = bench.window.added_band
    assert band.isVisible()
    assert "doliczył 7 minut" in band.text()
    assert bench.window.focusWidget() is focused
    assert bench.solving.geometry().top() >= band.geometry().bottom()
    bench.key(Qt.Key.Key_C)
    bench.settled()
    assert len(bench.session.acts) == 1, "the letter went to the task"
    assert band.isVisible()
    bench.key(Qt.Key.Key_F2)
    assert not band.isVisible()


def test_the_band_speaks_the_language_chosen_while_it_is_shown(bench: Bench) -> None:
    bench.become(with_credits(bench.clock))
    bench.become(with_credits(bench.clock, ("room-exit", 1)))
    bench.looks.speak("en")
    assert "1 minute added for your absence" in bench.window.added_band.text()
    bench.looks.speak("uk")
    assert "Додано 1 хвилину" in bench.window.added_band.text()

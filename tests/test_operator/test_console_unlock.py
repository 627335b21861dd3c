"""Unlocking: a slip is found before the passphrase is used, the hour and the sheet are respected."""

from __future__ import annotations

from koperta_crypto.passphrase import normalise
from koperta_operator.console.pages.unlock import UnlockPage
from koperta_sync.protocol.console import (
    JobProgress,
    Unlock,
)
from koperta_sync.protocol.room_view import SittingState, Step
from tests.test_operator import console_day as day
from tests.test_operator import console_scenes as scenes
from tests.test_operator.conftest import Bench, OpenConsole


def unlock_page(open_console: OpenConsole, *, early: bool = False) -> tuple[Bench, UnlockPage]:
    """Open the unlocking a minute before or after the hour."""
    wall = day.NINE + (-60_000 if early else 60_000)
    sitting = day.sitting(Step.UNLOCK, SittingState.IMPORTED, score_checks="")
    bench = open_console(day.room(sitting, wall_ms=wall))
    return bench, bench.page(UnlockPage)


def test_the_group_with_a_slip_is_marked_before_anything_is_sent(open_console: OpenConsole) -> None:
    bench, page = unlock_page(open_console)
    page.field.type(scenes.with_slip(scenes.PASSPHRASE))
    assert [group.state.word() for group in page.field.groups].count("literówka") == 1
    assert page.field.groups[2].state.word() == "literówka"
    assert (
        page.field.sentence.text() == "W trzeciej grupie jest literówka. Sprawdź ją z kartką; hasła jeszcze nie użyto."
    )
    assert not page.unlock.possible()
    page.field.entered.emit()
    page._unlock()
    bench.still()
    assert bench.room.asked == []


def test_a_right_passphrase_is_grouped_and_sent_as_it_is(open_console: OpenConsole) -> None:
    bench, page = unlock_page(open_console)
    bench.room.answers[Unlock] = JobProgress(job=1, kind="unlock", sitting_id=day.MORNING, finished=True)
    page.field.type(scenes.PASSPHRASE.replace("-", "").lower())
    assert page.field.line.text() == scenes.PASSPHRASE
    assert page.unlock.possible()
    page.unlock.press()
    bench.wait(lambda: bool(bench.asked(Unlock)))
    assert bench.asked(Unlock) == [Unlock(sitting_id=day.MORNING, passphrase=normalise(scenes.PASSPHRASE))]


def test_unlocking_before_the_hour_needs_a_reason(open_console: OpenConsole) -> None:
    _bench, page = unlock_page(open_console, early=True)
    page.field.type(scenes.PASSPHRASE)
    assert page.early.isVisible() and not page.unlock.possible()
    page.early.setText("decyzja dyrektora OKE")
    assert page.unlock.possible()


def test_the_sheet_can_be_compared_with_the_id_of_the_passphrase(open_console: OpenConsole) -> None:
    _bench, page = unlock_page(open_console)
    assert page.sheet_id.text() == "K7QF" and page.sheet_id.isVisible()


def test_after_a_restart_of_the_room_the_passphrase_is_asked_for_again(open_console: OpenConsole) -> None:
    sitting = day.sitting(Step.EXAM, steps=day.steps(Step.EXAM, problem=Step.UNLOCK))
    page = open_console(day.room(sitting), day.wall()).page(UnlockPage)
    assert page.field.isVisible()


def test_failed_score_checks_are_said(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.sitting(score_checks="Zadanie kontrolne 3 nie zgadza się.")), day.wall())
    page = bench.page(UnlockPage)
    assert page.score_checks.isVisible() and "Zadanie kontrolne 3" in page.score_checks.text()
    assert not page.field.isVisible()

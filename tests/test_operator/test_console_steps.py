"""The steps of the day: each says what the room says, and lets through only what the role may do."""

from __future__ import annotations

import msgspec
import pytest

from koperta_operator.console.pages.closing import ClosingPage
from koperta_operator.console.pages.exam import ExamPage
from koperta_operator.console.pages.packages import PackagesPage
from koperta_operator.console.pages.workstations import WorkstationsPage
from koperta_operator.console.texts import step_name
from koperta_sync.protocol.console import (
    CancelJob,
    Check,
    CloseSitting,
    ImportFiles,
    JobProgress,
    ListFolder,
    SignedIn,
    StartSitting,
)
from koperta_sync.protocol.room_view import SittingState, Step
from tests.test_operator import console_day as day
from tests.test_operator import console_scenes as scenes
from tests.test_operator.conftest import OpenConsole


def test_every_step_says_what_the_room_says_of_it(open_console: OpenConsole) -> None:
    sitting = day.sitting(Step.EXAM, steps=day.steps(Step.EXAM, problem=Step.WORKSTATIONS))
    bench = open_console(day.room(sitting), day.wall())
    words = {step: button.badge.word() for step, button in bench.window.rail.buttons.items()}
    assert words[Step.PACKAGES] == "gotowe"
    assert words[Step.WORKSTATIONS] == "problem"
    assert words[Step.EXAM] == "teraz"
    assert words[Step.CLOSE] == "później"
    page = bench.page(WorkstationsPage)
    assert day.PROBLEM in page.problems.text() and page.problems.isVisible()
    assert bench.page(ExamPage).step is Step.EXAM


@pytest.mark.parametrize("step", list(Step))
def test_every_step_can_be_opened_at_any_time(open_console: OpenConsole, step: Step) -> None:
    bench = open_console(day.room(day.sitting(Step.PACKAGES, SittingState.IMPORTED)))
    bench.window.rail.buttons[step].click()
    assert bench.window.stack.currentWidget() is bench.window.pages[step]
    assert bench.window.pages[step].title.text() == step_name(step)


def test_what_the_room_says_anew_is_shown_at_once(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.sitting(Step.SEATS, SittingState.IMPORTED)))
    bench.room.say_room(day.room(day.sitting(Step.UNLOCK, SittingState.IMPORTED)))
    bench.wait(lambda: bench.window.rail.buttons[Step.SEATS].badge.word() == "gotowe")
    assert bench.window.rail.buttons[Step.UNLOCK].badge.word() == "teraz"


def test_a_failed_check_is_open_with_code_sentence_and_next_step(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.afternoon()))
    page = bench.page(PackagesPage)
    bench.room.say(scenes.FAILED_IMPORT)
    bench.wait(lambda: len(page.checks.lines) == 6)
    failed = page.checks.lines[-1]
    assert failed.badge.word() == "odrzucono"
    assert failed.sentence.isVisible() and "niekompletny" in failed.sentence.text()
    assert failed.next_step.isVisible() and "Skopiuj go ponownie" in failed.next_step.text()
    assert failed.code.isVisible() and "PKG_TRUNCATED" in failed.code.text()
    assert not page.checks.lines[0].sentence.isVisible()


def test_checks_fill_in_one_by_one_and_the_job_can_be_stopped(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.afternoon()))
    page = bench.page(PackagesPage)
    running = JobProgress(job=5, kind="import", done=1, total=4, checks=(Check(name="Wolne miejsce", state="running"),))
    bench.room.say(running)
    bench.wait(lambda: len(page.checks.lines) == 1)
    assert page.checks.lines[0].badge.word() == "trwa"
    page.checks.stop.click()
    bench.wait(lambda: bench.asked(CancelJob) == [CancelJob(job=5)])
    settled = (Check(name="Wolne miejsce", state="ok"), Check(name="Wykaz kluczy komisji", state="running"))
    bench.room.say(msgspec.structs.replace(running, done=2, checks=settled))
    bench.wait(lambda: len(page.checks.lines) == 2)
    assert page.checks.lines[0].badge.word() == "w porządku"


def test_files_are_chosen_on_the_operator_machine_and_only_ticked_ones_are_taken(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.afternoon()))
    bench.room.answers[ListFolder] = scenes.STICK
    bench.room.answers[ImportFiles] = scenes.FAILED_IMPORT
    page = bench.page(PackagesPage)
    page.take_in.press()
    bench.wait(lambda: page.browser.list.count() == 6)
    assert not page.browser.choose.isEnabled()
    for row in (2, 3):
        page.browser.list.itemActivated.emit(page.browser.list.item(row))
    page.browser.choose.click()
    bench.wait(lambda: bool(bench.asked(ImportFiles)))
    assert bench.asked(ImportFiles) == [ImportFiles(paths=("/media/egzamin/KOMISJA/b", "/media/egzamin/KOMISJA/c"))]


def test_an_act_the_role_may_not_do_is_disabled_with_the_reason(open_console: OpenConsole) -> None:
    room = day.room(day.sitting(Step.EXAM, SittingState.UNLOCKED), wall_ms=day.NINE + 1000)
    bench = open_console(room, official=scenes.OPERATOR)
    start = bench.page(ExamPage).start
    assert not start.possible()
    assert "Nie należy do zadań roli „operator”" in start.reason() and "PZN" in start.reason()
    bench.room.say_official(scenes.ROOM_CHAIR)
    bench.wait(start.possible)
    assert "Nie należy" not in start.reason()


def test_the_registration_can_be_taken_in_before_anybody_can_sign_in(open_console: OpenConsole) -> None:
    bench = open_console(day.room(registered=False), official=None)
    page = bench.page(PackagesPage)
    assert page.take_in.possible() and page.unregistered.isVisible()
    bench.room.say_room(day.room())
    bench.wait(lambda: not page.take_in.possible())
    assert not page.unregistered.isVisible()


def test_without_an_official_nothing_can_be_asked_and_the_reason_is_said(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.sitting()), day.wall(), official=None)
    page = bench.page(PackagesPage)
    assert not page.take_in.possible()
    assert "Najpierw zaloguj się" in page.take_in.reason()


def test_an_observer_can_do_nothing_but_look(open_console: OpenConsole) -> None:
    observer = SignedIn(official_id="o", name="Jan Kos", role="observer")
    bench = open_console(day.room(day.sitting()), day.wall(), official=observer)
    assert not any(act.possible() for act in bench.window.side.acts.values())


def test_the_start_names_who_is_missing_and_waits_for_the_hour(open_console: OpenConsole) -> None:
    candidates = day.candidates("logged-in", missing=(4, 9))
    sitting = day.sitting(Step.EXAM, SittingState.UNLOCKED, candidates=candidates)
    bench = open_console(day.room(sitting, wall_ms=day.NINE - 60_000), official=scenes.ROOM_CHAIR)
    page = bench.page(ExamPage)
    assert not page.start.possible() and "Egzamin można rozpocząć o" in page.start.reason()
    assert "Zalogowanych: 22 z 24." in page.who.text()
    assert "Zieliński Piotr (4), Woźniak Zofia (9)" in page.who.text()
    bench.room.say_room(day.room(sitting, wall_ms=day.NINE))
    bench.wait(page.start.possible)
    page.start.press()
    bench.wait(lambda: bench.asked(StartSitting) == [StartSitting(sitting_id=day.MORNING)])


def test_a_sitting_is_closed_only_when_every_absence_is_confirmed(open_console: OpenConsole) -> None:
    candidates = day.candidates("finished", missing=(4, 17))
    bench = open_console(day.room(day.sitting(Step.CLOSE, candidates=candidates)), official=scenes.ROOM_CHAIR)
    page = bench.page(ClosingPage)
    assert set(page.ticks) == {"Z-004", "Z-017"}
    page.ticks["Z-004"].setChecked(True)
    assert not page.close_act.possible()
    page.ticks["Z-017"].setChecked(True)
    assert page.close_act.possible()
    page.close_act.press()
    bench.still()
    assert bench.room.asked == []
    page.confirm.yes.click()
    expected = [CloseSitting(sitting_id=day.MORNING, absent=("Z-004", "Z-017"))]
    bench.wait(lambda: bench.asked(CloseSitting) == expected)


def test_the_numbers_close_or_say_what_is_open(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.sitting(Step.CLOSE, candidates=day.candidates("finished", missing=(4,)))))
    page = bench.page(ClosingPage)
    assert page.sum.text() == "25 zgłoszonych, w tym 1 zwolnionych, 0 nieobecnych, 23 przystąpiło, 1 do wyjaśnienia"
    closed = tuple(
        msgspec.structs.replace(one, status="absent") if one.status == "expected" and not one.exempt else one
        for one in day.candidates("finished", missing=(4,))
    )
    bench.room.say_room(day.room(day.sitting(Step.HANDOVER, SittingState.CLOSED, candidates=closed)))
    bench.wait(lambda: page.sum.text() == "25 zgłoszonych = 1 zwolnionych + 1 nieobecnych + 23 przystąpiło")

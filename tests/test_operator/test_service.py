"""The room as a whole: imports that were cut short, ticks that fail, restarts, two imports at once."""

from __future__ import annotations

import asyncio
import logging
import shutil
from pathlib import Path

import pytest

from koperta_operator.room import actor, service
from koperta_operator.room import library as library_module
from koperta_operator.room.backup import save_identity
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.jobs import Job, JobStoppedError
from koperta_operator.room.journal.errors import JournalError
from koperta_operator.room.rules import commands as do
from koperta_packages.errors import Code, PackageError
from koperta_packages.identity import OfficialRole
from koperta_packages.import_files import BoardFile, FileKind
from koperta_sync.protocol.console import ImportFiles, JobProgress, StartSitting, Unlock
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.room_view import SittingState
from koperta_sync.protocol.workstation import Delivered
from tests.board_fixture import IssuedSittingForTest, issue_sitting
from tests.real_room import LONG_AGO, board_files
from tests.test_operator.live_room import LiveRoom, on_live_room, prepared_copy, serving
from tests.test_operator.live_wire import console_client
from tests.test_operator.solver import ANSWER, Solver, answers, solving, start


def silent_job() -> Job:
    """Return a job nobody watches."""
    return Job(1, "import", "", lambda _progress: None)


@on_live_room()
async def test_a_busy_sitting_does_not_stop_the_clock_of_the_room(live: LiveRoom) -> None:
    """A tick that is refused is late; a tick that ended the ticking would let nobody's time run out."""
    real, refused = live.sitting.actor.submit, 0

    def submit(command: do.Command[object]) -> asyncio.Future[object]:
        nonlocal refused
        if isinstance(command, do.Tick) and refused < 2:
            refused += 1
            future: asyncio.Future[object] = asyncio.get_running_loop().create_future()
            future.set_exception(RefusedError(Refused.BUSY, "the queue is full"))
            return future
        return real(command)

    live.sitting.actor.submit = submit  # type: ignore[method-assign,assignment]  # the fault that is tested
    async with asyncio.timeout(10):
        while refused < 2:
            await asyncio.sleep(0.05)
    await asyncio.sleep(1.2)
    assert not any(task.done() for task in live.room._tasks)


@on_live_room()
async def test_a_tick_that_breaks_ends_the_program_instead_of_going_unseen(live: LiveRoom) -> None:
    ended: list[BaseException] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actor, "end_program", ended.append)

        async def broken() -> bool:
            raise ArithmeticError("a fault")

        live.room.machines.tick = broken  # type: ignore[method-assign]  # the fault that is tested
        async with asyncio.timeout(10):
            while not ended:
                await asyncio.sleep(0.05)
    assert isinstance(ended[0], ArithmeticError)
    live.room._tasks = [task for task in live.room._tasks if not task.done()]


@on_live_room()
async def test_a_view_that_fails_does_not_end_the_showing(live: LiveRoom) -> None:
    real, failed = live.room.overview.changed, 0

    def broken() -> bool:
        nonlocal failed
        failed += 1
        if failed < 3:
            raise ArithmeticError("a fault")
        return real()

    live.room.overview.changed = broken  # type: ignore[method-assign]  # the fault that is tested
    logging.getLogger(service.__name__).disabled = True
    async with asyncio.timeout(10):
        while failed < 4:
            await asyncio.sleep(0.05)
    logging.getLogger(service.__name__).disabled = False


def test_after_a_restart_the_sitting_is_locked_and_the_same_answers_are_there(tmp_path: Path) -> None:
    async def first(folder: RoomFolder, issued: IssuedSittingForTest, machines: Path) -> tuple[Solver, str, bytes]:
        async with serving(folder, issued, machines) as live:
            await live.unlock()
            solver = await solving(live, 1)
            item, option = solver.option(0)
            await solver.send(2, ANSWER, item, option)
            return solver, option, live.sitting.names.forms[solver.candidate.candidate_id].sealed

    async def second(
        folder: RoomFolder, issued: IssuedSittingForTest, machines: Path, solver: Solver, option: str, form: bytes
    ) -> None:
        item = solver.items[0]
        async with serving(folder, issued, machines) as live:
            assert await answers(live, solver.candidate) == {item: option}
            assert not live.sitting.unlocked
            chair = await live.console(OfficialRole.ROOM_CHAIR)
            assert await chair.refused(StartSitting(sitting_id=live.sitting_id)) == "WRONG_STATE"
            back = Solver(live, await live.workstation(1), solver.candidate, solver.items, solver.options)
            assert isinstance(await back.send(3, ANSWER, item, solver.options[item][1]), Delivered), "though locked"
            await live.unlock()
            assert live.sitting.names.forms[solver.candidate.candidate_id].sealed == form

    where = prepared_copy(tmp_path, 4, 4)
    asyncio.run(second(*where, *asyncio.run(first(*where))))


@on_live_room()
async def test_a_sitting_whose_journal_was_made_a_moment_before_the_power_failed_is_opened(live: LiveRoom) -> None:
    """The other order would leave a room that never starts again: it would miss a journal that never was."""
    order: list[str] = []
    real = live.room.ledger.record

    async def record(event: object, actor: str = "") -> None:
        order.append(f"{type(event).__name__} with journal {(live.folder.sitting('2031Z') / 'journal.db').exists()}")
        await real(event, actor)  # type: ignore[arg-type]  # passed through

    live.room.ledger.record = record  # type: ignore[method-assign]  # to see the order
    candidates = live.room.library.candidates
    candidates["2031Z"] = live.sitting.names.data
    live.room.library.grants["2031Z"] = live.room.library.grants[live.sitting_id]
    await live.room.took([], "test")
    assert "SittingCreated with journal True" in order


def test_a_lost_journal_of_a_sitting_is_never_begun_anew(tmp_path: Path) -> None:
    async def play() -> None:
        folder, issued, machines = prepared_copy(tmp_path, 4, 4)
        shutil.rmtree(folder.root / "sittings")
        folder.create()
        async with serving(folder, issued, machines):
            pass

    with pytest.raises(JournalError):
        asyncio.run(play())


def test_files_kept_a_moment_before_the_power_failed_make_their_sitting_at_the_next_start(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path, opens_at=LONG_AGO)
    folder = RoomFolder(tmp_path / "room")
    folder.create()
    save_identity(folder, issued.room)

    async def cut_short() -> None:
        async with serving(folder, issued, tmp_path) as live:

            async def nothing(_actor: str) -> None:
                """Be the power failure."""

            live.room._settling.settle = nothing  # type: ignore[method-assign,assignment]  # the fault that is tested
            paths = [Path(one) for one in board_files(issued)]
            await live.room.took(await asyncio.to_thread(live.room.library.take, paths, silent_job()), "test")
            assert not live.room.sittings

    async def again() -> None:
        async with serving(folder, issued, tmp_path) as live:
            assert live.sitting.sitting_id in live.room.ledger.state.sittings
            assert live.room.ledger.state.room_id == issued.room.room_id

    asyncio.run(cut_short())
    asyncio.run(again())


@on_live_room()
async def test_two_imports_settle_one_after_the_other_and_open_each_sitting_once(live: LiveRoom) -> None:
    live.room.library.candidates["2031Z"] = live.sitting.names.data
    live.room.library.grants["2031Z"] = live.room.library.grants[live.sitting_id]
    await asyncio.gather(*(live.room.took([], f"test {n}") for n in range(5)))
    kinds = [one.kind for one in await live.room.ledger.all_events()]
    assert kinds.count("sitting-created") == 2


@on_live_room()
async def test_an_import_that_fails_half_way_leaves_no_staged_file_and_can_be_repeated(live: LiveRoom) -> None:
    package = BoardFile(live.issued.issue.packages[0], FileKind.PACKAGE)
    before = sorted(live.folder.files.iterdir())

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library_module, "sync_contents", full)
        with pytest.raises(OSError, match="No space"):
            live.room.library._copy(package, live.room.library.trust)
    assert sorted(live.folder.files.iterdir()) == before
    assert live.room.library._copy(package, live.room.library.trust).sha256 in live.room.library.kept


@on_live_room()
async def test_an_unlock_the_rules_refuse_leaves_the_sitting_locked(live: LiveRoom) -> None:
    real = live.sitting.from_thread

    def refuse(_command: object) -> None:
        raise RefusedError(Refused.WRONG_STATE, "not now")

    live.sitting.from_thread = refuse  # type: ignore[method-assign,assignment]  # the refusal that is tested
    async with console_client(live.console_pairing(), live.official(OfficialRole.OPERATOR)) as client:
        message = Unlock(sitting_id=live.sitting_id, passphrase=live.issued.passphrase)
        job = await client.job(message)
        assert job.failed and job.checks[-1].code == "WRONG_STATE"
        assert not live.sitting.unlocked and not live.sitting.opened and live.sitting.journal_key is None
        live.sitting.from_thread = real  # type: ignore[method-assign]
        assert not (await client.job(message)).failed
    assert live.sitting.unlocked


@on_live_room(unlocked=True)
async def test_a_second_unlock_in_the_same_run_changes_no_form(live: LiveRoom) -> None:
    before = dict(live.sitting.names.forms)
    await start(live)
    await live.unlock()
    assert {key: one.sealed for key, one in before.items()} == {
        key: one.sealed for key, one in live.sitting.names.forms.items()
    }
    state = await live.sitting.actor.call(lambda state, _now: state.progress)
    assert state is SittingState.STARTED


@on_live_room()
async def test_files_of_another_board_change_nothing(live: LiveRoom) -> None:
    foreign = issue_sitting(live.folder.root.parent, candidates=2, tasks=3, opens_at=LONG_AGO)
    head = live.room.ledger.head
    async with console_client(live.console_pairing(), live.official(OfficialRole.OPERATOR)) as client:
        head = live.room.ledger.head
        job: JobProgress = await client.job(ImportFiles(paths=board_files(foreign)))
        assert job.failed and [one.code for one in job.checks if one.state == "failed"]
        assert live.room.ledger.head == head
    assert set(live.room.sittings) == {live.sitting_id}


def test_a_job_that_was_told_to_stop_stops_at_its_next_step() -> None:
    job = silent_job()
    job.begin("Pierwszy krok")
    job.stop()
    with pytest.raises(JobStoppedError):
        job.progress(1, 2)
    with pytest.raises(JobStoppedError):
        job.begin("Drugi krok")
    job.fail(JobStoppedError())
    assert job.checks[-1].state == "warning"


def test_a_failed_job_says_code_sentence_and_next_step() -> None:
    job = silent_job()
    job.begin("Krok")
    job.fail(PackageError(Code.PKG_TRUNCATED, "x"))
    (check,) = job.checks
    assert (check.name, check.state, check.code) == ("Krok", "failed", "PKG_TRUNCATED")
    assert check.sentence and check.next_step

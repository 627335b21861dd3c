"""Attacks from a console: nobody signed in, somebody else's signature, a role without the right, two at once."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from koperta_crypto.signing import SigningKey
from koperta_packages.identity import OfficialRole, official_id_of
from koperta_sync.protocol import acts, records
from koperta_sync.protocol import console as m
from koperta_sync.protocol import documents as papers
from koperta_sync.protocol.base import Message, Refusal
from tests.test_operator.live_room import EXAM_ROOM, LiveRoom, on_live_room
from tests.test_operator.live_wire import Wire, console_client

NOWHERE = "/no/such/folder"
# Every request with values that can do no harm where it is allowed, and who may make it (the duties of §23 to §31).
CHAIRS = "exam-chair deputy-exam-chair room-chair"
EXAM_CHAIRS = "exam-chair deputy-exam-chair"
EVERYBODY = f"{CHAIRS} operator"
REQUESTS: list[tuple[Message, str]] = [
    (m.ListFolder(path=NOWHERE), EVERYBODY),
    (m.ImportFiles(paths=(NOWHERE,)), EVERYBODY),
    (m.Rehearse(sitting_id="?"), EVERYBODY),
    (m.CancelJob(job=10**6), EVERYBODY),
    (m.OpenPairing(open=False), EVERYBODY),
    (m.ApprovePairing(code="000000", exam_room=EXAM_ROOM, seat_number=1), EVERYBODY),
    (m.WriteEnrolment(folder=NOWHERE, exam_room=EXAM_ROOM, seats=(50,)), "operator"),
    (m.RevokeMachine(fingerprint="0" * 64, reason=""), EVERYBODY),
    (m.AssignSeat(sitting_id="?", candidate_id="?", seat_number=1), EVERYBODY),
    (m.DrawSeats(sitting_id="?"), EVERYBODY),
    (m.WriteCards(sitting_id="?", folder=NOWHERE), "exam-chair deputy-exam-chair operator"),
    (m.Unlock(sitting_id="?", passphrase="x"), EVERYBODY),
    (m.StartSitting(sitting_id="?"), CHAIRS),
    (m.RoomExit(sitting_id="?", candidate_id="?"), EVERYBODY),
    (m.RoomReturn(sitting_id="?", candidate_id="?"), EVERYBODY),
    (m.ReleaseLease(sitting_id="?", candidate_id="?", reason=""), CHAIRS),
    (m.CloseSitting(sitting_id="?", absent=()), CHAIRS),
    (m.PrepareBundle(sitting_id="?"), EVERYBODY),
    (m.SignBundle(sitting_id="?", official_id="?", signature="zz"), EVERYBODY),
    (m.ExportBundle(sitting_id="?", folder=NOWHERE), EVERYBODY),
    (m.Promote(signatures=()), EVERYBODY),
    (m.AdmitStrangers(), EVERYBODY),
    (acts.ReportFailure(sitting_id="?", candidate_id="?", code="screen"), EVERYBODY),
    (acts.ResumeWorkstation(sitting_id="?", candidate_id="?"), EVERYBODY),
    (acts.InterruptForHealth(sitting_id="?", candidate_id="?"), EVERYBODY),
    (acts.EndForHealth(sitting_id="?", candidate_id="?"), CHAIRS),
    (acts.SuspendSitting(sitting_id="?", cause="fire"), EXAM_CHAIRS),
    (acts.ResumeSitting(sitting_id="?", text="x", told="y", channels=("phone", "e-mail")), EXAM_CHAIRS),
    (acts.BreakOffSitting(sitting_id="?", text="x", told="y", channels=("phone", "e-mail")), EXAM_CHAIRS),
    (acts.AnnulAttempt(sitting_id="?", candidate_id="?", cause="device"), EXAM_CHAIRS),
    (acts.CorrectTime(sitting_id="?", candidate_id="?", ms=1, reason="x"), CHAIRS),
    (acts.UndoAct(sitting_id="?", seq=1, reason="x"), CHAIRS),
    (acts.ForeseeUndo(sitting_id="?", seq=1), EVERYBODY),
    (papers.GiveProtocolDetails(sitting_id="?", exam_room="?", details=papers.ProtocolDetails()), EVERYBODY),
    (papers.ReadProtocolDetails(sitting_id="?"), EVERYBODY),
    (papers.RecordSending(sitting_id="?"), "exam-chair deputy-exam-chair"),
    (papers.WriteDocuments(sitting_id="?", folder=NOWHERE), EVERYBODY),
    (records.NoteIncident(sitting_id="?", code="talking"), EVERYBODY),
    (records.RecordDecision(sitting_id="?", question="x", answer="y", person="z"), CHAIRS),
    (records.Countersign(sitting_id="?", seq=1), EXAM_CHAIRS),
    (records.PersonComes(sitting_id="?", as_what="observer", name="x"), EVERYBODY),
    (records.PersonGoes(sitting_id="?", seq=1), EVERYBODY),
    (records.HandDutyOver(sitting_id="?", duty="operator", from_name="x", to_name="y"), CHAIRS),
    (m.BackUpRoom(folder=NOWHERE, passphrase="kurz"), "exam-chair deputy-exam-chair operator"),
    (m.MirrorTo(folder=NOWHERE), "exam-chair deputy-exam-chair operator"),
]
DENIED = ("NOT_ALLOWED", "NOT_SIGNED_IN")


def code(answer: Message | Refusal) -> str:
    """Return the code of a refusal, empty for another answer."""
    return answer.code if isinstance(answer, Refusal) else ""


def test_the_table_names_every_request_there_is() -> None:
    named = {type(message) for message, _roles in REQUESTS} | {m.ConsoleHello, m.SignIn, m.SignOut}
    assert named == set(m.ConsoleRequest.__args__)


@on_live_room()
async def test_a_console_where_nobody_signed_in_may_only_look(live: LiveRoom) -> None:
    console = await live.console()
    before = await live.heads()
    for message, _roles in REQUESTS:
        assert code(await console.ask(message)) == "NOT_SIGNED_IN", message
    assert await live.heads() == before


@on_live_room()
async def test_every_request_by_every_role_is_decided_by_the_table(live: LiveRoom) -> None:
    for role in OfficialRole:
        console = await live.console(role)
        before = await live.heads()
        allowed = False
        for message, roles in REQUESTS:
            answer = await console.ask(message)
            assert (code(answer) not in DENIED) == (role.value in roles.split()), (role, message, answer)
            allowed = allowed or role.value in roles.split()
        if not allowed:
            assert await live.heads() == before
        await console.close()


@on_live_room()
async def test_a_sign_in_replayed_from_another_connection_is_refused(live: LiveRoom) -> None:
    chair = live.official(OfficialRole.EXAM_CHAIR)
    first, second = await live.console(), await live.console(name="druga")
    stolen = first.signature(official_id_of(chair.key.public), chair.key)
    assert isinstance(await first.ask(stolen), m.SignedIn)
    assert await second.refused(stolen) == "NOT_ALLOWED"
    assert await second.refused(m.DrawSeats(sitting_id="?")) == "NOT_SIGNED_IN"
    again = await live.console()
    assert await again.refused(stolen) == "NOT_ALLOWED", "nor after connecting again"


@on_live_room()
async def test_nobody_signs_in_without_a_registered_key(live: LiveRoom) -> None:
    console = await live.console()
    chair = official_id_of(live.official(OfficialRole.EXAM_CHAIR).key.public)
    stranger, operator = SigningKey.generate(), live.official(OfficialRole.OPERATOR).key
    wrong = [
        console.signature(official_id_of(stranger.public), stranger),
        console.signature(chair, stranger),
        console.signature(chair, operator),
        *(m.SignIn(official_id=chair, signature=text) for text in ("", "zz", "00" * 64, "00", "ż" * 128)),
    ]
    before = await live.heads()
    for message in wrong:
        assert await console.refused(message) == "NOT_ALLOWED", message
    assert await live.heads() == before


@on_live_room()
async def test_an_official_whom_the_board_revokes_loses_the_console_at_once(live: LiveRoom) -> None:
    console = await live.console(OfficialRole.OPERATOR)
    operator = live.official(OfficialRole.OPERATOR)
    await console.expect(m.OpenPairing(open=True), m.Ok)
    trust = live.room.library.trust
    assert trust is not None
    revoked = msgspec.structs.replace(trust.revoked, officials=(official_id_of(operator.key.public),))
    live.room.library.trust = msgspec.structs.replace(trust, revoked=revoked)
    assert await console.refused(m.OpenPairing(open=False)) == "NOT_SIGNED_IN"
    assert await console.refused(console.signature(official_id_of(operator.key.public), operator.key)) == "NOT_ALLOWED"


@on_live_room()
async def test_signing_out_and_losing_the_connection_end_the_right(live: LiveRoom) -> None:
    console = await live.console(OfficialRole.OPERATOR)
    await console.expect(m.SignOut(), m.Ok)
    assert await console.refused(m.OpenPairing(open=True)) == "NOT_SIGNED_IN"
    other = await live.console(OfficialRole.OPERATOR)
    await other.close()
    again = await live.console()
    assert await again.refused(m.OpenPairing(open=True)) == "NOT_SIGNED_IN"
    kinds = [one.kind for one in await live.room.ledger.all_events()]
    assert kinds.count("official-signed-in") == kinds.count("official-signed-out")


# None of them may name a folder that can be written: a test leaves nothing outside its own folder.
STRANGE = ("\0", "a\0b", "/proc/self/mem", "", "//no/x", "a" * 5_000, "żółć\U0001f0a1", "CON", "no/../..", "/dev/null")

REFUSED_PATHS = ("FILE_REFUSED", "PATH_INCOMPLETE", "WRONG_STATE", "BUSY")


@on_live_room()
async def test_strange_paths_end_in_a_refusal_or_a_failed_job_and_the_console_stays(live: LiveRoom) -> None:
    console = await live.console(OfficialRole.OPERATOR)
    sitting = live.sitting_id
    for path in STRANGE[1:]:
        for message in (
            m.ListFolder(path=path or NOWHERE),
            m.WriteCards(sitting_id=sitting, folder=path or NOWHERE),
            m.WriteEnrolment(folder=path or NOWHERE, exam_room=EXAM_ROOM, seats=(50,)),
            m.ImportFiles(paths=(path,)),
            m.ExportBundle(sitting_id=sitting, folder=path),
            papers.WriteDocuments(sitting_id=sitting, folder=path),
        ):
            answer = await console.ask(message)
            assert not isinstance(answer, Refusal) or answer.code in REFUSED_PATHS, answer
    assert isinstance(await console.ask(m.CancelJob(job=1)), m.Ok)


@on_live_room()
async def test_a_path_that_hangs_on_the_folder_the_room_runs_in_is_refused_everywhere(live: LiveRoom) -> None:
    """A backup beside the program, found by nobody, is no backup."""
    console = await live.console(OfficialRole.OPERATOR)
    for path in ("kopia", "./kopia", "../kopia", "."):
        for message in (
            m.ListFolder(path=path),
            m.WriteCards(sitting_id=live.sitting_id, folder=path),
            m.WriteEnrolment(folder=path, exam_room=EXAM_ROOM, seats=(50,)),
            m.ImportFiles(paths=(NOWHERE, path)),
            m.ExportBundle(sitting_id=live.sitting_id, folder=path),
            papers.WriteDocuments(sitting_id=live.sitting_id, folder=path),
            m.BackUpRoom(folder=path, passphrase="x" * 40),
            m.MirrorTo(folder=path),
        ):
            answer = await console.ask(message)
            assert isinstance(answer, Refusal) and answer.code == "PATH_INCOMPLETE", (message, answer)
            assert answer.facts == {"path": path}


@on_live_room()
async def test_a_hundred_imports_at_once_do_not_stop_the_room(live: LiveRoom) -> None:
    """Each job waits for the journal, so jobs must not take the threads the journal writes with."""
    consoles = [await live.console(OfficialRole.OPERATOR), await live.console(OfficialRole.OPERATOR, name="druga")]
    replies = [await one.ask(m.ImportFiles(paths=(str(live.issued.folder),))) for _ in range(50) for one in consoles]
    assert {type(one) for one in replies} == {m.JobStarted, Refusal}
    assert {code(one) for one in replies if isinstance(one, Refusal)} == {"BUSY"}
    await asyncio.wait_for(consoles[0].expect(m.OpenPairing(open=True), m.Ok), 5)


@on_live_room()
async def test_two_consoles_unlock_at_once_and_one_is_told_to_wait(live: LiveRoom) -> None:
    message = m.Unlock(sitting_id=live.sitting_id, passphrase=live.issued.passphrase)
    one = await live.console(OfficialRole.OPERATOR)
    two = await live.console(OfficialRole.ROOM_CHAIR, name="druga")
    replies = await asyncio.gather(one.ask(message), two.ask(message))
    assert sorted(type(reply).__name__ for reply in replies) == ["JobStarted", "Refusal"]
    async with asyncio.timeout(10):
        while not live.sitting.unlocked:
            await asyncio.sleep(0.02)
    assert live.sitting.opened


@on_live_room()
async def test_importing_the_same_files_again_adds_nothing_and_fails_nothing(live: LiveRoom) -> None:
    async with console_client(live.console_pairing(), live.official(OfficialRole.OPERATOR)) as client:
        files = len(live.room.ledger.state.files)
        job = await client.job(m.ImportFiles(paths=(str(live.issued.centre.grant.parent),)))
        assert job.finished and not job.failed, job.checks
    assert len(live.room.ledger.state.files) == files
    assert not [one.name for one in live.folder.files.iterdir() if "part" in one.name]


@on_live_room()
async def test_a_console_that_never_reads_is_cut_off_and_nobody_else_suffers(live: LiveRoom) -> None:
    deaf, listening = await live.console(), await live.console(name="druga")
    kiosk = await live.workstation(1)
    heard = asyncio.create_task(_count_pushes(listening))
    push = m.RoomChanged(room=live.room.overview.view(live.room.sittings))
    room_view = msgspec.structs.replace(push.room, label="x" * 20_000)
    async with asyncio.timeout(20):
        while len(live.room.desk.consoles) == 2:
            live.room.desk.broadcast(m.RoomChanged(room=room_view))
            await asyncio.sleep(0.001)
        while live.room.peers.of(deaf.credentials.fingerprint):
            await asyncio.sleep(0.01)
    from koperta_sync.protocol.workstation import Beat, Beaten

    await asyncio.wait_for(kiosk.expect(Beat(), Beaten), 1)
    await asyncio.sleep(0.1)
    heard.cancel()
    with pytest.raises(asyncio.CancelledError):
        await heard
    assert {one.machine.machine_name for one in live.room.desk.consoles} == {"druga"}


async def _count_pushes(wire: Wire) -> None:
    while True:
        await wire.socket.receive()

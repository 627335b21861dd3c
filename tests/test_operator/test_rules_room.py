"""The record of the room: who may connect, which approvals are good, what was imported."""

from __future__ import annotations

from koperta_operator.room.rules import room_events as ev
from koperta_operator.room.rules.event_base import Event
from koperta_operator.room.rules.events import BootStarted
from koperta_operator.room.rules.moments import At
from koperta_operator.room.rules.room_events import ROOM_CODEC
from koperta_operator.room.rules.room_state import RoomRecord, apply_room

MACHINE = ev.MachineEnrolled(
    fingerprint="f1", role="workstation", machine_name="pc-1", exam_room="sala 12", seat_number=4, answer_key="ab"
)


def recorded(*events: Event) -> RoomRecord:
    """Fold events as they come back from a journal."""
    record = RoomRecord()
    for seq, event in enumerate((BootStarted(), *events), start=1):
        apply_room(record, ROOM_CODEC.decode(*ROOM_CODEC.encode(event)), At(seq, 1, seq, 1_000 + seq, "room"))
    return record


def written(name: str, seat: int) -> ev.EnrolmentWritten:
    """Return an enrolment file with one approval."""
    approval = ev.ApprovalWritten(exam_room="sala 12", seat_number=seat, approval_sha256=name)
    return ev.EnrolmentWritten(approvals=(approval,))


def test_a_revoked_machine_stays_known_and_is_not_admitted() -> None:
    before = recorded(MACHINE)
    assert before.admitted("f1") is not None
    assert before.machine_at("sala 12", 4) is not None
    after = recorded(MACHINE, ev.MachineRevoked(fingerprint="f1"))
    assert after.admitted("f1") is None
    assert after.machine_at("sala 12", 4) is None
    assert after.machines["f1"].revoked
    assert after.admitted("stranger") is None


def test_an_approval_is_used_once() -> None:
    assert "aa" in recorded(written("aa", 4)).approvals
    used = ev.MachineEnrolled(fingerprint="f2", role="workstation", machine_name="pc", approval_sha256="aa")
    record = recorded(written("aa", 4), used)
    assert "aa" not in record.approvals
    assert "aa" in record.used_approvals


def test_a_new_enrolment_file_makes_the_old_approval_of_a_seat_void() -> None:
    record = recorded(written("aa", 4), written("bb", 5), written("cc", 4))
    assert set(record.approvals) == {"bb", "cc"}
    assert record.used_approvals == {"aa"}


def test_a_restart_closes_pairing_and_keeps_the_rest() -> None:
    day = (
        ev.RoomRegistered(room_id="r1", centre_number="101", label="Szkoła", statement_sha256="00"),
        ev.ExamRoomsNamed(exam_rooms=("sala 12", "sala 3")),
        MACHINE,
        ev.MachineMoved(fingerprint="f1", exam_room="sala 3", seat_number=9),
        ev.FileImported(file_kind="package", sha256="cd", name="inf03.exampkg", size=9),
        ev.SittingCreated(sitting_id="s1"),
        ev.PairingOpened(),
        ev.IdentityBackedUp(file_sha256="ee"),
    )
    before, after = recorded(*day), recorded(*day, BootStarted())
    assert (before.pairing_open, after.pairing_open) == (True, False)
    for name in ("machines", "files", "sittings", "room_id", "exam_rooms", "backup_at_ms", "label"):
        assert getattr(after, name) == getattr(before, name), name
    assert after.machines["f1"].seat_number == 9
    assert after.backup_at_ms > 0


def test_pairing_that_stopped_by_itself_is_closed() -> None:
    assert not recorded(ev.PairingOpened(), ev.PairingStopped(failures=10)).pairing_open
    assert not recorded(ev.PairingOpened(), ev.PairingClosed()).pairing_open


def test_a_machine_nobody_knows_can_be_revoked() -> None:
    assert recorded(ev.MachineRevoked(fingerprint="gone")).machines == {}

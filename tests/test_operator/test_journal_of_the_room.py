"""The room's own journal: who may connect, what was imported, and that it survives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from koperta_crypto.chain import genesis
from koperta_operator.room.clock import RoomClock
from koperta_operator.room.journal.errors import BrokenChainError, NotDurableError
from koperta_operator.room.journal.room_ledger import RoomLedger
from koperta_operator.room.journal.store import Draft, Journal
from koperta_operator.room.rules import room_events as ev

GENESIS = genesis("koperta/room-journal/1", b"room 1")
MACHINE = ev.MachineEnrolled(
    fingerprint="f1", role="workstation", machine_name="pc-1", exam_room="sala 12", seat_number=4, answer_key="ab"
)


def opened(folder: Path) -> RoomLedger:
    """Open the room's journal in a folder."""
    return RoomLedger(Journal.open(folder / "room.db", GENESIS), RoomClock(), "0.1.0")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[RoomLedger]:
    """Return a new room's journal."""
    made = opened(tmp_path)
    yield made
    made.close()


def test_a_revoked_machine_stays_known_and_is_not_admitted(ledger: RoomLedger) -> None:
    ledger.append(MACHINE, actor="operator-1")
    assert ledger.record.admitted("f1") is not None
    assert ledger.record.machine_at("sala 12", 4) is not None
    ledger.append(ev.MachineRevoked(fingerprint="f1"))
    assert ledger.record.admitted("f1") is None
    assert ledger.record.machine_at("sala 12", 4) is None
    assert ledger.record.machines["f1"].revoked
    assert ledger.record.admitted("stranger") is None


def test_an_approval_is_used_once(ledger: RoomLedger) -> None:
    approval = ev.ApprovalWritten(exam_room="sala 12", seat_number=4, approval_sha256="aa")
    ledger.append(ev.EnrolmentWritten(approvals=(approval,)))
    assert "aa" in ledger.record.approvals
    ledger.append(ev.MachineEnrolled(fingerprint="f2", role="workstation", machine_name="pc", approval_sha256="aa"))
    assert "aa" not in ledger.record.approvals
    assert "aa" in ledger.record.used_approvals


def test_a_new_enrolment_file_makes_the_old_approval_of_a_seat_void(ledger: RoomLedger) -> None:
    for name, seat in (("aa", 4), ("bb", 5), ("cc", 4)):
        written = ev.ApprovalWritten(exam_room="sala 12", seat_number=seat, approval_sha256=name)
        ledger.append(ev.EnrolmentWritten(approvals=(written,)))
    assert set(ledger.record.approvals) == {"bb", "cc"}


def test_the_record_is_the_same_after_a_restart_and_pairing_is_closed(tmp_path: Path) -> None:
    ledger = opened(tmp_path)
    ledger.append(
        ev.RoomRegistered(room_id="r1", centre_number="101", label="Szkoła", statement_sha256="00"),
        ev.ExamRoomsNamed(exam_rooms=("sala 12", "sala 3")),
        MACHINE,
        ev.MachineMoved(fingerprint="f1", exam_room="sala 3", seat_number=9),
        ev.FileImported(file_kind="package", sha256="cd", name="inf03.exampkg", size=9),
        ev.SittingCreated(sitting_id="s1"),
        ev.OfficialSignedIn(official_id="o1", role="operator", console="f9"),
        ev.PairingOpened(),
        ev.IdentityBackedUp(file_sha256="ee"),
    )
    assert ledger.record.pairing_open
    before, head = ledger.record, ledger.head
    ledger.close()
    again = opened(tmp_path)
    try:
        assert not again.record.pairing_open
        for name in ("machines", "files", "sittings", "room_id", "exam_rooms", "backup_at_ms", "label"):
            assert getattr(again.record, name) == getattr(before, name), name
        assert (again.record.boot, again.record.seq) == (2, before.seq + 1)
        assert again.head != head
    finally:
        again.close()


def test_what_is_not_durable_is_not_in_the_record(ledger: RoomLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_journal: Journal, _drafts: list[Draft]) -> None:
        raise NotDurableError("the disk is gone")

    monkeypatch.setattr(Journal, "append_many", broken)
    with pytest.raises(NotDurableError):
        ledger.append(MACHINE)
    assert ledger.record.machines == {}


def test_a_room_journal_that_was_changed_is_refused(tmp_path: Path) -> None:
    import sqlite3

    ledger = opened(tmp_path)
    ledger.append(MACHINE)
    ledger.close()
    connection = sqlite3.connect(tmp_path / "room.db")
    connection.executescript("DROP TRIGGER event_never_update; UPDATE event SET actor = 'x' WHERE seq = 2;")
    connection.close()
    with pytest.raises(BrokenChainError, match="event 2"):
        opened(tmp_path)

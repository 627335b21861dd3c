"""A workstation's last acknowledgement agrees with the journal, or the officials who sign are told."""

from __future__ import annotations

from collections.abc import Iterator

from koperta_operator.room.journal.store import StoredEvent
from koperta_operator.room.rules.views import Presence
from koperta_operator.room.witnesses import hear


def journal(length: int) -> Iterator[StoredEvent]:
    """Yield events whose heads are their numbers."""
    for seq in range(1, length + 1):
        yield StoredEvent(seq, 1, seq, seq, "room", "heartbeat", b"{}", seq.to_bytes(32, "big"))


def told(seat: int, sequence: int, head: int) -> Presence:
    """Return a workstation that was told a head at a place of the journal."""
    return Presence(
        fingerprint=f"{seat:064x}",
        exam_room="sala 12",
        seat_number=seat,
        witness_sequence=sequence,
        witness_head=head.to_bytes(32, "big").hex() if sequence else "",
    )


def test_witnesses_that_agree_go_into_the_bundle_in_order() -> None:
    testimony = hear([told(2, 4, 4), told(1, 3, 3), told(3, 0, 0)], journal(5))
    assert [one.sequence for one in testimony.agreeing] == [3, 4]
    assert testimony.contradicting == ()
    assert testimony.check().state == "ok"


def test_a_witness_of_another_journal_is_named_by_its_seat_and_does_not_stop_the_hand_over() -> None:
    testimony = hear([told(1, 3, 3), told(7, 3, 99)], journal(5))
    assert [one.workstation for one in testimony.agreeing] == [f"{1:064x}"]
    check = testimony.check()
    assert check.state == "warning" and "sala 12 7" in check.looked_at


def test_a_witness_of_a_journal_that_was_longer_shows_a_tail_cut_off() -> None:
    testimony = hear([told(4, 9, 9)], journal(5))
    assert testimony.agreeing == ()
    assert testimony.contradicting == ("sala 12 4",)

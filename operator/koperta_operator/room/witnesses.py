"""Compare the journal with what workstations were told of it: each is a witness of some place in the chain.

A witness that contradicts the journal is never put into the bundle, where it would only make the board refuse
every answer of the room; it is shown to the officials who sign, by seat, and they tell the board. A workstation that
lies can therefore raise a question, and cannot stop a hand-over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from koperta_operator.room.journal.store import StoredEvent
from koperta_operator.room.rules.views import Presence
from koperta_sync.bundle.manifest import Witness
from koperta_sync.protocol.console import Check

NAME = "Świadectwa stanowisk"


@dataclass(frozen=True, slots=True)
class Testimony:
    """Hold the witnesses that agree, and the seats whose witness does not."""

    agreeing: tuple[Witness, ...]
    contradicting: tuple[str, ...]

    def check(self) -> Check:
        """Return the line of the hand-over that says so."""
        looked_at = f"zgodnych: {len(self.agreeing)}"
        if not self.contradicting:
            return Check(name=NAME, state="ok", looked_at=looked_at)
        return Check(
            name=NAME,
            state="warning",
            looked_at=f"{looked_at}; niezgodne: {', '.join(self.contradicting)}",
            code="BUNDLE_HEAD_CONTRADICTED",
            sentence="Stanowisko pamięta inny stan dziennika niż komputer operatora.",
            next_step="Przekaż pakiet i podaj komisji numer stanowiska; nie wyłączaj go do wyjaśnienia.",
        )


def hear(presences: Iterable[Presence], events: Iterator[StoredEvent]) -> Testimony:
    """Compare every workstation's last acknowledgement with the journal's own heads, in one pass over it."""
    told = [one for one in presences if one.witness_sequence > 0]
    heads = _heads({one.witness_sequence for one in told}, events)
    agreeing = [one for one in told if heads.get(one.witness_sequence) == one.witness_head]
    others = [one for one in told if heads.get(one.witness_sequence) != one.witness_head]
    witnesses = (Witness(one.fingerprint, one.witness_sequence, one.witness_head) for one in agreeing)
    seats = sorted(f"{one.exam_room} {one.seat_number}" for one in others)
    return Testimony(tuple(sorted(witnesses, key=lambda one: one.workstation)), tuple(seats))


def _heads(wanted: set[int], events: Iterator[StoredEvent]) -> Mapping[int, str]:
    return {one.seq: one.head.hex() for one in events if one.seq in wanted}

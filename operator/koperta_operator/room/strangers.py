"""Know workstations of this room again that a rebuilt table has lost: their certificates are the authority's own.

Only in a rebuilt room, only after somebody's approval, and only with the seat their certificate names. The answer
key is what the workstation itself says over the connection its certificate has opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from koperta_crypto.certificates import common_name
from koperta_crypto.errors import CryptoError
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules.room_events import MachineEnrolled
from koperta_sync.protocol.pairing import MachineRole

MOST = 1_000
APPROVAL = "approval"
_KEY = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Stranger:
    """Hold one workstation that waits for approval."""

    fingerprint: str
    exam_room: str
    seat_number: int
    answer_key: str

    @property
    def name(self) -> str:
        """Return the seat as its certificate names it."""
        return f"{self.exam_room} {self.seat_number}"


class Strangers:
    """Hold who has knocked since the start of the room."""

    def __init__(self, ledger: RoomLedger) -> None:
        self._ledger = ledger
        self._waiting: dict[str, Stranger] = {}

    def knocked(self, fingerprint: str, certificate_der: bytes, answer_key: str) -> None:
        """Note a workstation whose certificate the authority issued and the table does not know."""
        state = self._ledger.state
        if not state.rebuilt or fingerprint in state.machines or len(self._waiting) >= MOST:
            return
        try:
            exam_room, _space, seat = common_name(certificate_der).rpartition(" ")
        except CryptoError:
            return
        if _KEY.match(answer_key) and exam_room in state.exam_rooms and seat.isascii() and seat.isdigit():
            self._waiting[fingerprint] = Stranger(fingerprint, exam_room, int(seat), answer_key)

    def names(self) -> tuple[str, ...]:
        """Return the seats that wait, sorted."""
        known = self._ledger.state.machines
        return tuple(sorted(one.name for one in self._waiting.values() if one.fingerprint not in known))

    async def admit(self, actor: str) -> None:
        """Enter everybody who waits into the table; a seat that was given to another machine meanwhile stays its."""
        for one in sorted(self._waiting.values(), key=lambda one: (one.exam_room, one.seat_number, one.fingerprint)):
            state = self._ledger.state
            if one.fingerprint in state.machines or state.machine_at(one.exam_room, one.seat_number) is not None:
                continue
            event = MachineEnrolled(
                fingerprint=one.fingerprint,
                role=MachineRole.WORKSTATION.value,
                machine_name=one.name,
                exam_room=one.exam_room,
                seat_number=one.seat_number,
                answer_key=one.answer_key,
                recovered=APPROVAL,
            )
            await self._ledger.record(event, actor)
        self._waiting.clear()

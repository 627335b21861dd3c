"""Find out at whose word something is done: the official's role, a second person's key, a decision by phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from koperta_crypto.errors import CryptoError
from koperta_crypto.signing import verify
from koperta_operator.room.rights import EXAM_CHAIR, SECOND_KEY
from koperta_operator.room.rules.commands_of_acts import Authority
from koperta_operator.room.server.desk import Console
from koperta_packages.identity import OfficialStatement
from koperta_sync.protocol.acts import ActRequest, SecondSignature, second_bytes
from koperta_sync.protocol.refusals import Refused, RefusedError


@dataclass(slots=True, repr=False)
class Authorities:
    """Check what a request claims; `official` finds a registered official who has not been revoked."""

    room_id: str
    official: Callable[[str], OfficialStatement | None]
    used: set[str] = field(default_factory=set)  # nonces of second signatures, which count once

    def of(self, console: Console, request: ActRequest, seal: Callable[[str], str]) -> Authority:
        """Return the authority of a request; RefusedError when the second key or the decider is not what it says."""
        role = console.official.role.value if console.official else ""
        second = self._second(console, request, request.second) if request.second is not None else ""
        if request.by_phone:
            decider = self.official(request.by_phone)
            if decider is None or decider.role.value not in EXAM_CHAIR:
                raise RefusedError(Refused.NOT_ALLOWED, "by phone only an exam chair decides")
        return Authority(
            role=role, second=second, by_phone=request.by_phone, sealed_break_glass=seal(request.broken_glass)
        )

    def _second(self, console: Console, request: ActRequest, second: SecondSignature) -> str:
        official = self.official(second.official_id)
        first = console.official
        if official is None or first is None or official.official_id == first.official_id:
            raise RefusedError(Refused.SECOND_KEY_WRONG, "two different registered officials")
        if official.role.value not in SECOND_KEY or second.nonce in self.used:
            raise RefusedError(Refused.SECOND_KEY_WRONG, "a role without that right, or used before")
        signed = second_bytes(self.room_id, console.challenge.hex(), second.nonce, request)
        try:
            verify(bytes.fromhex(official.public), signed, bytes.fromhex(second.signature))
        except (CryptoError, ValueError) as error:
            raise RefusedError(Refused.SECOND_KEY_WRONG, f"the signature does not fit: {error}") from error
        self.used.add(second.nonce)
        return official.official_id

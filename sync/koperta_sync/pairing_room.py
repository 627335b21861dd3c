"""Keep the room's side of pairing: attempts, their limits, the codes that wait for the operator.

The rules are in `koperta_sync.pairing`. Times are milliseconds of any monotonic clock, passed in;
`machine` is whatever tells machines apart before they have a certificate, in practice the peer's IP
address. The class is not thread-safe and never waits.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from koperta_sync.codes import (
    LONG_DIGITS,
    NONCE_BYTES,
    SHORT_DIGITS,
    Claim,
    Codes,
    codes,
    commitment_holds,
    typed_digits,
)
from koperta_sync.protocol.pairing import (
    BeginPairing,
    FinishPairing,
    MachineRole,
    PairingAnswer,
    PairingBegun,
    PairingRevealed,
    PairingState,
    RevealPairing,
)
from koperta_sync.protocol.refusals import Refused, RefusedError


@dataclass(frozen=True, slots=True)
class Limits:
    """Hold the limits of one opening; times in milliseconds."""

    failures_per_machine: int = 3
    failures_per_opening: int = 10
    attempts_per_opening: int = 1_000
    waiting: int = 600
    short_codes: int = 100  # attempts that get 6 digits
    reveal_ms: int = 10_000
    silence_ms: int = 60_000  # a machine that does not ask for so long has gone


class Stage(enum.Enum):
    """Name how far an attempt is at the room, by what the room knows."""

    COMMITTED = "committed"
    CODES = "codes"  # waits for the operator
    GRANTED = "granted"
    REFUSED = "refused"


class Act(enum.Enum):
    """Name what moves an attempt from stage to stage; what is not in the table is refused."""

    REVEAL = "reveal"
    GRANT = "grant"
    REFUSE = "refuse"


TRANSITIONS: dict[Stage, dict[Act, Stage]] = {
    Stage.COMMITTED: {Act.REVEAL: Stage.CODES, Act.REFUSE: Stage.REFUSED},
    Stage.CODES: {Act.GRANT: Stage.GRANTED, Act.REFUSE: Stage.REFUSED},
    Stage.GRANTED: {},
    Stage.REFUSED: {},
}


@dataclass(slots=True)
class Attempt:
    """Hold one attempt to pair."""

    id: str
    machine: str
    message: BeginPairing
    claim: Claim
    digits: int
    room_nonce: bytes
    begun_ms: int
    seen_ms: int
    stage: Stage = Stage.COMMITTED
    codes: Codes | None = None
    answer: PairingAnswer = field(default_factory=lambda: PairingAnswer(state=PairingState.WAITING))

    @property
    def role(self) -> MachineRole:
        """Return what the machine wants to be."""
        return self.message.role


class RoomPairing:
    """Follow every attempt of one opening."""

    def __init__(self, certificate: bytes, random: Callable[[int], bytes], limits: Limits | None = None) -> None:
        """Take the DER certificate the room shows in TLS and a source of random bytes."""
        self._certificate = certificate
        self._random = random
        self._limits = limits or Limits()
        self._attempts: dict[str, Attempt] = {}
        self._failures: Counter[str] = Counter()
        self._failed = 0
        self._begun = 0
        self.is_open = False
        self.stopped = False  # closed by rule 4 or 5: an alarm, not an act of the operator

    @property
    def failures(self) -> int:
        """Return how many attempts failed in this opening."""
        return self._failed

    def open(self) -> None:
        """Open pairing and forget the failures of the last opening."""
        self.close()
        self._failures.clear()
        self._failed = self._begun = 0
        self.stopped = False
        self.is_open = True

    def close(self) -> None:
        """Close pairing; attempts that wait are refused, granted ones can still be fetched."""
        self.is_open = False
        for attempt in self._attempts.values():
            if Act.REFUSE in TRANSITIONS[attempt.stage]:
                self._refuse(attempt)

    def begin(self, message: BeginPairing, machine: str, now_ms: int) -> PairingBegun:
        """Open an attempt; PAIRING_CLOSED, PAIRING_STOPPED or BUSY."""
        self.tidy(now_ms)
        self._check_open(machine)
        if sum(one.stage in (Stage.COMMITTED, Stage.CODES) for one in self._attempts.values()) >= self._limits.waiting:
            raise RefusedError(Refused.BUSY, "too many machines wait")
        self._begun += 1
        if self._begun > self._limits.attempts_per_opening:
            self._stop()
            raise RefusedError(Refused.PAIRING_STOPPED, "too many attempts in one opening")
        attempt = Attempt(
            id=self._random(16).hex(),
            machine=machine,
            message=message,
            claim=Claim(message.request_pem.encode(), bytes.fromhex(message.answer_key), self._certificate),
            digits=SHORT_DIGITS if self._begun <= self._limits.short_codes else LONG_DIGITS,
            room_nonce=self._random(NONCE_BYTES),
            begun_ms=now_ms,
            seen_ms=now_ms,
        )
        self._attempts[attempt.id] = attempt
        return PairingBegun(attempt=attempt.id, room_nonce=attempt.room_nonce.hex(), digits=attempt.digits)

    def reveal(self, message: RevealPairing, machine: str, now_ms: int) -> PairingRevealed:
        """Check the nonce against the commitment; a wrong or second reveal ends the attempt as a failure."""
        self.tidy(now_ms)
        attempt = self._find(message.attempt, machine)
        nonce = bytes.fromhex(message.machine_nonce)
        committed = bytes.fromhex(attempt.message.commitment)
        if Act.REVEAL not in TRANSITIONS[attempt.stage] or not commitment_holds(committed, attempt.claim, nonce):
            if Act.REFUSE in TRANSITIONS[attempt.stage]:
                self._refuse(attempt)
            self._fail(machine)
            raise RefusedError(Refused.PAIRING_FAILED, "the nonce is not the one committed to, or came twice")
        found = codes(attempt.claim, attempt.room_nonce, nonce, attempt.digits)
        if any(one.codes and one.codes.machine == found.machine for one in self.waiting()):
            self._refuse(attempt)
            self._fail(machine)
            raise RefusedError(Refused.PAIRING_FAILED, "another machine shows this code; begin again")
        attempt.codes = found
        attempt.seen_ms = now_ms
        self._move(attempt, Act.REVEAL)
        return PairingRevealed()

    def find(self, typed: str, now_ms: int) -> Attempt:
        """Return the attempt whose code the operator typed; CODE_UNKNOWN counts as a failure of the opening."""
        self.tidy(now_ms)
        if not self.is_open:
            raise RefusedError(Refused.PAIRING_STOPPED if self.stopped else Refused.PAIRING_CLOSED)
        code = typed_digits(typed)
        for attempt in self.waiting():
            if attempt.codes is not None and attempt.codes.machine == code:
                return attempt
        self._fail("")
        raise RefusedError(Refused.CODE_UNKNOWN)

    def grant(self, attempt: Attempt, answer: PairingAnswer) -> str:
        """Keep what was issued for `finish`; return the room's code, which the person types at the machine."""
        found = attempt.codes
        if found is None or answer.state is not PairingState.APPROVED or self._attempts.get(attempt.id) is not attempt:
            raise RefusedError(Refused.WRONG_STATE, "only an attempt with codes can be granted, once")
        self._move(attempt, Act.GRANT)
        attempt.answer = answer
        return found.room

    def finish(self, message: FinishPairing, machine: str, now_ms: int) -> PairingAnswer:
        """Tell the machine how far its attempt is; harmless to repeat."""
        self.tidy(now_ms)
        attempt = self._find(message.attempt, machine)
        attempt.seen_ms = now_ms
        return attempt.answer

    def waiting(self) -> Iterator[Attempt]:
        """Yield the attempts whose machines show a code now."""
        return (one for one in self._attempts.values() if one.stage is Stage.CODES)

    def attempts(self) -> Iterator[Attempt]:
        """Yield the attempts worth showing: waiting or granted."""
        return (one for one in self._attempts.values() if one.stage in (Stage.CODES, Stage.GRANTED))

    def tidy(self, now_ms: int) -> None:
        """End what took too long; call it about once a second so that failures show without traffic."""
        for attempt in list(self._attempts.values()):
            unrevealed = attempt.stage is Stage.COMMITTED and now_ms - attempt.begun_ms > self._limits.reveal_ms
            if unrevealed:
                self._fail(attempt.machine)
            if unrevealed or now_ms - attempt.seen_ms > self._limits.silence_ms:
                self._attempts.pop(attempt.id, None)

    def _find(self, attempt_id: str, machine: str) -> Attempt:
        attempt = self._attempts.get(attempt_id)
        if attempt is None or attempt.machine != machine:
            raise RefusedError(Refused.PAIRING_FAILED, "no such attempt; begin again")
        return attempt

    def _check_open(self, machine: str) -> None:
        if self.stopped or self._failures[machine] >= self._limits.failures_per_machine:
            raise RefusedError(Refused.PAIRING_STOPPED, "too many failures")
        if not self.is_open:
            raise RefusedError(Refused.PAIRING_CLOSED)

    def _fail(self, machine: str) -> None:
        if not self.is_open:
            return
        self._failed += 1
        if machine:
            self._failures[machine] += 1
        if self._failed >= self._limits.failures_per_opening:
            self._stop()

    def _stop(self) -> None:
        self.close()
        self.stopped = True

    def _refuse(self, attempt: Attempt) -> None:
        self._move(attempt, Act.REFUSE)
        attempt.answer = PairingAnswer(state=PairingState.REFUSED)

    @staticmethod
    def _move(attempt: Attempt, act: Act) -> None:
        target = TRANSITIONS[attempt.stage].get(act)
        if target is None:
            raise RefusedError(
                Refused.WRONG_STATE, f"{act.value} does not fit an attempt that is {attempt.stage.value}"
            )
        attempt.stage = target

"""Pair this machine over the network: by codes that people type, or by an approval from a file."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from koperta_crypto.signing import SigningKey
from koperta_sync import web
from koperta_sync.codes import Claim
from koperta_sync.credentials import Credentials, make_credentials
from koperta_sync.enrolment import Enrolment
from koperta_sync.pairing import (
    Known,
    MachinePairing,
    PairingError,
    WrongRoomCodeError,
    checked_enrolment,
)
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.pairing import (
    Enrol,
    FinishPairing,
    MachineRole,
    PairingAnswer,
    PairingBegun,
    PairingRevealed,
    PairingState,
    RoomHint,
)
from koperta_sync.transport import RoomAwayError, authority_context, seen_certificate, unpaired_context

POLL_SECONDS = 1.0
MAX_SILENT_POLLS = 20
T = TypeVar("T", bound=Message)


@dataclass(frozen=True, slots=True)
class PairingStep:
    """Hold what the machine shows while it is being paired."""

    known: Known
    machine_code: str = ""  # to show, once `known` is CODES
    approved: bool = False  # the operator has typed our code
    tries_left: int | None = None  # after a wrong room code


async def room_hint(address: str) -> RoomHint:
    """Ask who says to be a room at an address; nothing of it is proven. RoomAwayError, RefusedError, ValueError."""
    certificate = await seen_certificate(address)
    session = web.open_session(unpaired_context(certificate))
    try:
        return _expect(await web.ask(session, address, "/v1/room", None, server_name=None), RoomHint)
    finally:
        await session.close()


async def pair_by_code(
    address: str,
    role: MachineRole,
    machine_name: str,
    on_step: Callable[[PairingStep], None],
    room_code: Callable[[], Awaitable[str]],
) -> Credentials:
    """Pair by codes; `room_code()` waits for what the person types and is asked again after a wrong code.

    Raises PairingError, RefusedError, RoomAwayError or ValueError for a malformed address. Cancel the
    task to give up.
    """
    certificate = await seen_certificate(address)
    key_pem, request_pem = _request(machine_name)
    answer_key = SigningKey.generate()
    claim = Claim(request_pem, answer_key.public, certificate)
    machine = MachinePairing(role, claim, machine_name, secrets.token_bytes)
    session = web.open_session(unpaired_context(certificate))
    try:
        conversation = _Conversation(session, address, machine, on_step)
        await conversation.reach_codes()
        answer = await conversation.wait_for_people(room_code)
    finally:
        await session.close()
    paired = machine.accept(answer)
    on_step(replace(conversation.step, known=machine.state))
    return make_credentials(role, paired, key_pem, answer_key, (address,))


async def pair_by_file(
    enrolment: Enrolment, seat_number: int, machine_name: str, role: MachineRole = MachineRole.WORKSTATION
) -> Credentials:
    """Pair with the approval of one seat from an enrolment file that has been verified.

    Tries the file's addresses in turn. PairingError when the file has no such seat or the room's answer
    does not fit it, RefusedError, RoomAwayError when no address answers.
    """
    seat = enrolment.seat(seat_number)
    key_pem, request_pem = _request(machine_name)
    answer_key = SigningKey.generate()
    message = Enrol(
        role=role,
        request_pem=request_pem.decode("ascii"),
        answer_key=answer_key.public.hex(),
        seat_number=seat_number,
        approval=seat.approval,
        machine_name=machine_name,
    )
    session = web.open_session(authority_context(enrolment.file.authority_pem))
    try:
        address, reply = await _enrol_somewhere(session, enrolment, message)
    finally:
        await session.close()
    paired = checked_enrolment(_expect(reply, PairingAnswer), enrolment.file, request_pem)
    others = (one for one in enrolment.file.addresses if one != address)
    return make_credentials(role, paired, key_pem, answer_key, (address, *others))


async def _enrol_somewhere(session: web.Session, enrolment: Enrolment, message: Enrol) -> tuple[str, Message]:
    away = RoomAwayError("the file names no address")
    for address in enrolment.file.addresses:
        try:
            name = enrolment.file.server_name
            return address, await web.ask(session, address, "/v1/enrol", message, server_name=name)
        except RoomAwayError as error:
            away = error
    raise away


class _Conversation:
    """Carry one attempt between a `MachinePairing`, the room and the person at the machine."""

    def __init__(
        self,
        session: web.Session,
        address: str,
        machine: MachinePairing,
        on_step: Callable[[PairingStep], None],
    ) -> None:
        self._session = session
        self._address = address
        self._machine = machine
        self._on_step = on_step
        self.step = PairingStep(machine.state)

    async def reach_codes(self) -> None:
        begun = _expect(await self._ask("/v1/pairing/begin", self._machine.begin()), PairingBegun)
        reveal = self._machine.begun(begun)
        _expect(await self._ask("/v1/pairing/reveal", reveal), PairingRevealed)
        code = self._machine.revealed()
        self._show(PairingStep(self._machine.state, code))

    async def wait_for_people(self, room_code: Callable[[], Awaitable[str]]) -> PairingAnswer:
        typing = asyncio.ensure_future(room_code())
        silent = 0
        try:
            while True:
                try:
                    answer = await self._poll()
                    silent = 0
                except RoomAwayError:
                    silent += 1
                    if silent >= MAX_SILENT_POLLS:
                        raise
                    answer = PairingAnswer(state=PairingState.WAITING)
                if answer.state is PairingState.APPROVED and self._machine.state is Known.ROOM:
                    return answer
                await asyncio.wait([typing], timeout=POLL_SECONDS)
                if typing.done() and self._machine.state is Known.CODES:
                    self._type(typing.result())
                    if self._machine.state is Known.CODES:
                        typing = asyncio.ensure_future(room_code())
                elif typing.done():
                    await asyncio.sleep(POLL_SECONDS)
        finally:
            if not typing.done():
                typing.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await typing

    async def _poll(self) -> PairingAnswer:
        message = FinishPairing(attempt=self._machine.attempt)
        answer = _expect(await self._ask("/v1/pairing/finish", message), PairingAnswer)
        if answer.state is PairingState.REFUSED:
            raise self._machine.failed("the operator has refused this machine")
        if answer.state is PairingState.APPROVED and not self.step.approved:
            self._show(replace(self.step, approved=True))
        return answer

    def _type(self, text: str) -> None:
        try:
            self._machine.type_room_code(text)
        except WrongRoomCodeError as error:
            self._show(replace(self.step, tries_left=error.left))
            if self._machine.state is Known.FAILED:
                raise
            return
        self._show(replace(self.step, known=self._machine.state, tries_left=None))

    async def _ask(self, path: str, message: Message) -> Message:
        return await web.ask(self._session, self._address, path, message, server_name=None)

    def _show(self, step: PairingStep) -> None:
        self.step = step
        self._on_step(step)


def _request(machine_name: str) -> tuple[bytes, bytes]:
    # Imported only by a machine that pairs: X.509 takes 10 MB of memory.
    from koperta_crypto.certificates import make_request

    return make_request(machine_name[:64] or "machine")


def _expect(answer: Message, kind: type[T]) -> T:
    if not isinstance(answer, kind):
        raise PairingError(f"the room answered with {type(answer).__name__}")
    return answer

"""Write and read the frames that carry messages; nothing else in the project builds or parses them.

A `Dialect` knows which requests, replies and pushes one kind of machine uses. Decoding is strict:
unknown types, fields and values out of bounds are refused, and nothing after it has to check again.
HTTP routes answer with the same reply frame without `re`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

from koperta_sync.protocol.base import MAX_MESSAGE_BYTES, MAX_ROOM_MESSAGE_BYTES, Message, Refusal
from koperta_sync.protocol.console import ConsolePush, ConsoleReply, ConsoleRequest
from koperta_sync.protocol.pairing import PairingReply, PairingRequest
from koperta_sync.protocol.standby import StandbyPush, StandbyReply, StandbyRequest
from koperta_sync.protocol.workstation import WorkstationPush, WorkstationReply, WorkstationRequest

MAX_REQUEST_ID = 2**53 - 1
_encoder = msgspec.json.Encoder()
T = TypeVar("T", bound=Message)


class BadMessageError(Exception):
    """Say that bytes from the other side are no message of this protocol.

    `request_id` is the id of the request when at least that could be read: its sender is answered
    with BAD_MESSAGE under it. Without an id the connection is closed.
    """

    def __init__(self, reason: str, request_id: int | None = None) -> None:
        super().__init__(reason)
        self.request_id = request_id


@dataclass(frozen=True, slots=True)
class Request:
    """Hold one request as it arrived."""

    id: int
    do: Message


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold the answer to request `re`: a message, or the refusal."""

    re: int
    answer: Message | Refusal


@dataclass(frozen=True, slots=True)
class Push:
    """Hold what the room says without being asked."""

    message: Message


class _IdOnly(msgspec.Struct, frozen=True):
    id: int


class Dialect:
    """Encode and decode the frames of one kind of machine."""

    def __init__(self, requests: Any, replies: Any, pushes: Any) -> None:
        request = msgspec.defstruct(
            "RequestFrame", [("id", int), ("do", requests)], frozen=True, forbid_unknown_fields=True
        )
        answer = msgspec.defstruct(
            "RoomFrame",
            [("re", int, -1), ("ok", replies | None, None), ("refused", Refusal | None, None)]
            + ([("push", pushes | None, None)] if pushes is not None else []),
            frozen=True,
            forbid_unknown_fields=True,
        )
        self._requests: msgspec.json.Decoder[Any] = msgspec.json.Decoder(request)
        self._answers: msgspec.json.Decoder[Any] = msgspec.json.Decoder(answer)

    def decode_request(self, data: bytes | str) -> Request:
        """Parse a request frame at the room; raises BadMessageError."""
        _check_size(data, MAX_MESSAGE_BYTES)
        try:
            frame = self._requests.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise BadMessageError(str(error), _id_of(data)) from error
        if not 0 <= frame.id <= MAX_REQUEST_ID:
            raise BadMessageError("a request id is 0 to 2^53-1")
        return Request(frame.id, frame.do)

    def decode_from_room(self, data: bytes | str) -> Reply | Push:
        """Parse a reply or push at the machine; raises BadMessageError."""
        _check_size(data, MAX_ROOM_MESSAGE_BYTES)
        try:
            frame = self._answers.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise BadMessageError(str(error)) from error
        push = getattr(frame, "push", None)
        said = [one for one in (frame.ok, frame.refused, push) if one is not None]
        if len(said) != 1:
            raise BadMessageError("a frame holds exactly one of ok, refused and push")
        return Push(push) if push is not None else Reply(frame.re, said[0])


WORKSTATION = Dialect(WorkstationRequest, WorkstationReply, WorkstationPush)
CONSOLE = Dialect(ConsoleRequest, ConsoleReply, ConsolePush)
STANDBY = Dialect(StandbyRequest, StandbyReply, StandbyPush)
_pairing_answers = Dialect(PairingRequest, PairingReply, None)


def encode_request(request_id: int, message: Message) -> bytes:
    """Write a request frame."""
    return _encoder.encode({"id": request_id, "do": message})


def encode_reply(request_id: int, message: Message) -> bytes:
    """Write the reply to a request."""
    return _encoder.encode({"re": request_id, "ok": message})


def encode_refusal(request_id: int, refusal: Refusal) -> bytes:
    """Write the refusal of a request."""
    return _encoder.encode({"re": request_id, "refused": refusal})


def encode_push(message: Message) -> bytes:
    """Write a push."""
    return _encoder.encode({"push": message})


def encode_answer(answer: Message | Refusal) -> bytes:
    """Write the body of an HTTP answer: {"ok": …} or {"refused": …}."""
    return _encoder.encode({"refused" if isinstance(answer, Refusal) else "ok": answer})


def decode_answer(data: bytes) -> Message | Refusal:
    """Parse the body of an HTTP answer; raises BadMessageError."""
    decoded = _pairing_answers.decode_from_room(data)
    if isinstance(decoded, Push):
        raise BadMessageError("an HTTP answer is never a push")
    return decoded.answer


def encode_body(message: Message) -> bytes:
    """Write the body of an HTTP request: the message itself, with its type."""
    return _encoder.encode(message)


class Body(Generic[T]):
    """Decode HTTP request bodies of exactly one type."""

    def __init__(self, kind: type[T]) -> None:
        self._decoder = msgspec.json.Decoder(kind)

    def decode(self, data: bytes) -> T:
        """Parse a body; raises BadMessageError."""
        _check_size(data, MAX_MESSAGE_BYTES)
        try:
            return self._decoder.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise BadMessageError(str(error)) from error


def _check_size(data: bytes | str, limit: int) -> None:
    if len(data) > limit:
        raise BadMessageError(f"a message is at most {limit} bytes")


def _id_of(data: bytes | str) -> int | None:
    try:
        found = msgspec.json.decode(data, type=_IdOnly).id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return found if 0 <= found <= MAX_REQUEST_ID else None

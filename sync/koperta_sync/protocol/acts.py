"""Say what officials decide on the day: failures, suspension, annulment, corrections, undoing.

A decision that two people have to take carries the second one's signature; one person alone gives a reason
instead (`broken_glass`), which is shown in red and printed. A decision that came by phone names the official who
took it (`by_phone`) and is countersigned later.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from koperta_crypto.labels import context
from koperta_sync.protocol.base import Count, Hex64, Message, Text, Value

Reason = Annotated[str, Meta(max_length=2000)]
Channels = Annotated[tuple[Text, ...], Meta(max_length=8)]
Nonce = Annotated[str, Meta(pattern="^[0-9a-f]{32}$", min_length=32, max_length=32)]


class SecondSignature(Value, frozen=True, kw_only=True):
    """Hold the second person's Ed25519 signature over `second_bytes`; a nonce counts once."""

    official_id: Text
    nonce: Nonce
    signature: Hex64


class ActRequest(Message, frozen=True, kw_only=True):
    """Be the parent of decisions; see the module."""

    sitting_id: Text
    second: SecondSignature | None = None
    broken_glass: Reason = ""
    by_phone: Text = ""


class ReportFailure(ActRequest, frozen=True, kw_only=True):
    """Record that a candidate's workstation failed: the clock stands from now on; answered by `ok`."""

    candidate_id: Text
    code: Text
    text: Reason = ""


class ResumeWorkstation(ActRequest, frozen=True, kw_only=True):
    """Record that a workstation works again; answered by `ok`. At another seat it happens by itself."""

    candidate_id: Text


class InterruptForHealth(ActRequest, frozen=True, kw_only=True):
    """Record that a candidate stops for reasons of health; `room-return` lets the clock run again; answered by `ok`."""

    candidate_id: Text
    text: Reason = ""


class EndForHealth(ActRequest, frozen=True, kw_only=True):
    """Record that a candidate who stopped does not go on; answered by `ok`."""

    candidate_id: Text
    text: Reason = ""


class SuspendSitting(ActRequest, frozen=True, kw_only=True):
    """Suspend the exam for everybody (§31); answered by `ok`."""

    cause: Text
    text: Reason = ""


class ResumeSitting(ActRequest, frozen=True, kw_only=True):
    """Go on after a suspension; `told`: who told the board and who decided there; answered by `ok`."""

    text: Reason
    told: Reason
    channels: Channels


class BreakOffSitting(ActRequest, frozen=True, kw_only=True):
    """Break the exam off for everybody (§31); answered by `ok`."""

    text: Reason
    told: Reason
    channels: Channels


class AnnulAttempt(ActRequest, frozen=True, kw_only=True):
    """Break off and annul one candidate's exam with its legal cause; answered by `ok`."""

    candidate_id: Text
    cause: Text
    text: Reason = ""


class CorrectTime(ActRequest, frozen=True, kw_only=True):
    """Give a candidate time; above five minutes it takes two people; answered by `ok`."""

    candidate_id: Text
    ms: Count
    reason: Reason


class UndoAct(ActRequest, frozen=True, kw_only=True):
    """Take back an act by its place in the journal; answered by `ok`."""

    seq: Count
    reason: Reason


class ForeseeUndo(Message, frozen=True, kw_only=True):
    """Ask what taking back an act would do now; answered by `undo-effect`. Changes nothing."""

    sitting_id: Text
    seq: Count


class UndoneClock(Value, frozen=True, kw_only=True):
    """Hold what undoing would do to one candidate: time left in milliseconds, end hour, whether the exam goes on."""

    candidate_id: str
    left_before_ms: int
    left_after_ms: int
    ends_before_ms: int
    ends_after_ms: int
    goes_on: bool = False


class UndoEffect(Message, frozen=True, kw_only=True):
    """Answer `foresee-undo`."""

    clocks: tuple[UndoneClock, ...]


ActOfTheDay = (
    ReportFailure | ResumeWorkstation | InterruptForHealth | EndForHealth | SuspendSitting | ResumeSitting
    | BreakOffSitting | AnnulAttempt | CorrectTime | UndoAct | ForeseeUndo
)  # fmt: skip


def second_bytes(room_id: str, challenge: str, nonce: str, request: ActRequest) -> bytes:
    """Return what the second person signs: room, the connection's challenge, nonce, and the request without it."""
    bare = msgspec.structs.replace(request, second=None)
    body = msgspec.json.encode(bare)
    return context("koperta/second-key/1", room_id.encode(), bytes.fromhex(challenge), bytes.fromhex(nonce), body)

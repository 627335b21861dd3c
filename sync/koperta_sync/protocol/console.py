"""Say what a console and the room tell each other.

A console is a machine with a client certificate of its own; the official is whoever has signed in
with a key file and PIN. Without an official a console may only look. No message here carries a task
or a candidate's answer (§28(5)).
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from koperta_sync.protocol.acts import ActOfTheDay, UndoEffect
from koperta_sync.protocol.base import Count, Hex64, Hex64OrEmpty, Message, StandbysChanged, Text, Value
from koperta_sync.protocol.documents import DocumentReply, DocumentRequest
from koperta_sync.protocol.documents import Written as Written
from koperta_sync.protocol.jobs import BundlePrepared as BundlePrepared
from koperta_sync.protocol.jobs import CancelJob as CancelJob
from koperta_sync.protocol.jobs import Check as Check
from koperta_sync.protocol.jobs import JobProgress as JobProgress
from koperta_sync.protocol.jobs import JobStarted as JobStarted
from koperta_sync.protocol.records import RecordOfTheDay
from koperta_sync.protocol.room_view import RoomView, Tile
from koperta_sync.protocol.seat import Clock

# ---- console → room -----------------------------------------------------------------------------


class ConsoleHello(Message, frozen=True, kw_only=True):
    """Open the conversation; answered by `console-welcome`. `term` and `term_proof` as in `hello`."""

    version: int
    software: str
    term: Count = 0
    term_proof: Hex64OrEmpty = ""


class SignIn(Message, frozen=True, kw_only=True):
    """Sign in an official: Ed25519 over context("koperta/sign-in/1", room_id, challenge); answered by `signed-in`."""

    official_id: str
    signature: str


class SignOut(Message, frozen=True, kw_only=True):
    """Sign the official out; answered by `ok`."""


class ListFolder(Message, frozen=True, kw_only=True):
    """List a folder of the operator machine, or its media when the path is empty; answered by `folder`."""

    path: str = ""


class ImportFiles(Message, frozen=True, kw_only=True):
    """Check and take files of the board: registration, package, grant, candidates, amendment, receipt; a job."""

    paths: tuple[str, ...]


class Rehearse(Message, frozen=True, kw_only=True):
    """Open the canary of every package of a sitting; a job."""

    sitting_id: str


class OpenPairing(Message, frozen=True, kw_only=True):
    """Open or close the time in which machines may pair; answered by `ok`."""

    open: bool


class ApprovePairing(Message, frozen=True, kw_only=True):
    """Type the code a machine shows and say which seat it is; answered by `pairing-approved` with the room's code."""

    code: str
    exam_room: str
    seat_number: int


class WriteEnrolment(Message, frozen=True, kw_only=True):
    """Write the enrolment file for some seats into a folder; answered by `written`."""

    folder: str
    exam_room: str
    seats: tuple[int, ...]


class RevokeMachine(Message, frozen=True, kw_only=True):
    """Cut a machine off at once; answered by `ok`."""

    fingerprint: str
    reason: str


class AssignSeat(Message, frozen=True, kw_only=True):
    """Give a candidate a seat, or none (0); answered by `ok`."""

    sitting_id: str
    candidate_id: str
    seat_number: int


class DrawSeats(Message, frozen=True, kw_only=True):
    """Draw seats at random for every candidate without one (§26(2)); answered by `ok`."""

    sitting_id: str


class WriteCards(Message, frozen=True, kw_only=True):
    """Write the identification cards of a sitting as PDF into a folder; answered by `written`."""

    sitting_id: str
    folder: str


class Unlock(Message, frozen=True, kw_only=True):
    """Unlock a sitting with the passphrase; a job. Before the hour a reason is needed."""

    sitting_id: str
    passphrase: str
    early_reason: str = ""


class StartSitting(Message, frozen=True, kw_only=True):
    """Start the sitting: releases the keys of all forms (§28(1)); answered by `ok`."""

    sitting_id: str


class RoomExit(Message, frozen=True, kw_only=True):
    """Record that a candidate leaves the room (§28(3)); answered by `clock-now`."""

    sitting_id: str
    candidate_id: str


class RoomReturn(Message, frozen=True, kw_only=True):
    """Record that a candidate is back (§28(4)); answered by `clock-now`, the end moved by the absence."""

    sitting_id: str
    candidate_id: str


class ReleaseLease(Message, frozen=True, kw_only=True):
    """Let a candidate log in at another seat while the old one still holds the lease; answered by `ok`."""

    sitting_id: str
    candidate_id: str
    reason: str


class CloseSitting(Message, frozen=True, kw_only=True):
    """Close a sitting; who never logged in is absent and must be named; answered by `ok`."""

    sitting_id: str
    absent: tuple[str, ...]


class PrepareBundle(Message, frozen=True, kw_only=True):
    """Make the bundle of a closed sitting ready to sign; a job that ends in `bundle-prepared`."""

    sitting_id: str


class SignBundle(Message, frozen=True, kw_only=True):
    """Add one official's signature over the bundle's bytes to sign; answered by `ok`."""

    sitting_id: str
    official_id: str
    signature: str


class OfficialSignature(Value, frozen=True, kw_only=True):
    """Hold one official's Ed25519 signature, in hex."""

    official_id: Text
    signature: Hex64


class Promote(Message, frozen=True, kw_only=True):
    """Make a standby the room; answered by `ok`, after which it serves as the room within seconds.

    Each signature is over context("koperta/promotion/1", room_id, term as u64, challenge) with the term that would
    begin. Two officials, one of them a chair; or one with a reason, which breaks the glass visibly.
    """

    signatures: Annotated[tuple[OfficialSignature, ...], Meta(max_length=4)]
    reason: Text = ""


class ExportBundle(Message, frozen=True, kw_only=True):
    """Write the signed bundle into a folder, read it back and verify it; a job."""

    sitting_id: str
    folder: str


class BackUpRoom(Message, frozen=True, kw_only=True):
    """Write the room's identity, sealed under a passphrase, into a folder; answered by `written`."""

    folder: str
    passphrase: str


class MirrorTo(Message, frozen=True, kw_only=True):
    """Write every journal continuously into a folder on a stick, or no longer (empty); answered by `ok`."""

    folder: str


class AdmitStrangers(Message, frozen=True, kw_only=True):
    """Take back every workstation of this room that a rebuilt table does not know; answered by `ok`."""


# ---- room → console -----------------------------------------------------------------------------


class ConsoleWelcome(Message, frozen=True, kw_only=True):
    """Answer `console-hello` with the challenge to sign and the whole view."""

    version: int
    challenge: str  # hex
    room: RoomView
    tiles: tuple[Tile, ...]
    term: int = 1
    term_proof: str = ""
    standbys: tuple[str, ...] = ()


class SignedIn(Message, frozen=True, kw_only=True):
    """Say who has signed in."""

    official_id: str
    name: str
    role: str


class Ok(Message, frozen=True, kw_only=True):
    """Acknowledge an act that is durable now."""


class FolderEntry(Value, frozen=True, kw_only=True):
    """Hold one line of a folder."""

    name: str
    path: str
    folder: bool
    size: int = 0
    removable: bool = False


class Folder(Message, frozen=True, kw_only=True):
    """Answer `list-folder`."""

    path: str
    parent: str
    entries: tuple[FolderEntry, ...]


class PairingApproved(Message, frozen=True, kw_only=True):
    """Give the code the person at the machine types."""

    room_code: str
    machine_name: str


class ClockNow(Message, frozen=True, kw_only=True):
    """Show the effect of an act on a candidate's time."""

    clock: Clock


class RoomChanged(Message, frozen=True, kw_only=True):
    """Push the whole view of the room but the wall."""

    room: RoomView


class WallChanged(Message, frozen=True, kw_only=True):
    """Push the tiles that changed since the last push."""

    tiles: tuple[Tile, ...]
    gone: tuple[tuple[str, int], ...] = ()  # (exam room, seat)


ConsoleRequest = (
    ConsoleHello | SignIn | SignOut | ListFolder | ImportFiles | Rehearse | OpenPairing | ApprovePairing
    | WriteEnrolment | RevokeMachine | AssignSeat | DrawSeats | WriteCards | Unlock | StartSitting | RoomExit
    | RoomReturn | ReleaseLease | CloseSitting | PrepareBundle | SignBundle | ExportBundle | BackUpRoom
    | MirrorTo | Promote | AdmitStrangers | CancelJob | ActOfTheDay | RecordOfTheDay | DocumentRequest
)  # fmt: skip
ConsoleReply = (
    ConsoleWelcome | SignedIn | Ok | Folder | JobStarted | PairingApproved | ClockNow | UndoEffect | DocumentReply
)  # fmt: skip
ConsolePush = RoomChanged | WallChanged | JobProgress | StandbysChanged

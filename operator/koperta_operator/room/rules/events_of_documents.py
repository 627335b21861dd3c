"""Declare the events by which protocols are completed by people and written."""

from __future__ import annotations

from koperta_operator.room.rules.event_base import Event, Part


class WrittenFile(Part, frozen=True, kw_only=True):
    """Name one document: its kind, the exam room it is of, the SHA-256 of the file, and whether it was a draft."""

    document: str  # room_protocol | signature_list | collective
    sha256: str
    exam_room: str = ""
    copy: int = 1
    draft: bool = False


class ProtocolDetailsGiven(Event, frozen=True, kw_only=True):
    """People gave what only they know of one exam room (§33(1)); the newest of a room counts."""

    exam_room: str
    sealed_details: str


class CollectiveSent(Event, frozen=True, kw_only=True):
    """One signed copy of the collective protocol was sent to the regional board (§33(5))."""

    sealed_how: str = ""


class DocumentsWritten(Event, frozen=True, kw_only=True):
    """Documents were written and read back; they say what the journal held up to `through`, whose chain was `head`."""

    through: int
    head: str
    files: tuple[WrittenFile, ...]
    place: str = ""

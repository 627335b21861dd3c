"""Say what people add to the protocols of a sitting, and how the documents are asked for.

Numbers, hours and candidates come from the journal; names of people who were in the room and remarks do not.
`None` and empty differ: `None` is not said yet and is asked for, an empty list is "there was nobody".
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from koperta_sync.protocol.base import Message, Text, Value

Remarks = Annotated[str, Meta(max_length=4000)]


class Person(Value, frozen=True, kw_only=True):
    """Hold one person by name; `body` is the own school, or who delegated an observer; `role` what they did."""

    name: Text
    body: Text = ""
    role: Text = ""


People = Annotated[tuple[Person, ...], Meta(max_length=100)]


class ProtocolDetails(Value, frozen=True, kw_only=True):
    """Hold what the journal does not know of one exam room: §33(1)(1), (9) and (11) to (13).

    `team`: the room chair first. `helpers`: those of §27(2). `actions`: what was done under §26(8) beyond what the
    journal tells.
    """

    address: Text = ""
    team: People = ()
    observers: People | None = None
    helpers: People | None = None
    actions: Remarks = ""
    remarks: Remarks | None = None


class GiveProtocolDetails(Message, frozen=True, kw_only=True):
    """Record what the protocol of one exam room still needs; the newest counts; answered by `ok`."""

    sitting_id: Text
    exam_room: Text
    details: ProtocolDetails


class WriteDocuments(Message, frozen=True, kw_only=True):
    """Write protocols, lists and blank forms of a sitting into a folder, and read them back; a job.

    Where something is missing the file is a draft, and says so on every page.
    """

    sitting_id: Text
    folder: str


class RecordSending(Message, frozen=True, kw_only=True):
    """Record that one signed copy of the collective protocol was sent to the board (§33(5)); answered by `ok`."""

    sitting_id: Text
    how: Text = ""


class ReadProtocolDetails(Message, frozen=True, kw_only=True):
    """Ask what people have given so far; answered by `protocol-forms`."""

    sitting_id: Text


class ProtocolForm(Value, frozen=True, kw_only=True):
    """Hold what was given for one exam room; `missing` is what is still asked for, in Polish."""

    exam_room: str
    details: ProtocolDetails
    missing: tuple[str, ...] = ()


class ProtocolForms(Message, frozen=True, kw_only=True):
    """Give what people have given for every exam room of a sitting."""

    forms: tuple[ProtocolForm, ...]


class Written(Message, frozen=True, kw_only=True):
    """Say which files were written, read back and found equal."""

    paths: tuple[str, ...]


DocumentRequest = GiveProtocolDetails | ReadProtocolDetails | WriteDocuments | RecordSending
DocumentReply = ProtocolForms | Written

"""Declare the records of a kiosk's journal, and read them where nobody writes: from a copy, at the room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from koperta_sync.journal_keys import Scope
from koperta_sync.protocol.seat import Entry
from koperta_sync.sealed_log import read_records

FORMAT = "koperta/kiosk-journal/1"
TIME_NOTE = "time"
VIEW_NOTE = "view"


class Acknowledged(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="ack"):
    """Hold one acknowledgement: highest cseq without a gap, and the room's journal place and head."""

    through: int
    sequence: int
    head: str


class Written(msgspec.Struct, frozen=True, tag="entry"):
    """Hold one entry of the candidate."""

    entry: Entry


class Resumed(msgspec.Struct, frozen=True, tag="resumed"):
    """Hold where counting goes on when the room holds more than this file."""

    through: int


class Note(msgspec.Struct, frozen=True, tag="note"):
    """Hold a small value kept under a name."""

    name: str
    data: bytes


Record = Written | Acknowledged | Resumed | Note
_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)


class RecordsError(Exception):
    """Say why records cannot be read."""


def decode_record(plaintext: bytes) -> Record:
    """Return one record; msgspec.DecodeError, ValueError."""
    return _decoder.decode(plaintext)


@dataclass(frozen=True, slots=True)
class Contents:
    """Hold what a journal's records add up to."""

    entries: tuple[Entry, ...]
    heads: tuple[Acknowledged, ...]
    notes: Mapping[str, bytes]

    @property
    def worked_ms(self) -> int:
        """Return the longest working time written down: with an entry, or in the note of the time."""
        noted = 0
        if TIME_NOTE in self.notes:
            try:
                noted = max(0, msgspec.json.decode(self.notes[TIME_NOTE], type=_Time).worked_ms)
            except msgspec.DecodeError:
                noted = 0
        return max([noted, *(entry.worked_ms for entry in self.entries)])


class _Time(msgspec.Struct, frozen=True):
    worked_ms: int = 0


def read_contents(records: bytes, key: bytes, scope: Scope) -> Contents:
    """Read a journal from the bytes of its records, changing nothing; RecordsError for another key or damage."""
    entries: list[Entry] = []
    heads: list[Acknowledged] = []
    notes: dict[str, bytes] = {}
    opened = [one.plaintext for one in read_records(records, key, scope.encode(FORMAT))]
    if not opened:
        raise RecordsError("the key does not open these records")
    try:
        for plaintext in opened[1:]:
            match decode_record(plaintext):
                case Written(entry):
                    entries.append(entry)
                case Acknowledged() as head:
                    heads.append(head)
                case Note(name, data):
                    notes[name] = data
                case Resumed():
                    pass
    except (msgspec.DecodeError, ValueError) as error:
        raise RecordsError(f"a record is none of ours: {error}") from error
    return Contents(tuple(entries), tuple(heads), notes)

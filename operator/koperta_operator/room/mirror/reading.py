"""Read what a mirror on a stick holds: for every series and journal the rows, and what is wrong with the rest.

Nothing behind a missing or damaged segment is used as if it followed: rows are returned from the first event on
without a gap, each linked to the one before, or not at all. What cannot be used is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from koperta_crypto.chain import link
from koperta_operator.room.journal.store import StoredEvent, event_bytes
from koperta_operator.room.mirror.segment import Segment, SegmentError, mirror_key, read_segment
from koperta_operator.room.mirror.stick import Stick
from koperta_packages.identity import RoomIdentity
from koperta_sync.bundle.manifest import room_genesis, sitting_genesis

FOLDER = "koperta-mirror-{}"
FILES = "files"
ROOM_JOURNAL = "room"
_NAME = re.compile(r"(?P<journal>[A-Za-z0-9][A-Za-z0-9._-]*)\.(?P<number>\d{6,})\.segment\Z")
_SERIES = re.compile(r"[0-9a-f]{32}\Z")


@dataclass(slots=True)
class MirroredJournal:
    """Hold one journal of one series: its rows from the first on, where the next segment goes, what is wrong."""

    rows: list[StoredEvent] = field(default_factory=list)
    segments: int = 0
    last_sha256: str = ""
    troubles: list[str] = field(default_factory=list)

    @property
    def through(self) -> int:
        """Return the number of the last event held."""
        return len(self.rows)


@dataclass(slots=True)
class Series:
    """Hold one series: what one room wrote, without a break, into one folder."""

    name: str
    journals: dict[str, MirroredJournal] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Say whether every segment is there and good."""
        return not any(one.troubles for one in self.journals.values())


def folder_of(room_id: str) -> str:
    """Return the name of a room's folder on a stick."""
    return FOLDER.format(room_id)


def segment_name(journal: str, number: int) -> str:
    """Return the name of a segment's file."""
    return f"{journal}.{number:06}.segment"


def start_of(journal: str, room_id: str) -> bytes:
    """Return the start of a journal's chain."""
    found = room_genesis(room_id) if journal == ROOM_JOURNAL else sitting_genesis(room_id, journal)
    return found.start()


def series_on(stick: Stick, room_id: str) -> list[str]:
    """Return the names of the series a stick holds of a room."""
    return [one for one in stick.folders(folder_of(room_id)) if _SERIES.match(one)]


def read_series(stick: Stick, identity: RoomIdentity, name: str) -> Series:
    """Read and check one series; OSError when the stick cannot be read."""
    found: dict[str, set[int]] = {}
    path = f"{folder_of(identity.room_id)}/{name}"
    for file in stick.files(path):
        if match := _NAME.match(file):
            found.setdefault(match["journal"], set()).add(int(match["number"]))
    key = mirror_key(identity, name)
    series = Series(name)
    for journal, numbers in sorted(found.items()):
        series.journals[journal] = _read_journal(stick, identity.room_id, series.name, journal, numbers, key)
    return series


def _read_journal(
    stick: Stick, room_id: str, series: str, journal: str, numbers: set[int], key: bytes
) -> MirroredJournal:
    held = MirroredJournal()
    head = start_of(journal, room_id)
    for number in range(1, max(numbers) + 1):
        name = segment_name(journal, number)
        try:
            if number not in numbers:
                raise SegmentError("the segment is missing")
            segment = read_segment(key, stick.read(f"{folder_of(room_id)}/{series}/{name}"))
            _check_place(segment, room_id, series, journal, number, held)
            head = _check_chain(segment, head)
        except SegmentError as error:
            unused = sum(1 for one in numbers if one > number)
            held.troubles.append(f"{series[:8]}/{name}: {error}; {unused} segments behind it are not used")
            return held
        held.rows += segment.rows
        held.segments, held.last_sha256 = number, segment.sha256
    return held


def _check_place(segment: Segment, room_id: str, series: str, journal: str, number: int, held: MirroredJournal) -> None:
    header = segment.header
    if (header.room_id, header.series, header.journal, header.number) != (room_id, series, journal, number):
        raise SegmentError(f"it is segment {header.number} of {header.journal}, put here under another name")
    if header.previous != held.last_sha256 or header.first != held.through + 1:
        raise SegmentError("it does not follow the segment before it")


def _check_chain(segment: Segment, head: bytes) -> bytes:
    for row in segment.rows:
        head = link(head, event_bytes(row.seq, row))
        if head != row.head:
            raise SegmentError(f"event {row.seq} does not follow the one before it")
    return head

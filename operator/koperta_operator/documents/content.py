"""Hold what a protocol says, as typed values; the templates print these and nothing else.

Every string is ready to be read; numbers stay numbers so that they can be compared and added.
"""

from __future__ import annotations

import msgspec

from koperta_sync.protocol.documents import Person


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Be the parent of the parts of documents."""


class Institution(Part, frozen=True, kw_only=True):
    """Hold name, address and identification number (§33(1)(1))."""

    name: str = ""
    address: str = ""
    number: str = ""


class Row(Part, frozen=True, kw_only=True):
    """Hold the numbers of one organisation and qualification, in the order of §33(1)(2) to (8)."""

    organisation: str
    symbol: str
    name: str
    declared: int
    exempt: int
    sat: int
    absent: int
    annulled: int
    accommodated: int
    finished: int
    by_time: int
    interrupted: int


class Entry(Part, frozen=True, kw_only=True):
    """Hold one line of what happened: hour, about whom, what, who wrote it."""

    hour: str
    about: str
    text: str
    author: str = ""


class Listed(Part, frozen=True, kw_only=True):
    """Hold one candidate of the list (§33(3)(4)): identity, and whether a) to e) are so."""

    name: str
    document: str
    organisation: str
    symbol: str
    seat: str
    declared: bool
    sat: bool
    absent: bool
    annulled: bool
    accommodated: bool
    exempt: bool = False
    cause: str = ""


class Stand(Part, frozen=True, kw_only=True):
    """Hold one stretch in which a clock stood."""

    cause: str
    out: str
    back: str
    length: str


class Timed(Part, frozen=True, kw_only=True):
    """Hold one candidate's time as the ledger has it."""

    name: str
    seat: str
    began: str
    ended: str
    how: str
    entitled: str
    credit: str
    used: str
    latest: str
    down: str
    stands: tuple[Stand, ...] = ()


class Proof(Part, frozen=True, kw_only=True):
    """Hold what binds a page to the journal: the chain's last value and the number of events, and the hour of it."""

    sitting_id: str = ""
    head: str = ""
    events: int = 0
    written: str = ""


class RoomProtocol(Part, frozen=True, kw_only=True):
    """Hold everything of one exam room in one sitting: protocol, list and annexes."""

    title: str = ""
    session: str = ""
    trial: bool = False
    centre: Institution = Institution()
    exam_room: str = ""
    day: str = ""
    hour: str = ""
    rows: tuple[Row, ...] = ()
    total: Row | None = None
    actions: tuple[Entry, ...] = ()
    actions_text: str = ""
    began: str = ""
    team: tuple[Person, ...] = ()
    observers: tuple[Person, ...] | None = None
    helpers: tuple[Person, ...] | None = None
    remarks: str | None = None
    annexes: int = 1
    candidates: tuple[Listed, ...] = ()
    ledger: tuple[Timed, ...] = ()
    incidents: tuple[Entry, ...] = ()
    missing: tuple[str, ...] = ()
    proof: Proof = Proof()


class Collective(Part, frozen=True, kw_only=True):
    """Hold the collective protocol of a centre over sittings and rooms (§33(4))."""

    session: str = ""
    trial: bool = False
    centre: Institution = Institution()
    times: tuple[str, ...] = ()
    exam_rooms: int = 0
    rows: tuple[Row, ...] = ()
    total: Row | None = None
    annulled: tuple[Listed, ...] = ()
    observers: tuple[Person, ...] | None = None
    helpers: tuple[Person, ...] | None = None
    actions: tuple[Entry, ...] = ()
    actions_text: str = ""
    remarks: tuple[str, ...] = ()
    room_protocols: int = 0
    certificates: int = 0
    missing: tuple[str, ...] = ()
    proofs: tuple[Proof, ...] = ()
    copy: int = 1

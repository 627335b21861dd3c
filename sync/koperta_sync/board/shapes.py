"""Name the parts of the journals' events that the board relies on; everything else in them is skipped.

`docs/format-bundle.md` lists these events with their fields.
"""

from __future__ import annotations

import msgspec

from koperta_sync.protocol.seat import Entry, EntryKind

ENROLLED = "machine-enrolled"
WORKSTATION = "workstation"
ACCEPTED = {
    "attempt-started": EntryKind.START,
    "answer-given": EntryKind.ANSWER,
    "flag-set": EntryKind.FLAG,
    "attempt-finished": EntryKind.FINISH,
    "outage-reported": EntryKind.OUTAGE,
}


class Package(msgspec.Struct, frozen=True):
    """Name one package of the sitting."""

    package_id: str
    qualification: str
    manifest_sha256: str = ""


class Line(msgspec.Struct, frozen=True):
    """Hold one candidate as entered."""

    candidate_id: str
    package_id: str
    exempt: bool = False


class Opened(msgspec.Struct, frozen=True):
    """Hold `sitting-opened`."""

    sitting_id: str
    room_id: str
    packages: tuple[Package, ...]
    candidates: tuple[Line, ...]


class Amended(msgspec.Struct, frozen=True):
    """Hold `candidates-amended`."""

    candidates: tuple[Line, ...] = ()
    removed: tuple[str, ...] = ()


class FormLine(msgspec.Struct, frozen=True):
    """Hold one drawn form: task ids in the order shown."""

    candidate_id: str
    attempt: int
    items: tuple[str, ...]


class Forms(msgspec.Struct, frozen=True):
    """Hold `forms-drawn`."""

    package_id: str
    options: dict[str, tuple[str, ...]]
    forms: tuple[FormLine, ...]


class Login(msgspec.Struct, frozen=True):
    """Hold `logged-in`: the lease, and the key its entries are signed with."""

    candidate_id: str
    workstation: str
    answer_key: str
    epoch: int


class Signed(msgspec.Struct, frozen=True):
    """Hold any event that carries an entry as the workstation signed it."""

    candidate_id: str
    epoch: int
    entry: Entry


class Unplaced(msgspec.Struct, frozen=True):
    """Hold `entry-unplaced`: a signed entry of a lease the journal does not know, with the key that signed it."""

    candidate_id: str
    epoch: int
    entry: Entry
    answer_key: str


class Shown(msgspec.Struct, frozen=True):
    """Hold `preliminary-shown`."""

    candidate_id: str
    right: int
    total: int
    key_revision: int


class OfCandidate(msgspec.Struct, frozen=True):
    """Hold an event that says only whom it is about."""

    candidate_id: str


class Enrolled(msgspec.Struct, frozen=True):
    """Hold `machine-enrolled`: fingerprint of a machine's certificate, public key of its entries; hex."""

    fingerprint: str
    role: str
    answer_key: str = ""


class Annulled(msgspec.Struct, frozen=True):
    """Hold `attempt-annulled`: whose exam, and the coded legal cause."""

    candidate_id: str
    cause: str


class Undone(msgspec.Struct, frozen=True):
    """Hold `act-undone`: the place of the act that counts as not done."""

    seq: int

"""Follow a sitting through its journal as the board sees it: who sat, which forms, which answers count.

Written from `docs/format-bundle.md`, without the room's program. What only a dishonest room can produce refuses
the bundle; what a faulty room might produce is written down as an objection, so that no answer is lost over it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from koperta_crypto.errors import CryptoError
from koperta_packages.errors import Code, PackageError
from koperta_sync.board import shapes
from koperta_sync.board.official import SignedAnswer
from koperta_sync.bundle.events import JournalEvent, parse_event
from koperta_sync.bundle.manifest import BundleManifest
from koperta_sync.bundle.records import SITTING, Record
from koperta_sync.entries import verify_entry
from koperta_sync.protocol.seat import EntryKind

ANNULLED, INTERRUPTED, BROKEN_OFF = "annulled:", "interrupted", "broken-off"


@dataclass(slots=True)
class Lease:
    """Hold one epoch of a candidate: the workstation, its answer key, and the highest entry number held."""

    workstation: str
    answer_key: str
    held: int = 0


@dataclass(slots=True)
class Sat:
    """Hold one candidate as the journal tells it."""

    candidate_id: str
    package_id: str
    exempt: bool = False
    absent: bool = False
    leases: dict[int, Lease] = field(default_factory=dict)
    form: tuple[str, ...] = ()
    attempt: int = 0
    begun: bool = False
    over: bool = False
    expired: bool = False
    marks: dict[int, str] = field(default_factory=dict)  # place in the journal → what the team decided
    answers: list[SignedAnswer] = field(default_factory=list)
    shown: tuple[int, int, int] | None = None  # right, total, key revision

    @property
    def mark(self) -> str:
        """Return what the team decided about this exam and did not take back; an annulment before all else."""
        standing = [self.marks[seq] for seq in sorted(self.marks)]
        annulled = [one for one in standing if one.startswith(ANNULLED)]
        return (annulled or standing or [""])[-1]


@dataclass(frozen=True, slots=True)
class Objection:
    """Hold something in the journal that a sound room never writes; `sequence` is the event's place."""

    sequence: int
    candidate_id: str
    what: str


class Replay:
    """Collect the events of a bundle; `take` goes to `BundleFile.read_records`, then call `finish`."""

    def __init__(self, manifest: BundleManifest) -> None:
        self.manifest = manifest
        self.candidates: dict[str, Sat] = {}
        self.packages: dict[str, shapes.Package] = {}
        self.options: dict[str, dict[str, tuple[str, ...]]] = {}
        self.objections: list[Objection] = []
        self.closed = False
        self.heads: dict[int, bytearray] = {1: bytearray(), 2: bytearray()}
        self._enrolled: set[tuple[str, str]] = set()
        self._handlers: dict[str, Callable[[JournalEvent], None]] = {
            "sitting-opened": self._opened,
            "candidates-amended": self._amended,
            "forms-drawn": self._forms,
            "logged-in": self._logged_in,
            "attempt-started": self._accepted,
            "answer-given": self._accepted,
            "flag-set": self._accepted,
            "attempt-finished": self._accepted,
            "outage-reported": self._accepted,
            "entry-late": self._kept,
            "entry-conflict": self._conflict,
            "entry-unplaced": self._unplaced,
            "attempt-expired": self._expired,
            "preliminary-shown": self._shown,
            "marked-absent": self._absent,
            "attempt-annulled": self._annulled,
            "attempt-interrupted": self._interrupted,
            "sitting-broken-off": self._broken_off,
            "act-undone": self._undone,
            "closed": self._closed,
        }

    def take(self, record: Record) -> None:
        """Take one record. Raises PackageError BUNDLE_CORRUPT, BUNDLE_CHAIN_BROKEN, BUNDLE_ANSWER_FORGED."""
        self.heads[record.stream] += record.head
        event = parse_event(record.data)
        if event.seq != record.sequence:
            raise PackageError(Code.BUNDLE_CHAIN_BROKEN, f"event {event.seq} at place {record.sequence}")
        if record.stream == SITTING:
            handler = self._handlers.get(event.kind)
            if handler is not None:
                handler(event)
        elif event.kind == shapes.ENROLLED:
            machine = event.read(shapes.Enrolled)
            if machine.role == shapes.WORKSTATION:
                self._enrolled.add((machine.fingerprint, machine.answer_key))

    def finish(self) -> None:
        """Check what only the whole journal shows; raises PackageError."""
        if not self.packages:
            raise PackageError(Code.BUNDLE_CORRUPT, "the journal never opened a sitting")
        for candidate in self.candidates.values():
            for lease in candidate.leases.values():
                if (lease.workstation, lease.answer_key) not in self._enrolled:
                    detail = f"{candidate.candidate_id}: the room never enrolled {lease.workstation[:8]} with that key"
                    raise PackageError(Code.BUNDLE_ANSWER_FORGED, detail)

    def _candidate(self, candidate_id: str) -> Sat:
        found = self.candidates.get(candidate_id)
        if found is None:
            raise PackageError(Code.BUNDLE_CORRUPT, f"no candidate {candidate_id}")
        return found

    def _object(self, event: JournalEvent, candidate_id: str, what: str) -> None:
        self.objections.append(Objection(event.seq, candidate_id, what))

    def _opened(self, event: JournalEvent) -> None:
        opened = event.read(shapes.Opened)
        if (opened.sitting_id, opened.room_id) != (self.manifest.sitting_id, self.manifest.room_id):
            raise PackageError(Code.BUNDLE_CORRUPT, "the journal is of another sitting or room")
        if self.packages:
            raise PackageError(Code.BUNDLE_CORRUPT, "the journal opens its sitting twice")
        self.packages = {one.package_id: one for one in opened.packages}
        self._enter(opened.candidates)

    def _amended(self, event: JournalEvent) -> None:
        amended = event.read(shapes.Amended)
        for candidate_id in amended.removed:
            # Somebody who has sat is never forgotten, whatever an amendment says.
            if candidate_id in self.candidates and not self.candidates[candidate_id].leases:
                del self.candidates[candidate_id]
        self._enter(amended.candidates)

    def _enter(self, lines: tuple[shapes.Line, ...]) -> None:
        for line in lines:
            candidate = self.candidates.setdefault(line.candidate_id, Sat(line.candidate_id, line.package_id))
            candidate.package_id = line.package_id
            candidate.exempt = line.exempt

    def _forms(self, event: JournalEvent) -> None:
        drawn = event.read(shapes.Forms)
        self.options.setdefault(drawn.package_id, {}).update(drawn.options)
        for line in drawn.forms:
            candidate = self._candidate(line.candidate_id)
            if candidate.form and candidate.begun and candidate.form != line.items:
                self._object(event, line.candidate_id, "form-changed")
                continue
            candidate.form, candidate.attempt = line.items, line.attempt

    def _logged_in(self, event: JournalEvent) -> None:
        login = event.read(shapes.Login)
        leases = self._candidate(login.candidate_id).leases
        if login.epoch != len(leases) + 1:
            raise PackageError(Code.BUNDLE_CHAIN_BROKEN, f"{login.candidate_id}: epoch {login.epoch}")
        leases[login.epoch] = Lease(login.workstation, login.answer_key)

    def _verify(self, event: JournalEvent, signed: shapes.Signed) -> Lease:
        lease = self._candidate(signed.candidate_id).leases.get(signed.epoch)
        if lease is None:
            raise PackageError(Code.BUNDLE_ANSWER_FORGED, f"event {event.seq}: no lease {signed.epoch}")
        try:
            public = bytes.fromhex(lease.answer_key)
            verify_entry(public, self.manifest.sitting_id, signed.candidate_id, signed.epoch, signed.entry)
        except (CryptoError, ValueError, OverflowError) as error:
            raise PackageError(Code.BUNDLE_ANSWER_FORGED, f"event {event.seq}: {signed.candidate_id}") from error
        return lease

    def _hold(self, event: JournalEvent) -> shapes.Signed:
        signed = event.read(shapes.Signed)
        lease = self._verify(event, signed)
        if signed.entry.cseq != lease.held + 1:
            detail = f"event {event.seq}: entry {signed.entry.cseq} of {signed.candidate_id} follows {lease.held}"
            raise PackageError(Code.BUNDLE_CHAIN_BROKEN, detail)
        lease.held += 1
        return signed

    def _accepted(self, event: JournalEvent) -> None:
        signed = self._hold(event)
        candidate, entry = self._candidate(signed.candidate_id), signed.entry
        if entry.kind is not shapes.ACCEPTED[event.kind]:
            raise PackageError(Code.BUNDLE_ANSWER_FORGED, f"event {event.seq}: a {entry.kind} as {event.kind}")
        what = self._against(candidate, signed)
        if what:
            self._object(event, signed.candidate_id, what)
            return
        if entry.kind is EntryKind.START:
            candidate.begun = True
        elif entry.kind is EntryKind.FINISH:
            candidate.over = True
        elif entry.kind is EntryKind.ANSWER:
            candidate.answers.append(SignedAnswer(signed.epoch, entry.cseq, entry.item, entry.value))

    def _against(self, candidate: Sat, signed: shapes.Signed) -> str:
        """Return why an entry should not have been accepted, or nothing."""
        entry = signed.entry
        if signed.epoch != len(candidate.leases):
            return "older-epoch"
        if entry.kind is EntryKind.OUTAGE:  # the workstation's own, and it may come after the end
            return "" if candidate.begun else "not-begun"
        if candidate.over:
            return "after-finish"
        if (entry.kind is EntryKind.START) is candidate.begun:
            return "begun-twice" if candidate.begun else "not-begun"
        if entry.kind is not EntryKind.ANSWER:
            return ""
        if entry.item not in candidate.form:
            return "not-in-form"
        options = self.options.get(candidate.package_id, {}).get(entry.item, ())
        return "" if not entry.value or entry.value in options else "no-such-option"

    def _kept(self, event: JournalEvent) -> None:
        self._hold(event)

    def _conflict(self, event: JournalEvent) -> None:
        self._verify(event, event.read(shapes.Signed))

    def _unplaced(self, event: JournalEvent) -> None:
        """Name an entry that a rebuilt room could book to nobody; it counts for nothing, and a person has to look."""
        kept = event.read(shapes.Unplaced)
        try:
            public = bytes.fromhex(kept.answer_key)
            verify_entry(public, self.manifest.sitting_id, kept.candidate_id, kept.epoch, kept.entry)
        except (CryptoError, ValueError, OverflowError) as error:
            raise PackageError(Code.BUNDLE_ANSWER_FORGED, f"event {event.seq}: {kept.candidate_id}") from error
        self._object(event, kept.candidate_id, "entry-unplaced")

    def _expired(self, event: JournalEvent) -> None:
        self._candidate(event.read(shapes.OfCandidate).candidate_id).expired = True

    def _annulled(self, event: JournalEvent) -> None:
        annulled = event.read(shapes.Annulled)
        self._candidate(annulled.candidate_id).marks[event.seq] = ANNULLED + annulled.cause

    def _interrupted(self, event: JournalEvent) -> None:
        self._candidate(event.read(shapes.OfCandidate).candidate_id).marks[event.seq] = INTERRUPTED

    def _broken_off(self, event: JournalEvent) -> None:
        for candidate in self.candidates.values():
            if candidate.begun and not (candidate.over or candidate.expired or candidate.marks):
                candidate.marks[event.seq] = BROKEN_OFF

    def _undone(self, event: JournalEvent) -> None:
        seq = event.read(shapes.Undone).seq
        for candidate in self.candidates.values():
            candidate.marks.pop(seq, None)

    def _shown(self, event: JournalEvent) -> None:
        shown = event.read(shapes.Shown)
        self._candidate(shown.candidate_id).shown = (shown.right, shown.total, shown.key_revision)

    def _absent(self, event: JournalEvent) -> None:
        candidate = self._candidate(event.read(shapes.OfCandidate).candidate_id)
        candidate.absent = True
        if candidate.leases:
            self._object(event, candidate.candidate_id, "absent-but-logged-in")

    def _closed(self, event: JournalEvent) -> None:
        self.closed = True

"""Hold what the events of a sitting add up to.

Everything here is a consequence of the journal and of nothing else: connections, texts, names and keys
live outside. A state is changed by `fold.apply` alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from koperta_operator.room.rules.candidate import OVER as OVER
from koperta_operator.room.rules.candidate import Attempt as Attempt
from koperta_operator.room.rules.candidate import Candidate as Candidate
from koperta_operator.room.rules.candidate import Ending as Ending
from koperta_operator.room.rules.candidate import Gap as Gap
from koperta_operator.room.rules.candidate import Lease as Lease
from koperta_operator.room.rules.candidate import Shown as Shown
from koperta_operator.room.rules.events import CapsuleImported, DocumentsWritten, PackageFacts
from koperta_operator.room.rules.marks import Mark, standing_for
from koperta_operator.room.rules.moments import At, Now
from koperta_sync.protocol.room_view import SittingState as Progress
from koperta_sync.protocol.seat import Phase

_OVER_PHASES = {
    Attempt.FINISHED: Phase.FINISHED,
    Attempt.EXPIRED: Phase.EXPIRED,
    Attempt.ENDED: Phase.ENDED,
    Attempt.INTERRUPTED: Phase.ENDED,
    Attempt.ANNULLED: Phase.ENDED,
}


@dataclass(frozen=True, slots=True)
class Act:
    """Hold an act that may be undone; without a candidate it concerns everybody."""

    kind: str
    candidate_id: str
    role: str
    wall_ms: int
    actor: str


@dataclass(slots=True)
class SittingState:
    """Hold one sitting: what it is, how far it is, its clocks, its candidates."""

    sitting_id: str = ""
    session: str = ""
    title: str = ""
    opens_at_ms: int = 0
    trial: bool = False
    room_id: str = ""
    revision: int = 0
    progress: Progress = Progress.IMPORTED
    packages: dict[str, PackageFacts] = field(default_factory=dict)
    options: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)  # package → task → options
    candidates: dict[str, Candidate] = field(default_factory=dict)
    at_workstation: dict[str, str] = field(default_factory=dict)  # fingerprint → candidate
    solving: dict[str, None] = field(default_factory=dict)  # candidates whose clock may run, in order
    passphrase_id: str = ""
    rehearsed: bool = False
    score_failures: dict[str, tuple[str, ...]] = field(default_factory=dict)  # package → what failed
    key_revisions: dict[str, int] = field(default_factory=dict)
    started_t: int = 0
    started_wall_ms: int = 0
    exports: int = 0
    exported_through: int = 0
    entries_since_export: int = 0  # signed entries that came after the newest bundle was made
    bundle_sha256: str = ""
    export_signers: tuple[str, ...] = ()
    manifest_sha256: str = ""
    closed_wall_ms: int = 0
    copies: tuple[str, ...] = ()
    receipt_sha256: str = ""
    term: int = 1
    superseded_by: int = 0  # the term of another machine that is the room now; 0: this one is
    rebuilt: bool = False  # put together from copies: leases that only a workstation remembers may come back
    capsules: dict[str, CapsuleImported] = field(default_factory=dict)  # by SHA-256, what was taken in
    undone: set[int] = field(default_factory=set)  # places in the journal of acts that were undone
    marks: list[Mark] = field(default_factory=list)  # on every clock
    acts: dict[int, Act] = field(default_factory=dict)  # by place in the journal, what may be undone
    to_countersign: dict[int, str] = field(default_factory=dict)  # place in the journal → official who decided by phone
    broken_off: bool = False
    present: dict[int, str] = field(default_factory=dict)  # place of the coming → as what, of who is in the room
    protocol_details: dict[str, str] = field(default_factory=dict)  # exam room → sealed, what people gave
    documents: DocumentsWritten | None = None  # the newest
    collective_sent_ms: int = 0  # when a copy went to the board, last
    unplaced: set[bytes] = field(default_factory=set)  # signatures of entries that belong nowhere
    # clocks
    seq: int = 0
    boot: int = 0
    boot_mono_ms: int = 0
    boot_base_t: int = 0
    last_t: int = 0
    wall_offset_ms: int = 0
    last_wall_ms: int = 0
    wall_before_ms: int = 0  # of the last event of the run before this one
    asleep_ms: int = 0
    stretch: int = 0  # how often the room has begun to run: after a start, after a sleep
    day_doubted_boot: int = 0
    back_noted_boot: int = 0

    def time_at(self, moment: At | Now) -> int:
        """Return sitting time T of a moment of the present boot; it never runs backwards."""
        return max(self.last_t, self.boot_base_t + moment.mono_ms - self.boot_mono_ms)

    @property
    def suspended(self) -> bool:
        """Say whether the exam is suspended for everybody now (§31)."""
        return bool(standing_for(self.marks, self.undone))

    @property
    def started(self) -> bool:
        """Say whether the sitting has been started, closed or not."""
        return self.progress not in (Progress.IMPORTED, Progress.UNLOCKED)

    @property
    def closed(self) -> bool:
        """Say whether the sitting has been closed."""
        return self.progress in (Progress.CLOSED, Progress.EXPORTED, Progress.DELIVERED)

    def phase_of(self, candidate: Candidate) -> Phase:
        """Return which screen a candidate's seat shows."""
        if candidate.over:
            return _OVER_PHASES[candidate.attempt]
        if candidate.attempt is Attempt.SOLVING:
            if candidate.suspended:
                return Phase.SUSPENDED
            return Phase.COVERED if candidate.covered else Phase.SOLVING
        if self.closed:
            return Phase.ENDED
        if not candidate.lease_active:
            return Phase.WAITING
        if candidate.suspended:
            return Phase.SUSPENDED
        if not candidate.confirmed:
            return Phase.CONFIRMING
        return Phase.READY if self.progress is Progress.STARTED else Phase.PREPARED

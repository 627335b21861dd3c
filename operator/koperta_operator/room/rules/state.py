"""Hold what the events of a sitting add up to.

Everything here is a consequence of the journal and of nothing else: connections, texts, names and keys
live outside. A state is changed by `fold.apply` alone.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from koperta_operator.room.rules import time_ledger
from koperta_operator.room.rules.events import CapsuleImported, PackageFacts
from koperta_operator.room.rules.moments import At, Now
from koperta_operator.room.rules.time_ledger import Absence, Cause
from koperta_sync.protocol.room_view import SittingState as Progress
from koperta_sync.protocol.seat import Phase


class Attempt(enum.StrEnum):
    """Name how far a candidate's attempt is."""

    NOT_BEGUN = "not-begun"
    SOLVING = "solving"
    FINISHED = "finished"
    EXPIRED = "expired"
    ENDED = "ended"


OVER = frozenset({Attempt.FINISHED, Attempt.EXPIRED, Attempt.ENDED})
_OVER_PHASES = {
    Attempt.FINISHED: Phase.FINISHED,
    Attempt.EXPIRED: Phase.EXPIRED,
    Attempt.ENDED: Phase.ENDED,
}


@dataclass(slots=True)
class Lease:
    """Hold one epoch of a candidate at one workstation; `held` are the signatures of its entries from cseq 1."""

    workstation: str
    answer_key: bytes
    exam_room: str
    seat_number: int
    held: list[bytes] = field(default_factory=list)
    late: set[int] = field(default_factory=set)  # cseqs kept without effect
    conflicts: set[bytes] = field(default_factory=set)
    forged: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Hold the last stretch in which the room did not hear a candidate's workstation, in sitting time.

    `stands`: the clock stands meanwhile, because the package asks for it; what the workstation then reports takes
    the place of this. `settled`: the workstation has said all it had to say.
    """

    epoch: int
    heard_t: int
    from_t: int
    to_t: int | None = None
    stands: bool = False
    settled: bool = False


@dataclass(slots=True)
class Shown:
    """Hold the preliminary number a candidate was shown."""

    right: int
    total: int
    key_revision: int


@dataclass(slots=True)
class Candidate:
    """Hold one candidate of the sitting."""

    candidate_id: str
    package_id: str
    exam_room: str
    minutes: int
    extra_minutes: int
    exempt: bool
    seat_waiver: bool
    seat_number: int = 0
    # lease
    epoch: int = 0
    lease_active: bool = False
    leases: dict[int, Lease] = field(default_factory=dict)
    confirmed: bool = False
    denied: bool = False
    # form
    form: tuple[str, ...] = ()
    form_sha256: str = ""
    form_attempt: int = 0
    form_stored: bool = False
    # attempt
    attempt: Attempt = Attempt.NOT_BEGUN
    started_t: int = 0
    ended_t: int = 0
    absences: list[Absence] = field(default_factory=list)
    gap: Gap | None = None
    overcounted_ms: int = 0  # room exits a workstation could not know of and counted as work
    offline_ms: int = 0
    offline_checked: int = 0  # in which stretch of the room's running; see SittingState.stretch
    started_stretch: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    worked_ms: int = 0
    saved_at_ms: int = 0
    absent: bool = False
    shown: Shown | None = None
    score_due: bool = False

    @property
    def entitled_ms(self) -> int:
        """Return the whole time of this candidate: the package's and the accommodation's."""
        return (self.minutes + self.extra_minutes) * 60_000

    @property
    def lease(self) -> Lease | None:
        """Return the lease of the newest epoch, whether or not it is still active."""
        return self.leases.get(self.epoch)

    @property
    def workstation(self) -> str:
        """Return the fingerprint of the machine that holds the lease, or an empty string."""
        return self.leases[self.epoch].workstation if self.lease_active else ""

    @property
    def covered(self) -> bool:
        """Say whether the candidate is out of the room."""
        return bool(self.absences) and self.absences[-1].to_t is None

    @property
    def standing(self) -> bool:
        """Say whether the clock stands because the workstation is away and the package asks for that."""
        return self.gap is not None and self.gap.stands and self.gap.to_t is None

    @property
    def all_absences(self) -> list[Absence]:
        """Return every absence, with the one that stands for a gap nobody has reported on yet."""
        gap = self.gap
        if gap is None or gap.settled or not gap.stands:
            return self.absences
        return [*self.absences, Absence(Cause.OUTAGE, gap.from_t, gap.to_t)]

    def unheard_exit_ms(self, t: int) -> int:
        """Return how much of the present gap was a room exit the workstation cannot know of."""
        gap = self.gap
        if gap is None or gap.to_t is not None or gap.epoch != self.epoch:
            return 0
        return time_ledger.absent_ms([one for one in self.absences if one.from_t >= gap.from_t], gap.from_t, t)

    @property
    def over(self) -> bool:
        """Say whether the attempt can no longer go on."""
        return self.attempt in OVER

    @property
    def ever_logged_in(self) -> bool:
        """Say whether the candidate sat down at a workstation at all."""
        return self.epoch > 0

    def consumed_ms(self, t: int) -> int:
        """Return the time used at sitting time `t`, 0 before the attempt."""
        if self.attempt is Attempt.NOT_BEGUN:
            return 0
        until = self.ended_t if self.over else t
        return time_ledger.consumed_ms(self.started_t, until, self.all_absences, self.offline_ms)

    def remaining_ms(self, t: int) -> int:
        """Return the time left at sitting time `t`."""
        return time_ledger.remaining_ms(self.entitled_ms, self.consumed_ms(t))


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
            return Phase.COVERED if candidate.covered else Phase.SOLVING
        if self.closed:
            return Phase.ENDED
        if not candidate.lease_active:
            return Phase.WAITING
        if not candidate.confirmed:
            return Phase.CONFIRMING
        return Phase.READY if self.progress is Progress.STARTED else Phase.PREPARED

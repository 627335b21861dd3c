"""Hold what the events of a sitting add up to for one candidate: seat, lease, form, time, answers."""

from __future__ import annotations

import enum
from collections.abc import Container
from dataclasses import dataclass, field

from koperta_operator.room.rules import time_ledger
from koperta_operator.room.rules.marks import Mark, absences_of, standing_for
from koperta_operator.room.rules.time_ledger import Absence, Cause
from koperta_sync.protocol.room_view import TimeMatter


class Attempt(enum.StrEnum):
    """Name how far a candidate's attempt is."""

    NOT_BEGUN = "not-begun"
    SOLVING = "solving"
    FINISHED = "finished"
    EXPIRED = "expired"
    ENDED = "ended"
    INTERRUPTED = "interrupted"  # by health, or with the exam of everybody
    ANNULLED = "annulled"


OVER = frozenset({Attempt.FINISHED, Attempt.EXPIRED, Attempt.ENDED, Attempt.INTERRUPTED, Attempt.ANNULLED})


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
    the place of this. `settled`: the workstation has said all it had to say. `deaf_t`: since when it can be told
    nothing; later than `from_t` where it was back for a moment in between.
    """

    epoch: int
    heard_t: int
    from_t: int
    to_t: int | None = None
    stands: bool = False
    settled: bool = False
    deaf_t: int = 0


@dataclass(frozen=True, slots=True)
class Ending:
    """Hold an act that ended an attempt, and what it was before; `why` is for the seat: a cause, or broken-off."""

    seq: int
    why: str
    before: Attempt
    before_ended_t: int


@dataclass(frozen=True, slots=True)
class Note:
    """Hold one thing that happened to a candidate's time; hours by the room's wall clock, 0: it goes on."""

    matter: TimeMatter
    from_ms: int
    to_ms: int = 0
    ms: int = 0
    credited_ms: int = 0


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
    absences: list[Absence] = field(default_factory=list)  # all of them; made anew by `recount`
    outages: list[Absence] = field(default_factory=list)  # those that no mark tells of
    marks: list[Mark] = field(default_factory=list)
    standing_for: dict[Cause, Mark] = field(default_factory=dict)
    corrections: dict[int, int] = field(default_factory=dict)  # place in the journal → milliseconds
    endings: list[Ending] = field(default_factory=list)
    gap: Gap | None = None
    notes: list[Note] = field(default_factory=list)  # what happened to the time, for people to read
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
    def allowance_ms(self) -> int:
        """Return the whole time with what people have added to it."""
        return self.entitled_ms + sum(self.corrections.values())

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
        """Say whether the tasks are covered: the candidate is out, or this workstation failed."""
        return any(
            cause is not Cause.SUSPENSION and (cause is not Cause.WORKSTATION_FAILURE or mark.epoch == self.epoch)
            for cause, mark in self.standing_for.items()
        )

    @property
    def suspended(self) -> bool:
        """Say whether the exam is suspended for everybody."""
        return Cause.SUSPENSION in self.standing_for

    @property
    def out(self) -> bool:
        """Say whether the candidate has left the room, or stopped for reasons of health."""
        return Cause.ROOM_EXIT in self.standing_for or Cause.HEALTH in self.standing_for

    @property
    def hidden_since_t(self) -> int | None:
        """Return since when no act of the candidate counts; None while they do."""
        if not (self.covered or self.suspended):
            return None
        return min(mark.t for mark in self.standing_for.values())

    @property
    def began(self) -> bool:
        """Say whether there is an attempt whose clock has run, over or not."""
        return self.attempt not in (Attempt.NOT_BEGUN, Attempt.ENDED) and self.started_stretch > 0

    def recount(self, undone: Container[int]) -> None:
        """Make the absences anew from outages and marks."""
        self.absences = [*self.outages, *absences_of(self.marks, undone)]
        self.standing_for = standing_for(self.marks, undone)

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
        # What was told it in between it knows, and what it reported itself it never counted as work.
        exits = [one for one in self.absences if one.from_t >= gap.deaf_t and one.cause is not Cause.OUTAGE]
        return time_ledger.absent_ms(exits, gap.deaf_t, t)

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
        if not self.began:
            return 0
        until = self.ended_t if self.over else t
        return time_ledger.consumed_ms(self.started_t, until, self.all_absences, self.offline_ms)

    def remaining_ms(self, t: int) -> int:
        """Return the time left at sitting time `t`."""
        return time_ledger.remaining_ms(self.allowance_ms, self.consumed_ms(t))

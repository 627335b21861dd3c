"""Put together what the room says, what the candidate did and what the clock counts; no disk, no network.

The room's last view is the truth about the seat. Three things may be ahead of it: acts it has not
acknowledged, the workstation's own monotonic clock, and a store that was opened while the room is away.
"""

from __future__ import annotations

from types import MappingProxyType

import msgspec

from koperta_packages.public import FormContent
from koperta_station.attempt import Attempt, AttemptId
from koperta_station.countdown import WorkClock
from koperta_station.outage import Outage, Report
from koperta_station.state import Countdown, KioskState, LinkState, Preparation, SaveState, Screen
from koperta_sync.protocol.base import Refusal
from koperta_sync.protocol.seat import MAX_OUTAGE_MS, Clock, OutageKind, Phase, SeatView

_MINUTE_MS = 60_000
_OPEN = (Phase.CONFIRMING, Phase.PREPARED, Phase.READY, Phase.SOLVING, Phase.COVERED, Phase.SUSPENDED)


class SeatModel:
    """Hold one seat; every moment is passed in as milliseconds of the monotonic clock."""

    def __init__(self, wall_offset_ms: int) -> None:
        """Take a first guess of room wall time minus monotonic time."""
        self.view: SeatView | None = None
        self.attempt: Attempt | None = None
        self.clock = WorkClock(0)
        self.link = LinkState.AWAY
        self.away_since_ms: int | None = None
        self.form: FormContent | None = None
        self.preparation: Preparation | None = None
        self.refusal: Refusal | None = None
        self.refusal_of_entries = False  # goes away when the room takes entries again
        self.link_refusal: Refusal | None = None
        self.writing = 0
        self.storage_failed = False
        self.needs_card = False
        self.outage: Outage | None = None
        self.report_cseq: int | None = None  # the entry that reports what was done without the room; 0: not written yet
        self.catching_up = False  # the room does not know yet how long this workstation worked on alone
        self._wall_offset_ms = wall_offset_ms
        self._view_mono_ms: int | None = None  # when the view came; None: it was stored here
        self._shown: tuple[WorkClock, int, Countdown | None] | None = None

    # ---- what comes in ----------------------------------------------------------------------------

    def take_view(self, view: SeatView, mono_ms: int) -> None:
        """Take over the room's whole truth about this seat."""
        self.view = view
        self._view_mono_ms = mono_ms
        self.take_wall(view.wall_ms, mono_ms)
        self._take_resume(view, mono_ms)
        if not self.catching_up:
            self.take_clock(view.clock, mono_ms)
        self.settle(mono_ms)

    def take_stored_view(self, view: SeatView) -> None:
        """Go on with what the room said before this program was restarted; nothing in it is of this moment."""
        self.view = view
        self._view_mono_ms = None

    def take_phase(self, phase: Phase, mono_ms: int) -> None:
        """Take over what an acknowledgement says of the phase."""
        if self.view is not None:
            self.view = msgspec.structs.replace(self.view, phase=phase)
        self.settle(mono_ms)

    def take_clock(self, clock: Clock | None, mono_ms: int) -> None:
        """Take over the room's count of the time, unless the room has not heard of the start yet."""
        if clock is None or self.view is None:
            return
        self.view = msgspec.structs.replace(self.view, clock=clock)
        self._view_mono_ms = mono_ms
        if self.phase is self.view.phase or self.clock.remaining_ms is None:
            self.clock = self.clock.told(clock, mono_ms)
        self.settle(mono_ms)

    def take_wall(self, room_wall_ms: int, mono_ms: int) -> None:
        """Take over the room's wall clock."""
        self._wall_offset_ms = room_wall_ms - mono_ms

    def take_attempt(self, attempt: Attempt | None, clock: WorkClock, mono_ms: int) -> None:
        """Begin to follow an attempt, or none."""
        self.attempt = attempt
        self.clock = clock
        self.catching_up = False
        self.outage = None
        self.report_cseq = attempt.last_report if attempt is not None else None
        view, taken = self.view, self._view_mono_ms
        if attempt is not None and view is not None and taken is not None:
            self._take_resume(view, mono_ms)
            if view.clock is not None:
                passed = mono_ms - taken if view.clock.running else 0
                left = view.clock.remaining_ms - passed
                self.take_clock(msgspec.structs.replace(view.clock, remaining_ms=left), mono_ms)
        self.settle(mono_ms)

    def settle(self, mono_ms: int) -> None:
        """Let the clock run exactly while the candidate can work: where the tasks are not here, nobody does."""
        solving = self.phase is Phase.SOLVING
        view = self.view
        if solving and self.clock.remaining_ms is None and view is not None and view.sitting is not None:
            entitled = view.sitting.minutes * _MINUTE_MS
            self.clock = self.clock.told(
                Clock(entitled_ms=entitled, remaining_ms=entitled, ends_at_ms=0, running=True), mono_ms
            )
        self._look_for_the_room(mono_ms)
        # Also where the room's clock stands, because it had not heard this workstation: it does from now on.
        works = solving and not self.paused and self.form is not None
        self.clock = self.clock.run(works, mono_ms)

    def _look_for_the_room(self, mono_ms: int) -> None:
        phase, since = self.phase, self.away_since_ms
        if self.attempt is None or since is None:
            return
        if self.outage is None and phase is Phase.SOLVING:
            self.outage = Outage(since)
        if self.outage is None and phase in (Phase.COVERED, Phase.SUSPENDED):
            self.outage = Outage(since, paused_since_ms=since, covered=True)
        if self.outage is not None and phase is Phase.SOLVING:
            pauses = self.view is not None and self.view.sitting is not None and self.view.sitting.pauses
            self.outage = self.outage.at(mono_ms, pauses=pauses)

    def room_is_back(self, mono_ms: int) -> Report | None:
        """End the stretch without the room; return what is to be told of it."""
        outage, self.outage = self.outage, None
        report = outage.report(mono_ms) if outage is not None else None
        if report is not None:
            self.report_cseq = 0
        return report

    def slept(self, ms: int, mono_ms: int) -> Report | None:
        """Take note that this machine slept; return what is to be told of it now.

        Nothing where nobody's time runs, and nothing while the tasks are covered: the pause is told as a whole.
        """
        if self.outage is not None:
            self.outage = self.outage.slept(ms)
        running = self.phase in (Phase.SOLVING, Phase.COVERED) and self.clock.remaining_at(mono_ms) != 0
        if not running or self.paused:
            return None
        self.report_cseq = 0
        return Report(OutageKind.SUSPENDED, min(ms, MAX_OUTAGE_MS))

    @property
    def paused(self) -> bool:
        """Say whether the tasks are covered until the room is back."""
        return self.outage is not None and self.outage.paused

    @property
    def reporting(self) -> bool:
        """Say whether the room does not know yet what was done without it; until then its count is provisional."""
        if self.report_cseq is None or self.attempt is None:
            return False
        return self.report_cseq == 0 or self.report_cseq > self.attempt.delivered_through

    def _take_resume(self, view: SeatView, mono_ms: int) -> None:
        if self.attempt is not None and self.attempt.id == lease_of(view) and view.resume is not None:
            self.attempt.told(view.resume)
            if not self.reporting:
                self.clock = self.clock.at_least(view.resume.worked_ms, mono_ms)

    # ---- what it means ----------------------------------------------------------------------------

    @property
    def phase(self) -> Phase | None:
        """Return the phase in force here; None while nothing is known."""
        if self.view is None:
            return None
        attempt = self.attempt
        if attempt is None or attempt.id != lease_of(self.view):
            return self.view.phase
        return attempt.phase(self.view.phase)

    def screen(self, mono_ms: int) -> Screen:
        """Return what the window shows."""
        phase = self.phase
        if self.needs_card and (phase is None or phase in _OPEN):
            return Screen.NEEDS_CARD
        if phase is None:
            return Screen.LOOKING
        if phase is Phase.SOLVING and self.clock.expired_at(mono_ms):
            return Screen.EXPIRED
        if phase is Phase.SOLVING and self.paused:
            return Screen.PAUSED
        if phase in (Phase.READY, Phase.SOLVING) and (self.form is None or self.attempt is None):
            return Screen.PREPARED
        return Screen(phase.value)

    def save_state(self) -> SaveState:
        """Return where the last act is."""
        attempt = self.attempt
        if self.writing or (self.storage_failed and attempt is not None and attempt.undelivered()):
            return SaveState.SAVING
        if attempt is not None and attempt.undelivered():
            return SaveState.HERE
        return SaveState.ROOM

    def state(self, mono_ms: int) -> KioskState:
        """Return everything the window shows."""
        view, attempt, screen = self.view, self.attempt, self.screen(mono_ms)
        known = view if view is not None and screen not in (Screen.NEEDS_CARD, Screen.LOOKING) else None
        candidate = known.candidate if known is not None else None
        return KioskState(
            screen=screen,
            link=self.link,
            away_since_ms=self.away_since_ms,
            room_label=view.room_label if view is not None else "",
            exam_room=view.exam_room if view is not None else "",
            seat_number=view.seat_number if view is not None else 0,
            trial=view is not None and view.sitting is not None and view.sitting.trial,
            candidate=candidate,
            sitting=view.sitting if view is not None else None,
            form=self.form if screen is Screen.SOLVING else None,
            answers=MappingProxyType(attempt.answers() if attempt is not None else {}),
            flags=attempt.flags() if attempt is not None else frozenset(),
            save=self.save_state(),
            undelivered=attempt.undelivered() if attempt is not None else 0,
            countdown=self._countdown(mono_ms) if candidate is not None else None,
            preliminary=known.preliminary if known is not None else None,
            preliminary_withheld=known.preliminary_withheld if known is not None else "",
            reason=known.reason if known is not None else "",
            cause=known.cause if known is not None else "",
            refusal=self.refusal or self.link_refusal,
            notice=view.notice if view is not None else "",
            preparation=self.preparation,
            storage_failed=self.storage_failed,
        )

    def _countdown(self, mono_ms: int) -> Countdown | None:
        """Return the same value until something about the time has changed."""
        if self._shown is None or self._shown[:2] != (self.clock, self._wall_offset_ms):
            shown = self.clock.shown(mono_ms, mono_ms + self._wall_offset_ms)
            self._shown = (self.clock, self._wall_offset_ms, shown)
        return self._shown[2]


def lease_of(view: SeatView) -> AttemptId | None:
    """Return whose attempt a view is about; None when nobody is logged in."""
    if view.candidate is None or view.sitting is None:
        return None
    return AttemptId(view.sitting.sitting_id, view.candidate.candidate_id, view.epoch)

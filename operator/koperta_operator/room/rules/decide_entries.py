"""Decide about signed entries: each is taken once, in order, and none is ever lost.

1. An entry is known by (candidate, epoch, cseq). The same again is acknowledged again; another one under the
   same number is kept beside it and refused.
2. Only the newest epoch counts. What an older one delivers is kept as late.
3. The first `start` opens the clock; after `finish` nothing changes an answer; after expiry and during a room
   exit only what was made before does.
4. What is refused is kept as `entry-late`, except what may still become right: a gap, and a start too soon.
"""

from __future__ import annotations

from koperta_operator.room.rules import decide_outage as outage
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.commands import Beat, Deliver
from koperta_operator.room.rules.decide_failure import resumed_elsewhere
from koperta_operator.room.rules.decision import Answer, Decision, candidate_of, holder
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.state import Attempt, Candidate, Lease, SittingState
from koperta_operator.room.rules.time_ledger import Absence, Cause, consumed_ms, offline_work_ms
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.room_view import SittingState as Progress
from koperta_sync.protocol.seat import Entry, EntryKind

MAX_TEXT = 64  # characters of a task's or option's id, and of the run of a workstation's program
SLACK_MS = 1_000  # a push to a workstation takes a moment; so much may an entry be "before" by


def deliver(state: SittingState, command: Deliver, now: Now) -> Decision:
    """Decide about one delivery."""
    candidate = candidate_of(state, command.candidate_id)
    lease = candidate.leases.get(command.epoch)
    if lease is None or lease.workstation != command.workstation:
        raise RefusedError(Refused.NO_CANDIDATE, "this workstation never held that lease")
    if not command.verified:
        return _forged(candidate, lease, command)
    entries = command.entries
    held = len(lease.held)
    if entries:
        first = entries[0].cseq
        for place, entry in enumerate(entries):
            if entry.cseq != first + place or not 1 <= first <= held + 1:
                raise RefusedError(Refused.ENTRY_GAP, "entries do not follow each other", through=held)
            if max(len(entry.item), len(entry.value), len(entry.boot)) > MAX_TEXT:
                raise RefusedError(Refused.BAD_MESSAGE, "an entry with an oversized field", cseq=entry.cseq)
    return _Delivery(state, candidate, lease, command, state.time_at(now)).run()


def beat(state: SittingState, command: Beat, now: Now) -> Decision:
    """Decide about a sign of life."""
    candidate = holder(state, command.candidate_id, command.workstation)
    events = (
        *outage.heard(candidate, more_to_come=command.undelivered > 0),
        *offline_work(state, candidate, command.worked_ms, state.time_at(now)),
    )
    return Decision(events, Answer.CLOCK, candidate.candidate_id)


def place(state: SittingState, command: Deliver, now: Now) -> Decision:
    """Decide about the entries of a known lease that came from a copy; the caller has checked that they follow."""
    candidate = candidate_of(state, command.candidate_id)
    return _Delivery(state, candidate, candidate.leases[command.epoch], command, state.time_at(now)).run()


def offline_work(state: SittingState, candidate: Candidate, worked_ms: int, t: int) -> tuple[ev.Event, ...]:
    """Return the event that counts work done while the room was down: once per candidate and stretch of running."""
    if (
        candidate.attempt is not Attempt.SOLVING
        or worked_ms <= 0
        or state.stretch in (candidate.started_stretch, candidate.offline_checked)
    ):
        return ()
    real_ms = outage.real_work_ms(candidate, worked_ms, t)
    # Against all the time that passed here: what stood for a gap is credited by what the workstation reports of it.
    counted_ms = consumed_ms(candidate.started_t, t, candidate.absences, candidate.offline_ms)
    missed = offline_work_ms(real_ms, counted_ms, candidate.allowance_ms)
    return (ev.OfflineWorkCounted(candidate_id=candidate.candidate_id, ms=missed),)


def _forged(candidate: Candidate, lease: Lease, command: Deliver) -> Decision:
    refused = RefusedError(Refused.ENTRY_FORGED, "a signature is not by the lease's key")
    if lease.forged or not command.entries:
        return Decision(refused=refused)
    event = ev.EntryForged(candidate_id=candidate.candidate_id, epoch=command.epoch, cseq=command.entries[0].cseq)
    return Decision((event,), refused=refused)


class _Delivery:
    """Walk through the entries of one delivery, knowing what the ones before have changed."""

    __slots__ = (
        "attempt", "begins", "candidate", "command", "consumed", "credits", "events", "late", "lease", "limit_t",
        "missed", "refused", "state", "t", "through", "worked_again",
    )  # fmt: skip

    def __init__(self, state: SittingState, candidate: Candidate, lease: Lease, command: Deliver, t: int) -> None:
        self.state = state
        self.candidate = candidate
        self.lease = lease
        self.command = command
        self.t = t
        self.through = len(lease.held)
        self.attempt = candidate.attempt
        self.late = 0
        self.refused: RefusedError | None = None
        self.events: list[ev.Event] = []
        self.consumed = 0
        self.missed = 0
        self.credits: list[Absence] = []
        self.limit_t = candidate.ended_t
        self.worked_again = False
        self.begins = False

    def run(self) -> Decision:
        """Return the decision about all entries."""
        candidate, command = self.candidate, self.command
        current = command.epoch == candidate.epoch
        if current:
            if command.salvaged is None:  # what a copy tells is no sign of life
                self.events += outage.heard(candidate, more_to_come=True)
            self._look_at_the_clock()
        for entry in command.entries:
            if entry.cseq <= self.through:
                self._again(entry)
            elif current:
                if not self._fresh(entry):
                    break
            else:
                self._keep(entry, "epoch-over", Refused.EPOCH_OVER)
        if not current and self.refused is None:
            self.refused = RefusedError(Refused.EPOCH_OVER, "a newer epoch exists", through=self.through)
        return Decision(
            tuple(self.events),
            Answer.DELIVERED,
            candidate.candidate_id,
            self.through,
            self.late,
            self.refused,
        )

    def _look_at_the_clock(self) -> None:
        """Count work done offline, and treat time that is over as over before the tick has said so."""
        candidate = self.candidate
        if candidate.attempt is Attempt.NOT_BEGUN:
            return
        offline = offline_work(self.state, candidate, self.command.worked_ms, self.t)
        self.events += offline
        self.missed = sum(event.ms for event in offline if isinstance(event, ev.OfflineWorkCounted))
        self.consumed = candidate.consumed_ms(self.t) + self.missed
        remaining = candidate.allowance_ms - self.consumed
        if self.attempt is Attempt.SOLVING and remaining <= 0:
            self.attempt = Attempt.EXPIRED
            self.limit_t = self.t + remaining

    def _again(self, entry: Entry) -> None:
        signature = bytes.fromhex(entry.signature)
        if self.lease.held[entry.cseq - 1] == signature:
            self.late += entry.cseq in self.lease.late
            return
        if signature not in self.lease.conflicts:
            self.events.append(
                ev.EntryConflict(candidate_id=self.candidate.candidate_id, epoch=self.command.epoch, entry=entry)
            )
        self.refused = RefusedError(Refused.ENTRY_CONFLICT, f"entry {entry.cseq} differs", cseq=entry.cseq)

    def _keep(self, entry: Entry, why: str, code: Refused | None = None) -> None:
        self.events.append(
            ev.EntryLate(candidate_id=self.candidate.candidate_id, epoch=self.command.epoch, entry=entry, why=why)
        )
        self.through = entry.cseq
        self.late += 1
        if code is not None and self.refused is None:
            self.refused = RefusedError(code, why, cseq=entry.cseq)

    def _fresh(self, entry: Entry) -> bool:
        """Take one new entry; False when it and what follows must be sent again later."""
        if self.command.salvaged and (why := self.command.salvaged.get(entry.cseq)):
            self._keep(entry, why)
        elif self.state.progress is Progress.DELIVERED:
            self._keep(entry, "closed")
        elif entry.kind is EntryKind.START:
            return self._start(entry)
        elif self.attempt is Attempt.NOT_BEGUN:
            self._keep(entry, "not-begun", Refused.ENTRY_NOT_ALLOWED)
        elif entry.kind is EntryKind.OUTAGE:
            if self.begins and self.command.salvaged is None:
                return False  # to be judged by a clock that runs: it is sent again at once
            self._outage(entry)
        elif self.attempt in (Attempt.FINISHED, Attempt.ENDED):
            self._keep(entry, "after-end")
        elif self.attempt is not Attempt.SOLVING:
            limit = self.candidate.allowance_ms if self.attempt is Attempt.EXPIRED else self.consumed
            finish = entry.kind is EntryKind.FINISH and self.attempt is not Attempt.EXPIRED
            if self._made_before(entry, self.limit_t, limit) and not finish:
                self._accept(entry, late=True)
            else:
                self._keep(entry, "after-end")
        elif self._made_while_hidden(entry):
            self._keep(entry, "covered", Refused.ENTRY_NOT_ALLOWED)
        else:
            self._work_again()
            self._accept(entry, late=False)
        return True

    def _made_while_hidden(self, entry: Entry) -> bool:
        since_t = self.candidate.hidden_since_t
        return since_t is not None and not self._made_before(entry, since_t, self.consumed)

    def _work_again(self, *, beginning: bool = False) -> None:
        """Take an act at another seat as the end of a failure that nobody has ended yet."""
        if not self.worked_again:
            self.worked_again = True
            self.events += resumed_elsewhere(self.candidate, beginning=beginning)

    def _start(self, entry: Entry) -> bool:
        if self.attempt is not Attempt.NOT_BEGUN:
            self._keep(entry, "begun-already")
            return True
        if self.state.closed:
            self._keep(entry, "after-end")
            return True
        ready = self.state.started and self.candidate.confirmed and self.candidate.form
        if not ready or self.candidate.suspended:
            self.refused = RefusedError(Refused.NOT_STARTED, "the sitting has not started")
            return False
        age = self._age(entry)
        worked = self.command.worked_ms
        if age is None:
            age = max(0, worked - entry.worked_ms)
        known = min(age, self.t - self.state.started_t)
        self._work_again(beginning=True)
        self._append(ev.AttemptStarted, entry, age_ms=known)
        # Begun while the room was down: sitting time did not run, the workstation's count did.
        missed = offline_work_ms(min(worked, age), known, self.candidate.allowance_ms)
        if missed:
            candidate_id = self.candidate.candidate_id
            self.events.append(ev.OfflineWorkCounted(candidate_id=candidate_id, ms=missed))
        self.attempt = Attempt.SOLVING
        self.begins = True
        return True

    def _outage(self, entry: Entry) -> None:
        """Take a report about a stretch without the room; it may give back time that seemed to be over."""
        if outage.length_of(entry) is None:
            self._keep(entry, "no-report", Refused.ENTRY_NOT_ALLOWED)
            return
        account = outage.Account(
            t=self.t,
            age_ms=self._age(entry),
            worked_ms=outage.real_work_ms(self.candidate, max(self.command.worked_ms, entry.worked_ms), self.t),
            absences=[*self.candidate.absences, *self.credits],
            offline_ms=self.candidate.offline_ms + self.missed,
            silent_ms=self.command.silent_ms,
        )
        from_t, to_t = outage.credited(self.state, self.candidate, entry, account)
        self._append(ev.OutageReported, entry, from_t=from_t, to_t=to_t)
        if to_t > from_t:
            self.credits.append(Absence(Cause.OUTAGE, from_t, to_t))
            self.attempt = Attempt.SOLVING

    def _accept(self, entry: Entry, *, late: bool) -> None:
        if entry.kind is EntryKind.FINISH:
            self._append(ev.AttemptFinished, entry, late=late)
            self.attempt = Attempt.FINISHED
        elif not self._is_of_the_form(entry):
            self._keep(entry, "not-in-form", Refused.ENTRY_NOT_ALLOWED)
        elif entry.kind is EntryKind.ANSWER:
            self._append(ev.AnswerGiven, entry, late=late)
        else:
            self._append(ev.FlagSet, entry, late=late)

    def _append(self, kind: type[ev.SignedEntry], entry: Entry, **more: int) -> None:
        self.events.append(
            kind(candidate_id=self.candidate.candidate_id, epoch=self.command.epoch, entry=entry, **more)
        )
        self.through = entry.cseq

    def _is_of_the_form(self, entry: Entry) -> bool:
        if entry.item not in self.candidate.form:
            return False
        if entry.kind is EntryKind.FLAG:
            return entry.value in ("0", "1")
        options = self.state.options[self.candidate.package_id][entry.item]
        return not entry.value or entry.value in options

    def _age(self, entry: Entry) -> int | None:
        """Return how long before sending the entry was made; None when another clock counted it."""
        age = self.command.sent_mono_ms - entry.mono_ms
        return age if age >= 0 else None

    def _made_before(self, entry: Entry, limit_t: int, limit_worked: int) -> bool:
        """Say whether both the moment and the work of an entry lie before a limit."""
        age = self._age(entry)
        in_time = age is None or self.t - age <= limit_t + SLACK_MS
        worked_ms = outage.real_work_ms(self.candidate, entry.worked_ms, self.t)
        return in_time and worked_ms <= limit_worked + SLACK_MS

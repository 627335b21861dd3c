"""Run one sitting without a thread of its own: decide, fold, write, commit, answer, in that order.

A batch is `begin`, any number of `execute`, `commit`, and only then `answer` and `changes`. Between the first
event and the end of `commit` the state is ahead of the disk, so an error there must end the program.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

import msgspec

from koperta_operator.room.changes import ChangeLog, Changes
from koperta_operator.room.journal.store import Draft, Journal
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.decide import decide
from koperta_operator.room.rules.decision import Answer, Decision
from koperta_operator.room.rules.fold import apply
from koperta_operator.room.rules.moments import ROOM, At, Now
from koperta_operator.room.rules.state import SittingState
from koperta_operator.room.rules.views import Presence, Texts, clock_of, empty_view, seat_view
from koperta_operator.room.verifier_process import Signed, genuine
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import Preliminary, SeatView
from koperta_sync.protocol.workstation import Beaten, Delivered

_LOG = logging.getLogger(__name__)

Scorer = Callable[[str, Mapping[str, str]], Preliminary]


class Clocks(Protocol):
    """Read the room's clocks."""

    def read(self, boot: int) -> Now:
        """Return the present moment of a run of the program."""


class Verdict(NamedTuple):
    """Say whether the entries of a delivery were found to be signed by a key."""

    signed: Signed
    genuine: bool


class Sitting:
    """Hold state and journal of one sitting; used by one thread at a time."""

    def __init__(self, journal: Journal, clock: Clocks, texts: Texts, version: str = "") -> None:
        """Replay the journal and begin a new boot. Raises JournalError when the journal does not check."""
        self.state = SittingState()
        self.journal = journal
        self._clock = clock
        self._texts = texts
        self._drafts: list[Draft] = []
        self._scorer: Scorer | None = None
        self._connected: set[str] = set()
        self._log = ChangeLog(self.state, texts)
        for stored in journal.read_all():
            self._take(
                ev.CODEC.decode(stored.kind, stored.body),
                At(stored.seq, stored.boot, stored.mono_ms, stored.wall_ms, stored.actor),
            )
        self._boot = self.state.boot + 1
        self.now = clock.read(self._boot)
        self.wrote_ms = self.now.mono_ms
        self._write((ev.BootStarted(version=version, asleep_ms=self.now.asleep_ms),), ROOM)
        self.commit()

    # ---- a batch --------------------------------------------------------------------------------

    def begin(self) -> None:
        """Read the clocks for the batch that follows."""
        self.now = self._clock.read(self._boot)

    def execute(self, command: do.Command[Any], verdict: Verdict | None = None) -> Decision:
        """Decide on a command and fold its events in. Raises RefusedError, and then nothing has changed.

        `verdict` is about a delivery's signatures, where they have been checked elsewhere.
        """
        if isinstance(command, do.Deliver):
            command = self._checked(command, verdict)
        elif isinstance(command, do.Beat):
            self._take_beat(command)
        elif isinstance(command, do.Tick):
            command = msgspec.structs.replace(command, silent=self._silent())
        elif isinstance(command, do.Salvage):
            public = bytes.fromhex(command.answer_key)
            kept = Signed(public, self.state.sitting_id, command.candidate_id, command.epoch, command.entries)
            command = msgspec.structs.replace(command, verified=genuine(kept))
        decision = self._decided(command)
        self._write(decision.events, command.actor)
        if decision.lost is not None:
            self._log.lose(*decision.lost)
        return decision

    def commit(self) -> None:
        """Count what is to be counted, and return when everything is on the disk. Raises NotDurableError."""
        self._score()
        if self._drafts:
            self.journal.append_many(self._drafts)
            self._drafts.clear()
            self.wrote_ms = self.now.mono_ms

    def answer(self, command: do.Command[Any], decision: Decision) -> Any:
        """Return what a command is answered with after the commit. Raises the decision's refusal."""
        if decision.refused is not None:
            raise decision.refused
        if decision.answer is Answer.NOTHING:
            return None
        candidate = self.state.candidates[decision.candidate_id]
        if decision.answer is Answer.DELIVERED:
            return Delivered(
                through=decision.through,
                sequence=self.journal.sequence,
                head=self.journal.head.hex(),
                late=decision.late,
                clock=clock_of(self.state, candidate, self.now),
                phase=self.state.phase_of(candidate),
            )
        if decision.answer is Answer.CLOCK:
            clock = clock_of(self.state, candidate, self.now)
            return Beaten(wall_ms=self.now.wall_ms, clock=clock) if isinstance(command, do.Beat) else clock
        if not candidate.lease_active and isinstance(command, do.ConfirmData):
            return self._empty(command.workstation)
        return seat_view(self.state, candidate, self.now, self._texts)

    def changes(self, *, everything: bool) -> Changes:
        """Return what is to be shown now; `everything` also what could wait until the next tick."""
        return self._log.take(self.now, self.journal.sequence, self.journal.head, everything=everything)

    # ---- what is no event -----------------------------------------------------------------------

    def attach(self, presence: Presence) -> SeatView | None:
        """Note that a workstation is connected; return the view of the lease it holds, if any."""
        presence.connected = True
        presence.since_mono_ms = self.now.mono_ms
        before = self._log.presence.get(presence.fingerprint)
        # A hello says nothing of the time before it: what does is the first beat or delivery.
        presence.heard_mono_ms = before.heard_mono_ms if before is not None else self.now.mono_ms
        self._log.presence[presence.fingerprint] = presence
        self._connected.add(presence.fingerprint)
        candidate_id = self.state.at_workstation.get(presence.fingerprint)
        if candidate_id is None:
            return None
        self._log.show(candidate_id)
        return seat_view(self.state, self.state.candidates[candidate_id], self.now, self._texts)

    def detach(self, fingerprint: str) -> None:
        """Note that a workstation is gone."""
        self._connected.discard(fingerprint)
        there = self._log.presence.get(fingerprint)
        if there is not None:
            there.connected = False
            there.since_mono_ms = self.now.mono_ms
        candidate_id = self.state.at_workstation.get(fingerprint)
        if candidate_id is not None:
            self._log.show(candidate_id)

    def presences(self) -> tuple[Presence, ...]:
        """Return what is known of every workstation that was ever connected in this run."""
        return tuple(self._log.presence.values())

    def set_scorer(self, scorer: Scorer | None) -> None:
        """Give or take what counts right answers; who is waiting for a number gets it with the next commit."""
        self._scorer = scorer
        for candidate in self.state.candidates.values():
            if candidate.score_due:
                self._log.score_due[candidate.candidate_id] = None

    # ---- inside ---------------------------------------------------------------------------------

    def _empty(self, workstation: str) -> SeatView:
        there = self._log.presence.get(workstation)
        exam_room, seat_number = (there.exam_room, there.seat_number) if there else ("", 0)
        return empty_view(self._texts.room_label, exam_room, seat_number, self.now)

    def _take(self, event: ev.Event, at: At) -> None:
        apply(self.state, event, at)
        self._log.note(event, at)

    def _write(self, events: tuple[ev.Event, ...], actor: str) -> None:
        now = self.now
        for event in events:
            kind, body = ev.CODEC.encode(event)
            self._drafts.append(Draft(now.boot, now.mono_ms, now.wall_ms, actor, kind, body))
            self._take(event, At(self.state.seq + 1, now.boot, now.mono_ms, now.wall_ms, actor))

    def _decided(self, command: do.Command[Any]) -> Decision:
        try:
            return decide(self.state, command, self.now, self._connected)
        except RefusedError:
            raise
        except Exception as error:  # a rule that fails has changed nothing: only this command suffers
            _LOG.exception("a rule failed on %s", type(command).__name__)
            raise RefusedError(Refused.WRONG_STATE, f"a rule failed: {type(error).__name__}") from error

    def _signed(self, command: do.Deliver) -> Signed | None:
        """Return what has to be checked about a delivery, None when there is no such lease."""
        candidate = self.state.candidates.get(command.candidate_id)
        lease = candidate.leases.get(command.epoch) if candidate is not None else None
        if lease is None:
            return None
        return Signed(lease.answer_key, self.state.sitting_id, command.candidate_id, command.epoch, command.entries)

    def _checked(self, command: do.Deliver, verdict: Verdict | None) -> do.Deliver:
        """Take the verdict if it is about this very delivery and the key of its lease, else verify here."""
        signed = self._signed(command)
        if signed is None:
            verified = False
        elif verdict is not None and verdict.signed == signed:
            verified = verdict.genuine
        else:
            verified = genuine(signed)
        there = self._log.presence.get(command.workstation)
        silent_ms = 0
        if there is not None:
            silent_ms = max(0, self.now.mono_ms - there.heard_mono_ms)
            there.heard_mono_ms = self.now.mono_ms
        return msgspec.structs.replace(command, verified=verified, silent_ms=silent_ms)

    def _silent(self) -> dict[str, int]:
        """Return the workstations that are gone, each with how long ago it was heard; milliseconds."""
        return {
            one.fingerprint: max(0, self.now.mono_ms - one.heard_mono_ms)
            for one in self._log.presence.values()
            if not one.connected
        }

    def _take_beat(self, command: do.Beat) -> None:
        there = self._log.presence.get(command.workstation)
        if there is None:
            return
        there.heard_mono_ms = self.now.mono_ms
        if command.witness_sequence > there.witness_sequence:
            there.witness_sequence, there.witness_head = command.witness_sequence, command.witness_head
        said = (command.undelivered, command.focus_losses, command.keeps_files)
        if (there.undelivered, there.focus_losses, there.keeps_files) != said:
            there.undelivered, there.focus_losses, there.keeps_files = said
            if command.candidate_id in self.state.candidates:
                self._log.show(command.candidate_id)

    def _score(self) -> None:
        """Write a preliminary number for everybody whose attempt is over and whose package allows one."""
        if self._scorer is None or not self._log.score_due:
            return
        for candidate_id in self._log.score_due:
            candidate = self.state.candidates[candidate_id]
            package = self.state.packages[candidate.package_id]
            checked = self.state.score_failures.get(candidate.package_id) == ()
            heard = candidate.gap is None or candidate.gap.settled  # else it may still have time to report
            if not (heard and candidate.score_due and package.show_preliminary and checked):
                continue
            try:
                number = self._scorer(candidate_id, dict(candidate.answers))
            except Exception:  # a number is a view: the attempt stands whether or not it can be counted
                _LOG.exception("the preliminary number of %s cannot be counted", candidate_id)
                continue
            self._write((_shown(candidate_id, number),), ROOM)
        self._log.score_due.clear()


def _shown(candidate_id: str, number: Preliminary) -> ev.PreliminaryShown:
    return ev.PreliminaryShown(
        candidate_id=candidate_id, key_revision=number.key_revision, right=number.right, total=number.total
    )

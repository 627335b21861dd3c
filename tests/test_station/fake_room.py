"""Be a room in memory, small and strict: one exam room's seats, one package, real signatures, real forms.

Every message goes through the real frames, so nothing passes here that the wire would not carry. The network
and the room can be made to fail: `cut` and `mend` the network of everybody, `stop` and `restart` the room,
lose requests or replies, send every push twice, damage files.
"""

from __future__ import annotations

import hashlib

from koperta_crypto.errors import CryptoError
from koperta_crypto.passphrase import CARD_SYMBOLS, check
from koperta_sync.entries import verify_entry
from koperta_sync.journal_keys import Scope, unwrap_at_room
from koperta_sync.protocol.base import PROTOCOL_VERSION, Message
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import (
    Entry,
    EntryKind,
    OutageKind,
    Phase,
)
from koperta_sync.protocol.workstation import (
    Beat,
    Beaten,
    ConfirmData,
    Deliver,
    Delivered,
    Done,
    FormStored,
    Hello,
    JournalKey,
    LoggedIn,
    LogIn,
    RecoverJournal,
    Welcome,
)
from tests.test_station.fake_day import FakeDay
from tests.test_station.fake_package import MINUTES, PICTURES, SITTING, Person


class FakeRoom(FakeDay):
    """Answer like a room."""

    def answer(self, seat: int, message: Message) -> Message:
        """Answer a request like the room; RefusedError."""
        self.asked.append(message)
        if self.busy and not isinstance(message, Hello | Beat):
            self.busy -= 1
            raise RefusedError(Refused.BUSY)
        if self.unlisted_refusal is not None and isinstance(message, Deliver):
            raise RefusedError(self.unlisted_refusal)
        match message:
            case Hello():
                return Welcome(version=PROTOCOL_VERSION, room_id="sala-12", view=self.view(seat))
            case LogIn():
                return self._log_in(seat, message)
            case Beat():
                return self._beat(seat, message)
            case Deliver():
                return self._deliver(seat, message)
            case _:
                return self._answer_candidate(seat, message)

    def _answer_candidate(self, seat: int, message: Message) -> Message:
        person = self.person_at(seat)
        if person is None:
            raise RefusedError(Refused.NO_CANDIDATE)
        match message:
            case ConfirmData(correct=correct):
                return self._confirm(person, correct)
            case FormStored(sha256=sha256):
                if sha256 != self.offer(person).sha256:
                    raise RefusedError(Refused.WRONG_STATE, "not the form that was offered")
                person.stored = sha256
                return Done(view=self.view(seat))
            case RecoverJournal():
                return self._recover(person, message)
            case _:
                raise RefusedError(Refused.BAD_MESSAGE)

    def file(self, seat: int, path: str) -> bytes:
        person = self.person_at(seat)
        if person is None or not self.unlocked:
            raise RefusedError(Refused.NO_CANDIDATE)
        self.fetched.append(path)
        data = self.sealed_form(person) if path == "/v1/form" else PICTURES[path.rpartition("/")[2]]
        if self.damage.get(path, 0):
            self.damage[path] -= 1
            return data[:-1] + bytes([data[-1] ^ 1])
        return data

    def _log_in(self, seat: int, message: LogIn) -> LoggedIn:
        for person in self.people.values():
            if person.username == message.username and message.secret == check(person.secret, CARD_SYMBOLS):
                break
        else:
            raise RefusedError(Refused.LOGIN_UNKNOWN)
        if person.seat not in (0, seat):
            raise RefusedError(Refused.OTHER_SEAT_ACTIVE)
        person.seat = seat
        person.epoch += 1
        if person.phase is Phase.WAITING:
            person.phase = Phase.CONFIRMING
        self.show(seat)  # before the reply, on purpose
        return LoggedIn(view=self.view(seat), journal_public=self.journal_key.public.hex())

    def _confirm(self, person: Person, correct: bool) -> Done:
        if person.phase is not Phase.CONFIRMING:
            raise RefusedError(Refused.WRONG_STATE)
        seat = person.seat
        if correct:
            person.phase = Phase.READY if self.started else Phase.PREPARED
        else:
            person.phase, person.seat = Phase.WAITING, 0
        return Done(view=self.view(seat))

    def _beat(self, seat: int, beat: Beat) -> Beaten:
        self.beats.append(beat)
        person = self.person_at(seat)
        if person is not None:
            self.count_work(person, beat.worked_ms)
        clock = None if person is None else self.time_of(person)
        return Beaten(wall_ms=self.clock.wall_ms() + self.wall_shift, clock=clock)

    def _recover(self, person: Person, message: RecoverJournal) -> JournalKey:
        scope = Scope(message.sitting_id, message.candidate_id, message.epoch)
        if not self.gives_journal_keys or scope != Scope(SITTING, person.facts.candidate_id, person.epoch):
            raise RefusedError(Refused.NOT_ALLOWED)
        try:
            key = unwrap_at_room(self.journal_key, bytes.fromhex(message.wrapped), scope)
        except CryptoError as error:
            raise RefusedError(Refused.WRONG_STATE, str(error)) from error
        return JournalKey(key=key.hex())

    def _deliver(self, seat: int, message: Deliver) -> Delivered:
        self.deliveries += 1
        person = self.people[message.candidate_id]
        public = self.machines[seat].answer_key.public
        if not message.entries:
            raise RefusedError(Refused.BAD_MESSAGE, "nothing to deliver")
        for entry in message.entries:
            verify_entry(public, message.sitting_id, message.candidate_id, message.epoch, entry)
        if message.epoch < person.epoch or person.seat != seat:
            known = {entry.cseq for entry in person.late}
            person.late += [entry for entry in message.entries if entry.cseq not in known]
            raise RefusedError(Refused.EPOCH_OVER, through=message.entries[-1].cseq)
        held = person.entries.setdefault(person.epoch, {})
        late = 0
        for entry in message.entries:
            if entry.cseq in held:
                if held[entry.cseq] != entry:
                    raise RefusedError(Refused.ENTRY_CONFLICT, f"entry {entry.cseq}")
                continue
            if entry.cseq != len(held) + 1:
                raise RefusedError(Refused.ENTRY_GAP, through=len(held))
            late += self._take(person, entry)
            held[entry.cseq] = entry
        self.count_work(person, message.worked_ms)
        self.sequence += 1
        return Delivered(
            through=person.through,
            sequence=self.sequence,
            head=hashlib.sha256(str(self.sequence).encode()).hexdigest(),
            late=late,
            clock=self.time_of(person),
            phase=person.phase,
        )

    def _take(self, person: Person, entry: Entry) -> int:
        """Let an entry count, or keep it as late."""
        self.count(person)
        if entry.kind is EntryKind.START:
            if person.phase is not Phase.READY:
                raise RefusedError(Refused.ENTRY_NOT_ALLOWED, "START")
            person.phase = Phase.SOLVING
        elif person.phase not in (Phase.SOLVING, Phase.EXPIRED, Phase.COVERED, Phase.SUSPENDED):
            person.late.append(entry)
            return 1
        if entry.kind is EntryKind.OUTAGE:
            person.reports.append((entry.item, int(entry.value)))
            if entry.item == OutageKind.SUSPENDED or (entry.item == OutageKind.PAUSED and self.pauses):
                person.consumed_ms = min(person.consumed_ms, entry.worked_ms)
            return 0
        if entry.kind is EntryKind.FINISH:
            person.phase = Phase.FINISHED
        if entry.worked_ms > MINUTES * 60_000 + 1000:
            raise RefusedError(Refused.ENTRY_NOT_ALLOWED, "more time than there was")
        person.taken.append(entry)
        return 0

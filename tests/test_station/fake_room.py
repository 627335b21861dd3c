"""Be a room in memory, small and strict: one exam room's seats, one package, real signatures, real forms.

Every message goes through the real frames, so nothing passes here that the wire would not carry. The network
and the room can be made to fail: `cut` and `mend` the network of everybody, `stop` and `restart` the room,
lose requests or replies, send every push twice, damage files.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from koperta_crypto.errors import CryptoError
from koperta_crypto.exchange import ExchangeKey
from koperta_crypto.passphrase import CARD_SYMBOLS, check, generate
from koperta_crypto.stream import pad, seal_stream
from koperta_packages.form import (
    FormContent,
    FormItem,
    FormOption,
    FormPicture,
    form_key,
    seal_form,
)
from koperta_packages.manifest import PADDING, segment_aad, segment_key
from koperta_station.desk import Link
from koperta_sync.client import LinkChange, LinkState
from koperta_sync.credentials import Credentials
from koperta_sync.entries import verify_entry
from koperta_sync.journal_keys import Scope, unwrap_at_room
from koperta_sync.protocol.base import PROTOCOL_VERSION, Message, Refusal
from koperta_sync.protocol.frames import (
    WORKSTATION,
    Push,
    encode_push,
    encode_refusal,
    encode_reply,
    encode_request,
)
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import (
    CandidateFacts,
    Clock,
    Credit,
    Entry,
    EntryKind,
    Phase,
    Resume,
    SealedFormOffer,
    SealedPicture,
    SeatView,
    SittingFacts,
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
    LeaseLost,
    LoggedIn,
    LogIn,
    RecoverJournal,
    ViewChanged,
    Welcome,
)
from koperta_sync.transport import RoomAwayError

PACKAGE = "2026Z-INF.03-1"
SITTING = "2026Z-2026-11-21-0900"
TASKS_KEY = bytes(range(32))
MINUTES = 60
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
OPTIONS = ("a", "b", "c", "d")
T = TypeVar("T", bound=Message)


class FakeClock:
    """Be both clocks of a machine, moved by hand."""

    def __init__(self) -> None:
        self.now_ms = 5_000

    def mono_ms(self) -> int:
        return self.now_ms

    def wall_ms(self) -> int:
        return 1_790_000_000_000 + self.now_ms

    def pass_ms(self, ms: int) -> None:
        self.now_ms += ms


def sealed_picture(segment_id: str) -> bytes:
    """Seal the one picture of the package under a segment's own key."""
    key = segment_key(TASKS_KEY, PACKAGE, segment_id)
    return b"".join(seal_stream(key, segment_aad(PACKAGE, segment_id), [pad(SVG, PADDING)]))


PICTURES = {segment_id: sealed_picture(segment_id) for segment_id in ("picture-001", "picture-002")}


def _picture_of(segment_id: str) -> FormPicture:
    sealed = PICTURES[segment_id]
    return FormPicture(
        name="plan.svg",
        segment_id=segment_id,
        segment_key_hex=segment_key(TASKS_KEY, PACKAGE, segment_id).hex(),
        length=len(sealed),
        sha256=hashlib.sha256(sealed).hexdigest(),
        media_type="image/svg+xml",
        alt="Plan",
    )


def form_content(candidate_id: str, tasks: int = 4) -> FormContent:
    """Make a form of a few tasks; the first two have a picture."""
    options = tuple(FormOption(option, f"<p>{option}</p>") for option in OPTIONS)
    pictures = [(_picture_of(segment_id),) for segment_id in PICTURES]
    items = tuple(
        FormItem(at, f"zad-{at:02}", "<p>?</p>", options, pictures[at - 1] if at <= len(pictures) else ())
        for at in range(1, tasks + 1)
    )
    return FormContent(PACKAGE, candidate_id, 1, "Egzamin", "INF.03", MINUTES, True, items)


@dataclass
class Person:
    """Hold a candidate of the sitting, and what the room has of them."""

    facts: CandidateFacts
    username: str
    secret: str
    phase: Phase = Phase.WAITING
    epoch: int = 0
    seat: int = 0
    entries: dict[int, dict[int, Entry]] = field(default_factory=dict)  # epoch → cseq → entry
    taken: list[Entry] = field(default_factory=list)  # what counted, in the order it was taken
    late: list[Entry] = field(default_factory=list)
    consumed_ms: int = 0
    counted_at: int = 0
    credit_ms: int = 0
    stored: str = ""

    @property
    def through(self) -> int:
        return len(self.entries.get(self.epoch, {}))

    def answers(self) -> dict[str, str]:
        chosen = {e.item: e.value for e in self.taken if e.kind is EntryKind.ANSWER}
        return {item: value for item, value in chosen.items() if value}

    def flags(self) -> set[str]:
        marked = {e.item: e.value for e in self.taken if e.kind is EntryKind.FLAG}
        return {item for item, value in marked.items() if value == "1"}


class FakeRoom:
    """Answer like a room; all of its time is the clock's, none of it real."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.people: dict[str, Person] = {}
        self.machines: dict[int, Credentials] = {}
        self.links: list[FakeLink] = []
        self.started = False
        self.unlocked = True
        self.up = True
        self.network = True
        self.gives_journal_keys = True
        self.lose_requests = 0
        self.lose_replies = 0
        self.lose_replies_quietly = 0  # the connection stays: only time tells
        self.busy = 0  # how many acts are put off
        self.asked: list[Message] = []
        self.push_twice = False
        self.damage: dict[str, int] = {}  # path → how many times it arrives damaged
        self.fetched: list[str] = []
        self.beats: list[Beat] = []
        self.deliveries = 0
        self.wall_shift = 0
        self.running_since: int | None = None
        self.sequence = 0
        self.unlisted_refusal: Refused | None = None
        self._journal_key = ExchangeKey.generate()

    # ---- the day ----------------------------------------------------------------------------------

    def add_person(self, name: str = "Ewa") -> Person:
        number = len(self.people) + 1
        facts = CandidateFacts(
            candidate_id=f"kandydat-{number}",
            first_names=name,
            surname="Kowal",
            document="08310112345",
            qualification="INF.03",
            qualification_name="Tworzenie stron",
        )
        person = Person(facts, f"kowal-{number}", generate(lambda n: bytes([number] * n), CARD_SYMBOLS))
        self.people[facts.candidate_id] = person
        return person

    def start(self) -> None:
        """Start the sitting: keys go out to everybody who is prepared."""
        self.started = True
        for person in self.people.values():
            if person.phase is Phase.PREPARED:
                person.phase = Phase.READY
            self.show(person.seat)

    def set_phase(self, person: Person, phase: Phase, credit_ms: int = 0) -> None:
        """Let the team cover, suspend, end or go on."""
        self._count(person)
        person.phase = phase
        person.credit_ms += credit_ms
        self.show(person.seat)

    def move(self, person: Person) -> None:
        """Let the candidate go on at another seat."""
        old, person.seat = person.seat, 99
        person.epoch += 1
        self.push(old, LeaseLost(epoch=person.epoch, view=self.view(old)))

    def show(self, seat: int) -> None:
        self.push(seat, ViewChanged(view=self.view(seat)))

    def push(self, seat: int, message: Message) -> None:
        for link in self.links:
            if link.seat == seat and link.connected:
                link.take_push(message)
                if self.push_twice:
                    link.take_push(message)

    # ---- faults -----------------------------------------------------------------------------------

    def cut(self) -> None:
        self.network = False
        self.drop()

    def mend(self) -> None:
        self.network = True

    def drop(self) -> None:
        for link in self.links:
            link.lose()

    def stop(self) -> None:
        for person in self.people.values():
            self._count(person)
        self.up = False
        self.drop()

    def restart(self, *, locked: bool) -> None:
        self.up = True
        self.unlocked = not locked
        for person in self.people.values():
            person.counted_at = self.clock.now_ms

    def reachable(self) -> bool:
        return self.up and self.network

    # ---- answering --------------------------------------------------------------------------------

    def person_at(self, seat: int) -> Person | None:
        return next((one for one in self.people.values() if one.seat == seat and one.epoch), None)

    def view(self, seat: int) -> SeatView:
        person = self.person_at(seat)
        wall = self.clock.wall_ms() + self.wall_shift
        blank = SeatView(
            phase=Phase.WAITING, room_label="Zespół Szkół", exam_room="sala 12", seat_number=seat, wall_ms=wall
        )
        if person is None:
            return blank
        offered = self.unlocked and person.phase is not Phase.CONFIRMING
        clock = self.time_of(person)
        return msgspec.structs.replace(
            blank,
            phase=person.phase,
            candidate=person.facts,
            sitting=self.sitting(),
            epoch=person.epoch,
            form=self.offer(person) if offered else None,
            form_key=form_key(TASKS_KEY, PACKAGE, person.facts.candidate_id, 1).hex()
            if offered and self.started
            else "",
            clock=clock,
            resume=Resume(
                answers=person.answers(),
                flags=tuple(sorted(person.flags())),
                worked_ms=max((e.worked_ms for e in person.taken), default=0),
                delivered_through=person.through,
            ),
        )

    def sitting(self) -> SittingFacts:
        return SittingFacts(
            sitting_id=SITTING,
            title="Egzamin",
            session="2026Z",
            opens_at_ms=0,
            trial=False,
            tasks=4,
            minutes=MINUTES,
            calculator=True,
            started=self.started,
        )

    def sealed_form(self, person: Person) -> bytes:
        owner = person.facts.candidate_id
        key = form_key(TASKS_KEY, PACKAGE, owner, 1)
        return seal_form(key, form_content(owner), candidate_id=owner, package_id=PACKAGE, attempt=1)

    def offer(self, person: Person) -> SealedFormOffer:
        sealed = self.sealed_form(person)
        pictures = tuple(
            SealedPicture(segment_id=name, length=len(data), sha256=hashlib.sha256(data).hexdigest())
            for name, data in PICTURES.items()
        )
        return SealedFormOffer(
            package_id=PACKAGE,
            attempt=1,
            length=len(sealed),
            sha256=hashlib.sha256(sealed).hexdigest(),
            pictures=pictures,
        )

    def time_of(self, person: Person) -> Clock:
        self._count(person)
        entitled = MINUTES * 60_000
        remaining = entitled + person.credit_ms - person.consumed_ms
        given = (Credit(reason="room-exit", ms=person.credit_ms),) if person.credit_ms else ()
        return Clock(
            entitled_ms=entitled,
            remaining_ms=remaining,
            ends_at_ms=self.clock.wall_ms() + remaining,
            running=person.phase is Phase.SOLVING,
            credits=given,
        )

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
        return LoggedIn(view=self.view(seat), journal_public=self._journal_key.public.hex())

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
            self._count_work(person, beat.worked_ms)
        clock = None if person is None else self.time_of(person)
        return Beaten(wall_ms=self.clock.wall_ms() + self.wall_shift, clock=clock)

    def _recover(self, person: Person, message: RecoverJournal) -> JournalKey:
        scope = Scope(message.sitting_id, message.candidate_id, message.epoch)
        if not self.gives_journal_keys or scope != Scope(SITTING, person.facts.candidate_id, person.epoch):
            raise RefusedError(Refused.NOT_ALLOWED)
        try:
            key = unwrap_at_room(self._journal_key, bytes.fromhex(message.wrapped), scope)
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
        self._count_work(person, message.worked_ms)
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
        self._count(person)
        if entry.kind is EntryKind.START:
            if person.phase is not Phase.READY:
                raise RefusedError(Refused.ENTRY_NOT_ALLOWED, "START")
            person.phase = Phase.SOLVING
        elif person.phase not in (Phase.SOLVING, Phase.EXPIRED, Phase.COVERED, Phase.SUSPENDED):
            person.late.append(entry)
            return 1
        if entry.kind is EntryKind.FINISH:
            person.phase = Phase.FINISHED
        if entry.worked_ms > MINUTES * 60_000 + 1000:
            raise RefusedError(Refused.ENTRY_NOT_ALLOWED, "more time than there was")
        person.taken.append(entry)
        return 0

    def _count(self, person: Person) -> None:
        """Let the clock's time pass for somebody who is solving while the room is up."""
        now = self.clock.now_ms
        if person.phase is Phase.SOLVING and self.up:
            person.consumed_ms += now - person.counted_at
        person.counted_at = now

    def _count_work(self, person: Person, worked_ms: int) -> None:
        self._count(person)
        if person.phase is Phase.SOLVING and worked_ms > person.consumed_ms + 1000:
            person.consumed_ms = worked_ms


class FakeLink:
    """Be a `RoomLink` to a `FakeRoom`; the strict frames are the wire."""

    def __init__(
        self,
        room: FakeRoom,
        credentials: Credentials,
        on_push: Callable[[Message], None],
        on_state: Callable[[LinkChange], None],
        hello: Callable[[], Message],
    ) -> None:
        self.seat = credentials.seat_number
        self.connected = False
        self._room = room
        self._on_push = on_push
        self._on_state = on_state
        self._hello = hello
        self._lost = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        room.machines[self.seat] = credentials
        room.links.append(self)

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def close(self) -> None:
        self.connected = False
        if self in self._room.links:
            self._room.links.remove(self)
        if self._task is not None:
            self._task.cancel()

    def lose(self) -> None:
        self._lost.set()
        if self.connected:
            self.connected = False
            self._on_state(LinkChange(LinkState.AWAY))

    def take_push(self, message: Message) -> None:
        frame = WORKSTATION.decode_from_room(encode_push(message))
        assert isinstance(frame, Push)
        self._on_push(frame.message)

    async def request(self, message: Message, reply_type: type[T], seconds: float = 10.0) -> T:
        self._check()
        await asyncio.sleep(0)
        self._check()
        if self._room.lose_requests:
            self._room.lose_requests -= 1
            self.lose()
            raise RoomAwayError("the request was lost")
        answer = self._answer(message)
        if self._room.lose_replies:
            self._room.lose_replies -= 1
            self.lose()
            raise RoomAwayError("the reply was lost")
        if self._room.lose_replies_quietly and not isinstance(message, Beat):
            self._room.lose_replies_quietly -= 1
            raise RoomAwayError("the room did not answer in time")
        await asyncio.sleep(0)
        if isinstance(answer, Refusal):
            raise RefusedError.received(answer)
        assert isinstance(answer, reply_type)
        return answer

    async def fetch(self, path: str, limit: int = 2**26, seconds: float = 60.0) -> bytes:
        self._check()
        await asyncio.sleep(0)
        self._check()
        data = self._room.file(self.seat, path)
        if len(data) > limit:
            raise RoomAwayError("more than the limit")
        return data

    def _check(self) -> None:
        if not self.connected:
            raise RoomAwayError("the room is not connected")

    def _answer(self, message: Message) -> Message | Refusal:
        request = WORKSTATION.decode_request(encode_request(1, message))
        try:
            frame = encode_reply(1, self._room.answer(self.seat, request.do))
        except RefusedError as error:
            frame = encode_refusal(1, error.refusal)
        decoded = WORKSTATION.decode_from_room(frame)
        assert not isinstance(decoded, Push)
        return decoded.answer

    async def _run(self) -> None:
        said_away = False
        while True:
            self._lost.clear()
            if self._room.reachable():
                welcome = self._answer(self._hello())
                assert isinstance(welcome, Welcome)
                self.connected = True
                self._on_state(LinkChange(LinkState.CONNECTED))
                self._on_push(welcome)
                await self._lost.wait()
            elif not said_away:
                self._on_state(LinkChange(LinkState.AWAY))
                said_away = True
            await asyncio.sleep(0.002)


def link_factory(room: FakeRoom) -> Callable[..., Link]:
    """Return what a session takes for `RoomLink`."""

    def make(
        credentials: Credentials,
        kind: MachineRole,
        on_push: Callable[[Message], None],
        on_state: Callable[[LinkChange], None],
        *,
        hello: Callable[[], Message],
    ) -> Link:
        assert kind is MachineRole.WORKSTATION
        return FakeLink(room, credentials, on_push, on_state, hello)

    return make

"""Keep the day of a fake room: its candidates, its clock, its views, and what can be made to go wrong."""

from __future__ import annotations

import hashlib
from typing import Protocol

import msgspec

from koperta_crypto.exchange import ExchangeKey
from koperta_crypto.passphrase import CARD_SYMBOLS, generate
from koperta_packages.form import (
    form_key,
    seal_form,
)
from koperta_sync.credentials import Credentials
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.seat import (
    CandidateFacts,
    Clock,
    Credit,
    Phase,
    Resume,
    SealedFormOffer,
    SealedPicture,
    SeatView,
    SittingFacts,
)
from koperta_sync.protocol.workstation import (
    Beat,
    LeaseLost,
    ViewChanged,
)
from tests.test_station.fake_package import MINUTES, PACKAGE, PICTURES, SITTING, TASKS_KEY, Person, form_content


class FakeClock:
    """Be both clocks of a machine, moved by hand."""

    def __init__(self) -> None:
        self.now_ms = 5_000
        self.slept_ms = 0

    def mono_ms(self) -> int:
        return self.now_ms

    def wall_ms(self) -> int:
        return 1_790_000_000_000 + self.now_ms + self.slept_ms

    def asleep_ms(self) -> int:
        return self.slept_ms

    def pass_ms(self, ms: int) -> None:
        self.now_ms += ms


class Machine(Protocol):
    """Be what the room knows of a connected workstation."""

    seat: int
    connected: bool

    def take_push(self, message: Message) -> None:
        """Bring a push to the workstation."""

    def lose(self) -> None:
        """End the connection."""


class FakeDay:
    """Hold what the room knows; all of its time is the clock's, none of it real."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.people: dict[str, Person] = {}
        self.machines: dict[int, Credentials] = {}
        self.links: list[Machine] = []
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
        self.pauses = False
        self.damage: dict[str, int] = {}  # path → how many times it arrives damaged
        self.fetched: list[str] = []
        self.beats: list[Beat] = []
        self.deliveries = 0
        self.wall_shift = 0
        self.running_since: int | None = None
        self.sequence = 0
        self.unlisted_refusal: Refused | None = None
        self.journal_key = ExchangeKey.generate()

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
        self.count(person)
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
            self.count(person)
        self.up = False
        self.drop()

    def restart(self, *, locked: bool) -> None:
        self.up = True
        self.unlocked = not locked
        for person in self.people.values():
            person.counted_at = self.clock.now_ms

    def reachable(self) -> bool:
        return self.up and self.network

    # ---- what it shows ----------------------------------------------------------------------------

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
            pauses=self.pauses,
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
        self.count(person)
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

    def count(self, person: Person) -> None:
        """Let the clock's time pass for somebody who is solving while the room is up."""
        now = self.clock.now_ms
        if person.phase is Phase.SOLVING and self.up:
            person.consumed_ms += now - person.counted_at
        person.counted_at = now

    def count_work(self, person: Person, worked_ms: int) -> None:
        self.count(person)
        if person.phase is Phase.SOLVING and worked_ms > person.consumed_ms + 1000:
            person.consumed_ms = worked_ms

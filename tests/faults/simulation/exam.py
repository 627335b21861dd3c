"""Say what a simulated sitting is: its packages, its people with their cards, their forms and workstations."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from random import Random

from koperta_crypto.chain import genesis
from koperta_crypto.passphrase import CARD_SYMBOLS, generate
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.room_state import Machine
from koperta_operator.room.rules.views import FormParts
from koperta_packages.form import FormContent
from koperta_sync.protocol.seat import CandidateFacts, SealedFormOffer
from tests.faults.simulation.cheap import CheapKey, form_of

SITTING = "2026Z-2026-11-21-0900"
GENESIS = genesis("koperta/journal/1", SITTING.encode())
EXAM_ROOM = "sala 12"
WALL_MS = 1_795_248_000_000
ITEMS = tuple(f"t{number:02}" for number in range(1, 13))
OPTIONS: dict[str, tuple[str, ...]] = {item: ("a", "b", "c", "d") for item in ITEMS}
WORK_ON, PAUSES = "inf03-2026z", "ele02-2026z"


@dataclass(frozen=True, slots=True)
class Card:
    """Hold one candidate as board and card know them."""

    candidate_id: str
    username: str
    secret: str
    package_id: str
    extra_minutes: int
    exam_room: str = EXAM_ROOM


@dataclass(frozen=True, slots=True)
class Exam:
    """Hold a sitting; also what the room knows by heart while it is unlocked."""

    minutes: int
    cards: tuple[Card, ...]
    spare_seats: int
    room_label: str = "Sala próbna"

    @classmethod
    def drawn(cls, dice: Random) -> Exam:
        """Draw the size and the people of a day."""
        count = dice.randint(2, 4)
        cards = tuple(
            Card(
                f"k{number}",
                f"kowal-{number}",
                generate(lambda n, number=number: bytes([number] * n), CARD_SYMBOLS),  # type: ignore[misc]  # a default argument
                PAUSES if dice.random() < 0.25 else WORK_ON,
                dice.choice((0, 0, 0, 1)),
            )
            for number in range(1, count + 1)
        )
        return cls(dice.choice((1, 1, 2, 2, 3)), cards, 2)

    @property
    def seats(self) -> range:
        """Return the seat numbers of the room, the spare ones last."""
        return range(1, len(self.cards) + self.spare_seats + 1)

    def entitled_ms(self, candidate_id: str) -> int:
        """Return the whole time of a candidate."""
        return (self.minutes + self.card(candidate_id).extra_minutes) * 60_000

    def card(self, candidate_id: str) -> Card:
        """Return a candidate's card."""
        return next(card for card in self.cards if card.candidate_id == candidate_id)

    def forms(self) -> dict[str, FormContent]:
        """Return what each candidate sees."""
        return {c.candidate_id: form_of(c.package_id, c.candidate_id, self.minutes, OPTIONS) for c in self.cards}

    # ---- what the room is asked at the beginning --------------------------------------------------

    def opened(self) -> do.OpenSitting:
        """Return the command that makes the sitting."""
        packages = tuple(
            ev.PackageFacts(
                package_id=name,
                qualification=name[:5],
                name=name,
                tasks=len(ITEMS),
                minutes=self.minutes,
                outage=policy,
                show_preliminary=False,
            )
            for name, policy in ((WORK_ON, "work-on"), (PAUSES, ev.PAUSE_AND_CREDIT))
        )
        entries = tuple(
            ev.CandidateEntry(
                candidate_id=card.candidate_id,
                package_id=card.package_id,
                exam_room=EXAM_ROOM,
                minutes=self.minutes,
                extra_minutes=card.extra_minutes,
            )
            for card in self.cards
        )
        return do.OpenSitting(
            opened=ev.SittingOpened(
                sitting_id=SITTING,
                session="2026 Zima",
                title="próba",
                opens_at_ms=0,
                trial=False,
                room_id="r-1",
                packages=packages,
                candidates=entries,
            )
        )

    def unlocked(self) -> do.RecordUnlock:
        """Return the command that records an unlock; the same every time."""
        drawn, checks = [], []
        for package in (WORK_ON, PAUSES):
            forms = tuple(
                ev.FormLine(candidate_id=c.candidate_id, attempt=1, sha256=sealed_sha256(c.candidate_id), items=ITEMS)
                for c in self.cards
                if c.package_id == package
            )
            drawn.append(ev.FormsDrawn(package_id=package, options=OPTIONS, forms=forms))
            checks.append(ev.ScoreChecksRun(package_id=package, key_revision=1, failures=()))
        unlocked = ev.Unlocked(package_ids=(WORK_ON, PAUSES), passphrase_id="7QX4")
        return do.RecordUnlock(unlocked=unlocked, forms=tuple(drawn), checks=tuple(checks))


class Texts:
    """Know names and forms as the room does; forms only while it is unlocked in this run."""

    def __init__(self, exam: Exam) -> None:
        self.exam = exam
        self.unlocked = False
        self.room_label = exam.room_label
        self._facts = {card.candidate_id: _facts(card) for card in exam.cards}
        self._forms = {card.candidate_id: _form(card) for card in exam.cards}
        self._cards = {card.username: card for card in exam.cards}

    def facts(self, candidate_id: str) -> CandidateFacts | None:
        """Return what a candidate is asked to confirm."""
        return self._facts[candidate_id]

    def form(self, candidate_id: str) -> FormParts | None:
        """Return the form's offer."""
        return self._forms[candidate_id] if self.unlocked else None

    def card(self, username: str) -> Card | None:
        """Return whose card says this user name."""
        return self._cards.get(username)


def sealed(candidate_id: str) -> bytes:
    """Return what stands for the sealed form."""
    return f"form of {candidate_id}".encode()


def sealed_sha256(candidate_id: str) -> str:
    """Return its hash."""
    return hashlib.sha256(sealed(candidate_id)).hexdigest()


def key_of(seat: int) -> CheapKey:
    """Return the key a workstation signs entries with."""
    return CheapKey(hashlib.sha256(f"workstation {seat}".encode()).digest())


def machine_of(seat: int) -> Machine:
    """Return a workstation as the room has enrolled it."""
    print_ = hashlib.sha256(f"certificate {seat}".encode()).hexdigest()
    return Machine(print_, "workstation", f"ws-{seat}", EXAM_ROOM, seat, key_of(seat).public.hex())


def _facts(card: Card) -> CandidateFacts:
    return CandidateFacts(
        candidate_id=card.candidate_id,
        first_names="Ewa",
        surname="Kowal",
        document="0",
        qualification="INF.03",
        qualification_name="Strony",
    )


def _form(card: Card) -> FormParts:
    data = sealed(card.candidate_id)
    offer = SealedFormOffer(
        package_id=card.package_id, attempt=1, length=len(data), sha256=sealed_sha256(card.candidate_id)
    )
    return FormParts(offer, bytes(32).hex())

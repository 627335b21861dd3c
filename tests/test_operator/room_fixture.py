"""Build small sittings for tests: N candidates, workstations that really sign, a clock that is turned by hand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from koperta_crypto.chain import genesis
from koperta_crypto.signing import SigningKey
from koperta_operator.room.journal.store import Journal
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.moments import Now
from koperta_operator.room.rules.views import FormParts
from koperta_sync.entries import sign_entry
from koperta_sync.protocol.seat import CandidateFacts, Entry, EntryKind, SealedFormOffer

T = TypeVar("T")

SITTING = "2026Z-2026-11-21-0900"
PACKAGE = "inf03-2026z"
EXAM_ROOM = "sala 12"
OPENS_AT_MS = 1_795_248_000_000
MINUTES = 60
ITEMS = tuple(f"t{number:02}" for number in range(1, 9))
OPTIONS: dict[str, tuple[str, ...]] = {item: ("a", "b", "c", "d") for item in ITEMS}
GENESIS = genesis("koperta/journal/1", SITTING.encode())
OPERATOR = "operator-1"


class FakeClock:
    """Be the room's clocks, turned by hand; they start one minute before the hour."""

    def __init__(self, mono_ms: int = 7_000_000, wall_ms: int = OPENS_AT_MS - 60_000) -> None:
        self.mono_ms = mono_ms
        self.wall_ms = wall_ms
        self.asleep_ms = 0

    def read(self, boot: int) -> Now:
        """Return the present moment."""
        return Now(boot, self.mono_ms, self.wall_ms, self.asleep_ms)

    def pass_ms(self, ms: int) -> None:
        """Let time pass on both clocks."""
        self.mono_ms += ms
        self.wall_ms += ms

    def sleep_ms(self, ms: int) -> None:
        """Let the machine sleep: its monotonic clock stands."""
        self.wall_ms += ms
        self.asleep_ms += ms


class SmallTexts:
    """Know names and forms as the room does while the sitting is unlocked."""

    room_label = "Sala próbna"

    def facts(self, candidate_id: str) -> CandidateFacts | None:
        """Return made-up data of a candidate."""
        return CandidateFacts(
            candidate_id=candidate_id,
            first_names="Ewa",
            surname=f"Kowal-{candidate_id}",
            document="00000000000",
            qualification="INF.03",
            qualification_name="Tworzenie stron",
        )

    def form(self, candidate_id: str) -> FormParts | None:
        """Return an offer whose hash is the one in the journal."""
        digest = form_sha256(candidate_id)
        offer = SealedFormOffer(package_id=PACKAGE, attempt=1, length=4096, sha256=digest)
        return FormParts(offer, hashlib.sha256(digest.encode()).hexdigest())


def form_sha256(candidate_id: str) -> str:
    """Return the hash of a candidate's sealed form."""
    return hashlib.sha256(f"form of {candidate_id}".encode()).hexdigest()


def candidate_ids(count: int) -> list[str]:
    """Return the ids of a sitting's candidates: k1, k2, …"""
    return [f"k{number}" for number in range(1, count + 1)]


def opened(
    count: int = 3,
    *,
    extra: dict[str, int] | None = None,
    exempt: tuple[str, ...] = (),
    outage: str = "work-on",
) -> do.OpenSitting:
    """Return the command that makes a sitting; `extra` are minutes of accommodation by candidate."""
    extra = extra or {}
    return do.OpenSitting(
        opened=ev.SittingOpened(
            sitting_id=SITTING,
            session="2026 Zima",
            title="21 listopada 2026, 9.00",
            opens_at_ms=OPENS_AT_MS,
            trial=False,
            room_id="r-1",
            packages=(
                ev.PackageFacts(
                    package_id=PACKAGE,
                    qualification="INF.03",
                    name="Tworzenie stron",
                    tasks=len(ITEMS),
                    minutes=MINUTES,
                    outage=outage,
                ),
            ),
            candidates=tuple(
                ev.CandidateEntry(
                    candidate_id=candidate_id,
                    package_id=PACKAGE,
                    exam_room=EXAM_ROOM,
                    minutes=MINUTES,
                    extra_minutes=extra.get(candidate_id, 0),
                    exempt=candidate_id in exempt,
                )
                for candidate_id in candidate_ids(count)
            ),
        )
    )


def unlocked(ids: list[str], failures: tuple[str, ...] = ()) -> do.RecordUnlock:
    """Return the command that records an unlock with a form of all tasks for everybody."""
    forms = tuple(
        ev.FormLine(candidate_id=candidate_id, attempt=1, sha256=form_sha256(candidate_id), items=ITEMS)
        for candidate_id in ids
    )
    return do.RecordUnlock(
        actor=OPERATOR,
        unlocked=ev.Unlocked(package_ids=(PACKAGE,), passphrase_id="7QX4"),
        forms=(ev.FormsDrawn(package_id=PACKAGE, options=OPTIONS, forms=forms),),
        checks=(ev.ScoreChecksRun(package_id=PACKAGE, key_revision=1, failures=failures),),
    )


@dataclass
class Workstation:
    """Be one kiosk without a network: its key, its clocks, its journal of signed entries."""

    number: int
    clock: FakeClock
    mono_offset: int = 500_000
    worked_ms: int = 0
    candidate_id: str = ""
    epoch: int = 1
    entries: list[Entry] = field(default_factory=list)
    key: SigningKey = field(init=False)

    def __post_init__(self) -> None:
        self.key = SigningKey.from_seed(hashlib.sha256(f"workstation {self.number}".encode()).digest())

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of the workstation's certificate."""
        return hashlib.sha256(f"certificate {self.number}".encode()).hexdigest()

    @property
    def mono_ms(self) -> int:
        """Return the workstation's own monotonic clock."""
        return self.clock.mono_ms + self.mono_offset

    def log_in(self, candidate_id: str, *, exam_room: str = EXAM_ROOM, epoch: int = 1) -> do.LogIn:
        """Return the login of a candidate at this workstation."""
        self.candidate_id = candidate_id
        self.epoch = epoch
        self.entries = []
        return do.LogIn(
            candidate_id=candidate_id,
            workstation=self.fingerprint,
            exam_room=exam_room,
            seat_number=self.number,
            answer_key=self.key.public.hex(),
        )

    def confirm(self, correct: bool = True) -> do.ConfirmData:
        """Return the candidate's word on the data shown."""
        return do.ConfirmData(candidate_id=self.candidate_id, workstation=self.fingerprint, correct=correct)

    def write(self, kind: EntryKind, item: str = "", value: str = "", *, worked_ms: int | None = None) -> Entry:
        """Sign an entry and keep it, as a kiosk does before it sends."""
        entry = sign_entry(
            self.key,
            SITTING,
            self.candidate_id,
            self.epoch,
            cseq=len(self.entries) + 1,
            kind=kind,
            item=item,
            value=value,
            worked_ms=self.worked_ms if worked_ms is None else worked_ms,
            mono_ms=self.mono_ms,
            boot="b1",
        )
        self.entries.append(entry)
        return entry

    def deliver(self, *entries: Entry, verified: bool = True) -> do.Deliver:
        """Return a delivery of these entries, sent now."""
        return do.Deliver(
            actor=f"workstation:{self.fingerprint[:8]}",
            candidate_id=self.candidate_id,
            workstation=self.fingerprint,
            epoch=self.epoch,
            entries=entries,
            sent_mono_ms=self.mono_ms,
            worked_ms=self.worked_ms,
            verified=verified,
        )

    def send(self, kind: EntryKind, item: str = "", value: str = "") -> do.Deliver:
        """Sign one entry and return its delivery."""
        return self.deliver(self.write(kind, item, value))

    def beat(self, undelivered: int = 0) -> do.Beat:
        """Return a sign of life."""
        return do.Beat(
            candidate_id=self.candidate_id,
            workstation=self.fingerprint,
            worked_ms=self.worked_ms,
            undelivered=undelivered,
        )

    def work_ms(self, ms: int) -> None:
        """Let time pass in which the candidate works."""
        self.clock.pass_ms(ms)
        self.worked_ms += ms


def open_journal(folder: Path) -> Journal:
    """Open or make the sitting's journal in a folder."""
    return Journal.open(folder / "journal.db", GENESIS)

"""Play a room through a day without a network: its journals are made of the room's own events, byte for byte.

What a bundle test changes, it changes here: an event, a signature, a statement. The board's reader is never
asked to make anything it is going to read.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from koperta_crypto.signing import SigningKey
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules import room_events as room
from koperta_packages import documents
from koperta_packages.board.storage import IssuedSitting, KeptPackage
from koperta_packages.candidates import Candidate, CandidateData
from koperta_packages.draw import DrawPlan, draw_seed
from koperta_packages.items import ItemPool
from koperta_packages.registration import REGISTRATION_TYPE, RegistrationPayload
from koperta_sync.bundle.draft import BundleDraft, BundleFacts, FinishedBundle
from koperta_sync.bundle.manifest import (
    BundlePackage,
    Counts,
    TimeStatement,
    Witness,
    room_genesis,
    sitting_genesis,
)
from koperta_sync.entries import sign_entry
from koperta_sync.protocol.seat import Entry, EntryKind
from tests.board_fixture import PIN, IssuedSittingForTest, Official
from tests.test_sync.room_book import NOON, Book, Seat


class RoomPlay:
    """Play one room of an issued sitting."""

    def __init__(self, issued: IssuedSittingForTest) -> None:
        self.issued = issued
        self.identity = issued.room
        self.sitting_id = issued.issue.sitting_id
        self.store = IssuedSitting.at(issued.board, self.sitting_id, issued.board.storage_key(PIN))
        self.package: KeptPackage = self.store.record().packages[0]
        self.pool: ItemPool = self.store.pool(self.package.package_id)
        self.key = self.store.key_segment(self.package.package_id).key.right
        self.data: CandidateData = self.store.candidates(issued.centre.centre_number)
        self.sitting = Book(ev.CODEC, sitting_genesis(self.identity.room_id, self.sitting_id).start())
        self.room = Book(room.ROOM_CODEC, room_genesis(self.identity.room_id).start())
        self.seats: list[Seat] = []
        self.forms: dict[str, tuple[str, ...]] = {}
        self.epochs: dict[str, int] = {}
        self.witnesses: dict[str, Witness] = {}
        self.room.write(ev.BootStarted(version="0.1.0"))
        self.sitting.write(ev.BootStarted(version="0.1.0"))
        self._open()

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Return the sitting's candidates."""
        return self.data.candidates

    def _open(self) -> None:
        sitting = self.data.sitting
        facts = [
            ev.PackageFacts(
                package_id=one.package_id,
                qualification=one.qualification,
                name=one.name,
                tasks=one.tasks,
                minutes=one.minutes,
                manifest_sha256=one.manifest_sha256,
            )
            for one in sitting.packages
        ]
        lines = [
            ev.CandidateEntry(
                candidate_id=one.candidate_id,
                package_id=one.package_id,
                exam_room=one.exam_room,
                minutes=5,
                extra_minutes=one.extra_minutes,
                exempt=one.exempt,
            )
            for one in self.candidates
        ]
        self.sitting.write(
            ev.SittingOpened(
                sitting_id=self.sitting_id,
                session=sitting.session,
                title=sitting.title,
                opens_at_ms=NOON,
                trial=sitting.trial,
                room_id=self.identity.room_id,
                packages=tuple(facts),
                candidates=tuple(lines),
                sealed="00" * 24,
            )
        )

    def enrol(self, count: int = 1) -> list[Seat]:
        """Pair workstations."""
        made = []
        for _ in range(count):
            number = len(self.seats) + 1
            seat = Seat(f"{number:064x}", SigningKey.generate())
            self.room.write(
                room.MachineEnrolled(
                    fingerprint=seat.fingerprint,
                    role="workstation",
                    machine_name=f"pc-{number}",
                    exam_room="sala 12",
                    seat_number=number,
                    answer_key=seat.key.public.hex(),
                )
            )
            self.seats.append(seat)
            made.append(seat)
        return made

    def unlock(self) -> None:
        """Draw every form, as the room does after the unlock."""
        package_id = self.package.package_id
        plan = DrawPlan(self.pool, self.store.manifest(package_id).exam.rule)
        lines = []
        for one in self.candidates:
            if one.exempt:
                continue
            drawn = plan.draw(draw_seed(self.package.keys().tasks, package_id, one.candidate_id, 1), one.candidate_id)
            self.forms[one.candidate_id] = tuple(item.item_id for item in drawn.items)
            lines.append(
                ev.FormLine(
                    candidate_id=one.candidate_id, attempt=1, sha256="0" * 64, items=self.forms[one.candidate_id]
                )
            )
        items = self.pool.by_id()
        used = sorted({task for form in self.forms.values() for task in form})
        options = {task: tuple(option.id for option in items[task].options) for task in used}
        self.sitting.write(ev.Unlocked(package_ids=(package_id,), passphrase_id="ABCD"))
        self.sitting.write(ev.FormsDrawn(package_id=package_id, options=options, forms=tuple(lines)))
        self.sitting.write(ev.ScoreChecksRun(package_id=package_id, key_revision=1))
        self.sitting.write(ev.SittingStarted())

    def log_in(self, candidate: Candidate, seat: Seat) -> None:
        """Give a seat the lease of a candidate."""
        epoch = self.epochs[candidate.candidate_id] = self.epochs.get(candidate.candidate_id, 0) + 1
        seat.cseq = 0
        self.sitting.write(
            ev.LoggedIn(
                candidate_id=candidate.candidate_id,
                workstation=seat.fingerprint,
                answer_key=seat.key.public.hex(),
                exam_room="sala 12",
                seat_number=1,
                epoch=epoch,
            )
        )

    def entry(self, candidate: Candidate, seat: Seat, kind: EntryKind, item: str = "", value: str = "") -> Entry:
        """Let a workstation sign its next entry."""
        seat.cseq += 1
        return sign_entry(
            seat.key,
            self.sitting_id,
            candidate.candidate_id,
            self.epochs[candidate.candidate_id],
            cseq=seat.cseq,
            kind=kind,
            item=item,
            value=value,
            worked_ms=seat.cseq * 1_000,
            mono_ms=seat.cseq * 1_000,
            boot="b1",
        )

    def act(self, candidate: Candidate, seat: Seat, kind: EntryKind, item: str = "", value: str = "") -> None:
        """Let a candidate do something that the room accepts, and give the workstation its witness."""
        kinds: dict[EntryKind, type[ev.SignedEntry]] = {
            EntryKind.START: ev.AttemptStarted,
            EntryKind.ANSWER: ev.AnswerGiven,
            EntryKind.FLAG: ev.FlagSet,
            EntryKind.FINISH: ev.AttemptFinished,
        }
        entry = self.entry(candidate, seat, kind, item, value)
        self.write_signed(kinds[kind], candidate, entry)
        self.witness(seat)

    def write_signed(self, kind: type[ev.SignedEntry], candidate: Candidate, entry: Entry, **more: str) -> None:
        """Write an event around an entry."""
        epoch = self.epochs[candidate.candidate_id]
        self.sitting.write(kind(candidate_id=candidate.candidate_id, epoch=epoch, entry=entry, **more))

    def witness(self, seat: Seat) -> None:
        """Let a workstation keep the head it was acknowledged with."""
        sequence = len(self.sitting.lines)
        head = self.sitting.head_at(sequence).hex()
        self.witnesses[seat.fingerprint] = Witness(seat.fingerprint, sequence, head)

    def answer_all(self, candidate: Candidate, seat: Seat, right: int) -> None:
        """Answer every task of the form, the first `right` ones as the key says."""
        for place, task in enumerate(self.forms[candidate.candidate_id]):
            wrong = next(option for option in "abcd" if option != self.key[task])
            self.act(candidate, seat, EntryKind.ANSWER, task, self.key[task] if place < right else wrong)

    def sit(self, candidate: Candidate, seat: Seat, right: int) -> None:
        """Let a candidate sit the whole exam and see the preliminary number."""
        self.log_in(candidate, seat)
        self.sitting.write(ev.DataConfirmed(candidate_id=candidate.candidate_id))
        self.act(candidate, seat, EntryKind.START)
        self.answer_all(candidate, seat, right)
        self.act(candidate, seat, EntryKind.FINISH)
        self.show(candidate, right)

    def show(self, candidate: Candidate, right: int) -> None:
        """Show a preliminary number."""
        total = len(self.forms[candidate.candidate_id])
        self.sitting.write(
            ev.PreliminaryShown(candidate_id=candidate.candidate_id, key_revision=1, right=right, total=total)
        )

    def close(self, absent: Iterable[Candidate] = ()) -> None:
        """Close the sitting."""
        for one in absent:
            self.sitting.write(ev.MarkedAbsent(candidate_id=one.candidate_id))
        self.sitting.write(ev.Closed())

    def facts(self, folder: Path, *, export_number: int = 1, supersedes: str = "", counts: Counts) -> BundleFacts:
        """Return what the room says of its bundle; statements come from the registration file."""
        room_statement, officials = statements(self.issued)
        return BundleFacts(
            self.issued.centre.centre_number,
            self.sitting_id,
            self.identity.room_id,
            self.data.sitting.session,
            self.data.sitting.title,
            self.data.sitting.trial,
            export_number,
            supersedes,
            "0.1.0",
            (BundlePackage(self.package.package_id, self.package.manifest_sha256),),
            tuple(self.witnesses.values()),
            counts,
            TimeStatement(NOON, 1),
            room_statement,
            officials,
        )

    def prepare(self, folder: Path, facts: BundleFacts) -> BundleDraft:
        """Seal both journals as they stand."""
        folder.mkdir(exist_ok=True)
        return BundleDraft.prepare(folder, facts, self.sitting.lines, self.room.lines, self.issued.trust())


def a_small_day(issued: IssuedSittingForTest) -> tuple[RoomPlay, Counts]:
    """Play the smallest whole day: the first candidate sits with two right answers, the others are absent."""
    play = RoomPlay(issued)
    (seat,) = play.enrol()
    play.unlock()
    first, *others = play.candidates
    play.sit(first, seat, right=2)
    play.close(absent=others)
    return play, Counts(1, len(others), 0, len(play.forms[first.candidate_id]))


def export(
    play: RoomPlay, path: Path, counts: Counts, *, export_number: int = 1, supersedes: str = ""
) -> FinishedBundle:
    """Seal, sign by room, chair and operator, and write."""
    facts = play.facts(path.parent, export_number=export_number, supersedes=supersedes, counts=counts)
    with play.prepare(path.parent, facts) as draft:
        draft.sign(play.identity.signing)
        for official in signing_officials(play.issued):
            draft.sign(official.key)
        return draft.finish(path)


def signing_officials(issued: IssuedSittingForTest) -> tuple[Official, ...]:
    """Return the exam chair and the operator."""
    wanted = ("exam-chair", "operator")
    return tuple(one for one in issued.officials if one.role.value in wanted)


def statements(issued: IssuedSittingForTest) -> tuple[bytes, tuple[bytes, ...]]:
    """Return the statements of the main room, of the exam chair and of the operator, as the board made them."""
    decoded = documents.decode_envelope(
        issued.centre.registration.read_bytes(), REGISTRATION_TYPE, limit=4 * 1024 * 1024
    )
    payload = documents.parse(decoded.payload, RegistrationPayload, limit=4 * 1024 * 1024)
    keys = [one.key.public.hex() for one in signing_officials(issued)]
    rooms = [bytes.fromhex(one) for one in payload.rooms]
    people = [bytes.fromhex(one) for one in payload.officials]
    mine = next(one for one in rooms if issued.room.room_id.encode() in one)
    return mine, tuple(one for one in people if any(key.encode() in one for key in keys))

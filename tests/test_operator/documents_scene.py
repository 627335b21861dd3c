"""Play a small sitting of two rooms, two qualifications and two schools, and say what its documents are made from.

The numbers that the documents must show are written down in the tests by hand, from this story:

k1 begins at 9:00:00, is out of the room 9:10:00 to 9:15:00, hands in at 9:35:00. k2 has 30 minutes more and runs out of
time at 10:30:00. k3 is exempt. k4 and k7 never come (k7 would have had more time). k5 logs in and never begins.
k6 (other qualification) changes seats after 20 minutes and hands in at 9:40:00. k8 sits in the other room and hands in.
"""

from __future__ import annotations

from pathlib import Path

from koperta_operator.documents.diary import read_diary
from koperta_operator.documents.room_protocol import Sources
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.rules.moments import At
from koperta_packages.candidates import Accommodation, Candidate, SittingDefinition, SittingPackage
from koperta_sync.protocol.documents import Person, ProtocolDetails
from koperta_sync.protocol.seat import EntryKind
from tests.test_operator.desk import Desk
from tests.test_operator.room_fixture import (
    EXAM_ROOM,
    ITEMS,
    OPENS_AT_MS,
    OPERATOR,
    OPTIONS,
    PACKAGE,
    SITTING,
    Workstation,
    form_sha256,
)

OTHER_ROOM = "sala 14"
OTHER = "ele02-2026z"
SCHOOL, COURSE = "Zespół Szkół Technicznych w Łomży", "Centrum Kursów „Żak”"
NAMES = {
    "k1": ("Żółć-Świderska", "Łucja Zofia"), "k2": ("Nowak", "Jan"), "k3": ("Ćwik", "Ewa"), "k4": ("Łoś", "Adam"),
    "k5": ("Zając", "Piotr"), "k6": ("Sowa", "Anna"), "k7": ("Kot", "Maria"), "k8": ("Lis", "Oleksandra"),
}  # fmt: skip
PESELS = {"k1": "04251401353", "k2": "03240912345"}
MINUTE = 60_000
DETAILS = ProtocolDetails(
    address="ul. Szkolna 1, 18-400 Łomża",
    team=(
        Person(name="Zofia Wrona", body="Zespół Szkół Technicznych w Łomży", role="przewodnicząca"),
        Person(name="Marek Dąb", body="II Liceum Ogólnokształcące", role="członek"),
    ),
    observers=(Person(name="Irena Klon", body="Kuratorium Oświaty"),),
    helpers=(),
    actions="Na stanowisku 6 wymieniono klawiaturę; zgodę wyraził przewodniczący zespołu egzaminacyjnego.",
    remarks="",
)


def declared() -> dict[str, Candidate]:
    """Return the board's data of everybody."""
    return {
        key: Candidate(
            candidate_id=key, username=f"user-{key}", secret="K7QF9MZTPX4H", surname=surname, given_names=given,
            package_id=OTHER if key == "k6" else PACKAGE, exam_room=OTHER_ROOM if key == "k8" else EXAM_ROOM,
            pesel=PESELS.get(key), document=None if key in PESELS else f"ABC {key}",
            organisation=COURSE if key in ("k5", "k6") else SCHOOL,
            extra_minutes=30 if key in ("k2", "k7") else 0,
            accommodations=(Accommodation.LARGER_PRINT,) if key == "k6" else (), exempt=key == "k3",
        )
        for key, (surname, given) in NAMES.items()
    }  # fmt: skip


def definition(*, trial: bool = False) -> SittingDefinition:
    """Return the sitting as the board defines it."""
    packages = (
        SittingPackage(PACKAGE, "0" * 64, "INF.03", "Tworzenie stron i aplikacji internetowych", 40, 60),
        SittingPackage(OTHER, "1" * 64, "ELE.02", "Montaż i eksploatacja instalacji elektrycznych", 40, 60),
    )
    return SittingDefinition(
        SITTING, "2026 Zima", "21 listopada 2026, 9.00", "2026-11-21T09:00:00+01:00", "2026-11-21T13:00:00+01:00",
        trial, "146510-00123", SCHOOL, (EXAM_ROOM, OTHER_ROOM), packages,
    )  # fmt: skip


def _opened() -> do.OpenSitting:
    packages = tuple(
        ev.PackageFacts(
            package_id=one.package_id, qualification=one.qualification, name=one.name, tasks=len(ITEMS), minutes=60
        )
        for one in definition().packages
    )
    candidates = tuple(
        ev.CandidateEntry(
            candidate_id=one.candidate_id, package_id=one.package_id, exam_room=one.exam_room, minutes=60,
            extra_minutes=one.extra_minutes, exempt=one.exempt,
        )
        for one in declared().values()
    )  # fmt: skip
    return do.OpenSitting(
        opened=ev.SittingOpened(
            sitting_id=SITTING, session="2026 Zima", title="21 listopada 2026, 9.00", opens_at_ms=OPENS_AT_MS,
            trial=False, room_id="r-1", packages=packages, candidates=candidates,
        )
    )  # fmt: skip


def _unlocked() -> do.RecordUnlock:
    def drawn(package_id: str) -> ev.FormsDrawn:
        lines = tuple(
            ev.FormLine(candidate_id=one.candidate_id, attempt=1, sha256=form_sha256(one.candidate_id), items=ITEMS)
            for one in declared().values()
            if one.package_id == package_id and not one.exempt
        )
        return ev.FormsDrawn(package_id=package_id, options=OPTIONS, forms=lines)

    packages = (PACKAGE, OTHER)
    return do.RecordUnlock(
        actor=OPERATOR,
        unlocked=ev.Unlocked(package_ids=packages, passphrase_id="7QX4"),
        forms=tuple(drawn(one) for one in packages),
        checks=tuple(ev.ScoreChecksRun(package_id=one, key_revision=1) for one in packages),
    )


def begin(folder: Path) -> tuple[Desk, dict[str, Workstation]]:
    """Bring those who come to their seats, and k1, k2, k6 and k8 to their first task at nine."""
    desk = Desk(folder)
    desk.run(_opened())
    desk.run(_unlocked())
    machines = {}
    for number, key in ((1, "k1"), (2, "k2"), (5, "k5"), (6, "k6"), (8, "k8")):
        machine = machines[key] = Workstation(number, desk.clock)
        desk.connect(machine)
        desk.run(machine.log_in(key, exam_room=declared()[key].exam_room))
        desk.run(machine.confirm())
    desk.clock.pass_ms(OPENS_AT_MS - desk.clock.wall_ms)
    desk.run(do.StartSitting(actor=OPERATOR))
    for key in ("k1", "k2", "k6", "k8"):
        desk.run(machines[key].send(EntryKind.START))
    return desk, machines


def play(folder: Path) -> Desk:
    """Play the whole story up to the close."""
    desk, machines = begin(folder)

    def until(minute: int) -> None:
        while (left := OPENS_AT_MS + minute * MINUTE - desk.clock.wall_ms) > 0:
            desk.tick(min(left, MINUTE))

    until(10)
    desk.run(do.RoomExit(actor=OPERATOR, candidate_id="k1"))
    until(15)
    desk.run(do.RoomReturn(actor=OPERATOR, candidate_id="k1"))
    until(20)
    desk.disconnect(machines["k6"])
    desk.run(do.ReleaseLease(actor=OPERATOR, candidate_id="k6", sealed_reason=b"klawiatura".hex()))
    spare = Workstation(16, desk.clock)
    desk.connect(spare)
    desk.run(spare.log_in("k6", epoch=2))
    desk.run(spare.confirm())
    until(35)
    desk.run(machines["k1"].send(EntryKind.FINISH))
    until(40)
    desk.run(spare.send(EntryKind.FINISH))
    desk.run(machines["k8"].send(EntryKind.FINISH))
    until(91)
    desk.run(do.CloseSitting(actor=OPERATOR, absent=("k4", "k7")))
    return desk


def sources(desk: Desk) -> Sources:
    """Return what the documents of a desk's sitting are made from."""
    journal = desk.sitting.journal
    history = (
        (ev.CODEC.decode(one.kind, one.body), At(one.seq, one.boot, one.mono_ms, one.wall_ms, one.actor))
        for one in journal.read(0)
    )
    return Sources(
        diary=read_diary(history),
        sitting=definition(),
        people=declared(),
        head=journal.head,
        official=lambda actor: {OPERATOR: "Ewa Operator"}.get(actor, actor),
        unseal=lambda sealed: bytes.fromhex(sealed).decode(),
    )

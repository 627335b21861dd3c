"""What officials decided on the day stands in the protocols with its hour, its cause and who decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from koperta_operator.documents import counts
from koperta_operator.documents.collective import collective
from koperta_operator.documents.room_protocol import Sources, room_protocol
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import commands_of_acts as act
from koperta_sync.protocol.seat import EntryKind
from tests.test_operator.desk import Desk
from tests.test_operator.documents_scene import DETAILS, MINUTE, OTHER_ROOM, begin, sources
from tests.test_operator.room_fixture import EXAM_ROOM, OPENS_AT_MS, OPERATOR

CHAIR = act.Authority(role="exam-chair", second="team-7")
PHONED = act.Authority(role="room-chair", by_phone="chair-1", sealed_break_glass=b"druga osoba w drodze".hex())
CHANNELS = ("phone", "e-mail")


def until(desk: Desk, minute: int) -> None:
    """Let time pass to a minute after nine."""
    while (left := OPENS_AT_MS + minute * MINUTE - desk.clock.wall_ms) > 0:
        desk.tick(min(left, MINUTE))


def play_trouble(folder: Path) -> Desk:
    """Play a day of trouble.

    9:10 to 9:16 the workstation of k6 stands; 9:12 to 9:18 k2 is out; 9:14 to 9:24 the exam is suspended for everybody;
    9:30 k1 is annulled; 9:35 k8 stops for reasons of health and at 9:40 does not go on; 9:50 k6 hands in; k2 uses all.
    """
    desk, machines = begin(folder)
    until(desk, 10)
    said = b"pada klawiatura".hex()
    desk.run(act.ReportFailure(actor=OPERATOR, candidate_id="k6", code="keyboard", sealed_text=said))
    until(desk, 12)
    desk.run(do.RoomExit(actor=OPERATOR, candidate_id="k2"))
    until(desk, 14)
    desk.run(act.Suspend(actor="chair-1", authority=CHAIR, cause="fire", sealed_text=b"alarm".hex()))
    until(desk, 16)
    desk.run(act.ResumeWorkstation(actor=OPERATOR, candidate_id="k6"))
    until(desk, 18)
    desk.run(do.RoomReturn(actor=OPERATOR, candidate_id="k2"))
    until(desk, 24)
    told = b"OKE Lomza".hex()
    desk.run(act.Resume(actor="chair-1", authority=CHAIR, sealed_text=told, sealed_told=told, channels=CHANNELS))
    until(desk, 30)
    desk.run(act.Annul(actor=OPERATOR, authority=PHONED, candidate_id="k1", cause="device"))
    until(desk, 35)
    desk.run(act.InterruptForHealth(actor=OPERATOR, candidate_id="k8"))
    until(desk, 40)
    desk.run(act.EndForHealth(actor=OPERATOR, authority=CHAIR, candidate_id="k8"))
    until(desk, 50)
    desk.run(machines["k6"].send(EntryKind.FINISH))
    until(desk, 105)
    desk.run(do.CloseSitting(actor=OPERATOR, absent=("k4", "k7")))
    return desk


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sources]:
    """Give what the documents of that day are made from."""
    desk = play_trouble(tmp_path_factory.mktemp("acts"))
    yield sources(desk)
    desk.close()


@pytest.mark.duty("D23", "D24", "D35")
def test_who_was_annulled_or_interrupted_did_sit(made: Sources) -> None:
    here = counts.total(counts.count(made.diary.state, made.people, EXAM_ROOM).values())
    assert here == counts.Numbers(
        declared=7, exempt=1, sat=3, absent=3, finished=1, by_time=1, annulled=1, accommodated=2
    )
    there = counts.total(counts.count(made.diary.state, made.people, OTHER_ROOM).values())
    assert there == counts.Numbers(declared=1, sat=1, interrupted=1)
    assert here.complete and there.complete


@pytest.mark.duty("D23", "D35", "D36")
def test_an_annulment_is_in_list_and_collective_protocol_with_its_legal_cause(made: Sources) -> None:
    rooms = [room_protocol(made, one, DETAILS) for one in (EXAM_ROOM, OTHER_ROOM)]
    (listed,) = [one for one in rooms[0].candidates if one.annulled]
    assert (listed.name, listed.sat, listed.absent) == ("Żółć-Świderska Łucja Zofia", True, False)
    assert listed.cause == "wniesienie urządzenia telekomunikacyjnego lub niedozwolonego przyboru"
    both = collective(rooms)
    assert both.annulled == (listed,)
    assert both.total is not None and both.total.annulled == 1


@pytest.mark.duty("D20", "D21", "D22", "D35")
def test_absences_that_overlap_are_listed_whole_and_credited_once(made: Sources) -> None:
    ledger = {one.name: one for one in room_protocol(made, EXAM_ROOM, DETAILS).ledger}
    nowak = ledger["Nowak Jan"]
    assert [(one.cause, one.out, one.back, one.length) for one in nowak.stands] == [
        ("wyjście z sali", "09:12:00", "09:18:00", "6:00"),
        ("zawieszenie egzaminu", "09:14:00", "09:24:00", "10:00"),
    ]
    assert (nowak.credit, nowak.used, nowak.ended, nowak.latest) == ("12:00", "90:00", "10:42:00", "10:42:00")
    sowa = ledger["Sowa Anna"]
    assert [one.cause for one in sowa.stands] == ["awaria stanowiska", "zawieszenie egzaminu"]
    assert (sowa.credit, sowa.used, sowa.latest) == ("14:00", "36:00", "10:14:00")


@pytest.mark.duty("D15", "D21", "D22", "D25")
def test_what_happened_is_told_with_hour_person_and_words(made: Sources) -> None:
    told = room_protocol(made, EXAM_ROOM, DETAILS).incidents
    lines = {one.hour: f"{one.about}|{one.text}|{one.author}" for one in told}
    assert "Sowa Anna" in lines["09:10:00"] and "pada klawiatura" in lines["09:10:00"]
    assert "alarm" in lines["09:14:00"] and lines["09:14:00"].startswith("|")
    assert "Powiadomiono: OKE Lomza" in lines["09:24:00"]
    annulled = lines["09:30:00"]
    assert "Przyczyna: wniesienie urządzenia telekomunikacyjnego" in annulled
    assert "Decyzja przez telefon: chair-1." in annulled
    assert "Bez drugiej osoby, przyczyna: druga osoba w drodze" in annulled
    assert annulled.endswith("|Ewa Operator")
    assert "09:35:00" not in lines  # who sits elsewhere is told there
    (stopped, ended) = [one for one in room_protocol(made, OTHER_ROOM, DETAILS).incidents if one.about]
    assert (stopped.hour, stopped.about, ended.hour) == ("09:35:00", "Lis Oleksandra", "09:40:00")


@pytest.mark.duty("D15", "D35")
def test_a_failure_and_its_end_are_the_actions_of_the_protocol(made: Sources) -> None:
    actions = room_protocol(made, EXAM_ROOM, DETAILS).actions
    assert [(one.hour, one.about) for one in actions] == [("09:10:00", "Sowa Anna"), ("09:16:00", "Sowa Anna")]


def test_what_was_undone_stays_in_the_list_and_counts_for_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    desk, _machines = begin(tmp_path_factory.mktemp("undone"))
    until(desk, 10)
    desk.run(act.Annul(actor="chair-1", authority=CHAIR, candidate_id="k1", cause="device"))
    seq = max(desk.state.acts)
    until(desk, 11)
    desk.run(act.UndoAct(actor="chair-1", authority=CHAIR, seq=seq, sealed_reason=b"pomylka".hex()))
    protocol = room_protocol(sources(desk), EXAM_ROOM, DETAILS)
    assert not any(one.annulled for one in protocol.candidates)
    assert protocol.total is not None and protocol.total.annulled == 0
    first, second = protocol.incidents
    assert first.text.startswith("(cofnięto) ") and "pomylka" in second.text
    desk.close()

"""Protocols of the law: every field of §33, with numbers from the story and not from the program."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from koperta_operator.documents import counts
from koperta_operator.documents.collective import collective
from koperta_operator.documents.content import Collective, RoomProtocol, Timed
from koperta_operator.documents.counts import Group, Numbers
from koperta_operator.documents.rendering import Document, qr_text, render
from koperta_operator.documents.room_protocol import Sources, room_protocol
from koperta_sync.protocol.documents import Person, ProtocolDetails
from tests.test_operator.documents_scene import (
    COURSE,
    DETAILS,
    MINUTE,
    NAMES,
    OTHER,
    OTHER_ROOM,
    SCHOOL,
    begin,
    declared,
    play,
    sources,
)
from tests.test_operator.room_fixture import EXAM_ROOM, PACKAGE, SITTING


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sources]:
    """Give what the documents of the closed sitting are made from."""
    desk = play(tmp_path_factory.mktemp("sitting"))
    yield sources(desk)
    desk.close()


def text_of(pdf: bytes, folder: Path, *options: str) -> str:
    """Return the text of a PDF in reading order."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    path = folder / "document.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", *options, path, "-"], check=True, capture_output=True, text=True)
    return done.stdout


def one_line(text: str) -> str:
    """Return text without line breaks."""
    return re.sub(r"\s+", " ", text)


# ---- numbers ----------------------------------------------------------------------------------------------


@pytest.mark.duty("D35", "D42")
def test_candidates_are_counted_for_the_own_organisation_and_qualification(made: Sources) -> None:
    assert counts.count(made.diary.state, made.people) == {
        Group(COURSE, OTHER): Numbers(declared=1, sat=1, finished=1, accommodated=1),
        Group(COURSE, PACKAGE): Numbers(declared=1, absent=1),  # k5 logged in and never began
        Group(SCHOOL, PACKAGE): Numbers(declared=6, exempt=1, sat=3, absent=2, finished=2, by_time=1, accommodated=1),
    }


@pytest.mark.duty("D35")
def test_every_declared_candidate_is_one_of_sat_absent_and_exempt(made: Sources) -> None:
    for exam_room, expected in ((EXAM_ROOM, (7, 3, 3, 1)), (OTHER_ROOM, (1, 1, 0, 0))):
        all_here = counts.total(counts.count(made.diary.state, made.people, exam_room).values())
        assert (all_here.declared, all_here.sat, all_here.absent, all_here.exempt) == expected
        assert all_here.complete


def test_an_accommodation_nobody_used_is_not_counted(made: Sources) -> None:
    # k7 would have had thirty minutes more and did not come.
    assert sum(one.accommodated for one in counts.count(made.diary.state, made.people).values()) == 2


def test_before_the_close_nobody_is_called_absent(tmp_path: Path) -> None:
    desk, _machines = begin(tmp_path)
    numbers = counts.total(counts.count(desk.state, declared()).values())
    assert (numbers.absent, numbers.still_open, numbers.complete) == (0, 7, False)
    desk.close()


# ---- the room protocol ------------------------------------------------------------------------------------


@pytest.mark.duty("D35")
def test_the_protocol_has_every_field_of_the_law_in_its_order(made: Sources, tmp_path: Path) -> None:
    protocol = room_protocol(made, EXAM_ROOM, DETAILS)
    assert protocol.missing == ()
    text = one_line(text_of(render(Document.ROOM_PROTOCOL, protocol), tmp_path, "-raw"))
    wanted = [
        f"1) Ośrodek: {SCHOOL} adres: ul. Szkolna 1, 18-400 Łomża indywidualny numer identyfikacyjny: 146510-00123",
        "2–8) Kwalifikacje i liczby zdających",
        "ELE.02 Montaż i eksploatacja instalacji elektrycznych Centrum Kursów „Żak”",
        "Razem 7 1 3 3 0 2",
        "9) Działania podjęte", "Na stanowisku 6 wymieniono klawiaturę", "09:20:00 Sowa Anna",
        "10) Godzina rozpoczęcia pracy przez zdających: 09:00:00",
        "11) Skład zespołu nadzorującego: 1. Zofia Wrona", "2. Marek Dąb, II Liceum",
        "12) a) obserwatorzy i podmiot delegujący: 1. Irena Klon, Kuratorium Oświaty",
        "b) osoby, o których mowa w § 27 ust. 2: nie było.",
        "13) Uwagi o przebiegu: bez uwag.",
        "14) Liczba załączników, o których mowa w § 33 ust. 3 (wykaz zdających): 1",
        "Podpisy osób wchodzących w skład",
        "Załącznik: wykaz zdających",
        "Zestawienie czasu zdających",
        "Zestawienie zdarzeń",
    ]  # fmt: skip
    places = [text.find(one) for one in wanted]
    assert -1 not in places, [one for one, place in zip(wanted, places, strict=True) if place < 0]
    assert places == sorted(places)


@pytest.mark.duty("D35")
def test_the_list_says_of_everybody_a_to_e(made: Sources) -> None:
    listed = {one.name: one for one in room_protocol(made, EXAM_ROOM, DETAILS).candidates}
    assert list(listed) == [
        "Ćwik Ewa", "Kot Maria", "Łoś Adam", "Nowak Jan", "Sowa Anna", "Zając Piotr", "Żółć-Świderska Łucja Zofia",
    ]  # fmt: skip
    said = {name: (one.declared, one.sat, one.absent, one.annulled, one.accommodated) for name, one in listed.items()}
    yes, no = True, False
    assert said == {
        "Ćwik Ewa": (yes, no, no, no, no),
        "Kot Maria": (yes, no, yes, no, no),
        "Łoś Adam": (yes, no, yes, no, no),
        "Nowak Jan": (yes, yes, no, no, yes),
        "Sowa Anna": (yes, yes, no, no, yes),
        "Zając Piotr": (yes, no, yes, no, no),
        "Żółć-Świderska Łucja Zofia": (yes, yes, no, no, no),
    }
    assert listed["Nowak Jan"].document == "03240912345"
    assert listed["Łoś Adam"].document == "ABC k4"
    assert listed["Ćwik Ewa"].exempt


def test_the_ledger_of_time_is_the_story_of_each_candidate(made: Sources) -> None:
    ledger = {one.name: one for one in room_protocol(made, EXAM_ROOM, DETAILS).ledger}
    assert list(ledger) == ["Nowak Jan", "Sowa Anna", "Żółć-Świderska Łucja Zofia"]
    left = ledger["Żółć-Świderska Łucja Zofia"]
    assert (left.began, left.ended, left.how) == ("09:00:00", "09:35:00", "zakończył zdający")
    assert (left.entitled, left.credit, left.used, left.latest) == ("60:00", "5:00", "30:00", "10:05:00")
    (stand,) = left.stands
    assert (stand.cause, stand.out, stand.back, stand.length) == ("wyjście z sali", "09:10:00", "09:15:00", "5:00")
    by_time = ledger["Nowak Jan"]
    assert (by_time.ended, by_time.how, by_time.entitled) == ("10:30:00", "upłynął czas", "90:00")
    moved = ledger["Sowa Anna"]
    assert (moved.seat, moved.ended, moved.used) == ("16", "09:40:00", "40:00")


def test_a_stop_of_the_room_is_told_and_charged_to_nobody(tmp_path: Path) -> None:
    desk, _machines = begin(tmp_path)
    desk.tick(10 * MINUTE)
    desk.restart(down_ms=7 * MINUTE)
    desk.tick(MINUTE)
    ledger: dict[str, Timed] = {one.name: one for one in room_protocol(sources(desk), EXAM_ROOM, DETAILS).ledger}
    nowak = ledger["Nowak Jan"]
    assert (nowak.down, nowak.used, nowak.latest) == ("7:00", "11:00", "10:37:00")
    desk.close()


@pytest.mark.duty("D35")
def test_what_is_missing_is_asked_for_by_name_and_printed_first(made: Sources, tmp_path: Path) -> None:
    said = {
        "address": "Adres", "team": "Skład zespołu", "observers": "Obserwatorzy", "helpers": "§ 27", "remarks": "Uwagi",
    }  # fmt: skip
    empty = ProtocolDetails()
    for name, word in said.items():
        details = msgspec.structs.replace(DETAILS, **{name: getattr(empty, name)})
        (missing,) = room_protocol(made, EXAM_ROOM, details).missing
        assert word in missing
    alone = msgspec.structs.replace(DETAILS, observers=(Person(name="Irena Klon"),))
    assert room_protocol(made, EXAM_ROOM, alone).missing == ("Podmiot delegujący każdego obserwatora (pkt 12a).",)
    text = one_line(text_of(render(Document.ROOM_PROTOCOL, room_protocol(made, EXAM_ROOM, empty)), tmp_path, "-raw"))
    assert text.startswith("Projekt. Zanim protokół będzie gotowy do podpisu, trzeba podać:")
    assert text.count("PROJEKT: brakuje danych") == text.count("Strona ") >= 3


def test_a_protocol_before_the_close_says_that_numbers_may_change(tmp_path: Path) -> None:
    desk, _machines = begin(tmp_path)
    missing = room_protocol(sources(desk), EXAM_ROOM, DETAILS).missing
    assert [one.split(":")[0] for one in missing] == [
        "Zmiana nie jest zamknięta",
        "Nie każdy zdający ma rozstrzygnięty status (przystąpił, nie przystąpił, zwolniony).",
    ]
    desk.close()


def test_a_candidate_whom_the_boards_data_do_not_know_is_asked_about(made: Sources) -> None:
    people = {key: one for key, one in made.people.items() if key != "k4"}
    assert (
        "Brak danych osobowych zdającego k4." in room_protocol(replace(made, people=people), EXAM_ROOM, DETAILS).missing
    )


# ---- the collective protocol ------------------------------------------------------------------------------


@pytest.mark.duty("D36")
def test_the_collective_protocol_adds_up_every_room(made: Sources, tmp_path: Path) -> None:
    rooms = [room_protocol(made, one, DETAILS) for one in (EXAM_ROOM, OTHER_ROOM)]
    text = one_line(text_of(render(Document.COLLECTIVE, collective(rooms, copy=2)), tmp_path, "-raw"))
    wanted = [
        "Egzemplarz 2 z 2", f"1) Ośrodek: {SCHOOL} adres: ul. Szkolna 1",
        "3) Dni i godziny przeprowadzenia: 21.11.2026 09:00",
        "4) Liczba sal egzaminacyjnych: 2", f"internetowych {SCHOOL} 6 1 3 2 0 1", "Razem 8 1 4 3 0 2",
        "11) Zdający, którym przerwano i unieważniono egzamin: nie było.", "12) a) obserwatorzy", "1. Irena Klon",
        "13) Działania podjęte", "14) Uwagi o przebiegu: bez uwag.",
        "15) Liczba załączników, o których mowa w § 33 ust. 6: 3: protokoły z sal z wykazami zdających 2, "
        "kopie zaświadczeń laureatów i finalistów 1.",
    ]  # fmt: skip
    places = [text.find(one) for one in wanted]
    assert -1 not in places, [one for one, place in zip(wanted, places, strict=True) if place < 0]
    assert places == sorted(places)


@pytest.mark.duty("D36")
def test_several_sittings_add_up_and_each_names_its_journal(made: Sources) -> None:
    first = room_protocol(made, EXAM_ROOM, DETAILS)
    proof = msgspec.structs.replace(first.proof, sitting_id="2026Z-2026-11-22-1300", head="ab" * 32)
    second = msgspec.structs.replace(first, day="22.11.2026", hour="13:00", proof=proof)
    both = collective([first, second])
    assert both.times == ("21.11.2026 09:00", "22.11.2026 13:00")
    assert (both.exam_rooms, both.room_protocols, both.certificates) == (1, 2, 2)
    assert both.total is not None
    assert (both.total.declared, both.total.sat, both.total.absent) == (14, 6, 6)
    assert [one.sitting_id for one in both.proofs] == [SITTING, "2026Z-2026-11-22-1300"]


def test_the_collective_protocol_asks_for_what_a_room_has_not_said(made: Sources) -> None:
    both = collective([room_protocol(made, EXAM_ROOM, DETAILS), room_protocol(made, OTHER_ROOM, ProtocolDetails())])
    assert both.observers is None
    assert len(both.missing) == 5
    assert all(one.startswith("sala 14, 21.11.2026 09:00: ") for one in both.missing)


def test_protocols_of_two_centres_are_never_added(made: Sources) -> None:
    one = room_protocol(made, EXAM_ROOM, DETAILS)
    other = msgspec.structs.replace(one, centre=msgspec.structs.replace(one.centre, number="999999-00001"))
    with pytest.raises(ValueError, match="several centres"):
        collective([one, other])


# ---- the files --------------------------------------------------------------------------------------------


@pytest.mark.duty("D35")
@pytest.mark.parametrize("document", list(Document))
def test_every_document_is_tagged_polish_pdf_a(document: Document, made: Sources, tmp_path: Path) -> None:
    one = room_protocol(made, EXAM_ROOM, DETAILS)
    pdf = render(document, collective([one]) if document is Document.COLLECTIVE else one)
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/Lang(pl)" in pdf
    assert b"/MarkInfo" in pdf
    assert render(document, collective([one]) if document is Document.COLLECTIVE else one) == pdf


def test_each_page_carries_the_chain_of_the_journal(made: Sources, tmp_path: Path) -> None:
    protocol = room_protocol(made, EXAM_ROOM, DETAILS)
    pages = text_of(render(Document.ROOM_PROTOCOL, protocol), tmp_path).split("\f")[:-1]
    assert len(pages) == 3
    assert all(made.head.hex() in page and SITTING in page for page in pages)
    assert qr_text((protocol.proof,)) == f"koperta:{SITTING}:{made.diary.state.seq}:{made.head.hex()}"


def test_the_list_to_sign_has_a_line_for_everybody(made: Sources, tmp_path: Path) -> None:
    text = text_of(render(Document.SIGNATURE_LIST, room_protocol(made, EXAM_ROOM, DETAILS)), tmp_path, "-layout")
    for key, (surname, given) in NAMES.items():
        assert (f"{surname} {given}" in text) is (key != "k8")
    assert "zwolniony (§ 32)" in text
    assert "Podpis zdającego" in text


@pytest.mark.duty("D35")
def test_a_blank_form_can_be_filled_in_by_hand(tmp_path: Path) -> None:
    room = one_line(text_of(render(Document.ROOM_PROTOCOL, RoomProtocol()), tmp_path, "-raw"))
    whole = one_line(text_of(render(Document.COLLECTIVE, Collective()), tmp_path, "-raw"))
    for number in ("1)", "2–8)", "9)", "10)", "11)", "12)", "13)", "14)"):
        assert number in room
    assert "nie było" not in room + whole  # a blank form asserts nothing
    assert "bez uwag" not in room + whole
    assert "Druk zapasowy do wypełnienia ręcznie." in room


def test_typst_markup_in_a_remark_is_only_text(made: Sources, tmp_path: Path) -> None:
    details = msgspec.structs.replace(DETAILS, remarks='#panic("x") *b* $a$')
    text = text_of(render(Document.ROOM_PROTOCOL, room_protocol(made, EXAM_ROOM, details)), tmp_path)
    assert '#panic("x") *b* $a$' in text

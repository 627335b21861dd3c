"""Workstations, seats and hand-over: what is asked of the room, and what is never asked."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from koperta_crypto.kdf import KdfCost
from koperta_crypto.passphrase import normalise
from koperta_crypto.signing import verify
from koperta_operator.console.pages.handover import HandoverPage
from koperta_operator.console.pages.seats import SEAT_COLUMN, SeatsPage
from koperta_operator.console.pages.workstations import WorkstationsPage
from koperta_operator.console.stick_cards import seat_numbers
from koperta_packages.identity import OfficialRole
from koperta_sync.officials import create_official, open_official_key
from koperta_sync.protocol.console import (
    ApprovePairing,
    AssignSeat,
    BackUpRoom,
    Folder,
    ListFolder,
    Ok,
    PairingApproved,
    RevokeMachine,
    SignBundle,
    Written,
)
from koperta_sync.protocol.documents import (
    GiveProtocolDetails,
    Person,
    ProtocolDetails,
    ProtocolForm,
    ProtocolForms,
    ReadProtocolDetails,
    WriteDocuments,
)
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.room_view import RoomView, SittingState, Step
from tests.test_operator import console_day as day
from tests.test_operator import console_scenes as scenes
from tests.test_operator.conftest import Bench, OpenConsole

CHEAP = KdfCost(64 * 1024, 1)


def test_the_rooms_digits_are_shown_large_for_the_seat_just_typed(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.sitting(Step.WORKSTATIONS, SittingState.IMPORTED)))
    bench.room.answers[ApprovePairing] = PairingApproved(room_code="4071", machine_name="PRACOWNIA12-41")
    card = bench.page(WorkstationsPage).pairing
    card.code.setText("831 624")
    card.seat.setText("41")
    card.approve.press()
    bench.wait(card.digits.isVisible)
    assert card.digits.text() == "4071" and card.digits.fontInfo().pixelSize() >= 48
    assert bench.asked(ApprovePairing) == [ApprovePairing(code="831 624", exam_room=day.ROOM, seat_number=41)]
    assert card.seat.text() == "42" and card.code.text() == ""


def test_a_code_nobody_shows_is_refused_in_words(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.sitting(Step.WORKSTATIONS, SittingState.IMPORTED)))
    bench.room.refuse(ApprovePairing, Refused.CODE_UNKNOWN)
    card = bench.page(WorkstationsPage).pairing
    card.code.setText("111111")
    card.approve.press()
    bench.wait(lambda: "Żadne stanowisko nie pokazuje takiego kodu." in card.note.text())
    assert not card.digits.isVisible()


def test_cutting_a_machine_off_asks_once_and_names_the_seat(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.sitting(Step.WORKSTATIONS, SittingState.IMPORTED)))
    page = bench.page(WorkstationsPage)
    assert not page.revoke.possible()
    page.table.selectRow(6)
    page.revoke.press()
    assert "stanowisko 7, sala 12" in page.confirm.sentence.text()
    bench.still()
    assert bench.room.asked == []
    page.confirm.yes.click()
    bench.wait(lambda: bool(bench.asked(RevokeMachine)))
    asked = bench.asked(RevokeMachine)[0]
    assert isinstance(asked, RevokeMachine) and asked.fingerprint == f"{7:064x}"


@pytest.mark.parametrize(
    ("text", "seats"),
    [
        ("1-3, 7", (1, 2, 3, 7)),
        ("4", (4,)),
        ("", ()),
        ("a", ()),
        ("3-", ()),
        ("0", ()),
        ("1-9999", ()),
        ("5–6", (5, 6)),
    ],
)
def test_ranges_of_seats(text: str, seats: tuple[int, ...]) -> None:
    assert seat_numbers(text) == seats


def test_the_backups_passphrase_is_the_one_that_sealed_it(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.sitting(Step.WORKSTATIONS, SittingState.IMPORTED)))
    bench.room.answers[ListFolder] = Folder(path="/media/stick", parent="/media", entries=())
    bench.room.answers[BackUpRoom] = Written(paths=("/media/stick/room.backup",))
    card = bench.page(WorkstationsPage).backup
    card.act.press()
    bench.wait(card.browser.choose.isEnabled)
    card.browser.choose.click()
    bench.wait(card.passphrase.isVisible)
    asked = bench.asked(BackUpRoom)[0]
    assert isinstance(asked, BackUpRoom) and asked.passphrase == normalise(card.passphrase.text())


def test_a_typed_seat_is_asked_for_and_nonsense_is_not(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.sitting(Step.SEATS, SittingState.IMPORTED)))
    page = bench.page(SeatsPage)
    names = [row[0] for row in page.table.texts()]
    row = names.index("Kowal Ewa")
    cell = page.table.item(row, SEAT_COLUMN)
    assert cell is not None
    cell.setText("siedem")
    bench.still()
    assert bench.room.asked == [] and cell.text() == "1"
    cell.setText("31")
    expected = AssignSeat(sitting_id=day.MORNING, candidate_id="Z-001", seat_number=31)
    bench.wait(lambda: bench.asked(AssignSeat) == [expected])


def signed(bench: Bench, page: HandoverPage, count: int, name: str) -> bool:
    """Tell whether so many have signed, the last one by this name."""
    return len(bench.asked(SignBundle)) == count and name in page.signers.text()


def handed_over(**changes: object) -> RoomView:
    """Make a closed sitting's room."""
    sitting = day.sitting(Step.HANDOVER, SittingState.CLOSED, candidates=day.candidates("finished"), **changes)
    return day.room(sitting)


def test_undelivered_stays_visible_until_the_receipt_is_here(open_console: OpenConsole) -> None:
    bench = open_console(handed_over(copies=("a", "b"), export_signers=("A", "B")))
    page = bench.page(HandoverPage)
    assert page.delivery.word() == "niedostarczone"
    bench.room.say_room(handed_over(copies=("a", "b"), export_signers=("A", "B"), receipt="ab" * 32))
    bench.wait(lambda: page.delivery.word() == "doręczone")


def test_two_officials_sign_in_place_each_with_the_own_key(open_console: OpenConsole, tmp_path: Path) -> None:
    bench = open_console(handed_over())
    page = bench.page(HandoverPage)
    bench.room.say(scenes.PREPARED)
    bench.wait(page.form.isVisible)
    assert not page.export.possible()
    publics = []
    for number, (name, role) in enumerate((("Barbara Lis", "room-chair"), ("Anna Nowak", "operator"))):
        data, _request = create_official(name, OfficialRole(role), "123456", CHEAP)
        path = tmp_path / f"{number}.key"
        path.write_bytes(data)
        publics.append(open_official_key(data, "123456").public)
        page.form.path.setText(str(path))
        page.form.pin.setText("123456")
        page.form.go.click()
        bench.wait(partial(signed, bench, page, number + 1, name))
        assert page.form.pin.text() == ""
    for public, asked in zip(publics, bench.asked(SignBundle), strict=True):
        assert isinstance(asked, SignBundle)
        verify(public, bytes.fromhex("00ff"), bytes.fromhex(asked.signature))
    assert page.export.possible()
    assert not page.form.isVisible()


def test_a_wrong_pin_signs_nothing_and_is_said(open_console: OpenConsole, tmp_path: Path) -> None:
    bench = open_console(handed_over())
    page = bench.page(HandoverPage)
    bench.room.say(scenes.PREPARED)
    bench.wait(page.form.isVisible)
    (tmp_path / "a.key").write_bytes(create_official("A", OfficialRole.OPERATOR, "123456", CHEAP)[0])
    page.form.path.setText(str(tmp_path / "a.key"))
    page.form.pin.setText("654321")
    page.form.go.click()
    bench.wait(lambda: "PIN" in page.form.note.text() and page.form.go.isEnabled())
    assert bench.asked(SignBundle) == []


def test_steps_without_a_sitting_say_where_to_begin(open_console: OpenConsole) -> None:
    bench = open_console(day.room())
    assert bench.window.step is Step.PACKAGES
    assert bench.window.rail.buttons[Step.PACKAGES].badge.word() == "teraz"


def test_the_protocol_asks_for_what_is_missing_and_takes_what_is_typed(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.sitting(Step.HANDOVER, SittingState.CLOSED)))
    missing = ("Adres ośrodka (pkt 1).",)
    form = ProtocolForm(exam_room=day.ROOM, details=ProtocolDetails(helpers=()), missing=missing)
    bench.room.answers[ReadProtocolDetails] = ProtocolForms(forms=(form,))
    bench.room.answers[GiveProtocolDetails] = Ok()
    card = bench.page(HandoverPage).documents
    card.complete.press()
    bench.wait(card.form.isVisible)
    assert "Adres ośrodka (pkt 1)." in card.form.missing.accessibleName()
    assert card.form.helpers.nothing.isChecked() and not card.form.observers.nothing.isChecked()
    card.form.address.setText("ul. Szkolna 1")
    card.form.team.text.setPlainText("Zofia Wrona; Zespół Szkół; przewodnicząca\nMarek Dąb; II LO")
    card.form.remarks.nothing.setChecked(True)
    card.form.save.press()
    bench.wait(lambda: bool(bench.asked(GiveProtocolDetails)))
    (given,) = bench.asked(GiveProtocolDetails)
    assert isinstance(given, GiveProtocolDetails) and given.exam_room == day.ROOM
    assert given.details == ProtocolDetails(
        address="ul. Szkolna 1",
        team=(
            Person(name="Zofia Wrona", body="Zespół Szkół", role="przewodnicząca"),
            Person(name="Marek Dąb", body="II LO"),
        ),
        observers=None,  # nobody has said that there were none
        helpers=(),
        remarks="",
    )


def test_documents_are_written_where_the_console_points(open_console: OpenConsole) -> None:
    bench = open_console(day.room(day.sitting(Step.HANDOVER, SittingState.CLOSED)))
    bench.room.answers[ListFolder] = Folder(path="", parent="", entries=())
    card = bench.page(HandoverPage).documents
    card.write.press()
    bench.wait(card.folder.isVisible)
    card.folder.picked.emit(("/media/KOPIA",))
    bench.wait(lambda: bool(bench.asked(WriteDocuments)))
    assert isinstance(asked := bench.asked(WriteDocuments)[0], WriteDocuments)
    assert asked.folder == "/media/KOPIA"

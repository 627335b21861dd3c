"""Issuing is complete or absent, and says beforehand what would go wrong."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import pytest

from koperta_packages.board.ceremony import revoke
from koperta_packages.board.folder import BoardFolder
from koperta_packages.board.issuing import IssueOptions, issue
from koperta_packages.board.registering import register
from koperta_packages.board.sheets import Sheet, SheetKind, as_text, render, write_text_only
from koperta_packages.board.storage import IssuedSitting
from koperta_packages.errors import Code, PackageError
from koperta_packages.exam_spec import load_spec
from koperta_packages.identity import make_room_request
from koperta_packages.trust import Revoked
from tests.board_fixture import (
    CHEAP,
    ISSUED_AT,
    PIN,
    issue_sitting,
    make_board,
    make_room,
    register_centre,
)
from tests.board_sources import CENTRE, SITTING, write_bank, write_roster, write_spec


class Desk:
    """Prepare a board, a centre and sources that a test then spoils."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.board: BoardFolder = make_board(folder)
        register_centre(self.board, [make_room()])
        write_bank(folder / "bank", 8)
        write_roster(folder / "lista.csv", 3, ["sala 12"])
        self.spec = write_spec(folder / "egzamin.toml")

    def refusal(self) -> PackageError:
        """Issue, expect a refusal, and see that nothing was left behind."""
        out = self.folder / "out"
        options = IssueOptions(kdf=CHEAP, sheet_writer=write_text_only)
        with pytest.raises(PackageError) as refused:
            issue(self.board, PIN, load_spec(self.spec), out, ISSUED_AT, options)
        assert not out.exists() and not list(self.folder.glob(".out*"))
        return refused.value


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_centre_without_a_room_is_refused(desk: Desk) -> None:
    desk.spec.write_text(desk.spec.read_text("utf-8").replace(CENTRE, "other"), "utf-8")
    assert desk.refusal().code is Code.CENTRE_NOT_REGISTERED


def test_a_bank_of_another_qualification_is_refused(desk: Desk) -> None:
    desk.spec.write_text(desk.spec.read_text("utf-8").replace("INF.03", "ELE.02"), "utf-8")
    assert desk.refusal().code is Code.SPEC_INVALID


def test_a_rule_the_bank_cannot_meet_is_refused(desk: Desk) -> None:
    write_spec(desk.spec, tasks=9)
    assert desk.refusal().code is Code.DRAW_IMPOSSIBLE


def test_a_roster_with_a_mistake_is_refused_with_its_line(desk: Desk) -> None:
    with (desk.folder / "lista.csv").open("a", encoding="utf-8") as file:
        file.write("Kot;Ala;AB999999;ELE.02;sala 12;0\n")
    error = desk.refusal()
    assert error.code is Code.ROSTER_INVALID
    assert "wiersz 5" in error.detail


def test_a_bank_with_a_mistake_is_refused(desk: Desk) -> None:
    (desk.folder / "bank" / "tasks-podstawy.toml").write_text("stratum = 1", "utf-8")
    assert desk.refusal().code is Code.BANK_INVALID


def test_a_wrong_pin_issues_nothing(desk: Desk) -> None:
    with pytest.raises(PackageError) as refused:
        issue(desk.board, "000000", load_spec(desk.spec), desk.folder / "out", ISSUED_AT)
    assert refused.value.code is Code.PIN_WRONG


def test_a_failure_while_writing_leaves_nothing_behind(desk: Desk) -> None:
    def torn(folder: Path, sheet: Sheet) -> None:
        raise PackageError(Code.NO_SPACE, "disk full")

    out = desk.folder / "out"
    with pytest.raises(PackageError):
        options = IssueOptions(kdf=CHEAP, sheet_writer=torn)
        issue(desk.board, PIN, load_spec(desk.spec), out, ISSUED_AT, options)
    assert not out.exists() and not list(desk.folder.glob(".out*"))
    store = IssuedSitting.at(desk.board, SITTING, desk.board.storage_key(PIN))
    assert not store.exists
    options = IssueOptions(kdf=CHEAP, sheet_writer=write_text_only)
    assert issue(desk.board, PIN, load_spec(desk.spec), out, ISSUED_AT, options).packages


def test_the_list_names_every_file_with_its_hash(tmp_path: Path) -> None:
    folder = issue_sitting(tmp_path).folder
    lines = (folder / "manifest.txt").read_text("utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    files = {one.name for one in folder.iterdir() if one.is_file()} - {"manifest.txt"}
    assert listed.keys() == files
    for name, digest in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_what_the_board_keeps_is_sealed_and_bound_to_its_place(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    key = issued.board.storage_key(PIN)
    store = IssuedSitting.at(issued.board, SITTING, key)
    everything = b"".join(one.read_bytes() for one in store.folder.iterdir())
    assert b"Zadanie 1" not in everything
    assert issued.passphrase.encode() not in everything
    package_id = issued.packages()[0].package_id
    names = [store.folder / f"{package_id}.{kind}.sealed" for kind in ("pool", "key")]
    swapped = names[0].read_bytes()
    names[0].write_bytes(names[1].read_bytes())
    names[1].write_bytes(swapped)
    with pytest.raises(PackageError) as refused:
        store.pool(package_id)
    assert refused.value.code is Code.SEGMENT_AUTH_FAILED


def test_two_packages_of_one_bank_share_no_id_of_a_picture(tmp_path: Path) -> None:
    first = issue_sitting(tmp_path / "a").packages()[0].manifest
    second = issue_sitting(tmp_path / "b", fresh=True).packages()[0].manifest
    pictures = [{one.id for one in made.segments if len(one.id) == 32} for made in (first, second)]
    assert len(pictures[0]) == 2 and not pictures[0] & pictures[1]


def test_a_room_asking_for_another_centre_is_not_certified(desk: Desk) -> None:
    request = make_room_request(make_room(centre="other"))
    with pytest.raises(PackageError) as refused:
        register(desk.board, PIN, [request], centre_number=CENTRE)
    assert refused.value.code is Code.REQUEST_WRONG_CENTRE


def test_a_request_changed_on_its_way_is_not_certified(desk: Desk) -> None:
    request = make_room_request(make_room())
    for position in range(0, len(request), 5):
        damaged = bytearray(request)
        damaged[position] ^= 4
        with pytest.raises(PackageError):
            register(desk.board, PIN, [bytes(damaged)], centre_number=CENTRE)


def test_a_revoked_room_cannot_be_registered_again(desk: Desk) -> None:
    room = make_room()
    revoke(desk.board, PIN, Revoked(rooms=(room.room_id,)))
    with pytest.raises(PackageError) as refused:
        register(desk.board, PIN, [make_room_request(room)], centre_number=CENTRE)
    assert refused.value.code is Code.PKG_SIGNER_REVOKED


def test_a_revoked_room_gets_no_slot_in_the_next_grant(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    lost = issued.rooms[1].room_id
    revoke(issued.board, PIN, Revoked(rooms=(lost,)))
    found = issued.board.registration(CENTRE)
    assert found is not None
    assert [one.room_id for one in found.rooms] == [issued.room.room_id]


@pytest.mark.parametrize("kind", list(SheetKind))
def test_a_sheet_is_one_page_and_its_twin_says_the_same(tmp_path: Path, kind: SheetKind) -> None:
    mark = "7H2K" if kind is SheetKind.PASSPHRASE else None
    sheet = Sheet(
        kind,
        'Komisja #set [*próbna*] "x"',
        "AAAA-BBBB-CCCC-DDDD",
        "2026 Zima",
        SITTING,
        "Zmiana",
        CENTRE,
        "Szkoła",
        ISSUED_AT,
        True,
        ("INF.03",),
        "K7QF-9MZT-PX4H-22WD-RV6C",
        mark,
    )
    page = render(sheet)
    assert page.startswith(b"%PDF") and page.count(b"/Type /Page\n") <= 1
    text = as_text(sheet)
    assert "K7QF-9MZT-PX4H-22WD-RV6C" in text and "PRÓBA" in text and "#set [*próbna*]" in text
    assert ("Znak hasła: 7H2K" in text) == (kind is SheetKind.PASSPHRASE)
    assert "K7QF" not in repr(sheet)


def test_records_never_show_their_secrets(tmp_path: Path) -> None:
    issued = issue_sitting(tmp_path)
    store = IssuedSitting.at(issued.board, SITTING, issued.board.storage_key(PIN))
    record = store.record()
    shown = repr(record) + repr(store) + repr(store.candidates(CENTRE))
    for secret in (
        issued.passphrase,
        record.centres[0].centre_secret,
        record.packages[0].tasks,
        store.candidates(CENTRE).candidates[0].secret,
        "Kowal",
    ):
        assert secret not in shown
    assert msgspec.to_builtins(record)  # the values themselves are there

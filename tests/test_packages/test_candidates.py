"""Candidate data reach their centre's rooms, unread and unchanged, and amendments mend them."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from koperta_crypto import passphrase
from koperta_packages.amendments import (
    AddCandidate,
    Change,
    ChangeCandidate,
    ReplacePackage,
    WithdrawCandidate,
    amend,
    apply_changes,
    read_amendment_header,
    write_amendment,
)
from koperta_packages.board.enrolment import Enrolment, username_stem
from koperta_packages.candidates import (
    Candidate,
    CandidateData,
    open_candidates,
    read_candidates_header,
    write_candidates,
)
from koperta_packages.errors import Code, PackageError
from koperta_packages.exam_spec import CentrePart, load_spec
from koperta_packages.roster import read_roster
from tests.board_fixture import PIN, IssuedSittingForTest, issue_sitting, make_room
from tests.board_sources import write_spec


@pytest.fixture
def issued(tmp_path: Path) -> IssuedSittingForTest:
    return issue_sitting(tmp_path)


def data_of(issued: IssuedSittingForTest) -> CandidateData:
    """Open the candidate data as the main room does."""
    header = read_candidates_header(issued.centre.candidates.read_bytes(), issued.trust())
    return open_candidates(header, issued.room)


def written(issued: IssuedSittingForTest, before: CandidateData, *changes: Change) -> bytes:
    """Return an amendment the board signed."""
    rooms, signers = issued.registration().rooms, issued.board.signers("issuing", PIN)
    return write_amendment(before, changes, rooms, 1, signers)[0]


def renamed(candidate: Candidate, **changes: object) -> ChangeCandidate:
    """Return a change of some fields."""
    return ChangeCandidate(msgspec.structs.replace(candidate, **changes))


def test_every_sampled_bit_of_candidate_data_is_protected(issued: IssuedSittingForTest) -> None:
    data, trust = issued.centre.candidates.read_bytes(), issued.trust()
    for position in range(len(data)):
        damaged = bytearray(data)
        damaged[position] ^= 1 << position % 8
        with pytest.raises(PackageError):
            read_candidates_header(bytes(damaged), trust)


def test_every_truncation_of_candidate_data_is_refused(issued: IssuedSittingForTest) -> None:
    data, trust = issued.centre.candidates.read_bytes(), issued.trust()
    for length in range(0, len(data), 3):
        with pytest.raises(PackageError) as refused:
            read_candidates_header(data[:length], trust)
        assert refused.value.code is Code.PKG_TRUNCATED


def test_only_the_centres_rooms_can_read_names(issued: IssuedSittingForTest) -> None:
    data = issued.centre.candidates.read_bytes()
    for name in ("Kowal", "kowal-ewa", data_of(issued).candidates[0].secret):
        assert name.encode() not in data
    header = read_candidates_header(data, issued.trust())
    stranger = make_room()
    with pytest.raises(PackageError) as refused:
        open_candidates(header, stranger)
    assert refused.value.code is Code.DATA_WRONG_ROOM
    stranger.room_id = issued.room.room_id
    with pytest.raises(PackageError) as refused:
        open_candidates(header, stranger)
    assert refused.value.code is Code.DATA_WRONG_ROOM


def test_data_for_another_centre_are_refused_as_such(issued: IssuedSittingForTest) -> None:
    header = read_candidates_header(issued.centre.candidates.read_bytes(), issued.trust())
    with pytest.raises(PackageError) as refused:
        open_candidates(header, make_room(centre="999999-1"))
    assert refused.value.code is Code.DATA_WRONG_CENTRE


def test_a_header_cannot_be_put_before_other_data(issued: IssuedSittingForTest) -> None:
    header = read_candidates_header(issued.centre.candidates.read_bytes(), issued.trust())
    for changes in ({"revision": 7}, {"sitting_id": "other"}):
        with pytest.raises(PackageError) as refused:
            open_candidates(msgspec.structs.replace(header, **changes), issued.room)
        assert refused.value.code is Code.DATA_WRONG_ROOM


def test_contradictory_data_never_leave_the_board(issued: IssuedSittingForTest) -> None:
    data = data_of(issued)
    first, second, *rest = data.candidates
    for one in (
        msgspec.structs.replace(second, candidate_id=first.candidate_id),
        msgspec.structs.replace(second, username=first.username),
        msgspec.structs.replace(second, package_id="unknown"),
        msgspec.structs.replace(second, exam_room="unknown"),
    ):
        broken = msgspec.structs.replace(data, candidates=(first, one, *rest))
        with pytest.raises(PackageError) as refused:
            write_candidates(broken, issued.registration().rooms, 1, [])
        assert refused.value.code is Code.PKG_MALFORMED


def test_card_secrets_are_typed_with_a_check_and_never_repeat(issued: IssuedSittingForTest) -> None:
    secrets = [one.secret for one in data_of(issued).candidates]
    assert len(set(secrets)) == len(secrets)
    for secret in secrets:
        assert passphrase.check(secret, passphrase.CARD_SYMBOLS) == secret


def test_a_changed_name_leaves_every_card_and_everybody_else_alone(
    issued: IssuedSittingForTest,
) -> None:
    before = data_of(issued)
    change = renamed(before.candidates[1], surname="Nowak-Kowalska", extra_minutes=30)
    header = read_amendment_header(written(issued, before, change), issued.trust())
    after = amend(before, header, issued.rooms[1])
    assert after.revision == 2
    assert after.candidates[1].surname == "Nowak-Kowalska"
    assert after.candidates[1].secret == before.candidates[1].secret
    assert after.candidates[0] == before.candidates[0]
    assert after.candidates[2:] == before.candidates[2:]


def test_amendments_are_applied_in_order_and_once(issued: IssuedSittingForTest) -> None:
    first = data_of(issued)
    one = read_amendment_header(written(issued, first, renamed(first.candidates[0], surname="A")), issued.trust())
    second = amend(first, one, issued.room)
    two = read_amendment_header(written(issued, second, renamed(first.candidates[0], surname="B")), issued.trust())
    for data, header, code in (
        (first, two, Code.DATA_AMENDMENT_MISSING),
        (second, one, Code.DATA_ROLLBACK),
    ):
        with pytest.raises(PackageError) as refused:
            amend(data, header, issued.room)
        assert refused.value.code is code
    assert amend(second, two, issued.room).candidates[0].surname == "B"


def test_an_amendment_of_another_sitting_is_refused(issued: IssuedSittingForTest) -> None:
    data = data_of(issued)
    header = read_amendment_header(
        written(issued, data, WithdrawCandidate(data.candidates[0].candidate_id)), issued.trust()
    )
    sitting = msgspec.structs.replace(data.sitting, sitting_id="other")
    with pytest.raises(PackageError) as refused:
        amend(msgspec.structs.replace(data, sitting=sitting), header, issued.room)
    assert refused.value.code is Code.DATA_OTHER_SITTING


def test_impossible_changes_are_refused(issued: IssuedSittingForTest) -> None:
    data = data_of(issued)
    first = data.candidates[0]
    package = msgspec.structs.replace(data.sitting.packages[0], package_id="new")
    for change in (
        AddCandidate(first),
        ChangeCandidate(msgspec.structs.replace(first, candidate_id="nobody")),
        ChangeCandidate(msgspec.structs.replace(first, secret="0" * 12)),
        ChangeCandidate(msgspec.structs.replace(first, username="another-name-00")),
        WithdrawCandidate("nobody"),
        ReplacePackage("nothing", package),
    ):
        with pytest.raises(PackageError) as refused:
            apply_changes(data, [change])
        assert refused.value.code is Code.PKG_MALFORMED


def test_a_replaced_package_takes_its_candidates_along(issued: IssuedSittingForTest) -> None:
    data = data_of(issued)
    old = data.sitting.packages[0]
    new = msgspec.structs.replace(old, package_id="new")
    after = apply_changes(data, [ReplacePackage(old.package_id, new)])
    assert {one.package_id for one in after.candidates} == {"new"}
    assert [one.username for one in after.candidates] == [one.username for one in data.candidates]


@pytest.mark.parametrize(
    ("surname", "name", "stem"),
    [
        ("Żółć-Gęśla", "Łucja", "zolc-gesla-lucja"),
        ("O'Neil", "Ana", "o-neil-ana"),
        ("Шевченко", "Тарас", "zdajacy"),
        ("Ø" * 60, "", "o" * 36),
    ],
)
def test_usernames_are_plain_ascii_whatever_the_name(surname: str, name: str, stem: str) -> None:
    assert username_stem(surname, name) == stem


def test_candidates_of_one_name_get_different_usernames(tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    (tmp_path / "lista.csv").write_text("x", "utf-8")
    spec = load_spec(write_spec(tmp_path / "egzamin.toml"))
    lines = ["nazwisko;imię;dokument;kwalifikacja"]
    lines += [f"Nowak;Anna;AA{100000 + number};INF.03" for number in range(60)]
    rows = read_roster("\n".join(lines).encode()).require_valid()
    enrolment = Enrolment(spec.centres[0], {"INF.03": "p1"}, spec.opens_at)
    found = [one for one in map(enrolment.enrol, rows) if one is not None]
    assert len({one.username for one in found}) == len({one.candidate_id for one in found}) == 60


def test_rows_for_other_sittings_rooms_and_exams_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    (tmp_path / "lista.csv").write_text("x", "utf-8")
    spec = load_spec(write_spec(tmp_path / "egzamin.toml"))
    text = (
        "nazwisko;imię;dokument;kwalifikacja;sala;data;godzina\n"
        "Nowak;Anna;AA100001;INF.03;sala 12;2026-11-21;9:00\n"
        "Lis;Jan;AA100002;INF.03;sala 12;2026-11-21;11:00\n"
        "Kot;Ewa;AA100003;ELE.02;sala 12;2026-11-21;9:00\n"
        "Bąk;Iga;AA100004;INF.03;sala 99;2026-11-21;9:00\n"
    )
    centre = CentrePart("c1", ("sala 12", "sala 13"), ())
    enrolment = Enrolment(centre, {"INF.03": "p1"}, spec.opens_at)
    rows = [row for row in read_roster(text.encode()).rows if enrolment.concerns(row)]
    assert [row.surname for row in rows] == ["Nowak", "Kot", "Bąk"]
    assert [enrolment.enrol(row) is not None for row in rows] == [True, False, False]
    with pytest.raises(PackageError) as refused:
        enrolment.require_valid()
    assert refused.value.code is Code.ROSTER_INVALID
    assert "ELE.02" in refused.value.detail and "sala 99" in refused.value.detail

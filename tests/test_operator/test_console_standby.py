"""The second machine in the console: a red band when it is away, and a takeover that nobody does by accident."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from koperta_crypto.signing import SigningKey, verify
from koperta_packages.identity import OfficialRole, official_id_of
from koperta_sync.desktop.translations import use_language
from koperta_sync.officials import create_official, open_official_key
from koperta_sync.protocol.console import Promote
from koperta_sync.protocol.refusals import Refused
from koperta_sync.protocol.room_view import RoomRole, RoomView, StandbyState, StandbyView
from koperta_sync.terms import promotion_bytes
from tests.board_fixture import CHEAP
from tests.test_operator import console_day as day
from tests.test_operator.conftest import Bench, OpenConsole

PIN = "123456"


def standby(state: StandbyState = StandbyState.AWAY) -> RoomView:
    """Return what a standby shows."""
    return msgspec.structs.replace(
        day.room(), role=RoomRole.STANDBY, term=4, standby=StandbyView(state=state), sittings=(), pairings=()
    )


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, SigningKey]:
    """Return the key files of a chair and an operator, with what is in them."""
    folder = tmp_path_factory.mktemp("keys")
    made = {}
    for name, role in (("Jan Kot", OfficialRole.EXAM_CHAIR), ("Ewa Lis", OfficialRole.OPERATOR)):
        protected, _request = create_official(name, role, PIN, CHEAP)
        path = folder / f"{role.value}.key"
        path.write_bytes(protected)
        made[path] = open_official_key(protected, PIN)
    return made


def sign(bench: Bench, path: Path) -> None:
    """Give a key file and its PIN, as a person does, and wait until it counts."""
    panel = bench.window.take_over
    before = panel.signers.text()
    panel.form.path.setText(str(path))
    panel.form.pin.setText(PIN)
    QTest.mouseClick(panel.form.go, Qt.MouseButton.LeftButton)
    bench.wait(lambda: panel.signers.text() != before)
    assert panel.form.pin.text() == ""


def test_a_standby_that_is_away_is_a_red_band_and_the_exam_goes_on_under_it(open_console: OpenConsole) -> None:
    room = day.room(day.sitting())
    bench = open_console(room, day.wall())
    assert not bench.window.role.isVisible()
    bench.room.say_room(msgspec.structs.replace(room, standby=StandbyView(state=StandbyState.AWAY)))
    bench.wait(bench.window.role.isVisible)
    assert "Komputer zapasowy nie odpowiada" in bench.window.role.text()
    assert not bench.window.role.take_over.isVisible()
    assert len(bench.window.wall.order()) == 40
    bench.room.say_room(msgspec.structs.replace(room, standby=StandbyView(state=StandbyState.READY)))
    bench.wait(lambda: not bench.window.role.isVisible())


def test_a_room_that_was_superseded_says_so_and_offers_nothing(open_console: OpenConsole) -> None:
    bench = open_console(msgspec.structs.replace(day.room(day.sitting()), role=RoomRole.SUPERSEDED, superseded_by=2))
    bench.wait(bench.window.role.isVisible)
    assert "przejął inny komputer" in bench.window.role.text()
    assert not bench.window.role.take_over.isVisible()


def test_two_officials_take_over_with_signatures_for_this_room_this_term_and_this_connection(
    open_console: OpenConsole, keys: dict[Path, SigningKey]
) -> None:
    bench = open_console(standby())
    panel = bench.window.take_over
    QTest.mouseClick(bench.window.role.take_over, Qt.MouseButton.LeftButton)
    bench.wait(panel.isVisible)
    assert not panel.go.isEnabled()
    for path in keys:
        sign(bench, path)
    assert "Jan Kot, Ewa Lis" in panel.signers.text()
    assert not bench.asked(Promote)  # nothing happens before the last press
    QTest.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    bench.wait(lambda: bool(bench.asked(Promote)))
    (asked,) = bench.asked(Promote)
    assert isinstance(asked, Promote)
    assert asked.reason == ""
    signed = promotion_bytes(standby().room_id, 5, "00" * 32)
    for signature, key in zip(asked.signatures, keys.values(), strict=True):
        assert signature.official_id == official_id_of(key.public)
        verify(key.public, signed, bytes.fromhex(signature.signature))


def test_one_person_alone_needs_a_reason_and_the_same_key_twice_is_one_person(
    open_console: OpenConsole, keys: dict[Path, SigningKey]
) -> None:
    bench = open_console(standby())
    panel, chair = bench.window.take_over, next(iter(keys))
    bench.window.open_take_over()
    sign(bench, chair)
    panel.form.path.setText(str(chair))
    panel.form.pin.setText(PIN)
    QTest.mouseClick(panel.form.go, Qt.MouseButton.LeftButton)
    bench.wait(lambda: panel.form.path.text() == "")
    assert not panel.go.isEnabled()
    panel.reason.setText("  ")
    assert not panel.go.isEnabled()
    panel.reason.setText("drugi urzędnik nie odbiera telefonu")
    bench.room.refuse(Promote, Refused.NOT_ALLOWED)
    QTest.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    bench.wait(lambda: bool(bench.asked(Promote)))
    (asked,) = bench.asked(Promote)
    assert isinstance(asked, Promote)
    assert (len(asked.signatures), asked.reason) == (1, "drugi urzędnik nie odbiera telefonu")
    bench.wait(lambda: "nie należy" in panel.note.text())  # refused: everybody signs anew
    assert "Podpisują dwie osoby" in panel.signers.text()


@pytest.mark.parametrize("language", ["en", "uk"])
def test_a_takeover_can_be_read_in_every_language(open_console: OpenConsole, language: str) -> None:
    bench = open_console(standby())
    try:
        bench.window.speak(language)
        bench.window.open_take_over()
        bench.wait(bench.window.take_over.isVisible)
        assert "komputer" not in bench.window.role.text()
        assert "osoby" not in bench.window.take_over.signers.text()
    finally:
        use_language("pl")

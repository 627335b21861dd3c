"""The standby's own copies: only what continues the chain is written, and nothing is ever cut back."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from koperta_operator.room import command
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal.errors import BrokenChainError, NotDurableError
from koperta_operator.room.journal.store import Draft, Journal, StoredEvent
from koperta_operator.room.standby.follower import Follower
from koperta_operator.room.standby.promotion import Promotion, is_standby, keep_promotion, load_promotion
from koperta_packages.errors import Code, PackageError
from koperta_sync.bundle.manifest import room_genesis
from koperta_sync.protocol.standby import JournalRow, JournalRows

ROOM_ID = "r3a25ttr4c4a7"


class Copy:
    """Hold a follower and what it said."""

    def __init__(self, folder: Path) -> None:
        self.folder = RoomFolder(folder)
        self.folder.create()
        self.confirmed: list[tuple[str, int]] = []
        self.failed: list[BaseException] = []
        self.said = threading.Event()
        self.follower = Follower(self.folder, ROOM_ID, self._written, self._failed)
        self.follower.start()

    def _written(self, journal: str, rows: Sequence[StoredEvent], sequence: int, head: bytes) -> None:
        self.confirmed.append((journal, sequence))
        self.said.set()

    def _failed(self, journal: str, error: BaseException) -> None:
        self.failed.append(error)
        self.said.set()

    def send(self, rows: Sequence[StoredEvent], journal: str = "room") -> None:
        """Hand rows in and wait for what is said."""
        self.said.clear()
        self.follower.put(JournalRows(journal=journal, rows=tuple(as_sent(one) for one in rows)))
        assert self.said.wait(10)

    def close(self) -> list[StoredEvent]:
        """End it and return what is on the disk."""
        self.follower.close()
        with Journal.open(self.folder.journal, room_genesis(ROOM_ID).start()) as journal:
            return list(journal.read_all())


def as_sent(one: StoredEvent) -> JournalRow:
    """Return a row as it travels."""
    return JournalRow(
        seq=one.seq, boot=one.boot, mono_ms=one.mono_ms, wall_ms=one.wall_ms, actor=one.actor, kind=one.kind,
        body=one.body, head=one.head.hex(),
    )  # fmt: skip


@pytest.fixture
def history(tmp_path: Path) -> list[StoredEvent]:
    """Return the rows of a journal that a room wrote."""
    with Journal.open(tmp_path / "history.db", room_genesis(ROOM_ID).start()) as journal:
        list(journal.read_all())
        journal.append_many([Draft(1, n, n, "room", "heartbeat", b'{"type":"heartbeat"}') for n in range(8)])
        return list(journal.read(0))


def test_rows_are_kept_exactly_and_a_piece_sent_twice_changes_nothing(
    tmp_path: Path, history: list[StoredEvent]
) -> None:
    copy = Copy(tmp_path / "standby")
    copy.send(history[:3])
    copy.send(history[1:5])
    copy.send(history[2:4])
    copy.send(history[5:])
    assert copy.confirmed == [("room", 3), ("room", 5), ("room", 4), ("room", 8)]
    assert copy.close() == history


def test_a_copy_goes_on_after_a_restart_where_it_ended(tmp_path: Path, history: list[StoredEvent]) -> None:
    first = Copy(tmp_path / "standby")
    first.send(history[:4])
    first.close()
    second = Copy(tmp_path / "standby")
    assert [(one.journal, one.sequence, one.head) for one in second.follower.heads()] == [
        ("room", 4, history[3].head.hex())
    ]
    second.send(history[4:])
    assert second.close() == history


@pytest.mark.parametrize("wrong", ["gap", "body", "head", "order", "other"])
def test_a_row_that_does_not_continue_the_chain_is_not_written_and_the_copy_stands_still(
    tmp_path: Path, history: list[StoredEvent], wrong: str
) -> None:
    copy = Copy(tmp_path / "standby")
    copy.send(history[:3])
    bad = {
        "gap": [history[4]],
        "body": [msgspec.structs.replace(history[3], body=b'{"type":"closed"}')],
        "head": [msgspec.structs.replace(history[3], head=bytes(32))],
        "order": [history[3], history[5], history[4]],
        "other": [msgspec.structs.replace(history[2], mono_ms=99)],  # another event at a place it has
    }[wrong]
    copy.send(bad)
    assert [type(one) for one in copy.failed] == [BrokenChainError]
    copy.follower.put(JournalRows(journal="room", rows=(as_sent(history[3]),)))  # nothing is taken any more
    assert copy.close() == history[:3]
    assert copy.confirmed == [("room", 3)]


def test_nothing_is_confirmed_that_the_disk_did_not_take(
    tmp_path: Path, history: list[StoredEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Copy(tmp_path / "standby")
    copy.send(history[:2])

    def fails(_journal: Journal, _rows: object) -> None:
        raise NotDurableError("the disk is gone")

    with monkeypatch.context() as broken:
        broken.setattr(Journal, "append_stored", fails)
        copy.send(history[2:4])
    copy.follower.put(JournalRows(journal="room", rows=(as_sent(history[2]),)))  # whoever has failed says nothing more
    assert copy.close() == history[:2]
    assert [type(one) for one in copy.failed] == [NotDurableError]
    assert copy.confirmed == [("room", 2)]


@pytest.mark.parametrize("name", ["..", "../room", "a/b", "", ".hidden", "x" * 65])
def test_a_journal_is_never_written_outside_its_folder(tmp_path: Path, history: list[StoredEvent], name: str) -> None:
    copy = Copy(tmp_path / "standby")
    copy.send(history[:1], name)
    assert [type(one) for one in copy.failed] == [ValueError]
    copy.close()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["history.db", "standby"]


def test_the_folder_of_a_standby_never_starts_as_a_room_before_it_is_promoted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = RoomFolder(tmp_path / "standby")
    folder.create()
    folder.standby.mkdir()
    assert is_standby(folder)
    assert command.main(["serve", str(folder.root)]) == 2
    assert "ROOM_IS_STANDBY" in capsys.readouterr().err
    keep_promotion(folder, Promotion(term=2, how="promotion", officials=("a", "b")))
    assert not is_standby(folder)
    found = load_promotion(folder)
    assert found is not None
    assert found.began().term == 2
    (folder.standby / "promotion.json").write_bytes(b"{}")
    with pytest.raises(PackageError) as refused:
        is_standby(folder)
    assert refused.value.code is Code.SETTINGS_INVALID


def test_a_folder_that_was_never_paired_is_no_standby(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["init", str(tmp_path / "room"), "--centre", "306401-00042", "--label", "sala 12"]) == 0
    assert command.main(["standby-serve", str(tmp_path / "room")]) == 2
    assert "NOT_A_STANDBY" in capsys.readouterr().err
    assert command.main(["promote", str(tmp_path / "room"), "--key", "x.key"]) == 2
    assert "start it first" in capsys.readouterr().err

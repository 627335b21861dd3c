"""The kiosk's journal: what is appended is there afterwards, whatever happens, and nobody else can read it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from koperta_crypto.errors import AuthenticationError
from koperta_crypto.exchange import ExchangeKey
from koperta_sync import durable, sealed_log
from koperta_sync.journal_keys import Scope, unwrap_at_room
from koperta_sync.kiosk_journal import (
    JournalError,
    KioskJournal,
    journal_folder,
    journals_in,
    open_with_card,
    open_with_key,
)
from koperta_sync.sealed_log import LogError
from tests.test_sync.journal_writer import KEY, ROOM, SCOPE, SECRET, entry, new_journal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a closed journal with 5 entries, 3 of them acknowledged, and one note."""
    journal = new_journal(tmp_path)
    for cseq in range(1, 4):
        journal.append(entry(cseq))
    journal.acknowledge(3, 17, "ab" * 32)
    journal.remember("form-key", b"f" * 32)
    journal.append(entry(4))
    journal.append(entry(5))
    journal.close()
    return journal.folder


def reopened(folder: Path) -> KioskJournal:
    """Open with the key, read and close."""
    journal = open_with_key(folder, KEY)
    journal.close()
    return journal


def test_everything_is_there_again_with_the_card(folder: Path) -> None:
    journal = open_with_card(folder, "k7qf 9mzt px4h")
    assert journal.entries == tuple(entry(n) for n in range(1, 6))
    assert [one.cseq for one in journal.undelivered()] == [4, 5]
    assert (journal.acknowledged, journal.next_cseq) == (3, 6)
    assert [(one.sequence, one.head) for one in journal.heads] == [(17, "ab" * 32)]
    assert journal.recall("form-key") == b"f" * 32 and journal.recall("other") is None
    assert journal.tail.dropped_bytes == 0
    journal.append(entry(6))
    journal.close()
    assert len(reopened(folder).entries) == 6


def test_the_room_opens_it_too_and_no_other_room_and_no_other_lease(folder: Path) -> None:
    wrapped = reopened(folder).wrapped_for_room
    assert unwrap_at_room(ROOM, wrapped, SCOPE) == KEY
    with pytest.raises(AuthenticationError):
        unwrap_at_room(ExchangeKey.generate(), wrapped, SCOPE)
    with pytest.raises(AuthenticationError):
        unwrap_at_room(ROOM, wrapped, Scope(SCOPE.sitting_id, SCOPE.candidate_id, 2))


def test_another_card_is_refused_and_changes_nothing(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(AuthenticationError):
        open_with_card(folder, "K7QF-9MZT-PX4J")
    with pytest.raises(JournalError):
        open_with_key(folder, bytes(32))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_nothing_of_tasks_answers_or_keys_is_readable_on_the_disk(folder: Path) -> None:
    journal = open_with_key(folder, KEY)
    journal.remember("view", b'{"candidate": {"surname": "Kowalska-Nowak"}}')
    journal.close()
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    secrets = [
        b"INF02-ZADANIE",
        b"OPCJA",
        b"Kowalska",
        b"form-key",
        KEY,
        KEY.hex().encode(),
        b"f" * 32,
        SECRET.encode(),
    ]
    assert [one for one in secrets if one in everything or one.hex().encode() in everything] == []


def test_every_truncation_of_the_file_opens_to_a_prefix_and_can_be_continued(folder: Path) -> None:
    records = folder / "records"
    whole = records.read_bytes()
    first = 4 + int.from_bytes(whole[:4], "big")
    seen = set()
    for length in range(first, len(whole) + 1):
        records.write_bytes(whole[:length])
        journal = open_with_key(folder, KEY)
        assert journal.entries == tuple(entry(n) for n in range(1, len(journal.entries) + 1))
        assert journal.tail.torn == (journal.tail.dropped_bytes > 0)
        seen.add(len(journal.entries))
        if length % 29 == 0:
            journal.append(entry(journal.next_cseq))
            count = len(journal.entries)
            journal.close()
            assert len(reopened(folder).entries) == count
        journal.close()
    assert seen == {0, 1, 2, 3, 4, 5}


def test_a_file_cut_within_its_first_record_is_refused_untouched(folder: Path) -> None:
    records = folder / "records"
    for length in (0, 3, 20, 43):
        records.write_bytes(b"\x00\x00\x00\x28"[:length].ljust(length, b"\x01"))
        with pytest.raises(JournalError):
            open_with_key(folder, KEY)
        assert records.stat().st_size == length


def test_a_flipped_bit_anywhere_never_yields_a_wrong_entry(folder: Path) -> None:
    records = folder / "records"
    whole = records.read_bytes()
    refused = 0
    for at in range(len(whole)):
        damaged = bytearray(whole)
        damaged[at] ^= 1 << (at % 8)
        records.write_bytes(damaged)
        try:
            journal = reopened(folder)
        except JournalError:
            refused += 1
            continue
        assert journal.entries == tuple(entry(n) for n in range(1, len(journal.entries) + 1))
        assert journal.tail.dropped_bytes > 0
    assert refused == 4 + int.from_bytes(whole[:4], "big"), "only damage to the first record refuses the whole"


def test_what_does_not_open_is_set_aside_not_destroyed(folder: Path) -> None:
    records = folder / "records"
    whole = records.read_bytes()
    records.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    journal = reopened(folder)
    assert len(journal.entries) == 4 and not journal.tail.torn
    (aside,) = folder.glob("records.tail-*")
    assert records.read_bytes() + aside.read_bytes() == whole[:-1] + bytes([whole[-1] ^ 1])


def test_records_cannot_be_exchanged_left_out_or_taken_from_another_lease(folder: Path, tmp_path: Path) -> None:
    records = folder / "records"
    whole = records.read_bytes()
    pieces, at = [], 0
    while at < len(whole):
        end = at + 4 + int.from_bytes(whole[at : at + 4], "big")
        pieces.append(whole[at:end])
        at = end
    for forged in (
        [pieces[0], pieces[2], pieces[1], *pieces[3:]],
        [pieces[0], *pieces[2:]],
        [pieces[0], pieces[1], pieces[1], *pieces[2:]],
    ):
        records.write_bytes(b"".join(forged))
        assert len(reopened(folder).entries) <= 1
    records.write_bytes(whole)
    other_scope = Scope(SCOPE.sitting_id, "c-0043", 1)
    other = KioskJournal.create(
        tmp_path, other_scope, key=KEY, journal_public=ROOM.public, card_secret=SECRET, salt=bytes(16)
    )
    other.close()
    (other.folder / "records").write_bytes(whole)
    with pytest.raises(JournalError):
        open_with_key(other.folder, KEY)


def test_a_killed_kiosk_has_every_entry_it_called_durable(tmp_path: Path) -> None:
    """SIGKILL at ten moments; every entry that was announced is there, and at most one that was not."""
    for moment in range(10):
        root = tmp_path / str(moment)
        root.mkdir()
        command = [sys.executable, "-m", "tests.test_sync.journal_writer", str(root)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as writer:
            assert writer.stdout is not None
            announced = int(writer.stdout.readline())
            time.sleep(0.003 * moment)
            writer.kill()
            for line in writer.stdout:
                announced = int(line) if line.endswith(b"\n") else announced
        journal = open_with_card(journal_folder(root, SCOPE), SECRET)
        assert announced <= len(journal.entries) <= announced + 1
        assert journal.entries == tuple(entry(n) for n in range(1, len(journal.entries) + 1))
        journal.append(entry(journal.next_cseq))
        journal.close()


def test_an_entry_is_synced_before_append_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order of calls to the system: the record written, then the file synced, then append is back."""
    journal = new_journal(tmp_path)
    calls: list[str] = []
    real_write, real_sync = os.write, durable.sync_contents

    def write(descriptor: int, data: bytes) -> int:
        calls.append("write")
        return real_write(descriptor, data)

    def sync(descriptor: int) -> None:
        calls.append("sync")
        real_sync(descriptor)

    monkeypatch.setattr("koperta_sync.sealed_log.os.write", write)
    monkeypatch.setattr(sealed_log, "sync_contents", sync)
    journal.append(entry(1))
    calls.append("back")
    journal.acknowledge(1, 1, "00" * 32)
    assert calls == ["write", "sync", "back", "write"]
    journal.close()


def test_after_a_failed_write_nothing_more_is_taken_and_the_file_opens_to_what_was_durable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = new_journal(tmp_path)
    journal.append(entry(1))

    def no_space(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(OSError, match="space"):
        patch.setattr(sealed_log, "sync_contents", no_space)
        journal.append(entry(2))
    with pytest.raises(LogError):
        journal.append(entry(2))
    assert journal.entries == (entry(1),)
    journal.close()
    assert reopened(journal.folder).entries[:1] == (entry(1),)


def test_a_gap_and_an_acknowledgement_of_the_future_are_refused(tmp_path: Path) -> None:
    journal = new_journal(tmp_path)
    with pytest.raises(JournalError):
        journal.append(entry(2))
    journal.append(entry(1))
    with pytest.raises(JournalError):
        journal.append(entry(1))
    with pytest.raises(JournalError):
        journal.acknowledge(2, 1, "")
    journal.close()


def test_a_journal_that_knows_less_than_the_room_goes_on_behind_it(tmp_path: Path) -> None:
    journal = new_journal(tmp_path)
    journal.append(entry(1))
    journal.resume_after(9)
    journal.append(entry(10))
    journal.close()
    again = reopened(journal.folder)
    assert again.next_cseq == 11
    assert [one.cseq for one in again.undelivered()] == [10]


def test_form_and_pictures_are_kept_as_they_came(folder: Path) -> None:
    journal = open_with_key(folder, KEY)
    assert journal.load_form() is None and journal.load_picture("p", "s") is None
    journal.store_form(b"sealed form")
    journal.store_picture("p", "s", b"sealed picture")
    journal.close()
    again = reopened(folder)
    assert (again.load_form(), again.load_picture("p", "s")) == (b"sealed form", b"sealed picture")


def test_journals_are_found_again_newest_first_and_a_lease_has_one(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="already"):
        new_journal(tmp_path)
    os.utime(folder / "journal.json", (1, 1))
    later = Scope(SCOPE.sitting_id, SCOPE.candidate_id, 2)
    KioskJournal.create(
        tmp_path, later, key=KEY, journal_public=ROOM.public, card_secret=SECRET, salt=bytes(16)
    ).close()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "journal.json").write_text("{", encoding="utf-8")
    assert [header.scope for _, header in journals_in(tmp_path)] == [later, SCOPE]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps access rights elsewhere")
def test_only_the_owner_can_read_the_files(folder: Path) -> None:
    assert {path.stat().st_mode & 0o077 for path in [folder, *folder.iterdir()]} == {0}

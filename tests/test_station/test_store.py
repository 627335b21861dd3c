"""What a workstation keeps of a lease: found again, opened by two keys, and never in the way of the exam."""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path

import pytest

from koperta_crypto.errors import CryptoError
from koperta_crypto.exchange import ExchangeKey
from koperta_crypto.signing import SigningKey
from koperta_station import seat_store
from koperta_station.attempt import Attempt, AttemptId
from koperta_station.countdown import WorkClock
from koperta_sync.entries import sign_entry
from koperta_sync.journal_keys import Scope, unwrap_at_room
from koperta_sync.protocol.seat import Entry, EntryKind, Phase, Resume, SeatView
from tests.test_station.workstation import hold_the_disk

LEASE = AttemptId("zmiana-1", "kandydat-1", 1)
SECRET = "K7QF9MZTPX4H"
ROOM = ExchangeKey.generate()
KEY = SigningKey.from_seed(bytes(32))


def entry(cseq: int, kind: EntryKind = EntryKind.ANSWER, item: str = "zad-01", value: str = "a") -> Entry:
    return sign_entry(
        KEY,
        *("zmiana-1", "kandydat-1"),
        1,
        cseq=cseq,
        kind=kind,
        worked_ms=cseq,
        mono_ms=cseq,
        boot="b",
        item=item,
        value=value,
    )


def test_a_store_is_found_again_and_opens_by_the_card_and_by_the_rooms_key(tmp_path: Path) -> None:
    async def day() -> None:
        store = await seat_store.create(tmp_path, LEASE, ROOM.public, SECRET)
        assert await store.append(entry(1)) and await store.append(entry(2))
        await store.acknowledge(1, 44, "ab" * 32)
        await store.remember_time(WorkClock(0, 5_000, 9_000, 14_000, running=True), 1_000)
        await store.close()
        sealed = seat_store.stored(tmp_path, LEASE)
        assert sealed is not None
        by_card = await sealed.open_with_card(SECRET)
        assert [one.cseq for one in by_card.entries] == [1, 2] and by_card.acknowledged == 1
        time = by_card.time()
        assert time is not None and (time.worked_ms, time.remaining_ms) == (6_000, 8_000)
        await by_card.close()
        key = unwrap_at_room(ROOM, bytes.fromhex(sealed.wrapped), Scope("zmiana-1", "kandydat-1", 1))
        by_room = await sealed.open_with_key(key)
        assert by_room.entries == by_card.entries
        await by_room.close()
        with pytest.raises(CryptoError):
            await sealed.open_with_card("0" * 12)

    asyncio.run(day())


def test_only_the_newest_unfinished_lease_asks_for_a_card(tmp_path: Path) -> None:
    async def day() -> None:
        assert seat_store.unfinished(tmp_path) is None
        first = await seat_store.create(tmp_path, LEASE, ROOM.public, SECRET)
        second = await seat_store.create(tmp_path, AttemptId("zmiana-2", "kandydat-2", 1), ROOM.public, SECRET)
        found = seat_store.unfinished(tmp_path)
        assert found is not None and found.id == second.id
        await second.mark_over(True)
        assert seat_store.unfinished(tmp_path) is None
        await second.mark_over(False)
        assert seat_store.unfinished(tmp_path) is not None
        await first.close()
        await second.close()

    asyncio.run(day())


def test_the_last_view_is_kept_and_one_of_another_version_is_left_out(tmp_path: Path) -> None:
    async def day() -> None:
        store = await seat_store.create(tmp_path, LEASE, ROOM.public, SECRET)
        assert store.view() is None
        view = SeatView(phase=Phase.SOLVING, room_label="Z", exam_room="12", seat_number=3, wall_ms=1, form_key="ab")
        await store.remember_view(view)
        assert store.view() == view
        await store._write(lambda journal: journal.remember("view", b'{"phase": "dancing"}'))
        assert store.view() is None
        await store.close()

    asyncio.run(day())


def test_writes_at_the_same_time_come_one_after_the_other(tmp_path: Path) -> None:
    async def day() -> None:
        store = await seat_store.create(tmp_path, LEASE, ROOM.public, SECRET)
        done = await asyncio.gather(*(store.append(entry(at)) for at in range(1, 40)))
        assert all(done) and [one.cseq for one in store.entries] == list(range(1, 40))
        await store.close()

    asyncio.run(day())


def test_a_write_nobody_waits_for_any_more_still_comes_before_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def day() -> None:
        store = await seat_store.create(tmp_path, LEASE, ROOM.public, SECRET)
        go_on = hold_the_disk(monkeypatch)
        first = asyncio.ensure_future(store.append(entry(1)))
        await asyncio.sleep(0.02)
        first.cancel()
        await asyncio.sleep(0.02)
        second = asyncio.ensure_future(store.append(entry(2)))
        await asyncio.sleep(0.02)
        go_on.set()
        assert await second and [one.cseq for one in store.entries] == [1, 2]
        await store.close()

    asyncio.run(day())


def test_an_entry_that_is_not_written_yet_is_not_sent() -> None:
    attempt = Attempt(LEASE)
    attempt.add(entry(1))
    assert attempt.batch() == () and attempt.undelivered() == 1
    attempt.written_through = 1
    assert attempt.batch() == (entry(1),)
    with pytest.raises(ValueError, match="there already"):
        attempt.add(entry(1))


def test_answers_are_what_the_room_held_and_what_was_done_since() -> None:
    attempt = Attempt(LEASE)
    attempt.loaded([entry(1, item="zad-09", value="old"), entry(2, item="zad-02", value="b"), entry(3, value="")], 0)
    attempt.told(Resume(answers={"zad-01": "c", "zad-09": "d"}, flags=("zad-05",), delivered_through=1))
    assert attempt.answers() == {"zad-02": "b", "zad-09": "d"}
    attempt.loaded([entry(4, EntryKind.FLAG, "zad-05", "0"), entry(5, EntryKind.FLAG, "zad-06", "1")], 1)
    assert attempt.flags() == {"zad-06"} and attempt.next_cseq == 6
    attempt.told(Resume(answers={}, delivered_through=9))
    assert attempt.next_cseq == 10, "this disk has lost entries the room holds"


def test_a_secret_lies_in_no_file_in_clear(tmp_path: Path) -> None:
    async def day() -> None:
        secret = secrets.token_hex(6).upper()
        store = await seat_store.create(tmp_path, LEASE, ROOM.public, secret)
        await store.append(entry(1, value="wybrana"))
        await store.close()
        files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
        assert secret.encode() not in files and b"wybrana" not in files and b"zad-01" not in files

    asyncio.run(day())

"""The process that checks signatures says the truth or nothing, whatever happens to it."""

from __future__ import annotations

import asyncio
import io
import subprocess
import sys
import time
from collections.abc import Coroutine
from typing import Any

import msgspec
import pytest

from koperta_operator.room import verifier as verifying
from koperta_operator.room.verifier import Verifier
from koperta_operator.room.verifier_process import BAD, GOOD, Signed, frame, genuine, serve
from tests.test_operator.verifier_fixture import ask, program, signed, until, verifier


def run(day: Coroutine[Any, Any, None]) -> None:
    """Run a test's day; a verdict that never comes must not hang it."""
    asyncio.run(asyncio.wait_for(day, 30))


def test_a_forged_entry_among_good_ones_is_found_in_its_place() -> None:
    async def day() -> None:
        async with verifier() as one:
            said = await ask(one, [signed(number, forged=number in (3, 7)) for number in range(10)])
            assert said == [number not in (3, 7) for number in range(10)]

    run(day())


def test_one_forged_entry_condemns_its_delivery() -> None:
    good, other = signed(1, entries=5), signed(1, entries=5, forged=True)
    mixed = Signed(good.public, "s", "k1", 1, (*good.entries[:4], other.entries[4]))

    async def day() -> None:
        async with verifier() as one:
            assert await ask(one, [good, mixed]) == [True, False]

    run(day())


def test_what_is_signed_for_something_else_is_not_genuine() -> None:
    good = signed(1)
    (entry,) = good.entries
    assert genuine(good)
    for changed in (
        msgspec.structs.replace(good, sitting_id="t"),
        msgspec.structs.replace(good, candidate_id="k2"),
        msgspec.structs.replace(good, epoch=2),
        msgspec.structs.replace(good, public=signed(2).public),
        msgspec.structs.replace(good, public=b"short"),
        msgspec.structs.replace(good, entries=(msgspec.structs.replace(entry, value="b"),)),
        msgspec.structs.replace(good, entries=(msgspec.structs.replace(entry, signature="00" * 64),)),
        msgspec.structs.replace(good, entries=(msgspec.structs.replace(entry, worked_ms=-1),)),
    ):
        assert not genuine(changed)


def test_batches_may_follow_each_other_before_the_first_is_answered() -> None:
    async def day() -> None:
        async with verifier() as one:
            asked = [ask(one, [signed(n, forged=n == number) for n in range(5)]) for number in range(4)]
            assert await asyncio.gather(*asked) == [[n != number for n in range(5)] for number in range(4)]

    run(day())


def test_verdicts_that_arrive_byte_by_byte_go_to_those_who_asked() -> None:
    slow = (
        "import os\n"
        "from koperta_operator.room import verifier_process as p\n"
        "class Drops:\n"
        "    def write(self, data): [(os.write(1, bytes([one])), time.sleep(0.01)) for one in data]\n"
        "    def flush(self): pass\n"
        "p.serve(sys.stdin.buffer, Drops())"
    )

    async def day() -> None:
        async with verifier((sys.executable, "-c", "import sys, time\n" + slow)) as one:
            asked = [ask(one, [signed(n, forged=n == number) for n in range(5)]) for number in range(3)]
            assert await asyncio.gather(*asked) == [[n != number for n in range(5)] for number in range(3)]

    run(day())


def test_a_process_that_is_killed_gives_no_verdict_and_another_one_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "PAUSE_S", 0.05)

    async def day() -> None:
        async with verifier() as one:
            first = one._process
            assert first is not None
            first._transport.kill()
            asked = [ask(one, [signed(1, forged=True, entries=500)]) for _ in range(2)]
            assert await asyncio.gather(*asked) == [None, None]
            assert not one.ready
            await asyncio.sleep(0.1)
            assert await ask(one, [signed(1)]) is None  # and starts the next one
            await until(lambda: one.ready)
            assert one._process is not first
            assert await ask(one, [signed(1), signed(2, forged=True)]) == [True, False]

    run(day())


def test_the_next_process_is_not_started_at_once() -> None:
    async def day() -> None:
        async with verifier(program("sys.stdin.buffer.read(8)")) as one:
            assert await ask(one, [signed(1)]) is None
            assert not one.ready
            assert await ask(one, [signed(1)]) is None
            assert one._starting is None

    run(day())


def test_a_process_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "PATIENCE_S", 0.3)

    async def day() -> None:
        async with verifier(program("time.sleep(60)")) as one:
            began = time.monotonic()
            assert await ask(one, [signed(1)]) is None
            assert 0.2 < time.monotonic() - began < 10
            assert not one.ready

    run(day())


def test_a_process_that_does_not_read_blocks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "PATIENCE_S", 0.3)

    async def day() -> None:
        async with verifier(program("time.sleep(60)")) as one:
            long = signed(1, entries=1000)  # more than a pipe holds
            began = time.monotonic()
            asked = [ask(one, [long]), ask(one, [long])]
            assert time.monotonic() - began < 0.25
            assert await asyncio.gather(*asked) == [None, None]

    run(day())


@pytest.mark.parametrize("said", ["b'\\x01'", "b''"])
def test_half_a_verdict_is_none(said: str) -> None:
    async def day() -> None:
        async with verifier(program(f"sys.stdin.buffer.read(8); sys.stdout.buffer.write({said})")) as one:
            assert await ask(one, [signed(1, forged=True), signed(2, forged=True)]) is None

    run(day())


HELLO = "import time; print('hello', flush=True); time.sleep(60)"


@pytest.mark.parametrize("command", [("./no-such-program",), (sys.executable, "-c", HELLO)])
def test_without_a_process_nothing_is_taken(command: tuple[str, ...]) -> None:
    async def day() -> None:
        one = Verifier(command)
        assert await ask(one, [signed(1)]) is None
        await until(lambda: one._process is None and one._starting is None)
        assert await ask(one, [signed(1)]) is None
        await one.close()

    run(day())


def test_a_batch_that_is_too_long_or_no_text_is_not_taken() -> None:
    async def day() -> None:
        async with verifier() as one:
            assert not one.check([signed(1, entries=200)] * 11, lambda _said: None)
            assert not one.check([msgspec.structs.replace(signed(1), candidate_id="\ud800")], lambda _said: None)
            assert await ask(one, [signed(1)]) == [True]

    run(day())


def test_closing_ends_the_process_and_tells_who_waits() -> None:
    async def day() -> None:
        async with verifier(program("time.sleep(60)")) as one:
            told = ask(one, [signed(1)])
            process = one._process
        assert process is not None
        assert process._transport.get_returncode() is not None
        assert told.result() is None
        assert not one.check([signed(1)], lambda _said: None)
        assert one._starting is None

    run(day())


def test_closing_while_the_process_starts_ends_it() -> None:
    async def day() -> None:
        one = Verifier()
        assert await ask(one, [signed(1)]) is None
        await asyncio.sleep(0)
        await one.close()
        assert not one.ready

    run(day())


def test_the_process_ends_when_the_room_does() -> None:
    code = (
        "import asyncio, os\n"
        "from tests.test_operator.verifier_fixture import verifier\n"
        "async def day():\n"
        "    async with verifier() as one:\n"
        "        print(one.pid, flush=True); os._exit(70)\n"
        "asyncio.run(day())"
    )
    # The process holds the standard error it was given: were it to live on, this would wait for its end in vain.
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30, check=False)
    assert done.returncode == 70
    assert int(done.stdout) > 0


def test_half_a_frame_is_answered_by_nothing() -> None:
    whole = frame([signed(1), signed(2, forged=True)])
    for cut in (0, 3, 4, len(whole) - 1):
        sink = io.BytesIO()
        serve(io.BytesIO(whole + whole[:cut]), sink)
        assert sink.getvalue() == GOOD + GOOD + BAD

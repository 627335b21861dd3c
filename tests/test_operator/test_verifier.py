"""The process that checks signatures says the truth or nothing, whatever happens to it."""

from __future__ import annotations

import io
import subprocess
import sys
import time

import msgspec
import pytest

from koperta_operator.room import verifier as verifying
from koperta_operator.room.verifier import Verifier
from koperta_operator.room.verifier_process import BAD, GOOD, Signed, frame, genuine, serve
from tests.test_operator.verifier_fixture import program, signed, until, verifier


def test_a_forged_entry_among_good_ones_is_found_in_its_place() -> None:
    with verifier() as one:
        flight = one.hand_in([signed(number, forged=number in (3, 7)) for number in range(10)])
        assert flight is not None
        assert flight.verdicts() == [number not in (3, 7) for number in range(10)]


def test_one_forged_entry_condemns_its_delivery() -> None:
    good, other = signed(1, entries=5), signed(1, entries=5, forged=True)
    mixed = Signed(good.public, "s", "k1", 1, (*good.entries[:4], other.entries[4]))
    with verifier() as one:
        flight = one.hand_in([good, mixed])
        assert flight is not None
        assert flight.verdicts() == [True, False]


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


def test_batches_may_follow_each_other_before_the_first_is_asked_about() -> None:
    with verifier() as one:
        flights = [one.hand_in([signed(n, forged=n == number) for n in range(5)]) for number in range(4)]
        for number, flight in enumerate(flights):
            assert flight is not None
            assert flight.verdicts() == [n != number for n in range(5)]


def test_a_process_that_is_killed_gives_no_verdict_and_another_one_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "PAUSE_S", 0.05)
    with verifier() as one:
        first = one._process
        assert first is not None
        flights = [one.hand_in([signed(1), signed(2)]) for _ in range(2)]
        first.kill()
        first.wait()
        for flight in flights:
            assert flight is not None
            flight.verdicts()  # it may have been fast enough for the first; the second asks a dead process or a new one
        until(lambda: one.ready and one._process is not first)
        flight = one.hand_in([signed(1), signed(2, forged=True)])
        assert flight is not None
        assert flight.verdicts() == [True, False]


def test_a_verdict_is_never_taken_from_another_process_than_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "PAUSE_S", 0.05)
    with verifier() as one:
        first = one._process
        assert first is not None
        forgotten = one.hand_in([signed(1, forged=True)])
        first.kill()
        until(lambda: one.ready and one._process is not first)
        asked = one.hand_in([signed(1)])
        assert forgotten is not None and asked is not None
        assert forgotten.verdicts() is None
        assert asked.verdicts() == [True]


def test_a_process_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "PATIENCE_S", 0.3)
    monkeypatch.setattr(verifying, "_LOOK_EVERY_S", 0.05)
    with verifier(program("time.sleep(60)")) as one:
        flight = one.hand_in([signed(1)])
        assert flight is not None
        began = time.monotonic()
        assert flight.verdicts() is None
        assert time.monotonic() - began < 10


def test_a_process_that_does_not_read_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "PATIENCE_S", 0.3)
    monkeypatch.setattr(verifying, "_LOOK_EVERY_S", 0.05)
    with verifier(program("time.sleep(60)")) as one:
        assert one.hand_in([signed(1, entries=1000)]) is None  # more than a pipe holds


@pytest.mark.parametrize("said", ["b'\\x01'", "b''"])
def test_half_a_verdict_is_none(said: str) -> None:
    with verifier(program(f"sys.stdin.buffer.read(8); sys.stdout.buffer.write({said})")) as one:
        flight = one.hand_in([signed(1, forged=True), signed(2, forged=True)])
        assert flight is None or flight.verdicts() is None


@pytest.mark.parametrize("command", [("./no-such-program",), (sys.executable, "-c", "print('hello')")])
def test_without_a_process_nothing_is_handed_in(command: tuple[str, ...]) -> None:
    one = Verifier(command)
    assert one.hand_in([signed(1)]) is None
    time.sleep(0.3)
    assert not one.ready
    assert one.hand_in([signed(1)]) is None
    one.close()


def test_a_batch_that_is_too_long_or_no_text_is_not_handed_in() -> None:
    with verifier() as one:
        assert one.hand_in([signed(1, entries=200)] * 11) is None
        assert one.hand_in([msgspec.structs.replace(signed(1), candidate_id="\ud800")]) is None
        assert one.ready


def test_closing_ends_the_process() -> None:
    with verifier() as one:
        process = one._process
        assert process is not None
    assert process.poll() is not None
    assert one.hand_in([signed(1)]) is None


def test_the_process_ends_when_the_room_does() -> None:
    code = (
        "import os, time; from koperta_operator.room.verifier import Verifier\n"
        "v = Verifier(); v.hand_in([])\n"
        "while not v.ready: time.sleep(0.01)\n"
        "print(v._process.pid, flush=True); os._exit(70)"
    )
    # Its own end of this pipe stays open in the verifier's process, if that lives on.
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30, check=False)
    assert done.returncode == 70
    assert int(done.stdout) > 0


def test_half_a_frame_is_answered_by_nothing() -> None:
    whole = frame([signed(1), signed(2, forged=True)])
    for cut in (0, 3, 4, len(whole) - 1):
        sink = io.BytesIO()
        serve(io.BytesIO(whole + whole[:cut]), sink)
        assert sink.getvalue() == GOOD + GOOD + BAD

"""Cycles are collected, and never while somebody waits for an answer."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import weakref
from collections.abc import Iterator

import pytest

from koperta_operator.room import garbage


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Give the interpreter its own ways back."""
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


class Ring:
    """Refer to itself, so that only the collector can remove it."""

    def __init__(self) -> None:
        self.me = self


def looked_at_while(busy: bool) -> bool:
    """Return whether a ring was found and removed while a room was busy or quiet."""

    async def is_busy() -> bool:
        return busy

    async def wait() -> weakref.ref[Ring]:
        left = weakref.ref(Ring())
        looking = asyncio.create_task(garbage.collect_when_quiet(is_busy, every_s=0.001))
        await asyncio.sleep(0.05)
        looking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await looking
        return left

    gc.disable()
    try:
        return asyncio.run(wait())() is None
    finally:
        gc.enable()


def test_everything_is_looked_at_while_nobody_is_solving() -> None:
    assert looked_at_while(busy=False)


def test_nothing_is_looked_at_while_somebody_is_solving() -> None:
    assert not looked_at_while(busy=True)


def test_the_interpreter_looks_at_everything_never_by_itself() -> None:
    garbage.collect_rarely()
    assert gc.get_freeze_count() > 0
    full = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start" and info["generation"] == 2:
            full.append(info)

    gc.callbacks.append(note)
    try:
        kept = [[number] for number in range(garbage.AFTER * 25)]
    finally:
        gc.callbacks.remove(note)
    assert len(kept) == garbage.AFTER * 25
    assert not full

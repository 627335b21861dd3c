"""What the network thread reports arrives in the window's thread, in order, and never inside the asking."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from koperta_sync.desktop.bridge import Mailbox, NetworkThread


@pytest.fixture
def network(qtbot: QtBot) -> Iterator[NetworkThread]:
    thread = NetworkThread()
    yield thread
    thread.stop()


def test_news_posted_by_a_call_arrive_before_its_end_even_when_it_ends_at_once(
    qtbot: QtBot, network: NetworkThread
) -> None:
    for _round in range(200):
        mailbox = Mailbox()
        seen: list[object] = []
        mailbox.arrived.connect(seen.append)

        async def work(mailbox: Mailbox = mailbox) -> str:
            mailbox.post("news")
            return "end"

        network.call(work(), seen.append)
        assert seen == [], "a callback ran inside the call"
        qtbot.waitUntil(lambda seen=seen: len(seen) == 2)  # type: ignore[misc]  # bound now, as the next round has its own
        assert seen == ["news", "end"]


def test_callbacks_run_in_the_window_s_thread(qtbot: QtBot, network: NetworkThread) -> None:
    threads: list[threading.Thread] = []

    async def fail() -> None:
        threads.append(threading.current_thread())
        raise OSError("gone")

    network.call(fail(), failed=lambda _error: threads.append(threading.current_thread()))
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not threading.current_thread()
    assert threads[1] is threading.current_thread()


def test_a_cancelled_call_reports_nothing_and_may_be_cancelled_again(qtbot: QtBot, network: NetworkThread) -> None:
    reported: list[object] = []
    call = network.call(asyncio.sleep(0.05, "late"), reported.append, reported.append)
    call.cancel()
    call.cancel()
    done = network.call(asyncio.sleep(0, "soon"), reported.append)
    qtbot.waitUntil(lambda: reported == ["soon"])
    qtbot.wait(100)
    done.cancel()
    assert reported == ["soon"]


def test_after_the_stop_nothing_is_started(qtbot: QtBot) -> None:
    network = NetworkThread()
    started: list[object] = []
    network.stop()
    network.stop()

    async def work() -> None:
        started.append(1)

    network.call(work(), lambda _nothing: started.append(3))
    network.post(started.append, 2)
    qtbot.wait(30)
    assert started == []

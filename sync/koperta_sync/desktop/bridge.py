"""Join the network, which lives in asyncio, to the window, which lives in Qt.

One thread runs one asyncio loop for as long as the window lives. The window asks for a coroutine and
gets a `Call`, whose signals arrive in the window's thread; news comes by `Mailbox`. Nothing here ever
waits, so nothing can block a window, and a modal dialog cannot block the network.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

_T = TypeVar("_T")


class Call(QObject):
    """Hold one request to the network: exactly one of `succeeded`, `failed` comes, in the window's thread."""

    succeeded = Signal(object)
    failed = Signal(object)  # the exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._future: Future[Any] | None = None

    def watch(self, future: Future[Any]) -> None:
        """Report the end of `future`; called once by the network thread's owner."""
        self._future = future
        future.add_done_callback(self._ended)

    def cancel(self) -> None:
        """Give up waiting; no signal comes after this. Harmless when the end has come already."""
        if not isValid(self):
            return
        self.blockSignals(True)
        if self._future is not None:
            self._future.cancel()

    def _ended(self, future: Future[Any]) -> None:
        if future.cancelled():
            return
        error = future.exception()
        if error is not None:
            self.failed.emit(error)
        else:
            self.succeeded.emit(future.result())


class Mailbox(QObject):
    """Carry values from the network thread to the window's thread, in order."""

    arrived = Signal(object)

    def post(self, value: object) -> None:
        """Hand over a value; may be called from any thread."""
        self.arrived.emit(value)


class NetworkThread(QObject):
    """Run one asyncio loop beside the window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.loop = asyncio.SelectorEventLoop() if sys.platform == "win32" else asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="network", daemon=True)
        self._calls: set[Call] = set()
        self._stopping = False
        self._thread.start()

    def call(
        self,
        work: Coroutine[Any, Any, _T],
        succeeded: Callable[[_T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> Call:
        """Start a coroutine in the network thread; the callbacks run in the window's thread.

        After `stop` nothing is started and nothing is reported.
        """
        call = Call(self)
        if self._stopping:
            work.close()
            return call
        self._calls.add(call)
        # Queued also when the work is done before anybody could wait for it: news it posted to a
        # mailbox arrive first, and no callback ever runs inside the call itself.
        later = Qt.ConnectionType.QueuedConnection
        if succeeded is not None:
            call.succeeded.connect(succeeded, later)
        if failed is not None:
            call.failed.connect(failed, later)
        call.succeeded.connect(self._forget, later)
        call.failed.connect(self._forget, later)
        call.watch(asyncio.run_coroutine_threadsafe(work, self.loop))
        return call

    def post(self, function: Callable[..., object], *arguments: object) -> None:
        """Run a plain function in the network thread soon; nothing after `stop`."""
        if self._stopping:
            return
        self.loop.call_soon_threadsafe(function, *arguments)

    def stop(self, timeout_s: float = 5.0) -> None:
        """Cancel what still runs and end the thread; call once, when the window closes."""
        if self._stopping:
            return
        self._stopping = True
        for call in self._calls:
            call.blockSignals(True)
        self.loop.call_soon_threadsafe(self._cancel_all)
        self._thread.join(timeout_s)

    @Slot(object)
    def _forget(self, _value: object) -> None:
        call = self.sender()
        if isinstance(call, Call):
            self._calls.discard(call)
            call.deleteLater()

    def _cancel_all(self) -> None:
        tasks = asyncio.all_tasks(self.loop)
        for task in tasks:
            task.cancel()
        ending = asyncio.gather(*tasks, return_exceptions=True)
        ending.add_done_callback(lambda _done: self.loop.stop())

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_forever()
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        finally:
            self.loop.close()

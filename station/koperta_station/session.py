"""Be the brain of one workstation: everything a candidate can do, whatever happens to room, network or program.

    WAITING  log_in →  CONFIRMING  confirm →  PREPARED  (start of the sitting) →  READY  begin →  SOLVING
    SOLVING  answer, flag, finish;  the room moves the seat to COVERED, SUSPENDED, EXPIRED, ENDED and back

Every act of the attempt is an entry: signed, synced into the journal here, then delivered in the
background. A restarted workstation is told by the room where it was and gets its journal's key back; while
the room is away or locked, the candidate's card opens the journal instead. Use from one asyncio loop only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from koperta_crypto.errors import CryptoError, PassphraseSlipError
from koperta_crypto.passphrase import CARD_SYMBOLS, check
from koperta_packages.public import PackageError
from koperta_station import facts
from koperta_station.delivery import Courier
from koperta_station.desk import LINKS, Desk, LinkFactory
from koperta_station.forms import FormKeeper
from koperta_station.lease import LeaseKeeper
from koperta_station.pace import DEFAULT_PACE, Pace
from koperta_station.pen import Pen
from koperta_station.seat_model import SeatModel
from koperta_station.state import Clock, KioskState, LinkState
from koperta_station.watch import Watch
from koperta_sync.client import LinkChange, RoomLink
from koperta_sync.client import LinkState as Connection
from koperta_sync.credentials import Credentials
from koperta_sync.kiosk_journal import JournalError
from koperta_sync.protocol.base import PROTOCOL_VERSION, Message
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import EntryKind, Phase
from koperta_sync.protocol.workstation import (
    ConfirmData,
    Done,
    Hello,
    LeaseLost,
    LoggedIn,
    LogIn,
    ViewChanged,
    Welcome,
)
from koperta_sync.room_memory import RoomMemory
from koperta_sync.sticks import mounted_sticks

_Reply = TypeVar("_Reply", bound=Message)


class KioskSession:
    """Hold one workstation's seat from its pairing on; one candidate after another."""

    def __init__(
        self,
        folder: Path,
        credentials: Credentials,
        clock: Clock,
        on_change: Callable[[KioskState], None],
        link_factory: LinkFactory | None = None,
        *,
        screen_size: str = "",
        pace: Pace = DEFAULT_PACE,
    ) -> None:
        """Take the folder of this workstation's journals; `on_change` is called in the loop of `run`.

        `screen_size` is "1366x768" or empty.
        """
        self._root = folder / "journals"
        self._credentials = credentials
        self._clock = clock
        self._link_factory = link_factory or partial(RoomLink, memory=RoomMemory(credentials.room_id, folder))
        self._screen_size = screen_size
        self._machine: facts.Machine | None = None
        model = SeatModel(clock.wall_ms() - clock.mono_ms())
        self._desk = Desk(model, clock, pace, on_change)
        self._model = model
        self._courier = Courier(self._desk)
        self._forms = FormKeeper(self._desk)
        self._lease = LeaseKeeper(self._desk, self._root, self._courier, self._forms)
        self._pen = Pen(self._desk, self._courier, credentials.answer_key)
        self._watch = Watch(self._desk, self._courier, self._pen)
        self._lease.adopted = self._watch.adopted
        self._desk.view_taken = self._lease.follow

    @property
    def state(self) -> KioskState:
        """Return what the window shows now."""
        return self._desk.state

    async def run(self) -> None:
        """Serve this seat until cancelled; call it once."""
        self._machine = await asyncio.to_thread(facts.measure, self._root, self._screen_size)
        await self._lease.look()
        link = self._link_factory(
            self._credentials, MachineRole.WORKSTATION, self._on_push, self._on_link, hello=self._hello
        )
        self._desk.link = link
        self._desk.changed()
        link.start()
        try:
            async with asyncio.TaskGroup() as group:
                for part in (self._courier.run(), self._courier.beat(), self._forms.run(), self._watch.run()):
                    group.create_task(part)
        finally:
            self._desk.stop()
            await link.close()
            if self._desk.store is not None:
                await self._desk.store.close()

    # ---- what a candidate can do ------------------------------------------------------------------

    async def log_in(self, username: str, secret: str) -> None:
        """Present the card; waits while the room is away. PassphraseSlipError for a slip, RefusedError."""
        canonical = self._checked(secret)
        self._lease.logging_in = True
        try:
            reply = await self._ask(LogIn(username=username.strip(), secret=canonical), LoggedIn)
            if reply is not None:
                self._lease.logged_in(reply, canonical)
        finally:
            self._lease.logging_in = False
            self._lease.follow()

    async def confirm(self, correct: bool) -> None:
        """Say whether the data shown are one's own; RefusedError."""

        def settled() -> bool:
            return self._model.view is not None and self._model.view.phase is not Phase.CONFIRMING

        await self._ask(ConfirmData(correct=correct), Done, settled)

    async def begin(self) -> None:
        """Start one's own time; works while the room is away. RefusedError when the exam has not started."""
        await self._pen.act(EntryKind.START)

    async def answer(self, item_id: str, option_id: str | None) -> None:
        """Choose an option, or none; returns when it is on this disk. RefusedError when time is over."""
        await self._pen.act(EntryKind.ANSWER, item_id, option_id or "")

    async def flag(self, item_id: str, on: bool) -> None:
        """Mark a task to be looked at again; RefusedError when time is over."""
        await self._pen.act(EntryKind.FLAG, item_id, "1" if on else "0")

    async def finish(self) -> None:
        """Hand in; cannot be undone here, works while the room is away. RefusedError when time is over."""
        await self._pen.act(EntryKind.FINISH)

    async def unlock_with_card(self, secret: str) -> None:
        """Open what is stored here while the room cannot; PassphraseSlipError, RefusedError for another card."""
        canonical = self._checked(secret)
        try:
            await self._lease.unlock(canonical)
        except CryptoError as error:
            raise self._desk.refused(Refused.LOGIN_UNKNOWN, str(error)) from error
        except (OSError, JournalError) as error:
            raise self._desk.refused(Refused.FILE_REFUSED, str(error)) from error

    async def picture(self, segment_id: str) -> bytes:
        """Return an opened picture of the form, in memory only; KeyError, PackageError, RoomAwayError, RefusedError."""
        return await self._forms.picture(segment_id)

    async def write_capsules(self) -> list[Path]:
        """Write what this workstation keeps of its candidates onto the only stick; return the files.

        Raises RefusedError when there is no stick or more than one, or when the stick does not take them.
        """
        sticks = await asyncio.to_thread(mounted_sticks)
        if len(sticks) != 1:
            raise RefusedError(Refused.FILE_REFUSED, f"{len(sticks)} sticks", sticks=len(sticks))
        attempt, store = self._model.attempt, self._desk.store
        try:
            more = {}
            if store is not None and attempt is not None and store.id == attempt.id:
                more = await store.records_with(attempt.entries.values())
            return await asyncio.to_thread(_write_capsules, self._root.parent, self._credentials, sticks[0], more)
        except (OSError, PackageError) as error:
            raise RefusedError(Refused.FILE_REFUSED, str(error), sticks=1) from error

    def note_focus_loss(self) -> None:
        """Count that the window lost the focus; told to the room with the next beat."""
        self._courier.focus_losses += 1

    # ---- what the room says -----------------------------------------------------------------------

    def _hello(self) -> Message:
        if self._machine is None:
            raise RuntimeError("the link has started before the machine was measured")
        return Hello(version=PROTOCOL_VERSION, facts=self._machine.facts(self._clock.wall_ms()))

    def _on_push(self, message: Message) -> None:
        self._desk.pushes += 1
        match message:
            case Welcome(view=view):
                running = self._model.clock.running
                self._watch.room_is_back()  # before the view is taken: that time was this workstation's own
                self._model.catching_up = running or self._model.reporting
                self._desk.take_view(view)
                self._desk.welcomed.set()
                self._courier.wake()
                self._forms.wake()
            case ViewChanged(view=view) | LeaseLost(view=view):
                self._desk.take_view(view)
            case _:
                raise TypeError(f"{type(message).__name__} is no push")

    def _on_link(self, change: LinkChange) -> None:
        model = self._model
        if change.state is Connection.CONNECTED:
            model.link, model.away_since_ms, model.link_refusal = LinkState.CONNECTED, None, None
        else:
            self._desk.welcomed.clear()
            if model.away_since_ms is None:
                model.away_since_ms = self._clock.mono_ms()
            if change.state is not Connection.CONNECTING:
                model.link, model.link_refusal = LINKS[change.state], change.refusal
                # Nobody can hand the journal's key back now; the card can.
                model.needs_card = model.needs_card or self._lease.waits_for_key
            elif model.link is LinkState.CONNECTED:
                model.link = LinkState.AWAY
        self._desk.changed()

    # ---- helpers ----------------------------------------------------------------------------------

    async def _ask(
        self, message: Message, reply_type: type[_Reply], settled: Callable[[], bool] = lambda: False
    ) -> _Reply | None:
        self._model.refusal = None
        try:
            return await self._desk.ask(message, reply_type, settled)
        except RefusedError as error:
            self._model.refusal = error.refusal
            raise
        finally:
            self._desk.changed()

    def _checked(self, secret: str) -> str:
        """Return the card's secret as printed, without hyphens; PassphraseSlipError, also shown in the state."""
        try:
            return check(secret, CARD_SYMBOLS)
        except PassphraseSlipError as error:
            group = {} if error.group is None else {"group": error.group}
            self._desk.refused(Refused.LOGIN_TYPO, error.kind.value, **group)
            raise


def _write_capsules(folder: Path, credentials: Credentials, stick: Path, records: Mapping[Path, bytes]) -> list[Path]:
    from koperta_station.capsule_command import write_capsules  # loaded only where it is needed, which is hardly ever

    return write_capsules(folder, credentials, stick, records)

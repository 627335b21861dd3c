"""Follow whose lease this workstation holds, and have that candidate's journal open, and no other.

A journal opens by what is at hand: the card's secret right after the login, else the key which the room
hands back, else the card's secret typed again. A lease without a journal here is gone on with in memory.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

import msgspec

from koperta_crypto.errors import CryptoError
from koperta_station import seat_store
from koperta_station.attempt import Attempt, AttemptId
from koperta_station.countdown import WorkClock
from koperta_station.delivery import Courier
from koperta_station.desk import Desk
from koperta_station.forms import FormKeeper
from koperta_station.seat_model import lease_of
from koperta_station.seat_store import SealedSeat, SeatStore
from koperta_sync.kiosk_journal import JournalError
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.seat import Phase, SeatView
from koperta_sync.protocol.workstation import JournalKey, LoggedIn, RecoverJournal

_OVER = (Phase.FINISHED, Phase.EXPIRED, Phase.ENDED)
_log = logging.getLogger(__name__)


class LeaseKeeper:
    """Open, keep and let go the store of whoever sits here."""

    def __init__(self, desk: Desk, root: Path, courier: Courier, forms: FormKeeper) -> None:
        """Take the folder of all journals of this workstation."""
        self.logging_in = False  # the reply that opens the journal is on its way: a view alone is not enough
        self.adopted: Callable[[SeatStore], None] = lambda store: None  # called when a store is gone on with
        self._desk = desk
        self._root = root
        self._courier = courier
        self._forms = forms
        self._login: tuple[AttemptId | None, bytes, str] | None = None  # the room's journal key, the card's secret
        self._locked: SealedSeat | None = None  # stored here and not open
        self._opening: AttemptId | None = None
        self._kept: SeatView | None = None

    @property
    def waits_for_key(self) -> bool:
        """Say whether something is stored here that nobody has opened yet."""
        return self._locked is not None and self._desk.store is None

    async def look(self) -> None:
        """Find what an earlier run has left."""
        self._locked = await asyncio.to_thread(seat_store.unfinished, self._root)

    def logged_in(self, reply: LoggedIn, secret: str) -> None:
        """Take what the journal of this login is made with."""
        self._login = lease_of(reply.view), bytes.fromhex(reply.journal_public), secret

    def follow(self) -> None:
        """Compare the room's view with what is open here; called after every view."""
        view, store = self._desk.model.view, self._desk.store
        if view is None or self.logging_in:
            return
        lease = lease_of(view)
        if store is not None and store.id != lease:
            self._leave(store)
            store = None
        if self._locked is not None and self._locked.id != lease:
            self._locked = None
            self._desk.model.needs_card = False  # whoever sits here now has nothing that is locked
        if lease is None:
            self._desk.model.needs_card = False
        elif store is not None:
            self._desk.spawn(self._keep(view, store))
        elif self._opening != lease:
            self._opening = lease
            self._desk.spawn(self._open(lease))
        self._forms.wake()
        self._courier.wake()

    async def unlock(self, secret: str) -> None:
        """Open what is stored by the card's secret; CryptoError for another card, JournalError, OSError."""
        sealed = self._locked
        if sealed is None:
            return
        store = await sealed.open_with_card(secret)
        if self._locked is sealed and self._desk.store is None:
            self._adopt(store)
        else:
            await store.close()  # the room was faster

    def _leave(self, store: SeatStore) -> None:
        """Let the candidate go; the journal stays where it is."""
        model, mono = self._desk.model, self._desk.clock.mono_ms()
        if model.attempt is not None:
            self._courier.leave(model.attempt)
        self._desk.store = self._kept = None
        model.take_attempt(None, WorkClock(mono), mono)
        model.storage_failed = False
        self._forms.forget()

        async def close() -> None:
            await store.mark_over(True)
            await store.close()

        self._desk.spawn(close())

    async def _open(self, lease: AttemptId) -> None:
        try:
            store = await self._store_of(lease)
        finally:
            if self._opening == lease:
                self._opening = None
        view = self._desk.model.view
        if store is None:
            return
        if view is not None and lease_of(view) == lease and self._desk.store is None:
            self._adopt(store)
        else:
            await store.close()
            self.follow()

    async def _store_of(self, lease: AttemptId) -> SeatStore | None:
        """Return the store, opened or made; None when only the card can open it."""
        login, self._login = self._login, None
        if login is not None and login[0] != lease:
            login = None
        sealed = await asyncio.to_thread(seat_store.stored, self._root, lease)
        if sealed is None:
            if login is not None:
                return await seat_store.create(self._root, lease, *login[1:])
            _log.warning("nothing is stored here of the lease this workstation holds; going on in memory")
            return SeatStore(lease, None)
        self._locked = sealed
        try:
            return await self._opened(sealed, login[2] if login is not None else None)
        except (JournalError, OSError) as error:
            _log.error("the stored journal cannot be used; going on in memory: %s", error)
            return SeatStore(lease, None)
        except (CryptoError, RefusedError) as error:
            _log.warning("the stored journal does not open without the card: %s", error)
            self._desk.model.needs_card = self._desk.store is None
            self._desk.changed()
            return None

    async def _opened(self, sealed: SealedSeat, secret: str | None) -> SeatStore | None:
        if secret is not None:
            return await sealed.open_with_card(secret)
        message = RecoverJournal(
            sitting_id=sealed.id.sitting_id,
            candidate_id=sealed.id.candidate_id,
            epoch=sealed.id.epoch,
            wrapped=sealed.wrapped,
        )
        reply = await self._desk.ask(message, JournalKey, lambda: self._locked is not sealed)
        try:
            return None if reply is None else await sealed.open_with_key(bytes.fromhex(reply.key))
        except ValueError as error:
            raise JournalError(f"the room's key is none: {error}") from error

    def _adopt(self, store: SeatStore) -> None:
        """Go on with what a store holds."""
        model, mono = self._desk.model, self._desk.clock.mono_ms()
        kept, time = store.view(), store.time()
        attempt = Attempt(store.id)
        attempt.loaded(store.entries, store.acknowledged, store.witness)
        if kept is not None and kept.resume is not None:
            attempt.resume = kept.resume
        clock = WorkClock(mono)
        if time is not None:
            clock = WorkClock(
                mono, time.worked_ms, time.remaining_ms, time.entitled_ms, running=False, credits=time.credits
            )
        clock = clock.caught_up(attempt.worked_ms())
        self._desk.store = store
        self._locked = None
        model.needs_card = False
        model.refusal = None
        model.storage_failed = store.failed
        if model.view is None and kept is not None:
            model.take_stored_view(kept)
        model.take_attempt(attempt, clock, mono)
        self.adopted(store)
        self.follow()
        self._desk.changed()

    async def _keep(self, view: SeatView, store: SeatStore) -> None:
        """Keep what is needed to go on without the room, whenever it has changed."""
        model = self._desk.model
        before = self._kept
        if before is not None and _lasting(before) == _lasting(view):
            return
        self._kept = view
        stored = store.view()
        if stored is not None and not view.form_key and view.form in (None, stored.form):
            view = msgspec.structs.replace(view, form=stored.form, form_key=stored.form_key)
        await store.remember_view(view)
        await store.remember_time(model.clock, self._desk.clock.mono_ms())
        await store.mark_over(model.phase in _OVER)


def _lasting(view: SeatView) -> SeatView:
    """Return a view without what changes with every second."""
    return msgspec.structs.replace(view, wall_ms=0, clock=None, resume=None)

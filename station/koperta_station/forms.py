"""Fetch a candidate's sealed tasks and pictures, keep them sealed, and open them in memory only.

What arrives is compared with what the room announced over its own connection: length and SHA-256. A file
that differs is refused, counted, and fetched again; so is one that this disk has damaged since.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from dataclasses import dataclass, replace
from urllib.parse import quote

from koperta_packages.public import Code, FormContent, FormPicture, PackageError, open_form, open_picture
from koperta_station.attempt import AttemptId
from koperta_station.desk import Desk
from koperta_station.seat_store import SeatStore
from koperta_station.state import Preparation
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.seat import Phase, SealedFormOffer
from koperta_sync.protocol.workstation import Done, FormStored
from koperta_sync.transport import RoomAwayError

_BEFORE_START = (Phase.PREPARED, Phase.READY)
_TOLD = (*_BEFORE_START, Phase.SOLVING)  # after a failure this is what lets the clock run again
_NEED_TASKS = (*_BEFORE_START, Phase.SOLVING, Phase.COVERED, Phase.SUSPENDED)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold what a seat needs: whose form, where to find it, and the key once it is released."""

    id: AttemptId
    offer: SealedFormOffer
    key: str = ""


class FormKeeper:
    """Have the sealed form and its pictures here before they are needed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._wake = asyncio.Event()
        self._reported: tuple[AttemptId, str] | None = None
        self._complete: tuple[AttemptId, str] | None = None
        self._opened: Wanted | None = None
        self._pictures: dict[str, FormPicture] = {}
        self._damaged = 0

    def wake(self) -> None:
        """Look again what the seat needs."""
        self._wake.set()

    def forget(self) -> None:
        """Let go of an opened form: another candidate comes."""
        self._opened = self._complete = None
        self._pictures = {}
        self._damaged = 0
        self._desk.model.form = self._desk.model.preparation = None

    async def run(self) -> None:
        """Prepare what is wanted until cancelled; an error of the room or the disk is tried again."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            wanted, store = self._wanted(), self._desk.store
            if wanted is None or store is None or store.id != wanted.id:
                continue
            try:
                await self._prepare(wanted, store)
            except RoomAwayError:
                await self._again(self._desk.pace.retry)
            except (RefusedError, PackageError) as error:
                _log.warning("the tasks are not here yet: %s", error)
                await self._again(self._desk.pace.patience)

    async def picture(self, segment_id: str) -> bytes:
        """Return an opened picture of the open form; KeyError, PackageError, RoomAwayError, RefusedError.

        A stored picture that this disk has damaged is fetched again; without the room that is PKG_SEGMENT_CORRUPT.
        """
        picture, wanted, store = self._pictures[segment_id], self._opened, self._desk.store
        if wanted is None or store is None:
            raise KeyError(segment_id)
        sealed = await store.load_picture(wanted.offer.package_id, segment_id)
        if sealed is None or not _is(sealed, picture.length, picture.sha256):
            sealed = await self._mended(wanted, store, picture, was_there=sealed is not None)
        return await asyncio.to_thread(open_picture, sealed, picture, wanted.offer.package_id)

    # ---- what is wanted ---------------------------------------------------------------------------

    def _wanted(self) -> Wanted | None:
        """Put together what the room says now and what it said before: a locked room offers nothing."""
        model, store = self._desk.model, self._desk.store
        if model.view is None or model.attempt is None or model.phase not in _NEED_TASKS:
            return None
        kept = store.view() if store is not None else None
        offer = model.view.form or (kept.form if kept is not None else None)
        if offer is None:
            return None
        key = model.view.form_key or (kept.form_key if kept is not None and kept.form == offer else "")
        return Wanted(model.attempt.id, offer, key)

    async def _prepare(self, wanted: Wanted, store: SeatStore) -> None:
        sealed = await self._sealed_form(wanted, store)
        if wanted.key and (self._opened is None or self._opened != wanted):
            await self._open(wanted, sealed)
        if self._complete != (wanted.id, wanted.offer.sha256):
            if not await self._complete_pictures(wanted, store):
                self._wake.set()
                return
            self._complete = (wanted.id, wanted.offer.sha256)
        await self._report(wanted)

    async def _sealed_form(self, wanted: Wanted, store: SeatStore) -> bytes:
        offer = wanted.offer
        sealed = await store.load_form()
        if sealed is None or not _is(sealed, offer.length, offer.sha256):
            self._progress(wanted, 0)
            sealed = await self._fetched("/v1/form", offer.length, offer.sha256)
            await store.store_form(sealed)
        return sealed

    async def _complete_pictures(self, wanted: Wanted, store: SeatStore) -> bool:
        """Return False when something else is wanted by now, for example the start has brought the key."""
        done = wanted.offer.length
        self._progress(wanted, done)
        for picture in wanted.offer.pictures:
            if self._wanted() != wanted:
                return False
            here = await store.load_picture(wanted.offer.package_id, picture.segment_id)
            if here is None or not _is(here, picture.length, picture.sha256):
                path = _segment_path(wanted, picture.segment_id)
                here = await self._fetched(path, picture.length, picture.sha256)
                await store.store_picture(wanted.offer.package_id, picture.segment_id, here)
            done += picture.length
            self._progress(wanted, done)
        self._progress(wanted, done, stored=True)
        return True

    async def _open(self, wanted: Wanted, sealed: bytes) -> None:
        offer = wanted.offer
        form = await asyncio.to_thread(
            open_form,
            bytes.fromhex(wanted.key),
            sealed,
            candidate_id=wanted.id.candidate_id,
            package_id=offer.package_id,
            attempt=offer.attempt,
        )
        if self._wanted() != wanted:
            self._wake.set()
            return
        self._opened = wanted
        self._pictures = _pictures_of(form)
        self._desk.model.form = form
        self._desk.model.settle(self._desk.clock.mono_ms())
        self._desk.changed()

    async def _report(self, wanted: Wanted) -> None:
        """Tell the room, once, that everything is here."""
        place = (wanted.id, wanted.offer.sha256)
        if self._reported == place or self._desk.model.phase not in _TOLD:
            return
        try:
            await self._desk.request(FormStored(sha256=wanted.offer.sha256), Done)
        except RefusedError as error:
            _log.info("the room does not want to know that the form is stored: %s", error)
        self._reported = place

    # ---- fetching ---------------------------------------------------------------------------------

    async def _fetched(self, path: str, length: int, sha256: str) -> bytes:
        link = self._desk.link
        if link is None or not self._desk.welcomed.is_set():
            raise RoomAwayError("the room is away")
        data = await link.fetch(path, limit=length)
        if not _is(data, length, sha256):
            self._damaged += 1
            _log.warning("%s arrived damaged: %d of %d bytes", path, len(data), length)
            raise PackageError(Code.PKG_SEGMENT_CORRUPT, path, segment=path)
        return data

    async def _mended(self, wanted: Wanted, store: SeatStore, picture: FormPicture, *, was_there: bool) -> bytes:
        try:
            path = _segment_path(wanted, picture.segment_id)
            sealed = await self._fetched(path, picture.length, picture.sha256)
        except RoomAwayError as error:
            if was_there:
                raise PackageError(Code.PKG_SEGMENT_CORRUPT, picture.segment_id, segment=picture.segment_id) from error
            raise
        await store.store_picture(wanted.offer.package_id, picture.segment_id, sealed)
        return sealed

    def _progress(self, wanted: Wanted, done: int, *, stored: bool = False) -> None:
        total = wanted.offer.length + sum(picture.length for picture in wanted.offer.pictures)
        self._desk.model.preparation = Preparation(done, total, stored, self._damaged)
        self._desk.changed()

    async def _again(self, seconds: float) -> None:
        """Show what went wrong and wait; a new view ends the waiting."""
        preparation = self._desk.model.preparation
        if preparation is not None:
            self._desk.model.preparation = replace(preparation, damaged=self._damaged)
            self._desk.changed()
        try:
            await asyncio.wait_for(self._wake.wait(), seconds)
        except TimeoutError:
            self._wake.set()


def _is(data: bytes, length: int, sha256: str) -> bool:
    return len(data) == length and hashlib.sha256(data).hexdigest() == sha256


def _segment_path(wanted: Wanted, segment_id: str) -> str:
    return f"/v1/segments/{quote(wanted.offer.package_id, safe='')}/{quote(segment_id, safe='')}"


def _pictures_of(form: FormContent) -> dict[str, FormPicture]:
    return {picture.segment_id: picture for item in form.items for picture in item.pictures}

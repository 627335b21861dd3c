"""Join what one sitting is made of: its journal and rules, the board's files, names, forms.

The actor decides; this class fetches what the rules may not know and hands in what came of it.
"""

from __future__ import annotations

import asyncio
import datetime
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from koperta_crypto.exchange import ExchangeKey, wrap
from koperta_crypto.sealing import open_sealed, seal
from koperta_operator.room.actor import SittingActor, end_program
from koperta_operator.room.changes import Changes
from koperta_operator.room.clock import RoomClock
from koperta_operator.room.copies import Copies
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.forms import OpenedPackage
from koperta_operator.room.journal.store import Journal
from koperta_operator.room.journals import Journals
from koperta_operator.room.library import Library
from koperta_operator.room.names import Names
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules import events as ev
from koperta_operator.room.sitting import Clocks
from koperta_operator.room.verifier import Verifier
from koperta_packages.candidates import Candidate, CandidateData, SittingDefinition
from koperta_packages.score import score
from koperta_packages.unlocking import Unlocked
from koperta_sync.bundle.manifest import sitting_genesis
from koperta_sync.durable import private_folder, write_durably
from koperta_sync.protocol.room_view import SittingState, SittingView
from koperta_sync.protocol.seat import Preliminary

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Exported:
    """Name the newest export of a sitting; an empty hash before the first."""

    bundle_sha256: str
    export_number: int


class OpenSitting:
    """Hold one sitting from its import to the end of its retention."""

    unlocked_keys: Unlocked | None = None  # for the standby, which is unlocked together with the room

    def __init__(
        self,
        folder: RoomFolder,
        library: Library,
        sitting_id: str,
        exam_rooms: tuple[str, ...],
        publish: Callable[[Changes], None],
        copies: Copies,
        journals: Journals,
        verifier: Verifier,
        *,
        must_exist: bool = False,
        on_fatal: Callable[[BaseException], None] = end_program,
        clock: Clocks | None = None,
    ) -> None:
        """Open or make the journal; raises JournalError when it does not check.

        A sitting that the room's journal knows `must_exist`: a lost file must never become an empty one. Only
        candidates of these exam rooms belong to it. `clock` defaults to the machine's own.
        """
        self.exam_rooms = exam_rooms
        self.sitting_id = sitting_id
        self.library = library
        self.path = folder.sitting(sitting_id)
        self._key = self._sitting_key()
        self.names = Names(library.identity.label, library.candidates[sitting_id])
        self.opened: dict[str, OpenedPackage] = {}
        self.journal_key: ExchangeKey | None = None
        start = sitting_genesis(library.identity.room_id, sitting_id).start()
        self.journal = Journal.open(journals.sitting(sitting_id), start, must_exist=must_exist)
        self.journal.tap = copies.tap(sitting_id)
        self.actor = SittingActor(
            self.journal, clock=clock or RoomClock(), texts=self.names, publish=publish, on_fatal=on_fatal,
            when_safe=partial(copies.when_safe, sitting_id), verifier=verifier,
        )  # fmt: skip
        copies.readable(sitting_id, self.actor.read_rows)
        self._loop = asyncio.get_running_loop()

    async def start(self) -> None:
        """Start the sitting's thread; a new sitting begins its journal, an amended one takes the changes."""
        self.actor.start()
        data = self.names.data
        revision = await self.actor.call(lambda state, _now: state.revision if state.sitting_id else -1)
        if await self.actor.call(lambda state, _now: state.superseded_by):
            return
        if revision < 0:
            await self.actor.submit(do.OpenSitting(opened=self._opened_event(data)))
        elif revision < data.revision:
            await self._amend(data)

    async def take_data(self, data: CandidateData) -> None:
        """Apply amended candidate data; cards and seats that are not concerned survive."""
        self.names.take_data(data)
        await self._amend(data)

    def opens_at_ms(self) -> int:
        """Return the hour before which the sitting must not start, as wall clock."""
        return wall_ms(self.names.data.sitting.opens_at)

    @property
    def journal_public(self) -> str:
        """Return the key to which workstations wrap their journals' keys."""
        return self.library.grants[self.sitting_id].journal_public

    def sealed(self, text: str) -> str:
        """Seal free text under the sitting's key, so that it dies with that key at the end of retention."""
        return seal(self._key, text.encode(), b"koperta/sitting-text/1").hex() if text else ""

    def unsealed(self, sealed: str) -> str:
        """Open what `sealed` sealed."""
        return open_sealed(self._key, bytes.fromhex(sealed), b"koperta/sitting-text/1").decode() if sealed else ""

    def from_thread(self, command: do.Command[T]) -> T:
        """Hand in a command from a job's thread and wait until it is durable."""

        async def submit() -> T:
            return await self.actor.submit(command)

        return asyncio.run_coroutine_threadsafe(submit(), self._loop).result()

    def exported_from_thread(self) -> Exported:
        """Return what was exported last, asked from a job's thread."""

        async def look() -> Exported:
            return await self.actor.call(lambda state, _now: Exported(state.bundle_sha256, state.exports))

        return asyncio.run_coroutine_threadsafe(look(), self._loop).result()

    async def use_scorer(self) -> None:
        """Let finished attempts be counted, where the package says so and its own checks passed."""
        await self.actor.set_scorer(self._preliminary if self.opened else None)

    def empty_view(self, definition: SittingDefinition) -> SittingView:
        """Return what is shown of the sitting until its journal has something to show."""
        return SittingView(
            sitting_id=self.sitting_id,
            title=definition.title,
            session=definition.session,
            state=SittingState.IMPORTED,
            trial=definition.trial,
            opens_at_ms=self.opens_at_ms(),
        )

    def stop(self) -> None:
        """Finish what was handed in and let go of the journal."""
        self.actor.stop()

    def _preliminary(self, candidate_id: str, answers: Mapping[str, str]) -> Preliminary:
        """Count right answers; the rules ask only where the package shows scores and its checks passed."""
        form = self.names.sealed_form(candidate_id)
        opened = self.opened.get(form.package_id) if form else None
        if form is None or opened is None or opened.key is None:
            raise LookupError(f"nothing to count {candidate_id} by")
        counted = score(opened.key.key, [one.item_id for one in form.drawn.items], answers)
        return Preliminary(right=counted.right, total=counted.total, key_revision=opened.key.key.revision)

    async def _amend(self, data: CandidateData) -> None:
        known = {one.candidate_id for one in self.mine(data)}
        before = await self.actor.call(lambda state, _now: frozenset(state.candidates))
        amended = ev.CandidatesAmended(
            revision=data.revision,
            candidates=self._entries(data),
            removed=tuple(sorted(before - known)),
        )
        await self.actor.submit(do.AmendCandidates(amended=amended))

    def _opened_event(self, data: CandidateData) -> ev.SittingOpened:
        sitting = data.sitting
        return ev.SittingOpened(
            sitting_id=sitting.sitting_id,
            session=sitting.session,
            title=sitting.title,
            opens_at_ms=wall_ms(sitting.opens_at),
            trial=sitting.trial,
            room_id=self.library.identity.room_id,
            packages=tuple(self._facts_of(one.package_id) for one in sitting.packages),
            candidates=self._entries(data),
            revision=data.revision,
        )

    def _facts_of(self, package_id: str) -> ev.PackageFacts:
        package = self.library.packages[package_id]
        exam = package.manifest.exam
        return ev.PackageFacts(
            package_id=package_id,
            qualification=exam.qualification,
            name=exam.name,
            tasks=exam.tasks,
            minutes=exam.minutes,
            manifest_sha256=package.manifest_sha256,
            calculator=exam.calculator,
            show_preliminary=exam.show_preliminary_score,
            outage=exam.outage_policy.value,
        )

    def _entries(self, data: CandidateData) -> tuple[ev.CandidateEntry, ...]:
        return tuple(
            ev.CandidateEntry(
                candidate_id=one.candidate_id,
                package_id=one.package_id,
                exam_room=one.exam_room,
                minutes=data.sitting.package(one.package_id).minutes,
                extra_minutes=one.extra_minutes,
                exempt=one.exempt,
                seat_waiver="no-seat-draw" in one.accommodations,
            )
            for one in self.mine(data)
        )

    @property
    def unlocked(self) -> bool:
        """Tell whether everybody who is to sit here has a form in this run of the program."""
        return self.names.unlocked_for(self.mine(self.names.data))

    def mine(self, data: CandidateData) -> list[Candidate]:
        """Return the candidates who sit in an exam room of this machine."""
        return [one for one in data.candidates if one.exam_room in self.exam_rooms]

    def _sitting_key(self) -> bytes:
        private_folder(self.path)
        path = self.path / "sitting.key"
        identity = self.library.identity
        info = b"koperta/sitting-key/1:" + self.sitting_id.encode()
        if not path.exists():
            write_durably(path, wrap(identity.exchange.public, secrets.token_bytes(32), info))
        return identity.exchange.unwrap(path.read_bytes(), info)


def wall_ms(text: str) -> int:
    """Turn the board's ISO hour with its zone into milliseconds of the wall clock, UTC."""
    return round(datetime.datetime.fromisoformat(text).timestamp() * 1000)

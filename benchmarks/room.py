"""Start a real room with a started sitting and paired kiosks, for the benchmarks.

Everything goes the product's way: issued files, a room process, pairing by file, logins over TLS, drawn
and opened forms. Only the key derivation is as cheap as files may ask for.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import Person
from koperta_operator.room.backup import save_identity
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.settings import SMALL_DISK, Settings, write_settings
from koperta_packages.candidates import CandidateData, open_candidates, read_candidates_header
from koperta_packages.form import open_form
from koperta_packages.identity import official_id_of
from koperta_sync.client import RoomLink
from koperta_sync.console_client import ConsoleClient
from koperta_sync.credentials import Credentials, load
from koperta_sync.enrolment import read_enrolment
from koperta_sync.entries import sign_entry
from koperta_sync.pairing_client import pair_by_file
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.console import ImportFiles, Ok, StartSitting, Unlock, WriteEnrolment, Written
from koperta_sync.protocol.pairing import MachineRole
from koperta_sync.protocol.seat import EntryKind, SeatView, WorkstationFacts
from koperta_sync.protocol.workstation import (
    ConfirmData,
    Deliver,
    Delivered,
    Done,
    Hello,
    LoggedIn,
    LogIn,
    ViewChanged,
    Welcome,
)
from tests.board_fixture import IssuedSittingForTest, Official, issue_sitting

LONG_AGO = "2020-01-01T09:00:00+01:00"  # an hour that has come: the sitting may start


@dataclass(slots=True)
class Kiosk:
    """Hold one kiosk of the room while the sitting is being prepared."""

    link: RoomLink
    credentials: Credentials
    view: SeatView | None = None


def _issue(folder: Path, candidates: int) -> IssuedSittingForTest:
    return issue_sitting(
        folder, candidates=candidates, tasks=10, minutes=120, pictures=0, opens_at=LONG_AGO, fresh=True
    )


class BenchRoom:
    """Hold a room process and what was made around it; use as an async context."""

    def __init__(self, kiosks: int, issue: Callable[[Path, int], IssuedSittingForTest] | None = None) -> None:
        """Issue a sitting, by `issue(folder, candidates)` if given."""
        self.kiosks = kiosks
        self.folder = Path(tempfile.mkdtemp(prefix="koperta-bench-"))
        self.issued = (issue or _issue)(self.folder, kiosks)
        self.room = RoomFolder(self.folder / "room")
        self.people: list[Person] = []
        self.login_seconds = 0.0  # until everybody was in
        self.refused = 0
        self.empty_mib = self.full_mib = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    async def __aenter__(self) -> BenchRoom:
        self.room.create()
        save_identity(self.room, self.issued.room)
        write_settings(self.room.settings, Settings((), 0, ("127.0.0.1",), disk=SMALL_DISK))
        self.start()
        self.console = ConsoleClient(load(self.room.local_console), lambda _state, _news: None)
        self.console.start()
        await self.console.welcome()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.console.close()
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> float:
        """Start the room process; return the seconds until it said that it is ready."""
        command = [sys.executable, "-m", "koperta_operator.room", "serve", str(self.room.root)]
        command += ["--stop-on-eof", "--no-announce"]
        began = time.perf_counter()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        ready = json.loads(self.process.stdout.readline())
        took = time.perf_counter() - began
        port = int(ready["port"])
        write_settings(self.room.settings, Settings((), port, ("127.0.0.1",), disk=SMALL_DISK))
        return took

    def stop(self) -> None:
        """End the room process cleanly."""
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()
            self.process.wait(20)
            self.process = None

    def rss_mib(self) -> float:
        """Return the resident memory of the room process."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        line = next(one for one in status.splitlines() if one.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    async def take_files(self) -> None:
        """Import what the board has issued."""
        files = [one for one in self.issued.folder.rglob("*") if one.suffix not in (".txt", ".pdf") and one.is_file()]
        await self._job(ImportFiles(paths=tuple(str(one) for one in files)))
        await self._sign_in("operator")

    async def unlock(self) -> None:
        """Unlock the sitting and draw the forms."""
        sitting = self.issued.issue.sitting_id
        await self._job(Unlock(sitting_id=sitting, passphrase=self.issued.passphrase, early_reason="benchmark"))

    async def begin(self) -> None:
        """Start the sitting."""
        await self._sign_in("room-chair")
        await self.console.ask(StartSitting(sitting_id=self.issued.issue.sitting_id), Ok)

    async def prepare(self) -> None:
        """Import, pair, log in, unlock, start and begin every attempt."""
        await self.take_files()
        self.empty_mib = self.rss_mib()
        kiosks = [self._kiosk(one) for one in await self.enrol()]
        while any(one.view is None for one in kiosks):
            await asyncio.sleep(0.02)
        self.login_seconds = await self._log_in(kiosks)
        await asyncio.gather(*(one.link.request(ConfirmData(correct=True), Done) for one in kiosks))
        await self.unlock()
        await self.begin()
        self.people = list(await asyncio.gather(*(self._begin(one) for one in kiosks)))
        self.full_mib = self.rss_mib()
        await asyncio.gather(*(one.link.close() for one in kiosks))

    async def _job(self, message: Message) -> None:
        ended = await self.console.job(message)
        if ended.failed:
            raise AssertionError(ended.checks[-1])

    async def _sign_in(self, role: str) -> None:
        official: Official = next(one for one in self.issued.officials if one.role == role)
        await self.console.sign_in(official_id_of(official.key.public), official.key)

    async def enrol(self) -> list[Credentials]:
        """Pair every kiosk by the enrolment file."""
        seats = tuple(range(1, self.kiosks + 1))
        written = await self.console.ask(
            WriteEnrolment(folder=str(self.folder), exam_room="sala 12", seats=seats), Written
        )
        enrolment = read_enrolment(Path(written.paths[0]).read_bytes())
        return [await pair_by_file(enrolment, seat, f"kiosk {seat}") for seat in seats]

    def _kiosk(self, credentials: Credentials) -> Kiosk:
        def heard(message: Message) -> None:
            if isinstance(message, Welcome | ViewChanged):
                kiosk.view = message.view

        facts = WorkstationFacts(software="bench", platform="bench", screen="0x0", wall_ms=0)
        link = RoomLink(
            credentials,
            MachineRole.WORKSTATION,
            heard,
            lambda _change: None,
            hello=lambda: Hello(version=1, facts=facts),
        )
        kiosk = Kiosk(link, credentials)
        link.start()
        return kiosk

    async def _log_in(self, kiosks: list[Kiosk]) -> float:
        """Log everybody in at once, from identical kiosks; return the seconds until the last is in."""
        cards = self.candidates().candidates
        began = time.perf_counter()
        replies = await asyncio.gather(
            *(
                one.link.request(LogIn(username=card.username, secret=card.secret), LoggedIn, seconds=60)
                for one, card in zip(kiosks, cards, strict=True)
            ),
            return_exceptions=True,
        )
        took = time.perf_counter() - began
        for one, reply in zip(kiosks, replies, strict=True):
            if isinstance(reply, LoggedIn):
                one.view = reply.view
            else:
                self.refused += 1
        return took

    def candidates(self) -> CandidateData:
        """Return who sits, with their cards."""
        header = read_candidates_header(self.issued.centre.candidates.read_bytes(), self.issued.trust())
        return open_candidates(header, self.issued.room)

    async def _begin(self, kiosk: Kiosk) -> Person:
        """Open the form and begin the attempt."""
        while kiosk.view is None or not kiosk.view.form_key or kiosk.view.form is None:
            await asyncio.sleep(0.02)
        view, offer, candidate = kiosk.view, kiosk.view.form, kiosk.view.candidate
        assert candidate is not None and view.sitting is not None
        content = open_form(
            bytes.fromhex(view.form_key), await kiosk.link.fetch("/v1/form"),
            candidate_id=candidate.candidate_id, package_id=offer.package_id, attempt=offer.attempt,
        )  # fmt: skip
        entry = sign_entry(
            kiosk.credentials.answer_key, view.sitting.sitting_id, candidate.candidate_id, view.epoch,
            cseq=1, kind=EntryKind.START, worked_ms=0, mono_ms=1, boot=os.urandom(8).hex(),
        )  # fmt: skip
        message = Deliver(
            sitting_id=view.sitting.sitting_id, candidate_id=candidate.candidate_id, epoch=view.epoch,
            entries=(entry,), sent_mono_ms=1, worked_ms=0,
        )  # fmt: skip
        await kiosk.link.request(message, Delivered)
        items = tuple((one.item_id, tuple(option.id for option in one.options)) for one in content.items)
        return Person(kiosk.credentials, view.sitting.sitting_id, candidate.candidate_id, view.epoch, items, cseq=1)

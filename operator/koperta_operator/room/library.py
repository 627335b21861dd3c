"""Keep the board's files at the room: take them in after their checks, and know them again at start.

Files lie under their SHA-256; which ones count, and in which order they came, stands in the room's
journal. At start every signature is checked again; the bytes of a package are hashed when they are
read, so a start does not wait for a large one.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from koperta_crypto.envelope import Envelope
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.jobs import Job
from koperta_operator.room.rules.room_events import FileImported
from koperta_packages.amendments import amend, read_amendment_header
from koperta_packages.candidates import CandidateData, open_candidates, read_candidates_header
from koperta_packages.documents import parse
from koperta_packages.errors import Code, PackageError
from koperta_packages.grant import Grant, read_grant
from koperta_packages.identity import (
    OfficialStatement,
    RoomIdentity,
    RoomStatement,
    verify_official_statement,
    verify_room_statement,
)
from koperta_packages.import_files import BoardFile, FileKind, recognise
from koperta_packages.import_state import ImportCheck, ImportOutcome, RoomState
from koperta_packages.importing import Import
from koperta_packages.package import PackageFile, VerificationCancelled
from koperta_packages.registration import REGISTRATION_LIMIT, Registration, RegistrationPayload, read_registration
from koperta_packages.trust import TrustDocument, accept_trust
from koperta_sync.bundle.signers import MAY_SIGN
from koperta_sync.durable import sync_contents, sync_folder, write_durably
from koperta_sync.protocol.console import Check

_PIECE = 1024 * 1024
STAGED = "new-package.part"  # one at a time: imports take turns, and what a power failure left is overwritten


@dataclass(frozen=True, slots=True)
class KeptFile:
    """Hold one file as the room's journal names it."""

    kind: FileKind
    sha256: str
    name: str


@dataclass(slots=True)
class Library:
    """Hold everything of the board's that this room has; replaced as a whole by a successful import."""

    folder: RoomFolder
    identity: RoomIdentity
    trust: TrustDocument | None = None
    registration: Registration | None = None
    packages: dict[str, PackageFile] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    candidates: dict[str, CandidateData] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    statement_hex: str = ""  # the board-signed statement of this room, as it came
    official_statements: dict[str, bytes] = field(default_factory=dict)  # the same of officials, by id
    require_space: Callable[[], object] = lambda: None  # raises NO_SPACE when answers need what is left of the disk
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def statement(self) -> RoomStatement | None:
        """Return the board's word for this room."""
        return self.registration.room(self.identity.room_id) if self.registration else None

    def statement_digest(self) -> str:
        """Return the SHA-256 of the board's word for this room, as it came."""
        return hashlib.sha256(bytes.fromhex(self.statement_hex)).hexdigest()

    def official(self, official_id: str) -> OfficialStatement | None:
        """Return a registered official whom the board has not revoked."""
        if self.registration is None or self.trust is None or official_id in self.trust.revoked.officials:
            return None
        return next((one for one in self.registration.officials if one.official_id == official_id), None)

    def names_of(self, official_ids: Iterable[str]) -> tuple[str, ...]:
        """Return the names of officials, or their ids where the registration no longer has them."""
        found = ((one, self.official(one)) for one in official_ids)
        return tuple(official.name if official else official_id for official_id, official in found)

    def signing_statements(self) -> tuple[bytes, ...]:
        """Return the statements of officials who may sign a bundle, in order of their ids."""
        found = (self.official(official_id) for official_id in sorted(self.official_statements))
        return tuple(self.official_statements[one.official_id] for one in found if one and one.role in MAY_SIGN)

    def packages_of(self, sitting_id: str) -> list[PackageFile]:
        """Return the packages of a sitting; PackageError GRANT_MISSING before its grant is here."""
        grant = self.grants.get(sitting_id)
        if grant is None:
            raise PackageError(Code.GRANT_MISSING, sitting_id)
        return [self.packages[one.package_id] for one in grant.packages]

    def ready(self, sitting_id: str) -> bool:
        """Tell whether grant, packages and candidates of a sitting are all here."""
        data, grant = self.candidates.get(sitting_id), self.grants.get(sitting_id)
        return data is not None and grant is not None and all(one.package_id in self.packages for one in grant.packages)

    def path_of(self, file: KeptFile) -> Path:
        """Return where a kept file lies."""
        return self.folder.files / f"{file.sha256}.{file.kind}"

    def restore_files(self, files: Iterable[FileImported]) -> None:
        """Know again what the room's record names."""
        self.restore(KeptFile(FileKind(one.file_kind), one.sha256, one.name) for one in files)

    def restore(self, files: Iterable[KeptFile]) -> None:
        """Know kept files again, in the order they came; PackageError names one that no longer checks."""
        for kept in files:
            try:
                self._restore_one(recognise(self.path_of(kept)))
            except PackageError as error:
                raise PackageError(error.code, f"{kept.name} ({kept.sha256[:12]}): {error.detail}") from error
            self.kept.add(kept.sha256)

    def take(self, paths: Sequence[Path], job: Job) -> list[KeptFile]:
        """Run every check over new files and keep them when all pass; runs in a job's thread.

        Returns what is new. Raises PackageError of the first failed check, after all were shown.
        """
        self.require_space()
        with self._lock:
            work = Import(paths, self._state(), clock=time.monotonic, progress=job.progress, cancelled=job.cancelled)
            first: PackageError | None = None
            try:
                for check in work.checks():
                    job.add(shown(check))
                    first = first or check.error
            except VerificationCancelled:
                raise PackageError(Code.IO_ERROR, "stopped by the operator") from None
            if first is not None:
                raise first
            return self._keep(work.outcome, job)

    def _state(self) -> RoomState:
        return RoomState(
            identity=self.identity,
            today=date.today(),
            trust=self.trust,
            packages=tuple(self.packages.values()),
            grants=tuple(self.grants.values()),
            candidates=self.candidates,
            free_bytes=shutil.disk_usage(self.folder.files).free,
        )

    def _keep(self, outcome: ImportOutcome, job: Job) -> list[KeptFile]:
        job.begin("Zapisanie na tym komputerze")
        new = []
        for file in outcome.files:
            kept = self._copy(file, outcome.trust)
            if kept.sha256 not in self.kept:
                new.append(kept)
        sync_folder(self.folder.files)
        self.restore(new)
        job.settle(f"{len(new)} nowych plików")
        return new

    def _copy(self, file: BoardFile, trust: TrustDocument | None) -> KeptFile:
        if file.kind is not FileKind.PACKAGE:
            kept = KeptFile(file.kind, hashlib.sha256(file.data).hexdigest(), file.path.name)
            if not self.path_of(kept).exists():
                write_durably(self.path_of(kept), file.data)
            return kept
        staged = self.folder.files / STAGED
        try:
            kept = KeptFile(file.kind, _copied(file.path, staged), file.path.name)
            # What was written is what counts from now on, so it is what is read back and checked.
            PackageFile.open(staged, _needed(trust)).verify()
            staged.replace(self.path_of(kept))
        finally:
            staged.unlink(missing_ok=True)
        return kept

    def _restore_one(self, file: BoardFile) -> None:
        if file.kind is FileKind.TRUST:
            self.trust = accept_trust(file.data, self.trust)
            return
        if file.kind is FileKind.REGISTRATION:
            self.registration = read_registration(file.data, self.trust)
            self.trust = self.registration.trust
            self._take_statements(file.data, self.trust)
            return
        trust = _needed(self.trust)
        if file.kind is FileKind.PACKAGE:
            package = PackageFile.open(file.path, trust)
            self.packages[package.package_id] = package
        elif file.kind is FileKind.GRANT:
            grant = read_grant(file.data, trust)
            self.grants[grant.sitting_id] = grant
        elif file.kind is FileKind.CANDIDATES:
            data = open_candidates(read_candidates_header(file.data, trust), self.identity)
            self.candidates[data.sitting.sitting_id] = data
        else:
            header = read_amendment_header(file.data, trust)
            self.candidates[header.sitting_id] = amend(self.candidates[header.sitting_id], header, self.identity)

    def _take_statements(self, data: bytes, trust: TrustDocument) -> None:
        """Keep the board's statements as bytes: they travel in enrolment files and bundles."""
        payload = Envelope.decode(data, limit=REGISTRATION_LIMIT).payload  # verified a moment ago
        found = parse(payload, RegistrationPayload, limit=REGISTRATION_LIMIT)
        for statement in found.rooms:
            if verify_room_statement(bytes.fromhex(statement), trust).room_id == self.identity.room_id:
                self.statement_hex = statement
        for statement in found.officials:
            official = verify_official_statement(bytes.fromhex(statement), trust)
            self.official_statements[official.official_id] = bytes.fromhex(statement)


def _copied(source: Path, target: Path) -> str:
    """Copy a file so that the disk has it; return its SHA-256. Raises OSError."""
    digest = hashlib.sha256()
    with source.open("rb") as reader, target.open("wb") as writer:
        while piece := reader.read(_PIECE):
            digest.update(piece)
            writer.write(piece)
        writer.flush()
        sync_contents(writer.fileno())
    return digest.hexdigest()


def _needed(trust: TrustDocument | None) -> TrustDocument:
    if trust is None:
        raise PackageError(Code.TRUST_TOO_OLD, "no trust document yet")
    return trust


def shown(check: ImportCheck) -> Check:
    """Turn a check of an import into the line a console shows."""
    refused = check.error or check.warning
    if refused is None:
        return Check(name=check.name, state="ok", looked_at=check.checked)
    return Check(
        name=check.name,
        state="failed" if check.error else "warning",
        looked_at=check.checked,
        code=refused.code,
        sentence=refused.sentence(),
        next_step=refused.guidance.next_step,
    )

"""Check everything the board sent that can be checked without the passphrase, in a fixed order.

The checks come one by one, so that a screen can fill in a list: what was checked, and what is
wrong. Trust comes first, since everything else is judged by it; a failed check skips only what
depends on it. The import changes nothing: the caller keeps `Import.outcome` when it is content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from .amendments import AmendmentHeader, amend, read_amendment_header
from .candidates import CandidateData, CandidatesHeader, open_candidates, read_candidates_header
from .errors import Code, PackageError
from .grant import Grant, SlotKind, open_share, read_grant
from .identity import RoomIdentity
from .import_files import BoardFile, FileKind, find_files, recognise
from .import_state import SPARE_BYTES, ImportCheck, ImportOutcome, RoomState, attempt
from .package import PackageFile, never, silent
from .registration import Registration, read_registration
from .trust import TrustDocument, accept_trust, peek_version
from .unlocking import check_canary, open_rehearsal

__all__ = ["Import", "ImportCheck", "ImportOutcome", "RoomState", "check_registered"]


class Import:
    """Run the checks over files; `checks()` yields them, `outcome` holds what passed."""

    def __init__(
        self,
        paths: Sequence[Path],
        state: RoomState,
        *,
        clock: Callable[[], float],
        progress: Callable[[int, int], None] = silent,
        cancelled: Callable[[], bool] = never,
    ) -> None:
        """Prepare; `clock` is monotonic seconds, `progress(done, total)` counts package bytes."""
        self._paths = paths
        self._state = state
        self._clock = clock
        self._progress = progress
        self._cancelled = cancelled
        self._files: list[BoardFile] = []
        self.outcome = ImportOutcome(
            state.trust,
            packages={one.package_id: one for one in state.packages},
            grants={one.sitting_id: one for one in state.grants},
            candidates=dict(state.candidates),
        )

    def checks(self) -> Iterator[ImportCheck]:
        """Yield every check as it is done; VerificationCancelled when the caller cancels."""
        failed = False
        for step in (
            self._recognise,
            self._trust,
            self._registration,
            self._space,
            self._packages,
            self._grants,
            self._rehearsals,
            self._candidates,
            self._amendments,
        ):
            for check in step():
                failed = failed or not check.ok
                yield check
        self.outcome.complete = not failed

    def _recognise(self) -> Iterator[ImportCheck]:
        for path in find_files(self._paths):
            check = attempt("Rozpoznanie pliku", path.name, partial(self._recognise_one, path))
            if not check.ok:
                yield check
        kinds = ", ".join(sorted({_KIND_NAMES[one.kind] for one in self._files}))
        yield ImportCheck("Rozpoznanie plików", kinds or "brak plików komisji")

    def _recognise_one(self, path: Path) -> None:
        self._files.append(recognise(path))

    def _of(self, kind: FileKind) -> list[BoardFile]:
        return [one for one in self._files if one.kind is kind]

    def _trust(self) -> Iterator[ImportCheck]:
        def accept(file: BoardFile) -> None:
            if self._skip_known(file):
                return
            self.outcome.trust = accept_trust(file.data, self.outcome.trust, expected_board=self._state.expected_board)

        for file in sorted(self._of(FileKind.TRUST), key=_claimed_version):
            yield self._kept("Wykaz kluczy komisji", file, accept)

    def _skip_known(self, file: BoardFile) -> bool:
        """Skip older links of a chain whose newer end is here too; alone they are a rollback."""
        known = self.outcome.trust
        newest = max(_claimed_version(one) for one in self._of(FileKind.TRUST))
        return known is not None and _claimed_version(file) < known.version <= newest

    def _registration(self) -> Iterator[ImportCheck]:
        def accept(file: BoardFile) -> None:
            found = read_registration(file.data, self.outcome.trust, expected_board=self._state.expected_board)
            check_registered(found, self._state.identity)
            self.outcome.trust, self.outcome.registration = found.trust, found

        for file in self._of(FileKind.REGISTRATION):
            yield self._kept("Rejestracja ośrodka", file, accept)
        if self.outcome.trust is not None:
            yield _trust_date(self.outcome.trust, self._state.today)

    def _space(self) -> Iterator[ImportCheck]:
        packages = self._of(FileKind.PACKAGE)
        if not packages or self._state.free_bytes is None:
            return
        free = self._state.free_bytes

        def enough() -> None:
            need = sum(one.path.stat().st_size for one in packages) + SPARE_BYTES
            if free < need:
                raise PackageError(Code.NO_SPACE, f"{free} of {need}", have=free, need=need)

        yield attempt("Wolne miejsce", f"{free // 2**20} MiB wolne", enough)

    def _packages(self) -> Iterator[ImportCheck]:
        for file in self._of(FileKind.PACKAGE):
            opened: list[PackageFile] = []
            yield attempt(
                "Pakiet: podpis i postać",
                file.path.name,
                partial(self._open_package, file, opened),
            )
            for package in opened:
                check = attempt(
                    "Pakiet: każdy bajt",
                    f"{package.package_id}: {len(package.manifest.segments)} części",
                    partial(package.verify, self._progress, self._cancelled),
                )
                if check.ok:
                    self.outcome.packages[package.package_id] = package
                    self.outcome.files.append(file)
                yield check

    def _open_package(self, file: BoardFile, opened: list[PackageFile]) -> None:
        opened.append(PackageFile.open(file.path, self._need_trust()))

    def _grants(self) -> Iterator[ImportCheck]:
        def accept(file: BoardFile) -> None:
            grant = read_grant(file.data, self._need_trust())
            self._check_grant(grant)
            known = self.outcome.grants.get(grant.sitting_id)
            if known is None or known.issued_at <= grant.issued_at:
                self.outcome.grants[grant.sitting_id] = grant

        for file in self._of(FileKind.GRANT):
            yield self._kept("Plik dostępu: ośrodek, pakiety, klucz sali", file, accept)
        granted = {
            (one.package_id, one.manifest_sha256) for grant in self.outcome.grants.values() for one in grant.packages
        }
        for package in self.outcome.packages.values():
            if (package.package_id, package.manifest_sha256) not in granted:
                missing = PackageError(Code.GRANT_MISSING, package.package_id)
                yield ImportCheck("Plik dostępu do pakietu", package.package_id, missing)

    def _check_grant(self, grant: Grant) -> None:
        room = self._state.identity
        if grant.centre_number != room.centre_number:
            raise PackageError(Code.GRANT_WRONG_CENTRE, f"centre {grant.centre_number}")
        for named in grant.packages:
            package = self.outcome.packages.get(named.package_id)
            if package is None or package.manifest_sha256 != named.manifest_sha256:
                raise PackageError(Code.GRANT_WRONG_PACKAGE, f"without {named.package_id}")
        for kind in (SlotKind.PASSPHRASE_ROOM, SlotKind.REVIEW, SlotKind.REHEARSAL):
            open_share(grant, grant.slot(kind, room.room_id), room.exchange)

    def _rehearsals(self) -> Iterator[ImportCheck]:
        for grant in self.outcome.grants.values():
            yield self._rehearse(grant)

    def _rehearse(self, grant: Grant) -> ImportCheck:
        def rehearse() -> None:
            began = self._clock()
            opened = open_rehearsal(grant, self._state.identity)
            self.outcome.rehearsal_seconds = self._clock() - began
            for named in grant.packages:
                check_canary(opened, self.outcome.packages[named.package_id])

        check = attempt("Próbne otwarcie bez hasła", grant.sitting_id, rehearse)
        if not check.ok or self.outcome.rehearsal_seconds is None:
            return check
        took = f"{grant.sitting_id}: {self.outcome.rehearsal_seconds:.1f} s na sprawdzenie hasła"
        return ImportCheck(check.name, took)

    def _candidates(self) -> Iterator[ImportCheck]:
        def accept(file: BoardFile) -> None:
            header = read_candidates_header(file.data, self._need_trust())
            self._take_candidates(header)

        for file in self._of(FileKind.CANDIDATES):
            yield self._kept("Dane zdających", file, accept)

    def _take_candidates(self, header: CandidatesHeader) -> None:
        data = open_candidates(header, self._state.identity)
        known = self.outcome.candidates.get(header.sitting_id)
        if known is not None and (known.revision > data.revision):
            raise PackageError(Code.DATA_ROLLBACK, f"{data.revision} after {known.revision}")
        if known is not None and known.revision == data.revision and known != data:
            raise PackageError(Code.DATA_ROLLBACK, f"a second revision {known.revision}")
        self._check_packages_of(data)
        self.outcome.candidates[header.sitting_id] = data

    def _check_packages_of(self, data: CandidateData) -> None:
        for named in data.sitting.packages:
            package = self.outcome.packages.get(named.package_id)
            if package is not None and package.manifest_sha256 != named.manifest_sha256:
                raise PackageError(Code.GRANT_WRONG_PACKAGE, f"data name another {named.package_id}")

    def _amendments(self) -> Iterator[ImportCheck]:
        read: list[tuple[BoardFile, AmendmentHeader]] = []
        for file in self._of(FileKind.AMENDMENT):
            check = attempt(
                "Zmiana danych: podpis",
                file.path.name,
                partial(self._read_amendment, file, read),
            )
            if not check.ok:
                yield check

        for file, header in sorted(read, key=lambda one: one[1].revision):
            yield self._kept("Zmiana danych zdających", file, partial(self._amend, header))

    def _read_amendment(self, file: BoardFile, read: list[tuple[BoardFile, AmendmentHeader]]) -> None:
        read.append((file, read_amendment_header(file.data, self._need_trust())))

    def _amend(self, header: AmendmentHeader, _file: BoardFile) -> None:
        known = self.outcome.candidates.get(header.sitting_id)
        if known is None:
            raise PackageError(Code.DATA_OTHER_SITTING, f"no data of {header.sitting_id}")
        changed = amend(known, header, self._state.identity)
        self._check_packages_of(changed)
        self.outcome.candidates[header.sitting_id] = changed

    def _need_trust(self) -> TrustDocument:
        if self.outcome.trust is None:
            raise PackageError(Code.TRUST_TOO_OLD, "no trust document yet")
        return self.outcome.trust

    def _kept(self, name: str, file: BoardFile, act: Callable[[BoardFile], None]) -> ImportCheck:
        check = attempt(name, file.path.name, lambda: act(file))
        if check.ok:
            self.outcome.files.append(file)
        return check


_KIND_NAMES = {
    FileKind.TRUST: "wykaz kluczy",
    FileKind.REGISTRATION: "rejestracja",
    FileKind.PACKAGE: "pakiet",
    FileKind.GRANT: "plik dostępu",
    FileKind.CANDIDATES: "dane zdających",
    FileKind.AMENDMENT: "zmiana danych",
}


def check_registered(registration: Registration, room: RoomIdentity) -> None:
    """Refuse a registration for another centre, or one in which this room's keys are not.

    Raises PackageError DATA_WRONG_CENTRE, DATA_WRONG_ROOM.
    """
    if registration.centre_number != room.centre_number:
        raise PackageError(Code.DATA_WRONG_CENTRE, f"centre {registration.centre_number}")
    if registration.room(room.room_id) is None:
        raise PackageError(Code.DATA_WRONG_ROOM, f"{room.room_id} is not registered")


def _trust_date(trust: TrustDocument, today: date) -> ImportCheck:
    name, checked = "Wykaz kluczy: data", f"wersja {trust.version}, znak {trust.fingerprint}"
    late = bool(trust.expires) and today.isoformat() > trust.expires
    warning = PackageError(Code.TRUST_EXPIRED, trust.expires) if late else None
    return ImportCheck(name, checked, warning=warning)


def _claimed_version(file: BoardFile) -> int:
    try:
        return peek_version(file.data)
    except PackageError:
        return 0  # damaged: refused with its own code when its turn comes

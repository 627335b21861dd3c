"""Hold what an import starts from, what it finds, and each line of the list it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from .candidates import CandidateData
from .errors import Code, PackageError
from .grant import Grant
from .identity import RoomIdentity
from .import_files import BoardFile
from .package import PackageFile
from .registration import Registration
from .trust import TrustDocument

# The room needs space for its journal beside the packages it copies.
SPARE_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImportCheck:
    """Hold one line of the list: name and what was checked (Polish), and the refusal if any.

    `warning` is a refusal's code that does not keep the import from going on.
    """

    name: str
    checked: str
    error: PackageError | None = None
    warning: PackageError | None = None

    @property
    def ok(self) -> bool:
        """Say whether the check passed, with or without a warning."""
        return self.error is None


@dataclass(frozen=True, slots=True)
class RoomState:
    """Hold what a room knows before an import.

    `expected_board` is the fingerprint to insist on while there is no trust; `free_bytes` is the
    space where packages will be kept, None when it cannot be told.
    """

    identity: RoomIdentity
    today: date
    trust: TrustDocument | None = None
    expected_board: str | None = None
    packages: tuple[PackageFile, ...] = ()
    grants: tuple[Grant, ...] = ()
    candidates: Mapping[str, CandidateData] = field(default_factory=dict)
    free_bytes: int | None = None


@dataclass(slots=True)
class ImportOutcome:
    """Hold what an import leads to; whatever failed its checks is not in it."""

    trust: TrustDocument | None
    registration: Registration | None = None
    packages: dict[str, PackageFile] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    candidates: dict[str, CandidateData] = field(default_factory=dict)
    files: list[BoardFile] = field(default_factory=list)
    rehearsal_seconds: float | None = None
    complete: bool = False


def attempt(name: str, checked: str, act: Callable[[], object]) -> ImportCheck:
    """Run one check and turn a refusal into its line; other errors pass through."""
    try:
        act()
    except PackageError as error:
        return ImportCheck(name, checked, error)
    except OSError as error:
        return ImportCheck(name, checked, PackageError(Code.IO_ERROR, str(error.strerror)))
    return ImportCheck(name, checked)

"""Recognise the board's files by what is in them, never by their names."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .amendments import AMENDMENT_LIMIT, AMENDMENT_TYPE
from .candidates import CANDIDATES_LIMIT, CANDIDATES_TYPE
from .errors import Code, PackageError
from .grant import GRANT_LIMIT, GRANT_TYPE
from .package import MAGIC, reading
from .registration import REGISTRATION_LIMIT, REGISTRATION_TYPE
from .trust import TRUST_LIMIT, TRUST_TYPE

_HEAD_BYTES = 128


class FileKind(enum.StrEnum):
    """Name what a board's file can be."""

    TRUST = "trust"
    REGISTRATION = "registration"
    PACKAGE = "package"
    GRANT = "grant"
    CANDIDATES = "candidates"
    AMENDMENT = "amendment"


_FAMILIES = {
    TRUST_TYPE: FileKind.TRUST,
    REGISTRATION_TYPE: FileKind.REGISTRATION,
    GRANT_TYPE: FileKind.GRANT,
    CANDIDATES_TYPE: FileKind.CANDIDATES,
    AMENDMENT_TYPE: FileKind.AMENDMENT,
}
LIMITS = {
    FileKind.TRUST: TRUST_LIMIT,
    FileKind.REGISTRATION: REGISTRATION_LIMIT,
    FileKind.GRANT: GRANT_LIMIT,
    FileKind.CANDIDATES: CANDIDATES_LIMIT,
    FileKind.AMENDMENT: AMENDMENT_LIMIT,
}


@dataclass(frozen=True, slots=True)
class BoardFile:
    """Hold a recognised file; documents are read whole, packages stay on disk."""

    path: Path
    kind: FileKind
    data: bytes = b""


def recognise(path: Path) -> BoardFile:
    """Say what a file is from its first bytes and read it if it is a document.

    A damaged beginning that is still recognisable is left to the later checks, which know better
    what is wrong. Raises PackageError PKG_NOT_A_PACKAGE, PKG_UNSUPPORTED_VERSION,
    PKG_LIMIT_EXCEEDED, PKG_TRUNCATED, IO_ERROR.
    """
    with reading(path) as file:
        size = file.seek(0, 2)
        file.seek(0)
        head = file.read(_HEAD_BYTES)
        kind = kind_of(head)
        if kind is FileKind.PACKAGE:
            return BoardFile(path, kind)
        if size > LIMITS[kind]:
            raise PackageError(Code.PKG_LIMIT_EXCEEDED, f"{path.name}: {size} bytes")
        return BoardFile(path, kind, head + file.read(LIMITS[kind]))


def kind_of(head: bytes) -> FileKind:
    """Return the kind that a file's first bytes announce; errors as `recognise`."""
    if not head:
        raise PackageError(Code.PKG_TRUNCATED, "an empty file", have=0, need=len(MAGIC))
    if head[:5] == MAGIC[:5]:
        return FileKind.PACKAGE
    length = int.from_bytes(head[:2], "big")
    name = head[2 : 2 + length]
    for known, kind in _FAMILIES.items():
        encoded = known.encode("ascii")
        if name == encoded:
            return kind
        if name.rpartition(b"/")[0] == encoded.rpartition(b"/")[0] and name[-1:].isdigit():
            raise PackageError(Code.PKG_UNSUPPORTED_VERSION, name.decode("latin-1"))
    raise PackageError(Code.PKG_NOT_A_PACKAGE, "none of the board's formats")


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files among the paths, and those directly inside the folders among them.

    Hidden files are left out, as are lists and sheets (`.txt`, `.pdf`), which are for people. A path that
    leads nowhere is kept: reading it says so, where leaving it out would look like success.
    """
    found: list[Path] = []
    for path in paths:
        inside = [one for one in sorted(path.iterdir()) if one.is_file()] if path.is_dir() else [path]
        found += [one for one in inside if not _for_people(one)]
    return list(dict.fromkeys(found))


def _for_people(path: Path) -> bool:
    return path.name.startswith(".") or path.suffix.lower() in {".txt", ".pdf"}

"""Keep what the board needs of an issued sitting, sealed under the board's storage key.

For scoring, appeals and amendments the board must still have tasks, answer keys, compartment keys
and the candidates as issued. Each record is a file of its own in `issued/<sitting>/`, sealed and
bound to its place, so that no record can be put in another's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from koperta_crypto import sealing
from koperta_crypto.labels import context
from koperta_packages import documents
from koperta_packages.candidates import CANDIDATES_LIMIT, CandidateData
from koperta_packages.documents import Hex32, Identifier, Text, refusing
from koperta_packages.errors import Code, PackageError
from koperta_packages.items import ItemPool, decode
from koperta_packages.manifest import Manifest, parse_manifest
from koperta_packages.package_writer import CompartmentKeys, write_whole
from koperta_packages.score import KeySegment, decode_key

from .folder import BoardFolder


class KeptPackage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold a package's compartment keys and the hash of its manifest."""

    package_id: Identifier
    manifest_sha256: Hex32
    tasks: Hex32
    answer_key: Hex32
    canary: Hex32

    def keys(self) -> CompartmentKeys:
        """Return the keys as bytes."""
        return CompartmentKeys(bytes.fromhex(self.tasks), bytes.fromhex(self.answer_key), bytes.fromhex(self.canary))

    def __repr__(self) -> str:
        return f"KeptPackage({self.package_id!r})"


class KeptCentre(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold a centre's secrets of one sitting; `grant_number` counts grants issued."""

    centre_number: Identifier
    centre_secret: Hex32
    passphrase: Text
    passphrase_id: Text
    emergency_code: Text
    review_code: Text
    grant_number: int = 1

    def __repr__(self) -> str:
        return f"KeptCentre({self.centre_number!r})"


class IssueRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the register of one issued sitting."""

    sitting_id: Identifier
    packages: tuple[KeptPackage, ...]
    centres: tuple[KeptCentre, ...]

    def package(self, package_id: str) -> KeptPackage:
        """Return one package's record; KeyError when it was not issued for this sitting."""
        for package in self.packages:
            if package.package_id == package_id:
                return package
        raise KeyError(package_id)

    def centre(self, centre_number: str) -> KeptCentre:
        """Return one centre's record; KeyError when the sitting was not issued to it."""
        for centre in self.centres:
            if centre.centre_number == centre_number:
                return centre
        raise KeyError(centre_number)


@dataclass(frozen=True, slots=True)
class IssuedSitting:
    """Read and write the records of one issued sitting; every read is authenticated."""

    folder: Path
    sitting_id: str
    _key: bytes = field(repr=False)

    @classmethod
    def at(cls, board: BoardFolder, sitting_id: str, storage_key: bytes) -> IssuedSitting:
        """Return the store of a sitting; it need not exist yet."""
        return cls(board.issued_folder / sitting_id, sitting_id, storage_key)

    @property
    def exists(self) -> bool:
        """Say whether the sitting has been issued."""
        return (self.folder / "record.sealed").is_file()

    def record(self) -> IssueRecord:
        """Return the register; PackageError SITTING_NOT_ISSUED."""
        return documents.parse(self._read("record"), IssueRecord)

    def manifest(self, package_id: str) -> Manifest:
        """Return a package's manifest as it was signed."""
        return parse_manifest(self._read(f"{package_id}.manifest"))

    def pool(self, package_id: str) -> ItemPool:
        """Return a package's tasks as issued."""
        return decode(self._read(f"{package_id}.pool"))

    def key_segment(self, package_id: str) -> KeySegment:
        """Return a package's answer key and score checks as issued."""
        return decode_key(self._read(f"{package_id}.key"))

    def content(self, name: str) -> bytes:
        """Return one record's bytes, for a reader of its own; PackageError IO_ERROR."""
        return self._read(name)

    def candidates(self, centre_number: str) -> CandidateData:
        """Return a centre's candidate data at the newest revision."""
        data = self._read(f"{centre_number}.candidates")
        return documents.parse(data, CandidateData, limit=CANDIDATES_LIMIT)

    def keep(self, name: str, data: bytes) -> None:
        """Seal and store one record under its name."""
        self.folder.mkdir(parents=True, exist_ok=True)
        sealed = sealing.seal(self._key, data, self._aad(name))
        write_whole(self.folder / f"{name}.sealed", [sealed])

    def keep_record(self, record: IssueRecord) -> None:
        """Store the register."""
        self.keep("record", documents.encode(record))

    def keep_candidates(self, data: CandidateData) -> None:
        """Store a centre's candidate data."""
        self.keep(f"{data.sitting.centre_number}.candidates", documents.encode(data))

    def _read(self, name: str) -> bytes:
        file = self.folder / f"{name}.sealed"
        try:
            sealed = file.read_bytes()
        except FileNotFoundError as error:
            raise PackageError(
                Code.SITTING_NOT_ISSUED, f"sitting {self.sitting_id}: there is no {file.name}"
            ) from error
        except OSError as error:
            raise PackageError(Code.IO_ERROR, f"{file.name}: {error.strerror}") from error
        with refusing(file.name):
            return sealing.open_sealed(self._key, sealed, self._aad(name))

    def _aad(self, name: str) -> bytes:
        return context("koperta/board-record/1", self.sitting_id.encode(), name.encode())

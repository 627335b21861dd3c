"""Write small packages that a real board signs, and say how a reader refuses them."""

from __future__ import annotations

from pathlib import Path

import pytest

from koperta_crypto.signing import SigningKey
from koperta_packages import documents
from koperta_packages.board.folder import BoardFolder
from koperta_packages.errors import Code, PackageError
from koperta_packages.manifest import MANIFEST_TYPE, Manifest, SegmentKind
from koperta_packages.package import MAGIC, PackageFile
from koperta_packages.package_writer import CompartmentKeys, PlainSegment, write_package
from koperta_packages.trust import TrustDocument
from koperta_packages.unlocking import CANARY
from tests.board_fixture import PIN, issue_sitting


class Workshop:
    """Write small packages that a real board signs."""

    def __init__(self, tmp_path: Path) -> None:
        issued = issue_sitting(tmp_path)
        self.board: BoardFolder = issued.board
        self.trust: TrustDocument = issued.trust()
        self.signers: list[SigningKey] = issued.board.signers("issuing", PIN)
        self.draft: Manifest = issued.packages()[0].manifest
        self.keys = CompartmentKeys.generate()
        self.path = tmp_path / "small.exampkg"

    def write(self, *more: PlainSegment) -> PackageFile:
        """Write a package with one block each of canary, tasks and key, and more if wanted."""
        segments = [
            PlainSegment("canary", SegmentKind.CANARY, CANARY),
            PlainSegment("items", SegmentKind.ITEMS, b"{}"),
            PlainSegment("key", SegmentKind.KEY, b"{}"),
            *more,
        ]
        write_package(self.path, self.draft, segments, self.keys, self.signers)
        return PackageFile.open(self.path, self.trust)

    def resign(self, manifest: Manifest, body: bytes, signers: list[SigningKey]) -> Path:
        """Write a file with a manifest nobody checked, properly signed."""
        envelope = documents.sign(MANIFEST_TYPE, manifest, signers)
        self.path.write_bytes(MAGIC + len(envelope).to_bytes(4, "big") + envelope + body)
        return self.path


def refusal(path: Path, trust: TrustDocument) -> Code:
    """Open and verify; return the code of the refusal, fail when there is none."""
    with pytest.raises(PackageError) as refused:
        PackageFile.open(path, trust).verify()
    return refused.value.code

"""Verify a written bundle as far as the one who asks can: with the trust document, with the stream key, with neither.

The room reads every copy back before it calls it written (D34); anybody with the board's trust document can do
the same without a private key.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from koperta_packages.errors import Code, PackageError
from koperta_packages.identity import OfficialStatement
from koperta_packages.trust import TrustDocument
from koperta_sync.bundle.manifest import BundleManifest
from koperta_sync.bundle.reader import BundleFile, Progress, silent


@dataclass(frozen=True, slots=True)
class BundleReport:
    """Hold what was found: the hashes, the manifest, who signed, and whether the contents were opened too."""

    path: Path
    sha256: str
    manifest_sha256: str
    manifest: BundleManifest
    officials: tuple[OfficialStatement, ...]
    opened: bool


def read_back(
    path: Path,
    stream_key: bytes | None,
    trust: TrustDocument,
    *,
    expected_sha256: str | None = None,
    progress: Progress = silent,
) -> BundleReport:
    """Verify every byte of a bundle; with the stream key also decrypt it and follow both chains.

    `expected_sha256` (hex) is that of the file as written. Raises PackageError with BUNDLE codes.
    """
    bundle = BundleFile.open(path)
    try:
        # Damage is told before anything about signatures: it is by far the likelier, and a new copy helps.
        sha256 = bundle.check_bytes(progress)
        _, officials = bundle.signers(trust)
        if expected_sha256 not in (None, sha256):
            raise PackageError(Code.BUNDLE_CORRUPT, "the copy is not the file that was written")
        if stream_key is not None:
            bundle.read_records(stream_key, progress=progress)
    except OSError as error:
        raise PackageError(Code.IO_ERROR, f"{path.name}: {error.strerror}") from error
    return BundleReport(path, sha256, bundle.manifest_sha256, bundle.manifest, officials, stream_key is not None)

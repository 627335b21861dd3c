"""Open a bundle: lengths first, then signatures, then every byte of the ciphertext, then the records.

Memory stays constant whatever the size. Nothing of the contents leaves this module as true before the last
check has passed: callers collect what they are handed and use it after `read_records` has returned.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from koperta_crypto import stream
from koperta_crypto.envelope import Envelope
from koperta_crypto.errors import CryptoError
from koperta_crypto.exchange import ExchangeKey
from koperta_packages import documents
from koperta_packages.errors import Code, PackageError
from koperta_packages.identity import OfficialStatement
from koperta_packages.trust import TrustDocument
from koperta_sync.bundle.manifest import (
    BUNDLE_TYPE,
    ENVELOPE_LIMIT,
    MAGIC,
    BundleManifest,
    parse_manifest,
)
from koperta_sync.bundle.records import Record, walk
from koperta_sync.bundle.signers import Signers, check_envelope, check_statements, claimed_signers

Progress = Callable[[int, int], None]
_PIECE = 1024 * 1024
_HEAD = len(MAGIC) + 4
_CODES = {
    Code.PKG_TRUNCATED: Code.BUNDLE_TRUNCATED,
    Code.PKG_TRAILING_DATA: Code.BUNDLE_TRAILING_DATA,
    Code.PKG_NOT_A_PACKAGE: Code.BUNDLE_NOT_A_BUNDLE,
    Code.PKG_LIMIT_EXCEEDED: Code.BUNDLE_CORRUPT,
}


def silent(done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class BundleFile:
    """Hold a bundle whose structure is sound; call `verify` before believing anything of it."""

    path: Path
    envelope: Envelope
    manifest: BundleManifest
    starts_at: int  # where the ciphertext begins

    @classmethod
    def open(cls, path: Path) -> BundleFile:
        """Read the envelope and check every length against the size of the file.

        Raises PackageError: BUNDLE_NOT_A_BUNDLE, PKG_UNSUPPORTED_VERSION, BUNDLE_TRUNCATED,
        BUNDLE_TRAILING_DATA, BUNDLE_CORRUPT; IO_ERROR when the file cannot be read.
        """
        try:
            with path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                encoded = _read_head(file, size)
        except OSError as error:
            raise PackageError(Code.IO_ERROR, f"{path.name}: {error.strerror}") from error
        envelope = _decode(encoded)
        manifest = parse_manifest(envelope.payload)
        starts_at = _HEAD + len(encoded)
        need = starts_at + manifest.ciphertext_length
        if size < need:
            raise PackageError(Code.BUNDLE_TRUNCATED, path.name, have=size, need=need)
        if size > need:
            raise PackageError(Code.BUNDLE_TRAILING_DATA, path.name)
        return cls(path, envelope, manifest, starts_at)

    @property
    def manifest_sha256(self) -> str:
        """Return the hash by which the next export names this one."""
        return hashlib.sha256(self.envelope.payload).hexdigest()

    def signers(self, trust: TrustDocument) -> tuple[Signers, tuple[OfficialStatement, ...]]:
        """Check all signatures; return who may sign and which officials did. Raises as `signers`."""
        claimed = claimed_signers(self.manifest)
        officials = check_envelope(self.envelope, claimed)
        check_statements(self.manifest, trust)
        return claimed, officials

    def check_bytes(self, progress: Progress = silent) -> str:
        """Hash the whole file and return its SHA-256; BUNDLE_CORRUPT when the ciphertext is not the signed one."""
        whole, sealed = hashlib.sha256(), hashlib.sha256()
        with self.path.open("rb") as file:
            whole.update(file.read(self.starts_at))
            left = self.manifest.ciphertext_length
            while left:
                piece = file.read(min(left, _PIECE))
                if not piece:
                    raise PackageError(Code.BUNDLE_TRUNCATED, self.path.name)
                whole.update(piece)
                sealed.update(piece)
                left -= len(piece)
                progress(self.manifest.ciphertext_length - left, self.manifest.ciphertext_length)
        if sealed.hexdigest() != self.manifest.ciphertext_sha256:
            raise PackageError(Code.BUNDLE_CORRUPT, "the ciphertext is not the one that was signed")
        return whole.hexdigest()

    def unwrap(self, key: ExchangeKey) -> bytes:
        """Return the stream key from the slot of an answer key; PackageError BUNDLE_KEY_MISMATCH."""
        slot = next((one for one in self.manifest.slots if one.answer_key == key.public.hex()), None)
        if slot is None:
            raise PackageError(Code.BUNDLE_KEY_MISMATCH, "not wrapped to this answer key")
        try:
            found = key.unwrap(bytes.fromhex(slot.box), self.manifest.info())
        except CryptoError as error:
            raise PackageError(Code.BUNDLE_KEY_MISMATCH, str(error)) from error
        self.check_key(found)
        return found

    def check_key(self, stream_key: bytes) -> None:
        """Raise PackageError BUNDLE_KEY_MISMATCH unless the manifest commits to this stream key."""
        if len(stream_key) != stream.KEY_BYTES or self.manifest.commit(stream_key) != self.manifest.key_commit:
            raise PackageError(Code.BUNDLE_KEY_MISMATCH, "the manifest commits to another key")

    def read_records(
        self,
        stream_key: bytes,
        take: Callable[[Record], None] | None = None,
        progress: Progress = silent,
    ) -> None:
        """Decrypt everything, follow both chains to their ends and check every witness.

        Raises PackageError: BUNDLE_KEY_MISMATCH, BUNDLE_CORRUPT, BUNDLE_CHAIN_BROKEN,
        BUNDLE_HEAD_CONTRADICTED; what `take` was handed before that must be thrown away.
        """
        self.check_key(stream_key)
        with self.path.open("rb") as file:
            file.seek(self.starts_at)
            walk(self.manifest, self._plaintext(file, stream_key, progress), take)

    def _plaintext(self, file: BinaryIO, stream_key: bytes, progress: Progress) -> Iterator[bytes]:
        manifest = self.manifest
        # Hashed once more on the way: the file may have changed since it was checked.
        digest = hashlib.sha256()

        def read(count: int) -> bytes:
            piece = file.read(count)
            digest.update(piece)
            return piece

        done = 0
        try:
            for chunk in stream.open_stream(stream_key, manifest.aad(), read, manifest.ciphertext_length):
                done += len(chunk)
                progress(done, manifest.plaintext_length)
                yield chunk
        except CryptoError as error:
            raise PackageError(Code.BUNDLE_CORRUPT, f"the ciphertext does not open: {error}") from error
        if digest.hexdigest() != manifest.ciphertext_sha256 or file.read(1):
            raise PackageError(Code.BUNDLE_CORRUPT, "the file changed while it was read")


def _read_head(file: BinaryIO, size: int) -> bytes:
    head = file.read(_HEAD)
    magic = head[: len(MAGIC)]
    if magic != MAGIC[: len(magic)] or not magic:
        raise PackageError(Code.BUNDLE_NOT_A_BUNDLE, "another magic number")
    if len(head) < _HEAD:
        raise PackageError(Code.BUNDLE_TRUNCATED, "the file ends in its first bytes", have=size, need=_HEAD)
    length = int.from_bytes(head[len(MAGIC) :], "big")
    if length > ENVELOPE_LIMIT:
        raise PackageError(Code.BUNDLE_CORRUPT, f"an envelope of {length} bytes")
    encoded = file.read(length)
    if len(encoded) < length:
        raise PackageError(Code.BUNDLE_TRUNCATED, "the envelope", have=size, need=_HEAD + length)
    return encoded


def _decode(encoded: bytes) -> Envelope:
    try:
        return documents.decode_envelope(encoded, BUNDLE_TYPE, limit=ENVELOPE_LIMIT)
    except PackageError as error:
        code = _CODES.get(error.code, error.code)
        raise PackageError(code, error.detail) from error

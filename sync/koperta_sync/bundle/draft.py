"""Make a bundle in two steps, because officials sign in between.

`BundleDraft.prepare` seals the journals into a temporary file in constant memory and fixes the manifest; the
room and the officials sign `to_sign`; `finish` writes the bundle, as often as copies are wanted. The stream
key stays in the draft, so that every copy can be read back to its last event.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from koperta_crypto import stream
from koperta_crypto.chain import link
from koperta_crypto.envelope import Envelope, Signature, pae
from koperta_crypto.exchange import wrap
from koperta_crypto.kdf import derive
from koperta_crypto.signing import SigningKey, key_id
from koperta_packages import documents
from koperta_packages.errors import Code, PackageError
from koperta_packages.package_writer import write_whole
from koperta_packages.trust import TrustDocument
from koperta_sync.bundle.manifest import (
    BUNDLE_TYPE,
    COMMIT_LABEL,
    ENVELOPE_LIMIT,
    MAGIC,
    BundleManifest,
    BundlePackage,
    Counts,
    Genesis,
    JournalFacts,
    Slot,
    TimeStatement,
    Witness,
    check_manifest,
    room_genesis,
    sitting_genesis,
    slot_info,
    stream_aad,
)
from koperta_sync.bundle.records import ROOM, SITTING, frame
from koperta_sync.bundle.signers import Signers, check_signature, check_statements, claimed_signers
from koperta_sync.durable import sync_folder

_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class BundleFacts:
    """Hold what the room says; `supersedes` is the last export's manifest hash (hex) or empty.

    `room_statement` and `officials` are the board's envelopes as the registration file carries them; the
    officials are everybody present who may sign.
    """

    centre_number: str
    sitting_id: str
    room_id: str
    session: str
    title: str
    trial: bool
    export_number: int
    supersedes: str
    software: str
    packages: tuple[BundlePackage, ...]
    witnesses: tuple[Witness, ...]
    counts: Counts
    time: TimeStatement
    room_statement: bytes
    officials: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class FinishedBundle:
    """Name a written bundle by its path, the SHA-256 of the whole file and of its manifest (hex)."""

    path: Path
    sha256: str
    manifest_sha256: str


@dataclass(slots=True)
class BundleDraft:
    """Hold a sealed, not yet signed bundle; close it to remove its temporary file."""

    manifest: BundleManifest
    payload: bytes
    stream_key: bytes = field(repr=False)
    signers: Signers
    _body: BinaryIO = field(repr=False)
    _signatures: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def prepare(
        cls,
        folder: Path,
        facts: BundleFacts,
        sitting_records: Iterable[bytes],
        room_records: Iterable[bytes],
        trust: TrustDocument,
    ) -> Self:
        """Seal both journals, given as the bytes their chains link, into a temporary file in `folder`.

        Raises PackageError: codes of `signers` for statements the board would refuse, BUNDLE_CORRUPT for
        what no reader would take; OSError when the disk refuses.
        """
        # Nobody may rename or link this file, and no crash leaves it behind.
        body = tempfile.TemporaryFile(dir=folder)
        try:
            stream_key = secrets.token_bytes(stream.KEY_BYTES)
            sitting = _Source(SITTING, sitting_genesis(facts.room_id, facts.sitting_id), sitting_records)
            room = _Source(ROOM, room_genesis(facts.room_id), room_records)
            length, digest = _seal(body, facts, stream_key, sitting, room)
            manifest = _manifest(facts, trust, stream_key, (sitting, room), length, digest)
            check_manifest(manifest)
            payload = documents.encode(manifest)
            if len(payload) > ENVELOPE_LIMIT // 2:
                raise PackageError(Code.BUNDLE_CORRUPT, f"a manifest of {len(payload)} bytes")
            check_statements(manifest, trust)
            return cls(manifest, payload, stream_key, claimed_signers(manifest), body)
        except BaseException:
            body.close()
            raise

    @property
    def to_sign(self) -> bytes:
        """Return the bytes everybody signs: DSSE's encoding of type and manifest."""
        return pae(BUNDLE_TYPE, self.payload)

    def add_signature(self, signer: str, signature: bytes) -> None:
        """Take a signature over `to_sign` of the room or an official, named by key id, room id or official id.

        Raises PackageError BUNDLE_BAD_SIGNATURE for anybody not named in the manifest or a wrong signature.
        """
        official = self.signers.official(signer)
        room = self.signers.room
        if official is not None:
            public = bytes.fromhex(official.public)
        elif signer in (room.room_id, key_id(bytes.fromhex(room.sign_public))):
            public = bytes.fromhex(room.sign_public)
        else:
            raise PackageError(Code.BUNDLE_BAD_SIGNATURE, f"{signer} may not sign this bundle")
        check_signature(public, self.to_sign, signature, signer)
        self._signatures[key_id(public)] = signature

    def sign(self, key: SigningKey) -> None:
        """Add the signature of a key that is here, such as the room's own."""
        self.add_signature(key.key_id, key.sign(self.to_sign))

    @property
    def signed_by(self) -> tuple[str, ...]:
        """Return the ids of the officials who have signed."""
        found = [self.signers.official(signer) for signer in self._signatures]
        return tuple(one.official_id for one in found if one is not None)

    def finish(self, path: Path) -> FinishedBundle:
        """Write the bundle so that it appears complete and durable or not at all; may be called again.

        Raises PackageError BUNDLE_THRESHOLD_NOT_MET while signatures are missing, OSError.
        """
        self.signers.check(self.payload, self._signatures)
        signed = tuple(Signature(one, self._signatures[one]) for one in sorted(self._signatures))
        envelope = Envelope(BUNDLE_TYPE, self.payload, signed).encode()
        if len(envelope) > ENVELOPE_LIMIT:
            raise PackageError(Code.BUNDLE_CORRUPT, f"an envelope of {len(envelope)} bytes")
        digest = hashlib.sha256()
        self._body.seek(0)
        head = MAGIC + len(envelope).to_bytes(4, "big") + envelope
        write_whole(path, _hashed(head, self._body, digest.update))
        sync_folder(path.parent)
        return FinishedBundle(path, digest.hexdigest(), hashlib.sha256(self.payload).hexdigest())

    def close(self) -> None:
        """Remove the temporary file."""
        self._body.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Source:
    """Count one journal's events and follow its chain while they are sealed."""

    def __init__(self, number: int, start: Genesis, records: Iterable[bytes]) -> None:
        self._number = number
        self._start = start
        self._records = records
        self._head = start.start()
        self._events = 0

    def framed(self) -> Iterator[bytes]:
        for data in self._records:
            self._head = link(self._head, data)
            self._events += 1
            yield frame(self._number, data)

    def facts(self) -> JournalFacts:
        return JournalFacts(self._start, self._events, self._head.hex())


def _seal(
    body: BinaryIO, facts: BundleFacts, stream_key: bytes, sitting: _Source, room: _Source
) -> tuple[tuple[int, int], str]:
    """Write the ciphertext; return the lengths of plaintext and ciphertext and the latter's SHA-256."""
    digest, plain, sealed = hashlib.sha256(), 0, 0

    def framed() -> Iterator[bytes]:
        nonlocal plain
        for source in (sitting, room):
            for piece in source.framed():
                plain += len(piece)
                yield piece

    aad = stream_aad(facts.centre_number, facts.sitting_id, facts.room_id, facts.export_number)
    for piece in stream.seal_stream(stream_key, aad, framed()):
        digest.update(piece)
        sealed += len(piece)
        body.write(piece)
    body.flush()
    os.fsync(body.fileno())
    return (plain, sealed), digest.hexdigest()


def _manifest(
    facts: BundleFacts,
    trust: TrustDocument,
    stream_key: bytes,
    journals: tuple[_Source, _Source],
    length: tuple[int, int],
    digest: str,
) -> BundleManifest:
    info = slot_info(facts.centre_number, facts.sitting_id, facts.export_number)
    aad = stream_aad(facts.centre_number, facts.sitting_id, facts.room_id, facts.export_number)
    primary, escrow = (Slot(key.hex(), wrap(key, stream_key, info).hex()) for key in trust.answer_publics())
    return BundleManifest(
        facts.centre_number,
        facts.sitting_id,
        facts.room_id,
        facts.session,
        facts.title,
        facts.trial,
        facts.export_number,
        facts.supersedes,
        facts.software,
        "koperta-1",
        facts.packages,
        journals[0].facts(),
        journals[1].facts(),
        length[0],
        length[1],
        digest,
        derive(stream_key, COMMIT_LABEL, aad).hex(),
        facts.witnesses,
        facts.counts,
        facts.time,
        (primary, escrow),
        facts.room_statement.hex(),
        tuple(one.hex() for one in facts.officials),
    )


def _hashed(head: bytes, body: BinaryIO, update: Callable[[bytes], None]) -> Iterator[bytes]:
    update(head)
    yield head
    while piece := body.read(_PIECE):
        update(piece)
        yield piece

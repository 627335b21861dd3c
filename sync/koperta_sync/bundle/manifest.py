"""Describe a bundle: whose answers it carries, how long its journals are, who vouches for it.

The manifest is the signed payload of a bundle's envelope (`docs/format-bundle.md`). It says everything that
can be checked without the board's private key; names and answers are in the sealed part alone.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from koperta_crypto import stream
from koperta_crypto.chain import genesis
from koperta_crypto.errors import CryptoError
from koperta_crypto.kdf import derive
from koperta_crypto.labels import context
from koperta_packages import documents
from koperta_packages.documents import Count, Hex32, HexBytes, Identifier, Text
from koperta_packages.errors import Code, PackageError

BUNDLE_TYPE = "koperta/bundle/1"
MAGIC = b"EXBND\x01\r\n"
ENVELOPE_LIMIT = 4 * 1024 * 1024
MAX_PLAINTEXT = 4 * 1024 * 1024 * 1024
MAX_RECORD = 16 * 1024 * 1024
RECORD_HEAD = 5
STREAM_LABEL = "koperta/bundle-stream/1"
COMMIT_LABEL = "koperta/bundle-commit/1"

Label = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9/-]{1,64}\Z")]
Previous = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?\Z")]


class Genesis(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold what a journal's chain starts from: a label and its parts in hex."""

    label: Label
    parts: tuple[HexBytes, ...]

    @classmethod
    def of(cls, label: str, *parts: bytes) -> Genesis:
        """Make the parameters from bytes."""
        return cls(label, tuple(part.hex() for part in parts))

    def start(self) -> bytes:
        """Return the 32 bytes before the first event."""
        return genesis(self.label, *(bytes.fromhex(part) for part in self.parts))


class JournalFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the length and the last head of one journal, and what its chain starts from."""

    genesis: Genesis
    events: Count
    head: Hex32


class BundlePackage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Name one package of the sitting by id and hash of its signed manifest."""

    package_id: Identifier
    manifest_sha256: Hex32


class Witness(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the newest head one workstation was given in an acknowledgement, at event `sequence`."""

    workstation: Hex32
    sequence: Count
    head: Hex32


class Counts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold what people compare with the protocol: candidates by status, and answers given."""

    sat: Count
    absent: Count
    exempt: Count
    answers: Count


class TimeStatement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold what the room says of its clocks: wall time of the close (ms, UTC), and how often it started."""

    closed_at_ms: Count
    boots: Count


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the stream key wrapped to one of the board's answer keys."""

    answer_key: Hex32
    box: HexBytes


class BundleManifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold everything a bundle says about itself.

    `supersedes` is the SHA-256 of the manifest of the room's export before this one, or empty.
    `officials` are the statements of everybody who may sign; who did sign the envelope tells.
    """

    centre_number: Identifier
    sitting_id: Identifier
    room_id: Identifier
    session: Text
    title: Text
    trial: bool
    export_number: Count
    supersedes: Previous
    software: Text
    suite: Literal["koperta-1"]
    packages: tuple[BundlePackage, ...]
    sitting: JournalFacts
    room: JournalFacts
    plaintext_length: Count
    ciphertext_length: Count
    ciphertext_sha256: Hex32
    key_commit: Hex32
    witnesses: tuple[Witness, ...]
    counts: Counts
    time: TimeStatement
    slots: tuple[Slot, Slot]
    room_statement: HexBytes
    officials: tuple[HexBytes, ...]

    def info(self) -> bytes:
        """Return what the wrapped keys are bound to."""
        return slot_info(self.centre_number, self.sitting_id, self.export_number)

    def aad(self) -> bytes:
        """Return what every chunk of the ciphertext is bound to."""
        return stream_aad(self.centre_number, self.sitting_id, self.room_id, self.export_number)

    def commit(self, key: bytes) -> str:
        """Return the commitment that belongs to a stream key, in hex."""
        return derive(key, COMMIT_LABEL, self.aad()).hex()


def sitting_genesis(room_id: str, sitting_id: str) -> Genesis:
    """Return what the chain of a sitting's journal starts from."""
    return Genesis.of("koperta/sitting-journal/1", room_id.encode(), sitting_id.encode())


def room_genesis(room_id: str) -> Genesis:
    """Return what the chain of a room's own journal starts from."""
    return Genesis.of("koperta/room-journal/1", room_id.encode())


def slot_info(centre_number: str, sitting_id: str, export_number: int) -> bytes:
    """Return the HPKE `info` of a bundle's slots."""
    return context(BUNDLE_TYPE, centre_number.encode(), sitting_id.encode(), export_number.to_bytes(8, "big"))


def stream_aad(centre_number: str, sitting_id: str, room_id: str, export_number: int) -> bytes:
    """Return the context of a bundle's ciphertext."""
    number = export_number.to_bytes(8, "big")
    return context(STREAM_LABEL, centre_number.encode(), sitting_id.encode(), room_id.encode(), number)


def parse_manifest(payload: bytes) -> BundleManifest:
    """Parse a manifest and check its shape; PackageError BUNDLE_CORRUPT for anything else."""
    try:
        manifest = documents.parse(payload, BundleManifest, limit=ENVELOPE_LIMIT)
    except PackageError as error:
        raise PackageError(Code.BUNDLE_CORRUPT, f"manifest: {error.detail}") from error
    check_manifest(manifest)
    return manifest


def check_manifest(manifest: BundleManifest) -> None:
    """Refuse lengths no writer makes, repeated workstations and an empty journal: BUNDLE_CORRUPT."""
    try:
        fits = stream.plain_length(manifest.ciphertext_length) == manifest.plaintext_length
    except CryptoError:
        fits = False
    if not fits or manifest.plaintext_length > MAX_PLAINTEXT:
        raise PackageError(Code.BUNDLE_CORRUPT, "lengths of plaintext and ciphertext")
    if not manifest.export_number or not manifest.sitting.events:
        raise PackageError(Code.BUNDLE_CORRUPT, "exports and events are counted from 1")
    _check_genesis(manifest)
    for values in (
        [one.workstation for one in manifest.witnesses],
        [one.package_id for one in manifest.packages],
        [one.answer_key for one in manifest.slots],
    ):
        if len(set(values)) != len(values):
            raise PackageError(Code.BUNDLE_CORRUPT, "a workstation, package or answer key occurs twice")


def _check_genesis(manifest: BundleManifest) -> None:
    """A chain that does not start from its room and sitting could be another one's."""
    expected = (sitting_genesis(manifest.room_id, manifest.sitting_id), room_genesis(manifest.room_id))
    if (manifest.sitting.genesis, manifest.room.genesis) != expected:
        raise PackageError(Code.BUNDLE_CORRUPT, "a journal starts from another room or sitting")

"""Frame the journals' events inside a bundle, and walk through them again.

A record is `u8 stream ‖ u32be length ‖ bytes`; stream 1 is the journal of the sitting, stream 2 that of the
room. All records of the sitting stand before those of the room. The bytes are those the hash chain links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from koperta_crypto.chain import link
from koperta_packages.errors import Code, PackageError
from koperta_sync.bundle.manifest import MAX_RECORD, RECORD_HEAD, BundleManifest, JournalFacts

SITTING = 1
ROOM = 2


@dataclass(frozen=True, slots=True)
class Record:
    """Hold one event: which journal it is of, its place from 1, its bytes, and the head behind it."""

    stream: int
    sequence: int
    data: bytes
    head: bytes


def frame(stream: int, data: bytes) -> bytes:
    """Return one record; PackageError BUNDLE_CORRUPT for an event beyond 16 MiB."""
    if len(data) > MAX_RECORD:
        raise PackageError(Code.BUNDLE_CORRUPT, f"an event of {len(data)} bytes")
    return bytes([stream]) + len(data).to_bytes(4, "big") + data


def unframe(pieces: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield (stream, bytes) of every record in pieces of any length; PackageError BUNDLE_CORRUPT."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        at = 0
        while len(waiting) - at >= RECORD_HEAD:
            length = int.from_bytes(waiting[at + 1 : at + RECORD_HEAD], "big")
            if waiting[at] not in (SITTING, ROOM) or length > MAX_RECORD:
                raise PackageError(Code.BUNDLE_CORRUPT, "a record of no known journal or length")
            end = at + RECORD_HEAD + length
            if len(waiting) < end:
                break
            yield waiting[at], bytes(waiting[at + RECORD_HEAD : end])
            at = end
        del waiting[:at]
    if waiting:
        raise PackageError(Code.BUNDLE_CORRUPT, "the last record is incomplete")


class _Chain:
    """Follow one journal and hold it against what the manifest says of it."""

    __slots__ = ("count", "facts", "head")

    def __init__(self, facts: JournalFacts) -> None:
        self.facts = facts
        self.head = facts.genesis.start()
        self.count = 0

    def follow(self, data: bytes) -> None:
        self.head = link(self.head, data)
        self.count += 1

    def finish(self, name: str) -> None:
        if self.count != self.facts.events:
            raise PackageError(Code.BUNDLE_CHAIN_BROKEN, f"{name}: {self.count} events of {self.facts.events}")
        if self.head.hex() != self.facts.head:
            raise PackageError(Code.BUNDLE_CHAIN_BROKEN, f"{name}: another last head")


def walk(manifest: BundleManifest, pieces: Iterable[bytes], take: Callable[[Record], None] | None = None) -> int:
    """Follow both chains to their ends, check every witness, and return the number of plaintext bytes.

    `take` is handed every record on the way; what it makes of them may be believed only after this has
    returned. Raises PackageError BUNDLE_CORRUPT, BUNDLE_CHAIN_BROKEN, BUNDLE_HEAD_CONTRADICTED.
    """
    chains = {SITTING: _Chain(manifest.sitting), ROOM: _Chain(manifest.room)}
    said = _Witnesses(manifest)
    length, newest = 0, SITTING
    for stream, data in unframe(pieces):
        if stream < newest:
            raise PackageError(Code.BUNDLE_CORRUPT, "an event of the sitting behind those of the room")
        newest = stream
        chain = chains[stream]
        chain.follow(data)
        length += RECORD_HEAD + len(data)
        if stream == SITTING:
            said.compare(chain.count, chain.head)
        if take is not None:
            take(Record(stream, chain.count, data, chain.head))
    chains[SITTING].finish("sitting")
    chains[ROOM].finish("room")
    said.finish(chains[SITTING].count)
    if length != manifest.plaintext_length:
        raise PackageError(Code.BUNDLE_CORRUPT, f"{length} bytes of {manifest.plaintext_length}")
    return length


class _Witnesses:
    """Compare the heads workstations were given with those the journal really has."""

    def __init__(self, manifest: BundleManifest) -> None:
        self._said: dict[int, set[str]] = {}
        for one in manifest.witnesses:
            self._said.setdefault(one.sequence, set()).add(one.head)
        genesis = {manifest.sitting.genesis.start().hex()}
        if self._said.get(0, genesis) != genesis:
            raise PackageError(Code.BUNDLE_HEAD_CONTRADICTED, "another start of the journal")

    def compare(self, sequence: int, head: bytes) -> None:
        said = self._said.get(sequence)
        if said is not None and said != {head.hex()}:
            raise PackageError(Code.BUNDLE_HEAD_CONTRADICTED, f"another head at event {sequence}")

    def finish(self, last: int) -> None:
        if self._said and max(self._said) > last:
            raise PackageError(Code.BUNDLE_HEAD_CONTRADICTED, f"event {max(self._said)} of {last} was acknowledged")

"""Write and read a capsule: the journal of one lease of one workstation, on its way to a room by stick.

`docs/format-capsule.md` describes every byte. The records travel as they lie on the workstation's disk, sealed under
the journal's key, which only a room after its unlock (or the candidate's card) can unwrap. The workstation signs the
whole with the key that signs entries, and with the key of its certificate: who holds neither can make no capsule.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import msgspec
from msgspec import Meta

from koperta_crypto import strict_json
from koperta_crypto.errors import CryptoError
from koperta_crypto.exchange import ExchangeKey
from koperta_crypto.kdf import KdfParameters
from koperta_crypto.labels import context
from koperta_crypto.passphrase import normalise
from koperta_crypto.possession import check_possession, prove_possession
from koperta_crypto.signing import verify
from koperta_sync.credentials import Credentials
from koperta_sync.journal_keys import Scope, unwrap_at_room, unwrap_with_card
from koperta_sync.kiosk_journal import JournalHeader, journals_in
from koperta_sync.kiosk_records import Contents, RecordsError, read_contents
from koperta_sync.protocol.base import Count, Hex32, Hex32OrEmpty, HexUpTo4K, Text

MAGIC = b"KOCAP\x01\r\n"
SUFFIX = ".koperta-capsule"
FORMAT = "koperta/capsule/1"
MAX_HEADER = 32 * 1024
MAX_CAPSULE = 64 * 1024 * 1024
_LENGTH = 4
_SIGNATURE = 64


class CapsuleError(Exception):
    """Say why a file is no capsule, or not one that can be believed."""


class CapsuleHeader(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hold what stands in clear; byte strings in hexadecimal, times in milliseconds."""

    room_id: Text
    sitting_id: Text
    candidate_id: Text
    epoch: Annotated[int, Meta(ge=1, le=2**31)]
    exam_room: Text
    seat_number: Count
    certificate_pem: Annotated[str, Meta(max_length=8192)]
    answer_key: Hex32
    machine_proof: Annotated[str, Meta(pattern="^[0-9a-f]{2,512}\\Z")]
    room_wrap: HexUpTo4K
    card_memory_kib: Count
    card_passes: Count
    card_salt: Annotated[str, Meta(pattern="^[0-9a-f]{32}\\Z")]
    card_wrap: HexUpTo4K
    form_sha256: Hex32OrEmpty = ""
    term: Count = 1
    made_at_ms: int = 0  # the workstation's wall clock

    @property
    def scope(self) -> Scope:
        """Return the lease."""
        return Scope(self.sitting_id, self.candidate_id, self.epoch)


@dataclass(frozen=True, slots=True)
class Capsule:
    """Hold a capsule whose signatures held; `sha256` is that of the file."""

    header: CapsuleHeader
    records: bytes
    sha256: str

    def open(self, journal_key: ExchangeKey) -> Contents:
        """Return what is inside, with the sitting's journal key; CapsuleError for another key or damage."""
        return self._contents(self.key(journal_key))

    def key(self, journal_key: ExchangeKey) -> bytes:
        """Return the journal's key; CapsuleError when it was not wrapped for this room."""
        try:
            return unwrap_at_room(journal_key, bytes.fromhex(self.header.room_wrap), self.header.scope)
        except CryptoError as error:
            raise CapsuleError(f"the capsule is not sealed to this sitting's key: {error}") from error

    def held_card(self, secret: str, journal_key: ExchangeKey) -> bool:
        """Say whether the workstation had the candidate's card when it began this journal; takes about 30 ms."""
        header = self.header
        try:
            salt = bytes.fromhex(header.card_salt)
            parameters = KdfParameters(header.card_memory_kib, header.card_passes, salt)
            key = unwrap_with_card(normalise(secret), parameters, bytes.fromhex(header.card_wrap), header.scope)
        except CryptoError:
            return False
        return key == self.key(journal_key)

    def _contents(self, key: bytes) -> Contents:
        try:
            return read_contents(self.records, key, self.header.scope)
        except RecordsError as error:
            raise CapsuleError(f"the records of the capsule cannot be read: {error}") from error


def make_capsule(
    folder: Path,
    header: JournalHeader,
    credentials: Credentials,
    *,
    term: int,
    made_at_ms: int,
    records: bytes | None = None,
) -> bytes:
    """Return the capsule of a journal's folder; needs no card and no room. Raises OSError, CryptoError.

    `records` stand for the file's when the program holds more than the disk has taken.
    """
    form = _read_or_none(folder / "form")
    machine = context("koperta/capsule-machine/1", credentials.room_id.encode(), credentials.answer_key.public)
    shown = CapsuleHeader(
        room_id=credentials.room_id,
        sitting_id=header.sitting_id,
        candidate_id=header.candidate_id,
        epoch=header.epoch,
        exam_room=credentials.exam_room,
        seat_number=credentials.seat_number,
        certificate_pem=credentials.certificate_pem,
        answer_key=credentials.answer_key.public.hex(),
        machine_proof=prove_possession(credentials.key_pem.encode("ascii"), machine).hex(),
        room_wrap=header.room_wrap,
        card_memory_kib=header.card_memory_kib,
        card_passes=header.card_passes,
        card_salt=header.card_salt,
        card_wrap=header.card_wrap,
        form_sha256=hashlib.sha256(form).hexdigest() if form is not None else "",
        term=term,
        made_at_ms=made_at_ms,
    )
    records = (folder / "records").read_bytes() if records is None else records
    encoded = strict_json.dumps(msgspec.to_builtins(shown))
    signature = credentials.answer_key.sign(_signed(encoded, records))
    return MAGIC + len(encoded).to_bytes(_LENGTH, "big") + encoded + signature + records


def make_capsules(
    root: Path,
    credentials: Credentials,
    *,
    term: int,
    made_at_ms: int,
    records: Mapping[Path, bytes] = MappingProxyType({}),
) -> Iterator[tuple[JournalHeader, bytes]]:
    """Yield the capsule of every journal below a workstation's folder of journals; `records` as in `make_capsule`."""
    for folder, header in journals_in(root):
        more = records.get(folder)
        yield header, make_capsule(folder, header, credentials, term=term, made_at_ms=made_at_ms, records=more)


def capsule_name(header: JournalHeader, credentials: Credentials) -> str:
    """Return a file name that says whose capsule it is to nobody but the room, and is the same every time."""
    scope = Scope(header.sitting_id, header.candidate_id, header.epoch).encode("koperta/capsule-name/1")
    return f"{credentials.seat_number:03}-{hashlib.sha256(scope).hexdigest()[:16]}{SUFFIX}"


def is_capsule(head: bytes) -> bool:
    """Say whether the first bytes are those of a capsule."""
    return head.startswith(MAGIC)


def read_capsule(data: bytes) -> Capsule:
    """Check the signatures of a capsule and return it, still sealed; CapsuleError."""
    if not is_capsule(data):
        raise CapsuleError("not a capsule")
    at = len(MAGIC) + _LENGTH
    end = at + int.from_bytes(data[len(MAGIC) : at], "big")
    if end - at > MAX_HEADER or end + _SIGNATURE > len(data):
        raise CapsuleError("the capsule ends within its header")
    encoded, signature, records = data[at:end], data[end : end + _SIGNATURE], data[end + _SIGNATURE :]
    try:
        header = msgspec.convert(strict_json.loads(encoded, limit=MAX_HEADER), CapsuleHeader)
        answer_key = bytes.fromhex(header.answer_key)
        verify(answer_key, _signed(encoded, records), signature)
        machine = context("koperta/capsule-machine/1", header.room_id.encode(), answer_key)
        check_possession(header.certificate_pem.encode("ascii"), machine, bytes.fromhex(header.machine_proof))
    except (CryptoError, msgspec.MsgspecError, ValueError) as error:
        raise CapsuleError(f"the capsule is damaged or not by this workstation: {error}") from error
    return Capsule(header, records, hashlib.sha256(data).hexdigest())


def _signed(encoded: bytes, records: bytes) -> bytes:
    return context(FORMAT, encoded, hashlib.sha256(records).digest())


def _read_or_none(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None

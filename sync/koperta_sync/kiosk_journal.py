"""Keep one candidate's attempt on the workstation: entries before they are sent, and what is needed to go on.

A folder per lease (sitting, candidate, epoch), named by a hash:

    journal.json   scope, and the journal's key wrapped for the room and under the card; no secret in clear
    records        a `SealedLog`: entries, acknowledgements, notes; one record = one tagged JSON value
    form           the sealed form as the room sent it
    pictures/      sealed pictures as the room sent them, named by a hash

An entry is on the disk before `append` returns, and may be sent only then. An acknowledgement is not
waited for: losing it only means sending again what the room already has. Notes (the form's key, the last
view) are sealed under the journal's key and thereby under the card. Nothing names a task or an answer in clear.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from koperta_crypto.errors import CryptoError
from koperta_crypto.kdf import KEY_BYTES, KdfParameters
from koperta_crypto.labels import context
from koperta_sync.durable import private_folder, write_durably
from koperta_sync.journal_keys import CARD_COST, Scope, unwrap_with_card, wrap_for_room, wrap_under_card
from koperta_sync.kiosk_records import FORMAT, Acknowledged, Note, Record, Resumed, Written, decode_record
from koperta_sync.protocol.seat import Entry
from koperta_sync.sealed_log import LogError, SealedLog, Tail

MAX_HEADS = 16
_HEADER = "journal.json"
_RECORDS = "records"


class JournalError(Exception):
    """Say that a journal cannot be used as asked."""


class JournalHeader(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hold what stands in `journal.json`; byte strings in hex."""

    format: str = FORMAT
    sitting_id: str
    candidate_id: str
    epoch: int
    room_wrap: str
    card_memory_kib: int
    card_passes: int
    card_salt: str
    card_wrap: str

    @property
    def scope(self) -> Scope:
        """Return the lease."""
        return Scope(self.sitting_id, self.candidate_id, self.epoch)

    @property
    def parameters(self) -> KdfParameters:
        """Return the card's key derivation parameters."""
        return KdfParameters(self.card_memory_kib, self.card_passes, bytes.fromhex(self.card_salt))


class KioskJournal:
    """Hold one open journal; one process and one thread write it."""

    def __init__(self, folder: Path, header: JournalHeader, log: SealedLog) -> None:
        """Replay the log; use `create`, `open_with_card` or `open_with_key`."""
        self.folder = folder
        self.scope = header.scope
        self.wrapped_for_room = bytes.fromhex(header.room_wrap)
        self.acknowledged = 0
        self.next_cseq = 1  # the number of the next entry; `append` takes no other
        self._log = log
        self._entries: list[Entry] = []
        self._notes: dict[str, bytes] = {}
        self._heads: list[Acknowledged] = []
        for record in log.take_records():
            self._take(decode_record(record))

    @classmethod
    def create(
        cls, root: Path, scope: Scope, *, key: bytes, journal_public: bytes, card_secret: str, salt: bytes
    ) -> KioskJournal:
        """Make the journal of a new lease below `root`; `key` is 32 and `salt` 16 fresh random bytes.

        Returns after its names are on the disk. Raises OSError, JournalError for a lease that has one.
        """
        folder = journal_folder(root, scope)
        if (folder / _HEADER).exists():
            raise JournalError(f"{folder} already holds this lease's journal")
        if len(key) != KEY_BYTES:
            raise JournalError("a journal key is 32 bytes")
        parameters = CARD_COST.with_salt(salt)
        header = JournalHeader(
            sitting_id=scope.sitting_id,
            candidate_id=scope.candidate_id,
            epoch=scope.epoch,
            room_wrap=wrap_for_room(journal_public, key, scope).hex(),
            card_memory_kib=parameters.memory_kib,
            card_passes=parameters.passes,
            card_salt=parameters.salt.hex(),
            card_wrap=wrap_under_card(card_secret, parameters, key, scope).hex(),
        )
        private_folder(folder)
        log = SealedLog.create(folder / _RECORDS, key, scope.encode(FORMAT))
        # Last, because a folder with a header counts as a journal.
        write_durably(folder / _HEADER, msgspec.json.encode(header))
        return cls(folder, header, log)

    @property
    def tail(self) -> Tail:
        """Say what was dropped at the end of the file when it was opened."""
        return self._log.tail

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return every entry, oldest first."""
        return tuple(self._entries)

    @property
    def heads(self) -> tuple[Acknowledged, ...]:
        """Return the last acknowledgements, oldest first: this workstation is a witness of the room's journal."""
        return tuple(self._heads)

    def append(self, entry: Entry) -> None:
        """Write an entry; it is on the disk when this returns. JournalError for a gap, OSError, LogError."""
        if entry.cseq != self.next_cseq:
            raise JournalError(f"entry {entry.cseq} does not follow {self.next_cseq - 1}")
        self._write(Written(entry))

    def acknowledge(self, through: int, sequence: int, head: str) -> None:
        """Note that the room holds everything up to `through`; a lower number than before changes nothing."""
        if not 0 <= through < self.next_cseq:
            raise JournalError(f"the room acknowledges entry {through}, which was never written")
        if through > self.acknowledged:
            self._write(Acknowledged(through, sequence, head), durable=False)

    def undelivered(self) -> tuple[Entry, ...]:
        """Return the entries that the room has not acknowledged, oldest first."""
        return tuple(entry for entry in self._entries if entry.cseq > self.acknowledged)

    def resume_after(self, through: int) -> None:
        """Count on behind what the room already holds of this lease, when it holds more than this file.

        That is so when the file was lost, or when its disk forgot what it had promised to keep.
        """
        if through >= self.next_cseq:
            self._write(Resumed(through))

    def remember(self, name: str, data: bytes) -> None:
        """Keep a small value sealed, for example the form's key; the last one of a name counts. Durable."""
        if self._notes.get(name) != data:
            self._write(Note(name, data))

    def recall(self, name: str) -> bytes | None:
        """Return the value kept under a name."""
        return self._notes.get(name)

    def store_form(self, sealed: bytes) -> None:
        """Keep the sealed form as the room sent it, durably."""
        write_durably(self.folder / "form", sealed)

    def load_form(self) -> bytes | None:
        """Return the sealed form, if it is stored."""
        return _read_if_there(self.folder / "form")

    def store_picture(self, package_id: str, segment_id: str, sealed: bytes) -> None:
        """Keep a sealed picture as the room sent it, durably."""
        path = self._picture(package_id, segment_id)
        private_folder(path.parent)
        write_durably(path, sealed)

    def load_picture(self, package_id: str, segment_id: str) -> bytes | None:
        """Return a sealed picture, if it is stored."""
        return _read_if_there(self._picture(package_id, segment_id))

    def records_with(self, entries: Iterable[Entry]) -> bytes:
        """Return the journal's records and behind them entries the disk did not take, sealed alike; OSError."""
        held = {entry.cseq for entry in self._entries}
        missing = (Written(entry) for entry in entries if entry.cseq not in held)
        return self._log.with_records(msgspec.json.encode(one) for one in missing)

    def close(self) -> None:
        """Close the file; harmless to repeat."""
        self._log.close()

    def _picture(self, package_id: str, segment_id: str) -> Path:
        encoded = context("koperta/kiosk-picture/1", package_id.encode(), segment_id.encode())
        return self.folder / "pictures" / hashlib.sha256(encoded).hexdigest()[:32]

    def _write(self, record: Record, *, durable: bool = True) -> None:
        self._log.append(msgspec.json.encode(record), durable=durable)
        self._take(record)

    def _take(self, record: Record) -> None:
        match record:
            case Written(entry):
                self._entries.append(entry)
                self.next_cseq = entry.cseq + 1
            case Acknowledged(through):
                self.acknowledged = through
                self._heads = [*self._heads, record][-MAX_HEADS:]
            case Resumed(through):
                self.acknowledged, self.next_cseq = through, through + 1
            case Note(name, data):
                self._notes[name] = data


def journal_folder(root: Path, scope: Scope) -> Path:
    """Return the folder of a lease: 32 hex digits of SHA-256 of its scope."""
    return root / hashlib.sha256(scope.encode("koperta/kiosk-journal-name/1")).hexdigest()[:32]


def journals_in(root: Path) -> Iterator[tuple[Path, JournalHeader]]:
    """Yield every journal below a folder, the newest first; one with a damaged header is left out."""
    found = [(path.parent, header) for path in root.glob(f"*/{_HEADER}") if (header := _header_or_none(path))]
    yield from sorted(found, key=lambda one: (one[0] / _HEADER).stat().st_mtime_ns, reverse=True)


def open_with_card(folder: Path, secret: str) -> KioskJournal:
    """Open a journal with the card's secret; AuthenticationError for another card, JournalError, OSError.

    Takes about 30 ms and 16 MiB: run it outside the event loop.
    """
    header = _header(folder / _HEADER)
    key = unwrap_with_card(secret, header.parameters, bytes.fromhex(header.card_wrap), header.scope)
    return _open(folder, header, key)


def open_with_key(folder: Path, key: bytes) -> KioskJournal:
    """Open a journal with the key that the room handed back (`journal-key`); JournalError when it does not fit."""
    return _open(folder, _header(folder / _HEADER), key)


def _open(folder: Path, header: JournalHeader, key: bytes) -> KioskJournal:
    try:
        log = SealedLog(folder / _RECORDS, key, header.scope.encode(FORMAT))
    except (LogError, CryptoError) as error:
        raise JournalError(f"{folder}: {error}") from error
    try:
        return KioskJournal(folder, header, log)
    except (msgspec.DecodeError, ValueError) as error:
        log.close()
        raise JournalError(f"a record is none of ours: {error}") from error


def _header(path: Path) -> JournalHeader:
    try:
        header = msgspec.json.decode(path.read_bytes(), type=JournalHeader)
        _ = (header.parameters, bytes.fromhex(header.room_wrap), bytes.fromhex(header.card_wrap))
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, CryptoError) as error:
        raise JournalError(f"{path} is damaged: {error}") from error
    if header.format != FORMAT:
        raise JournalError(f"{path} has the format {header.format!r}")
    return header


def _header_or_none(path: Path) -> JournalHeader | None:
    try:
        return _header(path)
    except (JournalError, OSError):
        return None


def _read_if_there(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None

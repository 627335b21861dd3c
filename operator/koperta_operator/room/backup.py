"""Back up the room's identity to a stick, sealed under a passphrase, and restore it.

The file holds the identity and the LAN authority: a restored room opens its packages and is still the
room that paired workstations trust. Journals are not in it; they have their own ways to survive.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import msgspec

from koperta_crypto import keyfile
from koperta_crypto.errors import AuthenticationError, CryptoError, OutOfMemoryError
from koperta_operator.room.folder import RoomFolder
from koperta_packages.errors import Code, PackageError
from koperta_packages.identity import RoomIdentity
from koperta_sync.durable import write_durably
from koperta_sync.protocol.refusals import Refused, RefusedError

PURPOSE = "koperta/room-backup/1"
SUFFIX = ".koperta-backup"
LEAST_PASSPHRASE = 10
IDENTITY_FILE = "identity.key"
_LAN_FILES = ("authority.key", "authority.pem", "server.key", "server.pem")


class _Contents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    identity: bytes
    lan: dict[str, bytes]


def save_identity(folder: RoomFolder, identity: RoomIdentity) -> None:
    """Write the identity so that the room can read it unattended; only this user can."""
    write_durably(folder.identity / IDENTITY_FILE, identity.to_bytes())


def load_identity(folder: RoomFolder) -> RoomIdentity:
    """Read the identity; PackageError NOT_A_ROOM when the folder is no room's."""
    path = folder.identity / IDENTITY_FILE
    try:
        return RoomIdentity.from_bytes(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError) as error:
        raise PackageError(Code.NOT_A_ROOM, f"there is no {path}") from error
    except OSError as error:
        raise PackageError(Code.IO_ERROR, f"{path}: {error.strerror}") from error


def back_up(folder: RoomFolder, identity: RoomIdentity, target: Path, passphrase: str) -> tuple[Path, str]:
    """Write the sealed backup, read it back and open it; return its path and SHA-256.

    Raises PackageError BACKUP_PW_TOO_SHORT under ten characters, RefusedError when the stick kept other
    bytes, OSError for the stick.
    """
    if len(passphrase) < LEAST_PASSPHRASE:
        raise PackageError(Code.BACKUP_PW_TOO_SHORT, f"a passphrase has at least {LEAST_PASSPHRASE} characters")
    lan = {name: (folder.lan / name).read_bytes() for name in _LAN_FILES if (folder.lan / name).exists()}
    contents = msgspec.json.encode(_Contents(identity.to_bytes(), lan))
    public = {"room_id": identity.room_id, "label": identity.label, "centre_number": identity.centre_number}
    data = keyfile.protect(contents, passphrase, purpose=PURPOSE, public=public)
    path = target / f"{re.sub(r'[^A-Za-z0-9]+', '-', identity.label).strip('-')}-{identity.room_id[:8]}{SUFFIX}"
    write_durably(path, data)
    restored, _lan = read_backup(path.read_bytes(), passphrase)
    if restored.room_id != identity.room_id:
        raise RefusedError(Refused.FILE_REFUSED, f"{path}: read back differently", path=str(path))
    return path, hashlib.sha256(data).hexdigest()


def read_backup(data: bytes, passphrase: str) -> tuple[RoomIdentity, dict[str, bytes]]:
    """Open a backup; PackageError BACKUP_PW_WRONG for another passphrase, PKG_NOT_A_PACKAGE for another file."""
    try:
        secret, _public = keyfile.open_protected(data, passphrase, PURPOSE)
    except CryptoError as error:
        raise PackageError(_code_of(error), f"backup: {error}") from error
    try:
        contents = msgspec.json.decode(secret, type=_Contents)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PackageError(Code.PKG_MALFORMED, f"backup: {error}") from error
    return RoomIdentity.from_bytes(contents.identity), contents.lan


def _code_of(error: CryptoError) -> Code:
    """Tell a wrong passphrase from a file that is no backup, and both from a machine without memory."""
    if isinstance(error, AuthenticationError):
        return Code.BACKUP_PW_WRONG
    return Code.KDF_NO_MEMORY if isinstance(error, OutOfMemoryError) else Code.PKG_NOT_A_PACKAGE


def restore(folder: RoomFolder, data: bytes, passphrase: str) -> RoomIdentity:
    """Make a room's data folder from a backup; refuses a folder that is a room already."""
    identity, lan = read_backup(data, passphrase)
    if (folder.identity / IDENTITY_FILE).exists():
        raise PackageError(Code.ALREADY_THERE, f"{folder.root} holds a room already; restore into an empty folder")
    folder.create()
    for name, contents in lan.items():
        if name in _LAN_FILES:
            write_durably(folder.lan / name, contents)
    save_identity(folder, identity)
    return identity

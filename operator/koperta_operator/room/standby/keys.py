"""Pack the keys of an unlocked sitting for the standby, and unpack them there; never on any disk."""

from __future__ import annotations

import msgspec

from koperta_crypto.errors import CryptoError
from koperta_packages.errors import Code, PackageError
from koperta_packages.identity import RoomIdentity
from koperta_packages.manifest import Compartment
from koperta_packages.unlocking import Unlocked

KEYS_INFO = b"koperta/standby-keys/1:"


class _Keys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    keys: dict[str, dict[Compartment, bytes]]
    centre_secret: bytes


def packed(unlocked: Unlocked) -> bytes:
    """Return the keys as bytes, in clear: to be sealed at once."""
    keys = {package: dict(compartments) for package, compartments in unlocked.keys.items()}
    return msgspec.json.encode(_Keys(keys, unlocked.centre_secret))


def unpacked(box: bytes, sitting_id: str, identity: RoomIdentity) -> Unlocked:
    """Open sealed keys with the room's identity; PackageError KEY_MISMATCH when they are not for it."""
    try:
        found = msgspec.json.decode(identity.exchange.unwrap(box, KEYS_INFO + sitting_id.encode()), type=_Keys)
    except (CryptoError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PackageError(Code.KEY_MISMATCH, f"keys of {sitting_id}: {error}") from error
    return Unlocked(found.keys, found.centre_secret)

"""Keep what a paired machine needs to find its room again and to be recognised by it.

One folder, one file `pairing.json` in it, replaced at once: a power failure leaves the old pairing or
the new one. The file holds secret keys in clear and is readable by its owner only: a machine has to
come back without anybody typing, and the room revokes what is stolen by its table.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from koperta_crypto.errors import CryptoError
from koperta_crypto.pem import certificate_der, fingerprint
from koperta_crypto.signing import SigningKey
from koperta_sync.durable import private_folder, write_durably
from koperta_sync.pairing import Paired
from koperta_sync.protocol.pairing import MachineRole

FILE_NAME = "pairing.json"
FORMAT = "koperta/pairing-file/1"
MAX_BYTES = 64 * 1024


class CredentialsError(Exception):
    """Say that the stored pairing cannot be used; the machine has to be paired again."""


class NotPairedError(CredentialsError):
    """Say that this folder holds no pairing."""


class Credentials(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, repr_omit_defaults=True):
    """Hold one machine's pairing with one room. `repr` shows no key."""

    format: str = FORMAT
    role: MachineRole
    key_pem: str
    certificate_pem: str
    authority_pem: str
    server_name: str
    addresses: tuple[str, ...]  # "192.168.1.10:8443", the last good one first
    room_id: str
    label: str
    exam_room: str = ""
    seat_number: int = 0
    answer_seed: str  # hex, Ed25519 seed of the key that signs entries
    standby_certificate_pem: str = ""

    @property
    def answer_key(self) -> SigningKey:
        """Return the key that signs entries."""
        return SigningKey.from_seed(bytes.fromhex(self.answer_seed))

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint by which the room knows this machine."""
        return fingerprint(certificate_der(self.certificate_pem.encode()))

    def at(self, *addresses: str) -> Credentials:
        """Return the same pairing with other addresses to try, in this order."""
        return msgspec.structs.replace(self, addresses=addresses)

    def __repr__(self) -> str:
        return f"Credentials({self.role.value} {self.exam_room!r} {self.seat_number} of {self.room_id})"


def make_credentials(
    role: MachineRole, paired: Paired, key_pem: bytes, answer_key: SigningKey, addresses: tuple[str, ...]
) -> Credentials:
    """Put together what pairing left behind."""
    return Credentials(
        role=role,
        key_pem=key_pem.decode("ascii"),
        certificate_pem=paired.certificate_pem.decode("ascii"),
        authority_pem=paired.authority_pem.decode("ascii"),
        server_name=paired.server_name,
        addresses=addresses,
        room_id=paired.room_id,
        label=paired.label,
        exam_room=paired.exam_room,
        seat_number=paired.seat_number,
        answer_seed=answer_key.seed().hex(),
    )


def save(credentials: Credentials, folder: Path) -> None:
    """Store a pairing, durably and in one piece; raises OSError."""
    private_folder(folder)
    write_durably(folder / FILE_NAME, msgspec.json.format(msgspec.json.encode(credentials), indent=1))


def load(folder: Path) -> Credentials:
    """Read the pairing of a folder; NotPairedError when there is none, CredentialsError when it is damaged."""
    path = folder / FILE_NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise NotPairedError(f"{path} does not exist") from error
    except OSError as error:
        raise CredentialsError(f"{path} cannot be read: {error}") from error
    if len(data) > MAX_BYTES:
        raise CredentialsError(f"{path} is larger than any pairing")
    try:
        credentials = msgspec.json.decode(data, type=Credentials)
        _ = (credentials.fingerprint, credentials.answer_key, certificate_der(credentials.authority_pem.encode()))
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, CryptoError) as error:
        raise CredentialsError(f"{path} is damaged: {error}") from error
    if credentials.format != FORMAT:
        raise CredentialsError(f"{path} has the format {credentials.format!r}")
    if not credentials.addresses:
        raise CredentialsError(f"{path} names no address")
    return credentials


def forget(folder: Path) -> None:
    """Remove the pairing of a folder, if any; the room has to revoke the machine as well."""
    (folder / FILE_NAME).unlink(missing_ok=True)

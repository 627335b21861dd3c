"""Find one's way in a board's folder: key files, trust documents, registrations, issues.

Every private key lies in its own PIN-protected file, so that keys can be carried apart; the folder
itself holds no secret in clear. Signing keys are found by their public part: whichever files in
`keys/` belong to a role of the newest trust document can sign for it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from koperta_crypto import errors as crypto
from koperta_crypto import keyfile
from koperta_crypto.exchange import ExchangeKey
from koperta_crypto.signing import SigningKey, key_id
from koperta_packages.documents import refusing
from koperta_packages.errors import Code, PackageError
from koperta_packages.registration import Registration, read_registration
from koperta_packages.trust import TrustDocument, accept_chain

KEY_PURPOSE = "koperta/board-key/1"


@dataclass(frozen=True, slots=True)
class BoardFolder:
    """Hold the path of a board and read what lies in it."""

    path: Path

    @classmethod
    def found(cls, path: Path) -> BoardFolder:
        """Return the board in a folder, before anybody is asked for a PIN; PackageError NOT_A_BOARD."""
        board = cls(path)
        board.settings()
        return board

    @property
    def keys_folder(self) -> Path:
        """Return where the key files lie."""
        return self.path / "keys"

    @property
    def trust_folder(self) -> Path:
        """Return where the versions of the trust document lie."""
        return self.path / "trust"

    @property
    def registry_folder(self) -> Path:
        """Return where the registrations of the centres lie."""
        return self.path / "registry"

    @property
    def issued_folder(self) -> Path:
        """Return where the board keeps what it needs of each issued sitting."""
        return self.path / "issued"

    @property
    def received_folder(self) -> Path:
        """Return where received bundles and results lie."""
        return self.path / "received"

    def settings(self) -> Mapping[str, object]:
        """Return `board.toml`; PackageError NOT_A_BOARD when the folder is none."""
        try:
            return tomllib.loads((self.path / "board.toml").read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise PackageError(Code.NOT_A_BOARD, f"{self.path} is not a board folder") from error

    @property
    def fingerprint(self) -> str:
        """Return the board's fingerprint as `board.toml` keeps it."""
        return str(self.settings().get("fingerprint", ""))

    def trust_chain(self) -> list[bytes]:
        """Return every version of the trust document, oldest first."""
        files = self.trust_folder.glob("*.trust")
        return [file.read_bytes() for file in sorted(files, key=lambda one: int(one.stem))]

    def trust(self) -> TrustDocument:
        """Return the newest trust document after verifying the whole chain."""
        return accept_chain(self.trust_chain(), None, expected_board=self.fingerprint)

    def registration(self, centre_number: str) -> Registration | None:
        """Return a centre's registration without whoever has been revoked since; None if none."""
        file = self.registry_folder / f"{centre_number}.registration"
        if not file.is_file():
            return None
        # Read with the trust it was made with: the registration key may have changed since.
        found = read_registration(file.read_bytes(), None, expected_board=self.fingerprint)
        revoked = self.trust().revoked
        return Registration(
            found.centre_number,
            found.centre_name,
            found.trust,
            tuple(one for one in found.rooms if one.room_id not in revoked.rooms),
            tuple(one for one in found.officials if one.official_id not in revoked.officials),
        )

    def signers(self, role: str, pin: str, trust: TrustDocument | None = None) -> list[SigningKey]:
        """Open exactly as many signing keys of a role as its threshold needs.

        Raises PackageError KEYS_MISSING when too few key files are here, PIN_WRONG for a wrong PIN.
        """
        current = trust or self.trust()
        wanted = current.roles.named(role)
        signers: list[SigningKey] = []
        for file in sorted(self.keys_folder.glob("*.key")):
            if len(signers) == wanted.threshold:
                break
            public = keyfile.read_public(file.read_bytes()).get("public")
            if not isinstance(public, str) or public not in wanted.keys.values():
                continue
            if key_id(bytes.fromhex(public)) not in current.revoked.keys:
                signers.append(SigningKey.from_seed(self.open_key(file.stem, pin)))
        if len(signers) < wanted.threshold:
            raise PackageError(Code.KEYS_MISSING, f"{len(signers)} of {wanted.threshold} {role} keys")
        return signers

    def exchange_key(self, name: str, pin: str) -> ExchangeKey:
        """Open an answer key (`answer-primary` or `answer-escrow`)."""
        return ExchangeKey.from_bytes(self.open_key(name, pin))

    def storage_key(self, pin: str) -> bytes:
        """Open the 32-byte key under which the board keeps its issues."""
        return self.open_key("storage", pin)

    def open_key(self, name: str, pin: str) -> bytes:
        """Return a key file's secret; PackageError KEYS_MISSING or PIN_WRONG."""
        file = self.keys_folder / f"{name}.key"
        try:
            data = file.read_bytes()
        except FileNotFoundError as error:
            raise PackageError(Code.KEYS_MISSING, f"there is no {file}") from error
        except OSError as error:
            raise PackageError(Code.IO_ERROR, f"{file.name}: {error.strerror}") from error
        return open_key_file(data, pin, KEY_PURPOSE, file.name)


def open_key_file(data: bytes, pin: str, purpose: str, name: str) -> bytes:
    """Open a PIN-protected key file; PackageError PIN_WRONG tells a wrong PIN from damage."""
    try:
        with refusing(name):
            return keyfile.open_protected(data, pin, purpose)[0]
    except PackageError as error:
        if isinstance(error.__cause__, crypto.AuthenticationError):
            raise PackageError(Code.PIN_WRONG, name) from error
        raise

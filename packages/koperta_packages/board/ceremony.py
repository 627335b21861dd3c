"""Make a board's keys and keep its trust document: the ceremony, rotation, revocation.

The root keys sign nothing but trust documents. A new version carries the signatures of the old
root's threshold and of the new root's, so that a machine that knows version N accepts N + 1
without asking anybody (security notes c.10).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from koperta_crypto import keyfile
from koperta_crypto.exchange import ExchangeKey
from koperta_crypto.kdf import DEFAULT_KDF, KdfCost
from koperta_crypto.signing import SigningKey
from koperta_packages.errors import Code, PackageError
from koperta_packages.package_writer import write_whole
from koperta_packages.trust import (
    ROLE_NAMES,
    Revoked,
    Role,
    Roles,
    TrustDocument,
    accept_trust,
    board_id_of,
    sign_trust,
)

from .folder import KEY_PURPOSE, BoardFolder

LEAST_PIN = 6


@dataclass(frozen=True, slots=True)
class KeyPlan:
    """Hold how many keys root and issuing have and how many must sign."""

    root_threshold: int = 2
    roots: int = 3
    issuing_threshold: int = 2
    issuing: int = 2

    def check(self) -> None:
        """Refuse thresholds nobody can meet: PackageError COMMAND_INVALID."""
        for threshold, count in (
            (self.root_threshold, self.roots),
            (self.issuing_threshold, self.issuing),
        ):
            if not 1 <= threshold <= count <= 16:
                raise PackageError(Code.COMMAND_INVALID, f"{threshold} of {count} keys cannot sign")


def init_board(
    path: Path,
    name: str,
    pin: str,
    *,
    plan: KeyPlan | None = None,
    expires: str = "",
    kdf: KdfCost = DEFAULT_KDF,
) -> BoardFolder:
    """Make a board's folder with all its keys and version 1 of its trust document.

    Raises PackageError COMMAND_INVALID for a bad plan, PIN_TOO_SHORT, ALREADY_THERE when the folder
    is not empty.
    """
    chosen = plan or KeyPlan()
    chosen.check()
    if len(pin) < LEAST_PIN:
        raise PackageError(Code.PIN_TOO_SHORT, f"a PIN has at least {LEAST_PIN} characters")
    refuse_occupied(path)
    for folder in ("keys", "trust", "registry", "issued", "received"):
        (path / folder).mkdir(parents=True, exist_ok=True)
    board = BoardFolder(path)
    maker = _KeyMaker(board, pin, kdf)
    root = maker.role("root", chosen.roots, 1)
    roles = Roles(
        _role(root, chosen.root_threshold),
        _role(maker.role("issuing", chosen.issuing, 1), chosen.issuing_threshold),
        *(_role(maker.role(one, 1, 1), 1) for one in ("registration", "receipt", "notice")),
    )
    answer_keys = (maker.exchange("answer-primary"), maker.exchange("answer-escrow"))
    maker.store("storage", secrets.token_bytes(32), {"role": "storage"})
    board_id = board_id_of(roles.root)
    document = TrustDocument(1, board_id, name, roles, answer_keys, Revoked(), expires)
    _publish(board, document, root[: chosen.root_threshold], None)
    settings = f'name = {_toml(name)}\nfingerprint = "{document.fingerprint}"\n'
    write_whole(path / "board.toml", [settings.encode("utf-8")])
    return board


def refuse_occupied(path: Path) -> None:
    """Refuse a folder that holds anything, and a file: PackageError ALREADY_THERE."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise PackageError(Code.ALREADY_THERE, f"{path} is not an empty folder")


def revoke(board: BoardFolder, pin: str, revoked: Revoked) -> TrustDocument:
    """Publish a new trust version that revokes more keys, rooms, officials or packages."""
    old = board.trust()
    merged = Revoked(
        *(
            tuple(dict.fromkeys((*getattr(old.revoked, one), *getattr(revoked, one))))
            for one in Revoked.__struct_fields__
        )
    )
    new = msgspec.structs.replace(old, version=old.version + 1, revoked=merged)
    # The keys that are being revoked must not be needed for saying so.
    return _publish(board, new, board.signers("root", pin, new), old)


def rotate(board: BoardFolder, pin: str, role: str, *, kdf: KdfCost = DEFAULT_KDF) -> TrustDocument:
    """Publish a new trust version in which one role has fresh keys; the old ones lose their force.

    Rotating the root needs the threshold of the old root's files and signs with the new ones too.
    Raises PackageError; ValueError for a role that does not exist.
    """
    old = board.trust()
    before = old.roles.named(role)
    root_signers = board.signers("root", pin, old)
    version = old.version + 1
    fresh = _KeyMaker(board, pin, kdf).role(role, len(before.keys), version)
    changed = _role(fresh, before.threshold)
    roles = Roles(**{one: changed if one == role else old.roles.named(one) for one in ROLE_NAMES})
    new = msgspec.structs.replace(old, version=version, roles=roles)
    extra = fresh[: before.threshold] if role == "root" else []
    return _publish(board, new, [*root_signers, *extra], old)


def _publish(
    board: BoardFolder,
    document: TrustDocument,
    signers: Sequence[SigningKey],
    known: TrustDocument | None,
) -> TrustDocument:
    data = sign_trust(document, signers)
    accepted = accept_trust(data, known)  # what no room would accept never leaves the ceremony
    write_whole(board.trust_folder / f"{document.version}.trust", [data])
    return accepted


class _KeyMaker:
    """Make keys and store each under the PIN."""

    def __init__(self, board: BoardFolder, pin: str, kdf: KdfCost) -> None:
        self._board = board
        self._pin = pin
        self._kdf = kdf

    def role(self, role: str, count: int, version: int) -> list[SigningKey]:
        keys = [SigningKey.generate() for _ in range(count)]
        for number, key in enumerate(keys, start=1):
            name = role if count == 1 else f"{role}-{number}"
            if version > 1:
                name = f"{name}-v{version}"
            self.store(name, key.seed(), {"role": role, "public": key.public.hex()})
        return keys

    def exchange(self, name: str) -> str:
        key = ExchangeKey.generate()
        self.store(name, key.secret_bytes(), {"role": name, "public": key.public.hex()})
        return key.public.hex()

    def store(self, name: str, secret: bytes, public: Mapping[str, str]) -> None:
        data = keyfile.protect(secret, self._pin, purpose=KEY_PURPOSE, public=dict(public), kdf=self._kdf)
        write_whole(self._board.keys_folder / f"{name}.key", [data])


def _role(keys: Sequence[SigningKey], threshold: int) -> Role:
    return Role(threshold, {key.key_id: key.public.hex() for key in keys})


def _toml(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(one if one.isprintable() else " " for one in escaped) + '"'

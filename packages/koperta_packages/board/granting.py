"""Make a centre's grant: slots for every room and secret of one sitting."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from koperta_crypto import passphrase
from koperta_crypto.kdf import KdfCost, stretch
from koperta_crypto.signing import SigningKey
from koperta_packages.grant import (
    Grant,
    GrantedPackage,
    Slot,
    SlotKdf,
    SlotKeys,
    SlotKind,
    fill_slot,
    journal_key,
    sign_grant,
)
from koperta_packages.identity import RoomStatement
from koperta_packages.manifest import Compartment
from koperta_packages.package_writer import CompartmentKeys

from .storage import KeptCentre


@dataclass(frozen=True, slots=True)
class GrantPlan:
    """Hold what a grant is made of besides keys and secrets."""

    sitting_id: str
    issued_at: str
    trust_version: int
    kdf: KdfCost
    rooms: tuple[RoomStatement, ...]


@dataclass(frozen=True, slots=True)
class GrantedKeys:
    """Hold one package as a grant needs it."""

    package_id: str
    manifest_sha256: str
    show_preliminary_score: bool
    keys: CompartmentKeys


def make_grant(
    plan: GrantPlan,
    centre: KeptCentre,
    packages: Sequence[GrantedKeys],
    signers: Sequence[SigningKey],
) -> bytes:
    """Return the signed grant with slots for every room of the centre, spares included.

    One derivation is run per secret: its slots share the salt and differ by the rooms' shares.
    """
    phrase = passphrase.generate(secrets.token_bytes)
    empty = Grant(
        plan.sitting_id,
        centre.centre_number,
        plan.issued_at,
        plan.trust_version,
        centre.passphrase_id,
        phrase,
        journal_key(bytes.fromhex(centre.centre_secret)).public.hex(),
        tuple(GrantedPackage(one.package_id, one.manifest_sha256) for one in packages),
        (),
    )
    filler = _Filler(empty, plan, bytes.fromhex(centre.centre_secret), packages)
    slots = (
        *filler.fill(SlotKind.PASSPHRASE_ROOM, centre.passphrase),
        *filler.fill(SlotKind.EMERGENCY, centre.emergency_code),
        *filler.fill(SlotKind.REVIEW, centre.review_code),
        *filler.fill(SlotKind.REHEARSAL, phrase),
    )
    return sign_grant(msgspec.structs.replace(empty, slots=slots), list(signers))


class _Filler:
    """Fill all slots of one kind after stretching their common secret once."""

    def __init__(self, grant: Grant, plan: GrantPlan, centre_secret: bytes, packages: Sequence[GrantedKeys]) -> None:
        self._grant = grant
        self._plan = plan
        self._centre_secret = centre_secret
        self._packages = packages

    def fill(self, kind: SlotKind, secret: str) -> list[Slot]:
        cost = self._plan.kdf
        block = SlotKdf(cost.memory_kib, cost.passes, secrets.token_hex(16))
        canonical = passphrase.normalise(secret).encode("ascii")
        stretched = stretch(canonical, block.parameters())
        content = self._content(kind)
        if kind is SlotKind.EMERGENCY:
            empty = Slot(kind, None, block, None, "", "")
            return [fill_slot(self._grant, empty, stretched, None, content)]
        return [
            fill_slot(
                self._grant,
                Slot(kind, room.room_id, block, None, "", ""),
                stretched,
                bytes.fromhex(room.exchange_public),
                content,
            )
            for room in self._plan.rooms
        ]

    def _content(self, kind: SlotKind) -> SlotKeys:
        keys = {
            one.package_id: {compartment: one.keys.of(compartment) for compartment in _released(kind, one)}
            for one in self._packages
        }
        # The rehearsal phrase is public, so its slot must not carry anything that matters.
        centre_secret = bytes(32) if kind is SlotKind.REHEARSAL else self._centre_secret
        return SlotKeys(keys, centre_secret)


def _released(kind: SlotKind, package: GrantedKeys) -> tuple[Compartment, ...]:
    """Return the compartments a slot opens; the answer key only where a score may be shown."""
    match kind:
        case SlotKind.REHEARSAL:
            return (Compartment.CANARY,)
        case SlotKind.REVIEW:
            return (Compartment.TASKS, Compartment.ANSWER_KEY)
        case SlotKind.PASSPHRASE_ROOM | SlotKind.EMERGENCY:
            if package.show_preliminary_score:
                return (Compartment.TASKS, Compartment.ANSWER_KEY)
            return (Compartment.TASKS,)

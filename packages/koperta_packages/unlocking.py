"""Unlock a sitting: typed secret and room key together, checked in an order that names each fault.

Order: slips of typing and the passphrase's id before any key derivation; then the room's share;
then memory; then the passphrase itself; then that every key fits the package it is for. Tasks are
decoded into memory only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from koperta_crypto import errors as crypto
from koperta_crypto import passphrase as typed

from .errors import Code, PackageError
from .grant import Grant, Slot, SlotKeys, SlotKind, open_share, open_slot, stretch_secret
from .identity import RoomIdentity
from .items import ItemPool, decode
from .manifest import Compartment, SegmentKind
from .package import PackageFile, silent
from .score import KeySegment, decode_key

CANARY = b"koperta/canary/1"
_SYMBOLS = {
    SlotKind.PASSPHRASE_ROOM: typed.PASSPHRASE_SYMBOLS,
    SlotKind.EMERGENCY: typed.EMERGENCY_SYMBOLS,
    SlotKind.REVIEW: typed.PASSPHRASE_SYMBOLS,
}


@dataclass(frozen=True, slots=True)
class Unlocked:
    """Hold the keys of an unlocked sitting; package id → compartment → key, never on disk."""

    keys: Mapping[str, Mapping[Compartment, bytes]] = field(repr=False)
    centre_secret: bytes = field(repr=False)

    def key(self, package_id: str, compartment: Compartment) -> bytes | None:
        """Return one compartment's key, None when the grant does not release it."""
        return self.keys.get(package_id, {}).get(compartment)

    def item_pool(self, package: PackageFile) -> ItemPool:
        """Decrypt and decode the tasks of a package; PackageError if anything does not fit."""
        key = self._need(package, Compartment.TASKS)
        return decode(package.open_segment(package.only(SegmentKind.ITEMS).id, key))

    def key_segment(self, package: PackageFile) -> KeySegment | None:
        """Decrypt the answer key and score checks; None when the grant does not release them."""
        key = self.key(package.package_id, Compartment.ANSWER_KEY)
        if key is None:
            return None
        return decode_key(package.open_segment(package.only(SegmentKind.KEY).id, key))

    def picture_key(self, package: PackageFile, segment_id: str) -> bytes:
        """Return the key that opens one picture only, for one candidate's form."""
        return package.segment_key(segment_id, self._need(package, Compartment.TASKS))

    def _need(self, package: PackageFile, compartment: Compartment) -> bytes:
        key = self.key(package.package_id, compartment)
        if key is None:
            raise PackageError(Code.GRANT_WRONG_PACKAGE, package.package_id)
        return key


def check_typed(text: str, kind: SlotKind = SlotKind.PASSPHRASE_ROOM) -> str:
    """Return the canonical form of a typed secret; no key is derived.

    Raises PackageError PW_TYPO; its fact `group` (1-based) is there when the slip was located.
    """
    try:
        return typed.check(text, _SYMBOLS[kind])
    except crypto.PassphraseSlipError as error:
        facts: dict[str, int | str] = {"slip": error.kind.value}
        if error.group is not None:
            facts["group"] = error.group
        if error.count:
            facts["count"] = error.count
        raise PackageError(Code.PW_TYPO, str(error), **facts) from error


def check_passphrase_id(typed_id: str, grant: Grant) -> None:
    """Compare the four symbols printed with the passphrase with the grant's.

    Raises PackageError PW_FOR_OTHER_PACKAGE when they belong to another sitting or centre.
    """
    if typed.normalise(typed_id) != grant.passphrase_id:
        raise PackageError(Code.PW_FOR_OTHER_PACKAGE, f"expected {grant.passphrase_id}")


def unlock(
    passphrase: str,
    grant: Grant,
    packages: Sequence[PackageFile],
    room: RoomIdentity,
    progress: Callable[[int, int], None] = silent,
    *,
    passphrase_id: str | None = None,
) -> Unlocked:
    """Unlock the sitting's packages with the passphrase of the hour and the room's key.

    Takes the grant's memory and about a second; run it in a worker thread. Raises PackageError in
    this order: PW_TYPO, PW_FOR_OTHER_PACKAGE, GRANT_WRONG_PACKAGE, GRANT_WRONG_ROOM,
    KDF_NO_MEMORY, PW_WRONG, KEY_MISMATCH.
    """
    secret = check_typed(passphrase)
    if passphrase_id:
        check_passphrase_id(passphrase_id, grant)
    slot = grant.slot(SlotKind.PASSPHRASE_ROOM, room.room_id)
    return _open(secret, grant, slot, packages, room, progress)


def unlock_review(
    code: str,
    grant: Grant,
    packages: Sequence[PackageFile],
    room: RoomIdentity,
    progress: Callable[[int, int], None] = silent,
) -> Unlocked:
    """Unlock tasks and answer keys with the review code; errors as `unlock`."""
    secret = check_typed(code, SlotKind.REVIEW)
    slot = grant.slot(SlotKind.REVIEW, room.room_id)
    return _open(secret, grant, slot, packages, room, progress)


def unlock_emergency(
    code: str,
    grant: Grant,
    packages: Sequence[PackageFile],
    progress: Callable[[int, int], None] = silent,
) -> Unlocked:
    """Unlock with the help desk's emergency code, when room and spare are both dead."""
    secret = check_typed(code, SlotKind.EMERGENCY)
    slot = grant.slot(SlotKind.EMERGENCY, None)
    return _open(secret, grant, slot, packages, None, progress)


def rehearse(grant: Grant, package: PackageFile, room: RoomIdentity) -> None:
    """Run the whole unlock against the package's canary, which holds nothing worth protecting.

    What can fail on the day apart from the passphrase fails here, weeks early. Raises PackageError.
    """
    check_canary(open_rehearsal(grant, room), package)


def open_rehearsal(grant: Grant, room: RoomIdentity) -> SlotKeys:
    """Open the rehearsal slot with the grant's public phrase and the room's key."""
    slot = grant.slot(SlotKind.REHEARSAL, room.room_id)
    share = open_share(grant, slot, room.exchange)
    stretched = stretch_secret(typed.normalise(grant.rehearsal_phrase), slot)
    return open_slot(grant, slot, [stretched, share])


def check_canary(opened: SlotKeys, package: PackageFile) -> None:
    """Open a package's canary with the keys of a rehearsal slot; PackageError when it is wrong."""
    key = opened.keys.get(package.package_id, {}).get(Compartment.CANARY)
    if key is None:
        raise PackageError(Code.GRANT_WRONG_PACKAGE, package.package_id)
    if package.open_segment(package.only(SegmentKind.CANARY).id, key) != CANARY:
        raise PackageError(Code.KEY_MISMATCH, f"canary of {package.package_id}")


def _open(
    secret: str,
    grant: Grant,
    slot: Slot,
    packages: Sequence[PackageFile],
    room: RoomIdentity | None,
    progress: Callable[[int, int], None],
) -> Unlocked:
    for package in packages:
        if not grant.names(package.package_id, package.manifest_sha256):
            raise PackageError(Code.GRANT_WRONG_PACKAGE, package.package_id)
    steps = len(packages) + 1
    progress(0, steps)
    shares = [] if room is None else [open_share(grant, slot, room.exchange)]
    opened = open_slot(grant, slot, [stretch_secret(secret, slot), *shares])
    progress(1, steps)
    for done, package in enumerate(packages, start=2):
        keys = opened.keys.get(package.package_id, {})
        if Compartment.TASKS not in keys:
            raise PackageError(Code.KEY_MISMATCH, f"no key for {package.package_id}")
        for compartment, key in keys.items():
            package.check_key(compartment, key)
        progress(done, steps)
    return Unlocked(opened.keys, opened.centre_secret)

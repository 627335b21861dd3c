"""Know who answers for a rebuild: two registered officials, a chair among them, or one person with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from koperta_crypto.labels import context
from koperta_crypto.signing import SigningKey
from koperta_operator.room.library import Library
from koperta_packages.errors import Code, PackageError
from koperta_packages.identity import OfficialRole, official_id_of
from koperta_sync.bundle.signers import MAY_SIGN

CHAIRS = frozenset({OfficialRole.EXAM_CHAIR, OfficialRole.DEPUTY_EXAM_CHAIR, OfficialRole.ROOM_CHAIR})


@dataclass(frozen=True, slots=True)
class Answering:
    """Hold who signed, and why it was one person where it was."""

    officials: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    reason: str = ""


def rebuild_bytes(room_id: str, term: int, sources: Sequence[str]) -> bytes:
    """Return what officials sign: label `koperta/rebuild/1`, room id, term as u64, the SHA-256 of each source."""
    return context(
        "koperta/rebuild/1", room_id.encode(), term.to_bytes(8, "big"), *(bytes.fromhex(one) for one in sources)
    )


def answering(
    keys: Sequence[SigningKey], reason: str, library: Library, room_id: str, term: int, sources: Sequence[str]
) -> Answering:
    """Sign with officials' keys; PackageError REBUILD_UNSIGNED when they are too few and no reason is given."""
    signed = rebuild_bytes(room_id, term, sources)
    found = {official_id_of(key.public): key for key in keys}
    registered = {name: official for name in found if (official := library.official(name)) is not None}
    able = {name: one for name, one in registered.items() if one.role in MAY_SIGN}
    enough = len(able) >= 2 and any(one.role in CHAIRS for one in able.values())
    if not enough and not reason.strip():
        detail = f"{len(found)} keys, {len(able)} of them of registered officials who may sign"
        raise PackageError(Code.REBUILD_UNSIGNED, detail)
    names = sorted(able)
    return Answering(
        tuple(names), tuple(found[name].sign(signed).hex() for name in names), "" if enough else reason.strip()
    )

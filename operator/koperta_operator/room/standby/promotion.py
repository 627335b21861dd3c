"""Make a standby the room: who may say so, and how it is kept that somebody did.

Two officials sign, one of them a chair; or one breaks the glass with a reason that everybody sees. What they
decided is on the disk before this machine writes the first event of its own: a promotion is never half.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from koperta_crypto.errors import CryptoError
from koperta_crypto.kdf import derive
from koperta_crypto.sealing import open_sealed, seal
from koperta_crypto.signing import verify
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.rights import CHAIRS, OPERATOR
from koperta_operator.room.rules.events import TermBegan
from koperta_packages.errors import Code, PackageError
from koperta_packages.identity import OfficialStatement, RoomIdentity
from koperta_sync.durable import private_folder, write_durably
from koperta_sync.protocol.console import OfficialSignature
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.terms import promotion_bytes

FORMAT = "koperta/promotion/1"
_FILE = "promotion.json"
_MAY = CHAIRS | OPERATOR
_TEXT_LABEL = "koperta/room-text/1"
ENOUGH = 2


class Promotion(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Hold what officials decided: this machine is the room from this term on."""

    format: str = FORMAT
    term: int
    how: str  # promotion | break-glass
    officials: tuple[str, ...]
    sealed_reason: str = ""

    def began(self) -> TermBegan:
        """Return the event that begins the term."""
        return TermBegan(term=self.term, how=self.how, officials=self.officials, sealed_reason=self.sealed_reason)


def is_standby(folder: RoomFolder) -> bool:
    """Tell whether a folder is a standby's that nobody has promoted."""
    return folder.standby.is_dir() and load_promotion(folder) is None


def load_promotion(folder: RoomFolder) -> Promotion | None:
    """Return what was decided on this machine; PackageError SETTINGS_INVALID when the file is damaged."""
    path = folder.standby / _FILE
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Promotion)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PackageError(Code.SETTINGS_INVALID, f"{path}: {error}") from error
    return found


def keep_promotion(folder: RoomFolder, promotion: Promotion) -> None:
    """Write down what was decided, durably; OSError."""
    private_folder(folder.standby)
    write_durably(folder.standby / _FILE, msgspec.json.format(msgspec.json.encode(promotion), indent=1))


@dataclass(frozen=True, slots=True)
class Deciding:
    """Hold what a decision is checked against."""

    identity: RoomIdentity
    term: int  # the one that would begin
    challenge: str
    official: Callable[[str], OfficialStatement | None]

    def decide(self, signatures: Sequence[OfficialSignature], reason: str) -> Promotion:
        """Return the promotion these signatures make; RefusedError when they are not enough."""
        officials = {one.official_id: self._checked(one) for one in signatures}
        if not officials:
            raise RefusedError(Refused.SIGNATURES_MISSING, "nobody has signed")
        alone = len(officials) < ENOUGH
        if alone and not reason.strip():
            raise RefusedError(Refused.SIGNATURES_MISSING, "two officials, or one with a reason")
        if not alone and not any(one.role.value in CHAIRS for one in officials.values()):
            raise RefusedError(Refused.NOT_ALLOWED, "one of the two is a chair")
        return Promotion(
            term=self.term,
            how="break-glass" if alone else "promotion",
            officials=tuple(sorted(officials)),
            sealed_reason=seal_text(self.identity, reason.strip()),
        )

    def _checked(self, signature: OfficialSignature) -> OfficialStatement:
        official = self.official(signature.official_id)
        if official is None or official.role.value not in _MAY:
            raise RefusedError(Refused.NOT_ALLOWED, f"{signature.official_id} may not promote")
        signed = promotion_bytes(self.identity.room_id, self.term, self.challenge)
        try:
            verify(bytes.fromhex(official.public), signed, bytes.fromhex(signature.signature))
        except (CryptoError, ValueError) as error:
            raise RefusedError(Refused.NOT_ALLOWED, f"the signature does not fit: {error}") from error
        return official


def seal_text(identity: RoomIdentity, text: str) -> str:
    """Seal free text of the room under a key that only this room has."""
    key = derive(identity.signing.seed(), _TEXT_LABEL)
    return seal(key, text.encode(), _TEXT_LABEL.encode()).hex() if text else ""


def unseal_text(identity: RoomIdentity, sealed: str) -> str:
    """Open free text of the room; AuthenticationError for another room's."""
    key = derive(identity.signing.seed(), _TEXT_LABEL)
    return open_sealed(key, bytes.fromhex(sealed), _TEXT_LABEL.encode()).decode() if sealed else ""

"""Name every way a cryptographic check can fail.

Callers map these classes to the stable codes the operator sees; no error of an underlying library
ever leaves this component, and no message contains a secret.
"""

from enum import Enum


class CryptoError(Exception):
    """Stand for any failed check of this component."""


class FormatError(CryptoError):
    """Say that the bytes do not have the required form, or are of another type than expected."""


class LimitError(CryptoError):
    """Say that a size, count, depth or cost lies outside its bounds."""


class SignatureError(CryptoError):
    """Say that a signature of a known signer does not match the signed bytes."""


class UnknownSignerError(CryptoError):
    """Say that none of the signatures was made by a known signer."""


class ThresholdError(CryptoError):
    """Say that fewer distinct known signers signed than the role requires."""


class AuthenticationError(CryptoError):
    """Say that sealed bytes do not open: wrong key, wrong context, or damage."""


class TruncatedError(CryptoError):
    """Say that the bytes end before their own structure does."""


class TrailingDataError(CryptoError):
    """Say that bytes follow where the structure has already ended."""


class OutOfMemoryError(CryptoError):
    """Say that key stretching could not get its memory; the secret was not tried at all."""


class SlipKind(Enum):
    """Tell the kinds of slips in a typed passphrase apart."""

    MISSING = "missing"
    TOO_MANY = "too many"
    FOREIGN_SYMBOL = "foreign symbol"
    WRONG_SYMBOL = "wrong symbol"
    SWAPPED = "swapped neighbours"
    UNLOCATED = "unlocated"


class PassphraseSlipError(CryptoError):
    """Say that a passphrase was mistyped, and in which group when that is certain.

    `group` counts from 1 and is None when the slip cannot be located; `count` is the number of
    missing or superfluous symbols for the two kinds about length, else 0.
    """

    def __init__(self, group: int | None, kind: SlipKind = SlipKind.UNLOCATED, count: int = 0) -> None:
        self.group = group
        self.kind = kind
        self.count = count
        place = "" if group is None else f" in group {group}"
        amount = f" ({count})" if count else ""
        super().__init__(f"passphrase slip: {kind.value}{amount}{place}")

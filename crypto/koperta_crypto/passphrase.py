"""Make passphrases people can dictate, and locate a slip in a typed one.

Alphabet (Crockford base32), symbol values 0 to 31 in this order:
`0123456789ABCDEFGHJKMNPQRSTVWXYZ`. A passphrase has k random symbols and 2 check symbols behind
them, n = k + 2 ≤ 31, printed in groups of 4 with hyphens: `K7QF-9MZT-PX4H-22WD-RV6C`.

The check is a Reed–Solomon code over GF(32). A symbol value is a polynomial over GF(2) of degree
below 5, bit i being the coefficient of x^i; addition is exclusive or; multiplication is modulo the
primitive polynomial x^5 + x^2 + 1 (so 16·2 = 5); a = x = 2 generates all 31 non-zero elements. For
symbols c(0) … c(n-1) from left to right, a passphrase is valid when both syndromes are zero:

    S0 = c(0) + c(1) + … + c(n-1)
    S1 = c(0)·a^0 + c(1)·a^1 + … + c(n-1)·a^(n-1)

With A, B the same sums over the k random symbols, the check symbols are
c(n-1) = (B + A·a^(n-2)) / (a^(n-2) + a^(n-1)) and c(n-2) = A + c(n-1).

What the syndromes tell about a wrong input:

* one wrong symbol at position j by the difference e: S0 = e, S1 = e·a^j, so S1/S0 names j;
* neighbours j, j+1 swapped, e = c(j) + c(j+1): S0 = 0, S1 = e·(a^j + a^(j+1)) ≠ 0; the possible
  places are all j at which the typed symbols fit, often several;
* anything else fits neither or, by accident, one of them. Therefore a slip is only ever named,
  never corrected.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .errors import PassphraseSlipError, SlipKind

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_SYMBOLS = 2
GROUP = 4
PASSPHRASE_SYMBOLS = 18
CARD_SYMBOLS = 10
EMERGENCY_SYMBOLS = 26
MAX_SYMBOLS = 29
_POLYNOMIAL = 0b100101
_ORDER = 31
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_LOOKALIKES = str.maketrans("OIL", "011")
_IGNORED = {"Pd", "Zs", "Cf", "Cc"}  # dashes, spaces, invisible and control characters


def _powers() -> tuple[int, ...]:
    values = [1]
    while len(values) < _ORDER:
        doubled = values[-1] << 1
        values.append(doubled ^ _POLYNOMIAL if doubled & 32 else doubled)
    return tuple(values)


_EXP = _powers()
_LOG = {value: exponent for exponent, value in enumerate(_EXP)}


@dataclass(frozen=True, slots=True)
class Slip:
    """Hold what is known of a slip: its kind and its group, counted from 1, or None."""

    kind: SlipKind
    group: int | None


def generate(random_bytes: Callable[[int], bytes], symbols: int = PASSPHRASE_SYMBOLS) -> str:
    """Make a passphrase of `symbols` random symbols (5 bits each) and 2 check symbols, grouped.

    `random_bytes(n)` returns n random bytes, normally `secrets.token_bytes`.
    """
    _check_symbols(symbols)
    values = [byte & 31 for byte in random_bytes(symbols)]
    if len(values) != symbols:
        raise ValueError("the source of randomness returned a wrong number of bytes")
    return grouped("".join(ALPHABET[value] for value in values + _check_values(values)))


def normalise(text: str) -> str:
    """Undo what typing changes: width, case, spaces and hyphens, and O, I, L for 0, 1, 1."""
    folded = unicodedata.normalize("NFKC", text).upper()
    kept = (sign for sign in folded if not _is_ignored(sign))
    return "".join(kept).translate(_LOOKALIKES)


def grouped(text: str) -> str:
    """Return the normalised text in groups of 4 with hyphens, as it is printed."""
    plain = normalise(text)
    return "-".join(plain[at : at + GROUP] for at in range(0, len(plain), GROUP))


def check(text: str, symbols: int = PASSPHRASE_SYMBOLS) -> str:
    """Return the canonical form (no hyphens) of a typed passphrase with `symbols` random symbols.

    Raises PassphraseSlipError that says what is wrong: missing or superfluous symbols, a foreign
    character, or a slip located by the check symbols. Never corrects anything.
    """
    _check_symbols(symbols)
    plain = normalise(text)
    excess = len(plain) - symbols - CHECK_SYMBOLS
    if excess:
        kind = SlipKind.TOO_MANY if excess > 0 else SlipKind.MISSING
        raise PassphraseSlipError(None, kind, abs(excess))
    slip = located_slip(plain)
    if slip is not None:
        raise PassphraseSlipError(slip.group, slip.kind)
    return plain


def located_slip(text: str) -> Slip | None:
    """Return what the check symbols tell of a slip in a complete passphrase, None for no slip.

    The group is named only when every explanation by one wrong symbol or one swap of neighbours
    lies in it. Raises PassphraseSlipError when the length is none a passphrase can have.
    """
    plain = normalise(text)
    if len(plain) <= CHECK_SYMBOLS:
        raise PassphraseSlipError(None, SlipKind.MISSING, CHECK_SYMBOLS + 1 - len(plain))
    if len(plain) > _ORDER:
        raise PassphraseSlipError(None, SlipKind.TOO_MANY, len(plain) - _ORDER)
    foreign = [at for at, sign in enumerate(plain) if sign not in _VALUES]
    if foreign:
        return Slip(SlipKind.FOREIGN_SYMBOL, _group(foreign[0]))
    values = [_VALUES[sign] for sign in plain]
    total, weighted = _sums(values)
    if total == 0 and weighted == 0:
        return None
    if total == 0:
        return _slip_of_swaps(list(_possible_swaps(values, weighted)))
    if weighted == 0:
        return Slip(SlipKind.UNLOCATED, None)
    place = _LOG[_divide(weighted, total)]
    if place >= len(values):
        return Slip(SlipKind.UNLOCATED, None)
    return Slip(SlipKind.WRONG_SYMBOL, _group(place))


def _possible_swaps(values: list[int], weighted: int) -> Iterator[int]:
    for at in range(len(values) - 1):
        difference = _divide(weighted, _EXP[at] ^ _EXP[at + 1])
        if values[at] ^ values[at + 1] == difference:
            yield at


def _slip_of_swaps(places: list[int]) -> Slip:
    if not places:
        return Slip(SlipKind.UNLOCATED, None)
    groups = {_group(at) for at in places} | {_group(at + 1) for at in places}
    return Slip(SlipKind.SWAPPED, groups.pop() if len(groups) == 1 else None)


def _check_values(values: list[int]) -> list[int]:
    total, weighted = _sums(values)
    first = len(values)
    numerator = weighted ^ _multiply(total, _EXP[first])
    last = _divide(numerator, _EXP[first] ^ _EXP[first + 1])
    return [total ^ last, last]


def _sums(values: list[int]) -> tuple[int, int]:
    total = weighted = 0
    for at, value in enumerate(values):
        total ^= value
        weighted ^= _multiply(value, _EXP[at])
    return total, weighted


def _multiply(left: int, right: int) -> int:
    if left == 0 or right == 0:
        return 0
    return _EXP[(_LOG[left] + _LOG[right]) % _ORDER]


def _divide(left: int, right: int) -> int:
    return 0 if left == 0 else _EXP[(_LOG[left] - _LOG[right]) % _ORDER]


def _group(at: int) -> int:
    return at // GROUP + 1


def _is_ignored(sign: str) -> bool:
    return sign == "\u2212" or unicodedata.category(sign) in _IGNORED


def _check_symbols(symbols: int) -> None:
    if not 1 <= symbols <= MAX_SYMBOLS:
        raise ValueError(f"a passphrase has 1 to {MAX_SYMBOLS} random symbols")

"""Check a PESEL number and read the birth date and sex in it (Act on the population register, art. 15)."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from datetime import date

_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
_CENTURIES = {0: 1900, 1: 2000, 2: 2100, 3: 2200, 4: 1800}
_DIGITS = re.compile(r"[0-9]{11}")


class Sex(enum.StrEnum):
    """Name the sex that the tenth digit states."""

    FEMALE = "K"
    MALE = "M"


@dataclass(frozen=True, slots=True)
class Pesel:
    """Hold a valid number with what it states."""

    number: str
    born: date
    sex: Sex


def parse_pesel(text: str) -> Pesel:
    """Return the number with its date and sex. Raises ValueError with the reason in Polish."""
    if not text.isascii() or not text.isdigit():
        raise ValueError("PESEL może zawierać tylko cyfry 0–9")
    if _DIGITS.fullmatch(text) is None:
        raise ValueError(f"PESEL ma {len(text)} cyfr zamiast 11")
    digits = [int(digit) for digit in text]
    total = sum(digit * weight for digit, weight in zip(digits[:10], _WEIGHTS, strict=True))
    if -total % 10 != digits[10]:
        raise ValueError("błędna cyfra kontrolna w PESEL")
    century, month = divmod(int(text[2:4]), 20)
    try:
        born = date(_CENTURIES[century] + int(text[:2]), month, int(text[4:6]))
    except ValueError:
        raise ValueError("w PESEL jest data urodzenia, która nie istnieje") from None
    return Pesel(text, born, Sex.MALE if digits[9] % 2 else Sex.FEMALE)

"""Compute like a simple pocket calculator: four functions, one key at a time; pure.

Decimal arithmetic, so that 0.1 + 0.2 is 0.3; twelve digits, as such calculators show.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException

DIGITS = 12
_CONTEXT = Context(prec=28, rounding=ROUND_HALF_UP)
_LIMIT = Decimal(10) ** DIGITS


@dataclass(frozen=True, slots=True)
class Sum:
    """Hold the state between two keys: the number being typed, the one kept, and what joins them."""

    typed: str = "0"
    kept: Decimal | None = None
    operation: str = ""
    fresh: bool = True  # the next digit begins a new number
    failed: bool = False

    @property
    def shown(self) -> str:
        """Return the display, with a decimal comma; `E` after an impossible operation."""
        return "E" if self.failed else self.typed.replace(".", ",")


def press(sum_: Sum, key: str) -> Sum:
    """Return the state after a key: a digit, `,`, `+ - * /`, `=`, `<` (last digit away), `C` (all away).

    Any other key changes nothing; after an error only `C` does.
    """
    if key == "C":
        return Sum()
    if sum_.failed:
        return sum_
    if len(key) == 1 and key in "0123456789":
        return _digit(sum_, key)
    if key == ",":
        return _comma(sum_)
    if key == "<":
        return _shorter(sum_)
    if key in ("+", "-", "*", "/"):
        done = sum_ if sum_.fresh and sum_.operation else _computed(sum_)
        return done if done.failed else replace(done, kept=Decimal(done.typed), operation=key, fresh=True)
    return _computed(sum_) if key == "=" else sum_


def _digit(sum_: Sum, digit: str) -> Sum:
    if sum_.fresh:
        return replace(sum_, typed=digit, fresh=False)
    if sum(sign.isdigit() for sign in sum_.typed) >= DIGITS:
        return sum_
    return replace(sum_, typed=digit if sum_.typed == "0" else sum_.typed + digit)


def _comma(sum_: Sum) -> Sum:
    if sum_.fresh:
        return replace(sum_, typed="0.", fresh=False)
    return sum_ if "." in sum_.typed else replace(sum_, typed=sum_.typed + ".")


def _shorter(sum_: Sum) -> Sum:
    if sum_.fresh:
        return sum_
    return replace(sum_, typed=sum_.typed[:-1] or "0")


def _computed(sum_: Sum) -> Sum:
    right = Decimal(sum_.typed)
    if sum_.kept is None or not sum_.operation:
        return replace(sum_, typed=_written(right), fresh=True)
    try:
        result = _apply(sum_.kept, sum_.operation, right)
    except DecimalException:
        return replace(sum_, failed=True)
    if abs(result) >= _LIMIT:
        return replace(sum_, failed=True)
    return Sum(typed=_written(result), fresh=True)


def _apply(left: Decimal, operation: str, right: Decimal) -> Decimal:
    if operation == "+":
        return _CONTEXT.add(left, right)
    if operation == "-":
        return _CONTEXT.subtract(left, right)
    if operation == "*":
        return _CONTEXT.multiply(left, right)
    return _CONTEXT.divide(left, right)


def _written(number: Decimal) -> str:
    """Return a number with at most twelve digits and no superfluous zeros."""
    whole = max(1, number.adjusted() + 1)
    places = max(0, DIGITS - whole)
    text = f"{number.quantize(Decimal(1).scaleb(-places), context=_CONTEXT):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text

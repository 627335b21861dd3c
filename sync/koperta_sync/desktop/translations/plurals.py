"""Choose the form of a counted noun; every language has its own rule (CLDR, cardinal numbers).

A text with a number exists in three Polish forms, „1 minutę”, „2 minuty”, „5 minut”, and each has a
translation of its own. Which one is asked for follows the language in force, not the Polish rule.
"""

from __future__ import annotations

import enum


class Form(enum.Enum):
    """Name the forms a counted noun can take."""

    ONE = "one"
    FEW = "few"
    MANY = "many"


def form_of(number: int, language: str) -> Form:
    """Return the form a whole number, zero or more, asks for in pl, en or uk; other languages as in English."""
    few = number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14)
    if language == "pl":
        return Form.ONE if number == 1 else Form.FEW if few else Form.MANY
    if language == "uk":
        return Form.ONE if number % 10 == 1 and number % 100 != 11 else Form.FEW if few else Form.MANY
    return Form.ONE if number == 1 else Form.MANY

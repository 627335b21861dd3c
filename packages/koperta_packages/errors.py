"""Refuse a file or a command: a stable code, and from it the Polish sentence and the next step."""

from __future__ import annotations

from .codes import Code
from .guidance import GUIDANCE, Guidance

__all__ = ["GUIDANCE", "Code", "Guidance", "PackageError"]


class PackageError(Exception):
    """Refuse a file or an act with a stable code.

    `detail` names the thing and the place in English for logs and experts, `facts` carries the
    numbers a screen may show (bytes missing, the group with the slip, the segment's id).
    """

    def __init__(self, code: Code, detail: str = "", **facts: int | str) -> None:
        super().__init__(f"{code}: {detail}" if detail else str(code))
        self.code = code
        self.detail = detail
        self.facts = facts

    @property
    def guidance(self) -> Guidance:
        """Return the Polish sentence and the next step for this code."""
        return GUIDANCE[self.code]

    def sentence(self) -> str:
        """Return the Polish sentence with the facts a person can act on: the group, the missing bytes."""
        plain = self.guidance.sentence
        group, have, need = self.facts.get("group"), self.facts.get("have"), self.facts.get("need")
        if self.code is Code.PW_TYPO and isinstance(group, int) and 0 < group <= len(_ORDINALS):
            return f"W {_ORDINALS[group - 1]} grupie jest literówka."
        if isinstance(have, int) and isinstance(need, int) and need > have:
            return f"{plain[:-1]} (brakuje {_size(need - have)})."
        return plain


_ORDINALS = ("pierwszej", "drugiej", "trzeciej", "czwartej", "piątej", "szóstej", "siódmej")
_KILO = 1000


def _size(count: int) -> str:
    """Write a number of bytes as a Polish reader expects it."""
    if count < _KILO:
        return f"{count} B"
    if count < _KILO * _KILO:
        return f"{count / _KILO:.1f} kB".replace(".", ",")
    return f"{count / _KILO / _KILO:.1f} MB".replace(".", ",")

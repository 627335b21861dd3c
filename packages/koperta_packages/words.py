"""Turn a seed into random numbers exactly as `docs/draw.md` says: a SHA-256 counter stream."""

from __future__ import annotations

import hashlib
import struct
from typing import TypeVar

_T = TypeVar("_T")
_BLOCK = struct.Struct(">8I")


class Words:
    """Yield unsigned 32-bit words: block i is SHA-256(seed ‖ u64be i), eight big-endian words each."""

    __slots__ = ("_block", "_seed", "_words")

    def __init__(self, seed: bytes) -> None:
        self._seed = seed
        self._block = 0
        self._words: list[int] = []

    def word(self) -> int:
        """Return the next word."""
        if not self._words:
            block = hashlib.sha256(self._seed + self._block.to_bytes(8, "big")).digest()
            self._words = list(reversed(_BLOCK.unpack(block)))
            self._block += 1
        return self._words.pop()

    def below(self, bound: int) -> int:
        """Return a number from 0 to `bound` - 1, each equally likely, by rejection sampling.

        Takes as many words at a time as `bound` - 1 needs, at least one, the first most significant.
        """
        count = max(1, ((bound - 1).bit_length() + 31) // 32)
        space = 1 << (32 * count)
        limit = space - space % bound
        while True:
            value = self.word()
            for _ in range(count - 1):
                value = value << 32 | self.word()
            if value < limit:
                return value % bound

    def shuffle(self, values: list[_T]) -> None:
        """Put `values` into a random order in place: Fisher–Yates from the end."""
        for last in range(len(values) - 1, 0, -1):
            other = self.below(last + 1)
            values[last], values[other] = values[other], values[last]

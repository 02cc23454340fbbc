"""Chance with a seed: the same seed draws the same, on every machine and version."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws that depend on their seed alone.

    `random` promises the same floats, but not the same choices, from version to
    version; the corpus has to be the same bytes everywhere.
    """

    def __init__(self, *seed: object) -> None:
        """Start from what is drawn for."""
        self._seed = "/".join(map(str, seed))
        self._count = 0

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to below the limit."""
        self._count += 1
        drawn = sha256(f"{self._seed}#{self._count}".encode()).digest()
        return int.from_bytes(drawn[:8], "big") % limit

    def between(self, low: int, high: int) -> int:
        """Return a whole number, both ends included."""
        return low + self.below(high - low + 1)

    def one(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        return options[self.below(len(options))]

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """Return that many different options, in the order drawn."""
        left = list(options)
        return [left.pop(self.below(len(left))) for _ in range(count)]

    def happens(self, percent: int) -> bool:
        """Return whether something happens that does so in so many of a hundred."""
        return self.below(100) < percent

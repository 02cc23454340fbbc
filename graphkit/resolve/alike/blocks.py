"""Blocks: names that share a key, and the pairs of them that are to be compared.

A block that has grown too large tells nothing and gives no pair: a name's other keys
narrow it. What a block gives depends on nothing but how many names it holds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.resolve.alike.keys import Key, Side

MOST_WHOLES = 24
"""Names that are compared with one another."""
MOST_SPELLINGS = 4
"""Names, spellings of one body, that all the parts of a block are compared with."""
MOST_ACROSS = 256
"""Pairs of a Chinese and a Latin name in one block."""

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Blocks:
    """Entries in order of their key: its number, what the name is to it, the name."""

    number: Numbers
    side: npt.NDArray[np.uint8]
    owner: npt.NDArray[np.int32]

    @staticmethod
    def of(keys: Iterable[Sequence[Key]]) -> "Blocks":
        """Return the blocks of names, given the keys of each."""
        rows = [(n, s, owner) for owner, held in enumerate(keys) for n, s in held]
        table = np.array(rows, np.int64).reshape(-1, 3)
        return Blocks.sorted(table[:, 0], table[:, 1], table[:, 2])

    @staticmethod
    def sorted(
        number: npt.NDArray[Any], side: npt.NDArray[Any], owner: npt.NDArray[Any]
    ) -> "Blocks":
        """Return the blocks of entries in any order."""
        order = np.lexsort((owner, side, number))
        return Blocks(
            number[order].astype(np.int64),
            side[order].astype(np.uint8),
            owner[order].astype(np.int32),
        )

    def pairs(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """Return all pairs of names to compare, the smaller first, sorted."""
        first = np.flatnonzero(np.append(True, self.number[1:] != self.number[:-1]))
        if not len(self.number):
            return self.owner, self.owner
        block = np.zeros(len(self.number), np.int64)
        block[first[1:]] = 1
        place = np.cumsum(block) * len(Side) + self.side
        counts = np.bincount(place, minlength=len(first) * len(Side))
        counts = counts.reshape(-1, len(Side))
        starts = first[:, None] + np.cumsum(counts, axis=1) - counts
        found = [
            self._within(starts, counts),
            self._between(starts, counts, Side.WHOLE, Side.PART),
            self._between(starts, counts, Side.CHINESE, Side.LATIN),
        ]
        one, other = (np.concatenate(side) for side in zip(*found, strict=True))
        two = one != other
        one, other = one[two], other[two]
        low, high = np.minimum(one, other), np.maximum(one, other)
        size = np.int64(self.owner.max()) + 1
        both = np.unique(low.astype(np.int64) * size + high)
        return (both // size).astype(np.int32), (both % size).astype(np.int32)

    def _within(
        self, starts: Numbers, counts: Numbers
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        one, other = [self.owner[:0]], [self.owner[:0]]
        wholes = counts[:, Side.WHOLE]
        for size in range(2, MOST_WHOLES + 1):
            start = starts[wholes == size, Side.WHOLE]
            a, b = np.triu_indices(size, 1)
            one.append(self.owner[(start[:, None] + a).ravel()])
            other.append(self.owner[(start[:, None] + b).ravel()])
        return np.concatenate(one), np.concatenate(other)

    def _between(
        self, starts: Numbers, counts: Numbers, left: Side, right: Side
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        ours, theirs = counts[:, left], counts[:, right]
        chosen = np.flatnonzero(fits(left, ours, theirs) & (ours * theirs > 0))
        ours, theirs = ours[chosen], theirs[chosen]
        product = ours * theirs
        block = np.repeat(np.arange(len(chosen)), product)
        at = np.arange(len(block)) - np.repeat(np.cumsum(product) - product, product)
        a, b = starts[chosen, left], starts[chosen, right]
        width = theirs[block]
        return (
            self.owner[a[block] + at // width],
            self.owner[b[block] + at % width],
        )


def fits(left: Side, ours: Any, theirs: Any) -> Any:
    """Say of numbers of names of two sides whether their pairs are compared."""
    if left == Side.CHINESE:
        return ours * theirs <= MOST_ACROSS
    return ours <= MOST_SPELLINGS

"""Which Documents state an edge, and whether edges share one."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.search.arrays import NONE, Flags, Ints, Letters, Longs, grouped, spread


@dataclass(frozen=True, slots=True)
class Support:
    """The Documents that state every edge: `document[start[e]:start[e + 1]]`.

    Numbers count among Documents and ascend; `compiled` says of each Document whether
    it is a reading by others. `only` is an edge's first Document that is not
    compiled, NONE where it has none, and `several` says that it has more of them.
    `grade` is the best that an edge allows by itself (see `grades.floors`).
    """

    start: Longs
    document: Ints
    compiled: Flags
    only: Ints
    several: Flags
    grade: Letters

    def count(self, edges: Any) -> npt.NDArray[np.int64]:
        """Return by how many Documents each edge is stated."""
        counted: npt.NDArray[np.int64] = self.start[edges + 1] - self.start[edges]
        return counted

    def shared(self, hops: npt.NDArray[np.int64]) -> Flags:
        """Say of each row of edges whether one Document, not compiled, states them all.

        NONE stands for no hop, and never in the first column.
        """
        absent = hops == NONE
        only = self.only[hops]
        same: Flags = ((only == only[:, :1]) | absent).all(axis=1)
        same &= only[:, 0] != NONE
        several = (self.several[hops] & ~absent).any(axis=1)
        unsure = ~same & several & ((only != NONE) | absent).all(axis=1)
        same[unsure] = self._any_shared(hops[unsure])
        return same

    def _any_shared(self, hops: npt.NDArray[np.int64]) -> Flags:
        row, place = spread(self.start[hops[:, 0]], self.start[hops[:, 0] + 1])
        stated = self.document[place]
        held = ~self.compiled[stated]
        for column in hops.T[1:]:
            held &= (column[row] == NONE) | self._states(column[row], stated)
        return np.bincount(row[held], minlength=len(hops)) > 0

    def _states(self, edge: npt.NDArray[np.int64], document: Ints) -> Flags:
        """Say whether each edge is stated by the document beside it, by bisection."""
        low, last = self.start[edge], self.start[edge + 1]
        high = last
        while (open_ := low < high).any():
            middle = (low + high) // 2
            below = self.document[np.where(open_, middle, 0)] < document
            low = np.where(open_ & below, middle + 1, low)
            high = np.where(open_ & ~below, middle, high)
        found: Flags = (
            self.document[np.minimum(low, len(self.document) - 1)] == document
        )
        return (low < last) & found


def supported(
    edge: npt.NDArray[Any], document: npt.NDArray[Any], compiled: Flags, grade: Letters
) -> Support:
    """Return the support of edges, given (edge, document) pairs in ascending order."""
    plain = ~compiled[document] if len(document) else np.zeros(0, np.bool_)
    owner, number = edge[plain], document[plain]
    only = np.full(len(grade), NONE, np.int32)
    only[owner[::-1]] = number[::-1]
    several = np.bincount(owner, minlength=len(grade)) > 1
    start = grouped(edge, len(grade))
    return Support(start, document.astype(np.int32), compiled, only, several, grade)

"""Where things stand: boxes in columns, few crossings, lines nearly level.

Boxes of one column are ordered by the mean place of their neighbours, sweep by sweep,
and the best order seen is kept; then heights settle by isotonic regression, which gives
each box the place nearest to its neighbours' that leaves the gaps whole. Nothing is
random: equal input, equal places.
"""

from bisect import bisect_right, insort
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Edge = tuple[int, int]
_Floats = NDArray[np.float64]
_Ints = NDArray[np.intp]

ORDER_SWEEPS = 12
LEVEL_SWEEPS = 8
PATIENCE = 4
"""Sweeps without a better order after which the best one is taken."""


def stack(
    columns: Sequence[int],
    heights: Sequence[float],
    edges: Sequence[Edge],
    weights: Sequence[float],
    gap: float,
) -> list[float]:
    """Return the middle of each box, in the units of `heights`; the topmost is at 0.

    `edges` join boxes of neighbouring columns; a heavier one is kept straighter.
    Boxes come in the order in which they should stand where nothing speaks against it.
    """
    if not columns:
        return []
    column = np.asarray(columns, dtype=np.intp)
    ends = np.asarray(edges, dtype=np.intp).reshape(-1, 2)
    near = _Neighbours(column, ends, np.asarray(weights, dtype=np.float64))
    order = _order(near)
    middles = _level(near, order, np.asarray(heights, dtype=np.float64), gap)
    tops = middles - np.asarray(heights, dtype=np.float64) / 2
    return [round(float(middle), 1) for middle in middles - tops.min()]


class _Seen(NamedTuple):
    """The lines of a column's boxes to one side: which box, to whom, how heavy.

    `total` is the weight at each box; 1 where it stands `alone`, without a line.
    """

    here: _Ints
    there: _Ints
    weight: _Floats
    total: _Floats
    alone: _Ints


class _Neighbours:
    """Who stands beside whom, seen from the left, from the right, or from both."""

    def __init__(self, column: _Ints, ends: _Ints, weights: _Floats) -> None:
        self.column = column
        self.count = int(column.max()) + 1
        self.members = [np.flatnonzero(column == k) for k in range(self.count)]
        self.local = np.zeros(len(column), dtype=np.intp)
        for members in self.members:
            self.local[members] = np.arange(len(members))
        self.here = np.concatenate([ends[:, 0], ends[:, 1]])
        self.there = np.concatenate([ends[:, 1], ends[:, 0]])
        self.weight = np.concatenate([weights, weights])
        self.side = np.sign(column[self.there] - column[self.here])
        self.seen: dict[tuple[int, int], _Seen] = {}
        left = column[ends[:, 0]]
        self.between = [ends[left == k].T for k in range(self.count - 1)]

    def mean(self, place: _Floats, boxes: _Ints, k: int, side: int) -> _Floats:
        """Return the mean place of the neighbours of boxes of column `k`, on a side.

        A box that has none there keeps its own place.
        """
        if (k, side) not in self.seen:
            self.seen[k, side] = self._look(k, side)
        seen = self.seen[k, side]
        if not len(seen.here):
            return place[boxes]
        sums = np.bincount(seen.here, seen.weight * place[seen.there], len(seen.total))
        means: _Floats = sums / seen.total
        if len(seen.alone):
            means[seen.alone] = place[self.members[k][seen.alone]]
        return means[self.local[boxes]]

    def _look(self, k: int, side: int) -> _Seen:
        use = (self.column[self.here] == k) & (
            self.side == side if side else self.side != 0
        )
        here, weight = self.local[self.here[use]], self.weight[use]
        total = np.bincount(here, weight, len(self.members[k])).astype(np.float64)
        alone = np.flatnonzero(total == 0)
        total[alone] = 1.0
        return _Seen(here, self.there[use], weight, total, alone)


def _order(near: _Neighbours) -> list[_Ints]:
    order = [members.copy() for members in near.members]
    place = np.zeros(len(near.column))
    for members in order:
        place[members] = _spread(len(members))
    best, fewest = [members.copy() for members in order], _crossings(place, near)
    since = 0
    for sweep in range(ORDER_SWEEPS):
        if not fewest or since == PATIENCE:
            break
        forward = sweep % 2 == 0
        side = 0 if sweep % 4 > 1 else (-1 if forward else 1)
        for k in range(near.count) if forward else reversed(range(near.count)):
            wanted = near.mean(place, order[k], k, side)
            order[k] = order[k][wanted.argsort(kind="stable")]
            place[order[k]] = _spread(len(order[k]))
        crossings = _crossings(place, near)
        since += 1
        if crossings < fewest:
            best, fewest = [members.copy() for members in order], crossings
            since = 0
    return best


@lru_cache(maxsize=1024)
def _spread(size: int) -> _Floats:
    """Return places from 0 to 1 at equal distances; who asks must not change them."""
    return (np.arange(size) + 0.5) / max(size, 1)


def _crossings(place: _Floats, near: _Neighbours) -> int:
    """Count the pairs of lines that cross between neighbouring columns."""
    crossings = 0
    for starts, tips in near.between:
        left, right = place[starts], place[tips]
        seen: list[float] = []
        for end in right[np.lexsort((right, left))].tolist():
            crossings += len(seen) - bisect_right(seen, end)
            insort(seen, end)
    return crossings


def _level(
    near: _Neighbours, order: list[_Ints], heights: _Floats, gap: float
) -> _Floats:
    middles = np.zeros(len(heights))
    offsets = []
    for members in order:
        half = heights[members] / 2
        steps = np.concatenate([[0.0], half[:-1] + half[1:] + gap])
        offset = np.cumsum(steps)
        offsets.append(offset)
        if len(members):
            middles[members] = offset - offset.mean()
    for sweep in range(LEVEL_SWEEPS):
        last = sweep >= LEVEL_SWEEPS - 2
        forward = sweep % 2 == 0
        for k in range(near.count) if forward else reversed(range(near.count)):
            side = 0 if last else (-1 if forward else 1)
            wanted = near.mean(middles, order[k], k, side)
            settled = _nondecreasing(wanted - offsets[k])
            middles[order[k]] = settled + offsets[k]
    return middles


def _nondecreasing(wanted: _Floats) -> _Floats:
    """Return the nondecreasing numbers nearest to the wanted ones (pool neighbours)."""
    if (wanted[1:] >= wanted[:-1]).all():
        return wanted
    pools: list[tuple[float, int]] = []
    for value in wanted.tolist():
        mean, size = value, 1
        while pools and pools[-1][0] > mean:
            before, count = pools.pop()
            mean = (mean * size + before * count) / (size + count)
            size += count
        pools.append((mean, size))
    return np.repeat([mean for mean, _ in pools], [size for _, size in pools])

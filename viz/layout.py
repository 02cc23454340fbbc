"""Where things stand: boxes in columns, few crossings, lines nearly level.

Boxes of one column are ordered by the mean place of their neighbours, sweep by sweep,
and the best order seen is kept; then heights settle by isotonic regression, which gives
each box the place nearest to its neighbours' that leaves the gaps whole. Nothing is
random: equal input, equal places.
"""

from bisect import bisect_right, insort
from collections.abc import Sequence
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
    sheets: Sequence[int] = (),
) -> list[float]:
    """Return the middle of each box, in the units of `heights`; the topmost is at 0.

    `edges` join boxes of neighbouring columns; a heavier one is kept straighter.
    Boxes come in the order in which they should stand where nothing speaks against it.
    With `sheets` (the number of each box's, from 0, in order; no edge leaves one) each
    sheet is stacked as if it were alone: at once, for many small ones take long.
    """
    if not columns:
        return []
    column = np.asarray(columns, dtype=np.intp)
    sheet = np.asarray(sheets or [0] * len(columns), dtype=np.intp)
    ends = np.asarray(edges, dtype=np.intp).reshape(-1, 2)
    near = _Neighbours(column, sheet, ends, np.asarray(weights, dtype=np.float64))
    height = np.asarray(heights, dtype=np.float64)
    middles = _level(near, _order(near), height, gap)
    top = np.full(near.sheets, np.inf)
    np.minimum.at(top, sheet, middles - height / 2)
    return [round(middle, 1) for middle in (middles - top[sheet]).tolist()]


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

    def __init__(
        self, column: _Ints, sheet: _Ints, ends: _Ints, weights: _Floats
    ) -> None:
        self.column, self.sheet = column, sheet
        self.count, self.sheets = int(column.max()) + 1, int(sheet.max()) + 1
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
        self.spread = [self._spread(members) for members in self.members]

    def _spread(self, members: _Ints) -> _Floats:
        """Return places from 0 to 1 at equal distances, sheet by sheet."""
        sizes = np.bincount(self.sheet[members], minlength=self.sheets)
        rank = np.arange(len(members)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        places: _Floats = (rank + 0.5) / np.repeat(sizes, sizes)
        return places

    def sort(self, boxes: _Ints, wanted: _Floats) -> _Ints:
        """Return boxes by what is wanted, sheet by sheet; equals stay as they are."""
        return boxes[np.lexsort((wanted, self.sheet[boxes]))]

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
    for members, spread in zip(order, near.spread, strict=True):
        place[members] = spread
    best, fewest = place.copy(), _crossings(place, near)
    since = np.zeros(near.sheets, dtype=np.intp)
    for sweep in range(ORDER_SWEEPS):
        is_open = (fewest > 0) & (since < PATIENCE)
        if not is_open.any():
            break
        forward = sweep % 2 == 0
        side = 0 if sweep % 4 > 1 else (-1 if forward else 1)
        for k in range(near.count) if forward else reversed(range(near.count)):
            order[k] = near.sort(order[k], near.mean(place, order[k], k, side))
            place[order[k]] = near.spread[k]
        crossings = _crossings(place, near)
        better = is_open & (crossings < fewest)
        since = np.where(better, 0, since + 1)
        fewest = np.where(better, crossings, fewest)
        best = np.where(better[near.sheet], place, best)
    return [near.sort(members, best[members]) for members in near.members]


def _crossings(place: _Floats, near: _Neighbours) -> _Ints:
    """Count the pairs of lines that cross between neighbouring columns, by sheet."""
    crossings = [0] * near.sheets
    apart = place + near.sheet  # places are between 0 and 1: no line crosses a sheet
    for starts, tips in near.between:
        left, right = apart[starts], apart[tips]
        seen: list[float] = []
        for end in right[np.lexsort((right, left))].tolist():
            crossings[int(end)] += len(seen) - bisect_right(seen, end)
            insort(seen, end)
    return np.asarray(crossings, dtype=np.intp)


def _level(
    near: _Neighbours, order: list[_Ints], heights: _Floats, gap: float
) -> _Floats:
    middles = np.zeros(len(heights))
    offsets = [_offsets(near, members, heights, gap) for members in order]
    for members, offset in zip(order, offsets, strict=True):
        middles[members] = offset
    for sweep in range(LEVEL_SWEEPS):
        last = sweep >= LEVEL_SWEEPS - 2
        forward = sweep % 2 == 0
        for k in range(near.count) if forward else reversed(range(near.count)):
            side = 0 if last else (-1 if forward else 1)
            wanted = near.mean(middles, order[k], k, side)
            settled = _nondecreasing(wanted - offsets[k], near.sheet[order[k]])
            middles[order[k]] = settled + offsets[k]
    return middles


def _offsets(near: _Neighbours, boxes: _Ints, heights: _Floats, gap: float) -> _Floats:
    """Return the middles of boxes that stand as close as may be, around 0."""
    half, sheet = heights[boxes] / 2, near.sheet[boxes]
    offset = np.cumsum(2 * half + gap) - half
    sizes = np.bincount(sheet, minlength=near.sheets)
    means = np.bincount(sheet, offset, near.sheets) / np.maximum(sizes, 1)
    around: _Floats = offset - means[sheet]
    return around


def _nondecreasing(wanted: _Floats, sheets: _Ints) -> _Floats:
    """Return the numbers nearest to the wanted ones that do not fall within a sheet.

    Neighbours that would are pooled, and get their mean.
    """
    if ((wanted[1:] >= wanted[:-1]) | (sheets[1:] != sheets[:-1])).all():
        return wanted
    pools: list[tuple[float, int, int]] = []
    for value, sheet in zip(wanted.tolist(), sheets.tolist(), strict=True):
        mean, size = value, 1
        while pools and pools[-1][0] > mean and pools[-1][2] == sheet:
            before, count, _ = pools.pop()
            mean = (mean * size + before * count) / (size + count)
            size += count
        pools.append((mean, size, sheet))
    means, counts, _ = zip(*pools, strict=True)
    return np.repeat(means, counts)

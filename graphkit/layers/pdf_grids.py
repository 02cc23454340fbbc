"""Grids: the cells that the ruling lines of a page enclose.

Lines that touch make one grid. Where no line stands between two places of it they are
one cell, which stands in both. A side that is left open is closed where the lines end.
"""

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphkit.layers.pdf_rules import Rule, Rules

_NEAR = 3.0
_OPEN = 8.0
"""Points that lines reach beyond the last one across them, where a side is open."""
_MOST_LINES = 250
_MOST_PLACES = 4_000
"""More of either on one page is a drawing, or made to take long."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's frame: `xs` from the left, `ys` from below, cells from the top left.

    `cells` holds a number for each row and column; equal numbers are one cell.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    def cell_at(self, x: float, y: float) -> int:
        """Return the number of the cell a place lies in, -1 outside the grid."""
        column = bisect_right(self.xs, x) - 1
        row = len(self.ys) - 1 - bisect_right(self.ys, y)
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.cells[row][column]
        return -1

    def sides(self, cell: int) -> tuple[float, float]:
        """Return the left and right side of a cell."""
        columns = [
            column
            for row in self.cells
            for column, number in enumerate(row)
            if number == cell
        ]
        return self.xs[min(columns)], self.xs[max(columns) + 1]

    def holds(self, other: "Grid") -> bool:
        """Say whether another grid lies within this one."""
        return (
            self.xs[0] - _NEAR <= other.xs[0]
            and other.xs[-1] <= self.xs[-1] + _NEAR
            and self.ys[0] - _NEAR <= other.ys[0]
            and other.ys[-1] <= self.ys[-1] + _NEAR
        )


def grids(found: Rules) -> list[Grid]:
    """Return the grids of a page, the highest first; those within others left out.

    A frame around one cell, or around cells one above the other, is no table.
    """
    if max(len(found.across), len(found.down)) > _MOST_LINES:
        return []
    made = [grid for one in _touching(found) for grid in _grid(one)]
    made.sort(key=lambda grid: (-grid.ys[-1], grid.xs[0]))
    return [
        grid
        for grid in made
        if not any(other is not grid and other.holds(grid) for other in made)
    ]


def _touching(found: Rules) -> Iterator[Rules]:
    """Yield the lines that hang together, at least two across and one down."""
    lines = (*(("across", n) for n in range(len(found.across))),)
    left = {*lines, *(("down", n) for n in range(len(found.down)))}
    for line in lines:
        if line not in left:
            continue
        left.remove(line)
        group, waiting = {line}, [line]
        while waiting:
            met = {other for other in left if _meet(found, waiting[-1], other)}
            waiting.pop()
            left -= met
            group |= met
            waiting += sorted(met)
        across = tuple(found.across[n] for side, n in sorted(group) if side == "across")
        down = tuple(found.down[n] for side, n in sorted(group) if side == "down")
        if len(across) >= 2 and down:
            yield Rules(across, down)


def _meet(found: Rules, one: tuple[str, int], other: tuple[str, int]) -> bool:
    if one[0] == other[0]:
        return False
    (_, number), (_, beside) = sorted((one, other))
    across, down = found.across[number], found.down[beside]
    return (
        across.start - _NEAR <= down.at <= across.end + _NEAR
        and down.start - _NEAR <= across.at <= down.end + _NEAR
    )


def _grid(found: Rules) -> Iterator[Grid]:
    across, down = _closed(found.across, found.down)
    down, across = _closed(down, across)
    xs, ys = _places(down), _places(across)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 2 or rows * columns > _MOST_PLACES:
        return
    middles = [(low + high) / 2 for low, high in itertools.pairwise(ys)]
    centres = [(left + right) / 2 for left, right in itertools.pairwise(xs)]
    walls = _walls(down, xs, middles)
    floors = _walls(across, ys, centres)
    cells = _cells(rows, columns, walls, floors)
    if any(len(set(row)) > 1 for row in cells):
        yield Grid(xs, ys, cells)


def _closed(
    across: Sequence[Rule], down: Sequence[Rule]
) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Return both with the sides of `down` closed where the lines across reach on."""
    first, last = min(rule.start for rule in across), max(rule.end for rule in across)
    low, high = min(rule.at for rule in across), max(rule.at for rule in across)
    sides = [rule.at for rule in down]
    added = [Rule(first, low, high)] if min(sides) - first > _OPEN else []
    added += [Rule(last, low, high)] if last - max(sides) > _OPEN else []
    return tuple(across), tuple(sorted((*down, *added)))


def _places(found: Sequence[Rule]) -> tuple[float, ...]:
    places: list[float] = []
    for rule in found:
        if not places or rule.at - places[-1] > _NEAR:
            places.append(rule.at)
    return tuple(places)


def _walls(
    found: Sequence[Rule], places: Sequence[float], middles: Sequence[float]
) -> set[tuple[int, int]]:
    """Return (place, gap) for each stretch of a line that a rule stands on."""
    walls: set[tuple[int, int]] = set()
    for rule in found:
        place = bisect_right(places, rule.at + 0.01) - 1
        walls.update(
            (place, gap)
            for gap, middle in enumerate(middles)
            if rule.start - _NEAR <= middle <= rule.end + _NEAR
        )
    return walls


def _cells(
    rows: int,
    columns: int,
    walls: set[tuple[int, int]],
    floors: set[tuple[int, int]],
) -> tuple[tuple[int, ...], ...]:
    """Return the cells from the top; `rows` count from below in walls and floors."""
    parent = list(range(rows * columns))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for row in range(rows):
        gap = rows - 1 - row
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and (column + 1, gap) not in walls:
                parent[root(here + 1)] = root(here)
            if row + 1 < rows and (gap, column) not in floors:
                parent[root(here + columns)] = root(here)
    return tuple(
        tuple(root(row * columns + column) for column in range(columns))
        for row in range(rows)
    )

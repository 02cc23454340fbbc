"""Seeking paths: the best ways between nodes, grade by grade, length by length.

Ways of a grade are looked for with hops and joins of that grade alone, from both ends
at once; a worse grade is tried only while there are too few ways.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphkit.search import grades
from graphkit.search.index import Index
from graphkit.search.meetings import Meetings
from graphkit.search.path_query import PathQuery, ends_of, runs_forward
from graphkit.search.patterns import arrivals, turned
from graphkit.search.walks import Limits, Walk, Ways, common, joined

ONE_TENDER = 2
"""The worst grade of a path that joins no tenders."""


@dataclass(frozen=True, slots=True)
class Found:
    """One way as numbers, with its grade."""

    nodes: tuple[int, ...]
    edges: tuple[int, ...]
    grade: int


class Seeker:
    """Looks for the ways that a query asks for, within limits."""

    def __init__(self, index: Index, limits: Limits, query: PathQuery) -> None:
        """Raise NameLookupError where an end is no node, QueryError for a pattern."""
        self.index, self.limits, self.query = index, limits, query
        self.start = ends_of(index, query.start, query.with_parts)
        self.end = np.setdiff1d(ends_of(index, query.end, query.with_parts), self.start)
        self.meetings = Meetings(index, query.hub)
        self.hops = arrivals(index.tables, query.pattern)
        self.more = False

    @property
    def is_cut(self) -> bool:
        """Whether there may be ways that were not found."""
        limits = self.limits
        return self.more or limits.cut or limits.late or bool(limits.hubs)

    def best(self, worst: int, limit: int, above: int = 0) -> list[Found]:
        """Return the best ways of grade `worst` or better, at most `limit`.

        Ways of grade `above` or better are left out.
        """
        found: list[Found] = []
        for grade in range(above + 1, worst + 1):
            for ways in self._of_grade(grade):
                found += self._ranked(ways, grade, limit)
                if len(found) >= limit:
                    self.more |= len(found) > limit
                    return found[:limit]
        return found

    def _of_grade(self, grade: int) -> Iterator[Ways]:
        """Yield the ways of a grade, those of each length together, shortest first."""
        one, other = (
            Walk(self.index, self.meetings, self.limits, *ends, grade, hops)
            for ends, hops in (
                ((self.start, self.end), self.hops),
                ((self.end, self.start), turned(self.hops)),
            )
        )
        for length in range(1, (len(self.hops) or self.query.max_hops) + 1):
            if not len(self.end) or self.limits.is_over():
                return
            shorter = one if one.cost <= other.cost or length == 1 else other
            shorter.grow()
            if not len(shorter.layers[-1].node):
                return
            met = common(one.layers[-1], other.layers[-1])
            if len(met) and length >= len(self.hops):
                depths = len(one.layers) - 1, len(other.layers) - 1
                sides = one.ways(depths[0], met), other.ways(depths[1], met)
                ways = joined(*sides, self.meetings, self.limits, grade)
                fits = grade_of(self.index, self.meetings, ways) == grade
                if self.query.forward:
                    fits &= runs_forward(self.index, ways.nodes)
                yield ways.where(np.flatnonzero(fits))

    def _ranked(self, ways: Ways, grade: int, limit: int) -> list[Found]:
        """Return the best of some ways of one length, in order."""
        self.more |= len(ways) > limit
        strength = self.index.support.count(ways.edges).min(axis=1)
        best = ways.where(first_rows([-strength, *ways.edges.T], limit))
        return [
            Found(tuple(nodes), tuple(edges), grade)
            for nodes, edges in zip(
                best.nodes.tolist(), best.edges.tolist(), strict=True
            )
        ]


def grade_of(index: Index, meetings: Meetings, ways: Ways) -> npt.NDArray[np.uint8]:
    """Return the grade of each way: its weakest hop or join, above 5 for no path."""
    hops = index.steps.floor[ways.edges].max(axis=1, initial=1)
    grade = np.maximum(grades.of_hops(index.support, ways.edges), hops)
    for place in range(1, ways.edges.shape[1]):
        one, other = ways.edges[:, place - 1], ways.edges[:, place]
        floor = meetings.floors(ways.nodes[:, place], one, other)
        grade = np.maximum(grade, floor)
    worst: npt.NDArray[np.uint8] = grade.astype(np.uint8)
    return worst


def first_rows(
    columns: Sequence[npt.NDArray[np.int64]], limit: int
) -> npt.NDArray[np.intp]:
    """Return the first rows in order of several columns, without sorting them all."""
    rows, sure = np.arange(len(columns[0])), []
    for column in columns:
        if len(rows) <= limit:
            break
        values = column[rows]
        last = np.partition(values, limit - 1)[limit - 1]
        sure.append(rows[values < last])
        rows, limit = rows[values == last], limit - len(sure[-1])
    chosen = np.concatenate([*sure, rows[:limit]])
    order = np.lexsort([column[chosen] for column in reversed(columns)])
    return chosen[order]

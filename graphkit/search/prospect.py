"""Prospects: which chains would come, go or be graded otherwise after a change."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphkit.search import grades
from graphkit.search.arrays import NONE, coded
from graphkit.search.index import Index
from graphkit.search.joins import joins
from graphkit.search.offers import Chosen, Numbers
from graphkit.search.stars import Stars, StarSearch

WORST = 5


@dataclass(frozen=True, slots=True)
class Side:
    """An index, the organisations looked at in it, and a code for each of its nodes.

    Equal codes of two sides stand for one node. One that becomes another has the code
    of that one, so that a chain whose names alone change is not listed.
    """

    index: Index
    bodies: Numbers
    codes: Numbers


@dataclass(frozen=True, slots=True)
class Prospect:
    """A chain that differs: its grade before and after, '' for none.

    `codes` are those of institution, tender, intermediary, provider and item, NONE for
    what it does not name; an inferred one has no tender.
    """

    codes: tuple[int, ...]
    was: str
    will: str


@dataclass(frozen=True, slots=True)
class Prospects:
    """The first chains that differ; how many are added, removed and graded otherwise.

    Not all of them where `truncated`.
    """

    chains: tuple[Prospect, ...]
    added: int
    removed: int
    regraded: int
    truncated: bool


_Rows = tuple[npt.NDArray[np.int64], Numbers]
"""Chains as rows of codes, and their grades."""


def compare(before: Side, after: Side, limit: int) -> Prospects:
    """Return the chains of some organisations that differ between two sides.

    Of chains that name the same things the best grade counts.
    """
    (was, was_grade), complete = _chains(before)
    (will, will_grade), all_of_it = _chains(after)
    rows = np.concatenate((was, will))
    code = coded(*rows.T) if len(rows) else np.zeros(0, np.int64)
    count = int(code.max(initial=-1)) + 1
    grade = np.zeros((2, count), np.int64)
    for side, codes, grades_ in (
        (0, code[: len(was)], was_grade),
        (1, code[len(was) :], will_grade),
    ):
        best = np.full(count, WORST + 1)
        np.minimum.at(best, codes, grades_)
        grade[side] = np.where(best > WORST, 0, best)
    one, other = grade
    differing = np.flatnonzero(one != other)
    # New ones first, the best of them before the others: they are what is looked for.
    order = np.lexsort((differing, other[differing], one[differing] != 0))
    row_of = np.zeros(count, np.int64)
    row_of[code] = np.arange(len(code))
    chains = tuple(
        Prospect(
            tuple(rows[row_of[place]][:5].tolist()),
            _name(int(one[place])),
            _name(int(other[place])),
        )
        for place in differing[order][:limit].tolist()
    )
    added = int((one[differing] == 0).sum())
    removed = int((other[differing] == 0).sum())
    regraded = len(differing) - added - removed
    return Prospects(chains, added, removed, regraded, not (complete and all_of_it))


def _chains(side: Side) -> tuple[_Rows, bool]:
    """Return every chain of the bodies, and whether all were looked at."""
    index, complete = side.index, True
    rows: list[npt.NDArray[np.int64]] = [np.zeros((0, 6), np.int64)]
    grade: list[Numbers] = [np.zeros(0, np.int64)]
    for chosen in (
        Chosen(institution=side.bodies),
        Chosen(intermediary=side.bodies),
    ):
        search = StarSearch(index, chosen, WORST)
        for stars in search:
            rows.append(_row(side, stars, stars.buyer, stars.tender))
            grade.append(stars.grade)
        inferred, _, paired = joins(index, chosen, WORST)
        none = np.full(len(inferred), NONE)
        rows.append(_row(side, inferred.stars, inferred.buyer, none))
        grade.append(inferred.grade)
        complete &= search.complete and paired
    return (np.concatenate(rows), np.concatenate(grade)), complete


def _row(
    side: Side, stars: Stars, buyer: Numbers, tender: Numbers
) -> npt.NDArray[np.int64]:
    return np.stack([*_columns(side, stars, buyer, tender)], axis=1)


def _columns(
    side: Side, stars: Stars, buyer: Numbers, tender: Numbers
) -> Iterator[Numbers]:
    index, edges = side.index, side.index.edges

    def end(edge: Numbers) -> Numbers:
        ends: Numbers = np.where(edge == NONE, NONE, edges.end[edge])
        return ends

    item = np.where(stars.fact == NONE, end(stars.item), end(stars.fact))
    for nodes in (
        edges.start[buyer],
        tender,
        end(stars.award),
        end(stars.via),
        item,
    ):
        yield np.where(nodes == NONE, NONE, side.codes[nodes]).astype(np.int64)
    is_awarded = index.is_type(stars.item, "AWARDS") & (stars.item != NONE)
    yield (is_awarded & (tender != NONE)).astype(np.int64)


def _name(grade: int) -> str:
    return grades.GRADES[grade - 1] if grade else ""

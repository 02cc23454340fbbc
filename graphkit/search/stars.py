"""Stars: chains of one tender, as rows of edge numbers.

A chain is a star on its tender: buyer, award, provider and item are edges of the same
tender and the same part. Within a cell all of them are combined with each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.search import grades
from graphkit.search.arrays import NO_DAY, NONE, Flags
from graphkit.search.index import Index
from graphkit.search.offers import (
    CLEAR_GRADE,
    Chosen,
    Numbers,
    Offers,
    cells_of,
    offers,
)

CHUNK_CELLS = 200_000
CHUNK_ROWS = 400_000
COMBINATIONS = 20_000_000
"""The most combinations that one search looks at."""


@dataclass(frozen=True, slots=True)
class Stars:
    """Rows of edges, NONE where a chain has no such hop, with tender, grade and day."""

    tender: Numbers
    buyer: Numbers
    award: Numbers
    via: Numbers
    item: Numbers
    fact: Numbers
    grade: Numbers
    day: Numbers

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.buyer)

    def where(self, rows: npt.NDArray[Any]) -> "Stars":
        """Return some of the rows."""
        return Stars(*(getattr(self, field.name)[rows] for field in fields(self)))

    @staticmethod
    def joined(parts: "list[Stars]") -> "Stars":
        """Return rows one after another."""
        none = np.zeros(0, np.int64)
        return Stars(
            *(
                np.concatenate([none, *(getattr(part, field.name) for part in parts)])
                for field in fields(Stars)
            )
        )

    def first(self, limit: int) -> "Stars":
        """Return the first rows in order of grade, day, tender, then their edges."""
        rank = self.grade << 32 | self.day
        if len(rank) > limit:
            worst = np.partition(rank, limit - 1)[limit - 1]
            return self.where(rank <= worst)._sorted()._head(limit)
        return self._sorted()

    def _sorted(self) -> "Stars":
        hops = (self.fact, self.item, self.via, self.award, self.buyer)
        return self.where(np.lexsort((*hops, self.tender, self.day, self.grade)))

    def _head(self, limit: int) -> "Stars":
        return self.where(np.arange(min(limit, len(self))))


class StarSearch:
    """The chains of one tender each that are chosen, of grade `worst` or better.

    Iterating gives them in chunks; afterwards `complete` says whether all
    combinations were looked at.
    """

    def __init__(self, index: Index, chosen: Chosen, worst: int) -> None:
        """Look nothing up yet."""
        self.index, self.chosen, self.worst = index, chosen, worst
        self.complete = True

    def __iter__(self) -> Iterator[Stars]:
        """Yield chunks of rows, tender after tender."""
        cells, left = cells_of(self.index, self.chosen), COMBINATIONS
        for begin in range(0, len(cells), CHUNK_CELLS):
            some = cells[begin : begin + CHUNK_CELLS]
            offered = offers(self.index, some, self.chosen, self.worst)
            tenders = self.index.cells.tender[some].astype(np.int64)
            ways = reduce(np.multiply, (offer.ways for offer in offered))
            ends = np.cumsum(ways)
            total = int(ends[-1])
            self.complete &= total <= left
            total, left = min(total, left), max(left - total, 0)
            for first in range(0, total, CHUNK_ROWS):
                number = np.arange(first, min(first + CHUNK_ROWS, total))
                cell = np.searchsorted(ends, number, "right")
                turn = number - (ends - ways)[cell]
                yield self._rows(offered, tenders, cell, turn)

    def _rows(
        self,
        offered: tuple[Offers, Offers, Offers, Offers],
        tenders: Numbers,
        cell: Numbers,
        turn: Numbers,
    ) -> Stars:
        """Return the combination of each cell at its turn, where it will do."""
        columns, fact = [], np.full(len(cell), NONE)
        weak, silent = np.zeros(len(cell), np.bool_), np.zeros(len(cell), np.bool_)
        for offer in offered:
            ways = offer.ways[cell]
            entry = offer.pick(cell, turn % ways)
            turn = turn // ways
            columns.append(offer.edge[entry].astype(np.int64))
            fact = np.where(offer.fact[entry] == NONE, fact, offer.fact[entry])
            weak |= offer.weak[entry]
            silent |= (entry == NONE) & offer.silent[cell]
        buyer, award, via, item = columns
        # What is not clear may be left out of a chain that is clear, of no other.
        named = ((via != NONE) | (item != NONE)) & ~(weak & silent)
        hops = np.stack(columns, axis=1)
        grade = self._grades(hops, fact, weak)
        day = days(self.index, tenders[cell], award, item)
        rows = Stars(tenders[cell], buyer, award, via, item, fact, grade, day)
        keep = named & (grade <= self.worst)
        if self.chosen.supplied or self.chosen.intermediary is not None:
            keep &= ~is_direct(self.index, award, via)
        return rows.where(keep)

    def _grades(self, hops: Numbers, fact: Numbers, weak: Flags) -> Numbers:
        """Return the grades of rows; a catalogue fact is at best E2, doubt E3."""
        support = self.index.support
        if self.chosen.supplied:
            hops = hops[:, 1:]
        grade = grades.of_hops(support, hops)
        added = np.where(fact == NONE, 1, np.maximum(support.grade[fact], 2))
        doubt = np.where(weak, CLEAR_GRADE + 1, 1)
        return np.maximum(np.maximum(grade, added), doubt).astype(np.int64)


def is_direct(index: Index, award: Numbers, via: Numbers) -> Flags:
    """Say of each row whether its supplier runs the provider: then it is no dealer."""
    both = (award != NONE) & (via != NONE)
    if not len(index.operated):
        return np.zeros(len(award), np.bool_)
    supplier, provider = index.edges.end[award], index.edges.end[via]
    pairs = supplier.astype(np.int64) * index.n_nodes + provider
    direct: Flags = both & np.isin(pairs, index.operated)
    return direct


def days(index: Index, tender: Numbers, award: Numbers, item: Numbers) -> Numbers:
    """Return each row's day: of the award, else of signing, else of publication.

    Where nothing was awarded it is the day the request was published.
    """
    edges, tenders = index.edges, index.tenders
    place = index.within("Tender", tender)
    named = np.where(index.is_type(item, "AWARDS"), item, NONE)
    answered = (award != NONE) | (named != NONE)
    day = np.where(award == NONE, NO_DAY, edges.day[award])
    for known, column in (
        (named != NONE, edges.day[named]),
        (answered, tenders.awarded[place]),
        (answered, tenders.signed[place]),
        (True, tenders.published[place]),
    ):
        day = np.where(known & (day == NO_DAY), column, day)
    return day.astype(np.int64)

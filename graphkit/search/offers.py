"""Offers: what each cell has for each place of a chain, as far as it is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial, reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.search.arrays import NONE, Flags, different, spread
from graphkit.search.index import Index
from graphkit.search.numbered import UNCLEAR_PART

Numbers = npt.NDArray[np.int64]
Places = npt.NDArray[Any]

CLEAR_GRADE = 2
"""Up to this grade a hop must state its part, and a part have one supplier."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Nodes that may stand in each place of a chain; None is any, or nothing.

    `supplied` asks for what suppliers supply, whoever buys it: chains without a buyer.
    """

    institution: Numbers | None = None
    intermediary: Numbers | None = None
    provider: Numbers | None = None
    item: Numbers | None = None
    supplied: bool = False


@dataclass(frozen=True, slots=True)
class Offers:
    """What each cell offers for one place of a chain.

    A cell's edges are `edge[begin[c]:begin[c] + count[c]]`; `open` says that the place
    may also stay empty, `silent` that something is named there which is not clear. The
    last entry of `edge`, `fact` and `weak` stands for the empty place.
    """

    begin: Numbers
    count: Numbers
    open: Flags
    silent: Flags
    edge: Numbers
    fact: Numbers
    weak: Flags

    @property
    def ways(self) -> Numbers:
        """How many ways each cell has to fill the place; 0 rules the cell out."""
        ways: Numbers = self.count + self.open
        return ways

    def pick(self, cell: Places, turn: Numbers) -> Numbers:
        """Return the entry that a cell offers at its turn; NONE is the empty place."""
        return np.where(turn < self.count[cell], self.begin[cell] + turn, NONE)


@dataclass(frozen=True, slots=True)
class _Entries:
    """Edges beside the cells they are in; a `weak` one makes E3."""

    n_cells: int
    cell: Places
    edge: Places
    fact: Places
    weak: Flags

    def offers(self, wanted: Flags, worst: int, is_open: Flags) -> Offers:
        """Return what is wanted and clear enough."""
        keep = wanted & (~self.weak | (worst > CLEAR_GRADE))
        count = np.bincount(self.cell[keep], minlength=self.n_cells)
        return Offers(
            begin=np.cumsum(count) - count,
            count=count,
            open=is_open,
            silent=is_open & ~self.without(self.weak),
            edge=np.append(self.edge[keep], NONE),
            fact=np.append(self.fact[keep], NONE),
            weak=np.append(self.weak[keep], False),
        )

    def without(self, entries: Flags) -> Flags:
        """Say of each cell whether it has none of some entries."""
        counted = np.bincount(self.cell[entries], minlength=self.n_cells)
        without: Flags = counted == 0
        return without


def offers(
    index: Index, cells: Places, chosen: Chosen, worst: int
) -> tuple[Offers, Offers, Offers, Offers]:
    """Return the buyers, awards, providers and items that cells offer."""
    return (
        _buyers(index, cells, chosen, worst),
        _awards(index, cells, chosen, worst),
        _vias(index, cells, chosen, worst),
        _items(index, cells, chosen, worst),
    )


def _buyers(index: Index, cells: Places, chosen: Chosen, worst: int) -> Offers:
    tenders = index.within("Tender", index.cells.tender[cells])
    if chosen.supplied:
        tenders = tenders[:0]
    start = index.cells.buyer_start
    owner, place = spread(start[tenders], start[tenders + 1])
    buyer = index.cells.buyer[place]
    entries = _entries(len(cells), owner, buyer, np.zeros(len(buyer), np.bool_))
    wanted = _wanted(index.edges.start[buyer], chosen.institution)
    return entries.offers(wanted, worst, np.full(len(cells), chosen.supplied))


def _awards(index: Index, cells: Places, chosen: Chosen, worst: int) -> Offers:
    start = index.cells.award_start
    owner, place = spread(start[cells], start[cells + 1])
    award = index.cells.award[place]
    weak = index.edges.part[award] == UNCLEAR_PART
    weak |= index.cells.crowded[cells][owner]
    entries = _entries(len(cells), owner, award, weak)
    # Where a supplier is named, a chain without one would hide the doubt about it.
    is_open = entries.without(np.ones(len(award), np.bool_))
    is_open &= chosen.intermediary is None and not chosen.supplied
    wanted = _wanted(index.edges.end[award], chosen.intermediary)
    return entries.offers(wanted, worst, is_open)


def _vias(index: Index, cells: Places, chosen: Chosen, worst: int) -> Offers:
    start = index.cells.via_start
    owner, place = spread(start[cells], start[cells + 1])
    via = index.cells.via[place]
    weak = index.edges.part[via] == UNCLEAR_PART
    entries = _entries(len(cells), owner, via, weak)
    is_open = entries.without(~weak) & (chosen.provider is None)
    wanted = _wanted(index.edges.end[via], chosen.provider)
    return entries.offers(wanted, worst, is_open)


def _items(index: Index, cells: Places, chosen: Chosen, worst: int) -> Offers:
    edges, start = index.edges, index.cells.item_start
    owner, place = spread(start[cells], start[cells + 1])
    item, fact = index.cells.item[place], index.cells.fact[place]
    weak = edges.part[item] == UNCLEAR_PART
    entries = _Entries(len(cells), owner, item, fact, weak)
    is_open = entries.without(~weak) & (chosen.item is None)
    node = np.where(fact == NONE, edges.end[item], edges.end[fact])
    return entries.offers(_wanted(node, chosen.item), worst, is_open)


def _entries(n_cells: int, cell: Places, edge: Places, weak: Flags) -> _Entries:
    return _Entries(n_cells, cell, edge, np.full(len(edge), NONE), weak)


def _wanted(node: Places, chosen: Numbers | None) -> Flags:
    return np.ones(len(node), np.bool_) if chosen is None else np.isin(node, chosen)


def cells_of(index: Index, chosen: Chosen) -> Places:
    """Return the cells of the tenders that name all that is chosen, ascending."""
    ways = list(map(different, _tenders(index, chosen)))
    if not ways:
        return np.arange(len(index.cells))
    both = partial(np.intersect1d, assume_unique=True)
    tenders = index.within("Tender", reduce(both, ways))
    start = index.cells.start
    return spread(start[tenders], start[tenders + 1])[1]


def _tenders(index: Index, chosen: Chosen) -> Iterator[Places]:
    start, end = index.edges.start, index.edges.end
    if chosen.institution is not None:
        yield end[index.leaving_all(chosen.institution, "ISSUED")]
    if chosen.intermediary is not None:
        yield start[index.entering_all(chosen.intermediary, "AWARDED_TO")]
    if chosen.provider is not None:
        yield start[index.entering_all(chosen.provider, "VIA")]
    if chosen.item is not None:
        facts = index.entering_all(chosen.item, "RUNS_ON")
        items = np.union1d(chosen.item, start[facts])
        yield start[index.entering_all(items, "SEEKS", "AWARDS")]

"""Joins: inferred chains, whose institution and provider stand in different tenders.

A buys from a dealer in one tender, the dealer supplies a provider or an item in
another: no record says that A got it. There is one row for each institution,
intermediary, provider and item, with the pair of tenders that supports it best.
"""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.search.arrays import NONE, coded, distinct, spread
from graphkit.search.index import Index
from graphkit.search.offers import Chosen, Numbers
from graphkit.search.stars import Stars, StarSearch

JOIN_ROWS = 2_000_000
"""The most pairs of tenders that are looked at."""


@dataclass(frozen=True, slots=True)
class Joins:
    """Rows of edges: `buyer` and `won` of the institution's tender, `stars` of another.

    `count` says how many pairs of tenders support a row; `grade` is that of the row.
    """

    buyer: Numbers
    won: Numbers
    stars: Stars
    count: Numbers
    grade: Numbers

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.buyer)

    @staticmethod
    def none() -> "Joins":
        """Return no rows."""
        empty = np.zeros(0, np.int64)
        return Joins(empty, empty, Stars.joined([]), empty, empty)

    def where(self, rows: npt.NDArray[Any]) -> "Joins":
        """Return some of the rows."""
        return Joins(
            self.buyer[rows],
            self.won[rows],
            self.stars.where(rows),
            self.count[rows],
            self.grade[rows],
        )


@dataclass(frozen=True, slots=True)
class _Bought:
    """An institution's tender and whom it was awarded to, by edges."""

    institution: Numbers
    dealer: Numbers
    tender: Numbers
    buyer: Numbers
    won: Numbers

    def where(self, rows: npt.NDArray[Any]) -> "_Bought":
        return _Bought(*(getattr(self, field.name)[rows] for field in fields(self)))


def joins(index: Index, chosen: Chosen, worst: int) -> tuple[Joins, bool]:
    """Return inferred chains of grade `worst` or better, and whether all pairs fit."""
    search = StarSearch(index, _supplied(index, chosen), worst)
    supply = Stars.joined(list(search))
    bought = _bought(index, chosen, np.unique(index.edges.end[supply.award]))
    found, complete = _paired(index, bought, supply)
    found = found.where(found.grade <= worst)
    tender = index.edges.end[found.buyer]
    order = np.lexsort((tender, found.stars.day, found.grade))
    return found.where(order), complete and search.complete


def _supplied(index: Index, chosen: Chosen) -> Chosen:
    """Return what is chosen, asked of all that the institution's dealers supply."""
    if chosen.institution is not None:
        end = index.edges.end
        tenders = np.unique(end[index.leaving_all(chosen.institution, "ISSUED")])
        dealers = np.unique(end[index.leaving_all(tenders, "AWARDED_TO")])
        if chosen.intermediary is not None:
            dealers = np.intersect1d(dealers, chosen.intermediary)
        chosen = replace(chosen, intermediary=dealers.astype(np.int64))
    return replace(chosen, institution=None, supplied=True)


def _bought(index: Index, chosen: Chosen, dealers: npt.NDArray[Any]) -> _Bought:
    """Return the tenders that dealers won, with each tender's buyers."""
    edges, cells = index.edges, index.cells
    place = index.within("Organization", dealers)
    _, listed = spread(cells.won_start[place], cells.won_start[place + 1])
    won = cells.won[listed].astype(np.int64)
    tender = index.within("Tender", edges.start[won])
    owner, listed = spread(cells.buyer_start[tender], cells.buyer_start[tender + 1])
    buyer, won = cells.buyer[listed].astype(np.int64), won[owner]
    rows = _Bought(
        edges.start[buyer].astype(np.int64),
        edges.end[won].astype(np.int64),
        edges.start[won].astype(np.int64),
        buyer,
        won,
    )
    keep = rows.institution != rows.dealer
    if chosen.institution is not None:
        keep &= np.isin(rows.institution, chosen.institution)
    return rows.where(keep)


def _paired(index: Index, bought: _Bought, supply: Stars) -> tuple[Joins, bool]:
    what = _combinations(index, supply)
    who = coded(bought.institution, bought.dealer)
    # One row for each identifier: any two tenders that carry equal ones are joined.
    first = _firsts(who, _joint(index, bought.won), bought.tender, bought.won)
    best = _firsts(what, _joint(index, supply.award), *_order(supply))
    best = best[np.argsort(index.edges.end[supply.award[best]], kind="stable")]
    dealers = index.edges.end[supply.award[best]]
    low = np.searchsorted(dealers, bought.dealer[first], "left")
    high = np.searchsorted(dealers, bought.dealer[first], "right")
    fits = np.cumsum(high - low) <= JOIN_ROWS
    owner, place = spread(low[fits], high[fits])
    one, other = first[fits][owner], best[place]
    n_bought = distinct(who, bought.tender, 0)
    n_supplied = distinct(what, supply.tender, 0)
    count = n_bought[who[one]] * n_supplied[what[other]]
    grade = _grade(index, bought.where(one), supply.where(other))
    rows = Joins(bought.buyer[one], bought.won[one], supply.where(other), count, grade)
    pair = _pairs(bought.institution[one], what[other])
    keep = ~np.isin(pair, _direct(index, supply, what))
    return _best(rows.where(keep), pair[keep]), bool(fits.all())


def _combinations(index: Index, supply: Stars) -> Numbers:
    """Number what is supplied: equal for equal dealer, provider and item."""
    end = index.edges.end
    provider = np.where(supply.via == NONE, NONE, end[supply.via])
    item = np.where(supply.item == NONE, NONE, end[supply.item])
    item = np.where(supply.fact == NONE, item, end[supply.fact])
    return coded(end[supply.award], provider, item)


def _joint(index: Index, award: Numbers) -> Numbers:
    """Number what joins an award to another one: an identifier, a judgement, a name."""
    judged, named = (index.is_basis(award, basis) for basis in ("judgement", "name"))
    return index.edges.identifier[award].astype(np.int64) * 4 + judged * 2 + named


def _order(supply: Stars) -> tuple[Numbers, ...]:
    hops = (supply.award, supply.via, supply.item, supply.fact)
    return (supply.grade, supply.day, supply.tender, *hops)


def _firsts(group: Numbers, joint: Numbers, *order: Numbers) -> Numbers:
    """Return the first row in order of each (group, joint)."""
    rows = np.lexsort((*reversed(order), joint, group))
    new = np.ones(len(rows), np.bool_)
    new[1:] = (np.diff(group[rows]) != 0) | (np.diff(joint[rows]) != 0)
    return rows[new]


def _grade(index: Index, bought: _Bought, supply: Stars) -> Numbers:
    one, other = _joint(index, bought.won), _joint(index, supply.award)
    # A name that compares as the same as the judged one is no judgement.
    judged = (one | other) & 3 == 2
    equal = (one >> 2 == other >> 2) & (one >> 2 > 0)
    floor = index.support.grade
    hops = np.maximum(floor[bought.buyer], floor[bought.won])
    joined = np.where(judged | equal, 3, 4)
    return np.maximum(np.maximum(joined, hops), supply.grade)


def _pairs(institution: npt.NDArray[Any], what: Numbers) -> Numbers:
    return institution.astype(np.int64) << 32 | what


def _direct(index: Index, supply: Stars, what: Numbers) -> Numbers:
    """Return who has what in one tender: nothing is inferred where a record says it."""
    cells = index.cells
    tender = index.within("Tender", supply.tender)
    row, place = spread(cells.buyer_start[tender], cells.buyer_start[tender + 1])
    return np.unique(_pairs(index.edges.start[cells.buyer[place]], what[row]))


def _best(rows: Joins, pair: Numbers) -> Joins:
    order = (rows.grade, *_order(rows.stars), rows.buyer, rows.won)
    return rows.where(_firsts(pair, np.zeros_like(pair), *order))

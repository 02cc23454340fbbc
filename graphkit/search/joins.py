"""Joins: inferred chains, whose institution and provider stand in different tenders.

A buys from a dealer in one tender, the dealer supplies a provider or an item in
another: no record says that A got it. There is one row for each institution,
intermediary, provider and item, with the pair of tenders that supports it best.
"""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.search.arrays import NONE, among, coded, different, distinct, spread
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


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Places of a bought row and of a supplied one, side by side, on the way to Joins.

    Millions may be looked at for a thousand that are shown: only those are read out.
    """

    one: Numbers
    other: Numbers
    count: Numbers
    grade: Numbers

    def where(self, rows: npt.NDArray[Any]) -> "_Pairs":
        return _Pairs(*(getattr(self, field.name)[rows] for field in fields(self)))


def joins(
    index: Index, chosen: Chosen, worst: int, limit: int | None = None
) -> tuple[Joins, Numbers, bool]:
    """Return inferred chains of grade `worst` or better, the first `limit` in order.

    Also how many there are of each grade, and whether all pairs of tenders fit.
    """
    search = StarSearch(index, _supplied(index, chosen), worst)
    supply = Stars.joined(list(search))
    bought = _bought(index, chosen, different(index.edges.end[supply.award]))
    pairs, complete = _paired(index, bought, supply)
    pairs = pairs.where(np.flatnonzero(pairs.grade <= worst))
    total = np.bincount(pairs.grade, minlength=6)
    head = _first(pairs, bought, supply, limit)
    return _read(head, bought, supply), total, complete and search.complete


def _first(pairs: _Pairs, bought: _Bought, supply: Stars, limit: int | None) -> _Pairs:
    """Return the first pairs in order of grade, day and the institution's tender."""
    rank = pairs.grade << 32 | supply.day[pairs.other]
    if limit is not None and len(rank) > limit > 0:
        worst = np.partition(rank, limit - 1)[limit - 1]
        kept = np.flatnonzero(rank <= worst)
        pairs, rank = pairs.where(kept), rank[kept]
    order = np.lexsort((bought.tender[pairs.one], rank))
    return pairs.where(order[:limit])


def _read(pairs: _Pairs, bought: _Bought, supply: Stars) -> Joins:
    one = bought.where(pairs.one)
    stars = supply.where(pairs.other)
    return Joins(one.buyer, one.won, stars, pairs.count, pairs.grade)


def _supplied(index: Index, chosen: Chosen) -> Chosen:
    """Return what is chosen, asked of all that the institution's dealers supply."""
    if chosen.institution is not None:
        end = index.edges.end
        tenders = different(end[index.leaving_all(chosen.institution, "ISSUED")])
        dealers = different(end[index.leaving_all(tenders, "AWARDED_TO")])
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


def _paired(index: Index, bought: _Bought, supply: Stars) -> tuple[_Pairs, bool]:
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
    pair = _pairs(bought.institution[one], what[other])
    keep = np.flatnonzero(~among(pair, _direct(index, supply, what)))
    one, other, pair = one[keep], other[keep], pair[keep]
    n_bought = distinct(who, bought.tender, 0)
    n_supplied = distinct(what, supply.tender, 0)
    count = n_bought[who[one]] * n_supplied[what[other]]
    found = _Pairs(one, other, count, _grade(index, bought, supply, one, other))
    return found.where(_best(found, pair, bought, supply)), bool(fits.all())


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


def _grade(
    index: Index, bought: _Bought, supply: Stars, first: Numbers, second: Numbers
) -> Numbers:
    """Return the grade of each pair of a bought row and a supplied one."""
    one = _joint(index, bought.won)[first]
    other = _joint(index, supply.award)[second]
    # A name that compares as the same as the judged one is no judgement.
    judged = (one | other) & 3 == 2
    equal = (one >> 2 == other >> 2) & (one >> 2 > 0)
    floor = index.support.grade
    hops = np.maximum(floor[bought.buyer], floor[bought.won])[first]
    joined = np.where(judged | equal, 3, 4)
    return np.maximum(np.maximum(joined, hops), supply.grade[second])


def _pairs(institution: npt.NDArray[Any], what: Numbers) -> Numbers:
    return institution.astype(np.int64) << 32 | what


def _direct(index: Index, supply: Stars, what: Numbers) -> Numbers:
    """Return who has what in one tender: nothing is inferred where a record says it."""
    cells = index.cells
    tender = index.within("Tender", supply.tender)
    row, place = spread(cells.buyer_start[tender], cells.buyer_start[tender + 1])
    return different(_pairs(index.edges.start[cells.buyer[place]], what[row]))


def _best(
    pairs: _Pairs, pair: Numbers, bought: _Bought, supply: Stars
) -> npt.NDArray[np.intp]:
    """Return the place of the best of all rows of each pair, in order of the pairs."""
    rows = np.argsort(pair, kind="stable")
    ordered = pair[rows]
    alike = np.zeros(len(rows), np.bool_)
    alike[1:] = ordered[1:] == ordered[:-1]
    several = alike.copy()
    several[:-1] |= alike[1:]
    if not several.any():
        return rows
    # Only where a pair has several rows is there anything to choose.
    crowd = rows[several]
    one, other = pairs.one[crowd], pairs.other[crowd]
    stars = supply.where(other)
    order = (pairs.grade[crowd], *_order(stars), bought.buyer[one], bought.won[one])
    group = pair[crowd]
    chosen = crowd[_firsts(group, np.zeros_like(group), *order)]
    kept = np.concatenate((rows[~several], chosen))
    return kept[np.argsort(pair[kept], kind="stable")]

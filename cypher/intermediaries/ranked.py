# title = "Intermediaries ranked by what their tenders support"
# asks = "Which intermediaries stand in how many tenders that name a provider or an item, at which grade, for how many institutions, from when to when?"
# columns = ["intermediary", "tenders", "e1", "e2", "e3", "institutions", "largest_share", "first", "last", "uid"]
# key = ["uid"]
#
# [params.institution]
# type = "string"
# default = ""
# about = "uid of one organization that buys; empty asks about all of them."
#
# [params.item]
# type = "string"
# default = ""
# about = "uid of a chip, model or product; empty asks about any, and about providers."
#
# [params.limit]
# type = "integer"
# default = 50
# about = "Most rows to return."
#
# [reading]
# says = "So many tenders awarded to the intermediary name a provider or an item in the same part; e1 to e3 count them by the best grade that their records support, `largest_share` is the part of them that its largest buyer issued (1 where all are one institution's)."
# omits = "Direct sales by a provider's own company, procurement agencies, tenders that failed or were cancelled, and what is only inferred across tenders (E4)."
"""Intermediaries by the tenders and grades of their chains: a search over the index."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.search.arrays import NO_DAY, NONE
from graphkit.search.chain_query import ChainQuery, chosen
from graphkit.search.graph import Graph
from graphkit.search.hops import day
from graphkit.search.index import Index
from graphkit.search.stars import Stars, StarSearch, is_direct

WORST = 3
Numbers = npt.NDArray[Any]


def rows(
    graph: Graph, *, institution: str, item: str, limit: int
) -> Iterator[tuple[Any, ...]]:
    """Yield a row for each intermediary, the one with most tenders first."""
    index = graph.index
    asked = chosen(index, ChainQuery(institution=institution, item=item))
    stars = _through_dealers(index, Stars.joined(list(StarSearch(index, asked, WORST))))
    dealers = index.edges.end[stars.award]
    order = np.argsort(dealers, kind="stable")
    bodies, begins = np.unique(dealers[order], return_index=True)
    ranked = [
        _ranked(index, int(body), stars.where(own))
        for body, own in zip(bodies, np.split(order, begins)[1:], strict=True)
    ]
    yield from sorted(ranked, key=lambda row: (-row[1], row[0], row[-1]))[:limit]


def _through_dealers(index: Index, stars: Stars) -> Stars:
    return stars.where(
        (stars.award != NONE) & ~is_direct(index, stars.award, stars.via)
    )


def _ranked(index: Index, dealer: int, stars: Stars) -> tuple[Any, ...]:
    """Return the row of one intermediary; a tender counts by its best grade."""
    tenders, place = np.unique(stars.tender, return_inverse=True)
    best = np.full(len(tenders), WORST)
    np.minimum.at(best, place, stars.grade)
    buyers = index.edges.start[stars.buyer].astype(np.int64)
    pairs = np.unique(np.stack((buyers, stars.tender)), axis=1)[0]
    institutions, counts = np.unique(pairs, return_counts=True)
    days = stars.day[stars.day != NO_DAY]
    return (
        index.name(dealer),
        len(tenders),
        *(int((best == grade).sum()) for grade in (1, 2, 3)),
        len(institutions),
        round(float(counts.max() / len(tenders)), 2),
        day(int(days.min(initial=NO_DAY))),
        day(int(days.max())) if len(days) else None,
        index.uid(dealer),
    )

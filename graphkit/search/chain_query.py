"""What is asked of chains, and the rows of edges that answer it."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from graphkit.errors import NameLookupError
from graphkit.rules import Rules
from graphkit.search import grades
from graphkit.search.arrays import NONE
from graphkit.search.index import Index
from graphkit.search.joins import Joins, joins
from graphkit.search.offers import Chosen, Numbers
from graphkit.search.path_query import ends_of
from graphkit.search.stars import Stars, StarSearch

PLACES = ("institution", "intermediary", "provider", "item")


@dataclass(frozen=True, slots=True)
class ChainQuery:
    """What chains are asked for. Names are uids; empty asks for any.

    A provider stands for its partitions, an item for its variants. `min_grade` gives
    chains of that grade and better. `as_of` evaluates the rules on that day instead
    of the chain's own, `rules` are rules, or a file that switches or moves some.
    `with_parts` takes the institution with what is PART_OF it.
    """

    institution: str = ""
    intermediary: str = ""
    provider: str = ""
    item: str = ""
    min_grade: str = "E2"
    as_of: date | None = None
    rules: Rules | Path | None = None
    limit: int = 1000
    with_parts: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """The first chains that answer a query, those of one tender and inferred ones.

    `total` counts all of them by grade; `complete` says that all combinations were
    looked at.
    """

    stars: Stars
    joins: Joins
    total: dict[int, int] = field(default_factory=dict)
    complete: bool = True


def chosen(index: Index, query: ChainQuery) -> Chosen:
    """Return the nodes that a query names; raise NameLookupError for no uid."""
    return Chosen(
        _institutions(index, query),
        _nodes(index, query.intermediary),
        _nodes(index, query.provider, variants=True),
        _nodes(index, query.item, variants=True),
    )


def _institutions(index: Index, query: ChainQuery) -> Numbers | None:
    if not query.institution:
        return None
    found: Numbers = ends_of(index, query.institution, query.with_parts)
    return found


def _nodes(index: Index, uid: str, *, variants: bool = False) -> Numbers | None:
    if not uid:
        return None
    node = index.number(uid)
    if node == NONE:
        raise NameLookupError(f"nothing has the uid {uid!r}")
    return np.array(index.descendants(node) if variants else [node], np.int64)


def rows(index: Index, query: ChainQuery) -> Rows:
    """Return the rows that answer a query, at most `limit` of each kind, in order."""
    worst, names = grades.number(query.min_grade), chosen(index, query)
    best, total = Stars.joined([]), np.zeros(6, np.int64)
    search = StarSearch(index, names, worst)
    for found in search:
        total += np.bincount(found.grade, minlength=6)
        best = Stars.joined([best, found]).first(query.limit)
    if worst > 2:
        inferred, counted, paired = joins(index, names, worst, query.limit)
        total += counted
    else:
        inferred, paired = Joins.none(), True
    counts = {grade: int(n) for grade, n in enumerate(total) if n}
    return Rows(best, inferred, counts, search.complete and paired)

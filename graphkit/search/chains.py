"""Chains: institution, intermediary, provider and item, as one tender's records say.

A chain is a star on its tender, and within it of one part. What stands in different
tenders is given only where asked for (`min_grade` E3 or below), as inferred.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graphkit.search import grades
from graphkit.search.chain import Chain, Reader
from graphkit.search.chain_query import ChainQuery, Rows, rows
from graphkit.search.chain_rows import Row, join_rows, star_rows
from graphkit.search.graph import Graph
from graphkit.search.index import Index
from graphkit.search.misses import explain

__all__ = ["Chain", "ChainQuery", "ChainResult", "count", "search"]


@dataclass(frozen=True, slots=True)
class ChainResult:
    """Chains in order of grade, date and tender; where there are none, why.

    `misses` are sentences, nearest first. `truncated` says that there are more chains
    than `limit`, or more than could be combined.
    """

    chains: tuple[Chain, ...]
    misses: tuple[str, ...]
    truncated: bool


def search(graph: Graph, query: ChainQuery) -> ChainResult:
    """Return the chains that a query asks for.

    Raises QueryError for an unknown grade, NameLookupError for an unknown uid.
    """
    index = graph.index
    found = rows(index, query)
    reader = Reader(index, query.as_of, query.rules)
    chains = reader.chains(_ordered(index, found)[: query.limit])
    misses = () if chains else explain(index, query)
    more = sum(found.total.values()) > query.limit
    return ChainResult(chains, misses, more or not found.complete)


def count(graph: Graph, query: ChainQuery | None = None) -> Mapping[str, int]:
    """Return how many chains there are of each grade, without making them."""
    found = rows(graph.index, query or ChainQuery())
    return {grades.GRADES[grade - 1]: n for grade, n in sorted(found.total.items())}


def _ordered(index: Index, found: Rows) -> list[Row]:
    every = star_rows(index, found.stars) + join_rows(index, found.joins)
    tender = index.edges.tender
    return sorted(every, key=lambda row: (row.grade, row.day, tender[row.buyer]))

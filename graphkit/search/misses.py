"""Misses: what stood nearest, where a search for chains found nothing.

One thing that was asked for is let go at a time: the grade, then each name. The
sentences say what records name, never what they leave out of the world.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from graphkit.search.chain import Chain, Reader
from graphkit.search.chain_query import ChainQuery, rows
from graphkit.search.chain_rows import join_rows, star_rows
from graphkit.search.index import Index
from graphkit.search.path_query import ends_of

RELAXED = ("provider", "item", "intermediary", "institution")
"""Which name is let go first."""

WORST = "E5"


def explain(index: Index, query: ChainQuery) -> tuple[str, ...]:
    """Return sentences on why a query has no chains, the nearest miss first."""
    return tuple(dict.fromkeys(_sentences(index, query)))


def _sentences(index: Index, query: ChainQuery) -> Iterator[str]:
    if chain := _nearest(index, replace(query, min_grade=WORST)):
        yield f"not at {query.min_grade}, but at {chain.grade}: {told(chain)}"
    wider = replace(query, with_parts=True)
    if query.institution and wider != query and (chain := _nearest(index, wider)):
        name = index.name(index.number(query.institution))
        yield f"not by {name} itself, but with its parts: {told(chain)}"
    for place in RELAXED:
        if not getattr(query, place):
            continue
        freed = _freed(query, place)
        name = index.name(index.number(getattr(query, place)))
        if chain := _nearest(index, freed):
            yield f"not with {place} {name}, but {chain.grade}: {told(chain)}"
        elif chain := _nearest(index, replace(freed, min_grade=WORST)):
            yield (
                f"neither with {place} {name} nor at {query.min_grade}, "
                f"but {chain.grade}: {told(chain)}"
            )
    yield from _facts(index, query)


def _freed(query: ChainQuery, place: str) -> ChainQuery:
    freed: dict[str, Any] = {place: ""}
    return replace(query, **freed)


def _nearest(index: Index, query: ChainQuery) -> Chain | None:
    found = rows(index, replace(query, limit=1))
    every = star_rows(index, found.stars) + join_rows(index, found.joins)
    if not every:
        return None
    best = min(every, key=lambda row: (row.grade, row.day))
    return Reader(index, query.as_of, query.rules).chains([best])[0]


def told(chain: Chain) -> str:
    """Return a chain as one sentence: names, tenders, what decides its grade."""
    places = (chain.institution, chain.intermediary, chain.provider, chain.item)
    names = " -> ".join(filter(None, places))
    tenders = {hop.start_uid: hop.start for hop in chain.hops}
    tenders |= {hop.end_uid: hop.end for hop in chain.hops}
    listed = " and ".join(f"{tenders[uid]} ({uid})" for uid in chain.tenders)
    if chain.inferred:
        number = len(chain.tenders)
        return f"{names}, inferred across {number} tenders, {listed}: {chain.why}"
    return f"{names}, in tender {listed}: {chain.why}"


def _facts(index: Index, query: ChainQuery) -> Iterator[str]:
    """Say what is there of each name that was asked for."""
    if query.institution:
        yield _bought(index, query)
    if query.intermediary:
        node = index.number(query.intermediary)
        won = len(np.unique(index.edges.start[index.entering(node, "AWARDED_TO")]))
        yield f"{_tenders(won)} awarded to {index.name(node)}"
    for place, types in (("provider", ("VIA",)), ("item", ("SEEKS", "AWARDS"))):
        if uid := getattr(query, place):
            yield _named(index, uid, types)
    if not any(getattr(query, place) for place in RELAXED):
        yield _all(index)


def _bought(index: Index, query: ChainQuery) -> str:
    bodies = ends_of(index, query.institution, query.with_parts)
    tenders = np.unique(index.edges.end[index.leaving_all(bodies, "ISSUED")])
    place = index.within("Tender", tenders)
    telling = int((np.diff(index.cells.start)[place] > 0).sum())
    name = index.name(index.number(query.institution))
    parts = " and its parts" if query.with_parts else ""
    said = f"{_tenders(len(tenders))} issued by {name}{parts}"
    if not len(tenders):
        return said
    return f"{said}; {telling or 'none'} of them with a provider or an item named"


def _named(index: Index, uid: str, types: tuple[str, ...]) -> str:
    nodes = np.array(index.descendants(index.number(uid)))
    start, name = index.edges.start, index.name(index.number(uid))
    naming = len(np.unique(start[index.entering_all(nodes, *types)]))
    without = len(np.unique(start[index.entering_all(nodes, "EXCLUDES")]))
    ruled_out = f"; ruled out by {_tenders(without)}" if without else ""
    return f"{name} is named by {_tenders(naming)}{ruled_out}"


def _all(index: Index) -> str:
    count = index.labels["Tender"][1]
    telling = int((np.diff(index.cells.start) > 0).sum())
    return f"{_tenders(count)}; {telling or 'none'} with a provider or an item named"


def _tenders(number: int) -> str:
    return f"{number or 'no'} tender{'' if number == 1 else 's'}"

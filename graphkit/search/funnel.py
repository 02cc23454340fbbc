"""The funnel: from tenders to chains, how many are left at each step, and of how many.

Every step says what it counts, its denominator, and a few of those that it dropped. It
is about the records of the case: what a step drops may stand in records nobody loaded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.search.arrays import NONE, among, different
from graphkit.search.chain_query import ChainQuery, chosen
from graphkit.search.graph import Graph
from graphkit.search.index import Index
from graphkit.search.stars import StarSearch, is_direct

SAMPLES = 3
WORST = 3
"""The worst grade of a chain that is counted."""

ITEMS = ("SEEKS", "AWARDS")
Nodes = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Dropped:
    """One that a step dropped: what it is, by uid or path, and what it is called."""

    what: str
    name: str


@dataclass(frozen=True, slots=True)
class Step:
    """What is left after a step: `count` out of `of`, with samples of the others."""

    name: str
    count: int
    of: int
    dropped: tuple[Dropped, ...] = ()


def steps(graph: Graph) -> Iterator[Step]:
    """Yield the steps from the documents of a case to its chains of the best grade.

    A step counts among those of the step before; but those with a provider, with a
    chip and with both count among those with any of them.
    """
    index = graph.index
    tenders, documents = _all(index, "Tender"), _all(index, "Document")
    stating = different(index.support.document) + index.labels["Document"][0]
    issued = _ends(index, "ISSUED")
    provider, item = _starts(index, "VIA"), _starts(index, *ITEMS)
    naming = np.intersect1d(issued, np.union1d(provider, item))
    both = np.intersect1d(naming, np.intersect1d(provider, item))
    awarded = np.intersect1d(both, _starts(index, "AWARDED_TO"))
    yield _step(index, "documents that state a hop", stating, documents)
    yield Step("tenders", len(tenders), len(tenders))
    yield _step(index, "tenders whose institution is named", issued, tenders)
    yield _step(index, "of these with a provider or an item named", naming, issued)
    yield _step(index, "of these with a provider named", provider, naming)
    yield _step(index, "of these with a chip named", _chip(index), naming)
    yield _step(index, "of these with both a provider and an item", both, naming)
    yield _step(index, "of these awarded to somebody", awarded, both)
    before, (chained, best) = awarded, _chained(index)
    for grade, words in ((3, "E3"), (2, "E2"), (1, "E1")):
        found = chained[best <= grade]
        name = f"of these with a whole chain over an intermediary, at {words} or better"
        yield _step(index, name, found, before)
        before = found


def _step(index: Index, name: str, found: Nodes, of: Nodes) -> Step:
    others = np.setdiff1d(of, found)[:SAMPLES]
    dropped = tuple(Dropped(index.uid(int(n)), index.name(int(n))) for n in others)
    return Step(name, len(np.intersect1d(found, of)), len(of), dropped)


def _all(index: Index, label: str) -> Nodes:
    first, count = index.labels[label]
    return np.arange(first, first + count)


def _chip(index: Index) -> Nodes:
    """Return the tenders that name a chip, itself or as what a product runs on."""
    facts = index.of_type("RUNS_ON")
    first, count = index.labels["Chip"]
    edges = index.of_type(*ITEMS)
    named = index.edges.end[edges]
    is_chip = (named >= first) & (named < first + count)
    is_chip |= among(named, different(index.edges.start[facts]))
    return _numbers(index.edges.start[edges[is_chip]])


def _starts(index: Index, *types: str) -> Nodes:
    return _numbers(index.edges.start[index.of_type(*types)])


def _ends(index: Index, *types: str) -> Nodes:
    return _numbers(index.edges.end[index.of_type(*types)])


def _numbers(nodes: npt.NDArray[Any]) -> Nodes:
    return different(nodes).astype(np.int64)


def _chained(index: Index) -> tuple[Nodes, Nodes]:
    """Return the tenders with a chain in which nothing is missing, and its grade."""
    best: dict[int, int] = {}
    for stars in StarSearch(index, chosen(index, ChainQuery()), WORST):
        whole = (stars.award != NONE) & (stars.via != NONE) & (stars.item != NONE)
        whole &= ~is_direct(index, stars.award, stars.via)
        order = np.lexsort((stars.grade[whole], stars.tender[whole]))
        tenders, first = np.unique(stars.tender[whole][order], return_index=True)
        grades = stars.grade[whole][order][first]
        for tender, grade in zip(tenders.tolist(), grades.tolist(), strict=True):
            best[tender] = min(grade, best.get(tender, grade))
    found = sorted(best.items())
    numbers = np.array(found, np.int64).reshape(-1, 2)
    return numbers[:, 0], numbers[:, 1]

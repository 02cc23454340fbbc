"""Meetings: whether two steps may follow each other in a node, and how well joined."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.search.arrays import Flags, Letters
from graphkit.search.index import Index
from graphkit.search.numbered import UNCLEAR_PART, EdgeTable
from graphkit.search.steps import BODIES, NAMED, NEVER, floods, meeting, sides

Nodes = npt.NDArray[Any]
Steps = npt.NDArray[Any]

PARTED = NAMED | {"AWARDED_TO", "SUBCONTRACTED_TO", "BID_ON"}
"""Types whose edges belong to a part of their tender."""


@dataclass(frozen=True, slots=True)
class _Table:
    """What holds of classes and pairs of classes, whatever the edges."""

    best: Letters
    floods: Flags
    parted: Flags
    named: Flags
    body: Flags


@cache
def _table(tables: tuple[EdgeTable, ...]) -> _Table:
    every = sides(tables)
    best = np.ones((len(every) + 1, len(every)), np.uint8)
    best[:-1] = [[meeting(one, other) for other in every] for one in every]
    flooding = np.zeros(best.shape, np.bool_)
    flooding[:-1] = [[floods(one, other) for other in every] for one in every]
    return _Table(
        best,
        flooding,
        np.array([kind in PARTED and at == "Tender" for kind, at, _ in every]),
        np.array([kind in NAMED and at == "Tender" for kind, at, _ in every]),
        np.array([kind in BODIES and at == "Organization" for kind, at, _ in every]),
    )


class Meetings:
    """The rules of an index: `best[a, b]` is the best grade of two classes that meet.

    `start` is the class of a path's first node, which meets everything. In a hub, an
    organisation with more than `hub` steps, `floods[a, b]` may not meet.
    """

    def __init__(self, index: Index, hub: int) -> None:
        """Look up the rules for every pair of classes."""
        self.index = index
        self.table = _table(index.tables)
        self.best, self.floods = self.table.best, self.table.floods
        self.start = self.best.shape[1]
        self.is_body: Flags = np.append(self.table.body, False)
        self.is_hub: Flags = np.diff(index.steps.start) > hub

    def classes(self, nodes: Nodes, edges: Steps) -> Steps:
        """Return the classes in which edges meet nodes."""
        of = self.index.edges
        found: Steps = of.table[edges].astype(np.int64) * 2 + (of.end[edges] == nodes)
        return found

    def floors(self, nodes: Nodes, one: Steps, other: Steps) -> Letters:
        """Return the best grade of pairs of edges that meet in nodes, or NEVER."""
        a, b = self.classes(nodes, one), self.classes(nodes, other)
        floor = self.best[a, b]
        floor = np.maximum(floor, self._parts(a, b, one, other))
        return np.maximum(floor, self._tenders(a, b, one, other))

    def flooded(self, nodes: Nodes, one: Steps, other: Steps) -> Flags:
        """Say of pairs of edges whether they meet in a hub that must not join them."""
        a, b = self.classes(nodes, one), self.classes(nodes, other)
        flooded: Flags = self.is_hub[nodes] & self.floods[a, b]
        return flooded

    def _parts(self, a: Steps, b: Steps, one: Steps, other: Steps) -> Letters:
        """Two hops of one tender are of one part; where it is not stated, E3."""
        steps, part = self.index.steps, self.index.edges.part
        parted, named = self.table.parted, self.table.named
        both = parted[a] & parted[b]
        unclear = (part[one] == UNCLEAR_PART) | (part[other] == UNCLEAR_PART)
        crowd = (steps.crowded[one] & named[b]) | (steps.crowded[other] & named[a])
        floor = np.where(both & (part[one] != part[other]), NEVER, 1)
        floor = np.where(both & unclear, 3, floor)
        return np.maximum(floor, np.where(crowd, 3, 1)).astype(np.uint8)

    def _tenders(self, a: Steps, b: Steps, one: Steps, other: Steps) -> Letters:
        """Two tenders are joined by an identifier or a judgement, else by a name."""
        index = self.index
        body = self.table.body
        identifier = index.edges.identifier
        equal = (identifier[one] == identifier[other]) & (identifier[one] > 0)
        judged = index.is_basis(one, "judgement") | index.is_basis(other, "judgement")
        # A name that compares as the same as the judged one is no judgement.
        judged &= ~(index.is_basis(one, "name") | index.is_basis(other, "name"))
        return np.where(body[a] & body[b] & ~equal & ~judged, 4, 1).astype(np.uint8)

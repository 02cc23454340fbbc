"""Steps: how a path may go on from node to node, and what each step costs it.

A path passes through organisations and tenders, and through a product only from who
names or sells it to what it has. It never bounces through a provider, chip, model,
rule or list: there it ends, or goes on to what that is a variant of or falls under.
A tender's agency is an end of a path, never on the way. Two hops of one tender must
be of one part; two tenders meet in an organisation only as an inference.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graphkit.search.arrays import Flags, Ints, Letters, Longs, coded, distinct, listed
from graphkit.search.cells import edges_of, standing
from graphkit.search.numbered import UNCLEAR_PART, EdgeTable, Numbered

NEVER = 9
"""Worse than any grade: two steps that may not follow each other."""

UNUSED = frozenset(("RESELLS", "DOCUMENTED_BY", "EXCLUDES", "CLASSIFIED_AS"))
BODIES = frozenset(("ISSUED", "AWARDED_TO", "BID_ON", "SUBCONTRACTED_TO", "HANDLED_BY"))
"""Types that bring an organisation and a tender together."""

NAMED = frozenset(("VIA", "SEEKS", "AWARDS"))
ITEMS = frozenset(("SEEKS", "AWARDS"))
ONWARD = frozenset(("VARIANT_OF", "CONTROLLED_BY"))
BETWEEN_BODIES = frozenset(
    ("POSSIBLY_SAME", "PART_OF", "OWNS", "OPERATES", "LISTED_ON")
)
BASES = {"identifier": 3, "judgement": 3, "name": 4}
"""The best grade of an edge that says who belongs to whom, by what it rests on."""

Classes = Letters
"""How a step meets a node: twice its edge's table, and 1 where the edge ends there."""


@dataclass(frozen=True, slots=True)
class Steps:
    """From every node the steps a path may take, in order of their edges.

    A node's steps are places `start[n]:start[n + 1]` in `edge`, `far` (the node they
    lead to), `arrival` (the class in which they reach it) and `bar` (the best grade
    they allow a path). By edge, `floor` is that grade, and `crowded` says that its part
    of a tender has several suppliers. By node, `kin` says that an organisation has
    steps that lead to no tender, `joint` that some of its edges carry what joins
    tenders at E3.
    """

    start: Longs
    edge: Ints
    far: Ints
    arrival: Classes
    bar: Letters
    floor: Letters
    crowded: Flags
    kin: Flags
    joint: Flags


def steps_of(numbered: Numbered) -> Steps:
    """Return the steps of a numbered graph; what ended without an award is no step."""
    edges, stands = numbered.edges, standing(numbered)
    used = np.array([table.type not in UNUSED for table in numbered.tables])
    edge = np.flatnonzero(used[edges.table] & stands & (edges.start != edges.end))
    n_nodes = sum(count for _, count in numbered.labels.values())
    start, both = listed(
        np.concatenate((edges.start[edge], edges.end[edge])),
        np.concatenate((edge, edge)),
        n_nodes,
    )
    node = np.repeat(np.arange(n_nodes, dtype=np.int32), np.diff(start))
    leaves = edges.start[both] == node
    bases = numbered.vocabularies["basis"]
    judged = np.array([basis == "judgement" for basis in bases])[edges.basis]
    body = np.array([table.type in BODIES for table in numbered.tables])
    kin, joint = np.zeros((2, n_nodes), np.bool_)
    kin[node[~body[edges.table[both]]]] = True
    joint[node[(edges.identifier[both] > 0) | judged[both]]] = True
    floor = _floors(numbered)
    return Steps(
        start,
        both,
        np.where(leaves, edges.end[both], edges.start[both]),
        edges.table[both] * np.uint8(2) + leaves,
        floor[both],
        floor,
        _crowded(numbered, stands),
        kin,
        joint,
    )


def _floors(numbered: Numbered) -> Letters:
    """Return the best grade each edge allows a path, by what it rests on as well."""
    edges, bases = numbered.edges, numbered.vocabularies["basis"]
    kinds = [table.type for table in numbered.tables]
    joining = np.array([k in BETWEEN_BODIES or k == "RETENDER_OF" for k in kinds])
    retender = np.array([kind == "RETENDER_OF" for kind in kinds])
    by_basis = np.array([BASES.get(basis, 1) for basis in bases])[edges.basis]
    floor = np.where(joining[edges.table], by_basis, 1)
    floor = np.maximum(floor, np.where(retender[edges.table], 3, 1))
    return np.maximum(floor, numbered.support.grade).astype(np.uint8)


def _crowded(numbered: Numbered, stands: Flags) -> Flags:
    """Say of every award whether its part of the tender has other suppliers."""
    edges = numbered.edges
    award = edges_of(numbered.tables, "AWARDED_TO")
    award = award[stands[award] & (edges.part[award] != UNCLEAR_PART)]
    cell = coded(edges.start[award], edges.part[award])
    crowded = np.zeros(len(edges), np.bool_)
    crowded[award] = (distinct(cell, edges.end[award], 0) > 1)[cell]
    return crowded


Side = tuple[str, str, int]
"""A type of edge, the label at one of its ends, and which end: 0 start, 1 end."""


def sides(tables: Sequence[EdgeTable]) -> list[Side]:
    """Return what each class stands for, in their order."""
    return [
        (table.type, label, side)
        for table in tables
        for side, label in enumerate((table.start, table.end))
    ]


def meeting(one: Side, other: Side) -> int:
    """Return the best grade two steps allow that meet in one node, or NEVER."""
    (kind, label, _), (second, second_label, _) = one, other
    both = {kind, second}
    if label != second_label or UNUSED & both:
        return NEVER
    if label == "Tender":
        return 1
    if label == "Organization":
        if "HANDLED_BY" in both:
            return NEVER
        return 3 if both <= BODIES else 1
    if label == "Product":
        return 2 if len(both - ITEMS) + bool(both & ITEMS) == 2 else NEVER
    return 2 if _goes_on(one) != _goes_on(other) else NEVER


def _goes_on(side: Side) -> bool:
    return side[0] in ONWARD and side[2] == 0


def floods(one: Side, other: Side) -> bool:
    """Say whether two steps may not meet in a hub: all of its tenders, or kin."""
    both = {one[0], other[0]}
    return one[1] == "Organization" and (both <= BODIES or both <= BETWEEN_BODIES)

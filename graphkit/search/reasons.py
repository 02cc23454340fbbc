"""Reasons: which hop or join decides the grade of a chain or path, in plain words."""

from collections.abc import Sequence

import numpy as np

from graphkit.search.arrays import NONE
from graphkit.search.chain_rows import Row
from graphkit.search.grades import SECOND_HAND
from graphkit.search.index import Index
from graphkit.search.meetings import Meetings
from graphkit.search.numbered import UNCLEAR_PART
from graphkit.search.path_seeker import ONE_TENDER, Found

RESTING = {
    "identifier": "rests on an identifier",
    "judgement": "rests on a judgement",
    "name": "rests on an equal name",
    "record": "joins two tenders",
    "amendment": "joins two tenders",
    "catalogue": "is a catalogue fact",
    "": "joins two tenders",
}
WORDS = {
    "catalogue": "is a catalogue fact",
    "reported": "is reported, not read in the record itself",
    "analyst": "is an analyst's note",
}


def of_chain(index: Index, row: Row) -> str:
    """Say what decides a chain's grade: the weakest hop or join."""
    said = _deciding(index, row)
    return "; ".join(filter(None, (said, _partition(index, row))))


def _deciding(index: Index, row: Row) -> str:
    if row.grade == row.floor and row.grade > 2:
        return of_hops(index, row.hops, row.grade)
    if row.won != NONE:
        return _joined(index, row)
    if row.grade == 3:
        return _part(index, row.hops)
    return of_hops(index, row.hops, row.grade)


def _joined(index: Index, row: Row) -> str:
    dealer = index.name(int(index.edges.end[row.won]))
    if row.grade > 3:
        return f"two tenders, joined by the name of {dealer}"
    if index.is_basis(np.array([row.won, row.award]), "judgement").any():
        return f"two tenders, joined by a judgement about {dealer}"
    return f"two tenders, joined by the identifier of {dealer}"


def _part(index: Index, edges: Sequence[int]) -> str:
    for edge in edges:
        if index.edges.part[edge] == UNCLEAR_PART:
            return f"{index.type(edge)} does not state its part of the tender"
    return "one part has several suppliers, and no record says who supplies what"


def of_hops(index: Index, edges: Sequence[int], grade: int) -> str:
    """Say what decides a grade that is due to the hops themselves."""
    if grade == 1:
        return "one document states every hop"
    worst = max(edges, key=lambda edge: int(index.support.grade[edge]))
    if index.support.grade[worst] == grade:
        return f"{index.type(worst)} {_fault(index, worst)}"
    if any(index.support.only[edge] == NONE for edge in edges):
        return "a hop stands only in a record compiled by others"
    return "the hops stand in different documents of one tender"


def _fault(index: Index, edge: int) -> str:
    if index.type(edge) == "POSSIBLY_SAME":
        return "is an unsure pair"
    if not index.texts["quote"][edge]:
        return "has no quote"
    if index.support.grade[edge] == 5:
        return "is a note without a source"
    provenance = index.said("provenance", edge)
    return WORDS[provenance if provenance in SECOND_HAND else "catalogue"]


def _partition(index: Index, row: Row) -> str:
    """Say where the catalogue lists a product for other providers than the tender's."""
    if row.fact == NONE or row.via == NONE:
        return ""
    product = int(index.edges.start[row.fact])
    provider = int(index.edges.end[row.via])
    sellers = index.edges.start[index.entering(product, "OFFERS")].tolist()
    if not sellers or any(provider in index.kin(seller) for seller in sellers):
        return ""
    listed = ", ".join(index.name(seller) for seller in sellers)
    return (
        f"the catalogue lists {index.name(product)} for {listed}, "
        f"not for {index.name(provider)}"
    )


def of_path(index: Index, meetings: Meetings, way: Found) -> str:
    """Say what decides a path's grade: the weakest hop, or join of two hops."""
    for node, one, other in zip(way.nodes[1:], way.edges, way.edges[1:], strict=False):
        pair = np.array([one]), np.array([other])
        floor = int(meetings.floors(np.array([node]), *pair)[0])
        if floor == way.grade and floor > ONE_TENDER:
            return _meeting(index, node, one, other, floor)
    floors = index.steps.floor[list(way.edges)]
    worst = way.edges[int(floors.argmax())]
    if floors.max() == way.grade and index.support.grade[worst] < way.grade > 1:
        return f"{index.type(worst)} {RESTING[index.said('basis', worst)]}"
    return of_hops(index, way.edges, way.grade)


def _meeting(index: Index, node: int, one: int, other: int, floor: int) -> str:
    if index.label(node) == "Tender":
        return _part(index, (one, other))
    if floor > 3:
        return f"two tenders, joined by the name of {index.name(node)}"
    if index.is_basis(np.array([one, other]), "judgement").any():
        return f"two tenders, joined by a judgement about {index.name(node)}"
    return f"two tenders, joined by the identifier of {index.name(node)}"

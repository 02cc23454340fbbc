"""Neighbours: what a thing is joined to, counted before anything is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.errors import NameLookupError, QueryError
from graphkit.search import grades, hops
from graphkit.search.arrays import NONE
from graphkit.search.hops import EPOCH
from graphkit.search.index import Index
from graphkit.search.numbered import EdgeTable
from graphkit.source import PROVENANCES

DIRECTIONS = ("out", "in")
HUB = 200
"""More edges of one kind than this are not shown unless a person asks for them."""

Row = dict[str, Any]
Edges = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """Which edges of a thing are wanted: of a type and direction, within bounds.

    Empty bounds bound nothing. `offset` leaves out the first, `limit` gives the most.
    """

    type: str
    direction: str
    other: str = ""
    offset: int = 0
    limit: int = 40
    since: date | None = None
    until: date | None = None
    stage: str = ""
    provenance: str = ""
    min_grade: str = "E5"
    min_amount: float = 0.0


def counts(index: Index, uid: str) -> list[Row]:
    """Return how many edges a thing has: by type, direction and label of the far end.

    `hub` says that there are more than HUB. Largest first.
    """
    node = number(index, uid)
    rows = []
    for direction in DIRECTIONS:
        edges = _around(index, node, direction)
        tables, found = np.unique(index.edges.table[edges], return_counts=True)
        for place, count in zip(tables.tolist(), found.tolist(), strict=True):
            table = index.tables[place]
            rows.append(
                {
                    "type": table.type,
                    "direction": direction,
                    "label": _far(table, direction),
                    "count": count,
                    "hub": count > HUB,
                }
            )
    return sorted(rows, key=lambda row: (-row["count"], row["type"]))


def expand(index: Index, uid: str, wish: Wish) -> tuple[list[Row], int]:
    """Return edges of a thing, newest first, and how many there are within the bounds.

    Raises QueryError for a direction, a grade or a word that there is not.
    """
    if wish.direction not in DIRECTIONS or wish.min_grade not in grades.GRADES:
        raise QueryError(f"{wish.direction} {wish.min_grade}: no direction or no grade")
    node = number(index, uid)
    edges = _around(index, node, wish.direction)
    chosen = [
        place
        for place, table in enumerate(index.tables)
        if table.type == wish.type and wish.other in ("", _far(table, wish.direction))
    ]
    edges = edges[np.isin(index.edges.table[edges], chosen)]
    edges = edges[_within(index, edges, wish)]
    newest = edges[np.lexsort((edges, -index.edges.day[edges].astype(np.int64)))]
    some = newest[wish.offset : wish.offset + wish.limit]
    return list(described(index, some)), len(edges)


def described(index: Index, edges: Edges) -> Iterator[Row]:
    """Yield edges as a drawing needs them, in their order, with their best quote."""
    found, _ = hops.read(index, edges)
    for edge in map(int, edges):
        hop, day = found[edge], hops.day(int(index.edges.day[edge]))
        until = hops.day(int(index.edges.until[edge]))
        amount = float(index.edges.amount[edge])
        tender = int(index.edges.tender[edge])
        yield {
            "key": hop.key,
            "type": hop.type,
            "from": hop.start_uid,
            "to": hop.end_uid,
            "tender": index.uid(tender) if tender != NONE else "",
            "part": hop.part,
            "grade": grades.GRADES[max(int(index.support.grade[edge]), 1) - 1],
            "provenance": PROVENANCES[int(index.edges.provenance[edge])],
            "inferred": False,
            "quote": hop.quote,
            "count": hop.documents,
            "stage": index.said("stage", edge),
            "modality": index.said("modality", edge),
            "basis": index.said("basis", edge),
            "date": hops.said_date(day, until),
            "amount": None if np.isnan(amount) else amount,
            "currency": index.said("currency", edge),
            "tax": index.said("tax", edge),
            "path": hop.path,
            "source": hop.source,
            "locator": hop.locator,
        }


def number(index: Index, uid: str) -> int:
    """Return the node of a uid. Raises NameLookupError where there is none."""
    found = index.number(uid)
    if found == NONE:
        raise NameLookupError(f"nothing has the uid {uid!r}")
    return found


def _far(table: EdgeTable, direction: str) -> str:
    """Return the label of what edges of a table lead to from this side."""
    return table.end if direction == "out" else table.start


def _around(index: Index, node: int, direction: str) -> Edges:
    return index.leaving(node) if direction == "out" else index.entering(node)


def _within(index: Index, edges: Edges, wish: Wish) -> npt.NDArray[np.bool_]:
    held = np.ones(len(edges), np.bool_)
    table = index.edges
    if wish.since:
        held &= table.day[edges] >= (wish.since - EPOCH).days
    if wish.until:
        held &= table.until[edges] <= (wish.until - EPOCH).days
        held &= table.day[edges] >= -(10**6)
    for name in ("stage", "provenance"):
        if word := getattr(wish, name):
            known = PROVENANCES if name == "provenance" else index.vocabularies[name]
            place = known.index(word) if word in known else NONE
            held &= getattr(table, name)[edges] == place
    if wish.min_amount:
        held &= np.nan_to_num(table.amount[edges]) >= wish.min_amount
    held &= (
        np.asarray(index.support.grade[edges])
        <= grades.GRADES.index(wish.min_grade) + 1
    )
    return held

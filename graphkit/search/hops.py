"""Hops as people see them: two names, the words that say so, and where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.assemble.edges import KEYED_BY_MODALITY
from graphkit.identity import edge_key
from graphkit.search.arrays import NO_DAY, NONE
from graphkit.search.index import Index

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Hop:
    """An edge with its best evidence; `start` and `end` are names."""

    type: str
    start: str
    end: str
    start_uid: str
    end_uid: str
    part: str
    key: str
    documents: int
    quote: str
    path: str
    source: str
    locator: str

    def to_json(self) -> dict[str, object]:
        """Return the hop as `chains --json` and `paths --json` print it."""
        return {
            "type": self.type,
            "from": self.start,
            "to": self.end,
            "quote": self.quote,
            "path": self.path,
            "source": self.source,
            "locator": self.locator,
            "from_uid": self.start_uid,
            "to_uid": self.end_uid,
            "part": self.part,
            "documents": self.documents,
            "key": self.key,
        }


class Names:
    """Names and uids of nodes, read once for all that is shown."""

    def __init__(self, index: Index, nodes: npt.NDArray[Any]) -> None:
        """Read the nodes that are given; each may come several times."""
        every = np.unique(nodes[nodes != NONE])
        numbers = every.tolist()
        self.uids = dict(zip(numbers, index.uids_of(every), strict=True))
        said = index.texts["name"].many(every)
        self.names = {
            node: name or self.uids[node]
            for node, name in zip(numbers, said, strict=True)
        }


def read(index: Index, edges: npt.NDArray[Any]) -> tuple[dict[int, Hop], Names]:
    """Return the hops of edges by their number, and the names of what they join."""
    every = np.unique(edges[edges != NONE])
    starts, ends = index.edges.start[every], index.edges.end[every]
    names = Names(index, np.concatenate((starts, ends)))
    modalities = index.vocabularies["modality"]
    hops = {}
    for edge, start, end, table, modality, part, *said in zip(
        every.tolist(),
        starts.tolist(),
        ends.tolist(),
        index.edges.table[every].tolist(),
        index.edges.modality[every].tolist(),
        index.parts_of(every),
        *_said(index, every),
        strict=True,
    ):
        kind, uids = index.tables[table].type, (names.uids[start], names.uids[end])
        key = _key(kind, *uids, part, modalities[modality])
        called = names.names[start], names.names[end]
        hops[edge] = Hop(kind, *called, *uids, part, key, *said)
    return hops, names


def _said(index: Index, edges: npt.NDArray[Any]) -> Iterator[list[Any]]:
    """Yield columns of edges: documents, quote, path, source, locator."""
    texts, sources = index.texts, index.edges.source[edges]
    yield index.support.count(edges).tolist()
    yield texts["quote"].many(edges)
    yield texts["path"].many(sources)
    yield texts["source"].many(sources)
    yield texts["locator"].many(edges)


def said_date(first: date | None, last: date | None) -> str:
    """Return a date as precise as it is: a day, YYYY-MM or YYYY; '' for none."""
    if first is None or first == last or last is None:
        return first.isoformat() if first else ""
    is_month = (first.year, first.month) == (last.year, last.month)
    return first.isoformat()[: 7 if is_month else 4]


def _key(kind: str, start: str, end: str, part: str, modality: str) -> str:
    keyed = modality if kind in KEYED_BY_MODALITY else ""
    return edge_key(kind, start, end, part, keyed)


def day(number: int) -> date | None:
    """Return the date of a day's number; None for NO_DAY and beyond the calendar."""
    try:
        return None if number == NO_DAY else EPOCH + timedelta(days=number)
    except OverflowError:
        return None

"""Patched: a part of an index with some edges taken out and others put in.

For a look at what would be, in memory alone. Nodes are numbered as in the whole index,
new organisations after the others, so that both looks count alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.search import grades
from graphkit.search.arrays import NO_DAY, NONE, spread
from graphkit.search.cells import cells_of
from graphkit.search.index import Index, adjacency
from graphkit.search.numbered import UNCLEAR_PART, Edges, EdgeTable, Numbered
from graphkit.search.support import supported
from graphkit.source import PROVENANCES

Row = Mapping[str, Any]
Numbers = npt.NDArray[np.int64]

_DAY_0 = date(1970, 1, 1)


@dataclass(frozen=True)
class Patch:
    """Edges to take out, by their table's name and row, and rows to put in.

    `identifiers` are those that the edges taken out carry, beside their numbers;
    `bodies` the uids of organisations that the index does not have.
    """

    index: Index
    out: Numbers
    rows: Mapping[str, Sequence[Row]]
    identifiers: Mapping[str, int]
    bodies: tuple[str, ...]

    @property
    def n_nodes(self) -> int:
        """How many nodes there are, with the new ones."""
        return sum(count for _, count in self._labels().values())

    def node(self, uid: str) -> int:
        """Return the number of a node, old or new; NONE for none."""
        if uid in self.bodies:
            return self.bound + self.bodies.index(uid)
        node = self.index.number(uid)
        return node if node == NONE else int(self.shifted(np.array([node]))[0])

    def uid(self, node: int) -> str:
        """Return the uid of a number."""
        if self.bound <= node < self.bound + len(self.bodies):
            return self.bodies[node - self.bound]
        return self.index.uid(node if node < self.bound else node - len(self.bodies))

    def shifted(self, nodes: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return the numbers that nodes of the index have here."""
        moved: npt.NDArray[Any] = nodes + len(self.bodies) * (nodes >= self.bound)
        return moved

    @cached_property
    def bound(self) -> int:
        """The number of the first new organisation."""
        first, count = self.index.labels["Organization"]
        return first + count

    def looks(self, edges: Numbers) -> tuple[Index, Index]:
        """Return the index of some edges as it is, and as it would be."""
        return self._look(edges, {}), self._look(
            np.setdiff1d(edges, self.out), self.rows
        )

    def _look(self, edges: Numbers, rows: Mapping[str, Sequence[Row]]) -> Index:
        index = self.index
        pieces: list[Edges] = []
        documents: list[list[str]] = []
        floors: list[npt.NDArray[Any]] = []
        made: list[EdgeTable] = []
        kept_of: list[Numbers] = []
        bases = index.vocabularies["basis"]
        vocabularies = {**index.vocabularies, "basis": _with(bases, "judgement")}
        first = 0
        for number, table in enumerate(index.tables):
            low, high = np.searchsorted(edges, (table.first, table.first + table.count))
            kept, new = edges[low:high], rows.get(table.name, ())
            old = Edges(
                *(getattr(index.edges, field.name)[kept] for field in fields(Edges))
            )
            old = replace(
                old,
                start=self.shifted(old.start),
                end=self.shifted(old.end),
                tender=self.shifted(old.tender),
            )
            added = self._edges(number, table, new, vocabularies)
            pieces += [old, added]
            floors += [
                index.support.grade[kept],
                _floors(table, added, new, vocabularies["basis"]),
            ]
            kept_of += [kept, np.full(len(new), NONE, np.int64)]
            documents += [list(row["documents"]) for row in new]
            count = len(kept) + len(new)
            made.append(replace(table, first=first, count=count))
            first += count
        every = Edges(
            *(
                np.concatenate([getattr(piece, field.name) for piece in pieces])
                for field in fields(Edges)
            )
        )
        origin = np.concatenate(kept_of)
        owner, document = self._support(origin, documents)
        grade = np.concatenate(floors).astype(np.uint8)
        support = supported(owner, document, index.support.compiled, grade)
        labels = self._labels()
        numbered = Numbered(
            labels,
            index.uids,
            tuple(made),
            vocabularies,
            every,
            support,
            index.tenders,
            index.texts,
        )
        return Index(
            labels,
            index.uids,
            tuple(made),
            vocabularies,
            index.texts,
            every,
            support,
            index.tenders,
            adjacency(numbered),
            cells_of(numbered),
            index.steps,
        )

    def _labels(self) -> dict[str, tuple[int, int]]:
        more, found = len(self.bodies), {}
        for label, (first, count) in self.index.labels.items():
            if label == "Organization":
                found[label] = (first, count + more)
            else:
                found[label] = (first + more * (first >= self.bound), count)
        return found

    def _support(
        self, origin: Numbers, documents: Sequence[Sequence[str]]
    ) -> tuple[Numbers, Numbers]:
        """Return (edge, document) pairs of edges kept, then of those put in, sorted."""
        start = self.index.support.start
        places = np.flatnonzero(origin != NONE)
        kept = origin[places]
        owner, at = spread(start[kept], start[kept + 1])
        first = self.index.labels["Document"][0]
        put = np.flatnonzero(origin == NONE)
        pairs = [
            (int(place), self.index.number(uid) - first)
            for place, uids in zip(put.tolist(), documents, strict=True)
            for uid in uids
        ]
        owners = np.concatenate((places[owner], [place for place, _ in pairs]))
        numbers = np.concatenate(
            (self.index.support.document[at], [number for _, number in pairs])
        )
        order = np.lexsort((numbers, owners))
        return owners[order].astype(np.int64), numbers[order].astype(np.int64)

    def _edges(
        self,
        number: int,
        table: EdgeTable,
        rows: Sequence[Row],
        vocabularies: Mapping[str, Sequence[str]],
    ) -> Edges:
        start = [self.node(row["src"]) for row in rows]
        end = [self.node(row["dst"]) for row in rows]
        tender = [NONE] * len(rows)
        if (table.start == "Tender") != (table.end == "Tender"):
            tender = start if table.start == "Tender" else end
        days = [_days(row) for row in rows]
        columns: dict[str, Any] = {
            "start": start,
            "end": end,
            "table": [number] * len(rows),
            "tender": tender,
            "part": [self._part(row["part"]) for row in rows],
            "day": [day for day, _ in days],
            "until": [until for _, until in days],
            "provenance": [PROVENANCES.index(row["provenance"]) for row in rows],
            "source": [0] * len(rows),
            "identifier": [self._identifier(row["identifier"]) for row in rows],
            "amount": [
                float("nan") if row["amount"] is None else row["amount"] for row in rows
            ],
        }
        for name in ("stage", "modality", "currency", "tax", "basis"):
            known = {text: place for place, text in enumerate(vocabularies[name])}
            columns[name] = [known.get(row[name], 0) for row in rows]
        kinds = {
            field.name: getattr(self.index.edges, field.name).dtype
            for field in fields(Edges)
        }
        return Edges(**{name: np.array(columns[name], kinds[name]) for name in kinds})

    def _part(self, text: str) -> int:
        if text in ("", "?"):
            return UNCLEAR_PART if text else 0
        return self._parts[text]

    @cached_property
    def _parts(self) -> Mapping[str, int]:
        texts = self.index.texts["part"]
        return {
            text: place for place, text in enumerate(texts.many(np.arange(len(texts))))
        }

    def _identifier(self, text: str) -> int:
        return self.identifiers.get(text, 0) if text else 0


def around(index: Index, bodies: Numbers) -> Numbers:
    """Return all edges that chains of some organisations may rest on, ascending.

    Those of their tenders, and of whatever their suppliers were awarded; and edges
    that belong to no tender.
    """
    edges = index.edges
    every = {table.type for table in index.tables}
    own = np.concatenate(
        (index.leaving_all(bodies, *every), index.entering_all(bodies, *every))
    )
    tenders = np.unique(edges.tender[own])
    tenders = tenders[tenders != NONE].astype(np.int64)
    dealers = np.unique(edges.end[index.leaving_all(tenders, "AWARDED_TO")])
    others = edges.start[index.entering_all(dealers.astype(np.int64), "AWARDED_TO")]
    wanted = np.zeros(index.n_nodes + 1, np.bool_)
    wanted[tenders] = wanted[others] = wanted[NONE] = True
    return np.flatnonzero(wanted[edges.tender])


def _with(vocabulary: Sequence[str], word: str) -> tuple[str, ...]:
    # At the end, so that the places of the others stay.
    return tuple(vocabulary) if word in vocabulary else (*vocabulary, word)


def _floors(
    table: EdgeTable, edges: Edges, rows: Sequence[Row], bases: Sequence[str]
) -> npt.NDArray[Any]:
    return grades.floors(
        provenance=edges.provenance,
        basis=edges.basis,
        bases=bases,
        unsure=np.full(len(rows), table.type == "POSSIBLY_SAME"),
        quoted=np.array([bool(row["quote"]) for row in rows], np.bool_),
        sourced=np.array([bool(row["source"]) for row in rows], np.bool_),
    )


def _days(row: Row) -> tuple[int, int]:
    """Return the first and last day that a date may mean, as the index counts."""
    day: date | None = row["date"]
    if day is None:
        return NO_DAY, NO_DAY
    first = (day - _DAY_0).days
    if len(row["date_text"]) == 4:
        return first, (date(day.year, 12, 31) - _DAY_0).days
    if len(row["date_text"]) == 7:
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return first, (following - _DAY_0).days - 1
    return first, first

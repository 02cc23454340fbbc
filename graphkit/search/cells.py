"""Cells: what one part of one tender names, ready to be combined into chains.

A cell is a tender and one of its parts. What a tender with several parts says without
a part ('?') stands in every one of its cells; where nothing has a part, in one cell of
its own. Only cells that name a provider or an item are kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.search.arrays import (
    NONE,
    Flags,
    Ints,
    Longs,
    among,
    different,
    distinct,
    grouped,
    listed,
    spread,
)
from graphkit.search.numbered import UNCLEAR_PART, Edges, EdgeTable, Numbered

MOST_PLACES = 1_000_000
"""In how many cells of a tender what has no part may stand in all, else in its own."""

ENDED = ("failed", "cancelled")
"""Stages that end a tender, or a part of it, without an award."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Lists of edges by cell, and the ways to the cells.

    A cell's awards are `award[award_start[c]:award_start[c + 1]]`, and so are its
    providers (`via`) and items; `fact` is the RUNS_ON edge that leads from an item on
    to its chip, NONE for the item itself. `crowded` says that a cell has several
    suppliers. A tender's cells are `start[t]:start[t + 1]`, its buyers' edges
    `buyer[buyer_start[t]:buyer_start[t + 1]]` (`t` counts among tenders). An
    organisation's awards that stand are `won[won_start[o]:won_start[o + 1]]` (`o`
    counts among organisations).
    """

    tender: Ints
    part: Ints
    start: Longs
    crowded: Flags
    award_start: Longs
    award: Ints
    via_start: Longs
    via: Ints
    item_start: Longs
    item: Ints
    fact: Ints
    buyer_start: Longs
    buyer: Ints
    won_start: Longs
    won: Ints

    def __len__(self) -> int:
        """Return how many cells there are."""
        return len(self.tender)


def cells_of(numbered: Numbered) -> Cells:
    """Return the cells of a numbered graph."""
    return _Cutter(numbered).cut()


def standing(numbered: Numbered) -> Flags:
    """Say of every edge whether it stands: all but awards of what ended without one.

    Nor does an award to the tender's own agency stand.
    """
    cutter, tables = _Cutter(numbered), numbered.tables
    stands = np.ones(len(numbered.edges), np.bool_)
    stands[edges_of(tables, "AWARDED_TO", "AWARDS")] = False
    stands[cutter.standing_awards()] = True
    stands[cutter.standing(edges_of(tables, "AWARDS"))] = True
    return stands


def edges_of(tables: Sequence[EdgeTable], *types: str) -> npt.NDArray[np.int64]:
    """Return the numbers of all edges of the given types, ascending."""
    runs = [
        np.arange(table.first, table.first + table.count)
        for table in tables
        if table.type in types
    ]
    return np.concatenate([np.zeros(0, np.int64), *runs])


Entries = tuple[npt.NDArray[Any], npt.NDArray[Any]]
"""Cells and edges, side by side."""


class _Cutter:
    def __init__(self, numbered: Numbered) -> None:
        self.edges: Edges = numbered.edges
        self.tables = numbered.tables
        self.labels: Mapping[str, tuple[int, int]] = numbered.labels
        self.first, self.n_tenders = numbered.labels["Tender"]
        self.tender_stage = numbered.tenders.stage
        stages = numbered.vocabularies["stage"]
        self.ended = np.array([stages.index(stage) for stage in ENDED])
        modalities = numbered.vocabularies["modality"]
        self.plain = [modalities.index(m) for m in ("", "required") if m in modalities]

    def cut(self) -> Cells:
        said = {
            "award": self.standing_awards(),
            "via": edges_of(self.tables, "VIA"),
            "item": np.concatenate(
                (
                    edges_of(self.tables, "SEEKS"),
                    self.standing(edges_of(self.tables, "AWARDS")),
                )
            ),
        }
        keys = self.cell_keys(np.concatenate([*said.values()]))
        entries = {name: self.placed(keys, edges) for name, edges in said.items()}
        entries["item"] = self.without_answered(entries["item"])
        named = np.zeros(len(keys), np.bool_)
        named[entries["via"][0]] = named[entries["item"][0]] = True
        entries = {name: _kept(named, *entry) for name, entry in entries.items()}
        return self.cells(keys[named], entries, said["award"])

    def cells(
        self, keys: npt.NDArray[Any], entries: Mapping[str, Entries], won: Any
    ) -> Cells:
        count = len(keys)
        part = keys % self.n_parts
        buyers = edges_of(self.tables, "ISSUED")
        first, n_organizations = self.labels["Organization"]
        via_start, via = listed(*entries["via"], count)
        award_start, award = listed(*entries["award"], count)
        item_start, item, fact = self.items(*entries["item"], count)
        buyer_start, buyer = listed(
            self.edges.end[buyers] - self.first, buyers, self.n_tenders
        )
        won_start, won = listed(self.edges.end[won] - first, won, n_organizations)
        return Cells(
            tender=(keys // self.n_parts + self.first).astype(np.int32),
            part=np.where(part == self.n_parts - 1, UNCLEAR_PART, part).astype(
                np.int32
            ),
            start=grouped(keys // self.n_parts, self.n_tenders),
            crowded=self.crowded(*entries["award"], count),
            award_start=award_start,
            award=award,
            via_start=via_start,
            via=via,
            item_start=item_start,
            item=item,
            fact=fact,
            buyer_start=buyer_start,
            buyer=buyer,
            won_start=won_start,
            won=won,
        )

    def standing(self, edges: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Leave out what a tender or part that failed or was cancelled awarded."""
        tender = self.edges.start[edges] - self.first
        over = np.isin(self.tender_stage[tender], self.ended)
        return edges[~(over | np.isin(self.edges.stage[edges], self.ended))]

    def standing_awards(self) -> npt.NDArray[Any]:
        """Leave out, besides, a tender's own agency where it stands as supplier."""
        awards = self.standing(edges_of(self.tables, "AWARDED_TO"))
        agencies = edges_of(self.tables, "HANDLED_BY")
        return awards[~np.isin(self.pairs(awards), self.pairs(agencies))]

    def pairs(self, edges: npt.NDArray[Any]) -> npt.NDArray[Any]:
        n_nodes = sum(count for _, count in self.labels.values())
        start = self.edges.start[edges].astype(np.int64)
        pairs: npt.NDArray[Any] = start * n_nodes + self.edges.end[edges]
        return pairs

    @property
    def n_parts(self) -> int:
        """One more than there are parts: the last stands for '?'."""
        return int(self.edges.part.max(initial=0)) + 2

    def keys(self, edges: npt.NDArray[Any]) -> npt.NDArray[Any]:
        tender = (self.edges.start[edges] - self.first).astype(np.int64)
        part = self.edges.part[edges]
        last = self.n_parts - 1
        number = np.where(part == UNCLEAR_PART, last, part)
        keys: npt.NDArray[Any] = tender * self.n_parts + number
        return keys

    def cell_keys(self, edges: npt.NDArray[Any]) -> npt.NDArray[Any]:
        every = self.keys(edges)
        keys = different(every)
        unclear = keys % self.n_parts == self.n_parts - 1
        tender = keys // self.n_parts
        n_cells = np.bincount(tender[~unclear], minlength=self.n_tenders)
        of_none = every[every % self.n_parts == self.n_parts - 1] // self.n_parts
        n_unclear = np.bincount(of_none, minlength=self.n_tenders)
        places = n_cells * n_unclear
        spreads = (places > 0) & (places <= MOST_PLACES)
        kept: npt.NDArray[Any] = keys[~(unclear & spreads[tender])]
        return kept

    def placed(self, keys: npt.NDArray[Any], edges: npt.NDArray[Any]) -> Entries:
        """Return (cell, edge), an unclear part's edge once for each of its cells."""
        unclear = self.edges.part[edges] == UNCLEAR_PART
        clear = edges[~unclear]
        tender = (self.edges.start[edges[unclear]] - self.first).astype(np.int64)
        begin, own, end = (
            np.searchsorted(keys, tender * self.n_parts + part)
            for part in (0, self.n_parts - 1, self.n_parts)
        )
        owner, cell = spread(np.where(own < end, own, begin), end)
        return (
            np.concatenate((np.searchsorted(keys, self.keys(clear)), cell)),
            np.concatenate((clear, edges[unclear][owner])),
        )

    def without_answered(self, entries: Entries) -> Entries:
        """Leave out a request for an item that the same cell says was awarded.

        A request that asks for less than the item itself (minimum, example ...) says
        something of its own and stays.
        """
        cell, edge = entries
        n_nodes = sum(count for _, count in self.labels.values())
        what = cell.astype(np.int64) * n_nodes + self.edges.end[edge]
        is_award = np.array([table.type == "AWARDS" for table in self.tables])
        awarded = is_award[self.edges.table[edge]]
        unclear = self.edges.part[edge] == UNCLEAR_PART
        plain = np.isin(self.edges.modality[edge], self.plain)
        answered = among(what, different(what[awarded & ~unclear]))
        answered[unclear] = among(what[unclear], different(what[awarded]))
        return _kept_where(~(answered & plain & ~awarded), entries)

    def crowded(self, cell: Any, edge: Any, count: int) -> Flags:
        clear = self.edges.part[edge] != UNCLEAR_PART
        suppliers = distinct(cell[clear], self.edges.end[edge[clear]], count)
        crowded: Flags = suppliers > 1
        return crowded

    def items(self, cell: Any, edge: Any, count: int) -> tuple[Longs, Ints, Ints]:
        """List items, and behind a product each chip that the catalogue says it has."""
        facts = edges_of(self.tables, "RUNS_ON")
        facts = facts[np.argsort(self.edges.start[facts], kind="stable")]
        product = self.edges.start[facts]
        owner, place = spread(
            np.searchsorted(product, self.edges.end[edge], "left"),
            np.searchsorted(product, self.edges.end[edge], "right"),
        )
        cells = np.concatenate((cell, cell[owner]))
        items = np.concatenate((edge, edge[owner]))
        fact = np.concatenate((np.full(len(edge), NONE), facts[place]))
        order = np.lexsort((fact, items, cells))
        return (
            grouped(cells, count),
            items[order].astype(np.int32),
            fact[order].astype(np.int32),
        )


def _kept_where(keep: Flags, entries: Entries) -> Entries:
    return entries[0][keep], entries[1][keep]


def _kept(named: Flags, cell: Any, edge: Any) -> Entries:
    """Keep the entries of named cells, and number the cells anew."""
    place = np.cumsum(named) - 1
    keep = named[cell]
    return place[cell[keep]], edge[keep]

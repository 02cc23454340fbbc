"""The edge index: every node and edge as numbers, for chains and paths.

`build` makes it from a folder of tables; `Index.open` maps it into memory, which takes
no longer for a large graph than for a small one.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.errors import CaseError
from graphkit.search.arrays import NONE, Ints, Longs, Texts, listed, load, save, spread
from graphkit.search.cells import Cells, cells_of, edges_of
from graphkit.search.indexing import number
from graphkit.search.numbered import UNCLEAR_PART, Edges, EdgeTable, Numbered, Tenders
from graphkit.search.steps import Steps, steps_of
from graphkit.search.support import Support

FORMAT = 2
"""Of the files in the folder; another number is refused."""

TEXTS = ("name", "quote", "locator", "part", "source", "path")


@dataclass(frozen=True, slots=True)
class Adjacency:
    """Edges by node: `leaving[leaving_start[n]:leaving_start[n + 1]]`, and entering."""

    leaving_start: Longs
    leaving: Ints
    entering_start: Longs
    entering: Ints


def build(tables: Path, out: Path) -> None:
    """Write the index of a folder of tables. Raises CaseError for a dangling edge."""
    numbered = number(tables)
    out.mkdir(parents=True, exist_ok=True)
    for label, uids in numbered.uids.items():
        np.save(out / f"uid.{label}.npy", uids)
    for name in TEXTS:
        save(numbered.texts[name], out, f"text.{name}")
    save(numbered.edges, out, "edges")
    save(numbered.support, out, "support")
    save(numbered.tenders, out, "tenders")
    save(adjacency(numbered), out, "adjacency")
    save(cells_of(numbered), out, "cells")
    save(steps_of(numbered), out, "steps")
    meta = {
        "format": FORMAT,
        "labels": numbered.labels,
        "tables": [asdict(table) for table in numbered.tables],
        "vocabularies": numbered.vocabularies,
    }
    (out / "meta.json").write_text(
        json.dumps(meta, ensure_ascii=False, indent=1), encoding="utf-8"
    )


def adjacency(numbered: Numbered) -> Adjacency:
    """Return the edges of a numbered graph by their ends."""
    n_nodes = sum(count for _, count in numbered.labels.values())
    edges, every = numbered.edges, np.arange(len(numbered.edges))
    return Adjacency(
        *listed(edges.start, every, n_nodes), *listed(edges.end, every, n_nodes)
    )


@dataclass(frozen=True, eq=False)
class Index:
    """A graph in numbers. Nodes count in order of (label, uid), edges by their table.

    `labels` gives a label's first node and how many there are; `vocabularies` the
    texts that edges' small columns are places in.
    """

    labels: Mapping[str, tuple[int, int]]
    uids: Mapping[str, npt.NDArray[np.bytes_]]
    tables: tuple[EdgeTable, ...]
    vocabularies: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, Texts]
    edges: Edges
    support: Support
    tenders: Tenders
    adjacency: Adjacency
    cells: Cells
    steps: Steps

    @classmethod
    def open(cls, folder: Path) -> "Index":
        """Map an index into memory. Raises CaseError where none of this form is."""
        try:
            meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise CaseError(
                "the index is not there", hint="make it with `graphkit build`"
            ) from error
        if meta["format"] != FORMAT:
            raise CaseError(
                f"the index has form {meta['format']}, this program reads {FORMAT}",
                hint="make it again with `graphkit build`",
            )
        labels = {
            label: (first, count) for label, (first, count) in meta["labels"].items()
        }
        return cls(
            labels,
            {label: np.load(folder / f"uid.{label}.npy", "r") for label in labels},
            tuple(EdgeTable(**table) for table in meta["tables"]),
            {name: tuple(said) for name, said in meta["vocabularies"].items()},
            {name: load(Texts, folder, f"text.{name}") for name in TEXTS},
            load(Edges, folder, "edges"),
            load(Support, folder, "support"),
            load(Tenders, folder, "tenders"),
            load(Adjacency, folder, "adjacency"),
            load(Cells, folder, "cells"),
            load(Steps, folder, "steps"),
        )

    @property
    def n_nodes(self) -> int:
        """How many nodes there are."""
        return len(self.texts["name"])

    def number(self, uid: str) -> int:
        """Return the node of a uid, NONE where there is none."""
        wanted = uid.encode()
        for label, (first, _) in self.labels.items():
            uids = self.uids[label]
            # Of another length it would be compared with a copy of all uids.
            place = int(np.searchsorted(uids, np.array(wanted, uids.dtype)))
            if place < len(uids) and uids[place] == wanted:
                return first + place
        return NONE

    def label(self, node: int) -> str:
        """Return a node's label."""
        for label, (first, count) in self.labels.items():
            if first <= node < first + count:
                return label
        raise IndexError(f"there is no node {node}")

    def uid(self, node: int) -> str:
        """Return a node's uid."""
        label = self.label(node)
        found: bytes = self.uids[label][node - self.labels[label][0]]
        return found.decode()

    def name(self, node: int) -> str:
        """Return a node's name, its uid where it has none."""
        return self.texts["name"][node] or self.uid(node)

    def within(self, label: str, nodes: Any) -> Any:
        """Return the places of nodes among those of their label."""
        return nodes - self.labels[label][0]

    def type(self, edge: int) -> str:
        """Return an edge's type."""
        return self.tables[int(self.edges.table[edge])].type

    def said(self, column: str, edge: int) -> str:
        """Return the text of an edge's stage, modality, currency, tax or basis."""
        place: int = getattr(self.edges, column)[edge]
        return self.vocabularies[column][place]

    def uids_of(self, nodes: npt.NDArray[Any]) -> list[str]:
        """Return the uids of nodes that are given in ascending order."""
        found: list[str] = []
        for label, (first, count) in self.labels.items():
            low, high = np.searchsorted(nodes, (first, first + count))
            chosen = self.uids[label][nodes[low:high] - first]
            found += [uid.decode() for uid in chosen.tolist()]
        return found

    def parts_of(self, edges: npt.NDArray[Any]) -> list[str]:
        """Return the parts of edges as texts."""
        numbers = self.edges.part[edges]
        texts = self.texts["part"].many(np.maximum(numbers, 0))
        unclear = (numbers == UNCLEAR_PART).tolist()
        return [
            "?" if hidden else text for hidden, text in zip(unclear, texts, strict=True)
        ]

    def of_type(self, *types: str) -> npt.NDArray[np.int64]:
        """Return the numbers of all edges of the given types, ascending."""
        return edges_of(self.tables, *types)

    def is_type(self, edges: Any, *types: str) -> npt.NDArray[np.bool_]:
        """Say of each edge whether it has one of the types."""
        known = np.array([table.type in types for table in self.tables])
        chosen: npt.NDArray[np.bool_] = known[self.edges.table[edges]]
        return chosen

    def is_basis(self, edges: Any, basis: str) -> npt.NDArray[np.bool_]:
        """Say of each edge whether it rests on a basis."""
        bases = self.vocabularies["basis"]
        place = bases.index(basis) if basis in bases else NONE
        chosen: npt.NDArray[np.bool_] = self.edges.basis[edges] == place
        return chosen

    def leaving(self, node: int, *types: str) -> Ints:
        """Return the edges of the given types (all without) that start at a node."""
        a, b = self.adjacency.leaving_start[node : node + 2]
        found = self.adjacency.leaving[a:b]
        return found[self.is_type(found, *types)] if types else found

    def entering(self, node: int, *types: str) -> Ints:
        """Return the edges of the given types (all without) that end at a node."""
        a, b = self.adjacency.entering_start[node : node + 2]
        found = self.adjacency.entering[a:b]
        return found[self.is_type(found, *types)] if types else found

    def leaving_all(self, nodes: npt.NDArray[Any], *types: str) -> Ints:
        """Return the edges of the given types that start at any of some nodes."""
        start = self.adjacency.leaving_start
        _, place = spread(start[nodes], start[nodes + 1])
        found = self.adjacency.leaving[place]
        return found[self.is_type(found, *types)]

    def entering_all(self, nodes: npt.NDArray[Any], *types: str) -> Ints:
        """Return the edges of the given types that end at any of some nodes."""
        start = self.adjacency.entering_start
        _, place = spread(start[nodes], start[nodes + 1])
        found = self.adjacency.entering[place]
        return found[self.is_type(found, *types)]

    @cached_property
    def variants(self) -> Mapping[int, tuple[int, ...]]:
        """Nodes that are directly a variant or partition of a node."""
        edges = self.of_type("VARIANT_OF")
        return _collected(self.edges.end[edges], self.edges.start[edges])

    @cached_property
    def wholes(self) -> Mapping[int, tuple[int, ...]]:
        """Nodes that a node is directly a variant or partition of."""
        edges = self.of_type("VARIANT_OF")
        return _collected(self.edges.start[edges], self.edges.end[edges])

    def descendants(self, node: int) -> tuple[int, ...]:
        """Return a node and everything that is a variant of it, ascending."""
        return tuple(sorted(_reached(node, self.variants)))

    def kin(self, node: int) -> set[int]:
        """Return a node, what it is a variant of, and its variants."""
        return _reached(node, self.wholes) | _reached(node, self.variants)

    @cached_property
    def operated(self) -> npt.NDArray[np.int64]:
        """Pairs of an organisation and a provider it runs, as `node * n_nodes + node`.

        Who runs a brand runs its partitions, and who runs a partition stands for the
        brand where a record names no more.
        """
        pairs = {
            int(self.edges.start[edge]) * self.n_nodes + provider
            for edge in self.of_type("OPERATES")
            for provider in self.kin(int(self.edges.end[edge]))
        }
        return np.array(sorted(pairs), np.int64)


def _collected(keys: Ints, values: Ints) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for key, value in zip(keys.tolist(), values.tolist(), strict=True):
        found[key] = (*found.get(key, ()), value)
    return found


def _reached(node: int, onward: Mapping[int, tuple[int, ...]]) -> set[int]:
    found, waiting = {node}, [node]
    while waiting:
        new = set(onward.get(waiting.pop(), ())) - found
        found |= new
        waiting.extend(new)
    return found

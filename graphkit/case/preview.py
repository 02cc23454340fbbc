"""Previews: what a judgement, or the undoing of one, would change; nothing is written.

A judgement about organisations is looked at in the tenders that name them, beside the
tables as they are. One about tenders moves parts and days as well: for it all tables
are made anew, in a temporary folder.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from graphkit.case import dictionaries, editions, judgements, judging
from graphkit.case.folder import Folder
from graphkit.case.ledger import Ledger
from graphkit.case.unstored import Unstored
from graphkit.errors import CaseError
from graphkit.resolve import Comparing, Judgement
from graphkit.search.graph import Graph
from graphkit.search.index import Index
from graphkit.search.patched import Patch, around
from graphkit.search.prospect import Prospects, Side, compare

if TYPE_CHECKING:
    from graphkit.assemble.differences import Again
    from graphkit.case.generations import Generation
    from graphkit.catalogue import Catalogue

LIMIT = 200
"""Rows of each kind that a preview lists; it counts all of them."""

NEW = "~" * 32
"""The id of a judgement that is not written; it sorts behind all that are."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would change: nodes, edges and chains, each with its `change`.

    Changes of nodes and edges are `added`, `removed`, `changed` (read otherwise under
    the same key); an edge is `moved` where one end alone becomes another node. Those
    of chains are `added`, `removed`, `regraded`. `counts` has all, by kind and change;
    the rows are the first LIMIT of each kind. `truncated` says that there were more
    inferred chains than could be looked at.
    """

    nodes: tuple[Mapping[str, Any], ...]
    edges: tuple[Mapping[str, Any], ...]
    chains: tuple[Mapping[str, Any], ...]
    counts: Mapping[str, Mapping[str, int]]
    truncated: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "counts": {kind: dict(found) for kind, found in self.counts.items()},
            "nodes": list(self.nodes),
            "edges": list(self.edges),
            "chains": list(self.chains),
            "truncated": self.truncated,
        }

    def __str__(self) -> str:
        """Say it in a line: `nodes: 1 removed; edges: 46 moved; chains: 2 added`."""
        said = [
            f"{kind}: " + ", ".join(f"{n:,} {change}" for change, n in found.items())
            for kind, found in self.counts.items()
            if found
        ]
        return "; ".join(said) or "nothing would change"


def judgement(
    case: Path, graph: Graph, generation: "Generation", verdict: str, a: str, b: str
) -> Preview:
    """Return what a judgement would change. Raises CaseError as `judge` does."""
    with Ledger.open(case) as ledger:
        catalogue = editions.catalogue(ledger)
        body = judging.prepared(ledger, graph, catalogue, verdict, a, b)
        before = _shown(ledger, generation)
    word = verdict.replace("-", "_")
    new = Judgement(word, body["a"], body["b"], NEW, "")
    return _preview(case, graph, catalogue, before, (*before, new))


def undoing(case: Path, graph: Graph, generation: "Generation", uid: str) -> Preview:
    """Return what the undoing of a judgement would change."""
    with Ledger.open(case) as ledger:
        catalogue = editions.catalogue(ledger)
        before = _shown(ledger, generation)
    after = tuple(told for told in before if not told.uid.startswith(uid))
    if len(after) != len(before) - 1:
        raise CaseError(
            f"{len(before) - len(after)} judgements begin with the id {uid}",
            hint="`graphkit judgements` lists them",
        )
    return _preview(case, graph, catalogue, before, after)


def _shown(ledger: Ledger, generation: "Generation") -> tuple[Judgement, ...]:
    """Return the judgements that the tables show."""
    log = set(generation.manifest["inputs"]["log"])
    rows = ledger.rows("judgement")
    return tuple(judgements.judgement(row) for row in rows if row.uid in log)


def _preview(
    case: Path,
    graph: Graph,
    catalogue: "Catalogue",
    before: Sequence[Judgement],
    after: Sequence[Judgement],
) -> Preview:
    from graphkit.assemble.again import again

    changed = {*before} ^ {*after}
    told = None
    is_of_tenders = any(one.a.startswith("tender:") for one in changed)
    if not (is_of_tenders or dictionaries.digest(Folder(case))):
        told = again(graph.tables, catalogue, before, after)
    if told is not None:
        return _told(graph, told, _patched(graph, told))
    with _anew(case, graph, catalogue, after) as (other, told):
        return _told(graph, told, _whole(graph, other, told), other)


@contextmanager
def _anew(
    case: Path, graph: Graph, catalogue: "Catalogue", after: Sequence[Judgement]
) -> Iterator[tuple[Graph, "Again"]]:
    """Make all tables again in a temporary folder, and the index over them."""
    from graphkit import tables
    from graphkit.assemble import assemble, stored
    from graphkit.assemble.differences import difference
    from graphkit.search import index

    with TemporaryDirectory(prefix="graphkit-") as name:
        folder = Path(name) / "derived" / "preview"
        with tables.connect() as connection:
            inputs = stored.inputs(connection, graph.tables, catalogue, after)
        with Ledger.open(case) as ledger:
            unstored = Unstored.of(ledger)
        how = Comparing(before=graph.tables.parent / "names")
        assemble(unstored.added_to(inputs), folder / "tables", how=how)
        index.build(folder / "tables", folder / "index")
        yield Graph.open(folder), difference(graph.tables, folder / "tables")


_Uid = Callable[[int], str]
"""Gives the uid of a node by its code."""


def _patched(graph: Graph, found: "Again") -> tuple[Prospects, _Uid]:
    """Compare the chains around the bodies, with the changed edges in memory alone."""
    index = graph.index
    first = {table.name: table.first for table in index.tables}
    places = {name.partition("/")[2]: rows for name, rows in found.places.items()}
    out = np.array(
        sorted(
            first[name] + place for name, rows in places.items() for place, _ in rows
        ),
        np.int64,
    )
    identifiers = {
        text: int(index.edges.identifier[first[name] + place])
        for name, rows in places.items()
        for place, text in rows
        if text
    }
    rows = {name.partition("/")[2]: new for name, new in found.new.items()}
    named = _bodies(found)
    new = tuple(sorted(uid for uid in named if index.number(uid) < 0))
    patch = Patch(index, out, rows, identifiers, new)
    known = [n for uid in sorted(named) if (n := index.number(uid)) >= 0]
    looks = patch.looks(around(index, np.array(sorted(known), np.int64)))
    bodies = np.array(sorted(map(patch.node, named)), np.int64)
    codes = np.arange(patch.n_nodes)
    moved = codes.copy()
    for uid, now in _becomes(found).items():
        moved[patch.node(uid)] = patch.node(now)
    before, after = Side(looks[0], bodies, moved), Side(looks[1], bodies, codes)
    return compare(before, after, LIMIT), patch.uid


def _whole(graph: Graph, other: Graph, found: "Again") -> tuple[Prospects, _Uid]:
    """Compare the chains around the bodies in two whole indexes."""
    every = {uid: code for code, uid in enumerate(_uids(other.index))}
    becomes = _becomes(found)
    sides = []
    for one, moves in ((graph.index, becomes), (other.index, {})):
        codes = [
            every.setdefault(now, len(every))
            for uid in _uids(one)
            for now in (moves.get(uid, uid),)
        ]
        bodies = [n for uid in _bodies(found) if (n := one.number(uid)) >= 0]
        sides.append(
            Side(one, np.array(sorted(bodies), np.int64), np.array(codes, np.int64))
        )
    uids = list(every)
    return compare(sides[0], sides[1], LIMIT), uids.__getitem__


def _uids(index: Index) -> Iterator[str]:
    for label in index.labels:
        yield from (uid.decode() for uid in index.uids[label].tolist())


def _bodies(found: "Again") -> set[str]:
    """Return the organisations at the ends of what is gone, and of what is new."""
    gone = {end for key in _gone(found) for end in key.split("|")[1:3]}
    new = {
        row[side]
        for name, rows in found.new.items()
        if name.startswith("edges/")
        for row in rows
        for side in ("src", "dst")
    }
    return {uid for uid in gone | new if uid.startswith("org:")}


def _gone(found: "Again") -> list[str]:
    return [
        key
        for name, keys in found.gone.items()
        if name.startswith("edges/")
        for key in keys
    ]


def _becomes(found: "Again") -> dict[str, str]:
    """Return the one node that a node becomes, where there is one."""
    return {uid: now[0] for uid, now in found.bodies.items() if len(now) == 1}


@dataclass(slots=True)
class _Teller:
    """Turns uids into names, and keeps count."""

    graph: Graph
    other: Graph | None
    names: dict[str, str]
    counts: dict[str, dict[str, int]] = field(
        default_factory=lambda: {"nodes": {}, "edges": {}, "chains": {}}
    )

    def name(self, uid: str) -> str:
        """Return how a node is called, after the change or before."""
        if uid in self.names or not uid:
            return self.names.get(uid, "")
        for graph in (self.graph, self.other):
            if graph and (node := graph.index.number(uid)) >= 0:
                return graph.index.name(node)
        return uid

    def count(self, kind: str, change: str) -> str:
        """Count a change and return it."""
        counted = self.counts[kind]
        counted[change] = counted.get(change, 0) + 1
        return change


def _told(
    graph: Graph,
    found: "Again",
    compared: tuple[Prospects, _Uid],
    other: Graph | None = None,
) -> Preview:
    named = {
        row["uid"]: row["name"]
        for name, rows in found.new.items()
        if name.startswith("nodes/")
        for row in rows
    }
    teller = _Teller(graph, other, named)
    nodes = list(_nodes(teller, found))
    edges = list(_edges(teller, found))
    prospects, uid_of = compared
    counts = {
        name: getattr(prospects, name) for name in ("added", "removed", "regraded")
    }
    teller.counts["chains"] = {name: count for name, count in counts.items() if count}
    return Preview(
        tuple(nodes[:LIMIT]),
        tuple(edges[:LIMIT]),
        tuple(_chains(teller, prospects, uid_of)),
        teller.counts,
        prospects.truncated,
    )


def _nodes(teller: _Teller, found: "Again") -> Iterator[Mapping[str, Any]]:
    for name in sorted({*found.gone, *found.new}):
        folder, _, label = name.partition("/")
        if folder != "nodes":
            continue
        was = set(found.gone.get(name, ()))
        will = {row["uid"] for row in found.new.get(name, ())}
        for uid in sorted(was | will):
            change = _change(uid in was, uid in will)
            yield {
                "change": teller.count("nodes", change),
                "label": label,
                "uid": uid,
                "name": teller.name(uid),
            }


def _edges(teller: _Teller, found: "Again") -> Iterator[Mapping[str, Any]]:
    was = set(_gone(found))
    new = {
        row["key"]
        for name, rows in found.new.items()
        if name.startswith("edges/")
        for row in rows
    }
    becomes = _becomes(found)
    moved = {
        key: now
        for key in sorted(was - new)
        if (now := "|".join(becomes.get(part, part) for part in key.split("|"))) in new
    }
    came = set(moved.values()) - was
    for key in sorted(was | new - came):
        change = "moved" if key in moved else _change(key in was, key in new)
        kind, start, end, part, _ = moved.get(key, key).split("|", 4)
        yield {
            "change": teller.count("edges", change),
            "type": kind,
            "from": teller.name(start),
            "to": teller.name(end),
            "part": part,
            "key": key,
        }


def _chains(
    teller: _Teller, prospects: Prospects, uid_of: _Uid
) -> Iterator[Mapping[str, Any]]:
    for one in prospects.chains:
        change = _change(bool(one.was), bool(one.will))
        uids = ["" if code < 0 else uid_of(code) for code in one.codes]
        institution, tender, *others = uids
        intermediary, provider, item = (teller.name(uid) or None for uid in others)
        yield {
            "change": change.replace("changed", "regraded"),
            "institution": teller.name(institution),
            "tender": tender or None,
            "intermediary": intermediary,
            "provider": provider,
            "item": item,
            "was": one.was or None,
            "grade": one.will or None,
        }


def _change(was: bool, will: bool) -> str:
    if was and will:
        return "changed"
    return "removed" if was else "added"

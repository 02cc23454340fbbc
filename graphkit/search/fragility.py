"""Fragility: what a chain rests on that a single mistake would take away.

Hops that one document alone states, names that were taken for one body, documents of
the same tender that say otherwise, and how old the captures are. It says where to look
twice, not that anything is wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphkit.search import why
from graphkit.search.chain_query import PLACES
from graphkit.search.graph import Graph
from graphkit.tables import connect, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Hop = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Weakness:
    """One thing a chain leans on: its kind, the hop or name, and what it rests on.

    `judgement` is the id of the judgement that could be undone, '' for none.
    """

    kind: str
    about: str
    rests_on: str
    judgement: str = ""


def weaknesses(graph: Graph, chain: Mapping[str, Any]) -> Iterator[Weakness]:
    """Yield what a chain, as `chains --json` has it, leans on: hops, names, doubts."""
    keys = [str(hop["key"]) for hop in chain["hops"]]
    with connect() as connection:
        edges = _edges(connection, graph, keys)
        for hop in chain["hops"]:
            row = edges.get(str(hop["key"]))
            if row is not None:
                yield from _alone(hop, row)
        yield from _merged(graph, chain)
        yield from _contradicted(connection, graph, chain)
        yield from _aged(connection, graph, edges)


def _edges(
    connection: "DuckDBPyConnection", graph: Graph, keys: Sequence[str]
) -> dict[str, Mapping[str, Any]]:
    """Return documents and provenance of edges by their key."""
    files = sorted((graph.tables / "edges").glob("*.parquet"))
    listed = ", ".join(map(literal, files))
    found = connection.execute(
        f"SELECT key, documents, basis FROM read_parquet([{listed}], "
        "union_by_name = true) WHERE key IN (SELECT unnest(?))",
        [list(keys)],
    ).fetchall()
    return {key: {"documents": docs, "basis": basis} for key, docs, basis in found}


def _alone(hop: Hop, row: Mapping[str, Any]) -> Iterator[Weakness]:
    if len(row["documents"] or ()) == 1 and row["basis"] != "catalogue":
        about = f"{hop['type']} {hop['from']} -> {hop['to']}"
        yield Weakness("one document", about, f"only {hop['path']} states it")


def _merged(graph: Graph, chain: Mapping[str, Any]) -> Iterator[Weakness]:
    """Yield the ties by which names of the chain's bodies are one.

    A graph out of a Neo4j has none: ties are told in the case alone.
    """
    if not (graph.tables / "joins.parquet").is_file():
        return
    for place in PLACES[:2]:
        uid = chain["uids"].get(place, "")
        if not uid:
            continue
        for tie in why.why(graph.tables, uid):
            about = f"{tie['name']} and {tie['other']} are one body"
            rests = f"{tie['basis']}: {tie['reasons']}".rstrip(": ")
            yield Weakness("merge", about, rests, tie["judgement"] or "")


def _contradicted(
    connection: "DuckDBPyConnection", graph: Graph, chain: Mapping[str, Any]
) -> Iterator[Weakness]:
    """Yield what other documents of the tender say of supplier or item."""
    tender = chain["tender"]
    awards, uid = _table(graph, "AWARDED_TO.Tender.Organization"), chain["uids"]
    supplier = uid.get("intermediary") or uid.get("supplier", "")
    rows = connection.execute(
        f"SELECT o.quote, o.path FROM {awards} o JOIN {awards} mine "
        "ON mine.src = o.src AND mine.part = o.part AND mine.dst = ? "
        "WHERE o.src = ? AND o.dst <> ? AND o.part <> '?' "
        "AND NOT list_has_any(o.documents, mine.documents) ORDER BY o.key",
        [supplier, tender, supplier],
    ).fetchall()
    for quote, path in rows:
        yield Weakness("contradiction", "supplier", f"{path} says: {quote}")
    label = (chain["item"] or {}).get("label", "")
    if label:
        rows = connection.execute(
            f"SELECT quote, path FROM {_table(graph, f'EXCLUDES.Tender.{label}')} "
            "WHERE src = ? AND dst = ? ORDER BY key",
            [tender, uid.get("item", "")],
        ).fetchall()
        for quote, path in rows:
            yield Weakness("contradiction", "item", f"{path} says: {quote}")


def _aged(
    connection: "DuckDBPyConnection",
    graph: Graph,
    edges: Mapping[str, Mapping[str, Any]],
) -> Iterator[Weakness]:
    """Yield when each document of the chain was saved, as far as that is known."""
    uids = sorted({uid for row in edges.values() for uid in row["documents"] or ()})
    file = literal(graph.tables / "nodes" / "Document.parquet")
    rows = connection.execute(
        f"SELECT path, captured_at FROM read_parquet({file}) "
        "WHERE uid IN (SELECT unnest(?)) ORDER BY captured_at, path, uid",
        [uids],
    ).fetchall()
    for path, captured in dict.fromkeys(rows):
        said = f"saved on {captured}" if captured else "nobody said when it was saved"
        yield Weakness("capture", path, said)


def _table(graph: Graph, name: str) -> str:
    return f"read_parquet({literal(graph.tables / 'edges' / f'{name}.parquet')})"

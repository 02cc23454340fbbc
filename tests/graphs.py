"""Small graphs for tests: tables written from a few rows, as a build writes them.

graph = Rows()
graph.notice("t1", buyer="A", supplier="Yunda", seeks="chip:a100", document="d1")
graph.write(folder / "tables")
"""

import atexit
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from graphkit import tables
from graphkit.identity import edge_key, name_key
from graphkit.schema import schema
from graphkit.search import index
from graphkit.search.graph import Graph

LABELS = {
    "org": "Organization",
    "tender": "Tender",
    "provider": "Provider",
    "product": "Product",
    "chip": "Chip",
    "model": "Model",
    "doc": "Document",
    "rule": "Rule",
    "list": "List",
}


def label(uid: str) -> str:
    """Return the label of a uid by its prefix."""
    return LABELS[uid.partition(":")[0]]


def many(given: str | Iterable[str]) -> tuple[str, ...]:
    """Return one text or several as a tuple; '' as none."""
    return ((given,) if given else ()) if isinstance(given, str) else tuple(given)


class Rows:
    """Nodes and edges to be written as tables; nodes appear as edges name them."""

    def __init__(self) -> None:
        self.nodes: dict[str, dict[str, Any]] = {}
        self.edges: dict[str, dict[str, Any]] = {}

    def node(self, uid: str, **properties: Any) -> None:
        """Add a node or properties of one; its name is the uid without its prefix."""
        made = self.nodes.setdefault(
            uid,
            {"uid": uid, "name": uid.partition(":")[2], "provenance": "primary"},
        )
        made.update(properties)

    def edge(
        self,
        kind: str,
        start: str,
        end: str,
        *,
        documents: str | Iterable[str] = "doc:d1",
        part: str = "",
        modality: str = "",
        **properties: Any,
    ) -> str:
        """Add an edge and return its key; its quote names both ends."""
        for uid in (start, end, *many(documents)):
            self.node(uid)
        key = edge_key(kind, start, end, part, modality)
        tender = next((uid for uid in (start, end) if uid.startswith("tender:")), "")
        given = sorted(many(documents))
        self.edges[key] = {
            "kind": kind,
            "src": start,
            "dst": end,
            "key": key,
            "tender": tender,
            "part": part,
            "stage": "",
            "modality": modality,
            "currency": "",
            "tax": "",
            "documents": given,
            "basis": "record",
            "statement": key,
            "quote": f"{start} {kind} {end}",
            "source": given[0] if given else "",
            "path": f"{given[0].partition(':')[2]}.json" if given else "",
            "locator": f"/{kind.lower()}",
            "n_statements": 1,
            "provenance": "primary",
            "identifier": "",
        } | properties
        return key

    def notice(
        self,
        tender: str,
        *,
        buyer: str | Iterable[str] = (),
        agency: str | Iterable[str] = (),
        supplier: str | Iterable[str] = (),
        provider: str | Iterable[str] = (),
        seeks: str | Iterable[str] = (),
        awards: str | Iterable[str] = (),
        part: str = "",
        document: str = "doc:d1",
        **properties: Any,
    ) -> None:
        """Add what one document says of a tender; organisations go by bare names."""
        uid = f"tender:{tender}"
        self.node(uid)
        said = {"documents": document, **properties}
        for name in many(buyer):
            self.edge("ISSUED", f"org:{name}", uid, **said)
        for name in many(agency):
            self.edge("HANDLED_BY", uid, f"org:{name}", **said)
        for name in many(supplier):
            self.edge("AWARDED_TO", uid, f"org:{name}", part=part, **said)
        for name in many(provider):
            self.edge("VIA", uid, name, part=part, **said)
        for name in many(seeks):
            self.edge("SEEKS", uid, name, part=part, modality="required", **said)
        for name in many(awards):
            self.edge("AWARDS", uid, name, part=part, modality="awarded", **said)

    def write(self, folder: Path) -> Path:
        """Write every table of the schema, most of them empty, and return `folder`."""
        shutil.copytree(empty_tables(), folder)
        connection = tables.connect()
        nodes, edges = defaultdict(list), defaultdict(list)
        for uid, node in self.nodes.items():
            nodes[label(uid)].append(node)
        for edge in self.edges.values():
            edges[edge["kind"], label(edge["src"]), label(edge["dst"])].append(edge)
        for name, rows in nodes.items():
            file = folder / "nodes" / f"{name}.parquet"
            write_rows(connection, rows, tables.node_columns(name), "uid", file)
        for ends, rows in edges.items():
            file = folder / "edges" / f"{'.'.join(ends)}.parquet"
            write_rows(connection, rows, tables.edge_columns(ends[0]), "key", file)
        connection.close()
        return folder


@cache
def empty_tables() -> Path:
    """Return a folder with every table of the schema, empty, for others to copy."""
    made = tempfile.TemporaryDirectory()
    atexit.register(made.cleanup)
    folder, connection = Path(made.name), tables.connect()
    for name in schema().nodes:
        file = folder / "nodes" / f"{name}.parquet"
        write_rows(connection, (), tables.node_columns(name), "uid", file)
    for kind in schema().edges.values():
        for name in kind.tables():
            file = folder / "edges" / f"{name}.parquet"
            write_rows(connection, (), tables.edge_columns(kind.name), "key", file)
    connection.close()
    return folder


def write_rows(
    connection: Any,
    rows: Iterable[Mapping[str, Any]],
    columns: Mapping[str, str],
    order: str,
    file: Path,
) -> None:
    """Write rows with exactly these columns; what a row does not give is NULL."""
    shape = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    connection.execute(f"CREATE OR REPLACE TABLE made ({shape})")
    given = [[row.get(name) for name in columns] for row in rows]
    for begin in range(0, len(given), 500):
        some = given[begin : begin + 500]
        marks = ", ".join([f"({', '.join('?' * len(columns))})"] * len(some))
        values = [value for row in some for value in row]
        connection.execute(f"INSERT INTO made VALUES {marks}", values)
    tables.write(connection, "SELECT * FROM made", f'"{order}"', file)


def day(text: str) -> date:
    """Return an ISO date."""
    return date.fromisoformat(text)


def opened(rows: Rows, folder: Path) -> Graph:
    """Write tables and index below `folder` and open them as a graph."""
    index.build(rows.write(folder / "tables"), folder / "index")
    return Graph.open(folder)


def names_table(folder: Path, names: Iterable[tuple[str, str]]) -> None:
    """Write `names.parquet`: organisations' spellings, each with the uid it means."""
    columns = ("label", "text", "ids", "key", "jurisdiction", "identifier")
    shape = dict.fromkeys((*columns, "anchor_uid", "uid", "basis"), "VARCHAR")
    rows = [
        {"label": "Organization", "text": text, "key": name_key(text), "uid": uid}
        for text, uid in names
    ]
    connection = tables.connect()
    write_rows(connection, rows, shape, "text", folder / "names.parquet")
    connection.close()

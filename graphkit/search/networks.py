"""The graph for networkx: every node and edge of some tables, with typed properties.

Dates are dates, amounts floats, lists tuples; what a record does not say is not there.
Nodes are uids in the order of the tables, edges keep their key, and an edge's `type`
says what it is. Time and memory grow with the number of rows.
"""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit import tables
from graphkit.errors import QueryError
from graphkit.schema import schema

if TYPE_CHECKING:
    import networkx
    from duckdb import DuckDBPyConnection

Properties = dict[str, Any]
CHUNK = 20_000


def network(
    folder: Path, labels: Collection[str] = (), types: Collection[str] = ()
) -> "networkx.MultiDiGraph[str]":
    """Return nodes of some labels and the edges of some types between them.

    Without `labels` or `types` all of them. Raises QueryError for an unknown one.
    """
    import networkx

    _known(labels, schema().nodes, "label")
    _known(types, schema().edges, "type of edge")
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    with tables.connect() as connection:
        for label in (label for label in schema().nodes if label in (labels or label)):
            file = folder / "nodes" / f"{label}.parquet"
            for row in _rows(connection, file, "uid"):
                graph.add_node(row.pop("uid"), label=label, **row)
        for kind in schema().edges.values():
            if types and kind.name not in types:
                continue
            for name in kind.tables():
                if labels and not set(name.split(".")[1:]) <= set(labels):
                    continue
                for row in _rows(
                    connection, folder / "edges" / f"{name}.parquet", "key"
                ):
                    ends = row.pop("src"), row.pop("dst")
                    graph.add_edge(*ends, key=row.pop("key"), type=kind.name, **row)
    return graph


def _known(given: Collection[str], known: Collection[str], what: str) -> None:
    for word in sorted(set(given) - set(known)):
        hint = f"there are {', '.join(known)}"
        raise QueryError(f"there is no {what} {word!r}", hint=hint)


def _rows(
    connection: "DuckDBPyConnection", file: Path, order: str
) -> Iterator[Properties]:
    """Yield the rows of a table, without what is missing or empty."""
    query = f'SELECT * FROM read_parquet({tables.literal(file)}) ORDER BY "{order}"'
    found = connection.execute(query)
    columns = [column[0] for column in found.description or ()]
    while some := found.fetchmany(CHUNK):
        for row in some:
            yield {
                name: tuple(value) if isinstance(value, list) else value
                for name, value in zip(columns, row, strict=True)
                if value is not None and value != "" and value != []
            }

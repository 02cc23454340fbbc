"""A case's graph out of a Neo4j, as tables: what chains and paths are searched in.

The tables have the rows and columns of the case's own, so the index made from them is
the same and so are the answers. Names in other spellings are not on the server.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit import tables
from graphkit.schema import schema
from graphkit.store.neo4j import Neo4jStore, plain

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = list[Any]


def download(store: Neo4jStore, out: Path) -> None:
    """Write `nodes/` and `edges/` of the store's case below a folder.

    Raises StoreError where the server cannot be read or does not hold the case.
    """
    case = {"case": store.case()}
    with tables.connect() as connection:
        for label in schema().nodes:
            columns = tables.node_columns(label)
            returned = ", ".join(f"n.`{name}`" for name in columns)
            text = f"MATCH (n:{label}) WHERE n._case = $case RETURN {returned}"
            file = out / "nodes" / f"{label}.parquet"
            _write(connection, columns, store.fetch(text, case), "uid", file)
        for edge in schema().edges.values():
            columns = tables.edge_columns(edge.name)
            carried = ", ".join(f"r.`{name}`" for name in edge.properties)
            for start, end in edge.between:
                text = (
                    f"MATCH (a:{start})-[r:{edge.name}]->(b:{end})"
                    f" WHERE r._case = $case RETURN a.uid, b.uid, {carried}"
                )
                file = out / "edges" / f"{edge.name}.{start}.{end}.parquet"
                _write(connection, columns, store.fetch(text, case), "key", file)


def _write(
    connection: "DuckDBPyConnection",
    columns: dict[str, str],
    rows: Sequence[Row],
    order: str,
    file: Path,
) -> None:
    """Write rows as a table; the server gives them in no order."""
    import pandas

    types = ", ".join(f'"{name}"::{kind} AS "{name}"' for name, kind in columns.items())
    frame = pandas.DataFrame(list(_plain(rows)), columns=list(columns), dtype=object)
    connection.register("downloaded", frame)
    tables.write(connection, f"SELECT {types} FROM downloaded", order, file)
    connection.unregister("downloaded")


def _plain(rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        yield [plain(value, {}) for value in row]

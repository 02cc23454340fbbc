"""A case's graph out of a Neo4j, as tables: what chains and paths are searched in.

The tables have the rows and columns of the case's own, so the index made from them is
the same and so are the answers. Names in other spellings are not on the server.

Rows come as lines, one text each: a driver needs several times as long for values.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from graphkit import tables
from graphkit.errors import StoreError
from graphkit.schema import Properties
from graphkit.store.differences import Table, edge_tables, node_tables
from graphkit.store.lines import FIELD, ITEM, NO_LIST
from graphkit.store.neo4j import Neo4jStore

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SEPARATORS = ((FIELD, ITEM), (f"{FIELD}{uuid4().hex}", f"{ITEM}{uuid4().hex}"))
"""Tried one after the other: a hostile text may hold the first."""


def download(store: Neo4jStore, out: Path) -> None:
    """Write `nodes/` and `edges/` of the store's case below a folder.

    Raises StoreError where the server cannot be read or does not hold the case.
    """
    case = store.case()
    with tables.connect() as connection:
        for table in (*node_tables(), *edge_tables()):
            _write(connection, store, case, table, table.file(out))


def _write(
    connection: "DuckDBPyConnection",
    store: Neo4jStore,
    case: str,
    table: Table,
    file: Path,
) -> None:
    import numpy as np

    lines, field, item = _lines(store, case, table)
    connection.register("lines", {"line": np.array(lines, dtype=object)})
    split = f"SELECT string_split(line, {_mark(field)}) AS f FROM lines"
    if not lines:
        split = "SELECT NULL::VARCHAR[] AS f WHERE false"
    ends = ("src", "dst") if table.ends else ()
    columns = [f'f[{number}] AS "{end}"' for number, end in enumerate(ends, 1)]
    columns += [
        f'{_read(kind, f"f[{number}]", item)} AS "{name}"'
        for number, (name, kind) in enumerate(table.properties.items(), len(ends) + 1)
    ]
    tables.write(
        connection, f"SELECT {', '.join(columns)} FROM ({split})", table.key, file
    )


def _lines(store: Neo4jStore, case: str, table: Table) -> tuple[list[str], str, str]:
    """Return a table's rows, the server's order, and what separates their values."""
    width = len(table.properties) + (2 if table.ends else 0)
    for field, item in SEPARATORS:
        rows = store.fetch(_text(table), {"case": case, "field": field, "item": item})
        lines = [str(line) for (line,) in rows]
        if all(line.count(field) == width - 1 for line in lines):
            return lines, field, item
    raise StoreError(f"{table.type} on the server cannot be read: it is another graph")


def _text(table: Table) -> str:
    pattern = f"(x:{table.type})"
    values: list[str] = []
    if table.ends:
        start, end = table.ends
        pattern = f"(a:{start})-[x:{table.type}]->(b:{end})"
        values = ["a.uid", "b.uid"]
    values += _written(table.properties)
    line = " + $field + ".join(values)
    return f"MATCH {pattern} WHERE x._case = $case RETURN {line}"


def _written(properties: Properties) -> Iterator[str]:
    """Yield Cypher that writes each property as text, '' where it is not there."""
    for name, kind in properties.items():
        if kind == "strings":
            items = f"reduce(s = '', i IN x.`{name}` | s + i + $item)"
            yield f"coalesce({items}, '{NO_LIST}')"
        elif kind == "string":
            yield f"coalesce(x.`{name}`, '')"
        else:
            yield f"coalesce(toString(x.`{name}`), '')"


def _read(kind: str, value: str, item: str) -> str:
    """Return SQL that reads a value as its column's type."""
    if kind == "string":
        return value
    if kind == "strings":
        items = f"string_split({value}, {_mark(item)})"
        return f"CASE WHEN {value} <> '{NO_LIST}' THEN {items}[:-2] END"
    return f"CAST(nullif({value}, '') AS {tables.SQL_TYPES[kind]})"


def _mark(separator: str) -> str:
    letters: Sequence[str] = [f"chr({ord(letter)})" for letter in separator]
    return f"({' || '.join(letters)})"

"""SQL over a case: every table under a name, read only.

Views: a label (`Tender`), an edge type (`AWARDED_TO`, all its pairs), and
`statements`, `records`, `sources`, `names`, `joins` (why names are one), `suggestions`
(what is left to judge). Nothing outside the case's derived files
can be read, and nothing written.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit import tables
from graphkit.errors import QueryError
from graphkit.schema import schema

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from graphkit.case.generations import Generation


NO_ADDRESS = "COLUMNS(lambda name: NOT starts_with(name, 'address'))"
"""SQL of all columns but addresses: whose they are, only who is who tells.

The edges have those of bodies; nothing has a person's.
"""


def run(generation: "Generation", text: str) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the columns and rows of one SQL text. Raises QueryError with its place."""
    import duckdb

    with tables.connect() as connection:
        for name, query in views(generation):
            connection.execute(f"CREATE VIEW {quoted(name)} AS {query}")
        _lock(connection, generation)
        try:
            found = connection.execute(text)
        except duckdb.Error as error:
            raise QueryError(str(error).splitlines()[0]) from error
        columns = [column[0] for column in found.description or ()]
        rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    return columns, rows


def quoted(name: str) -> str:
    """Return a table's name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def views(generation: "Generation") -> Iterator[tuple[str, str]]:
    """Yield the name of every view and the query it stands for."""
    folder = generation.tables
    for label in schema().nodes:
        yield label, _rows([folder / "nodes" / f"{label}.parquet"])
    for edge in schema().edges.values():
        files = [folder / "edges" / f"{name}.parquet" for name in edge.tables()]
        yield edge.name, _rows(files)
    for name in ("sources", "names", "joins", "suggestions"):
        yield name, _rows([folder / f"{name}.parquet"])
    for name in ("rejected", "amended"):
        yield name, _rows([folder / f"{name}.parquet"], NO_ADDRESS)
    yield "statements", _rows(read_files(generation, "statements"), NO_ADDRESS)
    yield "records", _rows(read_files(generation, "records"))


def read_files(generation: "Generation", name: str) -> list[Path]:
    """Return the files of statements or records a generation rests on, in order."""
    parts = json.loads((generation.tables / "parts.json").read_text("utf-8"))
    reads = generation.folder.parent / "read"
    return [file for key in parts for file in tables.parts(reads / key, name)]


def _rows(files: list[Path], columns: str = "*") -> str:
    if not files:
        return "SELECT NULL AS key WHERE false"
    return f"SELECT {columns} FROM {tables.read_parts(files)}"


def _lock(connection: "DuckDBPyConnection", generation: "Generation") -> None:
    derived = tables.literal(f"{generation.folder.parent}/")
    connection.execute(f"SET allowed_directories = [{derived}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")

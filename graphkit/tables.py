"""The tables of a case: their columns, one writer, one way to open them.

Every table is a Parquet file that pandas or DuckDB can read. Equal rows give equal
bytes on any number of processes and threads: rows are ordered by a unique key, row
groups and compression are fixed, and the planner may not look at statistics (they
choose REQUIRED or OPTIONAL in the file's schema).
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.schema import Properties, schema

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SQL_TYPES: Mapping[str, str] = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "double": "DOUBLE",  # no DECIMAL: the embedded store cannot read it
    "date": "DATE",
    "boolean": "BOOLEAN",
    "strings": "VARCHAR[]",
}

RECORD_COLUMNS: Mapping[str, str] = {
    "document": "VARCHAR",  # uid, unique
    "source": "VARCHAR",
    "locator": "VARCHAR",
    "kind": "VARCHAR",
    "offset": "BIGINT",
    "length": "BIGINT",
    "compiled": "BOOLEAN",
    "url": "VARCHAR",
    "captured_at": "VARCHAR",
    "tender": "VARCHAR",
    "number": "VARCHAR",
    "number_locator": "VARCHAR",
    "number_start": "INTEGER",
    "title": "VARCHAR",
    "title_locator": "VARCHAR",
    "title_start": "INTEGER",
    "tender_ids": "VARCHAR",  # JSON list of [scheme, value]
}

TEXT_COLUMN: Mapping[str, str] = {"text": "VARCHAR"}
"""What stands beside RECORD_COLUMNS where a record was read: see `Record.text`."""

STATEMENT_COLUMNS: Mapping[str, str] = {
    "key": "VARCHAR",
    "document": "VARCHAR",
    "n": "INTEGER",  # order within the record; (document, n) is unique
    "source": "VARCHAR",
    "type": "VARCHAR",
    "tender": "VARCHAR",
    "part": "VARCHAR",  # as the record names it: 'lot:2', 'award:17', ''
    "stage": "VARCHAR",
    "modality": "VARCHAR",
    "s_label": "VARCHAR",  # subject; NULL stands for the tender
    "s_text": "VARCHAR",
    "s_start": "INTEGER",
    "s_end": "INTEGER",
    "s_locator": "VARCHAR",
    "s_ids": "VARCHAR",  # JSON list of [scheme, value]
    "o_label": "VARCHAR",  # object; NULL stands for the tender
    "o_text": "VARCHAR",
    "o_start": "INTEGER",
    "o_end": "INTEGER",
    "o_locator": "VARCHAR",
    "o_ids": "VARCHAR",
    "amount": "DOUBLE",
    "amount_text": "VARCHAR",  # the decimal value as text
    "amount_said": "VARCHAR",  # the slice it was read from
    "currency": "VARCHAR",
    "amount_start": "INTEGER",
    "amount_end": "INTEGER",
    "amount_locator": "VARCHAR",
    "tax": "VARCHAR",  # included, excluded; NULL where nothing says it
    "tax_said": "VARCHAR",
    "tax_start": "INTEGER",
    "tax_end": "INTEGER",
    "tax_locator": "VARCHAR",
    "date": "VARCHAR",  # YYYY-MM-DD, YYYY-MM or YYYY
    "date_said": "VARCHAR",
    "date_start": "INTEGER",
    "date_end": "INTEGER",
    "date_locator": "VARCHAR",
    "address": "VARCHAR",  # of who was awarded it or bid, as addresses are compared
    "address_said": "VARCHAR",  # the slice that names the building
    "address_start": "INTEGER",
    "address_end": "INTEGER",
    "address_locator": "VARCHAR",
    "quantity": "VARCHAR",
    "unit": "VARCHAR",
    "locator": "VARCHAR",
    "start": "INTEGER",
    "end": "INTEGER",
    "quote": "VARCHAR",
    "quote_shown": "VARCHAR",  # personal data masked; NULL where there is none
}

SOURCE_COLUMNS: Mapping[str, str] = {
    "source": "VARCHAR",
    "path": "VARCHAR",
    "provenance": "VARCHAR",
    "restricted": "BOOLEAN",
    "loader": "VARCHAR",
    "loader_version": "INTEGER",
}

NAME_COLUMNS: Mapping[str, str] = {
    "label": "VARCHAR",
    "text": "VARCHAR",
    "ids": "VARCHAR",  # as the mention has them; '' for a name of the catalogue
    "context": "VARCHAR",  # tender, for a name that many bodies have; else ''
    "key": "VARCHAR",
    "jurisdiction": "VARCHAR",
    "identifier": "VARCHAR",  # the strongest, scheme:value
    "anchor_uid": "VARCHAR",
    "uid": "VARCHAR",
    "basis": "VARCHAR",  # identifier, name, judgement, catalogue, likeness
}

JOIN_COLUMNS: Mapping[str, str] = {
    "a": "VARCHAR",  # anchor_uid of a name, and of another of the same entity
    "b": "VARCHAR",
    "basis": "VARCHAR",  # as of names
    "score": "DOUBLE",
    "reasons": "VARCHAR[]",
    "judgement": "VARCHAR",
}

SUGGESTION_COLUMNS: Mapping[str, str] = {
    "a": "VARCHAR",  # uid of an entity; the part, where the verdict is part_of
    "b": "VARCHAR",
    "verdict": "VARCHAR",  # unsure, part_of
    "score": "DOUBLE",
    "reasons": "VARCHAR[]",
}

AMENDED_COLUMNS: Mapping[str, str] = {
    **STATEMENT_COLUMNS,
    "author": "VARCHAR",
    "why": "VARCHAR",
    "log": "VARCHAR",
}

_NEVER = "statistics_propagation"
"""Optimizers that change the bytes of a file."""

WRITE_OPTIONS = "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"


def columns(properties: Properties) -> dict[str, str]:
    """Return the SQL types of a node's or an edge's properties, in schema order."""
    return {name: SQL_TYPES[kind] for name, kind in properties.items()}


def node_columns(label: str) -> dict[str, str]:
    """Return the columns of `nodes/<label>.parquet`, `uid` first and unique."""
    return columns(schema().nodes[label].properties)


def edge_columns(kind: str) -> dict[str, str]:
    """Return the columns of `edges/<TYPE>.<From>.<To>.parquet`.

    `src` and `dst` (uids) come first, then the schema's properties: the embedded
    store's COPY binds columns by position, silently.
    """
    ends = {"src": "VARCHAR", "dst": "VARCHAR"}
    return ends | columns(schema().edges[kind].properties)


def connect(
    temporary: Path | None = None, *, memory: str = "1GB", threads: int = 2
) -> "DuckDBPyConnection":
    """Return a DuckDB connection in memory that spills to `temporary`.

    Nothing is fetched: extensions neither install nor load by themselves.
    """
    import duckdb  # slow to load

    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": threads,
        "memory_limit": memory,
        "autoinstall_known_extensions": False,
        "preserve_insertion_order": True,
    }
    if temporary is not None:
        config["temp_directory"] = str(temporary)
    connection = duckdb.connect(":memory:", config=config)
    connection.execute(f"SET disabled_optimizers='{_NEVER}'")
    # Else a bar stands among the rows of the answer, as soon as a query takes long.
    connection.execute("SET enable_progress_bar=false")
    return connection


@contextmanager
def joined_as_written(connection: "DuckDBPyConnection") -> Iterator[None]:
    """Let joins look up their right sides in the order in which they are written.

    For queries of which the planner thinks that hardly a row is left: it would hold
    all of them instead.
    """
    disabled = f"{_NEVER},build_side_probe_side,join_order"
    connection.execute(f"SET disabled_optimizers='{disabled}'")
    try:
        yield
    finally:
        connection.execute(f"SET disabled_optimizers='{_NEVER}'")


@contextmanager
def reading() -> Iterator["DuckDBPyConnection"]:
    """Give a connection for queries of files, of one engine that all readers share.

    An engine of one's own takes 15 ms to start, which a screen asks for at each step.
    """
    with _shared().cursor() as connection:
        yield connection


@cache
def _shared() -> "DuckDBPyConnection":
    return connect()


def literal(text: str | Path) -> str:
    """Return a text as an SQL string literal, for the places that take no parameter."""
    return "'" + str(text).replace("'", "''") + "'"


def parts(folder: Path, kind: str) -> list[Path]:
    """Return the files of a kind (statements, records) of what was read, in order."""
    return sorted(folder.glob(f"*.{kind}.parquet"))


def read_parts(files: Iterable[Path]) -> str:
    """Return SQL that reads files as one table, also where some lack a column."""
    listed = ", ".join(map(literal, files))
    return f"read_parquet([{listed}], union_by_name = true)"


def write(connection: "DuckDBPyConnection", query: str, order: str, path: Path) -> None:
    """Write the rows of `query` to a Parquet file, ordered by a unique key.

    An empty `order` keeps that of the rows; only a connection of one thread may.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    ordered = f"SELECT * FROM ({query}) ORDER BY {order}" if order else query
    connection.execute(f"COPY ({ordered}) TO {literal(path)} {WRITE_OPTIONS}")

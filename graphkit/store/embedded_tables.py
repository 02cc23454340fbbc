"""The tables of a case as the embedded graph takes them: its CREATE and COPY."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from graphkit import tables
from graphkit.errors import StoreError
from graphkit.schema import EdgeType, Properties, schema
from graphkit.store import values

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

AGAIN = "`graphkit build` makes the graph again"

TYPES: Mapping[str, str] = {
    "string": "STRING",
    "integer": "INT64",
    "double": "DOUBLE",
    "date": "DATE",
    "boolean": "BOOL",
    "strings": "STRING[]",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table of nodes (without ends) or edges, and how many rows it has."""

    file: Path
    rows: int
    name: str
    ends: tuple[str, ...]

    @classmethod
    def of(cls, connection: "DuckDBPyConnection", file: Path) -> Self:
        """Return the table in a file. Raises StoreError where it is no such table."""
        name, *ends = file.name.removesuffix(".parquet").split(".")
        expected = tables.edge_columns(name) if ends else tables.node_columns(name)
        if not file.is_file():
            raise StoreError(f"the table {file.name} is missing", hint=AGAIN)
        table = tables.literal(file)
        described = connection.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()
        if [row[0] for row in described] != list(expected):
            raise StoreError(f"the table {file.name} has other columns", hint=AGAIN)
        counted = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
        return cls(file, int(counted[0][0]), name, tuple(ends))

    def copy(self) -> str:
        """Return the COPY of its rows."""
        if not self.ends:
            properties = schema().nodes[self.name].properties
            return copied(self.name, (), properties, self.file)
        start, end = self.ends
        return linked(schema().edges[self.name], start, end, self.file)


def files(folder: Path) -> Iterator[Path]:
    """Yield the tables of a folder, those of nodes first."""
    for label in schema().nodes:
        yield folder / "nodes" / f"{label}.parquet"
    for edge in schema().edges.values():
        yield from (folder / "edges" / f"{name}.parquet" for name in edge.tables())


def created() -> Iterator[str]:
    """Yield a CREATE for each type of node, then of edge."""
    for node in schema().nodes.values():
        shape = _shape(node.properties)
        yield f"CREATE NODE TABLE {node.label}({shape}, PRIMARY KEY(uid))"
    for edge in schema().edges.values():
        pairs = ", ".join(f"FROM {start} TO {end}" for start, end in edge.between)
        yield f"CREATE REL TABLE {edge.name}({pairs}, {_shape(edge.properties)})"


def copied(name: str, ends: tuple[str, ...], given: Properties, file: Path) -> str:
    """Return a COPY that names its columns and leaves empty text out."""
    columns = [*ends, *(column(name, kind) for name, kind in given.items())]
    return f"COPY {name} FROM (LOAD FROM {literal(file)} RETURN {', '.join(columns)})"


def linked(edge: EdgeType, start: str, end: str, file: Path) -> str:
    """Return a COPY of the edges of a file between two labels."""
    ends = f" (from='{start}', to='{end}')" if len(edge.between) > 1 else ""
    return f"{copied(edge.name, ('src', 'dst'), edge.properties, file)}{ends}"


def column(name: str, kind: str) -> str:
    """Return the Cypher of a column as the graph has it: empty text is none."""
    if name in values.ALWAYS:
        return f"coalesce(`{name}`, '')"
    return f"nullif(`{name}`, '')" if kind == "string" else f"`{name}`"


def _shape(properties: Properties) -> str:
    return ", ".join(f"`{name}` {TYPES[kind]}" for name, kind in properties.items())


def literal(file: Path) -> str:
    """Return a path as a literal of the engine's Cypher."""
    escaped = file.as_posix().replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"

"""What a server has of a case against what the tables have, row by row.

Rows are told apart by their key and compared by a hash of all they hold, which the
server keeps with each node and relationship. Nothing but keys and hashes is read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from graphkit import tables
from graphkit.schema import Properties, schema
from graphkit.store.lines import HASH, Layout

What = Literal["insert", "update", "delete"]
Counts = Mapping[What, int]
Buckets = Mapping[int, tuple[int, int]]

BUCKETS = 1024
"""Rows are compared in so many heaps first; only heaps that differ are read."""

SUMMED = 1 << 32
"""What is summed of a hash, small enough that a server's sum does not overflow."""

HELD = "RETURN x.{key} + $field + toString(coalesce(x._hash, 0))"
"""Cypher of a server's row: one text is read faster than two values."""

SUMS = (
    f"RETURN coalesce(x._hash, 0) % {BUCKETS}, count(x), "
    f"sum((coalesce(x._hash, 0) / {BUCKETS}) % {SUMMED})"
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of nodes of one label, or of edges of one type between two labels."""

    type: str
    ends: tuple[str, ...]
    properties: Properties

    @property
    def key(self) -> str:
        """The property that is unique in the table."""
        return "key" if self.ends else "uid"

    @property
    def name(self) -> str:
        """What no other table is called: `Label`, or `TYPE.From.To`."""
        return ".".join((self.type, *self.ends))

    def file(self, folder: Path) -> Path:
        """Return the table's file in a tables folder."""
        return folder / ("edges" if self.ends else "nodes") / f"{self.name}.parquet"

    @property
    def locked(self) -> str:
        """The column whose nodes a server locks the longest: few have many edges."""
        if not self.ends:
            return "uid"
        for label in ("Organization", "Tender"):
            if label in self.ends:
                return ("src", "dst")[self.ends.index(label)]
        return "src"


def node_tables() -> tuple[Table, ...]:
    """Return the tables of nodes in schema order."""
    nodes = schema().nodes.values()
    return tuple(Table(node.label, (), node.properties) for node in nodes)


def edge_tables() -> tuple[Table, ...]:
    """Return the tables of edges in schema order, those of one type together."""
    return tuple(
        Table(edge.name, ends, edge.properties)
        for edge in schema().edges.values()
        for ends in edge.between
    )


class Differences:
    """The rows of a tables folder against keys and hashes of a server."""

    def __init__(self, folder: Path) -> None:
        """Read nothing yet."""
        self.folder = folder
        self.connection = tables.connect()

    def buckets(self, kind: str) -> Buckets:
        """Return the rows of a label or type by bucket of their hash, as sums."""
        ours = " UNION ALL ".join(
            f"SELECT {table.key} AS key, {HASH} AS hash FROM {self._rows(table)} t"
            for table in (*node_tables(), *edge_tables())
            if table.type == kind
        )
        self.connection.execute(f"CREATE TABLE {_ours(kind)} AS {ours}")
        return sums(
            self.connection.execute(
                f"SELECT hash % {BUCKETS}, count(*), "
                f"sum((hash // {BUCKETS}) % {SUMMED})::BIGINT "
                f"FROM {_ours(kind)} GROUP BY ALL"
            ).fetchall()
        )

    def compare(
        self, kind: str, differing: Sequence[int], server: Sequence[str]
    ) -> Counts:
        """Return how many rows of a label or type to insert, update and delete.

        `server` has the rows of the differing buckets there, as HELD writes them.
        """
        import numpy as np

        self.connection.register("held", {"line": np.array(server, dtype=object)})
        theirs = (
            "SELECT split_part(line, chr(31), 1) AS key, "
            "split_part(line, chr(31), 2)::BIGINT AS hash FROM held"
        )
        ours = (
            f"SELECT * FROM {_ours(kind)} WHERE list_contains($differing, "
            f"(hash % {BUCKETS})::INTEGER)"
        )
        self.connection.execute(
            f"CREATE TABLE {_changes(kind)} AS SELECT key, ours.hash AS hash, CASE "
            "WHEN theirs.hash IS NULL THEN 'insert' WHEN ours.hash IS NULL THEN "
            f"'delete' ELSE 'update' END AS what FROM ({ours}) ours FULL JOIN "
            f"({theirs if len(server) else _NONE}) theirs USING (key) "
            "WHERE ours.hash IS DISTINCT FROM theirs.hash",
            {"differing": list(differing)},
        )
        counted = self.connection.execute(
            f"SELECT what, count(*) FROM {_changes(kind)} GROUP BY what"
        ).fetchall()
        return {"insert": 0, "update": 0, "delete": 0, **dict(counted)}

    def layout(self, table: Table) -> Layout:
        """Return how the table's rows are written as lines; see `lines`."""
        return Layout.of(self.connection, self._rows(table), table.properties)

    def lines(
        self, table: Table, what: What, layout: Layout, share: tuple[int, int]
    ) -> Iterator[list[str]]:
        """Yield the lines of rows to insert or update, some at a time.

        `share` is (number, of how many). Rows that lock one node are in one share.
        """
        number, of = share
        query = (
            f"SELECT {layout.line(bool(table.ends))} FROM {self._rows(table)} t "
            f"JOIN {_changes(table.type)} c ON c.key = t.{table.key} "
            f"WHERE c.what = '{what}' "
            f"AND md5_number_lower(t.{table.locked}) % {of} = {number}"
        )
        return self._fetched(query, layout.size)

    def keys(self, kind: str, what: What, size: int) -> Iterator[list[str]]:
        """Yield the keys of changed rows of a label or type, `size` at a time."""
        changed = f"SELECT key FROM {_changes(kind)} WHERE what = '{what}'"
        return self._fetched(changed, size)

    def close(self) -> None:
        """Forget everything."""
        self.connection.close()

    def _fetched(self, query: str, size: int) -> Iterator[list[str]]:
        cursor = self.connection.cursor()
        cursor.execute(query)
        while rows := cursor.fetchmany(size):
            yield [row[0] for row in rows]
        cursor.close()

    def _rows(self, table: Table) -> str:
        return tables.literal(table.file(self.folder))


_NONE = "SELECT NULL::VARCHAR AS key, NULL::BIGINT AS hash WHERE false"


def differing(ours: Buckets, theirs: Buckets) -> list[int]:
    """Return the buckets whose rows are not the same."""
    every = ours.keys() | theirs.keys()
    return sorted(bucket for bucket in every if ours.get(bucket) != theirs.get(bucket))


def sums(server: Sequence[Sequence[int]]) -> Buckets:
    """Return rows of bucket, count and sum by their bucket."""
    return {bucket: (count, total) for bucket, count, total in server}


def _ours(kind: str) -> str:
    return f"ours_{kind.lower()}"


def _changes(kind: str) -> str:
    return f"changes_{kind.lower()}"

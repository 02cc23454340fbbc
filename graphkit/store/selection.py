"""Which nodes and edges of a case go into files: all of them, or those of tenders."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import tables
from graphkit.store.differences import Table, edge_tables, node_tables

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Selection:
    """A tables folder seen through a connection: views of what is chosen.

    With tenders it has these, every edge that belongs to one of them, the facts of the
    catalogue and of lists between the things they reach, and the nodes they join.
    """

    connection: "DuckDBPyConnection"
    folder: Path

    @classmethod
    def of(
        cls,
        connection: "DuckDBPyConnection",
        folder: Path,
        tenders: Sequence[str] | None = None,
    ) -> "Selection":
        """Choose all rows, or those of some tenders by their uids."""
        chosen = cls(connection, folder)
        if tenders is not None:
            connection.execute(
                "CREATE TABLE chosen AS SELECT unnest(?::VARCHAR[]) AS uid",
                [list(tenders)],
            )
        for table in edge_tables():
            chosen._view(table, "" if tenders is None else _OF_TENDERS)
        if tenders is not None:
            chosen._reach()
            for table in edge_tables():
                chosen._view(table, f"{_OF_TENDERS} OR ({_BETWEEN})")
        nodes = "" if tenders is None else "uid IN (SELECT uid FROM reached)"
        for table in node_tables():
            chosen._view(table, nodes)
        return chosen

    def rows(self, table: Table) -> str:
        """Return the name of a table's view."""
        return f'"{table.name}"'

    def count(self, table: Table) -> int:
        """Return how many rows of a table are chosen."""
        query = f"SELECT count(*) FROM {self.rows(table)}"
        (number,) = self.connection.execute(query).fetchone() or (0,)
        return int(number)

    def filled(self) -> tuple[Table, ...]:
        """Return the tables that have rows, nodes first, in schema order."""
        every = (*node_tables(), *edge_tables())
        return tuple(table for table in every if self.count(table))

    def _reach(self) -> None:
        ends = " UNION ".join(
            f"SELECT unnest([src, dst]) AS uid FROM {self.rows(table)}"
            for table in edge_tables()
        )
        self.connection.execute(
            f"CREATE TABLE reached AS ({ends}) UNION SELECT uid FROM chosen"
        )

    def _view(self, table: Table, where: str) -> None:
        file = tables.literal(table.file(self.folder))
        chosen = f" WHERE {where}" if where else ""
        self.connection.execute(
            f"CREATE OR REPLACE VIEW {self.rows(table)} AS "
            f"SELECT * FROM read_parquet({file}){chosen}"
        )


_OF_TENDERS = (
    "tender <> '' AND tender IN (SELECT uid FROM chosen)"
    " OR src IN (SELECT uid FROM chosen) OR dst IN (SELECT uid FROM chosen)"
)
_BETWEEN = (
    "tender = '' AND src IN (SELECT uid FROM reached)"
    " AND dst IN (SELECT uid FROM reached)"
)

"""A graph as it is searched: the tables of a revision and the index over them."""

from dataclasses import dataclass
from pathlib import Path

from graphkit.search.index import Index


@dataclass(frozen=True, slots=True)
class Graph:
    """A folder of tables and the index made from it, opened once, never written."""

    tables: Path
    index: Index

    @classmethod
    def open(cls, revision: Path) -> "Graph":
        """Open `tables/` and `index/` of a folder; raise CaseError without an index."""
        return cls(revision / "tables", Index.open(revision / "index"))

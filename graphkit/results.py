"""Rows that a question, a search or a table gave, and what they turn into.

In a notebook they show themselves, and `show` draws what has hops.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import networkx
    import pandas

    from graphkit.notebook import Told, View
    from graphkit.viz.network import OfflineNetwork

Row = Mapping[str, Any]


_OWN = frozenset(("from", "to", "key"))
"""What of a hop is said by where its edge stands, and by the edge's own key."""


class Results(Sequence[Row]):
    """Rows in a stable order; `notes` are sentences about what is not in them.

    `truncated` says that a limit or a deadline cut the rows off.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        *,
        columns: Sequence[str] = (),
        notes: Sequence[str] = (),
        truncated: bool = False,
    ) -> None:
        """Keep the rows; without `columns` those of the first row are taken."""
        self.rows = tuple(rows)
        self.columns = tuple(columns or (self.rows[0] if self.rows else ()))
        self.notes = tuple(notes)
        self.truncated = truncated

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        """Return one row, or a slice of them."""
        return self.rows[place]

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows in order."""
        return iter(self.rows)

    def __repr__(self) -> str:
        """Say how many rows there are and of what."""
        return f"<{len(self)} rows: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        """Return the first rows for a notebook: chains as a figure, others a table."""
        from graphkit import notebook

        return notebook.shown(self._told())

    def show(self) -> "View":
        """Return chains or paths as a drawing that moves, for a notebook or a file.

        Raises QueryError for rows without hops.
        """
        from graphkit import notebook

        return notebook.view(self._told())

    def _told(self) -> "Told":
        from graphkit.notebook import Told

        return Told(self.rows, self.columns, self.notes, self.truncated)

    def to_pandas(self) -> "pandas.DataFrame":
        """Return a data frame with a row for each; nested values stay as they are."""
        import pandas

        return pandas.DataFrame(list(self.rows), columns=list(self.columns))

    def to_networkx(self) -> "networkx.MultiDiGraph[str]":
        """Return the graph of the hops: names as nodes, one edge for each hop.

        Edges carry the hop's type, quote, path, source and locator, and the grade of
        the chain or path they came from; their key is its key and the hop's own. Rows
        without hops give no edges.
        """
        import networkx

        graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        for row in self.rows:
            for hop in row.get("hops", ()):
                carried = {k: v for k, v in hop.items() if k not in _OWN}
                graph.add_edge(
                    hop["from"],
                    hop["to"],
                    key=f"{row['key']}:{hop.get('key') or hop['type']}",
                    grade=row["grade"],
                    **carried,
                )
        return graph

    def to_pyvis(self) -> "OfflineNetwork":
        """Return chains or paths as a pyvis network whose page works offline.

        Of paths each stands in a row of its own. Raises QueryError for other rows.
        """
        from graphkit import notebook

        return notebook.network(self._told())

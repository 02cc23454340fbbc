"""Where the graph is asked: one protocol, embedded and Neo4j behind it.

`run` takes Cypher of the subset that both understand (see docs/questions.md), reads
only, and gives the same rows on both: dates as `datetime.date`, lists as lists, a node
as its label and properties, a relationship as its type, the uids it joins (`src`,
`dst`) and its properties, a path as its nodes and edges.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

SECONDS = 30.0
LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Rows:
    """What a question gave.

    `truncated` says that the limit cut rows off; `notes` are sentences about what the
    rows do not show.
    """

    columns: tuple[str, ...]
    rows: list[dict[str, Any]]
    truncated: bool = False
    notes: tuple[str, ...] = ()


class Store(Protocol):
    """A graph that answers Cypher and cannot be changed through it."""

    def run(
        self,
        text: str,
        params: Mapping[str, Any] | None = None,
        *,
        seconds: float = SECONDS,
        limit: int = LIMIT,
    ) -> Rows:
        """Return the rows of a text, `limit` at the most.

        Raises QueryError for a text that is wrong, does more than read or takes
        longer than `seconds`; StoreError where the graph cannot be asked.
        """

    def revision(self) -> str:
        """Return the revision of the case that the graph was made from."""

    def close(self) -> None:
        """Let go of the graph; closing twice does nothing."""

    def __enter__(self) -> Self:
        """Return the store; leaving closes it."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""


def open_store(
    place: str | Path,
    *,
    user: str = "neo4j",
    password: str = "",
    database: str = "",
    case: str = "",
) -> Store:
    """Return the store at a Bolt URL or in a file, open for reading.

    Raises StoreError where it is missing, damaged or does not let us in.
    """
    if "://" in str(place):
        from graphkit.store.neo4j import Neo4jStore  # imports the driver

        return Neo4jStore(str(place), user, password, database, case)
    from graphkit.store.embedded import EmbeddedStore  # imports the engine

    return EmbeddedStore(Path(place))

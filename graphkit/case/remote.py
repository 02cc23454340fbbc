"""Which store answers: the case's embedded graph, or a Neo4j with a copy of it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from graphkit import settings
from graphkit.case.ledger import Ledger
from graphkit.errors import CaseError
from graphkit.results import Results
from graphkit.search import index
from graphkit.search.graph import Graph

if TYPE_CHECKING:
    from graphkit.case.generations import Generation
    from graphkit.store import Rows, Store
    from graphkit.store.neo4j import Neo4jStore


def embedded(generation: "Generation") -> AbstractContextManager["Store"]:
    """Return the case's own graph, opened for reading.

    Raises CaseError where there is none: its engine runs on fewer machines than we do.
    """
    if not generation.graph.exists():
        raise CaseError(
            "this case has no embedded graph, so there is nothing to ask in Cypher",
            hint="chains and paths work without; a Neo4j can answer, too",
        )
    from graphkit.store.embedded import EmbeddedStore

    return EmbeddedStore(generation.graph)


def server(case: Path, url: str) -> AbstractContextManager["Neo4jStore"]:
    """Return a Neo4j, read as the case's own copy in it.

    User and database are those of the case's settings.
    """
    from graphkit.store.neo4j import Neo4jStore

    named = settings.load(case)
    with Ledger.open(case) as ledger:
        uid = ledger.uid
    return Neo4jStore(url, named.user, settings.password(), named.database, case=uid)


def results(found: "Rows", notes: tuple[str, ...] = ()) -> Results:
    """Return what a store answered, with notes about it."""
    return Results(
        found.rows, columns=found.columns, notes=notes, truncated=found.truncated
    )


def behind(store: "Store", revision: str) -> tuple[str, ...]:
    """Say in a sentence that a server holds another revision than the case."""
    theirs = store.revision()
    if theirs == revision:
        return ()
    return (
        f"The server holds revision {theirs or 'none'}, the case {revision}: "
        "`graphkit push` brings it up to date.",
    )


@contextmanager
def graph(case: Path, url: str) -> Iterator[Graph]:
    """Give the tables and index of what a Neo4j holds of the case."""
    from graphkit.store.download import download

    with TemporaryDirectory(prefix="graphkit-") as folder:
        revision = Path(folder)
        with server(case, url) as store:
            download(store, revision / "tables")
        index.build(revision / "tables", revision / "index")
        yield Graph.open(revision)

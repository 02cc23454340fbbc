"""Cases on the tests' Neo4j, each under a uid of its own and gone afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from graphkit.store.neo4j import Neo4jStore
from graphkit.store.push import push

REVISION = "r1"


def connect(url: str, case: str = "", database: str = "") -> Neo4jStore:
    """Return the tests' Neo4j, seen as a case."""
    password = os.environ.get("GRAPHKIT_TEST_NEO4J_PASSWORD", "")
    return Neo4jStore(url, "neo4j", password, database, case)


@contextmanager
def own_case(url: str) -> Iterator[tuple[Neo4jStore, str]]:
    """Give a connection and the uid of a case nobody else has; what it holds goes."""
    case = f"test-{uuid4().hex}"
    with connect(url, case) as store:
        try:
            yield store, case
        finally:
            forget(store, case)


@contextmanager
def pushed(tables: Path, url: str) -> Iterator[tuple[Neo4jStore, str]]:
    """Give a store that holds a tables folder as a case of its own, and its uid."""
    with own_case(url) as (store, case):
        push(tables, store, case, REVISION, beside=True)
        yield store, case


def forget(store: Neo4jStore, case: str) -> None:
    """Remove all that a case has on a server."""
    store.change("MATCH (n) WHERE n._case = $case DETACH DELETE n", {"case": case})

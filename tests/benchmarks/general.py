"""What general tools say connects two nodes: networkx, and a Neo4j's path functions.

Each gets the size it can bear. Their paths know no tenders and no parts: the share of
those that join tenders is the share that no single record supports.
"""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from graphkit.search.networks import network
from graphkit.store.neo4j import Neo4jStore
from tests.servers import pushed

PAIRS = 20
PATHS = 1_000
"""The most paths that are read for one pair."""

Way = Sequence[str]
"""The uids of a path's nodes."""

SHORTEST = """MATCH (a:Organization {uid: $a, _case: $case})
MATCH (b:Organization {uid: $b, _case: $case})
MATCH p = allShortestPaths((a)-[*..6]-(b))
RETURN [n IN nodes(p) | n.uid] AS uids LIMIT $most"""
TRAILS = """MATCH (a:Organization {uid: $a, _case: $case})
MATCH (b:Organization {uid: $b, _case: $case})
MATCH p = (a)-[*1..4]-(b) RETURN [n IN nodes(p) | n.uid] AS uids LIMIT $most"""


def networkx(tables: Path) -> str:
    """Return how long networkx needs for shortest paths, and what they join."""
    import networkx as nx

    began = time.perf_counter()
    graph = nx.Graph(network(tables))
    made = time.perf_counter() - began

    def ways(a: str, b: str) -> Iterable[Way]:
        if not nx.has_path(graph, a, b):
            return ()
        return islice(nx.all_shortest_paths(graph, a, b), PATHS)

    said = told(ways, institutions(graph.nodes))
    return f"networkx, all shortest paths: {said}; graph made in {made:.1f} s"


def neo4j(tables: Path, url: str, *, trails: bool) -> Iterator[str]:
    """Yield how long a Neo4j needs for shortest paths and, where asked, for trails."""
    with pushed(tables, url) as (store, case):
        listed = "MATCH (n:Organization {_case: $case}) RETURN n.uid AS uid"
        known = [uid for (uid,) in read(store, listed, case)]
        asked = (("all shortest paths", SHORTEST), ("trails of 1 to 4 hops", TRAILS))
        for name, text in asked[: 2 if trails else 1]:

            def ways(a: str, b: str, text: str = text) -> Iterable[Way]:
                rows = read(store, text, case, a=a, b=b, most=PATHS)
                return [uids for (uids,) in rows]

            yield f"Neo4j, {name}: {told(ways, institutions(known))}"


def read(store: Neo4jStore, text: str, case: str, **given: Any) -> list[list[Any]]:
    """Return the rows of some Cypher about one case."""
    return store.fetch(text, {"case": case, **given})


def institutions(uids: Iterable[str]) -> list[str]:
    """Return the organisations, in order."""
    return sorted(uid for uid in uids if uid.startswith("org:"))


def told(ways: Callable[[str, str], Iterable[Way]], known: Sequence[str]) -> str:
    """Ask for the paths of random pairs; say the median and who joins tenders."""
    chance, took, found, joining = random.Random(2), [], 0, 0
    for _ in range(PAIRS):
        one, other = chance.sample(known, 2)
        began = time.perf_counter()
        listed = list(ways(one, other))
        took.append(time.perf_counter() - began)
        found += len(listed)
        joining += sum(joins_tenders(way) for way in listed)
    median = sorted(took)[PAIRS // 2]
    share = 100 * joining / found if found else 0
    return (
        f"median {1000 * median:,.1f} ms, worst {1000 * max(took):,.1f} ms; "
        f"{share:.1f} % of {found:,} paths join tenders"
    )


def joins_tenders(way: Way) -> bool:
    """Say whether a path passes through more than one tender."""
    return sum(uid.startswith("tender:") for uid in way) > 1

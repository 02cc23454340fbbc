"""What the same work costs with general tools: pandas with networkx, the plain driver.

They read the same file and make a graph of buyers, tenders and suppliers. They keep no
quotes, find no terms, grade nothing: a floor, not a rival.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def rows(file: Path) -> Iterator[dict[str, Any]]:
    """Yield buyer, process and supplier of every award of a file of releases."""
    with file.open(encoding="utf-8") as stream:
        for line in stream:
            release = json.loads(line)
            buyer = release.get("buyer", {}).get("name", "")
            for award in release.get("awards", ()):
                for supplier in award.get("suppliers", ()):
                    yield {
                        "tender": release["ocid"],
                        "buyer": buyer,
                        "supplier": supplier.get("name", ""),
                        "amount": award.get("value", {}).get("amount"),
                    }


def networkx(file: Path) -> str:
    """Make a networkx graph by way of a data frame; say how large it is."""
    import networkx as nx
    import pandas

    frame = pandas.DataFrame(rows(file))
    graph: Any = nx.MultiDiGraph()
    for start, end, kind in (
        ("buyer", "tender", "ISSUED"),
        ("tender", "supplier", "AWARDED_TO"),
    ):
        pairs = zip(frame[start], frame[end], strict=True)
        graph.add_edges_from((a, b, kind) for a, b in pairs)
    return f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges"


def driver(file: Path, url: str, password: str) -> str:
    """Write the same edges with the plain Neo4j driver; say how long it took."""
    import neo4j

    batch = 10_000
    found = list(rows(file))
    query = (
        "UNWIND $rows AS row MERGE (b:PeerBuyer {name: row.buyer})"
        " MERGE (s:PeerSupplier {name: row.supplier})"
        " CREATE (t:PeerTender {uid: row.tender})"
        " CREATE (b)-[:ISSUED]->(t) CREATE (t)-[:AWARDED_TO]->(s)"
    )
    started = time.perf_counter()
    with neo4j.GraphDatabase.driver(url, auth=("neo4j", password)) as server:
        for label in ("PeerBuyer", "PeerSupplier"):
            server.execute_query(
                f"CREATE INDEX IF NOT EXISTS FOR (n:{label}) ON (n.name)"
            )
        for first in range(0, len(found), batch):
            server.execute_query(query, rows=found[first : first + batch])
        seconds = time.perf_counter() - started
        for label in ("PeerTender", "PeerBuyer", "PeerSupplier"):
            server.execute_query(f"MATCH (n:{label}) DETACH DELETE n")
    return f"{len(found)} awards in {seconds:.1f} s"


if __name__ == "__main__":
    print(networkx(Path(sys.argv[1])))

"""A case on a server sees itself and nothing else that the database holds."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from graphkit.errors import QueryError
from graphkit.store.neo4j import Neo4jStore
from tests.servers import connect

pytestmark = pytest.mark.neo4j
EVERY = ["org:shop", "org:univ"]
TEXTS = [
    "MATCH (o:Organization) RETURN o.uid AS x ORDER BY x",
    "MATCH (o) WHERE labels(o)[0] = 'Organization' RETURN o.uid AS x ORDER BY x",
    "MATCH (o:Organization WHERE o.uid STARTS WITH 'org') RETURN o.uid AS x ORDER BY x",
    "MATCH (o:Organization|Model) RETURN o.uid AS x ORDER BY x",
    "MATCH ((o:Organization)) RETURN o.uid AS x ORDER BY x",
    "MATCH (:Tender {uid: 'tender:t1'})--(o:Organization) RETURN o.uid AS x ORDER BY x",
    "MATCH (:Tender {uid: 'tender:t1'})-[*1..4]-(o:Organization) "
    "RETURN DISTINCT o.uid AS x ORDER BY x",
    "MATCH (t:Tender {uid: 'tender:t1'}) MATCH (t)-[r]-(o) "
    "WHERE labels(o)[0] = 'Organization' RETURN o.uid AS x ORDER BY x",
]
NOTHING = [
    "RETURN COUNT { (m:Model) } AS x",
    "RETURN COUNT { MATCH (m:Model) } AS x",
    "RETURN size([(m:Model)-[:VARIANT_OF]->(n) | n]) AS x",
    "MATCH (c:Tender {uid: 'tender:t1'}) RETURN COUNT { (c)-[:ABOUT]-() } AS x",
    "MATCH (c:Tender {uid: 'tender:t1'}) RETURN COUNT { (c)-[:ABOUT]-(:Model) } AS x",
    "MATCH (m:Model) RETURN count(m) AS x",
    "MATCH (m:!Tender) WHERE m.uid = 'model:theirs' RETURN count(m) AS x",
    "MATCH (m) WHERE m.uid = 'model:theirs' RETURN count(m) AS x",
    "MATCH (m {uid: 'model:theirs'}) RETURN count(m) AS x",
    "MATCH ()-[r:ABOUT]-() RETURN count(r) AS x",
    "MATCH ()-[r]-(m) WHERE m.uid = 'model:theirs' RETURN count(r) AS x",
    "MATCH (n:Case) WHERE n.uid = 'theirs' RETURN count(n) AS x",
    "RETURN CASE WHEN EXISTS { (m:Model) } THEN 1 ELSE 0 END AS x",
    "RETURN CASE WHEN EXISTS { MATCH (m:Model) } THEN 1 ELSE 0 END AS x",
]


@pytest.fixture(scope="module")
def among_others(server_store: Neo4jStore) -> Iterator[Neo4jStore]:
    """The contract's graph, with a stranger's nodes and edges beside and at it."""
    mark = f"foreign-{uuid4().hex}"
    with connect(server_store.url) as store:
        store.change(
            "MATCH (t:Tender {uid: 'tender:t1', _case: $case}) "
            "CREATE (m:Model {uid: 'model:theirs', mark: $mark})-[:ABOUT]->(t), "
            "(m)-[:VARIANT_OF]->(:Model {uid: 'model:other', mark: $mark}), "
            "(:Organization {uid: 'org:theirs', mark: $mark})-[:ISSUED]->(t), "
            "(:Case {uid: 'theirs', mark: $mark})",
            {"case": server_store.case(), "mark": mark},
        )
        try:
            yield server_store
        finally:
            store.change("MATCH (n {mark: $mark}) DETACH DELETE n", {"mark": mark})


@pytest.mark.parametrize("text", TEXTS)
def test_the_case_is_seen_and_nothing_else(among_others: Neo4jStore, text: str) -> None:
    assert [row["x"] for row in among_others.run(text).rows] == EVERY


@pytest.mark.parametrize("text", NOTHING)
def test_what_others_hold_is_not_there(among_others: Neo4jStore, text: str) -> None:
    assert among_others.run(text).rows == [{"x": 0}]


def test_a_shortest_path_does_not_lead_through_what_others_hold(
    among_others: Neo4jStore,
) -> None:
    ends = "(:Organization {uid: 'org:univ'})-[*..4]-(m {uid: 'model:theirs'})"
    text = f"MATCH p = shortestPath({ends}) RETURN length(p)"
    assert among_others.run(text).rows == []


def test_a_shortest_path_in_an_expression_is_refused(among_others: Neo4jStore) -> None:
    text = (
        "MATCH (a:Organization {uid: 'org:univ'}) MATCH (b:Provider) "
        "RETURN length(shortestPath((a)-[*..4]-(b))) AS x"
    )
    with pytest.raises(QueryError):
        among_others.run(text)

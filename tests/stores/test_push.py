"""A push makes a server hold what the tables hold, and harms nothing else there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from graphkit.errors import StoreError
from graphkit.store.neo4j import Neo4jStore
from graphkit.store.push import PushSummary, push
from tests.graphs import Rows
from tests.servers import connect, own_case

pytestmark = pytest.mark.neo4j
Own = tuple[Neo4jStore, str]


@pytest.fixture
def own(neo4j_url: str) -> Iterator[Own]:
    with own_case(neo4j_url) as given:
        yield given


@pytest.fixture
def other(neo4j_url: str) -> Iterator[Own]:
    with own_case(neo4j_url) as given:
        yield given


@pytest.fixture
def stranger(neo4j_url: str) -> Iterator[str]:
    """The uid of two nodes of our labels that somebody else made, and of their edge."""
    mark = f"foreign-{uuid4().hex}"
    with connect(neo4j_url) as store:
        store.change(
            "CREATE (:Organization {uid: 'org:univ', mark: $mark})"
            "-[:ISSUED {mark: $mark}]->(:Tender {uid: 'tender:t1', mark: $mark})",
            {"mark": mark},
        )
        yield mark
        store.change("MATCH (n {mark: $mark}) DETACH DELETE n", {"mark": mark})


def written(folder: Path, *tenders: str) -> Path:
    """Write the tables of a university that issued these tenders."""
    rows = Rows()
    for tender in tenders:
        rows.notice(tender, buyer="univ")
    return rows.write(folder)


def held(own: Own) -> list[list[Any]]:
    """Return all that a case has on the server, but for the case's own node."""
    store, case = own
    nodes = (
        "MATCH (n) WHERE n._case = $case AND NOT n:Case "
        "RETURN labels(n)[0], properties(n) ORDER BY n.uid"
    )
    edges = (
        "MATCH (a)-[r]->(b) WHERE r._case = $case "
        "RETURN type(r), a.uid, b.uid, properties(r) ORDER BY r.key"
    )
    return store.fetch(nodes, {"case": case}) + store.fetch(edges, {"case": case})


def uids(own: Own) -> list[str]:
    return [row[1]["uid"] for row in held(own) if isinstance(row[1], dict)]


def marked(store: Neo4jStore, mark: str) -> list[list[Any]]:
    """Return what a stranger's nodes and edge hold."""
    return store.fetch(
        "MATCH (a {mark: $mark})-[r]->(b) "
        "RETURN labels(a), properties(a), properties(r), labels(b), properties(b)",
        {"mark": mark},
    )


def pushed(own: Own, tables: Path, revision: str = "r1", **more: bool) -> PushSummary:
    store, case = own
    return push(tables, store, case, revision, **({"beside": True} | more))


def test_a_second_push_does_nothing(own: Own, tmp_path: Path) -> None:
    tables = written(tmp_path / "tables", "t1")
    first = pushed(own, tables)
    before = held(own)
    assert first.rows() == [
        {"type": "Organization", "insert": 1, "update": 0, "delete": 0},
        {"type": "Tender", "insert": 1, "update": 0, "delete": 0},
        {"type": "Document", "insert": 1, "update": 0, "delete": 0},
        {"type": "ISSUED", "insert": 1, "update": 0, "delete": 0},
    ]
    assert pushed(own, tables) == PushSummary(())
    assert held(own) == before


def test_a_push_changes_only_what_differs(own: Own, tmp_path: Path) -> None:
    pushed(own, written(tmp_path / "old", "t1", "t2"))
    rows = Rows()
    rows.notice("t2", buyer="univ")
    rows.notice("t3", buyer="univ")
    rows.node("org:univ", name="深圳大学")
    summary = pushed(own, rows.write(tmp_path / "new"), "r2")
    assert summary.rows() == [
        {"type": "Organization", "insert": 0, "update": 1, "delete": 0},
        {"type": "Tender", "insert": 1, "update": 0, "delete": 1},
        {"type": "ISSUED", "insert": 1, "update": 0, "delete": 1},
    ]
    assert uids(own) == ["doc:d1", "org:univ", "tender:t2", "tender:t3"]
    assert own[0].revision() == "r2"


def test_properties_that_others_added_to_our_nodes_stay(
    own: Own, tmp_path: Path
) -> None:
    store, case = own
    pushed(own, written(tmp_path / "old", "t1"))
    found = "MATCH (o:Organization {_case: $case, uid: 'org:univ'}) "
    store.change(f"{found}SET o.remark = 'mine'", {"case": case})
    rows = Rows()
    rows.notice("t1", buyer="univ")
    rows.node("org:univ", name="深圳大学")
    pushed(own, rows.write(tmp_path / "new"), "r2")
    told = store.fetch(f"{found}RETURN o.name, o.remark", {"case": case})
    assert told == [["深圳大学", "mine"]]


def test_two_cases_and_a_stranger_in_one_database_stay_as_they_are(
    own: Own, other: Own, stranger: str, tmp_path: Path
) -> None:
    foreign = marked(own[0], stranger)
    pushed(own, written(tmp_path / "a", "t1", "t2"))
    mine = held(own)
    pushed(other, written(tmp_path / "b", "t1"))
    pushed(other, written(tmp_path / "c", "t3"), "r2")
    assert held(own) == mine
    assert marked(own[0], stranger) == foreign
    assert uids(other) == ["doc:d1", "org:univ", "tender:t3"]
    text = "MATCH (t:Tender) RETURN t.uid AS uid ORDER BY uid"
    assert own[0].run(text).rows == [{"uid": "tender:t1"}, {"uid": "tender:t2"}]
    assert other[0].run(text).rows == [{"uid": "tender:t3"}]


def test_beside_others_only_if_it_is_asked_for(
    own: Own, stranger: str, tmp_path: Path
) -> None:
    tables = written(tmp_path / "tables", "t1")
    with pytest.raises(StoreError, match="holds nodes that are not this case's"):
        pushed(own, tables, beside=False)
    assert held(own) == []
    assert len(marked(own[0], stranger)) == 1


def test_a_dry_run_lists_what_it_would_do_and_does_nothing(
    own: Own, tmp_path: Path
) -> None:
    tables = written(tmp_path / "tables", "t1", "t2")
    would = pushed(own, tables, dry_run=True)
    assert (held(own), own[1] in own[0].cases()) == ([], False)
    assert would.rows() == [
        {"type": "Organization", "insert": 1, "update": 0, "delete": 0},
        {"type": "Tender", "insert": 2, "update": 0, "delete": 0},
        {"type": "Document", "insert": 1, "update": 0, "delete": 0},
        {"type": "ISSUED", "insert": 2, "update": 0, "delete": 0},
    ]
    assert pushed(own, tables) == would


def test_a_node_that_others_hold_on_to_is_kept_and_counted(
    own: Own, tmp_path: Path
) -> None:
    store, case = own
    pushed(own, written(tmp_path / "old", "t1", "t2"))
    mark = f"foreign-{uuid4().hex}"
    try:
        store.change(
            "MATCH (t:Tender {_case: $case, uid: 'tender:t2'}) "
            "CREATE (:Remark {mark: $mark})-[:ABOUT]->(t)",
            {"case": case, "mark": mark},
        )
        kept = "1 node that the case dropped is kept: others have relationships with it"
        summary = pushed(own, written(tmp_path / "new", "t1"), "r2")
        assert summary.notes == (f"{kept} there.",)
        assert uids(own) == ["doc:d1", "org:univ", "tender:t1", "tender:t2"]
        about = "MATCH ({mark: $mark})-[:ABOUT]->(t) RETURN t.uid"
        assert store.fetch(about, {"mark": mark}) == [["tender:t2"]]
    finally:
        store.change("MATCH (n {mark: $mark}) DETACH DELETE n", {"mark": mark})


def test_an_interrupted_push_says_so_and_the_next_one_goes_on(
    own: Own, tmp_path: Path
) -> None:
    store, case = own
    tables = written(tmp_path / "tables", "t1", "t2")
    pushed(own, tables)
    whole = held(own)
    store.change(
        "MATCH (c:Case {_case: $case}) SET c.state = 'pushing' WITH c "
        "MATCH (t:Tender {_case: $case, uid: 'tender:t2'}) DETACH DELETE t",
        {"case": case},
    )
    assert store.revision() == ""
    assert pushed(own, tables).rows() == [
        {"type": "Tender", "insert": 1, "update": 0, "delete": 0},
        {"type": "ISSUED", "insert": 1, "update": 0, "delete": 0},
    ]
    assert (held(own), store.revision()) == (whole, "r1")


def test_a_case_that_is_not_there_is_a_store_error(own: Own) -> None:
    with pytest.raises(StoreError, match="does not hold this case"):
        own[0].run("MATCH (t:Tender) RETURN t")


def test_a_server_that_is_not_there_is_a_store_error() -> None:
    with pytest.raises(StoreError, match=r"no Neo4j answers at bolt://127\.0\.0\.1:9"):
        Neo4jStore("bolt://127.0.0.1:9")


def test_an_address_that_is_none_is_a_store_error() -> None:
    with pytest.raises(StoreError, match="is no address of a Neo4j"):
        Neo4jStore("http://127.0.0.1:7474")


def test_a_wrong_password_is_a_store_error(neo4j_url: str) -> None:
    with pytest.raises(StoreError, match="does not know this user and password"):
        Neo4jStore(neo4j_url, "neo4j", "not-the-password")


def test_a_database_that_is_not_there_is_a_store_error(neo4j_url: str) -> None:
    with pytest.raises(StoreError, match="has no database 'nosuch'"):
        connect(neo4j_url, database="nosuch")

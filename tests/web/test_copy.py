"""A case's copy in a Neo4j explored without its folder, and what is said to lack."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphkit.case import Case
from graphkit.errors import StoreError
from graphkit.web import InFolder, InNeo4j, Place
from tests.releases import release, write_releases
from tests.servers import connect, forget
from tests.web.conftest import Client, served
from tests.web.test_asking import uid_of

pytestmark = pytest.mark.neo4j


@pytest.fixture
def copy(case: Path, neo4j_url: str) -> Iterator[Place]:
    """The case on the tests' Neo4j, seen as somebody sees it who has no more."""
    with Case.open(case) as opened:
        opened.push(neo4j_url, beside=True)
        uid = opened.uid
    with connect(neo4j_url, uid) as store:
        yield InNeo4j(store)
    with connect(neo4j_url, uid) as store:
        forget(store, uid)


def both(case: Path, copy: Place, what: str, **given: Any) -> list[Any]:
    found = []
    for place in (InFolder(case), copy):
        with served(place) as client:
            found.append(client.ask(what, **given))
    return found


def test_chains_paths_and_questions_are_those_of_the_case(
    case: Path, copy: Place
) -> None:
    asked = (
        ("chains", {}),
        ("paths", {"start": "江湾大学", "end": "A100"}),
        ("ask", {"name": "chains/institution_to_chip"}),
        ("cypher", {"text": "MATCH (t:Tender) RETURN t.uid AS uid ORDER BY uid"}),
    )
    with served(InFolder(case)) as here:
        found = [here.ask(what, **given)["rows"] for what, given in asked]
    with served(copy) as there:
        assert [there.ask(what, **given)["rows"] for what, given in asked] == found
    assert all(found)


def test_a_copy_is_searched_and_expanded_by_count(case: Path, copy: Place) -> None:
    with served(copy) as client:
        uid = uid_of(client, "szydkj", "Organization")
        assert client.ask("cards", uids=[uid])["nodes"][0]["name"] == (
            "深圳云达科技有限公司"
        )
        rows = client.ask("neighbours", uid=uid)["rows"]
        assert {"type": "AWARDED_TO", "direction": "in", "label": "Tender",
                "count": 1, "hub": False} in rows  # fmt: skip
        found = client.ask("expand", uid=uid, type="AWARDED_TO", direction="in")
        assert (found["total"], len(found["edges"])) == (1, 1)


def test_a_copy_has_the_quotes_and_says_that_the_source_is_not_there(
    copy: Place,
) -> None:
    with served(copy) as client:
        uid = uid_of(client, "江湾大学", "Organization")
        (chain,) = client.ask("chains", uid=uid)["rows"]
        (hop,) = [hop for hop in chain["hops"] if hop["type"] == "AWARDED_TO"]
        found = client.ask("evidence", key=hop["key"])
        assert found["edge"]["quote"] == "供应商名称：深圳云达科技有限公司"
        assert len(found["edge"]["source"]) == 64
        assert found["statements"] == []
        assert found["missing"].startswith("The source lies in the case's folder")
        (document,) = found["documents"]
        words = client.ask("words", document=document["uid"], locator="text")
        assert words["error"] == found["missing"]
        told = client.ask("status")
        assert (told["records"], told["missing"][0][:40]) == (
            3, "This is a copy of a case in Neo4j. It ca"
        )  # fmt: skip
        assert client.ask("thing", uid=uid)["missing"] == found["missing"]


@pytest.mark.parametrize(
    ("what", "given"),
    [
        ("note", {"about": "x", "text": "y"}),
        ("judge", {"verdict": "same", "a": "x", "b": "y", "why": "z"}),
        ("reject", {"key": "x", "why": "y"}),
        ("undo", {}),
    ],
)
def test_nothing_is_decided_in_a_copy(
    copy: Place, what: str, given: dict[str, str]
) -> None:
    with served(copy) as client:
        assert client.ask(what, **given)["error"] == (
            "a copy in Neo4j can only be read: decisions are kept in the case's folder"
        )


def test_cypher_that_writes_changes_no_copy(copy: Place) -> None:
    with served(copy) as client:
        assert client.ask("cypher", text="MATCH (n) DETACH DELETE n")["error"]
        kept = client.ask("cypher", text="MATCH (t:Tender) RETURN count(*) AS n")
        assert kept["rows"] == [{"n": 3}]


def test_what_was_pushed_since_is_seen(
    case: Path, copy: Place, neo4j_url: str, tmp_path: Path
) -> None:
    more = release("more", buyer="丙大学", supplier="Other", item="Azure H100 GPU")
    with served(copy) as client:
        before = chain_count(client)
        with Case.open(case, write=True) as opened:
            opened.load([write_releases(tmp_path / "more.json", more)])
            opened.push(neo4j_url, beside=True)
        found = [before]
        while found[-1] == before and len(found) < 500:
            found.append(chain_count(client))
        assert found[-1] == before + 1


def chain_count(client: Client) -> int:
    return len(client.ask("chains")["rows"])


def test_persons_are_hidden_in_a_copy_by_the_names_of_the_case(
    case: Path, copy: Place, neo4j_url: str, tmp_path: Path
) -> None:
    made = release("p", buyer="丁大学", supplier="张三", item="AWS A100 GPU")
    with Case.open(case, write=True) as opened:
        opened.load([write_releases(tmp_path / "p.json", made)])
        opened.push(neo4j_url, beside=True)
        uid = opened.uid
    with connect(neo4j_url, uid) as store:
        hiding = InNeo4j(store, hide_persons=True)
        here, there = both_chains(InFolder(case, hide_persons=True), hiding)
    assert here == there
    assert "张三" not in str(there)
    assert any(row["intermediary"].startswith("person ") for row in there)


def both_chains(*places: Place) -> list[list[dict[str, Any]]]:
    found = []
    for place in places:
        with served(place) as client:
            found.append(client.ask("chains")["rows"])
    return found


def test_a_case_that_the_server_does_not_hold_is_refused(neo4j_url: str) -> None:
    with (
        connect(neo4j_url, "nobody's") as store,
        pytest.raises(StoreError, match="does not hold this case"),
    ):
        InNeo4j(store)
    assert os.environ["GRAPHKIT_NEO4J_PASSWORD"]

"""A case's copy in a Neo4j explored without its folder, and what is said to lack."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from graphkit.case import Case
from graphkit.case.copied import MISSING, NO_LOG, NO_SOURCE, NO_TEXTS, CopiedCase
from graphkit.cli import main
from graphkit.errors import StoreError
from graphkit.store.push import push
from graphkit.web import InFolder, InNeo4j
from tests.releases import release, write_releases
from tests.servers import connect, forget, own_case
from tests.waiting import until
from tests.web.conftest import Client, served, serving
from tests.web.test_asking import uid_of

pytestmark = pytest.mark.neo4j


@contextmanager
def copied(case: Path, url: str, **options: Any) -> Iterator[Client]:
    """Push a case and serve what the server then holds of it, and no more."""
    with Case.open(case) as opened:
        opened.push(url, beside=True)
        uid = opened.uid
    try:
        with served(InNeo4j(connect(url, uid), **options)) as client:
            yield client
    finally:
        with connect(url, uid) as store:
            forget(store, uid)


@pytest.fixture(scope="module")
def uid(built: Path, neo4j_url: str) -> Iterator[str]:
    """The case on the server under a uid of its own, which nobody changes."""
    with own_case(neo4j_url) as (store, uid), Case.open(built) as opened:
        push(opened.generation.tables, store, uid, opened.revision, beside=True)
        yield uid


@pytest.fixture(scope="module")
def there(uid: str, neo4j_url: str) -> Iterator[Client]:
    with served(InNeo4j(connect(neo4j_url, uid))) as client:
        yield client


def test_chains_paths_and_questions_are_those_of_the_case(
    built: Path, there: Client
) -> None:
    asked = (
        ("chains", {}),
        ("paths", {"start": "江湾大学", "end": "A100"}),
        ("ask", {"name": "chains/institution_to_chip"}),
        ("cypher", {"text": "MATCH (t:Tender) RETURN t.uid AS uid ORDER BY uid"}),
    )
    with serving(built) as here:
        found = [here.ask(what, **given)["rows"] for what, given in asked]
    assert [there.ask(what, **given)["rows"] for what, given in asked] == found
    assert all(found)


def test_a_copy_is_searched_and_expanded_by_count(there: Client) -> None:
    uid = uid_of(there, "szydkj", "Organization")
    (card,) = there.ask("cards", uids=[uid])["nodes"]
    assert (card["name"], card["pinyin"][:8]) == ("深圳云达科技有限公司", "Shēnzhèn")
    won = {"type": "AWARDED_TO", "direction": "in", "label": "Tender", "count": 1}
    assert won | {"hub": False} in there.ask("neighbours", uid=uid)["rows"]
    found = there.ask("expand", uid=uid, type="AWARDED_TO", direction="in")
    assert (found["total"], len(found["edges"])) == (1, 1)


def test_a_copy_has_the_quotes_and_says_that_the_source_is_not_there(
    there: Client,
) -> None:
    uid = uid_of(there, "江湾大学", "Organization")
    (chain,) = there.ask("chains", uid=uid)["rows"]
    (hop,) = [hop for hop in chain["hops"] if hop["type"] == "AWARDED_TO"]
    found = there.ask("evidence", key=hop["key"])
    assert found["edge"]["quote"] == "供应商名称：深圳云达科技有限公司"
    assert len(found["edge"]["source"]) == 64
    assert (found["statements"], found["missing"]) == ([], NO_SOURCE)
    assert there.ask("thing", uid=uid)["missing"] == NO_SOURCE
    (document,) = found["documents"]
    words = there.ask("words", document=document["uid"], locator="text")
    assert words["error"] == NO_SOURCE


def test_a_copy_says_what_it_lacks(there: Client) -> None:
    told = there.ask("status")
    assert (told["records"], told["sources"]) == (3, 2)
    assert told["missing"] == list(MISSING)
    assert there.ask("judgements")["notes"] == [NO_LOG]
    assert there.ask("records", text="主要标的信息")["notes"] == [NO_TEXTS]


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
    there: Client, what: str, given: dict[str, str]
) -> None:
    assert there.ask(what, **given)["error"] == (
        "a copy in Neo4j can only be read: decisions are kept in the case's folder"
    )


def test_cypher_that_writes_changes_no_copy(there: Client) -> None:
    assert there.ask("cypher", text="MATCH (n) DETACH DELETE n")["error"]
    kept = there.ask("cypher", text="MATCH (t:Tender) RETURN count(*) AS n")
    assert kept["rows"] == [{"n": 3}]


def test_what_was_pushed_since_is_seen_and_persons_are_hidden_as_in_the_case(
    case: Path, neo4j_url: str, tmp_path: Path
) -> None:
    with copied(case, neo4j_url, hide_persons=True) as there:
        before = there.ask("chains")["rows"]
        made = release("more", buyer="丙大学", supplier="张三", item="AWS A100 GPU")
        with Case.open(case, write=True) as opened:
            opened.load([write_releases(tmp_path / "more.json", made)])
            opened.push(neo4j_url, beside=True)
        until(lambda: there.ask("chains")["rows"] != before)
        found = there.ask("chains")["rows"]
    with served(InFolder(case, hide_persons=True)) as here:
        assert found == here.ask("chains")["rows"]
    hidden = [row["intermediary"] for row in found if row not in before]
    assert [name.partition(" ")[0] for name in hidden] == ["person"]


def test_readers_of_a_copy_keep_it_while_the_next_is_brought(
    case: Path, neo4j_url: str, tmp_path: Path
) -> None:
    made = release("more", buyer="丙大学", supplier="Other", item="AWS A100 GPU")
    with Case.open(case, write=True) as opened, own_case(neo4j_url) as (store, uid):
        push(opened.generation.tables, store, uid, opened.revision, beside=True)
        old = CopiedCase.fetch(store, tmp_path / "copy")
        before = list(old.chains())
        opened.load([write_releases(tmp_path / "more.json", made)])
        push(opened.generation.tables, store, uid, opened.revision, beside=True)
        with CopiedCase.fetch(store, tmp_path / "copy") as new:
            assert len(new.chains()) == len(before) + 1
            assert list(old.chains()) == before
            assert old.about(before[0]["uids"]["institution"])["statements"] == []
        old.close()
    assert [one.name for one in tmp_path.glob("copy/derived/*/index")] == ["index"]


@pytest.mark.parametrize("also", [["--new"], ["--case", "x"]])
def test_a_copy_and_a_folder_are_not_explored_at_once(
    also: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--store", "bolt://127.0.0.1:1", *also]) == 2
    assert "leave --case and --new out" in " ".join(capsys.readouterr().err.split())


def test_the_command_serves_a_copy_and_says_which_there_are(
    uid: str, neo4j_url: str
) -> None:
    command = [sys.executable, "-m", "graphkit", "serve", "--store", neo4j_url]
    with (
        own_case(neo4j_url) as (store, other),
        subprocess.Popen(
            [*command, "--copy", uid], stdout=subprocess.PIPE, text=True
        ) as process,
    ):
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with urlopen(address) as answer:
            page = answer.read().decode()
        process.terminate()
        assert "Opening the case …" in page
        store.change("CREATE (:Case {uid: $u, _case: $u})", {"u": other})
        said = subprocess.run(command, capture_output=True, text=True, check=False)
        assert said.returncode == 2
        assert uid in said.stderr
        assert other in said.stderr
        assert "`serve` takes --copy UID" in said.stderr


def test_a_case_that_the_server_does_not_hold_is_refused(neo4j_url: str) -> None:
    with (
        connect(neo4j_url, "nobody's") as store,
        pytest.raises(StoreError, match="does not hold this case"),
    ):
        InNeo4j(store)

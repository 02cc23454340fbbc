"""Each shipped question on a graph of its own: what comes back, and what must not."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graphkit import queries
from graphkit.errors import QueryError
from graphkit.schema import schema
from graphkit.search import index
from graphkit.search.graph import Graph
from graphkit.store import Store, embedded
from graphkit.store.download import download
from graphkit.store.guard import PORTABLE
from tests.graphs import Rows, label
from tests.servers import pushed

HERE = Path(__file__).parent
PAGE = (HERE.parents[1] / "docs" / "questions.md").read_text(encoding="utf-8")
FOLDERS = sorted(file.parent for file in HERE.glob("*/*/graph.json"))
NAMES = [folder.relative_to(HERE).as_posix() for folder in FOLDERS]
OWN = """// title = "Chips"
// asks = "Which chips are there?"
// columns = ["name"]
//
// [reading]
// says = "A chip of the graph."
// omits = "Everything else."

MATCH (c:Chip) RETURN c.name AS name ORDER BY name
"""


def read(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text(encoding="utf-8"))


def dated(given: Mapping[str, Any], properties: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if properties.get(name) == "date" else value
        for name, value in given.items()
    }


def tables(graph: Mapping[str, Any], folder: Path) -> Path:
    rows = Rows()
    for node in graph["nodes"]:
        rows.node(**dated(node, schema().nodes[label(node["uid"])].properties))
    for edge in graph["edges"]:
        given = dated(edge, schema().edges[edge["type"]].properties)
        rows.edge(given.pop("type"), given.pop("from"), given.pop("to"), **given)
    return rows.write(folder)


def answer(
    store: Store, held: Path, name: str, params: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return the rows of a question, asked of a store or of the tables it holds."""
    question = queries.get(name)
    if question.is_search:
        index.build(held / "tables", held / "index")
        return plain(question.search(Graph.open(held), params))
    found = store.run(question.text, question.bind(params))
    assert (found.columns, found.truncated) == (question.columns, False)
    return plain(found.rows)


def plain(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in row.items()
        }
        for row in rows
    ]


@pytest.mark.parametrize("folder", FOLDERS, ids=NAMES)
def test_a_question_gives_its_rows_on_the_embedded_graph(
    folder: Path, tmp_path: Path
) -> None:
    graph = read(folder, "graph.json")
    embedded.build(tables(graph, tmp_path / "tables"), tmp_path / "graph.lbug")
    name = folder.relative_to(HERE).as_posix()
    with embedded.EmbeddedStore(tmp_path / "graph.lbug") as store:
        found = answer(store, tmp_path, name, graph["params"])
    assert found == read(folder, "expected.json")


@pytest.mark.neo4j
@pytest.mark.parametrize("folder", FOLDERS, ids=NAMES)
def test_a_question_gives_its_rows_on_a_neo4j(
    folder: Path, tmp_path: Path, neo4j_url: str
) -> None:
    graph = read(folder, "graph.json")
    name = folder.relative_to(HERE).as_posix()
    with pushed(tables(graph, tmp_path / "tables"), neo4j_url) as (store, _):
        download(store, tmp_path / "held" / "tables")
        found = answer(store, tmp_path / "held", name, graph["params"])
    assert found == read(folder, "expected.json")


def test_every_shipped_question_has_a_folder_and_no_folder_is_left_over() -> None:
    assert [question.name for question in queries.all()] == NAMES


@pytest.mark.parametrize("folder", FOLDERS, ids=NAMES)
def test_every_folder_has_rows_and_says_which_must_not_come_back(folder: Path) -> None:
    graph = read(folder, "graph.json")
    assert graph.keys() == {"about", "params", "nodes", "edges"}
    assert graph["about"].endswith(".")
    assert read(folder, "expected.json") != []


def test_nothing_is_the_answer_where_a_case_holds_nothing(tmp_path: Path) -> None:
    embedded.build(Rows().write(tmp_path / "tables"), tmp_path / "graph.lbug")
    answers = {}
    with embedded.EmbeddedStore(tmp_path / "graph.lbug") as store:
        for question in queries.all():
            params = (param for param in question.params if param.required)
            given = {
                param.name: "2024-01-01" if param.type == "date" else "none"
                for param in params
            }
            answers[question.name] = answer(store, tmp_path, question.name, given)
    assert answers == {name: [] for name in NAMES}


@pytest.mark.parametrize("question", queries.all(), ids=lambda question: question.name)
def test_every_header_says_what_is_asked_and_what_is_left_out(
    question: queries.Question,
) -> None:
    told = (question.title, question.asks, question.says, question.omits)
    assert all(told)
    assert question.asks.endswith("?")
    assert (question.says[-1], question.omits[-1]) == (".", ".")
    assert [param.name for param in question.params if not param.about] == []


def test_the_page_about_questions_lists_them_and_what_they_ask() -> None:
    lines = [f"| `{known.name}` | {known.asks} |" for known in queries.all()]
    assert [line for line in lines if line not in PAGE.splitlines()] == []


def test_the_page_about_questions_lists_the_functions_of_every_store() -> None:
    (told,) = re.findall(r"these functions:\n\n(.*?)\n\n", PAGE, re.DOTALL)
    assert {name.upper() for name in told.split()} == PORTABLE


def test_the_question_of_the_page_is_one(tmp_path: Path) -> None:
    (text,) = re.findall(r"```cypher\n(.*?)```", PAGE, re.DOTALL)
    embedded.build(Rows().write(tmp_path / "tables"), tmp_path / "graph.lbug")
    question = queries.parse("chips/sought", text)
    with embedded.EmbeddedStore(tmp_path / "graph.lbug") as store:
        assert store.run(question.text, question.bind({})).rows == []


def test_a_case_adds_questions_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "chips").mkdir()
    (tmp_path / "chips" / "named.cypher").write_text(OWN, encoding="utf-8")
    names = [question.name for question in queries.all(tmp_path)]
    assert names == sorted([*NAMES, "chips/named"])
    assert queries.get("chips/named", tmp_path).columns == ("name",)


def test_a_case_cannot_replace_a_shipped_question(tmp_path: Path) -> None:
    (tmp_path / "money").mkdir()
    (tmp_path / "money" / "by_year.cypher").write_text(OWN, encoding="utf-8")
    with pytest.raises(QueryError, match="money/by_year is the name of a question"):
        queries.all(tmp_path)


def test_a_program_that_came_with_a_case_is_no_question(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("raise SystemExit('it ran')", encoding="utf-8")
    assert [question.name for question in queries.all(tmp_path)] == NAMES


def test_a_question_that_writes_is_refused_when_it_is_read() -> None:
    text = OWN.replace("RETURN", "SET c.name = '' RETURN")
    with pytest.raises(QueryError, match=r"mine\.cypher: SET does more than read"):
        queries.parse("mine", text)


@pytest.mark.parametrize("lacking", ["title", "asks", "columns", "[reading]"])
def test_a_header_that_lacks_something_is_refused(lacking: str) -> None:
    lines = [line for line in OWN.splitlines() if not line.startswith(f"// {lacking}")]
    with pytest.raises(QueryError, match=r"mine\.cypher"):
        queries.parse("mine", "\n".join(lines))

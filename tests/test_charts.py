"""Link charts give LINKED edges that an analyst drew, and never a chain."""

from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graphkit.case import Case
from graphkit.case.additions import Addition
from graphkit.errors import CaseError
from tests.said import quarantined, statements


def graph() -> "nx.DiGraph[str]":
    drawn: nx.DiGraph[str] = nx.DiGraph()
    for node, name in (("a", "Shenzhen University"), ("b", "Yunda Technology Ltd")):
        drawn.add_node(node, label=name)
    drawn.add_edge("a", "b", label="pays")
    return drawn


def chart(folder: Path, name: str) -> Path:
    file = folder / name
    if name.endswith("gexf"):
        nx.write_gexf(graph(), file)
    elif name.endswith("graphml"):
        nx.write_graphml(graph(), file)
    else:
        file.write_text(
            "From,Relation,To,Source\n"
            "Shenzhen University,pays,Yunda Technology Ltd,my notes\n"
        )
    return file


CHARTS = ("a.gexf", "a.graphml", "a.csv")


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_says_who_is_linked_and_how(tmp_path: Path, name: str) -> None:
    (said,) = statements(tmp_path, chart(tmp_path, name))
    assert (said["type"], said["quote"], said["modality"]) == ("LINKED", "pays", "pays")
    assert said["subject"]["text"] == "Shenzhen University"
    assert said["object"]["text"] == "Yunda Technology Ltd"
    assert (said["amount"], said["date"], said["part"]) == (None, None, "")


@pytest.mark.parametrize("name", CHARTS)
def test_a_link_is_an_analysts_and_e5(tmp_path: Path, name: str) -> None:
    with Case.create(tmp_path / "case") as case:
        case.load([chart(tmp_path, name)])
        assert not case.verify().differing
        (edge,) = case.sql('SELECT * FROM "LINKED"')
        assert (edge["provenance"], edge["basis"]) == ("analyst", "record")
        assert list(case.sql("SELECT * FROM Tender")) == []
        assert list(case.chains(min_grade="E5")) == []
        ends = ("Shenzhen University", "Yunda Technology Ltd")
        assert list(case.paths(*ends)) == []
        (path,) = case.paths(*ends, min_grade="E5")
        assert (path["grade"], [hop["type"] for hop in path["hops"]]) == (
            *("E5", ["LINKED"]),
        )


def test_two_relations_of_one_pair_are_two_links(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    rows = ("From,Relation,To", "Anna Ltd,pays,Bert Ltd", "Anna Ltd,owns,Bert Ltd")
    file.write_text("\n".join(rows), encoding="utf-8")
    with Case.create(tmp_path / "case") as case:
        case.load([file])
        found: Any = case.sql('SELECT modality FROM "LINKED" ORDER BY modality')
        assert [row["modality"] for row in found] == ["owns", "pays"]


def test_a_node_without_a_name_is_told_of(tmp_path: Path) -> None:
    drawn = graph()
    drawn.add_node("c")
    drawn.add_edge("a", "c", label="knows")
    nx.write_graphml(drawn, tmp_path / "a.graphml")
    ((_, place, reason),) = quarantined(tmp_path, tmp_path / "a.graphml")
    assert (place, reason) == (
        "/graphml/graph/edge[2]",
        "edge 2 joins a node without a name",
    )


def test_an_export_with_tenders_is_no_chart(tmp_path: Path) -> None:
    drawn = graph()
    drawn.add_node("t", label="Cloud", kind="tender")
    nx.write_graphml(drawn, tmp_path / "a.graphml")
    ((_, _, reason),) = quarantined(tmp_path, tmp_path / "a.graphml")
    assert reason.startswith("it has tenders")


LETTER = "We confirm that Anna Works Ltd has paid Bert Trading Ltd in full.\n"


def a_letter(folder: Path) -> tuple[Path, Path]:
    """Return a chart and a notice whose words say what it draws."""
    drawn, letter = folder / "a.csv", folder / "letter.txt"
    drawn.write_text("From,Relation,To\nAnna Works Ltd,pays,Bert Trading Ltd\n")
    notice = f"中标公告\n采购人：深圳大学\n中标人：云达科技\n备注：{LETTER}"
    letter.write_text(notice, "utf-8")
    return drawn, letter


def test_a_link_with_a_quote_is_e5_no_more(tmp_path: Path) -> None:
    ends = ("Anna Works Ltd", "Bert Trading Ltd")
    with Case.create(tmp_path / "case") as case:
        case.load(a_letter(tmp_path))
        assert list(case.paths(*ends, min_grade="E4")) == []
        link = Addition(
            "LINKED",
            text=ends[0],
            to=ends[1],
            modality="pays",
            source="letter.txt",
            quote=LETTER.strip(),
        )
        case.add(link, why="their letter")
        case.build()
        (path,) = case.paths(*ends, min_grade="E4")
        (hop,) = path["hops"]
        assert (hop["type"], hop["quote"]) == ("LINKED", LETTER.strip())
        assert case.verify().differing == ()


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        (Addition("LINKED", text="Anna Works Ltd"), "needs two names"),
        (Addition("LINKED", text="A", to="B", tender="tender:0"), "is of no tender"),
        (Addition("ISSUED", text="A", to="B", tender="tender:0"), "has one name"),
        (
            Addition("LINKED", text="a", to="Bert", source="letter.txt", quote=LETTER),
            "'a' stands",
        ),
    ],
)
def test_a_link_ties_two_names_and_nothing_else(
    tmp_path: Path, link: Addition, problem: str
) -> None:
    with Case.create(tmp_path / "case") as case:
        case.load(a_letter(tmp_path))
        with pytest.raises(CaseError, match=problem):
            case.add(link, why="a guess")


def test_a_link_on_ones_own_word_is_e5(tmp_path: Path) -> None:
    with Case.create(tmp_path / "case") as case:
        case.load(a_letter(tmp_path))
        link = Addition("LINKED", text="Anna Works Ltd", to="云达科技", modality="owns")
        case.add(link, why="told by a witness")
        case.build()
        (path,) = case.paths("Anna Works Ltd", "云达科技", min_grade="E5")
        assert [(hop["type"], hop["quote"]) for hop in path["hops"]] == [("LINKED", "")]
        assert path["grade"] == "E5"


def test_a_charts_source_is_where_its_row_stands(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "From,Relation,To,Source\nAnna Ltd,pays,Bert Ltd,https://news.example/1\n"
    )
    with Case.create(tmp_path / "case") as case:
        case.load([file])
        (document,) = case.sql('SELECT url FROM "Document"')
        assert document["url"] == "https://news.example/1"

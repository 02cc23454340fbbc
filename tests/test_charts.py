"""Link charts give LINKED edges that an analyst drew, and never a chain."""

from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graphkit.case import Case
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

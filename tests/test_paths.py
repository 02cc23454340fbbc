"""How things connect, and through what they do not."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from graphkit.errors import NameLookupError, QueryError
from graphkit.search.graph import Graph
from graphkit.search.paths import PathQuery, search
from tests.graphs import Rows, opened

Open = Callable[[Rows], Graph]


@pytest.fixture
def open_graph(tmp_path: Path) -> Open:
    return lambda rows: opened(rows, tmp_path)


def names(graph: Graph, start: str, end: str, **more: Any) -> list[tuple[str, ...]]:
    return [path.nodes for path in search(graph, PathQuery(start, end, **more)).paths]


def two_tenders() -> Rows:
    rows = Rows()
    rows.notice("t1", buyer="A", supplier="Yunda", document="doc:d1")
    said = {"supplier": "Yunda", "provider": "provider:aws", "awards": "chip:a100"}
    rows.notice("t2", buyer="B", document="doc:d2", **said)
    return rows


def test_a_path_within_one_tender_is_e1_with_its_quotes(open_graph: Open) -> None:
    graph = open_graph(two_tenders())
    (path,) = search(graph, PathQuery("org:B", "chip:a100")).paths
    assert path.to_json() == {
        "key": path.key,
        "nodes": ["B", "t2", "a100"],
        "hops": [hop.to_json() for hop in path.hops],
        "grade": "E1",
        "inferred": False,
        "truncated": False,
        "provenance": "primary",
        "grade_words": "one document supports every hop",
        "why": "one document states every hop",
        "uids": ["org:B", "tender:t2", "chip:a100"],
        "labels": ["Organization", "Tender", "Chip"],
        "tenders": ["tender:t2"],
    }
    assert [hop.quote for hop in path.hops] == [
        "org:B ISSUED tender:t2",
        "tender:t2 AWARDS chip:a100",
    ]


def test_what_joins_two_tenders_is_inferred_and_only_where_asked(
    open_graph: Open,
) -> None:
    graph = open_graph(two_tenders())
    result = search(graph, PathQuery("org:A", "chip:a100"))
    assert result.paths == ()
    assert result.misses == (
        "not at E2, but at E4 (tenders joined by an equal name or the dictionary): "
        "A -> t1 -> Yunda -> t2 -> a100",
    )
    (path,) = search(graph, PathQuery("org:A", "chip:a100", min_grade="E4")).paths
    assert (path.nodes, path.inferred) == (("A", "t1", "Yunda", "t2", "a100"), True)
    assert path.why == "two tenders, joined by the name of Yunda"
    assert path.tenders == ("tender:t1", "tender:t2")


@pytest.mark.parametrize(
    "between",
    [
        {"provider": "provider:aws"},
        {"seeks": "chip:a100"},
        {"seeks": "model:gpt"},
        {"awards": "product:aws/p4d"},
        {"agency": "Agent"},
    ],
)
def test_a_path_never_bounces(open_graph: Open, between: dict[str, str]) -> None:
    rows = Rows()
    rows.notice("t1", buyer="A", document="doc:d1", **between)
    rows.notice("t2", buyer="B", document="doc:d2", **between)
    assert names(open_graph(rows), "org:A", "org:B", min_grade="E5") == []


@pytest.mark.parametrize(
    ("kind", "one", "other", "shared"),
    [
        ("CONTROLLED_BY", "chip:a100", "chip:h100", "rule:3a090"),
        ("LISTED_ON", "org:A", "org:B", "list:el"),
    ],
)
def test_a_path_never_bounces_through_a_rule_or_a_list(
    open_graph: Open, kind: str, one: str, other: str, shared: str
) -> None:
    rows = Rows()
    rows.edge(kind, one, shared)
    rows.edge(kind, other, shared)
    graph = open_graph(rows)
    assert names(graph, one, other, min_grade="E5") == []
    assert len(names(graph, one, shared)) == 1


def test_an_agency_is_an_end_of_a_path(open_graph: Open) -> None:
    rows = Rows()
    rows.notice("t1", buyer="A", agency="Agent")
    assert names(open_graph(rows), "org:A", "org:Agent") == [("A", "t1", "Agent")]


def test_lots_are_not_mixed(open_graph: Open) -> None:
    rows = Rows()
    rows.notice("t1", supplier="Yunda", awards="chip:a100", part="lot:1")
    rows.notice("t1", supplier="Chairs", part="lot:2")
    graph = open_graph(rows)
    assert names(graph, "org:Yunda", "chip:a100") == [("Yunda", "t1", "a100")]
    assert names(graph, "org:Chairs", "chip:a100", min_grade="E5") == []


def test_a_part_that_is_not_stated_is_e3_and_not_inferred(open_graph: Open) -> None:
    rows = Rows()
    rows.notice("t1", supplier="Yunda", part="lot:1")
    rows.notice("t1", awards="chip:a100", part="?")
    graph = open_graph(rows)
    assert names(graph, "org:Yunda", "chip:a100") == []
    query = PathQuery("org:Yunda", "chip:a100", min_grade="E3")
    (path,) = search(graph, query).paths
    assert (path.grade, path.inferred) == ("E3", False)
    assert path.why == "AWARDS does not state its part of the tender"


def test_one_of_several_suppliers_and_an_item_are_e3(open_graph: Open) -> None:
    rows = Rows()
    rows.notice("t1", supplier=("Yunda", "Other"), awards="chip:a100")
    graph = open_graph(rows)
    assert names(graph, "org:Yunda", "chip:a100") == []
    assert names(graph, "org:Yunda", "org:Other") == [("Yunda", "t1", "Other")]
    query = PathQuery("org:Yunda", "chip:a100", min_grade="E3")
    assert search(graph, query).paths[0].grade == "E3"


def test_a_path_goes_on_from_a_variant_to_its_family_and_rule(open_graph: Open) -> None:
    rows = Rows()
    rows.notice("t1", buyer="A", seeks="chip:a100-80")
    fact = {"documents": (), "basis": "catalogue", "provenance": "catalogue"}
    rows.edge("VARIANT_OF", "chip:a100-80", "chip:a100", **fact)
    rows.edge("VARIANT_OF", "chip:a100-40", "chip:a100", **fact)
    rows.edge("CONTROLLED_BY", "chip:a100", "rule:3a090", **fact)
    graph = open_graph(rows)
    to_rule = ("A", "t1", "a100-80", "a100", "3a090")
    assert names(graph, "org:A", "rule:3a090") == [to_rule]
    assert names(graph, "rule:3a090", "org:A") == [to_rule[::-1]]
    assert names(graph, "org:A", "chip:a100-40", min_grade="E5") == []
    (path,) = search(graph, PathQuery("org:A", "rule:3a090")).paths
    assert (path.grade, path.why) == ("E2", "VARIANT_OF is a catalogue fact")


def test_a_product_leads_to_its_chip(open_graph: Open) -> None:
    rows = Rows()
    rows.notice("t1", buyer="A", seeks="product:aws/p4d")
    fact = {"documents": (), "basis": "catalogue", "provenance": "catalogue"}
    rows.edge("RUNS_ON", "product:aws/p4d", "chip:a100", **fact)
    assert names(open_graph(rows), "org:A", "chip:a100") == [
        ("A", "t1", "aws/p4d", "a100")
    ]


@pytest.mark.parametrize(
    ("basis", "grade", "why"),
    [
        ("record", "E2", "the hops stand in different documents of one tender"),
        ("judgement", "E3", "PART_OF rests on a judgement"),
        ("name", "E4", "PART_OF rests on an equal name"),
    ],
)
def test_who_belongs_to_whom_is_as_good_as_what_it_rests_on(
    open_graph: Open, basis: str, grade: str, why: str
) -> None:
    rows = Rows()
    rows.notice("t1", buyer="School", seeks="chip:a100")
    rows.edge("PART_OF", "org:School", "org:A", basis=basis, documents="doc:d2")
    query = PathQuery("org:A", "chip:a100", min_grade="E5")
    (path,) = search(open_graph(rows), query).paths
    assert (path.grade, path.why, path.inferred) == (grade, why, False)


def test_an_unsure_pair_is_e5(open_graph: Open) -> None:
    rows = two_tenders()
    rows.notice("t3", buyer="C", supplier="Yunda Ltd", document="doc:d3")
    rows.edge("POSSIBLY_SAME", "org:Yunda Ltd", "org:Yunda", basis="name")
    query = PathQuery("org:C", "chip:a100", min_grade="E5")
    (path,) = search(open_graph(rows), query).paths
    assert (path.grade, path.why) == ("E5", "POSSIBLY_SAME is an unsure pair")


def test_summaries_documents_and_exclusions_are_no_hops(open_graph: Open) -> None:
    rows = Rows()
    rows.edge("RESELLS", "org:Yunda", "provider:aws")
    rows.edge("EXCLUDES", "tender:t1", "chip:a100")
    rows.edge("DOCUMENTED_BY", "tender:t1", "doc:d1")
    graph = open_graph(rows)
    for pair in (
        ("org:Yunda", "provider:aws"),
        ("tender:t1", "chip:a100"),
        ("tender:t1", "doc:d1"),
    ):
        assert names(graph, *pair, min_grade="E5") == []


def test_what_is_avoided_is_on_no_path(open_graph: Open) -> None:
    rows = two_tenders()
    rows.notice("t2", supplier="Other", document="doc:d2")
    graph = open_graph(rows)
    ways = ("org:A", "chip:a100")
    result = search(graph, PathQuery(*ways, min_grade="E4", avoid=("org:Yunda",)))
    assert result.paths == ()
    assert result.misses == (
        "not without what is avoided, but at E4 (tenders joined by an equal name or "
        "the dictionary): A -> t1 -> Yunda -> t2 -> a100",
    )


def test_a_hub_does_not_join_tenders_and_is_named(open_graph: Open) -> None:
    rows = two_tenders()
    for number in range(5):
        rows.notice(f"x{number}", supplier="Yunda", document=f"doc:x{number}")
    graph = open_graph(rows)
    query = PathQuery("org:A", "chip:a100", min_grade="E4", hub=6)
    result = search(graph, query)
    assert (result.paths, result.truncated) == ((), True)
    assert result.misses[-1] == (
        "not joined through Yunda: it has 7 connections, more than 6; "
        "ask for paths from or to it"
    )
    within = search(graph, PathQuery("org:B", "org:Yunda", hub=6))
    assert [path.nodes for path in within.paths] == [("B", "t2", "Yunda")]


def test_a_clique_is_searched_within_its_deadline(open_graph: Open) -> None:
    rows = Rows()
    for one, other in combinations(range(13), 2):
        rows.edge("OWNS", f"org:{one}", f"org:{other}")
    graph = open_graph(rows)
    query = PathQuery("org:0", "org:12", max_hops=12, limit=5, seconds=600)
    result = search(graph, query)
    assert [len(path.hops) for path in result.paths] == [1, 2, 2, 2, 2]
    late = search(graph, replace(query, limit=10, seconds=0.05))
    assert late.truncated


def test_the_best_paths_come_first_and_more_are_said(open_graph: Open) -> None:
    rows = Rows()
    for number, documents in ((1, ["doc:a"]), (2, ["doc:a", "doc:b"]), (3, ["doc:a"])):
        rows.edge("ISSUED", "org:A", f"tender:t{number}", documents=documents)
        rows.edge("SEEKS", f"tender:t{number}", "chip:h100", documents=documents)
    graph = open_graph(rows)
    result = search(graph, PathQuery("org:A", "chip:h100", limit=2))
    assert [path.nodes[1] for path in result.paths] == ["t2", "t1"]
    assert result.truncated
    assert search(graph, PathQuery("org:A", "chip:h100")).truncated is False


def test_ends_that_lead_nowhere_are_said(open_graph: Open) -> None:
    rows = two_tenders()
    rows.node("org:alone", name="Alone")
    graph = open_graph(rows)
    said = search(graph, PathQuery("org:A", "org:alone")).misses
    assert said == ("no hop of a path starts from Alone",)
    same = search(graph, PathQuery("org:A", "org:A")).misses
    assert same == ("both ends are the same",)
    far = search(graph, PathQuery("org:A", "chip:a100", max_hops=3, min_grade="E5"))
    assert far.misses == ("no path of at most 3 hops",)


def test_an_unknown_uid_or_grade_is_refused(open_graph: Open) -> None:
    graph = open_graph(two_tenders())
    with pytest.raises(NameLookupError, match="'org:none'"):
        search(graph, PathQuery("org:none", "org:A"))
    with pytest.raises(NameLookupError, match="'org:none'"):
        search(graph, PathQuery("org:A", "org:B", avoid=("org:none",)))
    with pytest.raises(QueryError, match="'E0' is no grade"):
        search(graph, PathQuery("org:A", "org:B", min_grade="E0"))

"""What may lie between the ends of a path: patterns, parts, selectors, unlike paths."""

from pathlib import Path

import pytest

from graphkit.errors import NameLookupError, QueryError
from graphkit.search.graph import Graph
from graphkit.search.paths import PathQuery, search
from graphkit.search.selectors import select
from tests.graphs import Rows, day, opened


def rows() -> Rows:
    """Two universities, a school of one; Yunda won of both, Shan of the first."""
    made = Rows()
    made.notice("t1", buyer="甲大学", supplier=("Yunda",), seeks="chip:a100")
    made.notice("t2", buyer="乙大学", supplier="Yunda", document="doc:d2")
    made.notice("t3", buyer="甲大学", supplier="Shan", seeks="chip:a100")
    made.notice("t4", buyer="计算机学院", seeks="chip:h100", document="doc:d4")
    made.edge("PART_OF", "org:计算机学院", "org:甲大学")
    made.edge("LISTED_ON", "org:甲大学", "list:el", basis="identifier")
    made.edge("CONTROLLED_BY", "chip:h100", "rule:r", basis="catalogue")
    for name in ("甲大学", "乙大学"):
        made.node(f"org:{name}", kind="university")
    for tender, year in (("t1", 2024), ("t2", 2022), ("t3", 2023)):
        made.node(f"tender:{tender}", date=day(f"{year}-01-01"))
    return made


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return opened(rows(), tmp_path_factory.mktemp("bounds"))


def found(graph: Graph, query: PathQuery) -> list[tuple[str, ...]]:
    return [path.nodes for path in search(graph, query).paths]


def test_a_pattern_says_every_hop_and_its_direction(graph: Graph) -> None:
    pattern = "(Organization)-[:ISSUED]->(Tender)-[:SEEKS|AWARDS]->(Chip)"
    ends = {"start": "org:甲大学", "end": "chip:a100", "pattern": pattern}
    assert found(graph, PathQuery(**ends)) == [
        ("甲大学", "t1", "a100"),
        ("甲大学", "t3", "a100"),
    ]
    turned = PathQuery(
        "org:甲大学", "chip:a100", pattern="()<-[:ISSUED]-()-[:SEEKS]->()"
    )
    assert found(graph, turned) == []


def test_a_pattern_is_met_from_its_other_end_too(graph: Graph) -> None:
    pattern = "(Organization)<-[:AWARDED_TO]-(Tender)<-[:ISSUED]-()"
    assert found(graph, PathQuery("org:Shan", "org:甲大学", pattern=pattern)) == [
        ("Shan", "t3", "甲大学")
    ]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(Organization)", "lacks a hop"),
        ("-[:ISSUED]->", "lacks a node"),
        ("(Organization)-[:BUYS]->(Tender)", "no relationship of ours: 'BUYS'"),
        ("(University)-[:ISSUED]->(Tender)", "no label of ours: 'University'"),
        ("(Organization)<-[:ISSUED]->(Tender)", "lacks a hop"),
        ("(Organization)-[:ISSUED]->", "lacks a node"),
    ],
)
def test_what_is_no_pattern_is_refused_with_its_place(
    graph: Graph, pattern: str, said: str
) -> None:
    with pytest.raises(QueryError, match=said):
        search(graph, PathQuery("org:甲大学", "chip:a100", pattern=pattern))


def test_paths_between_many_ends_pass_through_none_of_them(graph: Graph) -> None:
    query = PathQuery(("org:甲大学", "org:乙大学"), "chip:a100", min_grade="E4")
    assert found(graph, query) == [
        ("甲大学", "t1", "a100"),
        ("甲大学", "t3", "a100"),
        ("乙大学", "t2", "Yunda", "t1", "a100"),
    ]


def test_an_institution_is_taken_with_its_schools_where_asked(graph: Graph) -> None:
    asked = {"start": "org:甲大学", "end": "chip:h100"}
    assert found(graph, PathQuery(**asked, max_hops=2)) == []
    assert found(graph, PathQuery(**asked, max_hops=2, with_parts=True)) == [
        ("计算机学院", "t4", "h100")
    ]


def test_dates_run_forward_where_asked(graph: Graph) -> None:
    ends = {"start": "chip:a100", "end": "org:乙大学", "min_grade": "E4", "max_hops": 4}
    assert found(graph, PathQuery(**ends)) == [("a100", "t1", "Yunda", "t2", "乙大学")]
    assert found(graph, PathQuery(**ends, forward=True)) == []


def test_what_is_asked_in_vain_is_said(graph: Graph) -> None:
    query = PathQuery("org:甲大学", "chip:a100", since=day("2025-01-01"))
    assert (
        search(graph, query)
        .misses[0]
        .startswith(
            "not with what is asked of days, stages, amounts and hops, but at E1"
        )
    )


def test_diverse_paths_share_at_most_half_of_what_lies_between(tmp_path: Path) -> None:
    made = Rows()
    for name in ("Yunda", "Shan"):
        made.notice(f"buy-{name}", buyer="A", supplier=name)
        made.notice(f"sell-{name}-1", supplier=name, seeks="chip:a100")
        made.notice(f"sell-{name}-2", supplier=name, seeks="chip:a100")
    asked = PathQuery("org:A", "chip:a100", min_grade="E4", diverse=True)
    between = [path[2] for path in found(opened(made, tmp_path), asked)]
    assert between == ["Shan", "Yunda"]


@pytest.mark.parametrize(
    ("text", "uids"),
    [
        ("@university", ("org:乙大学", "org:甲大学")),
        ("@listed+university", ("org:甲大学",)),
        ("@Chip", ("chip:a100", "chip:h100")),
        ("@controlled", ("chip:h100",)),
    ],
)
def test_a_selector_names_many_things(
    graph: Graph, text: str, uids: tuple[str, ...]
) -> None:
    assert select(graph, text) == uids


@pytest.mark.parametrize("text", ["@", "@nothing", "@hospital", "@listed+Chip"])
def test_a_selector_that_names_nothing_is_refused(graph: Graph, text: str) -> None:
    with pytest.raises(NameLookupError):
        select(graph, text)

"""Where nothing is found, what stood nearest is said, and no more than records say."""

from pathlib import Path

import pytest

from graphkit.search.chains import ChainQuery, search
from graphkit.search.graph import Graph
from tests.graphs import Rows, opened


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    rows = Rows()
    rows.notice("t1", buyer="A", supplier="Yunda", document="doc:d1")
    said = {"supplier": "Yunda", "provider": "provider:aws", "awards": "chip:a100"}
    rows.notice("t2", buyer="B", document="doc:d2", **said)
    rows.node("org:C")
    rows.node("provider:azure")
    rows.edge("EXCLUDES", "tender:t1", "chip:h100")
    return opened(rows, tmp_path)


def misses(graph: Graph, **query: str) -> tuple[str, ...]:
    result = search(graph, ChainQuery(**query))  # type: ignore[arg-type]
    assert result.chains == ()
    return result.misses


def test_what_is_only_inferred_is_named_with_its_grade(graph: Graph) -> None:
    assert misses(graph, institution="org:A") == (
        "not at E2, but at E4: A -> Yunda -> aws -> a100, inferred across 2 tenders, "
        "t1 (tender:t1) and t2 (tender:t2): two tenders, joined by the name of Yunda",
        "not with institution A, but E1: B -> Yunda -> aws -> a100, in tender "
        "t2 (tender:t2): one document states every hop",
        "1 tender issued by A; none of them with a provider or an item named",
    )


def test_one_name_is_let_go_at_a_time(graph: Graph) -> None:
    assert misses(graph, institution="org:B", provider="provider:azure") == (
        "not with provider azure, but E1: B -> Yunda -> aws -> a100, in tender "
        "t2 (tender:t2): one document states every hop",
        "1 tender issued by B; 1 of them with a provider or an item named",
        "azure is named by no tenders",
    )


def test_what_is_ruled_out_is_said(graph: Graph) -> None:
    assert misses(graph, item="chip:h100") == (
        "not with item h100, but E1: B -> Yunda -> aws -> a100, in tender "
        "t2 (tender:t2): one document states every hop",
        "h100 is named by no tenders; ruled out by 1 tender",
    )


def test_an_institution_without_tenders_is_said(graph: Graph) -> None:
    assert misses(graph, institution="org:C", intermediary="org:C")[-2:] == (
        "no tenders issued by C",
        "no tenders awarded to C",
    )


def test_a_graph_without_chains_says_what_it_holds(tmp_path: Path) -> None:
    rows = Rows()
    rows.notice("t1", buyer="A", supplier="Yunda")
    assert misses(opened(rows, tmp_path)) == (
        "1 tender; none with a provider or an item named",
    )

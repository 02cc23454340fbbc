"""A name means one thing, or it is refused with what it may mean."""

from pathlib import Path

import pytest

from graphkit.errors import NameLookupError
from graphkit.identity import name_key
from graphkit.search.graph import Graph
from graphkit.search.names import lookup
from tests.graphs import Rows, names_table, opened

NAMES = (
    ("深圳大學", "org:szu"),
    ("Shenzhen University", "org:szu"),
    ("Yunda Technology", "org:yunda"),
    ("Merton Council", "org:m1"),
    ("MERTON COUNCIL", "org:m2"),
)


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    rows = Rows()
    rows.notice("t1", buyer="szu", supplier="yunda", seeks="chip:nvidia-a100")
    rows.notice("t2", buyer=("m1", "m2"), provider="provider:aws")
    rows.node("tender:t1", number="SZU-2024/001", name="云服务器租用")
    rows.node("chip:nvidia-a100", name="A100", name_zh="英伟达 A100")
    rows.node("provider:aws", name="Amazon Web Services")
    gone = {"former_uids": ["org:old"], "identifiers": ["GB-COH:01002610"]}
    rows.node("org:yunda", name="Yunda Technology", **gone)
    rows.node("org:szu", name="深圳大学")
    graph = opened(rows, tmp_path)
    names_table(graph.tables, NAMES)
    return graph


@pytest.mark.parametrize(
    ("name", "uid"),
    [
        ("org:szu", "org:szu"),
        ("org:old", "org:yunda"),
        ("GB-COH:01002610", "org:yunda"),
        ("01002610", "org:yunda"),
        ("深圳大学", "org:szu"),
        ("深圳大學", "org:szu"),
        ("shenzhen university", "org:szu"),
        ("YUNDA TECHNOLOGY.", "org:yunda"),
        ("SZU-2024/001", "tender:t1"),
        ("szu2024001", "tender:t1"),
        ("云服务器租用", "tender:t1"),
        ("A100", "chip:nvidia-a100"),
        ("英伟达A100", "chip:nvidia-a100"),
        ("AWS", "provider:aws"),
        ("amazon web services", "provider:aws"),
    ],
)
def test_a_name_means_one_node(graph: Graph, name: str, uid: str) -> None:
    assert lookup(graph.tables, graph.index, name) == uid


def test_several_things_of_one_name_are_listed(graph: Graph) -> None:
    with pytest.raises(NameLookupError) as refused:
        lookup(graph.tables, graph.index, "Merton Council", ("Organization",))
    assert str(refused.value) == (
        "'Merton Council' may mean 2 things:\n"
        "  org:m1  m1 (Organization)\n"
        "  org:m2  m2 (Organization)"
    )


def test_a_name_that_nothing_has_is_refused_with_the_nearest(graph: Graph) -> None:
    with pytest.raises(NameLookupError) as refused:
        lookup(graph.tables, graph.index, "Yunda Technologies Ltd", ("Organization",))
    assert str(refused.value) == (
        "nothing is called 'Yunda Technologies Ltd'; nearest are:\n"
        "  org:yunda  Yunda Technology"
    )


@pytest.mark.parametrize("name", ["运达科技", "", "'; DROP TABLE x", "%", "x" * 5000])
def test_what_resembles_nothing_is_refused_plainly(graph: Graph, name: str) -> None:
    with pytest.raises(NameLookupError, match="nothing is called"):
        lookup(graph.tables, graph.index, name)


def test_a_node_of_another_label_does_not_do(graph: Graph) -> None:
    with pytest.raises(NameLookupError, match="nothing is called 'org:szu'"):
        lookup(graph.tables, graph.index, "org:szu", ("Provider",))


def test_the_catalogue_alone_puts_nothing_into_a_graph(graph: Graph) -> None:
    with pytest.raises(NameLookupError, match="nothing is called 'H100'"):
        lookup(graph.tables, graph.index, "H100")


def test_tables_without_spellings_are_searched_by_their_nodes(tmp_path: Path) -> None:
    rows = Rows()
    rows.notice("t1", buyer="University A")
    graph = opened(rows, tmp_path)
    assert lookup(graph.tables, graph.index, "university a") == "org:University A"
    assert name_key("University A") == "universitya"

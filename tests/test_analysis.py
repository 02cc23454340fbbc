"""The graph for networkx, and the examples of the page about it."""

import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from graphkit.cli import main
from graphkit.errors import QueryError
from graphkit.search.networks import network
from tests.graphs import Rows, day

PAGE = (Path(__file__).parents[1] / "docs" / "analysis.md").read_text("utf-8")


def tables(folder: Path) -> Path:
    rows = Rows()
    rows.node("tender:t1", date=day("2024-03-05"))
    rows.notice("t1", buyer="A", supplier="Yunda", provider="provider:aws")
    rows.edge("AWARDED_TO", "tender:t1", "org:Yunda", part="lot:2", amount=12.5)
    return rows.write(folder / "tables")


def test_the_graph_has_every_node_and_edge_with_typed_properties(
    tmp_path: Path,
) -> None:
    graph = network(tables(tmp_path))
    assert dict(graph.nodes(data="label")) == {
        "org:A": "Organization",
        "org:Yunda": "Organization",
        "tender:t1": "Tender",
        "provider:aws": "Provider",
        "doc:d1": "Document",
    }
    assert graph.nodes["tender:t1"]["date"] == date(2024, 3, 5)
    awards = graph.get_edge_data("tender:t1", "org:Yunda")
    assert [(key, edge.get("amount")) for key, edge in awards.items()] == [
        ("AWARDED_TO|tender:t1|org:Yunda|lot:2|", 12.5),
        ("AWARDED_TO|tender:t1|org:Yunda||", None),
    ]
    (said,) = {edge["documents"] for edge in awards.values()}
    assert said == ("doc:d1",)


def test_the_graph_may_be_limited_to_labels_and_types(tmp_path: Path) -> None:
    graph = network(tables(tmp_path), ["Organization", "Tender"], ["ISSUED", "VIA"])
    assert sorted(graph) == ["org:A", "org:Yunda", "tender:t1"]
    assert list(graph.edges()) == [("org:A", "tender:t1")]


@pytest.mark.parametrize(("labels", "types"), [(["Buyer"], ()), ((), ["BUYS"])])
def test_an_unknown_label_or_type_is_refused(
    labels: list[str], types: list[str], tmp_path: Path
) -> None:
    with pytest.raises(QueryError, match="there is no"):
        network(tmp_path, labels, types)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """Run the examples of the page, one after another, and give what they print."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("analysis"))
        assert main(["demo", "--out", "demo"]) == 0
        out, names = StringIO(), dict[str, object]()
        with redirect_stdout(out):
            for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
                exec(compile(code, "analysis.md", "exec"), names)
        yield out.getvalue().splitlines()


def test_the_example_of_bridges_ranks_suppliers(printed: list[str]) -> None:
    assert [float(line[:5]) for line in printed[:3]] == sorted(
        (float(line[:5]) for line in printed[:3]), reverse=True
    )
    assert float(printed[0][:5]) > 0


def test_the_example_of_communities_puts_each_body_into_one_group(
    printed: list[str],
) -> None:
    sizes = [int(line.split()[0]) for line in printed[3:]]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 1

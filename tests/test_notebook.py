"""What a notebook shows of results, and the examples of the page about it."""

import re
from html import unescape
from itertools import pairwise
from pathlib import Path

import networkx
import pytest

import graphkit
from graphkit import notebook
from graphkit.cli import main
from graphkit.errors import QueryError
from graphkit.results import Results
from graphkit.viz import walks
from graphkit.viz.network import to_pyvis
from tests.browser.chains import Chain, hostile, several, shenzhen

PAGE = (Path(__file__).parents[1] / "docs" / "notebook.md").read_text("utf-8")


def inner(frame: str) -> str:
    """Return the page in a frame."""
    (page,) = re.findall('srcdoc="([^"]*)"', frame)
    return unescape(page)


def path(*names: str, **said: object) -> Chain:
    """Return a path along names, each an organisation, one hop between two."""
    hops = [
        {"type": "OWNS", "from_uid": a, "to_uid": b, "quote": f"{a} owns {b}"}
        for a, b in pairwise(names)
    ]
    given: Chain = {
        "key": "-".join(names),
        "nodes": list(names),
        "uids": list(names),
        "labels": ["Organization"] * len(names),
        "hops": hops,
        "grade": "E1",
        "inferred": False,
        "provenance": "primary",
        "tenders": [],
    }
    return given | said


def test_the_examples_of_the_page_work_as_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["demo", "--out", "demo"]) == 0
    names: dict[str, object] = {}
    for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(compile(code, "notebook.md", "exec"), names)
    for file in ("paths.html", "network.html"):
        assert "Shenzhen University" in (tmp_path / file).read_text("utf-8")


def test_a_case_says_what_it_holds(tmp_path: Path) -> None:
    graphkit.case.Case.create(tmp_path / "mycase")
    with graphkit.open_case(tmp_path / "mycase", write=True) as case:
        case.build()
        page = inner(case._repr_html_())
    assert "<h1><bdi>mycase</bdi></h1>" in page
    assert '<bdi>sources</bdi></td><td class="count"><bdi>0</bdi>' in page


def test_rows_are_a_table_with_their_notes() -> None:
    rows = [{"name": "深圳大学", "n": 2.5, "days": ["2024-03-05"], "none": None}]
    page = inner(Results(rows, notes=["Left out: much"])._repr_html_())
    cells = re.findall("<td.*?</td>", page)
    assert cells == [
        '<td><bdi lang="zh">深圳大学</bdi></td>',
        '<td class="count"><bdi>2.5</bdi></td>',
        "<td><bdi>[&quot;2024-03-05&quot;]</bdi></td>",
        "<td><bdi></bdi></td>",
    ]
    assert "Left out: much" in page
    assert "<h1><bdi>1 row</bdi></h1>" in page


def test_no_rows_are_said_to_be_none() -> None:
    assert "<h1><bdi>0 rows</bdi></h1>" in inner(Results([])._repr_html_())


def test_chains_are_a_figure_and_the_title_says_of_how_many() -> None:
    page = inner(Results(several() * 5, truncated=True)._repr_html_())
    assert '<h1 id="title"><bdi>12 of 30 chains</bdi></h1>' in page
    assert "A limit was reached" in page
    assert page.count('class="card ') > 5
    assert "<script" not in page


def test_what_is_no_record_is_bannered_in_a_notebook() -> None:
    for made in (
        Results([shenzhen()]),
        Results([path("A", "B", provenance="analyst")]),
    ):
        pages = inner(made._repr_html_()), made.show().page
        assert ["rests on" in page for page in pages] == [True, True]


def test_a_path_is_a_row_with_its_grade_and_its_words() -> None:
    inferred = path("A", "B", "C", grade="E4", inferred=True, tenders=["t1", "t2"])
    page = inner(Results([inferred])._repr_html_())
    assert re.findall("<td><bdi>(.*?)</bdi></td>", page) == [
        "A → B → C",
        "E4",
        "inferred across 2 tenders · tenders joined by an equal name or the dictionary",
        "“A owns B” · “B owns C”",
    ]


def test_paths_share_no_card_so_that_none_reads_across() -> None:
    drawn = walks.things([path("A", "B", "C"), path("D", "B", "E")])
    assert [node["uid"] for node in drawn["nodes"]] == [
        "1 A", "1 B", "1 C", "2 D", "2 B", "2 E",
    ]  # fmt: skip
    assert {(e["from"][0], e["to"][0]) for e in drawn["edges"]} == {
        ("1", "1"),
        ("2", "2"),
    }


@pytest.mark.parametrize("rows", [[{"a": 1}], []])
def test_rows_without_hops_cannot_be_drawn(rows: list[Chain]) -> None:
    with pytest.raises(QueryError, match="nothing to draw"):
        Results(rows).show()


def test_pyvis_draws_each_path_in_a_row_of_its_own() -> None:
    network = Results([path("A", "B", "C"), path("D", "B")]).to_pyvis()
    rows = [(node["label"], node["x"], node["y"]) for node in network.nodes]
    (a, b, c, d, other) = rows
    assert [name for name, _, _ in rows] == ["A", "B", "C", "D", "B"]
    assert a[1] == d[1] < b[1] == other[1] < c[1]
    assert a[2] == b[2] == c[2] < d[2] == other[2]
    assert [edge["label"] for edge in network.edges] == ["owns", "owns", "owns"]


def test_pyvis_draws_no_rows_without_hops() -> None:
    with pytest.raises(QueryError, match="nothing to draw"):
        Results([{"a": 1}]).to_pyvis()


def test_pyvis_draws_any_graph_by_what_its_relations_say() -> None:
    network = to_pyvis(Results([shenzhen()]).to_networkx(), "Hops")
    found = {node["label"]: node["title"].split(":")[0] for node in network.nodes}
    assert found == {
        "Shenzhen University": "Institution",
        "Tender of Shenzhen University, March 2024 (as reported)": "Tender",
        "Yunda Technology Ltd Co": "Intermediary",
        "AWS": "Cloud",
        "A100": "Product",
    }
    graph = networkx.Graph([(1, "1"), ("1", "</script>")])
    network = to_pyvis(graph)
    assert [node["label"] for node in network.nodes] == ["1", "1", "</script>"]
    assert '"label":"</script>"' not in network.generate_html()


def test_what_a_notebook_keeps_is_bounded() -> None:
    wide = [{f"{n}" * 400: "深圳大学&" * 4000 for n in range(60)} for _ in range(300)]
    for rows in (wide, hostile() * 40, [path(*"ABCDEF" * 40)] * 500):
        frame = Results(rows)._repr_html_()
        assert 0 < len(frame.encode()) <= notebook.MOST_BYTES


def test_a_view_is_kept_as_a_file(tmp_path: Path) -> None:
    view = Results(several()).show()
    file = view.write(tmp_path / "view.html")
    assert file.read_text("utf-8") == view.page
    assert repr(view) == "<a view of 6 chains; write(FILE) keeps it as a page>"


def test_every_way_to_write_a_pyvis_network_gives_our_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    network = Results([shenzhen()]).to_pyvis()
    network.save_graph("saved.html")
    network.show("shown.html")
    made = {file.read_text("utf-8") for file in tmp_path.glob("*.html")}
    assert made == {network.generate_html()}
    assert "Reported: The chain here rests on what others reported" in made.pop()
    assert [file.name for file in tmp_path.iterdir() if file.is_dir()] == []

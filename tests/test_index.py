"""The edge index numbers what the tables hold, and nothing else."""

import json
from pathlib import Path

import numpy as np
import pytest

from graphkit import tables
from graphkit.errors import CaseError
from graphkit.search import index
from graphkit.search.arrays import NO_DAY, NONE, Texts, coded, distinct, spread
from graphkit.search.graph import Graph
from graphkit.search.hops import day, read
from graphkit.search.index import Index
from graphkit.search.support import supported
from tests.graphs import Rows, opened


def small() -> Rows:
    rows = Rows()
    rows.notice("t1", buyer="甲", supplier="Yunda", seeks="chip:a100", part="lot:1")
    rows.edge("VIA", "tender:t1", "provider:aws", part="?", documents=["doc:d2"])
    return rows


def test_nodes_are_numbered_by_label_and_uid(tmp_path: Path) -> None:
    made = opened(small(), tmp_path).index
    uids = [made.uid(node) for node in range(made.n_nodes)]
    assert uids == [
        "chip:a100",
        "doc:d1",
        "doc:d2",
        "org:Yunda",
        "org:甲",
        "provider:aws",
        "tender:t1",
    ]
    assert [made.number(uid) for uid in uids] == list(range(7))
    assert made.number("org:none") == made.number("") == NONE
    assert [made.label(node) for node in (0, 1, 6)] == ["Chip", "Document", "Tender"]
    assert made.name(4) == "甲"


def test_a_node_without_a_name_goes_by_its_uid(tmp_path: Path) -> None:
    rows = small()
    rows.node("tender:t1", name="")
    assert opened(rows, tmp_path).index.name(6) == "tender:t1"


def test_edges_are_numbered_table_by_table_in_order_of_key(tmp_path: Path) -> None:
    rows = small()
    hops, _ = read(opened(rows, tmp_path).index, np.arange(4))
    assert [hops[edge].key for edge in range(4)] == [
        "ISSUED|org:甲|tender:t1||",
        "AWARDED_TO|tender:t1|org:Yunda|lot:1|",
        "VIA|tender:t1|provider:aws|?|",
        "SEEKS|tender:t1|chip:a100|lot:1|required",
    ]
    assert set(rows.edges) == {hop.key for hop in hops.values()}
    assert hops[2].quote == "tender:t1 VIA provider:aws"
    assert (hops[2].path, hops[2].source, hops[2].part) == ("d2.json", "doc:d2", "?")


def test_only_what_requests_and_awards_are_keyed_by_modality(tmp_path: Path) -> None:
    rows = Rows()
    key = rows.edge("VIA", "tender:t1", "provider:aws")
    rows.edges[key]["modality"] = "required"
    hops, _ = read(opened(rows, tmp_path).index, np.arange(1))
    assert hops[0].key == key


def test_equal_tables_give_equal_files(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "other")]
    for folder in folders:
        opened(small(), folder)
    files = [
        {file.name: file.read_bytes() for file in (folder / "index").iterdir()}
        for folder in folders
    ]
    assert files[0] == files[1]


def test_an_edge_to_a_node_that_is_in_no_table_is_refused(tmp_path: Path) -> None:
    rows = small()
    del rows.nodes["org:Yunda"]
    tables = rows.write(tmp_path / "tables")
    with pytest.raises(CaseError, match=r"AWARDED_TO\.Tender\.Organization: an edge"):
        index.build(tables, tmp_path / "index")


def test_nodes_that_are_not_in_order_of_their_uids_are_refused(tmp_path: Path) -> None:
    rows = Rows()
    rows.edge("PART_OF", "org:a", "org:b")
    made = rows.write(tmp_path / "tables")
    file = made / "nodes" / "Organization.parquet"
    with tables.connect() as connection:
        connection.execute(
            f"CREATE TABLE t AS SELECT * FROM read_parquet({tables.literal(file)})"
        )
        connection.execute(
            f"COPY (SELECT * FROM t ORDER BY uid DESC) TO {tables.literal(file)}"
        )
    with pytest.raises(CaseError, match="the rows of Organization are not in order"):
        index.build(made, tmp_path / "index")


def test_rows_of_large_numbers_are_coded_apart() -> None:
    rows = [(2**40, 0, 7), (0, 2**31, -1), (2**40, 0, 2**40), (0, 2**31, -1)]
    assert coded(*np.array(rows).T).tolist() == [1, 0, 2, 0]


def test_a_missing_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="the index is not there"):
        Graph.open(tmp_path)


def test_an_index_of_another_form_is_refused(tmp_path: Path) -> None:
    opened(Rows(), tmp_path)
    meta = tmp_path / "index" / "meta.json"
    told = json.loads(meta.read_text(encoding="utf-8"))
    meta.write_text(json.dumps(told | {"format": 0}), encoding="utf-8")
    with pytest.raises(CaseError, match="the index has form 0"):
        Index.open(tmp_path / "index")


def test_texts_keep_every_character() -> None:
    given = ["", "甲乙", "a\u2028b\n", "\U0001f600", ""]
    texts = Texts.of(given)
    assert [texts[number] for number in range(len(texts))] == given
    assert texts.many(np.array([3, 1, 1])) == ["\U0001f600", "甲乙", "甲乙"]


def test_ranges_are_spread_with_their_owners() -> None:
    owner, place = spread(np.array([5, 0, 7]), np.array([7, 0, 8]))
    assert (owner.tolist(), place.tolist()) == ([0, 0, 2], [5, 6, 7])


def test_rows_are_coded_and_values_counted() -> None:
    codes = coded(np.array([3, 3, 1, 3]), np.array([-1, 9, -1, -1]))
    assert codes[0] == codes[3]
    assert len(set(codes.tolist())) == 3
    counts = distinct(np.array([0, 0, 2, 2]), np.array([7, 7, 7, 8]), 4)
    assert counts.tolist() == [1, 0, 2, 0]


@pytest.mark.parametrize(
    ("edges", "is_shared"),
    [
        ([0], True),
        ([0, 1], True),
        ([0, 1, 2], True),
        ([0, 3], False),
        ([2, 3], True),
        ([1, NONE, 2], True),
        ([4], False),
        ([0, 4], False),
        ([5], False),
    ],
)
def test_edges_share_a_document_that_is_not_compiled(
    edges: list[int], is_shared: bool
) -> None:
    stated = [(0, 0), (0, 1), (1, 1), (2, 1), (2, 3), (3, 3), (4, 2)]
    edge, document = (np.array(column) for column in zip(*stated, strict=True))
    compiled = np.array([False, False, True, False])
    support = supported(edge, document, compiled, np.ones(6, np.uint8))
    assert support.shared(np.array([edges])).tolist() == [is_shared]


def test_days_beyond_the_calendar_are_none() -> None:
    assert [day(number) for number in (NO_DAY, 10**8, -(10**8))] == [None] * 3
    assert str(day(19723)) == "2024-01-01"

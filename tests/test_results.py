from graphkit.results import Results

CHAIN = {
    "key": "k1",
    "grade": "E2",
    "hops": [
        {"type": "ISSUED", "from": "A", "to": "T", "quote": "采购人：A"},
        {"type": "VIA", "from": "T", "to": "AWS", "quote": "AWS云"},
    ],
}


def test_rows_turn_into_a_frame_with_their_columns() -> None:
    frame = Results([{"name": "A", "n": 1}]).to_pandas()
    assert frame.to_dict("records") == [{"name": "A", "n": 1}]


def test_no_rows_turn_into_an_empty_frame_that_keeps_its_columns() -> None:
    assert list(Results([], columns=["name"]).to_pandas().columns) == ["name"]


def test_hops_turn_into_edges_with_grade_and_quote() -> None:
    graph = Results([CHAIN]).to_networkx()
    assert sorted(graph.edges(data="quote")) == [
        ("A", "T", "采购人：A"),
        ("T", "AWS", "AWS云"),
    ]
    assert {grade for *_, grade in graph.edges(data="grade")} == {"E2"}

"""The subset of Cypher that every store understands means the same on each of them."""

import math
from datetime import date
from typing import Any

import pytest

from graphkit.errors import QueryError
from graphkit.store import Store

EXPRESSIONS: tuple[tuple[str, Any], ...] = (
    ("1 + 2 * 3", 7),
    ("-7 / 2", -3),
    ("-7 % 3", -1),
    ("7.0 / 2", 3.5),
    ("2 ^ 3", 8.0),
    ("9223372036854775807", 2**63 - 1),
    ("1e300 * 1e10", math.inf),
    ("floor(2.5)", 2.0),
    ("round(2.5)", 3.0),
    ("round(-1.5)", -1.0),
    ("round(2.345, 2)", 2.35),
    ("toInteger(2.7)", 2),
    ("toInteger(-2.7)", -2),
    ("toInteger('5')", 5),
    ("toFloat('1.5')", 1.5),
    ("toBoolean('true')", True),
    ("'a' + 'b'", "ab"),
    ("size('汉字')", 2),
    ("substring('hello', 1)", "ello"),
    ("substring('hello', 1, 2)", "el"),
    ("left('abc', 2) + right('abc', 1)", "abc"),
    ("toLower('ÀB')", "àb"),
    ("toUpper(null)", None),
    ("trim('  a ')", "a"),
    ("replace('aXa', 'X', 'y')", "aya"),
    ("split('a,b', ',')", ["a", "b"]),
    ("'abc' =~ 'b'", False),
    ("'abc' =~ '.*B.*' OR 'abc' CONTAINS 'b'", True),
    ("'abc' STARTS WITH 'a' AND 'abc' ENDS WITH 'c'", True),
    ("'it\\'s \"x\" \\\\ `'", 'it\'s "x" \\ `'),
    ("'tab\\tline\\n'", "tab\tline\n"),
    ("[10, 20, 30][0]", 10),
    ("[10, 20, 30][-1]", 30),
    ("[10, 20, 30][$one]", 20),
    ("[10, 20, 30][0..2]", [10, 20]),
    ("[10, 20, 30][1..]", [20, 30]),
    ("[10, 20, 30][..1]", [10]),
    ("head([1, 2]) + last([1, 2])", 3),
    ("[x IN [1, 2, 3] WHERE x > 1 | x * 2]", [4, 6]),
    ("[x IN [1, 2, 3] WHERE x > 1]", [2, 3]),
    ("[[x IN [1, 2] | x], [3]]", [[1, 2], [3]]),
    ("any(x IN [1, 2] WHERE x > 1)", True),
    ("all(x IN [] WHERE x > 1)", True),
    ("none(x IN [1, 2] WHERE x > 1)", False),
    ("single(x IN [1, 2] WHERE x > 1)", True),
    ("2 IN $some", True),
    ("size($none)", 0),
    ("$nothing IS NULL", True),
    ("coalesce($nothing, 1)", 1),
    ("$nothing = ''", None),
    ("null IN [1]", None),
    ("null = null", None),
    ("NOT null", None),
    ("null OR true", True),
    ("true XOR true", False),
    ("CASE 1 WHEN 1 THEN 'a' ELSE 'b' END", "a"),
    ("CASE WHEN null THEN 1 END", None),
    ("range(1, 7, 3)", [1, 4, 7]),
    ("range(3, 1)", []),
    ("date('2024-02-29')", date(2024, 2, 29)),
    ("date('2024-02-29').year", 2024),
    ("date('2024-11-29').quarter", 4),
    ("$day", date(2023, 10, 17)),
    ("$day.month", 10),
    ("$day > date('2023-10-16')", True),
    ("{a: 1, b: [null, 'x']}", {"a": 1, "b": [None, "x"]}),
    ("$said", "é\"'`\\"),
    ("nullIf(1, 1)", None),
    ("'汉' < 'a'", False),
    ("1 = 1.0", True),
)
PARAMS: dict[str, Any] = {
    "one": 1,
    "some": [1, 2],
    "none": [],
    "nothing": None,
    "day": date(2023, 10, 17),
    "said": "é\"'`\\",
}


def ask(store: Store, text: str, **params: Any) -> list[dict[str, Any]]:
    return store.run(text, params).rows


@pytest.mark.parametrize(("expression", "value"), EXPRESSIONS)
def test_an_expression_means_the_same(
    store: Store, expression: str, value: Any
) -> None:
    used = {name: PARAMS[name] for name in PARAMS if f"${name}" in expression}
    (row,) = ask(store, f"RETURN {expression} AS value", **used)
    assert (row["value"], type(row["value"])) == (value, type(value))


def test_aggregates_are_plain_numbers(store: Store) -> None:
    text = (
        "MATCH (o:Organization)-[r:AWARDED_TO|ISSUED]-(t:Tender) "
        "RETURN count(*) AS n, sum(r.n_statements) AS whole, sum(r.amount) AS parts, "
        "avg(t.budget) AS mean, min(t.date) AS first, count(t.date) AS dated"
    )
    (row,) = ask(store, text)
    assert row == {
        "n": 4,
        "whole": 4,
        "parts": 10.0,
        "mean": 1.5,
        "first": date(2023, 1, 1),
        "dated": 3,
    }
    kinds = [type(value) for value in row.values()]
    assert kinds == [int, int, float, float, date, int]


def test_entities_within_lists_and_maps_are_plain_too(store: Store) -> None:
    text = (
        "MATCH (t:Tender)-[r:VIA]->(p:Provider) "
        "RETURN collect(t) AS nodes, {edge: r, list: [r]} AS held"
    )
    (row,) = ask(store, text)
    assert [node["uid"] for node in row["nodes"]] == ["tender:t1"]
    assert row["held"]["list"] == [row["held"]["edge"]]
    assert row["held"]["edge"]["dst"] == "provider:aws"


def test_empty_text_is_no_property_but_a_part_is_always_there(store: Store) -> None:
    text = (
        "MATCH ()-[r:VIA]->() RETURN r.stage AS stage, r.currency AS currency, "
        "r.part AS part, r.modality AS modality"
    )
    nothing = {"stage": None, "currency": None}
    assert ask(store, text) == [{**nothing, "part": "", "modality": ""}]


def test_type_and_labels_name_what_they_are_given(store: Store) -> None:
    text = (
        "MATCH (t:Tender {uid: 'tender:t1'})-[r:AWARDED_TO|VIA]->(x) "
        "RETURN type(r) AS kind, labels(x)[0] AS label, labels(x) AS every "
        "ORDER BY kind"
    )
    assert ask(store, text) == [
        {"kind": "AWARDED_TO", "label": "Organization", "every": ["Organization"]},
        {"kind": "VIA", "label": "Provider", "every": ["Provider"]},
    ]


def test_ends_of_an_edge_are_nodes(store: Store) -> None:
    text = "MATCH ()-[r:VIA]->() RETURN startNode(r) AS a, endNode(r) AS b"
    (row,) = ask(store, text)
    assert (row["a"]["uid"], row["b"]["uid"]) == ("tender:t1", "provider:aws")


def test_relationships_of_one_match_are_different_ones(store: Store) -> None:
    text = (
        "MATCH (a:Organization)-[:ISSUED]->(t:Tender)<-[:ISSUED]-(b:Organization) "
        "RETURN a.uid AS a, b.uid AS b"
    )
    assert ask(store, text) == []


def test_relationships_of_two_matches_may_be_one(store: Store) -> None:
    text = (
        "MATCH (a:Organization)-[:ISSUED]->(t:Tender) "
        "MATCH (t)<-[:ISSUED]-(b:Organization) RETURN count(*) AS n"
    )
    assert ask(store, text) == [{"n": 3}]


def test_bare_dashes_are_relationships_of_any_type(store: Store) -> None:
    text = (
        "MATCH (a:Organization {uid: 'org:univ'})-->(t:Tender)--(b) "
        "WHERE b.uid = 'org:univ' OR b.uid <> 'none' "
        "RETURN t.uid AS t, b.uid AS b ORDER BY b"
    )
    assert ask(store, text) == [
        {"t": "tender:t1", "b": "org:shop"},
        {"t": "tender:t1", "b": "provider:aws"},
    ]


def test_a_path_of_several_lengths_repeats_no_relationship(store: Store) -> None:
    text = (
        "MATCH p = (a:Organization {uid: 'org:shop'})-[:ISSUED|AWARDED_TO*1..9]-(b) "
        "RETURN b.uid AS b, length(p) AS hops ORDER BY hops, b"
    )
    assert ask(store, text) == [
        {"b": "tender:t1", "hops": 1},
        {"b": "org:univ", "hops": 2},
        {"b": "tender:t2", "hops": 3},
        {"b": "tender:t3", "hops": 3},
    ]


def test_a_path_of_several_lengths_is_a_list_of_edges(store: Store) -> None:
    text = (
        "MATCH (a:Organization {uid: 'org:univ'})-[hops:ISSUED|VIA*2..2]->(b) "
        "WHERE all(hop IN hops WHERE hop.part = '') RETURN hops, size(hops) AS n"
    )
    (row,) = ask(store, text)
    assert [edge["type"] for edge in row["hops"]] == ["ISSUED", "VIA"]
    assert [edge["dst"] for edge in row["hops"]] == ["tender:t1", "provider:aws"]
    assert row["n"] == 2


def test_all_shortest_paths_are_found(store: Store) -> None:
    text = (
        "MATCH (a:Organization {uid: 'org:shop'}) MATCH (b:Tender {uid: 'tender:t2'}) "
        "MATCH p = allShortestPaths((a)-[:ISSUED|AWARDED_TO*1..6]-(b)) "
        "RETURN [n IN nodes(p) | n.uid] AS uids"
    )
    uids = ["org:shop", "tender:t1", "org:univ", "tender:t2"]
    assert ask(store, text) == [{"uids": uids}]


def test_subqueries_ask_whether_and_how_many(store: Store) -> None:
    text = (
        "MATCH (t:Tender) WHERE NOT EXISTS { (t)-[:VIA]->() } RETURN t.uid AS t, "
        "COUNT { MATCH (t)<-[:ISSUED]-(:Organization) } AS n ORDER BY t"
    )
    assert ask(store, text) == [{"t": "tender:t2", "n": 1}, {"t": "tender:t3", "n": 1}]


def test_a_union_keeps_the_rows_of_both(store: Store) -> None:
    text = (
        "MATCH (p:Provider) RETURN p.uid AS uid "
        "UNION ALL MATCH (t:Tender {uid: 'tender:t1'}) RETURN t.uid AS uid"
    )
    found = store.run(text, limit=5)
    assert sorted(row["uid"] for row in found.rows) == ["provider:aws", "tender:t1"]


def test_a_star_returns_every_name_and_nothing_of_ours(store: Store) -> None:
    found = store.run(
        "MATCH (t:Tender {uid: 'tender:t1'})<-[:ISSUED]-(o), (t)-[r:VIA]->(p) RETURN *"
    )
    assert sorted(found.columns) == ["o", "p", "r", "t"]
    assert [sorted(row) for row in found.rows] == [["o", "p", "r", "t"]]


@pytest.mark.parametrize("order", ["t", "`t`", "x", "u.uid"])
def test_a_column_hides_what_was_called_so_before(store: Store, order: str) -> None:
    text = (
        "MATCH (u:Tender) WITH u AS t, u.name AS x, u AS u "
        f"RETURN t.uid AS t, t.date AS x, u AS u ORDER BY {order}, u.uid"
    )
    places = {"x": "213"}.get(order, "123")
    assert [row["t"][-1] for row in ask(store, text)] == list(places)


def test_a_limit_in_the_text_is_its_own(store: Store) -> None:
    text = "MATCH (t:Tender) RETURN t.uid AS t ORDER BY t LIMIT 1"
    found = store.run(text, limit=5)
    assert (found.rows, found.truncated) == ([{"t": "tender:t1"}], False)


@pytest.mark.parametrize(
    ("text", "params"),
    [
        ("RETURN 1 AS a, 2 AS a", {}),
        ("RETURN $x", {"x": {"a": 1}}),
        ("MATCH (t:Tender)", {}),
        ("RETURN 1; RETURN 2", {}),
        ("RETURN 5 / 0", {}),
        ("RETURN date('2024-02-30')", {}),
        ("RETURN '\\d'", {}),
        ("RETURN 0x1F", {}),
        ("RETURN " + "CASE WHEN true THEN " * 9 + "1" + " END" * 9, {}),
    ],
)
def test_what_cannot_be_answered_is_a_query_error_of_one_line(
    store: Store, text: str, params: dict[str, Any]
) -> None:
    with pytest.raises(QueryError) as raised:
        store.run(text, params)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (a:Tender)-[*]->(b) RETURN b",
        "MATCH (a:Tender)-[*2..]->(b) RETURN b",
        "MATCH (a:Tender)-[*1..31]->(b) RETURN b",
        "MATCH (a)-[:ISSUED*1..2]->(b)-[:ISSUED]->(c) RETURN c",
        "WITH 1 AS n RETURN [1, 2][n]",
        "WITH 9 AS n RETURN range(1, n)",
        "RETURN range(1, 100000000)",
        "RETURN toString(1.0)",
        "MATCH (a:Tender)-[r:VIA]-(b) RETURN startNode(r) AS a",
    ],
)
def test_the_embedded_store_refuses_what_it_would_read_otherwise(
    embedded_store: Store, text: str
) -> None:
    with pytest.raises(QueryError):
        embedded_store.run(text)

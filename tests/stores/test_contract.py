"""What every store does alike: the rows it gives, and in which form."""

from datetime import date
from typing import Any

import pytest

from graphkit.errors import QueryError
from graphkit.store import Rows, Store
from tests.stores.conftest import HOSTILE

UNIVERSITY = {
    "label": "Organization",
    "uid": "org:univ",
    "name": "深圳大学",
    "provenance": "primary",
    "former_uids": ["org:a", "org:b"],
    "n_names": 2,
}
TENDER = {
    "label": "Tender",
    "uid": "tender:t1",
    "name": "GPU",
    "provenance": "primary",
    "date": date(2024, 2, 29),
    "budget": 1.5,
}
ISSUED = {
    "type": "ISSUED",
    "src": "org:univ",
    "dst": "tender:t1",
    "key": "ISSUED|org:univ|tender:t1||",
    "tender": "tender:t1",
    "part": "",
    "modality": "",
    "date": date(2024, 1, 1),
    "documents": ["doc:d1"],
    "basis": "record",
    "statement": "ISSUED|org:univ|tender:t1||",
    "quote": "org:univ ISSUED tender:t1",
    "source": "doc:d1",
    "path": "d1.json",
    "locator": "/issued",
    "n_statements": 1,
    "provenance": "primary",
}
FIRST = "MATCH (o:Organization)-[r:ISSUED]->(t:Tender {uid: 'tender:t1'}) "
CARTESIAN = (
    "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b "
    "UNWIND range(1, 3000) AS c WITH a, b, c WHERE a * b + c = 7 RETURN count(*) AS n"
)


def one(store: Store, text: str, **params: Any) -> Any:
    """Return the one value of an answer's one row."""
    (row,) = store.run(text, params).rows
    (value,) = row.values()
    return value


def test_columns_and_rows_come_in_the_order_asked_for(store: Store) -> None:
    found = store.run("MATCH (t:Tender) RETURN t.uid AS b, t.date AS a ORDER BY b DESC")
    assert found == Rows(
        ("b", "a"),
        [
            {"b": "tender:t3", "a": None},
            {"b": "tender:t2", "a": date(2023, 1, 1)},
            {"b": "tender:t1", "a": date(2024, 2, 29)},
        ],
    )
    assert [list(row) for row in found.rows] == [["b", "a"]] * 3


@pytest.mark.parametrize(("order", "places"), [("", "213"), (" DESC", "312")])
def test_what_has_no_value_is_ordered_last_and_first_when_falling(
    store: Store, order: str, places: str
) -> None:
    found = store.run(f"MATCH (t:Tender) RETURN t.uid AS uid ORDER BY t.date{order}")
    assert [row["uid"][-1] for row in found.rows] == list(places)


def test_an_empty_answer_has_its_columns(store: Store) -> None:
    assert store.run("MATCH (m:Model) RETURN m.uid AS uid") == Rows(("uid",), [])


def test_a_column_without_a_name_is_called_as_it_is_written(store: Store) -> None:
    found = store.run("MATCH (t:Tender) WHERE t.budget > 1 RETURN t.uid, t.budget")
    assert found.rows == [{"t.uid": "tender:t1", "t.budget": 1.5}]


def test_a_node_is_its_label_and_properties(store: Store) -> None:
    found = one(store, "MATCH (o:Organization {uid: 'org:univ'}) RETURN o")
    assert (found, list(found)) == (UNIVERSITY, list(UNIVERSITY))


def test_a_relationship_is_its_type_its_ends_and_properties(store: Store) -> None:
    found = one(store, f"{FIRST} RETURN r")
    assert (found, list(found)) == (ISSUED, list(ISSUED))


def test_a_path_is_its_nodes_and_relationships(store: Store) -> None:
    found = one(store, FIRST.replace("MATCH ", "MATCH p = ") + "RETURN p")
    assert found == {"nodes": [UNIVERSITY, TENDER], "edges": [ISSUED]}


def test_the_shortest_path_is_found(store: Store) -> None:
    ends = "(:Organization {uid: 'org:univ'})-[*..4]-(:Provider)"
    assert one(store, f"MATCH p = shortestPath({ends}) RETURN length(p)") == 2


def test_lists_are_lists_also_of_nodes(store: Store) -> None:
    assert one(store, f"{FIRST} RETURN collect(t)") == [TENDER]
    assert one(store, f"{FIRST} RETURN o.former_uids") == ["org:a", "org:b"]
    assert one(store, f"{FIRST} RETURN [o.name, 'x'][0]") == "深圳大学"


@pytest.mark.parametrize(
    "value", ["", HOSTILE, "深圳", 7, -(2**63), 2.5, True, date(1999, 12, 31), [1, 2]]
)
def test_a_parameter_comes_back_as_it_was_given(store: Store, value: Any) -> None:
    assert one(store, "RETURN $given", given=value) == value


def test_nothing_as_a_parameter_is_nothing(store: Store) -> None:
    assert one(store, "RETURN $given AS x", given=None) is None


def test_hostile_text_is_kept_found_and_compared(store: Store) -> None:
    text = "MATCH (t:Tender) WHERE t.name = $name RETURN t.uid"
    assert one(store, text, name=HOSTILE) == "tender:t2"
    assert one(store, "MATCH (t:Tender {uid: 'tender:t2'}) RETURN t.name") == HOSTILE


def test_dates_are_compared_as_dates(store: Store) -> None:
    text = "MATCH (t:Tender) WHERE t.date >= $since RETURN t.uid"
    assert one(store, text, since=date(2024, 2, 29)) == "tender:t1"
    assert one(store, f"{FIRST} RETURN t.date.year") == 2024


def test_an_optional_match_that_finds_nothing_gives_nothing(store: Store) -> None:
    text = f"{FIRST} OPTIONAL MATCH (t)-[x:SEEKS]->(c:Chip) RETURN c AS c, x AS x"
    assert store.run(text).rows == [{"c": None, "x": None}]


def test_rows_beyond_the_limit_are_cut_off_and_it_is_said(store: Store) -> None:
    text = "MATCH (t:Tender) RETURN t.uid AS uid ORDER BY uid"
    some, every = store.run(text, limit=2), store.run(text, limit=3)
    assert [row["uid"] for row in some.rows] == ["tender:t1", "tender:t2"]
    assert (some.truncated, every.truncated, len(every.rows)) == (True, False, 3)


def test_an_answer_that_takes_too_long_is_given_up(store: Store) -> None:
    with pytest.raises(QueryError, match=r"took longer than 0\.2 s"):
        store.run(CARTESIAN, seconds=0.2)
    assert one(store, "RETURN 1 AS x") == 1


@pytest.mark.parametrize(
    ("text", "params", "told"),
    [
        ("RETURN $missing", {}, r"\$missing has no value"),
        ("RETURN 1", {"more": 1}, r"no parameter \$more"),
        ("RETURN $x", {"x": object()}, r"\$x cannot be"),
        ("RETURN $x", {"x": [1, "2"]}, r"\$x cannot be"),
        ("RETURN $x", {"x": 2**63}, r"\$x cannot be"),
        ("RETURN $x", {"x": "\ud800"}, r"\$x cannot be"),
        ("", {}, "no Cypher"),
        (" // nothing\n", {}, "no Cypher"),
        ("RETURN", {}, "."),
        ("MATCH (t:Tender RETURN t", {}, "not closed"),
        ("MATCH (t:Tender) RETRUN t", {}, "."),
        ("MATCH (t:Tender) RETURN u.uid", {}, "."),
        ("RETURN 'open", {}, "a string that does not end"),
        ("RETURN \x00", {}, "unexpected"),
        ("RETURN nosuch(1)", {}, r"nosuch\(\) is not among"),
        ("RETURN " + "(" * 60 + "1" + ")" * 60, {}, "brackets"),
        ("RETURN 1 + " * 3_000 + "1", {}, "tokens"),
    ],
)
def test_a_text_that_is_wrong_is_a_query_error(
    store: Store, text: str, params: dict[str, Any], told: str
) -> None:
    with pytest.raises(QueryError, match=told):
        store.run(text, params)
    assert one(store, "RETURN 1 AS x") == 1


def test_a_store_says_its_revision(store: Store) -> None:
    assert store.revision() == "r1"

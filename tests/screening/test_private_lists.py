"""A private list stays in the case: nothing of it leaves but that one was used."""

from pathlib import Path

import pytest

from graphkit.case import Case, lists
from graphkit.case.ledger import Ledger
from graphkit.case.lists import Wish
from tests.lists.files import given

TEXT = "name,uscc\nSome Aerospace Company,91110000100014071Q\n"
SECRET = "Watchlist of the desk"


@pytest.fixture
def private(case: Case, tmp_path: Path) -> Case:
    """The case with a private list that confirms a supplier."""
    file = given(tmp_path, "ours.csv", TEXT).file
    case.add_list(file, Wish(name=SECRET, date="2024-01-01", private=True))
    return case


def test_a_private_list_confirms_inside_the_case(private: Case) -> None:
    (row,) = private.screen(SECRET)
    assert (row["match"], row["private"]) == ("confirmed", True)
    (node,) = private.sql("SELECT name, provenance FROM List WHERE name LIKE 'Watch%'")
    assert (node["name"], node["provenance"]) == (SECRET, "analyst")


@pytest.mark.parametrize("kind", ["html", "csv", "gexf", "graphml"])
def test_an_export_holds_nothing_of_it_but_the_count(
    private: Case, tmp_path: Path, kind: str
) -> None:
    written = private.export(kind, tmp_path / f"out.{kind}").read_text(encoding="utf-8")
    assert SECRET not in written
    assert "ours.csv" not in written
    if kind == "html":
        assert "A private list was used; nothing of it is in this file." in written


def test_what_is_pushed_is_built_without_it(private: Case) -> None:
    from graphkit import tables
    from graphkit.case import leaving

    with leaving.public(private.folder) as (generation, restricted):
        assert restricted == 0
        with tables.connect() as connection:
            for table in ("nodes/List", "edges/LISTED_ON.Organization.List"):
                file = generation.tables / f"{table}.parquet"
                found = connection.execute(
                    "SELECT count(*) FROM read_parquet(?) WHERE provenance = 'analyst'",
                    [str(file)],
                ).fetchall()
                assert found == [(0,)]


def test_what_must_stay_is_named_for_whoever_packs_a_case(private: Case) -> None:
    answered = private.answer_candidate(
        "reject", "Some Aerospace Company", "Some Aerospace Company", why="misprint"
    )
    with Ledger.open(private.folder) as ledger:
        rows, files = lists.withheld(ledger)
        (listed,) = ledger.rows("list")
    assert rows == {listed.uid, answered}
    assert files == {listed.body["sources"][0][1]}


def test_a_private_list_is_never_taken_for_a_published_one(
    case: Case, tmp_path: Path
) -> None:
    file = given(tmp_path, "ours.csv", TEXT).file
    added = case.add_list(file, Wish(name="Entity List", private=True))
    assert added.editions[0].list != "list:us-entity-list"

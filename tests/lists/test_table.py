"""Entries as a table: written in pieces, asked together, newest edition first."""

from pathlib import Path

from graphkit import lists
from graphkit.identity import name_key
from graphkit.lists import Period, table
from graphkit.lists.candidates import best, candidates
from tests.lists.files import ENTITY_LIST, SICHUAN, csl, given


def written(folder: Path, name: str, *rows: str) -> Path:
    file = folder / f"{name}.parquet"
    table.write(lists.read("csl", csl(folder, *rows, name=f"{name}.csv")), file)
    return file


def test_of_two_entries_with_one_uid_both_are_kept(tmp_path: Path) -> None:
    file = written(tmp_path, "twice", SICHUAN, SICHUAN)
    with table.Shelf([("list:el", ENTITY_LIST, "2024-01-01", file)]) as shelf:
        keys = shelf.called("Sichuan University", name_key("Sichuan University"))
        assert [uid.partition("#")[2] for _, uid in keys] == ["", "2"]


def test_an_entry_is_taken_from_the_newest_edition_that_has_it(tmp_path: Path) -> None:
    old = written(tmp_path, "old", SICHUAN)
    new = written(
        tmp_path, "new", SICHUAN.replace("2012-09-19,,", "2012-09-19,2024-02-01,")
    )
    parts = [
        ("list:el", ENTITY_LIST, "2024-03-01", new),
        ("list:el", ENTITY_LIST, "2023-01-01", old),
    ]
    with table.Shelf(parts) as shelf:
        (key,) = shelf.called("Sichuan University", name_key("Sichuan University"))
        entry, seen, edition = shelf.entries([key])[key]
    assert (entry.periods, seen, edition) == (
        (Period("2012-09-19", "2024-02-01"),),
        "2024-03-01",
        0,
    )


def test_a_list_of_broken_rows_is_counted_and_the_first_are_told(
    tmp_path: Path,
) -> None:
    text = "name,listed_on\n" + ",2020-01-01\n" * 50 + "Acme Trading,never\n"
    source = given(tmp_path, "mine.csv", text)
    found = table.write(lists.read("table", source), tmp_path / "mine.parquet")
    assert (found.entries, found.n_problems, len(found.problems)) == ({"": 1}, 51, 20)
    assert found.lost


def test_a_wrong_date_alone_loses_nobody(tmp_path: Path) -> None:
    source = given(tmp_path, "mine.csv", "name,listed_on\nAcme Trading,never\n")
    found = table.write(lists.read("table", source), tmp_path / "mine.parquet")
    assert (found.n_problems, found.lost) == (1, False)


def test_both_sides_find_the_same_candidates_whichever_is_larger(
    tmp_path: Path,
) -> None:
    file = written(tmp_path, "one", SICHUAN)
    few = ["Szechuan University", "Elsewhere College"]
    many = [*few, *(f"Invented Body Number {number}" for number in range(20))]
    with table.Shelf([("list:el", ENTITY_LIST, "2024-01-01", file)]) as shelf:
        found = [
            [(one.ours, one.theirs.text, one.verdict) for one in best(pairs).values()]
            for pairs in (candidates(few, shelf), candidates(many, shelf))
        ]
    assert (
        found[0] == found[1] == [("Szechuan University", "Szechuan University", "same")]
    )


def test_a_weak_alias_scores_seven_tenths_at_most(tmp_path: Path) -> None:
    file = written(tmp_path, "one", SICHUAN)
    with table.Shelf([("list:el", ENTITY_LIST, "2024-01-01", file)]) as shelf:
        (one,) = best(candidates(["SCU"], shelf)).values()
    assert (one.theirs.is_weak, one.score) == (True, 0.7)
    assert one.reasons[-1] == "'SCU' is a weak alias: it may be others'."

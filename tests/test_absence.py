"""Absence: what was searched, by source and month, and what an empty answer says."""

import json
from pathlib import Path

import pytest

from graphkit.case import Case, coverage
from graphkit.cli import main
from tests.releases import release, write_releases

MADE = (
    release("1", buyer="甲大学", supplier="Yunda", item="A100", date="2024-01-10"),
    release("2", buyer="甲大学", supplier="Yunda", item="chairs", date="2024-01-20"),
    release("3", buyer="乙大学", supplier="Shan", item="A100 80G", date="2024-05-02"),
    {**release("4", buyer="乙大学", supplier="Shan", item="desks"), "date": ""},
)
LAST = "A month without records says that none were loaded, not that nothing happened."


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Three months without a record, one without a day, and a line that is broken."""
    folder = tmp_path_factory.mktemp("absence")
    files = [write_releases(folder / "made.json", *MADE)]
    for number in range(coverage.MANY + 1):
        one = release(f"f{number}", buyer="丙大学", supplier="Hai", date="2024-02-01")
        (folder / "many").mkdir(exist_ok=True)
        files.append(write_releases(folder / "many" / f"{number:02}.json", one))
    broken = folder / "broken.json"
    broken.write_text("{", encoding="utf-8")
    case = Case.create(folder / "case")
    case.load([files[0], folder / "many", broken])
    return case


def told(case: Case, name: str = "") -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in case.absence(name)]


def test_every_source_has_a_row_a_month_also_for_months_without_records(
    case: Case,
) -> None:
    many = coverage.MANY + 1
    assert told(case) == [
        ("broken.json", None, None, 0, 0, 1),
        ("made.json", "2024-01", "2024-01", 2, 2, 0),
        ("made.json", "2024-02", "2024-02", 0, 0, 0),
        ("made.json", "2024-03", "2024-03", 1, 1, 0),
        ("made.json", "2024-04", "2024-04", 0, 0, 0),
        ("made.json", "2024-05", "2024-05", 1, 1, 0),
        ("many/", "2024-02", "2024-02", many, many, 0),
    ]


def test_a_name_is_counted_with_its_variants(case: Case) -> None:
    found = {row["month"]: row["named"] for row in case.absence("A100") if row["named"]}
    assert found == {"2024-01": 1, "2024-05": 1}


def test_what_no_tender_names_is_said_with_what_was_searched(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--case", str(case.folder), "--json"]
    assert main(["absence", "H100", *place]) == 1
    said = capsys.readouterr()
    rows = list(map(json.loads, said.out.splitlines()))
    assert {row["named"] for row in rows} == {0}
    assert sum(row["records"] for row in rows) == 4 + coverage.MANY + 1
    assert said.err.splitlines() == ["No tender that was searched names H100.", LAST]
    assert main(["absence", "nobody at all", *place]) == 1
    assert "nothing is called 'nobody at all'" in capsys.readouterr().err
    assert main(["absence", "A100", *place]) == 0


def test_an_empty_answer_says_what_was_searched(case: Case) -> None:
    searched = (
        f"searched: {5 + coverage.MANY} records of {3 + coverage.MANY} sources, "
        "published 2024-01 to 2024-05 (2 months between without any); "
        "1 could not be read. `graphkit absence` lists it."
    )
    for found in (
        case.chains(item="H100"),
        case.paths("甲大学", "丙大学"),
        case.ask("organizations/listed"),
    ):
        assert (list(found), found.notes[-1]) == ([], searched)
    assert not any("searched" in note for note in case.chains(item="A100").notes)


def test_nothing_loaded_is_nothing_searched(tmp_path: Path) -> None:
    case = Case.create(tmp_path / "case")
    case.build()
    assert told(case) == []
    assert case.chains().notes[-1] == (
        "searched: 0 records of 0 sources. `graphkit absence` lists it."
    )

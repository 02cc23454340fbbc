"""The funnel from files to chains, and a sample of statements to mark."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit import open_case
from graphkit.case.methods import interval, rates
from graphkit.cli import main
from graphkit.errors import SourceError
from graphkit.search.funnel import Dropped, steps
from tests.graphs import Rows, opened
from tests.releases import release, write_releases


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("methods")
    made = write_releases(
        place / "made.json",
        release("1", buyer="甲大学", supplier="Yunda", item="AWS servers with A100"),
        release("2", buyer="乙大学", supplier="Yunda", item="chairs"),
        release("3", buyer="丙大学", supplier="Shan", item="AWS storage"),
    )
    broken = place / "broken.json"
    broken.write_text('{"releases": [', encoding="utf-8")
    assert main(["load", "--case", str(place / "case"), str(made), str(broken)]) == 3
    return place / "case"


def test_every_step_says_of_how_many_and_names_some_that_it_dropped(
    tmp_path: Path,
) -> None:
    rows = Rows()
    every = {"supplier": "Yunda", "provider": "provider:aws", "seeks": "chip:a100"}
    rows.notice("t1", buyer="A", **every)
    rows.edge("DOCUMENTED_BY", "tender:t1", "doc:d1")
    rows.notice("t2", buyer="A", supplier="Yunda", provider="provider:aws")
    rows.notice("t3", buyer="A", provider="provider:aws", seeks="chip:a100")
    rows.notice("t4", supplier="Yunda")
    rows.notice("t5", buyer="B", supplier="Yunda")
    rows.node("doc:silent")
    found = {step.name: step for step in steps(opened(rows, tmp_path))}
    assert [(step.count, step.of) for step in found.values()] == [
        (1, 2),
        (5, 5),
        (4, 5),
        (3, 4),
        (3, 3),
        (2, 3),
        (2, 3),
        (1, 2),
        (1, 1),
        (1, 1),
        (1, 1),
    ]
    assert {name: step.dropped for name, step in found.items() if step.dropped} == {
        "documents that state a hop": (Dropped("doc:silent", "silent"),),
        "tenders whose institution is named": (Dropped("tender:t4", "t4"),),
        "of these with a provider or an item named": (Dropped("tender:t5", "t5"),),
        "of these with a chip named": (Dropped("tender:t2", "t2"),),
        "of these with both a provider and an item": (Dropped("tender:t2", "t2"),),
        "of these awarded to somebody": (Dropped("tender:t3", "t3"),),
    }


def test_the_funnel_begins_with_what_was_read(folder: Path) -> None:
    with open_case(folder) as case:
        rows = {row["step"]: (row["count"], row["of"]) for row in case.funnel()}
    assert rows["records read of those found"] == (3, 4)
    assert rows["of these with a provider or an item named"] == (2, 3)


def test_the_report_has_the_funnel_among_its_methods(
    folder: Path, tmp_path: Path
) -> None:
    with open_case(folder) as case:
        page = case.export("html", tmp_path / "report.html").read_text("utf-8")
    assert "Records read of those found" in page
    assert "3 of 4" in page


def test_a_sample_is_the_same_for_a_seed_and_has_every_type(folder: Path) -> None:
    with open_case(folder) as case:
        first, again = case.sample(8, seed=3), case.sample(8, seed=3)
        other, whole = case.sample(8, seed=4), case.sample(1000)
    assert list(first) == list(again)
    assert list(first) != list(other)
    assert len(first) == 8
    assert {row["type"] for row in whole} >= {row["type"] for row in first}
    assert len({row["type"] for row in first}) == min(
        8, len({row["type"] for row in whole})
    )


def test_marks_give_error_rates_by_type_and_of_all(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sample.csv"
    assert main(["sample", "--case", str(folder), "--n", "9", "-o", str(file)]) == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    for place, row in enumerate(rows):
        row["verdict"] = ("wrong", "unsure", "")[place] if place < 3 else "right"
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, rows[0])
        table.writeheader()
        table.writerows(rows)
    found = {row["type"]: row for row in rates(file)}
    told = found["all"]
    assert (told["marked"], told["wrong"], told["unsure"]) == (7, 1, 1)
    assert told["error_rate"] == round(1 / 7, 3)
    assert told["low"] < told["error_rate"] < told["high"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("verdict,type\nmaybe,VIA\n", "row 2: 'maybe' is no verdict"),
        ("a,b\n1,2\n", "no columns verdict and type"),
    ],
)
def test_what_is_no_marked_sample_is_said(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "sample.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=said):
        rates(file)


@given(st.integers(0, 500), st.integers(1, 500))
def test_an_interval_holds_its_rate_and_narrows_with_more(
    wrong: int, more: int
) -> None:
    marked = wrong + more
    low, high = interval(wrong, marked)
    rate, little = wrong / marked, 1e-12
    assert -little <= low <= rate + little <= high + 2 * little <= 1 + 3 * little
    wider = interval(wrong * 4, marked * 4)
    assert wider[1] - wider[0] <= high - low + 1e-12

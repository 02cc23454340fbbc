"""Tables as publishers of many countries write them, with what a careful reader says.

Each `NAME.csv` has beside it a `NAME.said`, written by hand and before any reading:
supplier, buyer, amount, currency and day of each award, empty where it does not tell.
Names in them are invented, headings and habits are those of real publishers.
"""

import csv
from pathlib import Path

import pytest

from graphkit import reading
from tests.said import of_type, readings

TABLES = sorted((Path(__file__).parent / "publishers").glob("*.csv"))


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_a_row_says_what_a_careful_reader_says(tmp_path: Path, table: Path) -> None:
    found, _ = readings(tmp_path, table)
    said = [one for each in found for one in reading.statements_json(each)]
    buyers = {_row(one): one["subject"]["text"] for one in of_type(said, "ISSUED")}
    awards = [
        {
            "supplier": one["object"]["text"],
            "buyer": buyers.get(_row(one), ""),
            "value": (one["amount"] or {}).get("value", ""),
            "currency": (one["amount"] or {}).get("currency", ""),
            "day": (one["date"] or {}).get("value", ""),
        }
        for one in of_type(said, "AWARDED_TO")
    ]
    with table.with_suffix(".said").open(encoding="utf-8", newline="") as lines:
        assert awards == list(csv.DictReader(lines))


def _row(said: dict[str, str]) -> str:
    return said["locator"].partition("/")[0]

"""How many rows of real tables are read, and whether each amount is the row's own.

A table is loaded as a user would load it: first as it is, then, where it says that it
needs a column map, with the one below.
"""

import csv
import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from graphkit import reading
from tests.said import SHARED, readings

_NUMBER = re.compile(r"\(?-?[$£]?\s*-?[\d,]+(?:\.\d+)?\)?")
_ROW = re.compile(r"(?:row:(?P<row>\d+)|/data/(?P<place>\d+))(?:/|\Z)")


@dataclass(frozen=True, slots=True)
class Set:
    """A table: its files, the column of the amount, and a map for it."""

    name: str
    files: str
    amount: str
    column_map: str


SETS = (
    Set(
        "US, cancelled contracts",
        "us_federal_contracts/fpds_*.csv.gz",
        "TOTAL_ACTION_OBLIGATION",
        '[columns]\nprocess = "PROCUREMENT_ID"\nbuyer = "FUNDING_AGENCY_NAME"\n'
        'supplier = "LEGAL_BUSINESS_NAME"\namount = "TOTAL_ACTION_OBLIGATION"\n'
        'signed_on = "DATE_SIGNED"\n[fixed]\ncurrency = "USD"\ndate_order = "MDY"\n',
    ),
    Set(
        "US, list of the DOGE",
        "us_federal_contracts/doge_*.csv.gz",
        "VALUE",
        '[columns]\nbuyer = "AGENCY"\ntitle = "DESCRIPTION"\namount = "VALUE"\n'
        'published_on = "UPLOADED ON"\nurl = "LINK"\n'
        '[fixed]\ncurrency = "USD"\ndate_order = "MDY"\n',
    ),
    Set(
        "London, spending",
        "gla_spend/*.csv.gz",
        "Amount",
        '[columns]\nsupplier = "Vendor"\ntitle = "AccountDescription"\n'
        'amount = "Amount"\nawarded_on = "Date"\n[fixed]\ncurrency = "GBP"\n',
    ),
    Set(
        "Canada, vendors by year",
        "goc_suppliers/department_vendor_year.csv.gz",
        "total_cad",
        '[columns]\nbuyer = "department"\nsupplier = "vendor"\namount = "total_cad"\n'
        '[fixed]\ncurrency = "CAD"\n',
    ),
    Set(
        "UK, spending of the Treasury",
        "hmt_spend/*.json.gz",
        "amount_gbp",
        '[columns]\nbuyer = "entity"\nsupplier = "supplier"\ntitle = "description"\n'
        'amount = "amount_gbp"\nawarded_on = "date"\n[fixed]\ncurrency = "GBP"\n',
    ),
)


@dataclass(frozen=True, slots=True)
class Rate:
    """What came of a table: rows read of those there, and amounts that are not theirs.

    `missing` are rows whose amount is a number and was not read; `why` is what was
    said where nothing could be read.
    """

    name: str
    rows: int
    there: int
    wrong: int
    missing: int
    why: str = ""

    @property
    def share(self) -> float:
        """Rows that were read, of those with anything in them."""
        return self.rows / self.there


def rates(folder: Path) -> Iterator[Rate]:
    """Yield what comes of every table there is."""
    for number, one in enumerate(SETS):
        files = sorted(SHARED.glob(one.files))
        if files:
            yield _rate(one, files, folder / str(number))


def _rate(one: Set, files: list[Path], folder: Path) -> Rate:
    found, refused = readings(folder / "bare", *files)
    if not any(reading.records for reading in found):
        maps = folder / "maps"
        maps.mkdir(parents=True)
        (maps / "table.toml").write_text(one.column_map, encoding="utf-8")
        found, refused = readings(folder / "mapped", *files, maps=maps)
    there = wrong = missing = 0
    for file, source in zip(files, found, strict=True):
        meant = _meant(file, one.amount)
        there += len(meant)
        said = _said(source)
        wrong += sum(not (values <= {meant.get(row)}) for row, values in said.items())
        missing += sum(
            row not in said for row, value in meant.items() if value is not None
        )
    rows = sum(source.records for source in found)
    why = refused[0].reason if refused and not rows else ""
    return Rate(one.name, rows, there, wrong, missing, why)


def _meant(file: Path, column: str) -> Mapping[int, Decimal | None]:
    """Return the amount of each row with anything in it, None where it is no number."""
    found: dict[int, Decimal | None] = {}
    for number, row in enumerate(_rows(file), 1):
        if any(str(value or "").strip() for value in row.values()):
            found[number] = _plain(str(row.get(column) or ""))
    return found


def _rows(file: Path) -> Iterator[Mapping[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8-sig", newline="") as stream:
        if ".json" in file.name:
            yield from json.load(stream, parse_float=str, parse_int=str)["data"]
        else:
            yield from csv.DictReader(stream)


def _plain(text: str) -> Decimal | None:
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    number = Decimal(re.sub(r"[^\d.]", "", text))
    return -number if "-" in text or text.startswith("(") else number


def _said(source: reading.Reading) -> Mapping[int, set[Decimal | None]]:
    found: dict[int, set[Decimal | None]] = {}
    for one in reading.statements_json(source):
        row = _ROW.search(one["locator"])
        if row and one["amount"] and one["amount"]["value"]:
            value = Decimal(one["amount"]["value"])
            number = int(row["row"]) if row["row"] else int(row["place"]) + 1
            found.setdefault(number, set()).add(value)
    return found

"""Maps shipped with graphkit read real tables whole, with every amount as it stands."""

import csv
import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from graphkit import reading
from tests.said import readings, shared
from tests.test_layers import differing

Rows = Iterator[Mapping[str, str]]


def csv_rows(file: Path) -> Rows:
    """Yield the rows of a table that are not empty, by the simplest means."""
    with gzip.open(file, "rt", encoding="utf-8", errors="replace", newline="") as text:
        for row in csv.DictReader(text):
            if any(isinstance(cell, str) and cell.strip() for cell in row.values()):
                yield row


def json_rows(file: Path) -> Rows:
    content = json.loads(gzip.decompress(file.read_bytes()), parse_float=str)
    yield from ({k: str(v) for k, v in row.items()} for row in content["data"])


def plain(text: str) -> Decimal:
    """Return an amount in pounds or dollars as it is written in these tables."""
    return Decimal(text.replace("$", "").replace(",", "").strip())


TABLES: list[tuple[str, Callable[[Path], Rows], str, str, str]] = [
    ("gla_spend/gla_spend_2008_2013.csv.gz", csv_rows, "Vendor", "Amount", "GBP"),
    *(
        (f"hmt_spend/2025-0{m}.json.gz", json_rows, "supplier", "amount_gbp", "GBP")
        for m in (1, 2, 3)
    ),
    (
        "us_federal_contracts/fpds_cancelled_2025-03-05.csv.gz",
        *(csv_rows, "LEGAL_BUSINESS_NAME", "TOTAL_ACTION_OBLIGATION", "USD"),
    ),
    (
        "goc_suppliers/department_vendor_year.csv.gz",
        *(csv_rows, "vendor", "total_cad", "CAD"),
    ),
]


@pytest.mark.parametrize(("name", "walk", "who", "how_much", "currency"), TABLES)
def test_every_row_names_its_supplier_and_the_amount_that_stands_there(
    tmp_path: Path,
    name: str,
    walk: Callable[[Path], Rows],
    who: str,
    how_much: str,
    currency: str,
) -> None:
    file = shared(name)
    rows = list(walk(file))
    (found,), refused = readings(tmp_path, file)
    assert refused == []
    assert found.records == len(rows)
    said = [
        (one["object"]["text"], Decimal(one["amount"]["value"]))
        for one in reading.statements_json(found)
        if one["type"] == "AWARDED_TO" and one["amount"]
    ]
    assert said == [
        (row[who].strip(), plain(row[how_much]))
        for row in rows
        if row[who].strip() not in ("", "REDACTED") and row[how_much].strip()
    ]
    assert {
        one["amount"]["currency"]
        for one in reading.statements_json(found)
        if one["amount"]
    } == {currency}
    assert differing(found) == []


def test_a_list_without_suppliers_keeps_its_money_with_the_tender(
    tmp_path: Path,
) -> None:
    file = shared("us_federal_contracts/doge_list_2025-03-05.csv.gz")
    (found,), refused = readings(tmp_path, file)
    assert refused == []
    said = [
        Decimal(one["amount"]["value"])
        for one in reading.statements_json(found)
        if one["amount"]
    ]
    assert said == [plain(row["VALUE"]) for row in csv_rows(file) if row["VALUE"]]


def test_a_table_that_only_looks_like_one_of_these_is_not_read_by_its_map(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Vendor,Amount,Date,AccountDescription\nYunda,5,2024-03-05,x\n")
    (found,), _ = readings(tmp_path, file)
    said = reading.statements_json(found)
    assert [one["amount"]["currency"] for one in said if one["amount"]] == [""]


CONTRACTS_FINDER = (
    "Notice Identifier,Notice Type,Organisation Name,Status,Published Date,Title,"
    "Description,Nationwide,Postcode,Region,Cpv Codes,Contact Name,Contact Email,"
    "Contact Address 1,Contact Address 2,Contact Town,Contact Postcode,"
    "Contact Country,Contact Telephone,Contact Website,Attachments,Links,"
    "Additional Text,Start Date,End Date,Closing Date,Is sub-contract,"
    "Parent Reference,Suitable for SME,Suitable for VCO,Supply Chain,"
    "OJEU Contract Type,Value Low,Value High,Awarded Date,Awarded Value,"
    "Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE],"
    "Supplier's contact name,Contract start date,Contract end date,"
    "OJEU Procedure Type,Accelerated Justification"
)


def finder(**cells: str) -> str:
    """Return a row of the export of Contracts Finder; other cells are empty."""
    names = next(csv.reader([CONTRACTS_FINDER]))
    quoted = (cells.get(name.split(" [")[0], "").replace('"', '""') for name in names)
    return ",".join(f'"{cell}"' for cell in quoted)


def test_an_export_of_contracts_finder_is_read_whole(tmp_path: Path) -> None:
    suppliers = (
        "[Acme Ltd|1 High Street, X|COMPANIES_HOUSE|01234567|Yes|No]"
        "[Beta & Co|2 Low Street|NONE||No|No]"
    )
    won = {
        **{"Notice Identifier": "tender_12345/100", "Notice Type": "Contract"},
        **{"Organisation Name": "City of X", "Status": "Awarded", "Title": "Laptops"},
        **{"Published Date": "2023-10-10T14:38:59+01:00", "Cpv Codes": "30213100"},
        **{"Value Low": "1", "Value High": "9", "Awarded Date": "05/09/2023"},
        **{"Awarded Value": "1250.50", "Supplier": suppliers},
    }
    open_one = {
        **{"Notice Identifier": "tender_12346/100", "Organisation Name": "City of X"},
        **{"Status": "Open", "Title": "Chairs", "Closing Date": "01/12/2023"},
    }
    file = tmp_path / "notices.csv"
    rows = [CONTRACTS_FINDER, finder(**won), finder(**open_one)]
    file.write_text("\n".join(rows), encoding="utf-8-sig")
    (found,), refused = readings(tmp_path, file)
    said = list(reading.statements_json(found))
    assert (refused, differing(found)) == ([], [])
    assert [
        (one["object"]["text"], one["object"]["ids"], one["amount"]["value"])
        for one in said
        if one["type"] == "AWARDED_TO"
    ] == [("Acme Ltd", {"GB-COH": "01234567"}, "1250.50"), ("Beta & Co", {}, "1250.50")]
    assert [
        (one["type"], one["date"]["value"] if one["date"] else one["quote"])
        for one in said
        if not one["locator"].endswith("VCSE]")
    ] == [
        ("title", "Laptops"),
        ("number", "tender_12345/100"),
        ("published_on", "2023-10-10"),
        ("awarded_on", "2023-09-05"),
        ("status", "Awarded"),
        ("ISSUED", "City of X"),
        ("CLASSIFIED_AS", "30213100"),
        ("title", "Chairs"),
        ("number", "tender_12346/100"),
        ("deadline", "2023-12-01"),
        ("status", "Open"),
        ("ISSUED", "City of X"),
    ]

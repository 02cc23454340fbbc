"""Workbooks, Parquet and JSON lists are tables like any other."""

import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from graphkit.case import Case
from tests.said import quarantined, statements
from tests.table.told import brief

HEADER = ("Department", "Supplier", "Amount (GBP)", "Date", "Title")
ROW = ("The Council", "Yunda Ltd", 1234.5, date(2024, 3, 5), "NVIDIA A100")
OTHER = ("Water", "Other plc", 7, date(2024, 3, 6), "chairs")

_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="S1">{}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


def xlsx(file: Path) -> None:
    with xlsxwriter.Workbook(file) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        notes = book.add_worksheet("Notes")
        notes.write(0, 0, "Published by the council")
        sheet = book.add_worksheet("S1")
        sheet.write(0, 0, "Awards of 2024")
        for number, row in enumerate((HEADER, ROW, OTHER), 1):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, place, cell, day)
                else:
                    sheet.write(number, place, cell)


def ods(file: Path) -> None:
    rows = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"
        for row in (HEADER, ROW, OTHER)
    )
    _write_ods(file, rows)


def _write_ods(file: Path, rows: str) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr(zipfile.ZipInfo("mimetype"), kind)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
            'manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{kind}"/></manifest:manifest>',
        )
        archive.writestr("content.xml", _ODS.format(rows))


def _ods_cell(cell: object) -> str:
    said, kind = f"<text:p>{cell}</text:p>", "string"
    if isinstance(cell, date):
        kind = f'date" office:date-value="{cell.isoformat()}'
    elif not isinstance(cell, str):
        kind = f'float" office:value="{cell}'
    return f'<table:table-cell office:value-type="{kind}">{said}</table:table-cell>'


def parquet(file: Path) -> None:
    names = ", ".join(f'"{name}"' for name in HEADER)
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * FROM (VALUES (?, ?, ?::DECIMAL(18, 1), ?, ?), "
            f"(?, ?, ?, ?, ?)) t({names})) TO '{file}' (FORMAT parquet)",
            [*ROW, *OTHER],
        )


def listed(file: Path) -> None:
    rows = [dict(zip(HEADER, row, strict=True)) for row in (ROW, OTHER)]
    content = {"metadata": {"by": "us"}, "data": rows}
    file.write_text(json.dumps(content, default=str), encoding="utf-8")


def lines(file: Path) -> None:
    rows = [dict(zip(HEADER, row, strict=True)) for row in (ROW, OTHER)]
    text = "\n".join(json.dumps(row, default=str) for row in rows)
    file.write_text(text, encoding="utf-8")


FORMS: list[tuple[str, Callable[[Path], None], str, str]] = [
    ("a.xlsx", xlsx, "sheet:S1/row:1", "sheet:S1/row:2"),
    ("a.ods", ods, "sheet:S1/row:1", "sheet:S1/row:2"),
    ("a.parquet", parquet, "row:1", "row:2"),
    ("a.json", listed, "/data/0", "/data/1"),
    ("a.jsonl", lines, "line:1", "line:2"),
]


@pytest.mark.parametrize(("name", "write", "row", "other"), FORMS)
def test_a_row_says_the_same_in_any_form(
    tmp_path: Path, name: str, write: Callable[[Path], None], row: str, other: str
) -> None:
    write(tmp_path / name)
    said = statements(tmp_path, tmp_path / name)
    assert brief(said)[:5] == [
        ("title", f"{row}/Title", "NVIDIA A100"),
        ("awarded_on", f"{row}/Date", "2024-03-05"),
        ("ISSUED", f"{row}/Department", "The Council"),
        ("AWARDED_TO", f"{row}/Supplier", "Yunda Ltd"),
        ("AWARDS", f"{row}/Title", "NVIDIA A100"),
    ]
    won = said[3]["amount"]
    assert (won["value"], won["currency"], won["locator"]) == (
        *("1234.5", "GBP", f"{row}/Amount (GBP)"),
    )


@pytest.mark.parametrize(("name", "write", "row", "other"), FORMS)
def test_its_quotes_verify_and_its_words_are_found(
    tmp_path: Path, name: str, write: Callable[[Path], None], row: str, other: str
) -> None:
    write(tmp_path / name)
    with Case.create(tmp_path / "case") as case:
        case.load([tmp_path / name])
        verified = case.verify()
        assert (verified.checked > 8, verified.differing) == (True, ())
        (hit,) = [one for one in case.find("chairs") if one["label"] == "Document"]
        assert hit["locator"].startswith(other)


def test_each_sheet_has_a_map_and_those_without_are_named(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name, rows in (
            ("Buys", (("Buyer", "Supplier", "Title"), ("Town", "Yunda", "chairs"))),
            ("Codes", (("Code", "Meaning"), ("1", "goods"))),
        ):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    assert len(statements(tmp_path, tmp_path / "a.xlsx")) == 3
    ((path, locator, reason),) = quarantined(tmp_path, tmp_path / "a.xlsx")
    assert (path, locator) == ("a.xlsx", "sheet:Codes")
    assert reason.startswith("no column map fits this table")


def test_a_workbook_of_two_far_cells_is_not_opened(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "far.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "b")
    repeated = (
        '<table:table-row table:number-rows-repeated="100000">'
        '<table:table-cell office:value-type="string" '
        'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
        "</table:table-row>"
    )
    _write_ods(tmp_path / "far.ods", repeated)
    problem = (
        "no spreadsheet that can be read: a sheet spans more than 10,000,000 cells"
    )
    for name in ("far.xlsx", "far.ods"):
        assert quarantined(tmp_path, tmp_path / name) == [(name, "", problem)]


@pytest.mark.parametrize(("name", "write", "row", "other"), FORMS[:3])
def test_a_damaged_file_is_named_once(
    tmp_path: Path, name: str, write: Callable[[Path], None], row: str, other: str
) -> None:
    write(tmp_path / name)
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[: len(content) // 2])
    ((path, _, reason),) = quarantined(tmp_path, tmp_path / name)
    assert path == name
    assert "that can be read" in reason


def test_a_binary_workbook_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsb", "w") as archive:
        archive.writestr("xl/workbook.bin", b"")
    problem = "no spreadsheet that can be read: it is a binary workbook (.xlsb)"
    assert quarantined(tmp_path, tmp_path / "a.xlsb") == [("a.xlsb", "", problem)]

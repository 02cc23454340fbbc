"""Edits of an exported workbook come back as amendments, with author and reason."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graphkit.case import Case
from graphkit.cli import main
from graphkit.errors import CaseError


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A case of one award, and its chains exported to `a.xlsx`."""
    file = tmp_path / "spend.csv"
    file.write_text(
        "Buyer,Supplier,Contract title,Contract value (GBP),Award date\n"
        "Shenzhen University,Yunda Ltd,AWS servers with NVIDIA A100,500,2024-03-05\n",
        encoding="utf-8",
    )
    made = Case.create(tmp_path / "case")
    made.load([file])
    made.export("xlsx", tmp_path / "a.xlsx")
    return made


def edit(file: Path, change: Callable[[Any], None]) -> None:
    """Change a workbook as a person does in a spreadsheet."""
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)


def cell(sheet: Any, column: str, row: int) -> Any:
    names = [one.value for one in sheet[1]]
    return sheet.cell(row, names.index(column) + 1)


def hops(book: Any, kind: str) -> list[int]:
    """Return the rows of a type of hop, one for each chain that it is in."""
    sheet = book["hops"]
    rows = range(2, sheet.max_row + 1)
    return [row for row in rows if cell(sheet, "type", row).value == kind]


def brief(case: Case) -> list[tuple[Any, ...]]:
    names = ("institution", "intermediary", "amount", "currency", "grade")
    return sorted(
        {tuple(row[name] for name in names) for row in case.chains(min_grade="E5")}
    )


def test_an_untouched_workbook_changes_nothing(case: Case, tmp_path: Path) -> None:
    assert case.take_edits(tmp_path / "a.xlsx", why="checked") == []


def test_an_edited_name_replaces_what_was_said(case: Case, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for row in hops(book, "AWARDED_TO"):
            cell(book["hops"], "to", row).value = "Cloudrun Ltd"

    edit(tmp_path / "a.xlsx", change)
    (done,) = case.take_edits(tmp_path / "a.xlsx", why="the contract says so")
    assert (done.was, done.now, done.problem) == ("Yunda Ltd", "Cloudrun Ltd", "")
    assert brief(case) == [("Shenzhen University", "Cloudrun Ltd", None, None, "E5")]
    case.undo()
    case.undo()
    assert brief(case) == [("Shenzhen University", "Yunda Ltd", 500.0, "GBP", "E1")]


def test_a_word_of_the_quote_keeps_its_evidence(case: Case, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for row in hops(book, "ISSUED"):
            cell(book["hops"], "from", row).value = "University"

    edit(tmp_path / "a.xlsx", change)
    (done,) = case.take_edits(tmp_path / "a.xlsx", why="shorter")
    assert done.problem == ""
    ((institution, *_, grade),) = brief(case)
    assert (institution, grade) == ("University", "E2")
    assert not case.verify().differing


def test_an_edited_amount_is_an_amendment_with_its_own_reason(
    case: Case, tmp_path: Path
) -> None:
    def change(book: Any) -> None:
        sheet = book["chains"]
        sheet.cell(1, sheet.max_column + 1).value = "why"
        for row in range(2, sheet.max_row + 1):
            cell(sheet, "amount", row).value = 450.5
            cell(sheet, "why", row).value = "after a correction"

    edit(tmp_path / "a.xlsx", change)
    (done,) = case.take_edits(tmp_path / "a.xlsx")
    assert (done.was, done.now, done.problem) == ("500.0", "450.5", "")
    assert brief(case) == [("Shenzhen University", "Yunda Ltd", 450.5, "GBP", "E2")]
    assert case.undo().why == "after a correction"


def test_an_emptied_name_rejects_what_was_said(case: Case, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for row in hops(book, "AWARDED_TO"):
            cell(book["hops"], "to", row).value = None

    edit(tmp_path / "a.xlsx", change)
    (done,) = case.take_edits(tmp_path / "a.xlsx", why="another firm")
    assert done.problem == ""
    assert [row[1] for row in brief(case)] == [None]


def test_what_cannot_be_amended_is_named(case: Case, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        first = hops(book, "ISSUED")[0]
        cell(book["hops"], "quote", first).value = "other words"

    edit(tmp_path / "a.xlsx", change)
    (done,) = case.take_edits(tmp_path / "a.xlsx", why="x")
    assert done.problem == "quote of a ISSUED is not what a person amends here"
    command = ["amend", "import", str(tmp_path / "a.xlsx"), "--why", "x"]
    assert main([*command, "--case", str(case.folder)]) == 3


def test_a_workbook_of_others_is_refused(case: Case, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(("a", "b"))
    book.save(tmp_path / "b.xlsx")
    with pytest.raises(CaseError, match="no workbook that `export --format xlsx`"):
        case.take_edits(tmp_path / "b.xlsx", why="x")

"""Word documents: paragraphs and tables are read in order, merged cells once."""

import zipfile
from pathlib import Path

import docx
import pytest

from graphkit.case import Case
from graphkit.layers.notice_text import page
from tests.said import printed


def award(file: Path) -> Path:
    """Write an invented award notice as Word does."""
    document = docx.Document()
    document.add_paragraph("虚构示例大学算力租赁项目中标公告")
    document.add_paragraph("项目编号：XG-2024-017")
    document.add_paragraph("采购人：虚构示例大学")
    table = document.add_table(rows=3, cols=3)
    for number, words in enumerate(("包号", "中标供应商", "中标金额（万元）")):
        table.cell(0, number).text = words
    for row, cells in enumerate((("1", "甲示例科技有限公司", "20"), ("2", "", "30.5"))):
        for number, words in enumerate(cells):
            table.cell(row + 1, number).text = words
    table.cell(1, 1).merge(table.cell(2, 1))
    document.save(str(file))
    return file


def test_paragraphs_are_lines_and_cells_stand_apart_by_tabs(tmp_path: Path) -> None:
    read = page(award(tmp_path / "a.docx").read_bytes(), "a.docx")
    assert read.text.splitlines()[2:4] == [
        "采购人：虚构示例大学",
        "包号\t中标供应商\t中标金额（万元）",
    ]
    (table,) = read.tables
    assert [
        [read.text[cell.start : cell.end].strip() for cell in row] for row in table
    ] == [
        ["包号", "中标供应商", "中标金额（万元）"],
        ["1", "甲示例科技有限公司", "20"],
        ["2", "甲示例科技有限公司", "30.5"],
    ]


def test_a_notice_in_word_says_who_won_which_lot(tmp_path: Path) -> None:
    status, said, _ = printed(award(tmp_path / "award.docx"))
    awards = [one for one in said if one["type"] == "AWARDED_TO"]
    assert status == 0
    assert [
        (one["part"], one["object"]["text"], one["amount"]["value"])  # type: ignore[index]
        for one in awards
    ] == [
        ("lot:1", "甲示例科技有限公司", "200000"),
        ("lot:2", "甲示例科技有限公司", "305000"),
    ]


def test_a_case_verifies_the_quotes_of_a_word_document(tmp_path: Path) -> None:
    with Case.create(tmp_path / "case") as case:
        case.load([award(tmp_path / "award.docx")])
        verified = case.verify()
    assert verified.checked > 5
    assert verified.differing == ()


@pytest.mark.parametrize("size", [100, 2_000])
def test_a_damaged_word_document_is_named(tmp_path: Path, size: int) -> None:
    file = award(tmp_path / "award.docx")
    file.write_bytes(file.read_bytes()[:-size])
    status, said, _ = printed(file)
    assert (status, said) == (3, [])


def test_a_word_document_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bomb.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (257 << 20))
    status, said, messages = printed(file)
    assert (status, said) == (3, [])
    assert "it unpacks to 257 MB, too much for a notice" in messages

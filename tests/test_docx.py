"""Word documents: paragraphs and tables are read in order, merged cells once."""

import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

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


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_body(file: Path, body: str) -> Path:
    """Write an award whose body is followed by paragraphs given as XML."""
    document = docx.Document(str(award(file)))
    for element in parse_xml(f"<w:body {W}>{body}</w:body>"):
        document.element.body.insert(3, element)
    document.save(str(file))
    return file


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def text_of(file: Path) -> str:
    return page(file.read_bytes(), file.name).text


def test_tracked_insertions_are_read_and_deletions_told(tmp_path: Path) -> None:
    file = with_body(
        tmp_path / "a.docx",
        f"<w:p>{run('预算金额：')}<w:del w:id='1' w:author='x'><w:r><w:delText>30万元"
        "</w:delText></w:r></w:del>"
        f"<w:ins w:id='2' w:author='x'>{run('20万元')}</w:ins></w:p>",
    )
    assert "\n预算金额：20万元\n" in text_of(file)
    status, said, messages = printed(file)
    assert status == 3
    assert "words were deleted in 1 places under tracked changes" in messages
    assert [one["amount"]["value"] for one in said if one["type"] == "budget"] == [
        "200000"
    ]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (
            f"<w:p>{run('代理机构：')}<w:hyperlink>{run('示例招标有限公司')}"
            "</w:hyperlink></w:p>",
            "代理机构：示例招标有限公司",
        ),
        (
            f"<w:sdt><w:sdtContent><w:p>{run('代理机构：')}<w:sdt><w:sdtContent>"
            f"{run('示例招标有限公司')}</w:sdtContent></w:sdt></w:p></w:sdtContent>"
            "</w:sdt>",
            "代理机构：示例招标有限公司",
        ),
        (
            f"<w:p>{run('正文')}<w:r><w:pict><w:txbxContent><w:p>"
            f"{run('代理机构：示例招标有限公司')}</w:p></w:txbxContent></w:pict></w:r>"
            "</w:p>",
            "正文\n代理机构：示例招标有限公司",
        ),
        (
            f"<w:p>{run('代理机构：')}<w:moveFrom>{run('甲')}</w:moveFrom><w:moveTo>"
            f"{run('乙公司')}</w:moveTo></w:p>",
            "代理机构：乙公司",
        ),
    ],
)
def test_what_a_reader_sees_is_read(tmp_path: Path, body: str, line: str) -> None:
    assert f"\n{line}\n" in text_of(with_body(tmp_path / "a.docx", body))


def test_headers_and_footers_stand_behind_the_text_once(tmp_path: Path) -> None:
    document = docx.Document(str(award(tmp_path / "a.docx")))
    for section in (document.sections[0], document.add_section()):
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = "虚构示例大学采购文件"
        section.footer.is_linked_to_previous = False
        section.footer.paragraphs[0].text = "代理机构：示例招标有限公司"
    document.save(str(tmp_path / "a.docx"))
    text = text_of(tmp_path / "a.docx")
    assert text.endswith("虚构示例大学采购文件\n代理机构：示例招标有限公司\n")
    assert text.count("示例招标有限公司") == 1


def test_a_table_in_a_cell_is_read_in_its_place(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "采购人"
    inner = table.cell(0, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "虚构", "示例大学"
    document.save(str(tmp_path / "a.docx"))
    assert " ".join(text_of(tmp_path / "a.docx").split()) == "采购人 虚构 示例大学"


def test_a_row_deleted_under_tracked_changes_is_left_out(tmp_path: Path) -> None:
    file = award(tmp_path / "a.docx")
    document = docx.Document(str(file))
    row = document.tables[0].rows[2]._tr
    row.get_or_add_trPr().append(parse_xml(f"<w:del {W} w:id='1' w:author='x'/>"))
    document.save(str(file))
    assert "30.5" not in text_of(file)

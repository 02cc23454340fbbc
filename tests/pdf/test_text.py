"""PDFs: what has a text layer is read; what has none is named with its reason."""

from pathlib import Path

import pypdfium2
import pytest

from graphkit.case import Case
from graphkit.errors import SourceError
from graphkit.layers import pdf_text
from graphkit.layers.notice_text import page
from tests.said import printed

HOME = Path(__file__).parents[3] / "shared" / "data" / "cn_tender_pdfs"
shared = pytest.mark.skipif(
    not HOME.is_dir(), reason="../shared/data/cn_tender_pdfs not present"
)
DOCUMENT = HOME / "example.pdf"


def blank(file: Path, pages: int = 2) -> Path:
    """Write a PDF of empty pages, as a scan without text is to a reader."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842).close()
    document.save(str(file))
    document.close()
    return file


def with_a_blank_page(file: Path) -> Path:
    """Write the tender document with an empty page behind its own."""
    document = pypdfium2.PdfDocument(DOCUMENT)
    document.new_page(595, 842).close()
    document.save(str(file))
    document.close()
    return file


@shared
def test_pages_are_joined_by_form_feeds() -> None:
    text = page(DOCUMENT.read_bytes(), "example.pdf").text
    assert (text.count("\f"), "\r" in text) == (9, False)
    assert text.startswith("合肥市政府采购项目公开招标文件示范文本（服务类）\n编号：")


@shared
def test_every_quote_of_a_pdf_is_a_slice_of_its_text_layer() -> None:
    status, said, _ = printed(DOCUMENT)
    text = page(DOCUMENT.read_bytes(), "example.pdf").text
    assert status == 0
    assert len(said) > 5
    differ = [
        one["quote"]
        for one in said
        if text[int(one["start"]) : int(one["end"])] != one["quote"]
        and "*" not in one["quote"]
    ]
    assert differ == []


@shared
def test_a_case_verifies_the_quotes_of_a_pdf(tmp_path: Path) -> None:
    with Case.create(tmp_path / "case") as case:
        case.load([DOCUMENT])
        verified = case.verify()
    assert verified.checked > 5
    assert verified.differing == ()


@shared
def test_pages_that_are_pictures_are_counted(tmp_path: Path) -> None:
    status, said, messages = printed(with_a_blank_page(tmp_path / "mixed.pdf"))
    assert status == 3
    assert said != []
    assert "1 of its pages are pictures without text" in messages


def test_a_scan_is_named_with_what_to_do(tmp_path: Path) -> None:
    status, said, messages = printed(blank(tmp_path / "scan.pdf"))
    assert (status, said) == (3, [])
    assert "its pages are pictures without text" in messages
    assert "put its text into a .txt file of its name beside it" in messages


def test_ten_thousand_empty_pages_end(tmp_path: Path) -> None:
    file = blank(tmp_path / "many.pdf", 10_000)
    with pytest.raises(SourceError, match="pictures without text"):
        pdf_text.pdf_text(file.read_bytes(), "many.pdf")


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 ...", b"%PDF-1.4\n" + bytes(range(256)) * 80, b"%PDF-"]
)
def test_a_damaged_pdf_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.pdf"
    file.write_bytes(content)
    status, said, messages = printed(file)
    assert (status, said) == (3, [])
    assert "it is a damaged PDF" in messages

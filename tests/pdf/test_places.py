"""Pages, rectangles and pictures of quotes, computed from the bytes of a PDF."""

import re
import struct
import zlib
from base64 import b64decode
from pathlib import Path

import numpy as np

from graphkit.case import Case
from graphkit.layers.pdf_picture import picture
from graphkit.layers.pdf_places import laid_out, places
from tests.pdf.written import pdf, table
from tests.said import printed

FIRST = [
    (200, 780, "虚构示例大学算力租赁项目中标公告"),
    (60, 760, "项目编号：XG-2024-017"),
    (60, 740, "采购人：虚构示例大学"),
    (60, 720, "联系人：王示例，电话：13812345678"),
]
HEAD = ("标的名称", "供应商名称", "中标金额（万元）")
ROW = ("亚马逊云 A100\n服务器租赁", "云衡示例科技有限公司", "20")


def award(file: Path) -> Path:
    """Write an award whose table stands on the second page."""
    words, lines = table((60, 134, 400, 520), (700, 660, 620), (HEAD, ROW))
    head = [(60, 760, "二、中标信息"), (60, 745, "联系电话：13812345678")]
    file.write_bytes(pdf((FIRST, []), ([*head, *words], lines)))
    return file


def span(file: Path, words: str) -> tuple[int, int]:
    read = laid_out(file, file.name)
    assert read is not None
    start = read.text.index(words)
    return start, start + len(words)


def test_words_have_a_page_and_a_rectangle_for_each_line(tmp_path: Path) -> None:
    file = award(tmp_path / "a.pdf")
    (place,) = places(file, "a.pdf", *span(file, "亚马逊云 A100服务器租赁"))
    (first, second) = place.rectangles
    assert (place.page, place.size) == (2, (595.0, 842.0))
    assert [round(side) for side in (*first[:1], *second[:1])] == [63, 63]
    assert first[1] > second[3] - 1
    assert round(first[2] - first[0]) == 4 * 10 + 5 * 5


def test_words_over_the_end_of_a_page_stand_on_both(tmp_path: Path) -> None:
    file = award(tmp_path / "a.pdf")
    found = places(file, "a.pdf", *span(file, "13812345678\n\f\n二、中标信息"))
    assert [(place.page, len(place.rectangles)) for place in found] == [(1, 1), (2, 1)]


def test_a_turned_page_is_measured_as_its_reader_sees_it(tmp_path: Path) -> None:
    words = [(100, 500, "采购人：虚构示例大学")]
    sizes = []
    for turned in (0, 90, 180, 270):
        file = tmp_path / f"{turned}.pdf"
        file.write_bytes(pdf((words, []), turned=turned))
        (place,) = places(file, "a.pdf", *span(file, "虚构示例大学"))
        ((left, low, right, high),) = place.rectangles
        assert (round(left), round(right), round(high - low)) == (140, 200, 10)
        assert low < 500 < high
        sizes.append(place.size)
    assert sizes == [(595.0, 842.0), (842.0, 595.0)] * 2


def test_what_is_no_pdf_and_what_holds_no_words_has_no_place(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("采购人：示例大学", "utf-8")
    file = award(tmp_path / "a.pdf")
    assert places(text, "a.txt", 0, 4) == ()
    assert places(file, "a.pdf", 0, 0) == ()
    assert picture(text, "a.txt", 0, 4) is None


def test_a_picture_frames_the_words_and_hides_personal_data(tmp_path: Path) -> None:
    file = award(tmp_path / "a.pdf")
    quote = span(file, "二、中标信息")
    shown = picture(file, "a.pdf", *quote)
    again = picture(file, "a.pdf", *quote)
    assert shown is not None
    assert shown == again
    assert (shown.page, shown.png[:8]) == (2, b"\x89PNG\r\n\x1a\n")
    assert len(shown.png) < 20_000
    pixels = _pixels(shown.png)
    grey, red = 8, 16
    assert [(pixels == colour).sum() > 300 for colour in (grey, red)] == [True, True]


def _pixels(content: bytes) -> np.ndarray:
    """Return the palette's numbers in one of our own PNG files."""
    width, height = struct.unpack(">II", content[16:24])
    (size,) = struct.unpack(">I", content[content.index(b"IDAT") - 4 :][:4])
    start = content.index(b"IDAT") + 4
    rows = np.frombuffer(zlib.decompress(content[start : start + size]), np.uint8)
    return rows.reshape(height, width + 1)[:, 1:]


def test_statements_of_a_pdf_carry_the_page_of_their_quote(tmp_path: Path) -> None:
    _, said, _ = printed(award(tmp_path / "a.pdf"))
    assert {(one["type"], one["page"]) for one in said if one["type"] != "status"} >= {
        ("ISSUED", 1),
        ("AWARDED_TO", 2),
    }


def test_statements_of_other_sources_carry_no_page(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("中标公告\n采购人：示例大学\n项目编号：A-2024-1", "utf-8")
    _, said, _ = printed(file)
    assert said
    assert all("page" not in one for one in said)


def test_a_report_shows_page_and_picture_of_a_pdf(tmp_path: Path) -> None:
    with Case.create(tmp_path / "case") as case:
        case.load([award(tmp_path / "award.pdf")])
        assert [row["page"] for row in case.statements() if row["type"] == "VIA"]
        report = case.export("html", tmp_path / "report.html").read_text("utf-8")
        again = case.export("html", tmp_path / "again.html").read_text("utf-8")
    assert report == again
    assert "award.pdf</bdi> · page 2" in report
    assert 'alt="Page 2 of award.pdf, these words in a frame"' in report
    pictures = re.findall(r'src="data:image/png;base64,([^"]+)"', report)
    assert pictures
    assert all(b64decode(one).startswith(b"\x89PNG") for one in pictures)
    assert "13812345678" not in report

"""Tables of a PDF: rows and columns as a reader sees them, whatever draws them."""

from pathlib import Path

import pytest

from graphkit.layers.notice_text import page
from tests.notices import told
from tests.pdf.written import pdf, table

HEAD = ("包号", "中标供应商", "中标金额\n（万元）")
XS, YS = (60, 100, 200, 270), (700, 660, 630, 600)
TITLE = [
    (200, 780, "虚构示例大学算力租赁项目中标公告"),
    (60, 760, "项目编号：XG-2024-017"),
    (60, 740, "采购人：虚构示例大学"),
]
ROWS = (
    HEAD,
    ("1", "甲示例信息科技股\n份有限公司", "20"),
    ("2", "乙示例有限公司", "30.5"),
)


def rows(content: bytes) -> list[list[list[str]]]:
    read = page(content, "a.pdf")
    return [
        [[read.text[cell.start : cell.end] for cell in row] for row in one]
        for one in read.tables
    ]


def ruled(xs: tuple[int, ...] = XS, ys: tuple[int, ...] = YS) -> bytes:
    words, lines = table(xs, ys, ROWS)
    return pdf(([*TITLE, *words], lines))


def awards(content: bytes, folder: Path) -> list[tuple[str, str, str]]:
    return [
        (one.part, one.object.text, one.amount.value if one.amount else "")
        for one in told(content, folder, "a.pdf").of("AWARDED_TO")
        if one.object
    ]


def test_a_ruled_table_is_rows_of_cells_and_its_broken_names_are_joined() -> None:
    assert rows(ruled()) == [
        [
            ["包号", "中标供应商", "中标金额（万元）"],
            ["1", "甲示例信息科技股份有限公司", "20"],
            ["2", "乙示例有限公司", "30.5"],
        ]
    ]


def test_the_words_of_a_header_bind_lots_suppliers_and_units(tmp_path: Path) -> None:
    assert awards(ruled(), tmp_path) == [
        ("lot:1", "甲示例信息科技股份有限公司", "200000"),
        ("lot:2", "乙示例有限公司", "305000"),
    ]


def test_a_cell_over_two_rows_stands_in_both_and_is_written_once() -> None:
    words, lines = table(
        (60, 100, 200, 270),
        (700, 660, 630, 600),
        (HEAD, ("1", "甲示例有限公司", "20"), ("2", "", "30.5")),
        missing=[(100, 630, 200, 630)],
    )
    (found,) = rows(pdf((words, lines)))
    assert [row[1] for row in found] == [
        "中标供应商",
        "甲示例有限公司",
        "甲示例有限公司",
    ]
    assert page(pdf((words, lines)), "a.pdf").text.count("甲示例有限公司") == 1


def test_lines_drawn_as_one_path_of_thin_boxes_are_a_table() -> None:
    words, lines = table(XS, YS, ROWS)
    boxes = b"".join(
        b"%g %g %g %g re\n"
        % (x0, min(y0, y1), max(x1 - x0, 0.5), max(abs(y1 - y0), 0.5))
        for x0, y0, x1, y1 in lines
    )
    drawn = pdf((words, [])).replace(b"endstream", boxes + b"f\nendstream", 1)
    assert rows(drawn) == rows(pdf((words, lines)))


def test_a_table_without_sides_ends_where_its_lines_end() -> None:
    words, lines = table(XS, YS, ROWS)
    inner = [
        line for line in lines if not (line[0] == line[2] and line[0] in (60, 270))
    ]
    assert rows(pdf((words, inner))) == rows(pdf((words, lines)))


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_is_turned_gives_what_its_reader_sees(turned: int) -> None:
    words, lines = table(XS, (500, 460, 430, 400), ROWS)
    assert rows(pdf((words, lines), turned=turned)) == rows(pdf((words, lines)))


def test_a_frame_around_text_is_no_table() -> None:
    words, lines = table((60, 500), (700, 600), (("采购人：虚构示例大学",),))
    assert rows(pdf((words, lines))) == []


def test_a_table_goes_on_on_the_next_page_below_the_running_lines(
    tmp_path: Path,
) -> None:
    pages = []
    for number in range(3):
        cells = (
            ROWS[:2] if not number else ((str(number + 1), f"丙{number}示例公司", "5"),)
        )
        words, lines = table(XS, (700, 660, 630)[: len(cells) + 1], cells)
        running = [(60, 800, "虚构示例大学采购文件"), (300, 40, f"第 {number + 1} 页")]
        pages.append(
            ([running[0], *(TITLE if not number else ()), *words, running[1]], lines)
        )
    (found,) = rows(pdf(*pages))
    assert [row[0] for row in found] == ["包号", "1", "2", "3"]
    text = page(pdf(*pages), "a.pdf").text
    assert (text.count("虚构示例大学采购文件"), text.count("页")) == (1, 1)
    assert [part for part, _, _ in awards(pdf(*pages), tmp_path)] == [
        "lot:1",
        "lot:2",
        "lot:3",
    ]


def test_a_row_that_a_page_breaks_stands_whole(tmp_path: Path) -> None:
    first, lines = table(XS, (700, 660, 630), (HEAD, ("1", "甲示例信息科技股", "20")))
    second, more = table(
        XS, (800, 780, 760), (("", "份有限公司", ""), ("2", "乙示例有限公司", "30.5"))
    )
    content = pdf(([*TITLE, *first], lines), (second, more))
    assert awards(content, tmp_path) == [
        ("lot:1", "甲示例信息科技股份有限公司", "200000"),
        ("lot:2", "乙示例有限公司", "305000"),
    ]


def test_a_row_of_its_own_on_the_next_page_stays_one(tmp_path: Path) -> None:
    first, lines = table(XS, (700, 660, 630), (HEAD, ("1", "甲示例有限", "20")))
    second, more = table(XS, (800, 780), (("", "乙示例公司", ""),))
    (found,) = rows(pdf(([*TITLE, *first], lines), (second, more)))
    assert [row[1] for row in found] == ["中标供应商", "甲示例有限", "乙示例公司"]


def test_a_table_without_lines_is_told_by_its_columns(tmp_path: Path) -> None:
    words = [
        (xs, 700 - 20 * row, text)
        for row, texts in enumerate(
            (
                ("包号", "中标供应商", "中标金额（元）"),
                ("1", "甲 示例有限公司", "200000"),
                ("2", "乙示例有限公司", "305000"),
            )
        )
        for xs, text in zip((60, 120, 300), texts, strict=True)
    ]
    assert awards(pdf(([*TITLE, *words], [])), tmp_path) == [
        ("lot:1", "甲 示例有限公司", "200000"),
        ("lot:2", "乙示例有限公司", "305000"),
    ]


def columns(*lines: tuple[float, tuple[str, ...]]) -> bytes:
    words = [
        (x, y, text)
        for y, texts in lines
        for x, text in zip((60, 120, 300), texts, strict=True)
        if text
    ]
    return pdf(([*TITLE, *words], []))


def test_the_rest_of_a_name_below_its_row_belongs_to_it(tmp_path: Path) -> None:
    content = columns(
        (700, ("包号", "中标供应商", "中标金额（元）")),
        (680, ("1", "甲示例信息科技股份", "200000")),
        (668, ("", "有限公司", "")),
        (648, ("2", "乙示例有限公司", "305000")),
    )
    assert awards(content, tmp_path) == [
        ("lot:1", "甲示例信息科技股份有限公司", "200000"),
        ("lot:2", "乙示例有限公司", "305000"),
    ]


def test_where_it_is_open_whose_rest_a_line_is_the_table_ends() -> None:
    content = columns(
        (700, ("包号", "中标供应商", "中标金额（元）")),
        (680, ("1", "甲示例有限公司", "200000")),
        (654, ("", "乙示例信息科技股份", "")),
        (648, ("2", "", "305000")),
        (642, ("", "有限公司", "")),
    )
    (found,) = rows(content)
    assert [row[1] for row in found] == ["中标供应商", "甲示例有限公司"]


def test_a_page_full_of_lines_is_a_drawing_and_ends() -> None:
    lines = [(60, 100 + n % 700, 500, 100 + n % 700) for n in range(30_000)]
    lines += [(60 + n % 440, 100, 60 + n % 440, 800) for n in range(30_000)]
    assert rows(pdf((TITLE, lines))) == []


def test_a_name_broken_by_the_end_of_a_page_is_one_name(tmp_path: Path) -> None:
    pages = [
        (
            [(60, 800, "采购文件"), *TITLE, (60, 60, "中标供应商：甲示例信息科技股份")],
            [],
        ),
        (
            [
                (60, 800, "采购文件"),
                (60, 780, "有限公司"),
                (60, 760, "中标金额：20万元"),
            ],
            [],
        ),
        ([(60, 800, "采购文件"), (60, 780, "公告期限：1个工作日")], []),
    ]
    said = told(pdf(*pages), tmp_path, "a.pdf")
    (won,) = said.of("AWARDED_TO")
    assert won.object is not None
    assert won.object.text.split() == ["甲示例信息科技股份", "有限公司"]
    assert won.amount is not None
    assert won.amount.value == "200000"

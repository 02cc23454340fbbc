"""The text layer of notices: what is in it, what is left out, where cells stand."""

from pathlib import Path

import pytest

from graphkit.errors import SourceError
from graphkit.layers.notice_encoding import encoding
from graphkit.layers.notice_text import extract, page

NOTICE = "采购人：示例大学\n项目编号：SL-2024-001\n中标供应商：云衡示例科技有限公司\n"


def cells(html: str) -> list[list[list[str]]]:
    read = page(html.encode(), "page.html")
    return [
        [[read.text[cell.start : cell.end] for cell in row] for row in table]
        for table in read.tables
    ]


def test_plain_text_is_its_own_layer_with_its_line_ends() -> None:
    text = "采购人：示例大学\r\n编号：　A-12345\r\n"
    assert extract(text.encode(), "a.txt") == text


@pytest.mark.parametrize("name", ["utf-8", "gb18030", "gbk", "big5hkscs"])
def test_the_encoding_is_found_without_a_declaration(name: str) -> None:
    text = (
        NOTICE if name != "big5hkscs" else "採購人：示例大學\n項目編號：SL-2024-001\n"
    )
    assert extract(text.encode(name), "a.txt") == text


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_removed(name: str) -> None:
    assert extract(NOTICE.encode(name), "a.txt") == NOTICE


def test_utf_8_bytes_are_utf_8_whatever_the_page_says() -> None:
    html = f'<meta charset="gb2312"><p>{NOTICE}</p>'
    assert extract(html.encode(), "a.html").startswith("采购人：示例大学")


def test_a_declared_encoding_decides_between_two_that_fit() -> None:
    html = '<meta charset="big5"><p>標</p>'
    assert encoding(html.encode("big5hkscs")) == ("big5hkscs", 0)


def test_a_character_cut_off_at_the_end_is_dropped() -> None:
    assert extract(NOTICE.encode()[:-2], "a.txt") == NOTICE[:-2]


def test_one_broken_byte_in_a_long_text_is_kept_as_a_replacement() -> None:
    broken = (NOTICE * 20).encode("gb18030") + b"\xff" + NOTICE.encode("gb18030")
    assert extract(broken, "a.txt") == f"{NOTICE * 20}\ufffd{NOTICE}"


def test_bytes_that_are_no_text_are_refused_with_what_to_do() -> None:
    with pytest.raises(SourceError) as caught:
        extract(bytes(range(128, 256)) * 40, "a.txt")
    assert str(caught.value) == "a.txt: the encoding of the text cannot be told"
    assert caught.value.hint == "save it as UTF-8 and load it again"


def test_blocks_are_lines_and_inline_elements_are_not() -> None:
    html = "<div><p>采<b>购</b>人：<span>示例\n  大学</span></p>名称<br>编号</div>"
    assert extract(html.encode(), "a.html") == "采购人：示例 大学\n名称\n编号"


def test_what_nobody_sees_is_left_out() -> None:
    html = (
        "<html><head><title>公告</title><style>p{}</style></head><body>"
        "<script>采购人：甲</script><!-- 采购人：乙 --><noscript>采购人：丙</noscript>"
        '<p style="DISPLAY : none">采购人：丁</p><p hidden>采购人：戊</p>'
        "<template>采购人：己</template><xml>采购人：庚</xml><p>采购人：辛</p></body></html>"
    )
    assert extract(html.encode(), "a.html") == "公告\n采购人：辛"


def test_no_break_and_ideographic_spaces_stay() -> None:
    assert extract("<p>名&nbsp;　称：甲</p>".encode(), "a.html") == "名\xa0　称：甲"


def test_unknown_tags_do_not_cut_a_value() -> None:
    html = "<p>￥<fmt:formatnumber value=20>20.00</fmt:formatnumber> 万元</p>"
    assert extract(html.encode(), "a.html") == "￥20.00 万元"


def test_preformatted_text_keeps_its_lines() -> None:
    assert extract(b"<html><pre>a\nb</pre></html>", "a.html") == "a\nb"


def test_cells_stand_apart_by_tabs_and_rows_by_lines() -> None:
    html = "<table><tr><th>包号<td>甲<tr><td><td>乙</table>"
    assert extract(html.encode(), "a.html") == "包号\t甲\n\t乙"
    assert cells(html) == [[["包号", "甲"], ["", "乙"]]]


def test_a_spanning_cell_stands_in_every_row_and_column_it_spans() -> None:
    html = (
        "<table><tr><td rowspan=2>包1</td><td colspan=2>甲</td></tr>"
        "<tr><td>乙</td><td>丙</td></tr></table>"
    )
    assert cells(html) == [[["包1", "甲", "甲"], ["包1", "乙", "丙"]]]


def test_a_table_inside_a_cell_is_a_table_of_its_own() -> None:
    inner = "<table><tr><td>内</td><td>里</td></tr></table>"
    html = f"<table><tr><td>外{inner}</td></tr></table>"
    assert cells(html) == [[["内", "里"]], [["外\n内\t里"]]]


def test_lines_cut_by_tabs_or_bars_are_rows_of_plain_text() -> None:
    read = page("标题\n包号|金额\n01| 20 \n\n甲\t乙\n".encode(), "a.txt")
    found = [
        [[read.text[cell.start : cell.end] for cell in row] for row in table]
        for table in read.tables
    ]
    assert found == [[["包号", "金额"], ["01", "20"]], [["甲", "乙"]]]


@pytest.mark.parametrize(
    ("html", "url"),
    [
        (
            "<!-- saved from url=(0026)http://www.example.org/a?b=1&amp;c -->",
            "http://www.example.org/a?b=1&c",
        ),
        (
            '<link rel="canonical" href="https://www.example.org/1">',
            "https://www.example.org/1",
        ),
        (
            '<meta property="og:url" content="https://www.example.org/2">',
            "https://www.example.org/2",
        ),
        ("<p>https://www.example.org/3</p>", ""),
    ],
)
def test_the_address_is_where_the_page_says_it_was_saved(html: str, url: str) -> None:
    assert page(f"<html>{html}".encode(), "a.html").url == url


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "采购人",
        "<div><p>" * 50_000,
        "<summary><b>" * 50_000,
        '<div a="<">' * 50_000,
        "<table><tr><td>" * 33_000,
        "<table>" + "<tr><td rowspan=9999 colspan=9999>a<td>b" * 10_000,
        "<div " * 200_000,
        "<pre>" * 200_000,
        "<p>" + "采购人" * 350_000,
        "\0" * 1_000_000,
        "<p>&#31;&#30;&#29;&#28;&#14;99999,99&#14;" * 20_000,
    ],
    ids=lambda html: html[:24],
)
def test_hostile_pages_end_and_give_the_same_text_twice(html: str) -> None:
    content = f"<html>{html}".encode()
    read = page(content, "a.html")
    assert read == page(content, "a.html")
    assert all(
        0 <= cell.start <= cell.end <= len(read.text)
        for table in read.tables
        for row in table
        for cell in row
    )


def test_the_extractor_of_the_evidence_panel_is_this_one(tmp_path: Path) -> None:
    from hashlib import sha256

    from graphkit.layers import record_text
    from graphkit.source import Source

    content = "<html><p>采购人：示例大学</p></html>".encode("gbk")
    file = tmp_path / "a.html"
    file.write_bytes(content)
    source = Source(sha256(content).hexdigest(), "a.html", file)
    read = record_text(source, "text", "text", 0, len(content))
    assert read.text_at("text") == "采购人：示例大学"

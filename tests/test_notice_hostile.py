"""Notices written to stall or break the reader: each ends, with a clear result.

The command runs in a process of its own; the limit is generous, since it stands for
"for ever", not for a speed.
"""

from pathlib import Path

import pytest

from tests.said import printed, quarantined

LIMIT_S = 600
MARK = "示例项目成交公告\n（虚构测试公告）采购人：示例大学\n项目名称：示例项目\n"
AWARD = "供应商名称：示例科技有限公司\n中标金额：100000元\n"
ROW = "<tr><td>{0}</td><td>示例{0}有限公司</td><td>{0}.00</td><td>A100 GPU</td></tr>"
HEAD = "<tr><th>包号</th><th>供应商名称</th><th>中标金额(元)</th><th>规格型号</th></tr>"


def page(body: str) -> str:
    """Return a page of an award with something hostile in it."""
    return f'<html><meta charset="utf-8"><body><h1>示例项目中标公告</h1>{body}'


HOSTILE: dict[str, str | bytes] = {
    "one_line.txt": MARK.replace("\n", "") + "中标供应商示例有限公司" * 95_000,
    "one_line_of_digits.txt": MARK + "中标金额：" + "1" * 1_000_000,
    "one_line_of_capitals.txt": MARK + "中标金额：" + "壹拾亿万" * 250_000 + "元",
    "one_line_of_spaces.txt": MARK + "项" + " " * 1_000_000 + "目编号：A-2024-1",
    "headline_of_spaces.txt": "虚构测试公告：采购人：示例大学\n项目名称：示例项目\n项"
    + " " * 1_000_000
    + "目编号：A-2024-1",
    "one_line_of_brackets.txt": MARK + "（" * 500_000 + "）" * 500_000,
    "one_line_of_chips.txt": MARK + "采购A100、H100或同等GPU，" * 20_000,
    "one_line_of_dates.txt": MARK + "2024年3月8日至" * 100_000,
    "nested.html": page("<div>" * 100_000 + AWARD + "</div>" * 100_000),
    "nested_tables.html": page("<table><tr><td>" * 33_000 + AWARD),
    "nested_spans.html": page("<span style='x'>" * 100_000 + AWARD),
    "unclosed.html": page(
        "<table><tr><td>采购人<td>示例大学<tr><td><b><i><a href='" + AWARD
    ),
    "unclosed_comment.html": page(AWARD + "<!--" * 100_000),
    "unclosed_script.html": page(AWARD + "<script>" + "var a='</';" * 50_000),
    "attributes.html": page(f"<p {'a=1 ' * 200_000}>{AWARD}</p>"),
    "spans_for_ever.html": page(
        f"<table>{HEAD}<tr><td rowspan=99999999 colspan=99999999>1</td></tr></table>"
    ),
    "rows.html": page(
        f"<table>{HEAD}{''.join(map(ROW.format, range(10_000)))}</table>"
    ),
    "wide_row.html": page(f"<table><tr>{'<td>供应商名称</td>' * 50_000}</tr></table>"),
    "nul.txt": MARK + "\0" * 100_000 + "\n" + AWARD,
    "nul_between.txt": "\0".join(MARK + AWARD),
    "right_to_left.txt": MARK
    + "供应商名称：\u202e司公限有技科例示\u202c\u200f\u2066\n" * 5_000,
    "zero_width.txt": "\u200b\ufeff\u2060".join(MARK + AWARD) * 500,
    "labels.txt": MARK + "供应商名称：" * 100_000,
    "label_lines.txt": MARK + "采购人：\n" * 100_000,
    "labels_without_end.txt": MARK + "中标金额" * 100_000,
    "lots.txt": MARK
    + "".join(f"包{n}：供应商名称：示例{n}有限公司\n" for n in range(20_000)),
    "losers.txt": MARK + "递交响应文件的供应商有示例有限公司、" * 50_000,
    "letters.txt": MARK + "示例公司就项目（编号A-2024-1）与示例大学签署《" * 30_000,
    "broken_labels.html": page(
        f"<table>{'<tr><td>项目<br>名称</td><td>示例</td></tr>' * 10_000}</table>"
    ),
    "entities.html": page("&amp;" * 200_000 + "&#" + "9" * 100_000 + ";"),
    "surrogates.txt": b"\xed\xa0\x80\xff\xfe" * 50_000 + (MARK + AWARD).encode(),
    "half_gbk.txt": (MARK + AWARD).encode("gb18030") + b"\x81" * 100_001,
    "half_big5.html": b'<meta charset="big5"><p>' + b"\xa4" * 100_001,
    "utf16.html": (page(AWARD)).encode("utf-16"),
    "lying_meta.html": page(AWARD).replace("utf-8", "utf-7").encode(),
}


def written(folder: Path, name: str) -> Path:
    """Return a hostile notice as a file."""
    content = HOSTILE[name]
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_notice_ends_with_a_clear_result(name: str, tmp_path: Path) -> None:
    file = written(tmp_path, name)
    status, said, messages = printed(file, seconds=LIMIT_S)
    assert "Traceback" not in messages
    assert status in (0, 3), messages
    assert said or messages
    for one in said:
        assert one["quote"]
        assert len(one["quote"]) == one["end"] - one["start"]


def test_a_hostile_notice_keeps_what_it_plainly_says(tmp_path: Path) -> None:
    file = written(tmp_path, "nul.txt")
    _, said, _ = printed(file, seconds=LIMIT_S)
    won = [one["object"]["text"] for one in said if one["type"] == "AWARDED_TO"]
    assert won == ["示例科技有限公司"]


def test_a_page_of_more_tags_than_any_notice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "tags.html"
    file.write_text(page("<b>" * 2_000_000), encoding="utf-8")
    ((path, _, reason),) = quarantined(tmp_path, file)
    assert path == "tags.html"
    assert reason == "it has more than 2,000,000 tags, and a notice is a page or two"

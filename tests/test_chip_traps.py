"""The page of traps: no chip where none is meant, read as whole notices.

`corpus/traps.txt` and `corpus/meant.txt` are lines that stand once in a request and
once in the goods of an award, alone and all on one page.
"""

from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from graphkit.catalogue import Catalogue
from graphkit.statements import Mention
from graphkit.terms import Terms
from tests.notices import Told, told

HOME = Path(__file__).parent / "corpus"
TERMS = Terms(Catalogue.load())
REQUEST = """示例大学专用设备采购项目招标公告
本公告为虚构示例
项目名称：专用设备采购项目
采购人：示例大学
采购需求：
{}
"""
AWARD = """<html><head><meta charset="utf-8"></head><body>
<h2>示例大学专用设备采购项目中标公告</h2><p>本公告为虚构示例</p>
<p>项目名称：专用设备采购项目</p><p>采购人：示例大学</p>
<p>中标供应商：澜桐示例商贸有限公司</p><p>中标金额：100000元</p>
<p>主要标的信息</p>
<table><tr><td>序号</td><td>名称及规格</td><td>数量</td></tr>{}</table></body></html>
"""


def lines(name: str) -> list[str]:
    """Return the lines of a page, without its headings."""
    text = (HOME / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


Write = Callable[[list[str], Path], Told]
TRAPS = lines("traps.txt")
MEANT = {
    line: set(uids.split()) for line, uids in (x.split("|") for x in lines("meant.txt"))
}


def request(page: list[str], folder: Path) -> Told:
    """Return a request for what a page names."""
    return told(REQUEST.format("\n".join(page)), folder)


def award(page: list[str], folder: Path) -> Told:
    """Return an award whose goods are the lines of a page."""
    rows = (
        f"<tr><td>{n}</td><td>{escape(line)}</td><td>1</td></tr>"
        for n, line in enumerate(page)
    )
    return told(AWARD.format("".join(rows)), folder, "award.html")


def uids(said: Told) -> set[str]:
    """Return the catalogue's uids that a notice names."""
    return {dict(one.ids)["catalogue"] for one in mentions(said)}


def quotes(said: Told) -> list[str]:
    """Return the words that were taken for something, with what is around them."""
    return [said.text[max(0, o.start - 12) : o.end + 8] for o in mentions(said)]


def mentions(said: Told) -> list[Mention]:
    """Return the mentions of what the catalogue knows."""
    stated = [one for passage in said.passages for one in TERMS.state(passage)]
    return [one.object for one in stated if one.object]


def test_the_page_is_long_enough_to_mean_something() -> None:
    assert len(set(TRAPS)) == len(TRAPS)
    assert len(TRAPS) >= 120
    assert len(MEANT) >= 40


@pytest.mark.parametrize("write", [request, award], ids=["request", "award"])
def test_no_trap_names_anything_by_itself(write: Write, tmp_path: Path) -> None:
    taken = {line: uids(write([line], tmp_path)) for line in TRAPS}
    assert {line: found for line, found in taken.items() if found} == {}


@pytest.mark.parametrize("write", [request, award], ids=["request", "award"])
def test_no_trap_names_anything_on_a_page_of_traps(
    write: Write, tmp_path: Path
) -> None:
    assert quotes(write(TRAPS, tmp_path)) == []


@pytest.mark.parametrize("write", [request, award], ids=["request", "award"])
def test_what_is_named_is_found(write: Write, tmp_path: Path) -> None:
    found = {line: uids(write([line], tmp_path)) for line in MEANT}
    assert {x: found[x] for x in MEANT if found[x] != MEANT[x]} == {}


def test_what_is_named_is_found_between_traps(tmp_path: Path) -> None:
    page = [line for pair in zip(MEANT, TRAPS, strict=False) for line in pair]
    assert uids(request(page, tmp_path)) == set().union(*MEANT.values())

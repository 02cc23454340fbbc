"""The page of an explanation in a browser: quiet, narrow and dark, with its script."""

from pathlib import Path

import pytest

from graphkit.cli import main
from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

NOTICE = """示例大学算力服务采购项目成交公告
（虚构测试公告）
采购人：示例大学
项目编号：SF-2024-0815
成交供应商：示例云达科技有限公司<script>alert(1)</script>
成交金额：85.5万元
标的：租用AWS云服务器\u202e，配A100 GPU 8张
"""


@pytest.fixture
def explained(tmp_path: Path) -> Path:
    file = tmp_path / "notice.txt"
    file.write_text(NOTICE, encoding="utf-8")
    page = tmp_path / "page.html"
    assert main(["explain", str(file), "--html", str(page)]) == 0
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_is_quiet_and_fits(
    opened: Open, explained: Path, width: int, scheme: str
) -> None:
    seen = opened(explained, width=width, scheme=scheme)
    assert (seen.requests, seen.complaints, seen.dialogs) == ([], [], [])
    wide = seen.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width


def test_each_statement_leads_to_its_words(opened: Open, explained: Path) -> None:
    page = opened(explained, script=False).page
    for link in page.locator(".claims .claim a").all():
        target = link.get_attribute("href") or ""
        assert page.locator(target).count() == 1


def test_marked_words_become_a_command_that_counts_the_text(
    opened: Open, explained: Path
) -> None:
    page = opened(explained).page
    page.evaluate(
        """() => {
            const words = [...document.querySelectorAll('.w')];
            const one = words.find((w) => w.textContent === 'A100').firstChild;
            getSelection().setBaseAndExtent(one, 0, one, 4);
        }"""
    )
    line = page.locator(".pick pre")
    line.wait_for()
    start = NOTICE.index("A100")
    assert f"--start {start} --end {start + 4} " in (line.text_content() or "")

"""The drawing of the explorer, as tests ask it: what it holds, and where."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page

from graphkit.case import Case
from tests.browser.conftest import PATIENCE_MS
from tests.browser.explorer import rest, search
from tests.releases import release, write_releases
from tests.web.conftest import AWARD

BUYER, TENDER = "江湾大学", "江湾大学云计算服务采购项目"
SUPPLIER = "深圳云达科技有限公司"
AT_LEAST = AWARD.replace("JW-2024-021", "JW-2024-022").replace(
    "租用AWS云服务器，配NVIDIA A100 GPU 8张",
    "租用AWS云服务器，GPU性能不低于NVIDIA A100",
)


def tenders(folder: Path) -> Path:
    """A notice, and five tenders of one supplier: three of one pair, one of chairs."""
    (folder / "files").mkdir()
    (folder / "files" / "award.txt").write_text(AWARD, encoding="utf-8")
    pair = [
        release(f"p{n}", buyer="乙大学", supplier="Yunda Ltd", item="AWS, A100 GPU",
                title=f"cloud {n}", date=f"202{n}-03-01")
        for n in (2, 3, 4)
    ]  # fmt: skip
    chairs = release("c", buyer="甲大学", supplier="Yunda Ltd", item="chairs")
    write_releases(folder / "files" / "releases.json", *pair, chairs)
    with Case.create(folder / "case") as made:
        made.load([folder / "files"])
    return folder / "case"


def draw(page: Page) -> None:
    """Open the drawing of what is looked at."""
    page.locator("#tab-drawing").click()
    page.locator(".sheet canvas").first.wait_for()
    until(page, "c.view.camera.width > 0")


def look_up(page: Page, text: str, choose: str) -> None:
    """Draw the chains of a thing."""
    search(page, text, choose)
    draw(page)


def ask(page: Page, what: str) -> Any:
    """Return what an expression says of the canvas `c`, once all is drawn."""
    rest(page)
    return page.evaluate(f"(() => {{ const c = {CANVAS}; return {what}; }})()")


CANVAS = "document.querySelector('.canvas').canvas"


def until(page: Page, what: str) -> None:
    """Wait until an expression is true of the canvas `c`; the page allows no eval."""
    for _ in range(PATIENCE_MS // 100):
        if ask(page, what):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never: {what}")


def spot(page: Page, name: str) -> tuple[float, float]:
    """Return where the card of a name stands on the screen, once nothing moves."""
    rest(page)
    x, y = page.evaluate(
        f"""(name) => {{ const v = {CANVAS}.view, k = v.camera;
            v.element.scrollIntoView({{block: 'center'}});
            const node = v.nodes.find(({{thing}}) => thing.name === name);
            const {{x, y}} = v.front.getBoundingClientRect();
            return [x + node.x * k.scale + k.x, y + node.y * k.scale + k.y]; }}""",
        name,
    )
    return x, y


def names(page: Page) -> set[str]:
    """Return the names of the cards that are drawn."""
    return set(ask(page, "c.view.nodes.map(({thing}) => thing.name)"))


def state(page: Page) -> Any:
    """Return what the address bar holds, as the page knows it: it knows it first."""
    rest(page)
    return json.loads(unquote(page.evaluate("location.hash").removeprefix("#v=")))


def drag(page: Page, name: str, right: float, down: float) -> None:
    x, y = spot(page, name)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=5)
    page.mouse.up()

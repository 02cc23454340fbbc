"""First drawing and frames a second while dragging, ours and pyvis, in one browser.

`python -m tests.benchmarks.view`: sizes are things drawn; half are tenders, each with
a buyer and a supplier. pyvis is asked up to 1,000 things.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from graphkit.viz import network
from graphkit.viz.drawing import Card, Drawing, Link
from graphkit.viz.modules import bundle
from graphkit.viz.page import json_block
from graphkit.viz.things import things
from tests.browser.conftest import QUIET, chromium

SIZES = (200, 1_000, 5_000, 20_000)
MOST_PYVIS = 1_000
FRAMES = 40

DRAG = """async ([x, y, count]) => {
    const target = document.elementFromPoint(x, y);
    const send = (type, dx) => target.dispatchEvent(new PointerEvent(type, {
        bubbles: true, pointerId: 1, isPrimary: true, clientX: x + dx, clientY: y}));
    target.setPointerCapture = () => {};
    send('pointerdown', 0);
    const began = performance.now();
    for (let n = 1; n <= count; n++) {
        send('pointermove', n * 4);
        await new Promise(requestAnimationFrame);
    }
    const seconds = (performance.now() - began) / 1000;
    send('pointerup', count * 4);
    return count / seconds;
}"""


def drawing(size: int) -> Drawing:
    """Return tenders with buyers and suppliers, `size` things in all."""
    tenders = size // 2
    buyers, sellers = size // 8, size - tenders - size // 8
    cards = [
        Card(f"{kind[0]}{n}", kind, f"{kind} {n} 示例", column, (n,),
             x=column * 300.0, y=n * 70.0)
        for kind, column, count in (
            ("institution", 0, buyers),
            ("tender", 1, tenders),
            ("supplier", 2, sellers),
        )
        for n in range(count)
    ]  # fmt: skip
    links = [
        link
        for n in range(tenders)
        for link in (
            Link("ISSUED", f"i{n % buyers}", f"t{n}", "issued", "tender", "E1", (n,)),
            Link("AWARDED_TO", f"t{n}", f"s{n * 7 % sellers}", "awarded to",
                 "supplier", "E1", (n,)),
        )
    ]  # fmt: skip
    return Drawing(tuple(cards), tuple(links))


def ours(made: Drawing) -> str:
    """Return a page that draws with our modules and says when it has drawn."""
    graph = json_block(things(made, lambda _: "invented"))
    return (
        '<!doctype html><meta charset="utf-8"><div id="v" style="height:700px"></div>'
        f'<script type="application/json" id="g">{graph}</script>'
        f"<script type=module>{bundle('view/graph_view.js')}\n"
        "window.view = new GraphView(document.getElementById('v'));"
        "view.add(JSON.parse(document.getElementById('g').textContent));"
        "requestAnimationFrame(() => requestAnimationFrame(() => "
        "{ window.drawn = performance.now() }))</script>"
    )


def pyvis(made: Drawing) -> str:
    """Return the page through pyvis, which says when it has drawn."""
    page = network.html(network.to_pyvis(made))
    hook = 'network.once("afterDrawing", () => { window.drawn = performance.now() });'
    text = page.replace("window.network = network;", f"window.network = network;{hook}")
    start = text.index('<meta http-equiv="Content-Security-Policy"')
    return text[:start] + text[text.index(">", start) + 1 :]


def measured(browser: Browser, text: str, folder: Path) -> tuple[float, float]:
    """Return seconds to the first drawing, and frames a second while panning."""
    file = folder / "page.html"
    file.write_text(text, "utf-8")
    page: Page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(120_000)
    page.goto(file.as_uri())
    page.wait_for_function("window.drawn !== undefined")
    drawn = float(page.evaluate("window.drawn")) / 1000
    page.wait_for_timeout(500)
    rate = float(page.evaluate(DRAG, [640, 400, FRAMES]))
    page.close()
    return drawn, rate


def rows(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield what was measured, size by size."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=list(QUIET)
        )
        for size in SIZES:
            made = drawing(size)
            for name, page in (("ours", ours), ("pyvis", pyvis)):
                if name == "ours" or size <= MOST_PYVIS:
                    drawn, rate = measured(browser, page(made), folder)
                    yield {
                        "what": name,
                        "things": size,
                        "first_drawing_s": round(drawn, 2),
                        "frames_s": round(rate),
                    }
        browser.close()


def main() -> None:
    """Print one line a size and page."""
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(Path(folder)):
            print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()

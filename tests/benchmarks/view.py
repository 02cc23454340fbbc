"""What people look at, measured beside its goals: drawings, reports, pyvis' page.

`python -m tests.benchmarks.view`: sizes are things drawn; half are tenders, each with
a buyer and a supplier. All pages are shown by one browser; pyvis is asked up to 1,000
things. A figure that misses its goal is marked; nothing fails, for machines differ.
Wall seconds say what a person waits, processor seconds what the machine does for it.
"""

import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Browser, Page, sync_playwright

from graphkit import report
from graphkit.viz import network
from graphkit.viz.drawing import Card, Drawing, Link
from graphkit.viz.modules import bundle
from graphkit.viz.page import json_block
from graphkit.viz.things import things
from tests.browser.chains import CONTROLLED, Chain, chain, hop, sources
from tests.browser.conftest import QUIET, chromium

Made = TypeVar("Made")

SIZES = (200, 1_000, 5_000, 20_000)
REPORTS = (2_000, 20_000)
MOST_PYVIS = 1_000
FIRST = {1_000: 0.6, 5_000: 1.0}
FIRST_PYVIS = {1_000: 3.0}
"""Goals: seconds to the first drawing, by size."""

CHIPS = ("A100", "H100", "A800", "H800", "H20", "L40S", "V100", "T4")
CLOUDS = ("AWS", "Azure", "Google Cloud", "Alibaba Cloud")
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

FILTER = """async () => {
    const field = document.querySelector("input[name=text]");
    const began = performance.now();
    field.value = "A800";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - began;
}"""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure and its goal: at `most` so much, or at least; infinite for none."""

    what: str
    things: int
    unit: str
    figure: float
    goal: float
    most: bool = True

    def __str__(self) -> str:
        """Return it as a line, marked where the goal is missed."""
        said = f"{self.what:<22} {self.things:>7,} {self.figure:>9.2f} {self.unit}"
        if self.goal == inf:
            return said
        met = self.figure <= self.goal if self.most else self.figure >= self.goal
        sign = "at most" if self.most else "at least"
        missed = "" if met else "  MISSED"
        return f"{said}  (goal: {sign} {self.goal:.2f}){missed}"


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


def drawn(browser: Browser, text: str, folder: Path) -> tuple[float, float]:
    """Return seconds to the first drawing, and frames a second while panning."""
    with opened(browser, text, folder) as page:
        page.wait_for_function("window.drawn !== undefined")
        seconds = float(page.evaluate("window.drawn")) / 1000
        page.wait_for_timeout(500)
        return seconds, float(page.evaluate(DRAG, [640, 400, FRAMES]))


def usable(browser: Browser, text: str, folder: Path) -> tuple[float, float, float]:
    """Return seconds until a report can be filtered, and those that a filter takes.

    The third are the processor seconds of the page's process until it was usable.
    """
    with opened(browser, text, folder) as page:
        page.locator("form.filter").wait_for(state="visible")
        ready = float(page.evaluate("performance.now()")) / 1000
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        spent = {
            row["name"]: float(row["value"])
            for row in session.send("Performance.getMetrics")["metrics"]
        }
        return ready, float(page.evaluate(FILTER)) / 1000, spent["ProcessTime"]


@contextmanager
def opened(browser: Browser, text: str, folder: Path) -> Iterator[Page]:
    """Open a page from disk in a tab of its own."""
    file = folder / "page.html"
    file.write_text(text, "utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(120_000)
    page.goto(file.as_uri())
    yield page
    page.close()


def drawings(browser: Browser, folder: Path) -> Iterator[Row]:
    """Yield first drawings and frames while dragging, size by size."""
    for size in SIZES:
        made = drawing(size)
        for name, page in (("ours", ours), ("pyvis", pyvis)):
            if name == "ours" or size <= MOST_PYVIS:
                first, rate = drawn(browser, page(made), folder)
                goals = FIRST if name == "ours" else FIRST_PYVIS
                goal = goals.get(size, inf)
                yield Row(f"{name}, first drawing", size, "s", first, goal)
                if name == "ours":
                    yield Row(
                        "ours, dragging", size, "frames/s", rate, 55.0, most=False
                    )


def reports(browser: Browser, folder: Path) -> Iterator[Row]:
    """Yield how long a report takes to be written, and to be usable."""
    for size in REPORTS:
        chains = bought(size)
        rests = sources(chains)
        report.render(chains[:2], rests, {})  # dictionaries are read once
        seconds, text = timed(lambda c=chains, s=rests: report.render(c, s, {}))
        ready, filtered, processor = usable(browser, text, folder)
        goals = (0.5, 1.0) if size == REPORTS[0] else (inf, inf)
        yield Row("report, written", size, "s of processor", seconds, goals[0])
        yield Row("report, usable", size, "s", ready, goals[1])
        yield Row("report, usable", size, "s of processor", processor, inf)
        yield Row("report, filtered", size, "s", filtered, inf)


def exports() -> Iterator[Row]:
    """Yield what pyvis' page takes for each edge: the same at every size."""
    network.html(network.to_pyvis(drawing(10)))
    costs = []
    for size in (1_000, 5_000, 20_000):
        made = drawing(size)
        seconds, _ = timed(lambda d=made: network.html(network.to_pyvis(d)))
        costs.append(seconds / len(made.links) * 1e6)
        goal = 2 * costs[0]
        yield Row("pyvis, export", size, "microseconds an edge", costs[-1], goal)


def bought(size: int) -> list[Chain]:
    """Return chains of `size` things: half tenders, a quarter as many buyers."""
    tenders = size // 2
    buyers = tenders // 4
    sellers = size - tenders - buyers - len(CHIPS) - len(CLOUDS)
    return [
        purchase(n, f"示例大学 {n % buyers}", f"示例科技 {n * 7 % sellers}")
        for n in range(tenders)
    ]


def purchase(number: int, buyer: str, seller: str) -> Chain:
    """Return the chain of one tender of four hops."""
    tender, file = f"云服务器采购项目 {number}", f"notices/{number}.html"
    chip, cloud = CHIPS[number % len(CHIPS)], CLOUDS[number % len(CLOUDS)]
    hops = [
        hop("ISSUED", buyer, tender, f"采购人：{buyer}", file, "text"),
        hop("AWARDED_TO", tender, seller, f"中标供应商：{seller}", file, "text"),
        hop("VIA", tender, cloud, f"通过{cloud}云", file, "text"),
        hop("AWARDS", tender, chip, f"8×{chip} {number}", file, "text"),
    ]
    return chain(
        hops,
        intermediary=seller,
        provider=cloud,
        item={"label": "Chip", "name": chip},
        relation="AWARDS",
        modality="awarded",
        date="2024-03-05",
        amount=100.0 + number,
        currency="CNY",
        grade="E1",
        controls=[CONTROLLED],
    )


def timed(work: Callable[[], Made]) -> tuple[float, Made]:
    """Return the fewest seconds of the processor of three runs, and what was made."""
    spent = []
    for _ in range(3):
        started = time.process_time()
        made = work()
        spent.append(time.process_time() - started)
    return min(spent), made


def main() -> None:
    """Print one line a figure, beside its goal."""
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}", flush=True)
    with (
        tempfile.TemporaryDirectory() as name,
        sync_playwright() as playwright,
    ):
        folder = Path(name)
        program = chromium()
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        for rows in (exports(), reports(browser, folder), drawings(browser, folder)):
            for row in rows:
                print(row, flush=True)
        browser.close()


if __name__ == "__main__":
    main()

"""Pictures of every page and state of the explorer: `make screenshots`.

They come at three sizes into `screenshots/`, to be looked at, those in IN_CHINESE also
in the dark and in Chinese; one goes into the documentation.
"""

import gzip
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile

from playwright.sync_api import Browser, Page, sync_playwright

from graphkit import demo
from graphkit.case import Case
from tests.browser.conftest import QUIET, chromium
from tests.browser.explorer import exploring, search
from tests.browser.files import drop, open_map
from tests.browser.pictures import PICTURES
from tests.browser.test_file_pages import slowly
from tests.releases import release, write_releases
from tests.web.conftest import AWARD
from tests.web.test_mapping import TABLE

OUT = Path(__file__).parents[2] / "screenshots"
WIDTHS = (1280, 768, 390)
IN_DOCUMENTATION = "words-1280.png"
IN_CHINESE = ("start", "evidence", "empty", "loaded", "map")

Show = Callable[[Page], None]


def typing(page: Page) -> None:
    """The hits of some letters."""
    page.get_by_role("combobox").first.fill("yunheng")
    page.locator("#search .hit").first.wait_for()
    page.wait_for_timeout(900)


def chosen(page: Page) -> None:
    """A thing with its chains."""
    search(page, "yunheng", "云衡示例科技有限公司")
    page.locator("b.count", has_text=re.compile("2 (of|/) 2")).wait_for()


def evidence(page: Page) -> None:
    """A hop with its source."""
    chosen(page)
    page.locator(".hop").nth(2).click()
    page.locator(".layer mark").wait_for()


def expanded(page: Page) -> None:
    """Edges in the table."""
    chosen(page)
    page.locator("[data-expand]").first.click()
    page.locator("tbody tr").first.wait_for()


def judging(page: Page) -> None:
    """A judgement looked at."""
    chosen(page)
    page.locator(".judging summary").click()
    page.locator(".judging input[type=search]").fill("岚云")
    page.locator(".judging .hit").first.click()
    page.locator(".judging .preview p").wait_for()


def said(page: Page) -> None:
    """Notes and tags, at a thing and at a chain."""
    chosen(page)
    for place in ("#panel", ".chain"):
        here = page.locator(place).first
        if not here.locator(".tags").count():
            here.get_by_role("button", name="Tag…").click()
            here.get_by_label("Tag: Tag").fill("ask for the contract")
            here.get_by_label("Tag: Tag").press("Enter")
        here.locator(".tags").wait_for()


def patterned(page: Page) -> None:
    """The chains that have the places of a pattern."""
    page.locator(".pattern summary").click()
    for place, typed in ((0, "东岚"), (3, "H100")):
        page.locator(".pattern input").nth(place).fill(typed)
        page.locator(".pattern .hit:visible").first.click()
    page.get_by_role("button", name="Find chains").click()
    page.locator(".pattern summary", has_text="H100").wait_for()


def asking(page: Page) -> None:
    """A hub that asks before it is loaded."""
    search(page, "yunda", "Yunda Ltd")
    page.locator(".expand.hub").first.click()
    page.locator(".hub-asks:visible").wait_for()


def asked(page: Page) -> None:
    """A question's form and its rows."""
    page.locator("#tab-questions").click()
    form = page.locator('[data-question="chains/institution_to_chip"]')
    form.locator("summary").click()
    form.get_by_role("button").click()
    page.locator(".answer table").wait_for()


def direct(page: Page) -> None:
    """The drawing with tenders as direct links."""
    page.locator("#tab-drawing").click()
    page.get_by_role("button", name="Direct links").click()
    page.wait_for_timeout(600)


def words(page: Page) -> None:
    """The drawing with the words of one of its lines."""
    evidence(page)
    page.locator("#tab-drawing").click()
    page.get_by_role("button", name="Fit").click()
    page.wait_for_timeout(800)


def filtered(page: Page) -> None:
    """Filters, open, one of them active."""
    page.locator(".filters > summary").click()
    page.locator("input[name=provenance]").first.check()
    page.wait_for_timeout(300)


def report(page: Page) -> None:
    """What was read, and what was not."""
    page.locator("#tab-sources").click()
    page.locator(".unread").wait_for()


def tables(page: Page) -> None:
    """Which table is to be mapped."""
    open_map(page)
    page.locator(".pairs").wait_for()


def mapped(page: Page) -> None:
    """A table's columns, one of them changed."""
    tables(page)
    page.locator(".pairs button").first.click()
    page.locator(".column select").nth(6).select_option("awarded_on")
    page.locator(".map-preview").get_by_text("is no date").first.wait_for()


def previewed(page: Page) -> None:
    """What the first rows of a table would make."""
    mapped(page)
    page.locator(".map-preview").evaluate("(preview) => preview.scrollIntoView()")


def sending(page: Page) -> None:
    """A file on its way."""
    slowly(page, 300_000)
    drop(page, ("notices.zip", b"\n" * 3_000_000), ("more.zip", b"\n" * 3_000_000))
    page.locator(".work").wait_for()
    page.wait_for_timeout(3_000)


def above(page: Page) -> None:
    """Files held over their place."""
    page.dispatch_event(".drop", "dragenter")


def gone(page: Page) -> None:
    """The server does not answer."""
    page.context.set_offline(True)
    page.locator("#tab-log").click()
    page.locator(".banner.gone").wait_for()


def tab(name: str) -> Show:
    """Return what opens a tab."""

    def opened(page: Page) -> None:
        page.locator(f"#tab-{name}").click()
        page.wait_for_timeout(900)

    return opened


def first(selector: str) -> Show:
    """Return what waits for the first of its kind."""
    return lambda page: page.locator(selector).first.wait_for()


STATES: Mapping[str, Mapping[str, Show]] = {
    "demo": {
        "start": first(".chain"),
        "typing": typing,
        "chosen": chosen,
        "evidence": evidence,
        "expanded": expanded,
        "judging": judging,
        "pattern": patterned,
        "said": said,
        "question": asked,
        "filters": filtered,
        "drawing": tab("drawing"),
        "direct": direct,
        "words": words,
        **{name: tab(name) for name in ("cypher", "judgements", "log")},
        "gone": gone,
    },
    "empty": {"empty": first(".begin"), "over": above, "sending": sending},
    "unread": {
        "loaded": report,
        "tables": tables,
        "map": mapped,
        "preview": previewed,
    },
    "chairs": {"nothing": first(".empty")},
    "many": {"too-much": first(".missing"), "hub": asking},
}
"""Every state by its name, in the case that shows it."""


def cases(folder: Path) -> Mapping[str, Path]:
    """Make the cases that show all states; return where they are."""
    demo.run(folder, say=lambda line: None)
    unread = {
        "award.txt": AWARD.encode(),
        "cut.txt.gz": gzip.compress(AWARD.encode())[:-9],
        "b.rar": b"Rar!\x1a\x07\x00 nothing",
        "spend.csv": TABLE.encode(),
    }
    given = folder / "unread"
    given.mkdir()
    for name, content in unread.items():
        (given / name).write_bytes(content)
    extra = release("t", buyer="江湾大学", supplier="云达", item="A100")
    extra["tender"] |= {"documents": [{"id": "1"}], "title_fr": "Serveurs"}
    write_releases(given / "a.json", extra)
    chairs = release("c", buyer="甲大学", supplier="Yunda Ltd", item="chairs")
    write_releases(folder / "chairs.json", chairs)
    many = (
        release(f"m{n}", buyer=f"第{n}大学", supplier="Yunda Ltd", item="AWS, A100 GPU")
        for n in range(220)
    )
    write_releases(folder / "many.json", *many)
    made = {"empty": [], "unread": [given], "chairs": [folder / "chairs.json"]}
    for name, files in {**made, "many": [folder / "many.json"]}.items():
        with Case.create(folder / f"{name}.case") as case:
            if files:
                case.load(files)
    return {
        "demo": folder / "case",
        **{name: folder / f"{name}.case" for name in (*made, "many")},
    }


@contextmanager
def visit(
    browser: Browser, address: str, width: int, *, chinese: bool
) -> Iterator[Page]:
    """Open the page anew: light and English, or dark and Chinese."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if chinese else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    page.locator("#undo").wait_for(state="attached")
    if chinese:
        page.locator("#language").click()
        page.locator("#tab-chains", has_text="链条").wait_for()
        page.wait_for_load_state("networkidle")
    yield page
    context.close()


def take(browser: Browser, case: Path, states: Mapping[str, Show]) -> None:
    """Write the pictures of some states of a case."""
    with exploring(browser, case) as (_, client):
        for name, show in states.items():
            for width in WIDTHS:
                for chinese in (False, True) if name in IN_CHINESE else (False,):
                    address = client.server.address
                    with visit(browser, address, width, chinese=chinese) as page:
                        show(page)
                        kind = "-zh-dark" if chinese else ""
                        page.screenshot(path=OUT / f"{name}{kind}-{width}.png")


def main() -> None:
    """Take every state at every size."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=list(QUIET)
        )
        for name, case in cases(Path(folder)).items():
            take(browser, case, STATES[name])
        browser.close()
    copyfile(OUT / IN_DOCUMENTATION, PICTURES / "explorer.png")


if __name__ == "__main__":
    main()

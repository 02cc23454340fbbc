"""Pictures of every page and state of the explorer: `make screenshots`.

They come at three sizes, light and dark for the first page, into `screenshots/`, to be
looked at; one goes into the documentation.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

from playwright.sync_api import Page, sync_playwright

from graphkit import demo
from graphkit.case import Case
from tests.browser.conftest import QUIET, chromium
from tests.browser.explorer import exploring, search
from tests.browser.pictures import PICTURES

OUT = Path(__file__).parents[2] / "screenshots"
WIDTHS = (1280, 768, 390)
IN_DOCUMENTATION = "evidence-1280.png"


def typing(page: Page) -> None:
    """The hits of some letters."""
    page.get_by_role("combobox").first.fill("yunheng")
    page.locator("#search .hit").first.wait_for()
    page.wait_for_timeout(900)


def chosen(page: Page) -> None:
    """A thing with its chains."""
    search(page, "yunheng", "云衡示例科技有限公司")
    page.locator(".chain").first.wait_for()


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
    page.get_by_text("Judge who this is").click()
    page.locator(".judging input[type=search]").fill("岚云")
    page.locator(".judging .hit").first.click()
    page.locator(".judging .preview p").wait_for()


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


def filtered(page: Page) -> None:
    """Filters, open, one of them active."""
    page.locator(".filters summary").click()
    page.locator("input[name=provenance]").first.check()
    page.wait_for_timeout(300)


def tab(name: str) -> Callable[[Page], None]:
    """Return what opens a tab."""

    def opened(page: Page) -> None:
        page.locator(f"#tab-{name}").click()
        page.wait_for_timeout(900)

    return opened


STATES: dict[str, Callable[[Page], None]] = {
    "start": lambda page: page.locator(".chain").first.wait_for(),
    "typing": typing,
    "chosen": chosen,
    "evidence": evidence,
    "expanded": expanded,
    "judging": judging,
    "question": asked,
    "filters": filtered,
    "drawing": tab("drawing"),
    "direct": direct,
    "chinese": lambda page: page.locator("#language").click(),
    **{name: tab(name) for name in ("cypher", "judgements", "log", "sources")},
}


def main() -> None:
    """Take every state at every size, from the demonstration and an empty case."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo.run(Path(folder), say=lambda line: None)
        Case.create(Path(folder) / "empty").close()
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=list(QUIET)
        )
        for width in WIDTHS:
            for name, show in STATES.items():
                for scheme in ("light", "dark") if name == "evidence" else ("light",):
                    case = Path(folder) / "case"
                    with exploring(browser, case, width=width, scheme=scheme) as (s, _):
                        show(s.page)
                        dark = "-dark" if scheme == "dark" else ""
                        s.page.screenshot(path=OUT / f"{name}{dark}-{width}.png")
            with exploring(browser, Path(folder) / "empty", width=width) as (s, client):
                s.page.get_by_text("This case is empty").wait_for()
                s.page.screenshot(path=OUT / f"empty-{width}.png")
                client.server.stop()
                s.page.wait_for_timeout(800)
                s.page.locator("#tab-log").click()
                s.page.locator(".banner.gone").wait_for()
                s.page.screenshot(path=OUT / f"gone-{width}.png")
        browser.close()
    copyfile(OUT / IN_DOCUMENTATION, PICTURES / "explorer.png")


if __name__ == "__main__":
    main()

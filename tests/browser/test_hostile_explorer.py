"""Hostile sources in the explorer: nothing acts, nothing breaks the page."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from graphkit.case import Case
from tests import hostile_case
from tests.browser.conftest import Open
from tests.browser.explorer import exploring, rest

pytestmark = pytest.mark.browser

NARROW = 390
TABS = ("table", "questions", "cypher", "judgements", "log", "sources", "chains")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_case.load(tmp_path_factory.mktemp("hostile"))


def is_calm(page: Page) -> bool:
    """Say whether nothing acted and nothing stands beyond the screen."""
    return bool(
        page.evaluate(
            """() => window.acted === undefined
                && document.documentElement.scrollWidth <= innerWidth
                && document.querySelectorAll('img, iframe, object, base').length === 0
                && [...document.links].every(
                    (link) => /^(https?:|blob:)/.test(link.protocol)
                        || link.getAttribute('href').startsWith('#'))"""
        )
    )


def test_every_chain_thing_and_source_of_a_hostile_case_is_calm(
    browser: Browser, hostile: Path
) -> None:
    with exploring(browser, hostile, width=NARROW) as (seen, _):
        page = seen.page
        chains = page.locator(".chain")
        expect(chains.first).to_be_visible()
        count = chains.count()
        assert count >= 16
        for place in range(count):
            chains.nth(place).locator(".card-open").nth(place % 3).click()
            page.locator("#panel h2").wait_for()
            chains.nth(place).locator(".hop").last.click()
            page.locator(".layer mark").wait_for()
            rest(page)
            assert is_calm(page), place
        assert seen.is_quiet


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_of_a_hostile_case_is_calm(
    tab: str, browser: Browser, hostile: Path
) -> None:
    with exploring(browser, hostile, width=NARROW) as (seen, _):
        page = seen.page
        page.locator(f"#tab-{tab}").click()
        expect(page.locator(f"#tab-{tab}")).to_have_attribute("aria-selected", "true")
        rest(page)
        page.locator(".filters > summary").click() if tab == "chains" else None
        assert is_calm(page)
        assert seen.is_quiet


def test_hostile_names_are_found_and_listed_as_text(
    browser: Browser, hostile: Path
) -> None:
    with exploring(browser, hostile, width=NARROW) as (seen, _):
        page = seen.page
        for typed in ("script", "javascript", "深圳", "hyperlink", "lone", "evil"):
            page.get_by_role("combobox").first.fill(typed)
            page.locator("#search .hit").first.wait_for()
            assert is_calm(page), typed
        assert seen.is_quiet


@pytest.fixture(params=["html", "embed", "pyvis"])
def page_file(
    request: pytest.FixtureRequest, hostile: Path, tmp_path: Path
) -> Iterator[Path]:
    file = tmp_path / f"{request.param}.html"
    with closing(Case.open(hostile)) as case:
        keys = hostile_case.keys(case, request.param)
        yield case.export(request.param, file, keys=keys, min_grade="E5")


def test_pages_of_a_hostile_case_do_nothing(page_file: Path, opened: Open) -> None:
    seen = opened(page_file, width=NARROW)
    assert seen.page.evaluate("window.acted") is None
    assert seen.is_quiet

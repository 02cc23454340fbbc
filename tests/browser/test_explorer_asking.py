"""What is asked of the page: patterns, hubs, questions; and what the address keeps."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from graphkit.case import Case
from tests.browser.canvas import ask, draw, state, tenders, until
from tests.browser.explorer import exploring, search
from tests.releases import release, write_releases
from tests.web.conftest import built, case

__all__ = ["built", "case"]

pytestmark = pytest.mark.browser

BUYER, SUPPLIER = "江湾大学", "深圳云达科技有限公司"


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of several tenders, which no test changes."""
    return tenders(tmp_path_factory.mktemp("several"))


def test_a_pattern_finds_the_chains_that_have_all_its_places(
    browser: Browser, several: Path
) -> None:
    with exploring(browser, several) as (seen, _):
        page = seen.page
        expect(page.locator(".chain")).to_have_count(4)
        page.locator(".pattern summary").click()
        for place, typed in ((0, "乙大学"), (3, "A100")):
            page.locator(".pattern input").nth(place).fill(typed)
            page.locator(".pattern .hit:visible").first.click()
        page.get_by_role("button", name="Find chains").click()
        expect(page.locator(".chain")).to_have_count(3)
        expect(page.locator(".pattern summary")).to_have_text("Pattern: 乙大学 … A100")
        page.reload()
        expect(page.locator(".chain")).to_have_count(3)
        page.get_by_role("button", name="All chains").click()
        expect(page.locator(".chain")).to_have_count(4)


def test_the_filters_stay_open_and_the_focus_where_it_was(
    browser: Browser, several: Path
) -> None:
    with exploring(browser, several) as (seen, _):
        page = seen.page
        page.locator(".filters summary").first.click()
        box = page.locator("input[name=source]").first
        value = box.get_attribute("value")
        box.focus()
        page.keyboard.press("Space")
        expect(page.locator(".filter-place .chip")).to_have_count(1)
        expect(page.locator(f'input[name=source][value="{value}"]')).to_be_focused()
        expect(page.locator(".facets")).to_be_visible()
        page.locator("#tab-table").click()
        expect(page.locator(".facets")).to_be_visible()


def test_a_hub_asks_before_any_of_it_is_loaded(
    browser: Browser, tmp_path: Path
) -> None:
    made = [
        release(f"t{place}", buyer=f"University {place}", supplier="Yunda Ltd",
                item="chairs")
        for place in range(210)
    ]  # fmt: skip
    with Case.create(tmp_path / "case") as kept:
        kept.load([write_releases(tmp_path / "r.json", *made)])
    with exploring(browser, tmp_path / "case") as (seen, _):
        page = seen.page
        search(page, "Yunda Ltd", "Yunda Ltd")
        choice = page.locator('[data-expand="AWARDED_TO in Tender"]')
        choice.click()
        expect(page.locator(".hub-asks")).to_contain_text("210: these are many.")
        page.get_by_role("button", name="Cancel").click()
        expect(page.locator(".hub-asks")).to_be_hidden()
        choice.click()
        page.get_by_role("button", name="Add the newest 40").click()
        expect(choice).to_contain_text("40 loaded")
        choice.click()
        expect(choice).to_contain_text("80 loaded")


def test_a_question_is_found_by_its_words_and_asked_by_a_name(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        search_box = page.get_by_role("combobox").first
        search_box.fill("institution chip")
        page.locator("#search .hit", has_text="Institution to chip").first.click()
        form = page.locator('[data-question="chains/institution_to_chip"]')
        box = form.get_by_role("combobox")
        box.fill("jiangwan")
        form.locator(".hit:visible").first.click()
        expect(box).to_have_value(BUYER)
        form.get_by_role("button", name="Run").click()
        expect(page.locator(".answer tbody tr")).to_have_count(1)
        page.locator(".answer tbody td .link").nth(1).click()
        expect(page.locator("#panel .kind")).to_have_text("Tender")
        page.reload()
        expect(form.get_by_role("button", name="Run")).to_be_visible()


def test_a_name_that_nobody_chose_is_no_answer_to_a_question(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        page.locator("#tab-questions").click()
        form = page.locator('[data-question="chains/institution_to_chip"]')
        form.locator("summary").click()
        form.get_by_role("combobox").fill("江湾")
        form.get_by_role("button", name="Run").click()
        expect(form.locator("input:invalid")).to_have_count(1)
        expect(page.locator(".answer table")).to_have_count(0)


def test_the_address_keeps_where_a_path_begins_how_rows_are_sorted_and_what_is_seen(
    browser: Browser, several: Path
) -> None:
    with exploring(browser, several) as (seen, _):
        page = seen.page
        search(page, "江湾", BUYER)
        page.get_by_role("button", name="Path from here").click()
        expect(page.locator("#path-start")).to_contain_text(BUYER)
        page.locator("#tab-table").click()
        page.get_by_role("button", name="Date", exact=True).click()
        draw(page)
        page.get_by_role("button", name="Closer").click()
        until(page, "location.hash.includes('camera')")
        before = ask(page, "[c.view.camera.scale, c.view.camera.x, c.view.camera.y]")
        page.reload()
        page.locator(".sheet canvas").first.wait_for()
        until(page, "c.view.camera.width > 0 && c.view.nodes.length > 0")
        after = ask(page, "[c.view.camera.scale, c.view.camera.x, c.view.camera.y]")
        assert after == pytest.approx(before, abs=2, rel=0.01)
        expect(page.locator("#path-start")).to_contain_text(BUYER)
        assert state(page)["sort"] == "date"
        page.locator("#tab-table").click()
        expect(page.locator("th[aria-sort=ascending]")).to_have_text("Date")


def test_the_table_says_what_is_not_drawn_and_names_what_stands_alone(
    browser: Browser, several: Path
) -> None:
    with exploring(browser, several) as (seen, _):
        page = seen.page
        search(page, "江湾", BUYER)
        draw(page)
        until(page, f"c.twin.rows().some(({{cells}}) => cells[0].includes('{BUYER}'))")
        more = ask(page, "c.view.nodes.find(n => n.thing.label === 'Tender').more")
        assert more > 0
        texts = ask(page, "c.twin.rows().map(({cells}) => cells[0])")
        assert any(f"+{more}" in text for text in texts)
        page.locator(".filters summary").first.click()
        page.locator("input[name=least]").fill("999999999")
        page.locator("input[name=least]").press("Tab")
        until(page, "c.view.edges.length === 0")
        rows = ask(page, "c.twin.rows().map(({cells}) => cells[0].split(' · ')[1])")
        assert rows == [BUYER]

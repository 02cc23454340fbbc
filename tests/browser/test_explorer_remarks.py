"""Notes, tags and marks on things, relations, chains and paths, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.canvas import state
from tests.browser.explorer import exploring, search
from tests.web.conftest import built, case

__all__ = ["built", "case"]

pytestmark = pytest.mark.browser

BUYER, SUPPLIER = "江湾大学", "深圳云达科技有限公司"


def say(place: Locator, what: str, text: str) -> None:
    """Write a note or a tag at something."""
    place.locator(".remark").get_by_role("button", name=f"{what}…").click()
    place.get_by_label(f"{what}: {what}").fill(text)
    place.get_by_label(f"{what}: {what}").press("Enter")


def test_a_thing_a_relation_and_a_chain_keep_what_is_said_of_them(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        search(page, BUYER, BUYER)
        panel, chain = page.locator("#panel"), page.locator(".chain").first
        expect(page.locator(".chain")).to_have_count(1)
        say(panel, "Tag", "ask the dean")
        expect(panel.locator(".tags")).to_have_text("#ask-the-dean ×")
        say(chain, "Note", "they <b>answered</b>")
        expect(chain.locator(".notes")).to_contain_text("they <b>answered</b>")
        chain.locator(".hop").first.click()
        expect(panel.locator("h2")).to_contain_text("issued")
        say(panel, "Note", "seal is missing")
        expect(panel.locator(".notes")).to_contain_text("seal is missing")
        page.reload()
        expect(chain.locator(".notes")).to_contain_text("they <b>answered</b>")
        expect(panel.locator(".notes")).to_contain_text("seal is missing")
        page.locator("#tab-log").click()
        notes = page.locator(".view .pairs").nth(1).locator("li")
        expect(notes).to_have_count(3)
        expect(notes.nth(0)).to_contain_text("seal is missing — 江湾大学 issued")
        expect(notes.nth(1)).to_contain_text("they <b>answered</b> — 江湾大学 …")
        expect(notes.nth(2)).to_contain_text("#ask-the-dean — 江湾大学")
        notes.nth(0).get_by_role("button").first.click()
        expect(panel.locator("h2")).to_contain_text("issued")


def test_what_is_tagged_can_be_filtered_and_a_tag_is_taken_off(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        expect(page.locator(".chain")).to_have_count(2)
        tagged = page.locator(".chain", has_text=BUYER)
        say(tagged, "Tag", "#lead")
        expect(tagged.locator(".tags")).to_have_text("#lead ×")
        page.locator(".filters summary").first.click()
        page.locator("input[name=tag]").check()
        expect(page.locator(".chain")).to_have_count(1)
        assert state(page)["filters"] == {"tag": ["lead"]}
        page.locator(".filter-place .chip").click()
        tagged.locator(".tags button").click()
        expect(page.locator("input[name=tag]")).to_have_count(0)


def test_a_chain_is_checked_and_says_by_whom_and_undo_takes_it_back(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        chain = page.locator(".chain", has_text=BUYER)
        chain.get_by_role("button", name="Disputed").click()
        expect(chain.locator(".remarks .stamp")).to_contain_text("Disputed · ")
        chain.get_by_role("button", name="Checked").click()
        expect(chain.locator(".remarks .stamp")).to_contain_text("Checked · ")
        page.reload()
        expect(chain.locator(".remarks .stamp")).to_contain_text("Checked · ")
        page.locator("#undo").click()
        expect(chain.locator(".remarks .stamp")).to_contain_text("Disputed · ")

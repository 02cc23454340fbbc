"""From a name to a chain, its evidence, a decision and back, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from graphkit.case import Case
from tests.browser.explorer import exploring, rest, search
from tests.web.conftest import AWARD, built, case

__all__ = ["built", "case"]

pytestmark = pytest.mark.browser

SHOWN = "[location.href, document.querySelector('tbody').innerText]"
BUYER, SUPPLIER = "江湾大学", "深圳云达科技有限公司"


def select(page: Page, words: str) -> None:
    """Mark the last of some words in the source that is shown, as with the mouse."""
    assert page.evaluate(
        """(words) => {
            const layer = document.querySelector('.layer');
            const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
            const found = [];
            while (walker.nextNode()) {
                const node = walker.currentNode, at = node.data.lastIndexOf(words);
                if (at >= 0) found.push([node, at]);
            }
            const [node, at] = found.at(-1);
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
            layer.dispatchEvent(new Event('pointerup'));
            return getSelection().toString() === words;
        }""",
        words,
    )


def chain_by_pinyin(page: Page) -> None:
    """Look for the supplier by its pinyin: its one chain is shown."""
    search(page, "yunda", SUPPLIER)
    expect(page.locator(".chain")).to_have_count(1)


def test_pinyin_leads_to_the_chain_and_its_quoted_source(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        chain_by_pinyin(page)
        names = page.locator(".chain .card-name").all_text_contents()
        assert names == [BUYER, "江湾大学云计算服务采购项目", SUPPLIER, "AWS", "A100"]
        page.locator(".hop", has_text="AWS").first.click()
        expect(page.locator(".layer mark")).to_have_text(
            "租用AWS云服务器，配NVIDIA A100 GPU 8张"
        )
        expect(page.locator(".source .hash")).to_contain_text("sha256")
        assert "13800138000" not in page.locator(".layer").inner_text()
        assert seen.is_quiet


def test_a_rejected_statement_takes_the_chain_and_undo_brings_it_back(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        chain_by_pinyin(page)
        page.locator(".hop", has_text="issued").first.click()
        page.get_by_role("button", name="Reject…").click()
        page.get_by_label("Reject: Why").fill("the service was another one")
        page.get_by_label("Reject: Why").press("Enter")
        expect(page.locator(".chain")).to_have_count(0)
        page.locator("#undo").click()
        expect(page.locator(".chain")).to_have_count(1)
        page.locator("#redo").click()
        expect(page.locator(".chain")).to_have_count(0)


def test_words_chosen_in_the_source_become_a_bidder(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        chain_by_pinyin(page)
        page.locator(".hop", has_text="AWS").first.click()
        page.locator(".layer mark").wait_for()
        select(page, BUYER)
        page.get_by_label("These words say:").select_option("BID_ON")
        page.locator(".chooser input").fill("it bid as well")
        page.locator(".chooser button[type=submit]").click()
        expect(page.locator("#undo")).to_be_enabled()
    with Case.open(case) as kept:
        (row,) = kept.table("amended").to_dict("records")
        assert (row["type"], row["quote"]) == ("BID_ON", BUYER)
        assert row["start"] == AWARD.rindex(BUYER)


def test_things_are_expanded_by_choice_into_the_drawing_and_its_table(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        search(page, "Yunda Ltd", "Yunda Ltd")
        choice = page.locator('[data-expand="AWARDED_TO in Tender"]')
        expect(choice).to_contain_text("2")
        choice.click()
        expect(page.locator("#tab-drawing")).to_have_attribute("aria-selected", "true")
        expect(choice).to_be_disabled()
        expect(page.locator("tbody tr")).to_have_count(5)
        page.locator("#tab-table").click()
        expect(page.locator("#board caption")).to_have_text("5 relations")
        rest(page)
        before = page.evaluate(SHOWN)
        page.reload()
        expect(page.locator("tbody tr")).to_have_count(5)
        rest(page)
        assert page.evaluate(SHOWN) == before


def test_two_things_have_paths_between_them(browser: Browser, case: Path) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        search(page, BUYER, BUYER)
        page.get_by_role("button", name="Path from here").click()
        search(page, "A100", "A100")
        page.get_by_role("button", name="Path to here").click()
        expect(page.locator(".strip.walk").first).to_be_visible()
        ends = page.locator(".strip.walk").first.locator(".card-name")
        assert ends.all_text_contents()[0] == BUYER
        assert ends.all_text_contents()[-1].startswith("A100")


def test_a_judgement_shows_first_what_it_would_change(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        search(page, "Yunda Ltd", "Yunda Ltd")
        page.get_by_text("Judge who this is").click()
        page.locator(".judging input[type=search]").fill("云达")
        page.locator(".judging .hit").first.click()
        expect(page.locator(".judging .preview")).to_contain_text("1 removed")
        page.locator(".judging").get_by_label("Why").fill("one register entry")
        page.locator(".judging").get_by_role("button", name="Keep").click()
        expect(page.locator("#undo")).to_be_enabled()
        page.locator("#tab-judgements").click()
        expect(page.locator("#board .pairs").last).to_contain_text("one register")


def test_a_question_is_a_form_and_cypher_only_reads(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        page.locator("#tab-questions").click()
        form = page.locator('[data-question="chains/institution_to_chip"]')
        form.locator("summary").click()
        form.get_by_role("button", name="Run").click()
        expect(page.locator(".answer tbody tr")).to_have_count(2)
        page.locator("#tab-cypher").click()
        page.get_by_label("Cypher", exact=True).fill("MATCH (n) DETACH DELETE n")
        page.get_by_role("button", name="Run").click()
        expect(page.locator(".answer [role=alert]")).to_be_visible()


def test_filters_have_counts_chips_and_one_reset(browser: Browser, case: Path) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        expect(page.locator(".chain")).to_have_count(2)
        page.locator(".filters summary").click()
        page.locator("input[name=source]").first.check()
        expect(page.locator(".chain")).to_have_count(1)
        page.reload()
        expect(page.locator(".chain")).to_have_count(1)
        page.locator(".filter-place").get_by_role(
            "button", name="Reset", exact=True
        ).click()
        expect(page.locator(".chain")).to_have_count(2)


def test_a_note_survives_a_reload(browser: Browser, case: Path) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        search(page, BUYER, BUYER)
        page.locator("#panel .remark button").first.click()
        page.get_by_label("Note: Note").fill("asked <b>them</b>")
        page.get_by_label("Note: Note").press("Enter")
        expect(page.locator(".notes")).to_contain_text("asked <b>them</b>")
        page.reload()
        expect(page.locator(".notes")).to_contain_text("asked <b>them</b>")


def test_everything_is_reached_by_the_keyboard_alone(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        page.keyboard.press("/")
        page.keyboard.type("yunda")
        page.locator("#search .hit").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.locator("#panel h2").wait_for()
        rest(page)
        page.locator(".hop").first.focus()
        page.keyboard.press("Enter")
        page.locator(".layer mark").wait_for()
        rest(page)
        page.keyboard.press("Escape")
        expect(page.locator("#panel")).to_be_hidden()
        rest(page)
        page.locator("#tab-chains").focus()
        expect(page.locator("#tab-chains")).to_be_focused()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(page.locator("#tab-drawing")).to_have_attribute("aria-selected", "true")
        expect(page.locator("#tab-drawing")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_the_page_fits_every_screen(
    browser: Browser, case: Path, width: int, scheme: str
) -> None:
    with exploring(browser, case, width=width, scheme=scheme) as (seen, _):
        page = seen.page
        chain_by_pinyin(page)
        page.locator(".hop").first.click()
        page.locator(".layer mark").wait_for()
        for tab in ("table", "questions", "cypher", "judgements", "log", "sources"):
            page.locator(f"#tab-{tab}").click()
            rest(page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, tab
        assert seen.is_quiet


def test_labels_are_chinese_where_asked(browser: Browser, case: Path) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        page.locator("#language").click()
        expect(page.locator("#tab-chains")).to_have_text("链条")
        page.reload()
        expect(page.locator("#tab-chains")).to_have_text("链条")
        assert page.evaluate("document.documentElement.lang") == "zh"


def test_an_empty_case_takes_files_on_the_page(
    browser: Browser, tmp_path: Path
) -> None:
    Case.create(tmp_path / "case").close()
    file = tmp_path / "award.txt"
    file.write_text(AWARD, encoding="utf-8")
    with exploring(browser, tmp_path / "case") as (seen, _):
        page = seen.page
        expect(page.get_by_text("This case is empty")).to_be_visible()
        page.locator("input[type=file]").first.set_input_files(file)
        expect(page.locator(".chain")).to_have_count(1)


def test_what_is_not_found_says_what_stood_nearest(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        search(page, "甲大学", "甲大学")
        expect(page.locator(".empty li").first).to_be_visible()


def test_a_server_that_is_gone_is_said(browser: Browser, case: Path) -> None:
    with exploring(browser, case) as (seen, client):
        client.stop()
        page = seen.page
        page.locator("#tab-log").click()
        expect(page.locator(".banner.gone")).to_be_visible()

"""The page of columns: what a table's columns mean is said, kept, and read by."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from graphkit.case import Case
from tests.browser.chains import HOSTILE
from tests.browser.explorer import exploring, heard, listen
from tests.browser.files import drop, open_map
from tests.web.test_mapping import TABLE

pytestmark = pytest.mark.browser


def meaning(page: Page, column: str) -> Any:
    return page.get_by_label(f"Means: {column}", exact=True)


def test_a_table_is_mapped_step_by_step_and_read(browser: Browser, empty: Path) -> None:
    with exploring(browser, empty) as (seen, _):
        page = seen.page
        open_map(page)
        drop(page, ("spend.csv", TABLE.encode()))
        expect(page.locator(".map-state")).to_contain_text("A proposal")
        expect(page.locator(".map-state")).to_contain_text("words not known here")
        expect(meaning(page, "采购单位")).to_have_value("buyer")
        expect(meaning(page, "When")).to_have_value("")
        meaning(page, "When").select_option("awarded_on")
        expect(page.locator(".map-preview")).to_contain_text("is no date")
        page.get_by_label("Order of dates").select_option("DMY")
        page.get_by_label("Zorp").select_option("awarded")
        page.get_by_label("Currency of all amounts").fill("CNY")
        page.get_by_label("Currency of all amounts").press("Tab")
        page.get_by_label("Products are looked for in it: What").select_option("award")
        rows = page.locator(".map-preview tbody tr")
        expect(rows.nth(1)).to_contain_text("1200 CNY")
        expect(rows.nth(1)).to_contain_text("2024-03-05")
        expect(page.locator(".map-preview")).not_to_contain_text(
            "Not read of the first"
        )
        expect(page.get_by_text("Columns that are not read")).to_have_count(0)
        assert not list((empty / "maps").iterdir())
        page.get_by_label("Name of the map").fill("purchases")
        page.get_by_role("button", name="Keep the map and read by it").click()
        expect(page.locator(".chain")).to_have_count(1)
        assert [one.name for one in (empty / "maps").iterdir()] == ["purchases.toml"]
        page.locator("#tab-sources").click()
        page.get_by_role("button", name="spend.csv").click()
        expect(page.locator(".map-state")).to_contain_text("maps/purchases.toml")
        assert seen.is_quiet


def test_one_meaning_belongs_to_one_column(browser: Browser, empty: Path) -> None:
    with exploring(browser, empty) as (seen, _):
        page = seen.page
        open_map(page)
        drop(page, ("spend.csv", TABLE.encode()))
        meaning(page, "What").select_option("supplier")
        expect(meaning(page, "Vendor")).to_have_value("")
        expect(page.locator(".map-preview tbody")).to_contain_text("AWS A100")
        meaning(page, "Vendor").select_option("id:supplier")
        page.get_by_label("Register or scheme of the numbers: Vendor").fill("UEI")
        page.get_by_label("Register or scheme of the numbers: Vendor").press("Tab")
        page.get_by_text("The map as it is written").click()
        expect(page.locator(".toml")).to_contain_text(
            '[identifiers.supplier]\nUEI = "V'
        )
        assert seen.is_quiet


PACKED = (
    "Adjudicante;Adjudicatario;Objeto;Valor;CPV\n"
    "Município de Loures;508142210 - Claranet SA;Nuvem;100;72000000\n"
)


def test_codes_and_names_among_numbers_are_changed_on_the_page(
    browser: Browser, empty: Path
) -> None:
    with exploring(browser, empty) as (seen, _):
        page = seen.page
        open_map(page)
        drop(page, ("base.csv", PACKED.encode()))
        rows = page.locator(".map-preview tbody")
        expect(meaning(page, "CPV")).to_have_value("code")
        expect(rows).not_to_contain_text("508142210")
        page.get_by_label("A name is only a part of its cell: supplier").uncheck()
        expect(rows).to_contain_text("508142210 - Claranet SA")
        page.get_by_label("A name is only a part of its cell: supplier").check()
        expect(rows).not_to_contain_text("508142210")
        meaning(page, "CPV").select_option("")
        page.get_by_text("The map as it is written").click()
        expect(page.locator(".toml")).to_contain_text("[packed.supplier]")
        expect(page.locator(".toml")).not_to_contain_text("[classifications]")
        assert seen.is_quiet


def test_a_map_of_the_same_name_is_replaced_only_when_asked(
    browser: Browser, empty: Path
) -> None:
    there = empty / "maps/spend.toml"
    there.write_text('[columns]\nsupplier = "Another"\n', encoding="utf-8")
    with exploring(browser, empty) as (seen, _):
        page = seen.page
        open_map(page)
        drop(page, ("spend.csv", TABLE.encode()))
        page.get_by_label("Zorp").select_option("awarded")
        page.get_by_role("button", name="Keep the map and read by it").click()
        expect(page.locator("#board [role=alert]")).to_contain_text("is there already")
        assert "Another" in there.read_text("utf-8")
        expect(page.get_by_role("button", name="Replace that map")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#live")).to_contain_text("2 new records")
        assert "Another" not in there.read_text("utf-8")


def choose(page: Page, words: str, value: str) -> None:
    """Type the words of a choice; a browser forgets what was typed too slowly."""
    for _ in range(10):
        page.keyboard.type(words)
        if page.evaluate("document.activeElement.value") == value:
            return
        page.wait_for_timeout(2_000)
    pytest.fail(f"the keyboard does not choose {words}")


def test_the_pages_are_used_by_the_keyboard_alone(
    browser: Browser, empty: Path
) -> None:
    with Case.open(empty, write=True) as case:
        file = empty.parent / "spend.csv"
        file.write_text(TABLE, encoding="utf-8")
        case.load([file])
    with exploring(browser, empty) as (seen, _):
        page = seen.page
        page.locator("#tab-sources").focus()

        def to(text: str) -> None:
            for _ in range(60):
                page.keyboard.press("Tab")
                said = page.evaluate(
                    "(document.activeElement.getAttribute('aria-label') "
                    "?? document.activeElement.textContent).trim()"
                )
                if said.startswith(text):
                    return
            pytest.fail(f"the keyboard does not reach {text}")

        to("Choose files")
        to("Say what its columns mean")
        page.keyboard.press("Enter")
        page.locator(".columns").wait_for()
        to("Means: When")
        choose(page, "awarded on", "awarded_on")
        page.get_by_label("Order of dates").focus()
        choose(page, "5/3", "DMY")
        page.get_by_label("Zorp").focus()
        choose(page, "awarded", "awarded")
        expect(page.locator(".map-preview tbody")).to_contain_text("2024-03-05")
        to("Keep the map and read by it")
        listen(page)
        page.keyboard.press("Enter")
        expect(page.locator("#live")).to_contain_text("2 new records")
        assert "Something is being done already" not in "".join(heard(page))
    with Case.open(empty) as case:
        assert case.loaded()["loaders"][0]["records"] == 2


def test_hostile_headings_and_cells_do_nothing(browser: Browser, empty: Path) -> None:
    # A NUL or half a letter makes a file no table.
    texts = [
        one.replace('"', '""').replace("\0", "")
        for one in HOSTILE
        if "\ud800" not in one
    ]
    header = ",".join(f'"{one[:500]}"' for one in texts)
    row = ",".join(f'"{one[:500]}"' for one in reversed(texts))
    content = f"Supplier,Amount (GBP),{header}\nYunda,5,{row}\nOther,6,{row}\n"
    with exploring(browser, empty, width=390) as (seen, _):
        page = seen.page
        open_map(page)
        drop(page, ("<img src=x onerror=window.acted=1>.csv", content.encode()))
        page.locator(".columns").wait_for()
        page.get_by_role("button", name="Keep the map and read by it").click()
        expect(page.locator("#live")).to_contain_text("2 new records")
        page.locator("#tab-sources").click()
        page.locator(".report table").first.wait_for()
        assert page.evaluate("window.acted") is None
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert seen.is_quiet

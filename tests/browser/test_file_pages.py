"""Files come in by the page: dropped, mapped, reported on, and tried again."""

import base64
import gzip
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from graphkit.case import Case
from tests.browser.chains import HOSTILE
from tests.browser.explorer import Slow, exploring, heard, listen, rest
from tests.waiting import until
from tests.web.conftest import AWARD, Client
from tests.web.test_mapping import MAP, TABLE

pytestmark = pytest.mark.browser

CUT_OFF = gzip.compress(AWARD.encode())[:-9]
RAR = b"Rar!\x1a\x07\x00 nothing"

Files = Sequence[tuple[str, bytes]]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    Case.create(tmp_path / "case").close()
    return tmp_path / "case"


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    """Drop files on the page's place for them, as from the desktop."""
    dropped = page.evaluate_handle(
        """(files) => {
            const dropped = new DataTransfer();
            for (const [name, content] of files) {
                const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
                dropped.items.add(new File([bytes], name));
            }
            return dropped;
        }""",
        [[name, base64.b64encode(content).decode()] for name, content in files],
    )
    page.dispatch_event(".drop", "drop", {"dataTransfer": dropped})


def slowly(page: Page, bytes_a_second: int) -> None:
    """Let the browser send no faster."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 0,
            "downloadThroughput": -1,
            "uploadThroughput": bytes_a_second,
        },
    )


def open_map(page: Page) -> None:
    page.locator("#tab-map").click()
    page.locator(".map .drop").wait_for()


def in_list(page: Page) -> list[str]:
    return page.locator(".unread-path").all_text_contents()


def test_dropped_files_come_with_how_far_they_are(
    browser: Browser, empty: Path
) -> None:
    filler = b"\n" * 3_000_000
    with exploring(browser, empty) as (seen, _):
        page = seen.page
        page.evaluate(
            """() => {
                [window.shares, window.said] = [[], []];
                const bar = document.querySelector('progress');
                new MutationObserver(() => window.shares.push(
                    bar.getAttribute('value') === null ? -1 : bar.value
                )).observe(bar, {attributes: true, attributeFilter: ['value']});
                const words = document.querySelector('.work-said');
                new MutationObserver(() => window.said.push(words.textContent))
                    .observe(words, {childList: true});
            }"""
        )
        slowly(page, 3_000_000)
        drop(page, ("a.txt", AWARD.encode()), ("b.rar", RAR + filler))
        expect(page.locator(".unread > li")).to_have_count(1)
        assert "Sending 2 of 2 · b.rar" in page.evaluate("window.said")
        shares = page.evaluate("window.shares")
        sent = shares[: shares.index(-1)]
        assert sent == sorted(sent)
        assert [one for one in sent if 0 < one < 1] != []
        assert seen.is_quiet


def test_what_is_stopped_on_its_way_leaves_nothing(
    browser: Browser, empty: Path
) -> None:
    with exploring(browser, empty) as (seen, _):
        page = seen.page
        slowly(page, 20_000)
        drop(page, ("a.txt", AWARD.encode()), ("b.txt", b"\n" * 3_000_000))
        page.get_by_role("button", name="Stop").click()
        expect(page.locator("#board")).to_contain_text("Stopped: nothing was loaded.")
        # The server hears of it a little later than the page says so.
        until(lambda: not any(map(Path.is_file, (empty / "incoming").rglob("*"))))


def test_the_report_says_why_and_what_to_do_and_the_rest_is_tried_again(
    browser: Browser, empty: Path
) -> None:
    with exploring(browser, empty) as (seen, _):
        page = seen.page
        drop(
            page,
            ("award.txt", AWARD.encode()),
            ("cut.txt.gz", CUT_OFF),
            ("b.rar", RAR),
            ("spend.csv", TABLE.encode()),
        )
        expect(page.locator(".unread > li")).to_have_count(3)
        assert in_list(page) == ["cut.txt.gz", "b.rar", "spend.csv"]
        cut = page.locator(".unread > li").first
        expect(cut).to_contain_text("the gz file ends early")
        expect(cut).to_contain_text("To do: fetch it again")
        expect(page.locator(".tally")).to_contain_text("Not read3")
        maps = empty / "maps/mine.toml"
        columns = "\n".join(f'{k} = "{v}"' for k, v in MAP["columns"].items())
        maps.write_text(
            f'[columns]\n{columns}\n[fixed]\ndate_order = "DMY"\n'
            '[stages]\nZorp = "awarded"\n',
            encoding="utf-8",
        )
        page.locator("#retry").click()
        expect(page.locator(".outcome")).to_contain_text("2 new records")
        expect(page.locator(".unread > li")).to_have_count(2)
        assert in_list(page) == ["cut.txt.gz", "b.rar"]
        cut.get_by_role("button", name="Leave it out").click()
        expect(page.locator(".unread > li")).to_have_count(1)
        page.get_by_role("button", name="Forget it…").click()
        page.get_by_label("Forget it: Why").fill("no record")
        page.get_by_label("Forget it: Why").press("Enter")
        expect(page.locator(".all-read")).to_be_visible()
        page.locator("#undo").click()
        expect(page.locator(".unread > li")).to_have_count(1)
        assert seen.is_quiet


def slowly_opened(page: Page, what: str, place: Slow, client: Client) -> None:
    """Let the case be opened slowly, for another page, after a change by this one."""

    def change(route: Route) -> None:
        place.may_open.clear()
        place.is_asked.clear()
        done = route.fetch(timeout=0)
        Thread(target=client.ask, args=("status",)).start()
        assert place.is_asked.wait(60)
        route.fulfill(response=done)

    page.route(f"**/api/{what}", change, times=1)


def test_what_came_of_it_is_said_last_when_the_case_is_open_again(
    browser: Browser, empty: Path
) -> None:
    place = Slow(empty)
    place.may_open.set()
    with exploring(browser, place) as (seen, client):
        page = seen.page
        listen(page)
        slowly_opened(page, "load", place, client)
        drop(page, ("award.txt", AWARD.encode()))
        expect(page.locator(".opening")).to_be_visible()
        place.may_open.set()
        loaded = "1 new record, 8 statements, 0 not read"
        expect(page.locator("#live")).to_have_text(loaded)
        assert heard(page) == ["Opening the case …", loaded]
        slowly_opened(page, "reject", place, client)
        page.locator(".hop", has_text="issued").first.click()
        page.get_by_role("button", name="Reject…").click()
        page.get_by_label("Reject: Why").fill("another service")
        page.get_by_label("Reject: Why").press("Enter")
        expect(page.locator(".opening")).to_be_visible()
        place.may_open.set()
        expect(page.locator("#live")).to_have_text("reject: Keep")
        assert heard(page)[2:] == ["Opening the case …", "reject: Keep"]


def test_a_mended_file_of_the_same_name_takes_the_place_of_the_broken_one(
    browser: Browser, empty: Path
) -> None:
    with exploring(browser, empty) as (seen, _):
        drop(seen.page, ("a.txt.gz", CUT_OFF))
        expect(seen.page.locator(".unread > li")).to_have_count(1)
        drop(seen.page, ("a.txt.gz", gzip.compress(AWARD.encode())))
        expect(seen.page.locator(".all-read")).to_be_visible()
        seen.page.locator("#tab-chains").click()
        expect(seen.page.locator(".chain")).to_have_count(1)


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
        page.keyboard.type("awarded on")
        expect(meaning(page, "When")).to_have_value("awarded_on")
        page.get_by_label("Order of dates").focus()
        page.keyboard.type("5/3")
        page.get_by_label("Zorp").focus()
        page.keyboard.type("awarded")
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_the_pages_fit_every_screen_in_both_languages(
    browser: Browser, empty: Path, width: int, scheme: str
) -> None:
    with exploring(browser, empty, width=width, scheme=scheme) as (seen, _):
        page = seen.page
        page.locator("#language").click()
        expect(page.locator(".begin h2")).to_have_text("此案例为空")
        drop(page, ("b.rar", RAR), ("spend.csv", TABLE.encode()))
        expect(page.locator(".unread > li")).to_have_count(2)
        labels = "#board h2, #board h3, #board button.main, #board summary, #board dt"
        for tab in ("sources", "map"):
            page.locator(f"#tab-{tab}").click()
            if tab == "map":
                page.locator(".pairs").get_by_role("button", name="spend.csv").click()
                page.locator(".columns").wait_for()
            rest(page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, tab
            said = page.locator(labels).all_text_contents()
            assert [one for one in said if one.isascii() and one != "spend.csv"] == []
        assert seen.is_quiet


def test_a_printed_report_has_what_it_says_and_no_controls(
    browser: Browser, empty: Path
) -> None:
    with exploring(browser, empty) as (seen, _):
        page = seen.page
        drop(page, ("b.rar", RAR), ("award.txt", AWARD.encode()))
        expect(page.locator(".unread > li")).to_have_count(1)
        page.emulate_media(media="print")
        expect(page.locator(".unread-why")).to_be_visible()
        expect(page.locator(".report table").first).to_be_visible()
        for gone in (".drop", "#retry", ".tabs", ".top", ".unread .row"):
            expect(page.locator(gone).first).to_be_hidden()
        assert page.pdf().startswith(b"%PDF")


def test_a_load_is_seen_again_after_the_page_is_loaded_anew(
    browser: Browser, empty: Path
) -> None:
    with exploring(browser, empty) as (seen, client):
        page = seen.page
        with client.server._keeper.changing("reading"):
            page.reload()
            expect(page.locator(".work")).to_be_visible()
            expect(page.locator(".work-said")).to_contain_text("reading")
        expect(page.locator(".work")).to_be_hidden()

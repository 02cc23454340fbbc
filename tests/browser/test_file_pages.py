"""Files come in by the page: dropped, mapped, reported on, and tried again."""

import gzip
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.explorer import Slow, exploring, heard, listen, rest
from tests.browser.files import drop
from tests.waiting import until
from tests.web.conftest import AWARD, Client
from tests.web.test_mapping import MAP, TABLE

pytestmark = pytest.mark.browser

CUT_OFF = gzip.compress(AWARD.encode())[:-9]
RAR = b"Rar!\x1a\x07\x00 nothing"

Files = Sequence[tuple[str, bytes]]


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


@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "light"), (768, "dark"), (1280, "light")]
)
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

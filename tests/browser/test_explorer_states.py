"""What the page says while, and where, it cannot show what was asked for."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from graphkit.case import Case
from graphkit.case.copied import MISSING, NO_SOURCE
from graphkit.web import InNeo4j, Server
from tests.browser.explorer import Slow, exploring, rest, search
from tests.releases import release, write_releases
from tests.servers import connect, forget
from tests.web.conftest import built, case

__all__ = ["built", "case"]

pytestmark = pytest.mark.browser

BUYER = "江湾大学"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with closing(browser.new_context()) as context:
        yield context.new_page()


def test_the_page_is_there_before_the_case_and_says_so(page: Page, case: Path) -> None:
    place = Slow(case)
    server = Server(place)
    running = Thread(target=server.run)
    running.start()
    try:
        page.goto(server.address)
        expect(page.locator("#board")).to_contain_text("Opening the case … case")
        expect(page.locator(".chain")).to_have_count(0)
        place.may_open.set()
        expect(page.locator(".chain")).to_have_count(2)
        expect(page.locator(".opening")).to_have_count(0)
    finally:
        place.may_open.set()
        server.stop()
        running.join()


def test_a_server_that_is_stopped_while_it_opens_a_case_is_gone(
    page: Page, case: Path
) -> None:
    place = Slow(case)
    server = Server(place)
    running = Thread(target=server.run)
    running.start()
    try:
        page.goto(server.address)
        expect(page.locator("#board")).to_contain_text("Opening the case … case")
        server.stop()
        running.join()
        expect(page.locator(".banner.gone")).to_contain_text("run graphkit serve again")
        expect(page.locator(".opening")).to_have_count(0)
    finally:
        place.may_open.set()


def test_the_page_says_that_it_opens_a_case_before_any_script_runs(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (_, client):
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(client.server.address)
        expect(page.locator("#board")).to_have_text("Opening the case …")
        context.close()


def test_paths_that_ran_out_of_time_say_so(browser: Browser, case: Path) -> None:
    def hurry(route: Route) -> None:
        asked = json.loads(route.request.post_data or "{}") | {"seconds": 0}
        route.continue_(post_data=json.dumps(asked))

    with exploring(browser, case) as (seen, _):
        page = seen.page
        page.route("**/api/paths", hurry)
        search(page, BUYER, BUYER)
        page.get_by_role("button", name="Path from here").click()
        search(page, "A100", "A100")
        page.get_by_role("button", name="Path to here").click()
        board = page.locator("#board")
        expect(board).to_contain_text("the search stopped after 0 s")
        expect(board).to_contain_text("a limit or the deadline was reached")


def test_cypher_that_takes_too_long_is_stopped_and_said(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        page.locator("#tab-cypher").click()
        page.get_by_label("seconds").fill("1")
        page.get_by_label("Cypher", exact=True).fill(
            "MATCH (a), (b), (c), (d) WHERE a.uid < b.uid AND b.uid < c.uid "
            "AND c.uid < d.uid RETURN count(*) AS n"
        )
        page.locator(".console button[type=submit]").click()
        expect(page.locator(".answer [role=alert]")).to_have_text(
            "the answer took longer than 1 s"
        )


def test_more_than_is_shown_is_said_with_both_numbers(
    browser: Browser, tmp_path: Path
) -> None:
    made = [
        release(f"t{place}", buyer=f"University {place}", supplier="Yunda Ltd",
                item="AWS A100 GPU")
        for place in range(210)
    ]  # fmt: skip
    with Case.create(tmp_path / "case") as kept:
        kept.load([write_releases(tmp_path / "r.json", *made)])
    with exploring(browser, tmp_path / "case") as (seen, _):
        page = seen.page
        expect(page.locator("#board")).to_contain_text(
            "More was found than is shown: a limit or the deadline was reached."
        )
        search(page, "Yunda Ltd", "Yunda Ltd")
        choice = page.locator('[data-expand="AWARDED_TO in Tender"]')
        expect(choice).to_contain_text("210")
        choice.click()
        page.get_by_role("button", name="Add the newest 40").click()
        expect(page.locator("#board")).to_contain_text("awarded to: 40 of 210")


def test_what_nobody_is_called_is_not_found(browser: Browser, case: Path) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        page.get_by_role("combobox").first.fill("没有这个名字")
        expect(page.locator("#search .group")).to_have_text("Nothing was found.")


@pytest.mark.neo4j
def test_a_copy_in_a_neo4j_is_explored_and_says_what_it_lacks(
    browser: Browser, built: Path, neo4j_url: str
) -> None:
    with Case.open(built) as opened:
        opened.push(neo4j_url, beside=True)
        uid = opened.uid
    try:
        place = InNeo4j(connect(neo4j_url, uid))
        with exploring(browser, place) as (seen, _):
            page = seen.page
            expect(page.locator(".banner.lacks")).to_have_text(list(MISSING))
            search(page, BUYER, BUYER)
            expect(page.locator(".chain")).to_have_count(1)
            page.locator(".hop", has_text="AWS").first.click()
            panel = page.locator("#panel")
            expect(panel.locator("blockquote")).to_contain_text(
                "租用AWS云服务器，配NVIDIA A100 GPU 8张"
            )
            expect(panel).to_contain_text("sha256")
            expect(panel).to_contain_text(NO_SOURCE)
            for tab in ("chains", "table", "judgements", "log", "sources"):
                page.locator(f"#tab-{tab}").click()
                rest(page)
                expect(page.locator(".decides:visible")).to_have_count(0)
            assert seen.is_quiet
    finally:
        with connect(neo4j_url, uid) as store:
            forget(store, uid)

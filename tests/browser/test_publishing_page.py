"""The whole way: a name, its chain, its evidence, a judgement, back, and the report."""

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from graphkit.case import Case
from graphkit.cli import main
from tests.browser.explorer import exploring, search
from tests.web.conftest import built, case
from tests.web.test_asking import uid_of

__all__ = ["built", "case"]

pytestmark = pytest.mark.browser

BUYER, SUPPLIER, OTHER = "江湾大学", "深圳云达科技有限公司", "Yunda Ltd"


def published(page: Page, name: str, folder: Path) -> Path:
    """Press the button of the drawing, give a name, and return what was handed over."""
    page.get_by_role("button", name="Report", exact=True).click()
    page.get_by_label("Name of the report").fill(name)
    with page.expect_download() as handed:
        page.get_by_role("button", name="Make the report").click()
    file = folder / handed.value.suggested_filename
    handed.value.save_as(file)
    expect(page.locator("#dialog")).to_be_hidden()
    return file


def judge_same(page: Page) -> None:
    """Say of the thing in the panel that it is the other supplier."""
    page.get_by_text("Judge who this is").click()
    page.locator(".judging input[type=search]").fill(OTHER)
    page.locator(".judging .hit", has_text=OTHER).first.click()
    expect(page.locator(".judging .preview")).to_contain_text("1 removed")
    page.locator(".judging").get_by_label("Why").fill("one register entry")
    page.locator(".judging").get_by_role("button", name="Keep").click()


def test_from_a_search_to_a_report_that_the_command_makes_again(
    browser: Browser, case: Path, tmp_path: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        search(page, "szyd", SUPPLIER)
        expect(page.locator(".chain")).to_have_count(1)
        page.locator(".hop", has_text="AWS").first.click()
        expect(page.locator(".layer mark")).to_contain_text("租用AWS云服务器")
        page.locator(".close").first.click()
        search(page, "szyd", SUPPLIER)
        judge_same(page)
        expect(page.locator(".chain")).to_have_count(2)
        page.locator("#undo").click()
        expect(page.locator(".chain")).to_have_count(1)
        page.locator("#tab-drawing").click()
        handed = published(page, "云达", tmp_path)
        assert seen.is_quiet
    again = tmp_path / "again.html"
    asked = ["export", "--view", "云达", "-o", str(again), "--case", str(case)]
    assert main(asked) == 0
    assert handed.name == "云达.html"
    assert handed.read_bytes() == again.read_bytes()
    assert main(["verify", str(handed), "--case", str(case)]) == 0
    text = handed.read_text("utf-8")
    assert re.findall('id="chain-([0-9]+)"', text) == ["1"]


def test_a_view_that_is_kept_already_is_kept_once(
    browser: Browser, case: Path, tmp_path: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        search(page, "szyd", SUPPLIER)
        page.locator("#tab-drawing").click()
        first = published(page, "twice", tmp_path).read_bytes()
        assert published(page, "twice", tmp_path).read_bytes() == first
    with Case.open(case) as kept:
        kinds = [row["kind"] for row in kept.remarks()["log"]]
    assert kinds.count("view") == 1


def test_a_page_without_chains_says_so_and_hands_nothing_over(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, client):
        page = seen.page
        step = {"do": "expand", "uid": uid_of(client, BUYER, "Organization")}
        step |= {"type": "ISSUED", "direction": "out", "label": "Tender"}
        state = quote(json.dumps({"tab": "drawing", "steps": [step]}))
        page.goto(f"{client.server.address}#v={state}")
        page.reload()
        page.get_by_role("button", name="Report", exact=True).click()
        page.get_by_label("Name of the report").fill("none")
        page.get_by_role("button", name="Make the report").click()
        expect(page.locator("#dialog [role=alert]")).to_have_text(
            "the view none shows no chains"
        )

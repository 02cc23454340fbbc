"""The drawing by keys, fingers and on paper; what leaves it, and the way back."""

import re
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, Page, expect

from graphkit.case import Case
from tests.browser.canvas import (
    AT_LEAST,
    SUPPLIER,
    TENDER,
    ask,
    drag,
    draw,
    look_up,
    spot,
    state,
    tenders,
    until,
)
from tests.browser.explorer import exploring, rest, search

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tenders(tmp_path_factory.mktemp("drawn"))


@pytest.fixture
def case(drawn: Path, tmp_path: Path) -> Path:
    return Path(copytree(drawn, tmp_path / "case"))


def test_keys_alone_lead_from_a_card_to_its_relations_and_their_words(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        look_up(page, "yunda", "深圳云达科技有限公司")
        sheet = page.locator(".sheet canvas").last
        rest(page)
        sheet.focus()
        for key in ("Escape", "ArrowRight", "ArrowRight", "e", "e"):
            page.keyboard.press(key)
        expect(page.locator("#panel")).to_be_hidden()
        said = page.locator(".sheet [aria-live]")
        expect(said).to_contain_text(f"{TENDER} awarded to {SUPPLIER}")
        page.keyboard.press("Enter")
        page.locator(".layer mark").wait_for()
        page.keyboard.press("Escape")
        expect(sheet).to_be_focused()
        page.keyboard.press("Delete")
        until(page, "c.view.edges.length === 3")
        page.keyboard.press("Control+z")
        until(page, "c.view.edges.length === 4")
        for key in ("Escape", "ArrowRight", "Shift+ArrowRight"):
            page.keyboard.press(key)
        expect(page.locator(".toolbar .count")).to_have_text("2 selected")


def touch(page: Page, *moves: list[tuple[float, float]]) -> None:
    """Put fingers down, move them from place to place, and lift them."""
    session = page.context.new_cdp_session(page)
    for n, places in enumerate(moves):
        points = [{"x": x, "y": y, "id": k} for k, (x, y) in enumerate(places)]
        kind = "touchMove" if n else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_fingers_tap_drag_and_pinch(browser: Browser, case: Path) -> None:
    with exploring(browser, case, width=390, touch=True) as (seen, _):
        page = seen.page
        look_up(page, "yunda", "深圳云达科技有限公司")
        page.locator("#panel .close").click()
        page.get_by_role("button", name="Fit").click()
        page.touchscreen.tap(*spot(page, "江湾大学"))
        expect(page.locator("#panel h2")).to_have_text("江湾大学")
        page.locator("#panel .close").click()
        before = ask(page, "c.view.positions()")
        x, y = spot(page, "深圳云达科技有限公司")
        touch(page, [(x, y)], [(x + 10, y + 20)], [(x + 20, y + 40)])
        after = ask(page, "c.view.positions()")
        moved = {uid for uid in before if before[uid] != after[uid]}
        assert moved == set(state(page)["pins"])
        scale = ask(page, "c.view.camera.scale")
        rest(page)
        box = page.locator(".sheet").bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + 40
        touch(page, *([(x - wide, y), (x + wide, y)] for wide in (20, 40, 60)))
        assert ask(page, "c.view.camera.scale") == pytest.approx(scale * 3, rel=0.1)
        assert ask(page, "c.view.positions()") == after
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert seen.is_quiet


def test_on_paper_stand_all_of_the_drawing_as_shapes_and_its_table(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case, scheme="dark") as (seen, _):
        page = seen.page
        draw(page)
        until(page, "c.paper.naturalWidth > 1000")
        page.emulate_media(media="print")
        expect(page.locator("img.paper")).to_be_visible()
        expect(page.locator("img.paper")).to_have_attribute("alt", re.compile("^10 "))
        expect(page.locator(".twins")).to_be_visible()
        for gone in (".toolbar", ".sheet", ".time"):
            expect(page.locator(gone)).to_be_hidden()
        assert seen.is_quiet


def test_nothing_moves_by_itself_for_who_asked_for_less_motion(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        page.emulate_media(reduced_motion="reduce")
        look_up(page, "Yunda Ltd", "Yunda Ltd")
        page.locator("[data-expand]").first.click()
        rest(page)
        assert page.evaluate("document.getAnimations().length") == 0


def test_a_line_says_at_least_where_a_request_says_so(
    browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "award.txt").write_text(AT_LEAST, encoding="utf-8")
    with Case.create(tmp_path / "case") as made:
        made.load([tmp_path / "award.txt"])
    with exploring(browser, tmp_path / "case") as (seen, _):
        page = seen.page
        draw(page)
        expect(page.locator(".twins")).to_contain_text("seeks at least")
        verbs = ask(page, "c.twin.rows().map(({cells}) => cells[1])")
        assert "seeks" not in verbs
        page.locator("#tab-chains").click()
        expect(page.locator(".hop", has_text="seeks at least")).to_have_count(1)
        page.locator("#language").click()
        expect(page.locator(".hop", has_text="需求不低于")).to_have_count(1)


def test_a_figure_is_saved_of_what_is_drawn(browser: Browser, case: Path) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        draw(page)
        for kind, begins in (
            ("SVG", b"<svg"),
            ("PNG", b"\x89PNG"),
            ("CSV", b"\xef\xbb"),
        ):
            with page.expect_download() as coming:
                page.get_by_role("button", name=kind, exact=True).click()
            assert Path(coming.value.path()).read_bytes().startswith(begins)
        assert seen.is_quiet


def test_a_saved_view_keeps_where_everything_stands(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        draw(page)
        drag(page, "A100", 30, 60)
        moved = ask(page, "c.view.positions()")
        page.locator("#tab-log").click()
        page.get_by_label("Name of the view").fill("mine")
        page.get_by_label("Name of the view").press("Enter")
        page.get_by_role("button", name="mine").wait_for()
        page.locator("#tab-drawing").click()
        page.get_by_role("button", name="Tidy").click()
        drag(page, "A100", -60, -60)
        page.locator("#tab-log").click()
        page.get_by_role("button", name="mine").click()
        expect(page.locator(".sheet")).to_be_visible()
        assert ask(page, "c.view.positions()") == moved


def test_from_a_name_over_chain_evidence_judgement_and_undo_to_a_file(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        look_up(page, "yunda", "Yunda Ltd")
        before = ask(page, "c.view.positions()")
        page.locator(".twins tbody tr", has_text="awarded to").first.click()
        page.locator(".layer mark").wait_for()
        page.mouse.click(*spot(page, "Yunda Ltd"))
        page.get_by_text("Judge who this is").click()
        page.locator(".judging input[type=search]").fill("云达")
        page.locator(".judging .hit").first.click()
        page.locator(".judging .preview p").wait_for()
        page.locator(".judging").get_by_label("Why").fill("one register entry")
        page.locator(".judging").get_by_role("button", name="Keep").click()
        expect(page.locator("#undo")).to_be_enabled()
        expect(page.locator(".canvas")).to_be_visible()
        after = ask(page, "c.view.positions()")
        assert {uid: after[uid] for uid in before if uid in after}.items() <= (
            before.items()
        )
        page.locator("#undo").click()
        expect(page.locator("#redo")).to_be_enabled()
        until(page, f"Object.keys(c.view.positions()).length === {len(before)}")
        assert ask(page, "c.view.positions()") == before
        with page.expect_download() as coming:
            page.get_by_role("button", name="SVG", exact=True).click()
        assert "Yunda Ltd" in Path(coming.value.path()).read_text("utf-8")
        assert seen.is_quiet


def test_where_no_path_is_found_the_nearest_miss_is_named_and_let_in(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        search(page, "甲大学", "甲大学")
        page.get_by_role("button", name="Path from here").click()
        search(page, "A100", "A100")
        page.get_by_role("button", name="Path to here").click()
        expect(page.locator(".nearest")).to_contain_text("not at E3, but at E4")
        page.get_by_role("button", name="Let in E4").click()
        expect(page.locator(".strip.walk").first).to_be_visible()
        walk = page.locator(".chain", has=page.locator(".strip.walk")).first
        expect(walk.locator(".stamp", has_text="inferred")).to_be_visible()
        walk.get_by_role("button", name="Draw this alone").click()
        until(page, "c.view.nodes.length === 5")
        lines = ask(page, "c.twin.rows().map(({cells}) => cells.slice(1, 4))")
        assert [row[0] for row in lines if row[2] == "E4"] == ["inferred · E4"]
        order = ask(page, "c.view.nodes.toSorted((a, b) => a.x - b.x)"
                    ".map(({thing}) => thing.name)")  # fmt: skip
        assert (order[0], order[2], order[-1]) == ("甲大学", "Yunda Ltd", "A100")

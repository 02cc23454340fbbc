"""The drawing in the explorer: chains, evidence, hands and keys, and the way back."""

import json
import re
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from graphkit.case import Case
from tests.browser.explorer import exploring, search
from tests.releases import release, write_releases
from tests.web.conftest import AWARD

pytestmark = pytest.mark.browser

BUYER, TENDER = "江湾大学", "江湾大学云计算服务采购项目"
SUPPLIER = "深圳云达科技有限公司"
AT_LEAST = AWARD.replace("JW-2024-021", "JW-2024-022").replace(
    "租用AWS云服务器，配NVIDIA A100 GPU 8张",
    "租用AWS云服务器，GPU性能不低于NVIDIA A100",
)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notice, and five tenders of one supplier: three of one pair, one of chairs."""
    folder = tmp_path_factory.mktemp("drawn")
    (folder / "files").mkdir()
    (folder / "files" / "award.txt").write_text(AWARD, encoding="utf-8")
    pair = [
        release(f"p{n}", buyer="乙大学", supplier="Yunda Ltd", item="AWS, A100 GPU",
                title=f"cloud {n}", date=f"202{n}-03-01")
        for n in (2, 3, 4)
    ]  # fmt: skip
    chairs = release("c", buyer="甲大学", supplier="Yunda Ltd", item="chairs")
    write_releases(folder / "files" / "releases.json", *pair, chairs)
    with Case.create(folder / "case") as made:
        made.load([folder / "files"])
    return folder / "case"


@pytest.fixture
def case(drawn: Path, tmp_path: Path) -> Path:
    return Path(copytree(drawn, tmp_path / "case"))


def draw(page: Page) -> None:
    """Open the drawing of what is looked at."""
    page.locator("#tab-drawing").click()
    page.locator(".sheet canvas").first.wait_for()
    until(page, "c.view.camera.width > 0")


def look_up(page: Page, text: str, choose: str) -> None:
    """Draw the chains of a thing, once they have come."""
    with page.expect_response("**/api/chains"):
        search(page, text, choose)
    draw(page)
    until(page, f"c.view.nodes.some(({{thing}}) => thing.name === '{choose}')")


def ask(page: Page, what: str) -> Any:
    """Return what an expression says of the canvas `c`."""
    return page.evaluate(f"(() => {{ const c = {CANVAS}; return {what}; }})()")


CANVAS = "document.querySelector('.canvas').canvas"
PATIENCE_MS = 20_000


def until(page: Page, what: str) -> None:
    """Wait until an expression is true of the canvas `c`; the page allows no eval."""
    for _ in range(PATIENCE_MS // 100):
        if ask(page, what):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never: {what}")


def spot(page: Page, name: str) -> tuple[float, float]:
    """Return where the card of a name stands on the screen."""
    x, y = page.evaluate(
        f"""(name) => {{ const v = {CANVAS}.view, k = v.camera;
            v.element.scrollIntoView({{block: 'center'}});
            const node = v.nodes.find(({{thing}}) => thing.name === name);
            const {{x, y}} = v.front.getBoundingClientRect();
            return [x + node.x * k.scale + k.x, y + node.y * k.scale + k.y]; }}""",
        name,
    )
    return x, y


def names(page: Page) -> set[str]:
    """Return the names of the cards that are drawn."""
    return set(ask(page, "c.view.nodes.map(({thing}) => thing.name)"))


def state(page: Page) -> Any:
    """Return what the address bar holds."""
    return json.loads(unquote(page.url.partition("#v=")[2]))


def drag(page: Page, name: str, right: float, down: float) -> None:
    x, y = spot(page, name)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=5)
    page.mouse.up()


def test_a_chain_is_drawn_and_a_line_leads_to_its_words_in_one_click(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        look_up(page, "yunda", "深圳云达科技有限公司")
        assert names(page) == {
            BUYER, TENDER, SUPPLIER, "AWS", "A100",
        }  # fmt: skip
        x, y = page.evaluate(
            f"""() => {{ const v = {CANVAS}.view, k = v.camera;
                const [x, y] = v.edges.find(({{relation}}) => relation.type === 'VIA')
                    .points.slice(-2);
                const box = v.front.getBoundingClientRect();
                return [(x - 30) * k.scale + k.x + box.x, y * k.scale + k.y + box.y];
            }}"""
        )
        page.mouse.click(x, y)
        expect(page.locator(".layer mark")).to_have_text(
            "租用AWS云服务器，配NVIDIA A100 GPU 8张"
        )
        page.mouse.click(*spot(page, "深圳云达科技有限公司"))
        expect(page.locator("#panel h2")).to_have_text("深圳云达科技有限公司")
        assert seen.is_quiet


def test_what_is_added_stands_beside_and_nothing_that_stood_moves(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        look_up(page, "Yunda Ltd", "Yunda Ltd")
        before = ask(page, "c.view.positions()")
        more = ask(
            page, "[...c.view.model.nodes.values()].map(n => [n.thing.name, n.more])"
        )
        page.locator('[data-expand="AWARDED_TO in Tender"]').click()
        expect(page.locator('[data-expand="AWARDED_TO in Tender"]')).to_be_disabled()
        after = ask(page, "c.view.positions()")
        assert {uid: after[uid] for uid in before} == before
        assert len(after) == len(before) + 1
        left = ask(page, "c.view.nodes.find(n => n.thing.name === 'Yunda Ltd').more")
        assert left == dict(more)["Yunda Ltd"] - 1
        assert "beside Yunda Ltd" in page.inner_text("#live")


def test_a_step_of_the_view_is_taken_back_and_again_also_after_a_reload(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        draw(page)
        first = ask(page, "c.view.positions()")
        drag(page, "A100", 30, 60)
        moved = ask(page, "c.view.positions()")
        assert moved != first
        page.mouse.click(*spot(page, "乙大学"))
        page.locator(".toolbar").get_by_role("button", name="Hide").click()
        assert "乙大学" not in names(page)
        address = page.url
        page.reload()
        expect(page.locator(".twins tbody tr").first).to_be_visible()
        assert page.url == address
        assert "乙大学" not in names(page)
        assert ask(page, "c.view.positions()") == moved
        back = page.get_by_role("button", name="Take back this step of the view")
        back.click()
        until(page, "c.view.nodes.some(({thing}) => thing.name === '乙大学')")
        back.click()
        expect(page.locator("#panel")).to_be_hidden()
        assert ask(page, "c.view.positions()") == moved
        back.click()
        until(page, "!c.view.nodes.some(({pinned}) => pinned)")
        assert ask(page, "c.view.positions()") == first
        page.locator(".sheet canvas").last.focus()
        page.keyboard.press("Control+y")
        until(page, "c.view.nodes.some(({pinned}) => pinned)")
        assert ask(page, "c.view.positions()") == moved


def test_tidy_leaves_what_was_put_somewhere_by_hand(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        draw(page)
        drag(page, "AWS", 20, 140)
        before = ask(page, "c.view.positions()")
        page.get_by_role("button", name="Tidy").click()
        after = ask(page, "c.view.positions()")
        (uid,) = state(page)["pins"]
        assert after[uid] == before[uid]
        assert len({tuple(place) for place in after.values()}) == len(after)


def test_tenders_fold_into_direct_links_of_their_institution_and_back(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        draw(page)
        before = ask(page, "c.view.positions()")
        page.get_by_role("button", name="Direct links").click()
        assert names(page) == {
            "江湾大学", "乙大学", "深圳云达科技有限公司", "Yunda Ltd", "AWS", "A100",
        }  # fmt: skip
        rows = page.locator(".twins tbody tr").all_inner_texts()
        said = sorted(
            tuple(cell.split(" · ")[1] if n != 1 else cell
                  for n, cell in enumerate(map(str.strip, row.split("\t")[:3])))
            for row in rows
        )  # fmt: skip
        assert said == [
            ("乙大学", "awarded to · ×3", "Yunda Ltd"),
            ("乙大学", "awards · ×3", "NVIDIA A100"),
            ("乙大学", "names · ×3", "Amazon Web Services"),
            ("江湾大学", "awarded to", "深圳云达科技有限公司"),
            ("江湾大学", "awards", "NVIDIA A100"),
            ("江湾大学", "names", "Amazon Web Services"),
        ]
        page.locator(".twins tbody tr", has_text="awards · ×3").click()
        expect(page.locator("#panel [data-edge]")).to_have_count(6)
        page.locator("#panel [data-edge]").last.click()
        page.locator(".layer mark").wait_for()
        page.get_by_role("button", name="Direct links", exact=True).click()
        assert ask(page, "c.view.positions()") == before


def test_tenders_of_one_pair_become_one_card_with_count_and_amount(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        draw(page)
        page.get_by_role("button", name="Group", exact=True).click()
        assert "3 tenders" in names(page)
        note = ask(
            page, "c.view.nodes.find(n => n.thing.name === '3 tenders').thing.note"
        )
        assert note == "CNY 600,000 · 2022-03-01 – 2024-03-01"
        page.mouse.click(*spot(page, "3 tenders"))
        expect(page.locator("#panel h2")).to_have_text("乙大学 — Yunda Ltd")
        expect(page.locator("#panel .pairs li")).to_have_count(3)
        page.locator(".time input").first.focus()
        page.keyboard.press("ArrowRight")
        until(page, "c.view.nodes.some(n => n.thing.name === '2 tenders')")
        page.get_by_role("button", name="Ungroup").click()
        assert not {"2 tenders", "3 tenders"} & names(page)


def test_many_are_selected_by_lasso_by_kind_and_inverted(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        draw(page)
        page.get_by_role("button", name="Lasso").click()
        x, y = spot(page, "A100")
        for n, (right, down) in enumerate(((-40, -30), (40, -30), (40, 30), (-40, 30))):
            page.mouse.move(x + right, y + down, steps=3)
            if n == 0:
                page.mouse.down()
        page.mouse.up()
        expect(page.locator(".toolbar .count")).to_have_text("1 selected")
        pick = page.get_by_label("Select…")
        pick.select_option("kind Tender")
        expect(page.locator(".toolbar .count")).to_have_text("4 selected")
        pick.select_option("others")
        expect(page.locator(".toolbar .count")).to_have_text("6 selected")
        page.get_by_role("button", name="Pin", exact=True).click()
        assert len(state(page)["pins"]) == 6
        page.get_by_role("button", name="List").click()
        expect(page.locator("#panel .pairs li")).to_have_count(6)
        page.get_by_role("button", name="Hide", exact=True).first.click()
        expect(page.locator(".sheet")).to_be_visible()
        assert names(page) == set()
        page.locator(".filter-place").get_by_role(
            "button", name="Reset", exact=True
        ).click()
        assert len(names(page)) == 10


def test_the_slider_and_the_filters_act_on_drawing_and_table_alike(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        draw(page)
        sliders = page.locator(".time input")
        sliders.first.focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator(".time output")).to_contain_text("2023")
        assert state(page)["filters"] == {"since": ["2023-03-01"]}
        drawn = ask(page, "c.view.edges.map(({relation}) => relation.key).sort()")
        table = ask(page, "c.twin.rows().map(({names}) => names[1]).sort()")
        assert drawn == table
        assert "cloud 2" not in names(page)
        assert "cloud 3" in names(page)


def test_a_chain_drawn_alone_stands_as_columns(browser: Browser, case: Path) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        first = page.locator(".chain", has_text="江湾大学")
        first.get_by_role("button", name="Draw this alone").click()
        expect(page.locator(".sheet")).to_be_visible()
        until(page, "c.view.nodes.length === 5")
        x = {name: spot(page, name)[0] for name in names(page)}
        assert sorted(x, key=lambda name: x[name]) == [
            BUYER, TENDER, SUPPLIER, "AWS", "A100",
        ]  # fmt: skip
        page.get_by_role("button", name="Reset: 1 Chains alone").click()
        until(page, "c.view.nodes.length > 5")


def test_keys_alone_lead_from_a_card_to_its_relations_and_their_words(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        look_up(page, "yunda", "深圳云达科技有限公司")
        sheet = page.locator(".sheet canvas").last
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
        page.get_by_label("Save").fill("mine")
        page.get_by_label("Save").press("Enter")
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

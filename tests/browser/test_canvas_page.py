"""The drawing in the explorer: chains, evidence, hands and keys, and the way back."""

from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.canvas import (
    BUYER,
    CANVAS,
    SUPPLIER,
    TENDER,
    ask,
    drag,
    draw,
    look_up,
    names,
    spot,
    state,
    tenders,
    until,
)
from tests.browser.explorer import exploring, rest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tenders(tmp_path_factory.mktemp("drawn"))


@pytest.fixture
def case(drawn: Path, tmp_path: Path) -> Path:
    return Path(copytree(drawn, tmp_path / "case"))


def test_a_chain_is_drawn_and_a_line_leads_to_its_words_in_one_click(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        look_up(page, "yunda", "深圳云达科技有限公司")
        assert names(page) == {
            BUYER, TENDER, SUPPLIER, "AWS", "A100",
        }  # fmt: skip
        rest(page)
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
        expect(page.locator("#live")).to_contain_text("beside Yunda Ltd")


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
        kept = state(page)
        page.reload()
        expect(page.locator(".twins tbody tr").first).to_be_visible()
        assert state(page) == kept
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
        rest(page)
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
        expect(page.locator("#panel .pairs li")).to_have_count(2)
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
        page.get_by_role("button", name="Reset: 1 chain alone").click()
        until(page, "c.view.nodes.length > 5")

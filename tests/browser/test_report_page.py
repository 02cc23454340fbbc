"""The report in a browser: offline, from disk, with and without its script."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from pypdfium2 import PdfDocument

from graphkit.report import write_report
from graphkit.viz.chapters import BUNCH
from tests.browser.chains import HOSTILE, Chain, hostile, many, several, sources
from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

SHOWN = "article.chain:not([hidden])"


def report(folder: Path, chains: Sequence[Chain], **meta: Any) -> Path:
    file = folder / "report.html"
    write_report(chains, sources(chains) if chains else [], meta, file)
    return file


def test_the_report_asks_the_network_for_nothing(opened: Open, tmp_path: Path) -> None:
    seen = opened(report(tmp_path, several()))
    assert (seen.requests, seen.complaints, seen.dialogs) == ([], [], [])


def test_every_thing_of_the_chains_has_its_card(opened: Open, tmp_path: Path) -> None:
    page = opened(report(tmp_path, several())).page
    cards = page.locator(".drawing .card > title").all_text_contents()
    assert sorted(cards) == [
        "Chip: A100",
        "Chip: A100 80GB",
        "Chip: A800",
        "Chip: H100",
        "Cloud: AWS",
        "Institution: Shenzhen University",
        "Institution: 北屿示例研究院",
        "Institution: 江湾示例理工学院",
        "Intermediary: Yunda Technology Ltd Co",
        "Intermediary: 云衡示例科技有限公司",
        "Intermediary: 启川示例信息技术有限公司",
        "Intermediary: 学岚示例科技有限公司",
        "Tender: BYRI-2024-009 · 6 March 2024 · tendered",
        "Tender: DLU-2024-F017",
        "Tender: JWIT-2024-021 chairs",
        "Tender: JWIT-2024-035 · 17 May 2024 · awarded · part 1 of 2",
        "Tender: JWIT-2024-035 · 17 May 2024 · awarded · part 2 of 2",
        "Tender: Tender of Shenzhen University, March 2024 (as reported) · "
        "5 March 2024 · awarded · CNY 200,000",
    ]


def test_names_stay_inside_their_cards(opened: Open, tmp_path: Path) -> None:
    page = opened(report(tmp_path, several())).page
    outside = page.evaluate(
        """() => [...document.querySelectorAll('.drawing .card')].flatMap((card) => {
            const box = card.querySelector('.box').getBoundingClientRect();
            return [...card.querySelectorAll('text')]
                .filter((text) => text.getBoundingClientRect().right > box.right)
                .map((text) => text.textContent);
        })"""
    )
    assert outside == []


def test_cards_do_not_overlap(opened: Open, tmp_path: Path) -> None:
    page = opened(report(tmp_path, several())).page
    overlapping = page.evaluate(
        """() => {
            const boxes = [...document.querySelectorAll('.drawing .box')]
                .map((box) => box.getBoundingClientRect());
            return boxes.flatMap((a, n) => boxes.slice(n + 1).filter((b) =>
                a.left < b.right && b.left < a.right &&
                a.top < b.bottom && b.top < a.bottom)).length;
        }"""
    )
    assert overlapping == 0


def test_words_filter_the_chains_and_dim_the_drawing(
    opened: Open, tmp_path: Path
) -> None:
    page = opened(report(tmp_path, several())).page
    page.fill("input[name=text]", "学岚 a800")
    assert page.locator(SHOWN).get_attribute("id") == "chain-3"
    assert page.inner_text(".filter output") == "1 of 6 chains"
    lit = page.locator(".drawing .card:not(.off) > title").all_text_contents()
    assert lit == [
        "Tender: JWIT-2024-035 · 17 May 2024 · awarded · part 1 of 2",
        "Institution: 江湾示例理工学院",
        "Intermediary: 学岚示例科技有限公司",
        "Chip: A800",
    ]
    page.click("text=Show all")
    assert page.locator(SHOWN).count() == 6


def test_an_unticked_grade_hides_its_chains(opened: Open, tmp_path: Path) -> None:
    page = opened(report(tmp_path, several())).page
    page.uncheck("input[name=grade][value=E4]")
    assert page.locator(SHOWN).count() == 5
    assert page.locator("#chain-6").is_hidden()


def test_a_card_picked_by_keyboard_shows_only_its_chains(
    opened: Open, tmp_path: Path
) -> None:
    page = opened(report(tmp_path, several())).page
    card = page.get_by_role("button", name="Intermediary: Yunda Technology Ltd Co")
    card.focus()
    page.keyboard.press("Enter")
    assert page.locator(SHOWN).count() == 2
    assert card.get_attribute("aria-pressed") == "true"
    page.keyboard.press("Escape")
    assert page.locator(SHOWN).count() == 6


def test_without_its_script_the_report_says_the_same(
    opened: Open, tmp_path: Path
) -> None:
    page = opened(report(tmp_path, several()), script=False).page
    assert page.locator("article.chain").count() == 6
    assert page.locator(".drawing .card").count() == 18
    assert page.locator("form.filter").is_hidden()


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_no_screen_scrolls_sideways(opened: Open, tmp_path: Path, width: int) -> None:
    page = opened(report(tmp_path, several()), width=width).page
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [1280, 390])
def test_hostile_text_in_every_field_does_nothing(
    opened: Open, tmp_path: Path, width: int
) -> None:
    file = report(
        tmp_path,
        hostile(),
        title=HOSTILE[0],
        question=HOSTILE[3],
        names={f"{text} m": text for text in HOSTILE},
        notes=HOSTILE,
        query={text: text for text in HOSTILE},
        revision=HOSTILE[1],
        version=HOSTILE[2],
    )
    seen = opened(file, width=width)
    assert (seen.requests, seen.complaints, seen.dialogs) == ([], [], [])
    page = seen.page
    assert page.evaluate("window.acted") is None
    assert page.evaluate("document.scripts.length") == 4
    assert page.evaluate("document.images.length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator("article.chain").count() == len(HOSTILE)
    links = page.evaluate("[...document.links].map((link) => link.protocol)")
    assert set(links) == {"file:"}


def test_the_report_keeps_what_it_rests_on_for_machines(
    opened: Open, tmp_path: Path
) -> None:
    chains = several()
    page = opened(report(tmp_path, chains, revision="r1")).page
    kept = page.evaluate("JSON.parse(document.getElementById('manifest').textContent)")
    assert re.fullmatch("[0-9a-f]{64}", kept.pop("sha256"))
    assert kept == {
        "chains": chains,
        "sources": sources(chains),
        "meta": {"revision": "r1"},
    }


def test_on_paper_there_is_no_filter(opened: Open, tmp_path: Path) -> None:
    seen = opened(report(tmp_path, several()))
    page = seen.page
    page.emulate_media(media="print")
    assert page.locator("form.filter").is_hidden()
    assert page.locator(SHOWN).count() == 6
    assert len(page.pdf()) > 20_000
    assert seen.is_quiet


def test_a_long_report_is_printed_to_its_end(opened: Open, tmp_path: Path) -> None:
    count = 2 * BUNCH + 3
    page = opened(report(tmp_path, many(count))).page
    pages = PdfDocument(page.pdf())
    words = "".join(sheet.get_textpage().get_text_range() for sheet in pages)
    assert {int(n) for n in re.findall(r"notices/(\d+).html", words)} == set(
        range(count)
    )


def test_a_filter_leaves_no_room_for_what_it_takes_out(
    opened: Open, tmp_path: Path
) -> None:
    page = opened(report(tmp_path, many(3 * BUNCH))).page
    bunches = page.locator(".chains")
    page.fill("input[name=text]", f"示例大学{3 * BUNCH - 1}号")
    assert [one.is_visible() for one in bunches.all()].count(True) == 1
    assert page.locator(SHOWN).count() == 1
    page.click("text=Show all")
    assert [one.is_visible() for one in bunches.all()] == [True] * 3


def test_a_dark_screen_gets_dark_paper(opened: Open, tmp_path: Path) -> None:
    page = opened(report(tmp_path, several()), scheme="dark").page
    colour = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(colour) == "rgb(21, 24, 28)"


def test_a_report_of_nothing_says_so(opened: Open, tmp_path: Path) -> None:
    seen = opened(report(tmp_path, []))
    assert "No chain was found." in seen.page.inner_text("#findings")
    assert seen.is_quiet


@pytest.mark.parametrize("things", [2_000, 20_000])
def test_a_long_report_opens_from_disk_and_can_be_used(
    opened: Open, tmp_path: Path, things: int
) -> None:
    count = things // 4
    seen = opened(report(tmp_path, many(count)))
    page = seen.page
    assert page.inner_text(".filter output") == f"{count} chains"
    page.fill("input[name=text]", "示例大学17号")
    first = page.locator(SHOWN).first
    expect(first.locator(".step").first).to_contain_text("示例大学17号")
    page.fill("input[name=text]", "")
    page.uncheck("input[name=grade][value=E1]")
    assert page.inner_text(".filter output") == f"{count // 2} of {count} chains"
    page.locator("#explore").scroll_into_view_if_needed()
    page.locator(".view canvas[tabindex]").press("ArrowRight")
    expect(page.locator(".view [aria-live]")).not_to_be_empty()
    assert seen.is_quiet

"""What stands behind a claim, as the page shows it: words, source, place, people."""

import json
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from graphkit.case import Case
from graphkit.case.additions import Addition
from graphkit.source import Capture
from tests.browser.explorer import exploring, search
from tests.pdf.written import pdf

pytestmark = pytest.mark.browser

ADDRESS = "https://example.org/notices/2024/zb-77.pdf"
BUYER, SUPPLIER = "江湾大学", "深圳云达科技有限公司"
LINES = (
    "江湾大学云计算服务采购项目中标公告",
    "公告时间：2024年03月11日",
    "项目编号：JW-2024-077",
    "项目名称：江湾大学云计算服务采购项目",
    f"供应商名称：{SUPPLIER}",
    "中标金额：8.64（万元）",
    "服务名称：租用AWS云服务器，配NVIDIA A100 GPU 8张",
    f"采购人：{BUYER}",
)
FRAME = """async () => {
    const image = document.querySelector('figure.page img');
    await image.decode();
    const bitmap = await createImageBitmap(image);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const paper = canvas.getContext('2d');
    paper.drawImage(bitmap, 0, 0);
    const {data} = paper.getImageData(0, 0, bitmap.width, bitmap.height);
    const [xs, ys] = [[], []];
    let inside = 0;
    for (let at = 0; at < data.length; at += 4) {
        const pixel = at / 4, x = pixel % bitmap.width, y = (pixel - x) / bitmap.width;
        if (data[at] === 200 && data[at + 1] === 30 && data[at + 2] === 30) {
            xs.push(x); ys.push(y);
        }
    }
    const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    for (let at = 0; at < data.length; at += 4) {
        const pixel = at / 4, x = pixel % bitmap.width, y = (pixel - x) / bitmap.width;
        inside += data[at] < 90 && x > box[0] && x < box[2] && y > box[1] && y < box[3];
    }
    return {box, inside, size: [bitmap.width, bitmap.height]};
}"""


def saved() -> bytes:
    words = [(60.0, 760.0 - 24 * n, line) for n, line in enumerate(LINES)]
    return pdf((words[:3], ()), (words[3:], ()))


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notice that was saved as a PDF, on its second page, and a note of a person."""
    folder = tmp_path_factory.mktemp("evidence")
    file = folder / "saved page"  # browsers keep no suffix where a site gives none
    file.write_bytes(saved())
    with Case.create(folder / "case") as made:
        made.load([file], stated=Capture(ADDRESS, "2024-03-12"))
        tender = str(made.sql("SELECT uid FROM Tender")[0]["uid"])
        note = Addition("BID_ON", text="示例云服务公司", tender=tender)
        made.add(note, why="told by a bidder")
    return folder / "case"


def hop(page: Page, words: str) -> None:
    """Open the evidence of the only chain's hop to something."""
    search(page, "yunda", SUPPLIER)
    page.locator(".hop", has_text=words).first.click()
    page.locator("#panel .statement").first.wait_for()


def test_the_quoted_words_stand_in_a_frame_on_a_picture_of_their_page(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        hop(page, SUPPLIER)
        image = page.locator("figure.page img")
        expect(image).to_be_visible()
        expect(image).to_have_attribute("alt", "The quoted words in a frame on page 2")
        expect(page.locator("figure.page figcaption")).to_have_text("page 2")
        found = page.evaluate(FRAME)
        left, top, right, bottom = found["box"]
        width, height = found["size"]
        assert 0 <= left < right < width
        assert 0 <= top < bottom < height
        assert bottom - top < 40  # one line of the page
        assert found["inside"] > 50  # the words themselves
        assert seen.is_quiet


def test_words_are_marked_and_where_they_come_from_is_said(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        hop(page, SUPPLIER)
        expect(page.locator(".layer mark")).to_have_text(f"供应商名称：{SUPPLIER}")
        digest = sha256(saved()).hexdigest()
        expect(page.locator(".source .hash")).to_have_text(
            f"saved page · sha256 {digest}"
        )
        where = page.locator(".statement .where").first
        expect(where).to_contain_text("published 2024-03-11")
        expect(where).to_contain_text("captured 2024-03-12")
        original = where.get_by_role("link", name="Open the original")
        expect(original).to_have_attribute("href", ADDRESS)
        expect(original).to_have_attribute("rel", "noopener noreferrer nofollow")


def test_english_and_pinyin_stand_beside_the_chinese(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        hop(page, SUPPLIER)
        said = page.locator("#panel .statement").first
        expect(said.locator("blockquote")).to_have_text(f"供应商名称：{SUPPLIER}")
        expect(said.locator(".pinyin")).to_contain_text("Shēnzhèn")
        gloss = said.locator(".gloss div").first
        expect(gloss.locator("dt")).to_have_text("供应商名称")
        expect(gloss.locator("dd")).to_have_text("name of the supplier")
        page.get_by_role("button", name=SUPPLIER).first.click()
        expect(page.locator("#panel p.pinyin")).to_contain_text("Shēnzhèn")


def test_a_persons_translation_stands_beside_the_quote_with_who_made_it(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        hop(page, "AWS")
        said = page.locator("#panel .statement").first
        said.get_by_role("button", name="Translate…").click()
        words = "rents AWS cloud servers with 8 NVIDIA A100 GPUs"
        said.get_by_label("Translate: Translate").fill(words)
        said.get_by_label("Translate: Translate").press("Enter")
        translation = page.locator("#panel .translation").first
        expect(translation).to_contain_text(words)
        expect(translation.locator(".by")).to_contain_text(" — ")
        expect(said.locator("blockquote")).to_contain_text("租用AWS云服务器")


def test_a_claim_without_words_says_that_it_has_none(
    browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, _):
        page = seen.page
        search(page, "示例云服务", "示例云服务公司")
        page.locator('[data-expand^="BID_ON"]').click()
        expect(page.locator('[data-expand^="BID_ON"]')).to_be_disabled()
        page.locator("#tab-table").click()
        page.locator("tbody tr", has_text="bid on").get_by_role("button").click()
        panel = page.locator("#panel")
        expect(panel.locator("> * > .missing").first).to_have_text(
            "No words stand behind this: it is not quoted."
        )
        expect(panel).to_contain_text("added by")
        expect(panel).to_contain_text("told by a bidder")
        expect(panel.locator("mark")).to_have_count(0)


def test_a_line_that_nothing_else_shows_is_called_by_the_names_of_its_ends(
    browser: Browser, case: Path
) -> None:
    with Case.open(case) as opened:
        key = opened.sql("SELECT key FROM BID_ON")[0]["key"]
    view = f"#v={quote(json.dumps({'seen': key}))}"
    with exploring(browser, case, view=view) as (seen, _):
        expect(seen.page.locator("#panel h2")).to_contain_text("示例云服务公司")

"""Results of a notebook in a browser: nothing is fetched, nothing gets out."""

from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, expect

from graphkit.results import Results
from graphkit.viz.sketch import draw
from tests.browser.chains import HOSTILE, hostile, several
from tests.browser.conftest import Open, Opened

pytestmark = pytest.mark.browser


def cell(opened: Open, folder: Path, made: str) -> tuple[Opened, FrameLocator]:
    """Open a page that holds what a notebook would show, and its frame."""
    file = folder / "notebook.html"
    file.write_text(
        f'<!doctype html><meta charset="utf-8"><p id="kernel">secret</p>{made}', "utf-8"
    )
    seen = opened(file)
    return seen, seen.page.frame_locator("iframe")


def test_chains_show_themselves(opened: Open, tmp_path: Path) -> None:
    seen, frame = cell(opened, tmp_path, Results(several())._repr_html_())
    expect(frame.locator("h1")).to_have_text("6 chains")
    expect(frame.locator(".drawing .card").first).to_be_visible()
    frame.locator("summary").click()
    expect(frame.get_by_role("cell", name="AWS账号")).to_be_visible()
    assert seen.is_quiet


def test_rows_show_themselves(opened: Open, tmp_path: Path) -> None:
    rows = Results([{"name": "深圳大学", "n": 1}])
    seen, frame = cell(opened, tmp_path, rows._repr_html_())
    expect(frame.get_by_role("cell", name="深圳大学")).to_be_visible()
    assert seen.is_quiet


def test_a_drawing_that_moves_is_drawn_picked_and_told_in_its_table(
    opened: Open, tmp_path: Path
) -> None:
    made = Results(several()).show()._repr_html_()
    seen, frame = cell(opened, tmp_path, made)
    expect(frame.locator("#explore")).to_be_visible()
    frame.locator("canvas[tabindex]").press("ArrowRight")
    expect(frame.locator(".view [aria-live]")).not_to_be_empty()
    frame.locator("summary").click()
    expect(frame.locator(".twins tbody tr")).to_have_count(len(draw(several()).links))
    with seen.page.expect_download() as saved:
        frame.get_by_role("button", name="SVG").click()
    assert saved.value.suggested_filename == "chains.svg"
    assert (seen.complaints, seen.dialogs) == ([], [])


def test_a_frame_cannot_read_the_notebook(opened: Open, tmp_path: Path) -> None:
    seen, frame = cell(opened, tmp_path, Results(several()).show()._repr_html_())
    expect(frame.locator("#explore")).to_be_visible()
    inner = seen.page.frames[1]
    assert inner.evaluate("origin") == "null"
    reached = """() => { try { return parent.document.body.textContent; }
                           catch (error) { return error.name; } }"""
    assert inner.evaluate(reached) == "SecurityError"


@pytest.mark.parametrize("made", ["rows", "chains", "view", "pyvis"])
def test_hostile_text_does_nothing_in_a_notebook(
    opened: Open, tmp_path: Path, made: str
) -> None:
    chains = Results(hostile())
    shown = {
        "rows": lambda: Results([{text: text} for text in HOSTILE], notes=HOSTILE),
        "chains": lambda: chains,
        "view": chains.show,
        "pyvis": chains.to_pyvis,
    }[made]()
    seen, frame = cell(opened, tmp_path, shown._repr_html_())
    expect(frame.locator("h1")).to_be_visible()
    seen.page.wait_for_timeout(300)
    acted = [one.evaluate("window.acted") for one in seen.page.frames]
    assert acted == [None, None]
    assert (seen.requests, seen.complaints, seen.dialogs) == ([], [], [])

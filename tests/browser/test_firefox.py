"""What is published opens in Firefox too, and asks the network for nothing."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from graphkit.embed import write_embed
from graphkit.report import write_report
from tests.browser.chains import Chain, hostile, several, sources
from tests.browser.firefox import Page, running
from tests.waiting import until

pytestmark = pytest.mark.browser

CHAINS = "[...document.querySelectorAll('article.chain')].filter(one => !one.hidden)"


@pytest.fixture(scope="module")
def firefox() -> Iterator[Page]:
    with running() as page:
        yield page


def opened(firefox: Page, chains: Sequence[Chain], folder: Path) -> Page:
    """Return the page with a report of these chains in it."""
    file = folder / "report.html"
    write_report(chains, sources(chains), {}, file)
    firefox.open(file)
    return firefox


def test_a_report_is_drawn_whole_and_searched(firefox: Page, tmp_path: Path) -> None:
    page = opened(firefox, several(), tmp_path)
    cards = page.evaluate("document.querySelectorAll('.drawing .card').length")
    page.evaluate(
        """(field => {
            field.value = '学岚 a800';
            field.dispatchEvent(new Event('input', {bubbles: true}));
        })(document.querySelector('input[name=text]'))"""
    )
    left = page.evaluate(f"{CHAINS}.map(one => one.id).join()")
    assert (cards, left) == (18, "chain-3")
    assert (page.complaints, page.asked) == ([], [])


def test_the_drawing_that_moves_is_drawn(firefox: Page, tmp_path: Path) -> None:
    page = opened(firefox, several(), tmp_path)
    inked = """(canvas => {
        if (!canvas) return 0; // it comes when it is scrolled to
        const {width, height} = canvas;
        const {data} = canvas.getContext('2d').getImageData(0, 0, width, height);
        return data.some((value, n) => n % 4 === 3 && value) ? width : 0;
    })(document.querySelector('#explore canvas'))"""
    page.evaluate("document.querySelector('#explore').scrollIntoView()")
    until(lambda: page.evaluate(inked) > 500)
    assert (page.complaints, page.asked) == ([], [])


def test_hostile_text_runs_nothing(firefox: Page, tmp_path: Path) -> None:
    page = opened(firefox, hostile(), tmp_path)
    assert page.evaluate("typeof window.acted") == "undefined"
    assert page.evaluate("document.querySelectorAll('article.chain').length") > 1
    assert (page.complaints, page.asked) == ([], [])


def test_an_embed_is_whole(firefox: Page, tmp_path: Path) -> None:
    file = tmp_path / "embed.html"
    write_embed(several(), sources(several()), {}, file)
    firefox.open(file)
    assert firefox.evaluate("document.querySelectorAll('.strips > li').length") == 6
    assert (firefox.complaints, firefox.asked) == ([], [])

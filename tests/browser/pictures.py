"""Make the pictures of the documentation: `python -m tests.browser.pictures`.

They show the demonstration's report, so that they can be made again by anybody.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from graphkit import demo
from tests.browser.conftest import QUIET, chromium

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
SIZE = {"width": 1280, "height": 1120}
VIEWS = {"report": "body", "drawing": "#drawing", "chain": "#chain-1"}
"""Name of the picture, and what stands at its top."""


def take(report: Path, folder: Path) -> None:
    """Write a picture of each view of a report."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=list(QUIET)
        )
        page = browser.new_page(viewport=SIZE, reduced_motion="reduce")
        page.goto(report.as_uri())
        for name, top in VIEWS.items():
            page.evaluate("top => document.querySelector(top).scrollIntoView()", top)
            page.wait_for_timeout(200)
            page.screenshot(path=folder / f"{name}.png")
        browser.close()


def main() -> None:
    """Run the demonstration in a temporary folder and take its pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        take(demo.run(Path(folder)), PICTURES)


if __name__ == "__main__":
    main()

"""The explorer in a Chromium: a server of a real case, and what its page does."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from graphkit.web import InFolder, Place
from tests.browser.conftest import Opened
from tests.web.conftest import Client, served

PATIENCE_MS = 240_000
"""A decision ends with a build, which takes long where much else is done."""

expect.set_options(timeout=PATIENCE_MS)


@contextmanager
def exploring(
    browser: Browser,
    case: Path | Place,
    *,
    width: int = 1280,
    height: int = 900,
    scheme: str = "light",
    view: str = "",
    touch: bool = False,
) -> Iterator[tuple[Opened, Client]]:
    """Serve a case and open its page; what it complains of is kept."""
    with served(InFolder(case) if isinstance(case, Path) else case) as client:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            has_touch=touch,
        )
        context.set_default_timeout(PATIENCE_MS)
        seen = Opened(context.new_page())
        page = seen.page
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("console", lambda said: _keep(seen, said.type, said.text))
        page.on("dialog", lambda one: (seen.dialogs.append(one.message), one.dismiss()))
        page.on(
            "request",
            lambda one: (
                None
                if one.url.startswith((client.server.address, "blob:", "data:"))
                else seen.requests.append(one.url)
            ),
        )
        page.goto(client.server.address + view)
        page.locator("#undo").wait_for(state="attached")
        try:
            yield seen, client
        finally:
            context.close()


def _keep(seen: Opened, kind: str, text: str) -> None:
    if kind in ("error", "warning"):
        seen.complaints.append(text)


def search(page: Page, text: str, choose: str) -> None:
    """Type into the search box and take the hit of a name."""
    page.get_by_role("combobox").first.fill(text)
    page.locator("#search .hit", has_text=choose).first.click()
    page.locator("#panel h2").wait_for()

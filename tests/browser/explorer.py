"""The explorer in a Chromium: a server of a real case, and what its page does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from playwright.sync_api import Browser, Page, expect

from graphkit.case import Case
from graphkit.web import InFolder, Place
from tests.browser.conftest import PATIENCE_MS, Opened
from tests.web.conftest import Client, served


@dataclass(frozen=True)
class Slow(InFolder):
    """A case that is opened when a test lets it be."""

    may_open: Event = field(default_factory=Event)
    is_asked: Event = field(default_factory=Event)

    def open(self) -> Case:
        """Wait, then open the case."""
        self.is_asked.set()
        assert self.may_open.wait(PATIENCE_MS / 1000)
        return super().open()


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
        try:
            page.goto(client.server.address + view)
            rest(page)
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
    rest(page)


def rest(page: Page) -> None:
    """Wait until all that was asked for is shown, and drawn."""
    expect(page.locator("#board")).to_have_attribute("aria-busy", "false")
    page.evaluate(
        """() => new Promise((done) =>
            requestAnimationFrame(() => requestAnimationFrame(done)))"""
    )


def listen(page: Page) -> None:
    """Keep all that is announced from now on."""
    page.evaluate(
        """() => {
            window.heard = [];
            const live = document.querySelector('#live');
            new MutationObserver(() => window.heard.push(live.textContent))
                .observe(live, {childList: true});
        }"""
    )


def heard(page: Page) -> list[str]:
    """Return all that was announced since somebody listens."""
    said: list[str] = page.evaluate("window.heard")
    return said

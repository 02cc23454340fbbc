"""A Chromium without a network, and everything that a page tries in it."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from graphkit.case import Case
from tests.waiting import PATIENCE_S

PATIENCE_MS = PATIENCE_S * 1000
"""How long anything is waited for: a busy machine changes no verdict."""

expect.set_options(timeout=PATIENCE_MS)

SLOWEST_MS = 300_000
"""In which the longest page opens also on a machine that does much else."""

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str:
    """Return the browser's program; skip where there is none, fail in CI."""
    return program("Chromium", "chromium", NAMES)


def program(called: str, package: str, names: Sequence[str]) -> str:
    """Return the first of some programs, or the one that `$GRAPHKIT_CALLED` names."""
    found = os.environ.get(f"GRAPHKIT_{called.upper()}") or next(
        filter(None, map(shutil.which, names)), ""
    )
    if not found:
        if os.environ.get("CI") == "true":
            pytest.fail(f"no {called}: .ci/run installs one")
        pytest.skip(f"no {called} on this machine: install the package {package}")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=program, args=list(QUIET), timeout=PATIENCE_MS
        )
        yield running
        running.close()


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A case without records."""
    Case.create(tmp_path / "case").close()
    return tmp_path / "case"


@dataclass
class Opened:
    """A page, and what it asked for, complained of, and tried to say."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    @property
    def is_quiet(self) -> bool:
        """Nothing was asked of the network, nothing failed, nothing popped up."""
        return not (self.requests or self.complaints or self.dialogs)


Open = Callable[..., Opened]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Open a file from disk with the network cut off; `width` in pixels."""
    contexts = []

    def open_file(
        file: Path, *, width: int = 1280, script: bool = True, scheme: str = "light"
    ) -> Opened:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            color_scheme="dark" if scheme == "dark" else "light",
            offline=True,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        seen = Opened(context.new_page())

        def route(asked: Route) -> None:
            if asked.request.url == file.as_uri():
                asked.continue_()
            else:
                seen.requests.append(asked.request.url)
                asked.abort()

        context.route("**/*", route)
        page = seen.page
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                seen.complaints.append(said.text)
                if said.type in ("error", "warning")
                else None
            ),
        )
        page.on(
            "dialog",
            lambda asked: (seen.dialogs.append(asked.message), asked.dismiss()),
        )
        page.goto(file.as_uri(), timeout=SLOWEST_MS)
        return seen

    yield open_file
    for context in contexts:
        context.close()

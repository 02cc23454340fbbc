"""A Firefox that is driven over WebDriver BiDi, with a page opened from disk."""

import itertools
import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.browser.conftest import program
from tests.waiting import PATIENCE_S

NAMES = ("firefox-esr", "firefox")
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
PREFERENCES = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.allow_hijacking_localhost": False,
}
"""Whatever a page asks of the network goes to a port that answers nobody."""


@dataclass
class Page:
    """A page, and what it asked the network for and complained of."""

    socket: ClientConnection
    context: str = ""
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    _ids: Iterator[int] = field(default_factory=itertools.count)

    def tell(self, method: str, **given: Any) -> Any:
        """Return the result of a command. Raises AssertionError where it fails."""
        number = next(self._ids)
        self.socket.send(json.dumps({"id": number, "method": method, "params": given}))
        while (heard := json.loads(self.socket.recv(PATIENCE_S))).get("id") != number:
            self._note(heard)
        assert heard["type"] == "success", heard
        return heard["result"]

    def _note(self, event: dict[str, Any]) -> None:
        told = event.get("params", {})
        if event.get("method") == "network.beforeRequestSent":
            url = told["request"]["url"]
            if not url.startswith(("file:", "data:")):
                self.asked.append(url)
        if event.get("method") == "log.entryAdded" and told["level"] != "info":
            self.complaints.append(told["text"])

    def open(self, file: Path) -> None:
        """Open a file from disk and wait until it is loaded."""
        self.tell(
            "browsingContext.navigate",
            context=self.context,
            url=file.as_uri(),
            wait="complete",
        )

    def evaluate(self, script: str) -> Any:
        """Return the value of an expression, awaited; texts and numbers alone."""
        found = self.tell(
            "script.evaluate",
            expression=script,
            target={"context": self.context},
            awaitPromise=True,
        )
        assert found["type"] == "success", found
        return found["result"].get("value")


@contextmanager
def running() -> Iterator[Page]:
    """Run a Firefox without a window, and give its page."""
    with TemporaryDirectory(prefix="graphkit-", ignore_cleanup_errors=True) as profile:
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
            for name, value in PREFERENCES.items()
        ]
        Path(profile, "user.js").write_text("".join(lines), encoding="utf-8")
        command = program("Firefox", NAMES[0], NAMES)
        process = subprocess.Popen(
            [
                *(command, "--headless", "--no-remote", "--profile", profile),
                *("--remote-debugging-port", "0"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            with connect(
                f"{_address(process)}/session", max_size=None, open_timeout=PATIENCE_S
            ) as socket:
                yield _page(socket)
        finally:
            process.kill()
            process.communicate()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stderr
    for line in process.stderr:
        if found := LISTENING.search(line):
            return found[1]
    raise AssertionError("Firefox ended before it listened")


def _page(socket: ClientConnection) -> Page:
    page = Page(socket)
    page.tell("session.new", capabilities={})
    events = ["log.entryAdded", "network.beforeRequestSent"]
    page.tell("session.subscribe", events=events)
    page.context = page.tell("browsingContext.create", type="tab")["context"]
    return page

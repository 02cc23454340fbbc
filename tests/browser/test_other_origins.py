"""Another site's page, open in the same browser, gets nothing and changes nothing.

It knows the whole address, token and all, which it could never learn: what still holds
it off are origins, and each way a page has to ask another is tried.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.explorer import exploring
from tests.web.conftest import built, case

__all__ = ["built", "case"]

pytestmark = pytest.mark.browser

ASK = """async ([address, mode, type]) => {
    const body = JSON.stringify({about: 'x', text: 'planted', why: 'x'});
    try {
        const answer = await fetch(address + 'api/note', {
            method: 'POST', body, mode, headers: {'Content-Type': type}});
        return await answer.text();
    } catch (error) { return ''; }
}"""
READ = """async ([address, what]) => {
    try {
        const answer = await fetch(address + what, {mode: 'cors'});
        return await answer.text();
    } catch (error) { return ''; }
}"""
SEND = """([address, type]) => new Promise((done) => {
    document.body.innerHTML = '<iframe name=f></iframe><form method=post target=f>'
        + '<input name=x></form>';
    const form = document.forms[0];
    form.action = address + 'api/note';
    form.enctype = type;
    form.x.name = '{"about":"x","text":"planted","z":"';
    form.x.value = '"}';
    const frame = document.querySelector('iframe');
    frame.addEventListener('load', () => {
        let said = '';
        try { said = frame.contentDocument.body.textContent; } catch (error) {}
        done(said);
    });
    form.submit();
})"""
LOAD = """([address, tag, what]) => new Promise((done) => {
    const made = document.createElement(tag);
    made.onload = () => done('loaded');
    made.onerror = () => done('');
    made[tag === 'link' ? 'href' : 'src'] = address + what;
    if (tag === 'link') made.rel = 'stylesheet';
    document.body.append(made);
})"""
FRAME = """(address) => new Promise((done) => {
    const made = document.createElement('iframe');
    made.onload = () => {
        let said = '';
        try { said = made.contentDocument.body.textContent; } catch (error) {}
        done(said);
    };
    made.src = address;
    document.body.append(made);
})"""
OPEN = """async (address) => {
    const other = open(address);
    await new Promise((done) => setTimeout(done, 500));
    try { return other.document.body.textContent; } catch (error) { return ''; }
}"""


class Other(BaseHTTPRequestHandler):
    """Another site: an empty page under every address."""

    def do_GET(self) -> None:
        body = b"<!doctype html><title>other</title><body>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def another_site() -> Iterator[int]:
    """Give the port of a server of another origin."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Other) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def tries(page: Page, address: str) -> Iterator[tuple[str, str]]:
    """Yield each way of asking, and what the other page got to read."""
    for mode in ("cors", "no-cors"):
        for kind in ("application/json", "text/plain"):
            yield f"fetch {mode} {kind}", page.evaluate(ASK, [address, mode, kind])
    for what in ("", "static/app/main.js"):
        yield f"read {what}", page.evaluate(READ, [address, what])
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        yield f"form {kind}", page.evaluate(SEND, [address, kind])
    for tag, what in (
        ("script", "static/app/dom.js"),
        ("link", "static/app/app.css"),
        ("img", ""),
    ):
        yield f"{tag} {what}", page.evaluate(LOAD, [address, tag, what])
    yield "frame", page.evaluate(FRAME, address)
    yield "window", page.evaluate(OPEN, address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_page_of_another_origin_gets_nothing_and_changes_nothing(
    host: str, browser: Browser, case: Path
) -> None:
    with exploring(browser, case) as (seen, client), another_site() as port:
        other = seen.page.context.new_page()
        other.goto(f"http://{host}:{port}/")
        got = dict(tries(other, client.server.address))
        assert {way for way, said in got.items() if said} == set()
        assert client.ask("remarks")["notes"] == []
        assert client.ask("status")["records"] == 3

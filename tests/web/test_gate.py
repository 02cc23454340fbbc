"""Who does not hold the token, or comes from elsewhere, gets nothing."""

import os
import subprocess
import sys

import pytest

from graphkit.web.server import doorway
from tests.web.conftest import Client

NOTHING = b""

NOBODY = 65534
"""The user whom every Unix has and who owns nothing."""

PRYING = """
import os, socket, sys

port, door, nobody = sys.argv[1:]
os.setgroups([])
os.setgid(int(nobody))
os.setuid(int(nobody))
line = socket.socket()
line.connect(("127.0.0.1", int(port)))
line.sendall(f"GET / HTTP/1.1\\r\\nHost: 127.0.0.1:{port}\\r\\n\\r\\n".encode())
print(line.recv(1000).split(b"\\r\\n")[0])
for file in [door, *(f"/proc/{one}/cmdline" for one in os.listdir("/proc"))]:
    try:
        print(open(file, "rb").read())
    except OSError as error:
        print(file, type(error).__name__)
"""
"""What another user can try: ask, read the file that leads there, read all commands."""


def test_the_page_comes_to_who_holds_the_token(client: Client) -> None:
    status, headers, body = client.send("GET", f"/{client.server.token}/")
    assert (status, body[:15]) == (200, b"<!doctype html>")
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/x/",
        "/api/typed",
        "/static/app/main.js",
        "/x/api/status",
        "//",
        "/%2e%2e/",
    ],
)
def test_without_the_token_there_is_nothing(client: Client, path: str) -> None:
    for method in ("GET", "POST"):
        status, _, body = client.send(method, path)
        assert (status, body) == (404, NOTHING)


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0,
    reason="only root can act as another user",
)
def test_a_second_user_of_the_machine_gets_nothing(client: Client) -> None:
    door = doorway(client.server.address)
    try:
        found = subprocess.run(
            [sys.executable, "-c", PRYING, str(client.server.port), door, str(NOBODY)],
            capture_output=True,
            text=True,
            check=True,
        )
    finally:
        door.unlink()
    assert found.stdout.splitlines()[:2] == [
        "b'HTTP/1.1 404 Not Found'",
        f"{door} PermissionError",
    ]
    assert client.server.token not in found.stdout


def test_the_beginning_of_the_token_opens_nothing(client: Client) -> None:
    status, _, body = client.send("GET", f"/{client.server.token[:-1]}/")
    assert (status, body) == (404, NOTHING)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", ""])
def test_another_name_of_the_machine_gets_nothing(client: Client, host: str) -> None:
    status, _, body = client.send("GET", f"/{client.server.token}/", Host=host)
    assert (status, body) == (421, NOTHING)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://localhost"])
def test_a_page_of_another_origin_gets_nothing(client: Client, origin: str) -> None:
    path = f"/{client.server.token}/api/status"
    status, _, body = client.send(
        "POST", path, b"{}", Origin=origin, Content_Type="application/json"
    )
    assert (status, body) == (403, NOTHING)


def test_a_request_that_another_site_made_the_browser_send_gets_nothing(
    client: Client,
) -> None:
    path = f"/{client.server.token}/static/app/main.js"
    status, _, body = client.send("GET", path, Sec_Fetch_Site="cross-site")
    assert (status, body) == (403, NOTHING)


def test_a_form_of_another_kind_is_no_request(client: Client) -> None:
    path = f"/{client.server.token}/api/status"
    status, _, body = client.send("POST", path, b"{}", Content_Type="text/plain")
    assert status == 400
    assert b"a request is JSON" in body


@pytest.mark.parametrize(
    "name", ["../app.html", "app/../../page.py", "report.js", "app/%2e%2e/report.js"]
)
def test_only_files_of_the_page_are_given(client: Client, name: str) -> None:
    status, _, body = client.send("GET", f"/{client.server.token}/static/{name}")
    assert (status, body) == (404, NOTHING)

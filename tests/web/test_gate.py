"""Who does not hold the token, or comes from elsewhere, gets nothing."""

import pytest

from tests.web.conftest import Client

NOTHING = b""


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

"""Files dropped on the page are loaded; what is not read waits and is tried again."""

import gzip
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from graphkit.case import Case
from graphkit.cli import main
from tests.waiting import PATIENCE_S, until
from tests.web.conftest import AWARD, Client, serving

RAR = b"Rar!\x1a\x07\x00 nothing"
CUT_OFF = gzip.compress(AWARD.encode())[:-9]


def drop(client: Client, name: str, content: bytes) -> int:
    path = f"/{client.server.token}/api/upload?name={quote(name)}"
    kind = "application/octet-stream"
    return client.send("POST", path, content, Content_Type=kind)[0]


def announcing(client: Client, name: str, size: int) -> HTTPConnection:
    """Begin to send a file of a size, and send nothing of it yet."""
    connection = HTTPConnection("127.0.0.1", client.server.port, timeout=PATIENCE_S)
    path = f"/{client.server.token}/api/upload?name={name}"
    connection.putrequest("POST", path)
    connection.putheader("Content-Type", "application/octet-stream")
    connection.putheader("Content-Length", str(size))
    connection.endheaders()
    return connection


def files_in(folder: Path) -> list[str]:
    return sorted(
        one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()
    )


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    Case.create(tmp_path / "case").close()
    return tmp_path / "case"


def not_read(client: Client) -> list[Any]:
    found = client.ask("loaded")["unread"]
    return [(one["path"], one["waits"]) for one in found]


def test_an_empty_case_is_filled_by_dropped_files(empty: Path) -> None:
    with serving(empty) as client:
        assert client.ask("status")["records"] == 0
        assert client.ask("load")["error"] == "no files came"
        assert drop(client, "a/notice.txt", AWARD.encode()) == 200
        assert drop(client, "b.rar", RAR) == 200
        found = client.ask("load")
        assert found["records"] == 1
        assert [one["path"] for one in found["quarantined"]] == ["b.rar"]
        assert client.ask("status")["records"] == 1
        assert client.ask("typed", text="云达")["rows"] != []


def test_what_was_read_leaves_the_waiting_room_and_the_rest_is_tried_again(
    empty: Path,
) -> None:
    with serving(empty) as client:
        drop(client, "a/notice.txt", AWARD.encode())
        drop(client, "a/b.txt.gz", CUT_OFF)
        drop(client, "c.txt.gz", CUT_OFF)
        client.ask("load")
        assert files_in(empty / "incoming") == [
            "primary/a/b.txt.gz",
            "primary/c.txt.gz",
        ]
        assert not_read(client) == [("a/b.txt.gz", True), ("c.txt.gz", True)]
        assert len(client.ask("retry")["quarantined"]) == 2
        mended = AWARD.replace("JW-2024-021", "JW-2024-022")
        drop(client, "c.txt.gz", gzip.compress(mended.encode()))
        assert client.ask("load")["records"] == 1
        assert not_read(client) == [("a/b.txt.gz", True)]
        assert client.ask("leave_out", path="a/b.txt.gz") == {}
        assert (not_read(client), files_in(empty / "incoming")) == ([], [])
        assert client.ask("leave_out", path="a/b.txt.gz")["error"] == (
            "a/b.txt.gz does not wait here"
        )
    assert main(["loaded", "--case", str(empty)]) == 0


def test_a_kept_file_that_nothing_reads_is_forgotten_with_a_reason(
    empty: Path,
) -> None:
    with serving(empty) as client:
        drop(client, "b.rar", RAR)
        client.ask("load")
        (item,) = client.ask("loaded")["unread"]
        assert (item["path"], item["waits"]) == ("b.rar", False)
        asked = {"source": item["source"], "why": "not a record"}
        assert client.ask("forget", source=item["source"])["error"] == (
            "a decision needs a reason"
        )
        assert client.ask("forget", **asked)["id"]
        assert not_read(client) == []
        client.ask("undo")
        assert not_read(client) == [("b.rar", False)]


def test_the_report_says_what_was_read_and_what_of_it_was_left(
    client: Client,
) -> None:
    found = client.ask("loaded")
    (releases,) = (one for one in found["files"] if one["loader"] == "ocds")
    assert releases["path"] == "files/releases.json"
    assert (releases["records"], releases["problems"]) == (2, 0)
    assert {one["loader"]: one["records"] for one in found["loaders"]} == {
        "notice": 1,
        "ocds": 2,
    }
    assert (found["unread"], found["n_files"]) == ([], 2)


def test_records_that_must_not_mix_leave_nothing_behind(
    case: Path, client: Client
) -> None:
    drop(client, "a.txt", AWARD.encode())
    error = client.ask("load", provenance="invented")["error"]
    assert error.startswith("invented and other records would mix")
    assert files_in(case / "incoming") == []
    drop(client, "a.txt", AWARD.encode())
    assert client.ask("load", provenance="../x")["error"] == "'../x' is no provenance"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("../../x.txt", "x.txt"),
        ("/etc/x.txt", "etc/x.txt"),
        ("a/../../../x.txt", "a/x.txt"),
        ("./a/./x.txt", "a/x.txt"),
        ("招标<script>.txt", "招标<script>.txt"),
    ],
)
def test_a_name_never_leads_out_of_the_folder(
    tmp_path: Path, client: Client, name: str, place: str
) -> None:
    assert drop(client, name, b"x") == 200
    (file,) = (one for one in files_in(tmp_path) if one.endswith(".txt"))
    assert file.startswith("case/incoming/.arriving-")
    assert file.split("/", 3)[3] == place


@pytest.mark.parametrize(
    "name", ["", "..", "/", "c:\\x.txt", "a\0b", "a\nb", "x" * 300, "a/" * 50 + "b"]
)
def test_what_is_no_name_is_refused_in_a_sentence(
    tmp_path: Path, client: Client, name: str
) -> None:
    before = files_in(tmp_path)
    assert drop(client, name, b"x") == 400
    assert files_in(tmp_path) == before


def test_a_file_that_does_not_come_to_its_end_is_not_kept(
    case: Path, client: Client
) -> None:
    begun = announcing(client, "a.txt", 1000)
    begun.send(b"half of it")
    until(lambda: files_in(case / "incoming"))
    begun.close()
    until(lambda: not files_in(case / "incoming"))
    assert client.ask("load")["error"] == "no files came"
    assert not_read(client) == []


def test_a_file_larger_than_all_bounds_is_refused_before_it_comes(
    client: Client,
) -> None:
    with closing(announcing(client, "a.txt", 1 << 50)) as begun:
        answer = begun.getresponse()
        assert (answer.status, b"is larger than" in answer.read()) == (400, True)


def test_what_nobody_loaded_goes_with_the_server(empty: Path) -> None:
    with serving(empty) as client:
        drop(client, "a.txt", b"x")
        assert len(files_in(empty / "incoming")) == 1
    assert files_in(empty / "incoming") == []

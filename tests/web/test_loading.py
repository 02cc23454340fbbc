"""Files dropped on the page are loaded; what is not read is said."""

from pathlib import Path

from graphkit.case import Case
from tests.web.conftest import AWARD, Client, serving


def drop(client: Client, name: str, content: bytes) -> int:
    path = f"/{client.server.token}/api/upload?name={name}"
    kind = "application/octet-stream"
    return client.send("POST", path, content, Content_Type=kind)[0]


def test_an_empty_case_is_filled_by_dropped_files(tmp_path: Path) -> None:
    Case.create(tmp_path / "case").close()
    with serving(tmp_path / "case") as client:
        assert client.ask("status")["records"] == 0
        assert client.ask("load")["error"] == "no files came"
        assert drop(client, "a/notice.txt", AWARD.encode()) == 200
        assert drop(client, "b.rar", b"Rar!\x1a\x07\x00 nothing") == 200
        found = client.ask("load")
        assert found["records"] == 1
        assert [one["path"] for one in found["quarantined"]] == ["b.rar"]
        assert client.ask("status")["records"] == 1
        assert client.ask("typed", text="云达")["rows"] != []


def test_a_name_never_leads_out_of_the_folder(tmp_path: Path, client: Client) -> None:
    assert drop(client, "..%2F..%2Fx.txt", b"x") == 200
    assert drop(client, "", b"x") == 400
    assert drop(client, "c%3A%5Cx.txt", b"x") == 400
    assert not list(tmp_path.glob("**/x.txt"))

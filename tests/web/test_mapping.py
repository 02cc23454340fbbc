"""A table is mapped on the page: proposed, changed, tried, kept, and read by it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from graphkit.case import Case
from tests.web.conftest import Client, serving
from tests.web.test_loading import drop, files_in

TABLE = (
    "采购单位,Vendor,Total,When,Status,What\n"
    "江湾大学,云达,1200,05/03/2024,Zorp,AWS A100\n"
    "江湾大学,云衡,90,06/03/2024,Zorp,chairs\n"
)
MAP = {
    "columns": {
        "buyer": "采购单位",
        "supplier": "Vendor",
        "amount": "Total",
        "awarded_on": "When",
        "stage": "Status",
    },
    "fixed": {"currency": "GBP", "date_order": "DMY"},
    "text": {"What": "award"},
    "identifiers": {},
    "stages": {"Zorp": "awarded"},
    "needs": [],
}


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    Case.create(tmp_path / "case").close()
    return tmp_path / "case"


def trial(client: Client, found: dict[str, Any], chosen: dict[str, Any]) -> Any:
    """Return what a map asks for that is given for a table as it was shown."""
    return [{"source": found["source"], "table": found["table"], "map": chosen}]


def test_a_dropped_table_is_proposed_tried_kept_and_read(empty: Path) -> None:
    with serving(empty) as client:
        drop(client, "a/spend.csv", TABLE.encode())
        (table,) = client.ask("map", file="a/spend.csv")["tables"]
        assert (table["path"], table["known"], table["name"]) == (
            "spend.csv",
            False,
            "",
        )
        assert [one["name"] for one in table["columns"]] == (
            TABLE.splitlines()[0].split(",")
        )
        assert table["columns"][1]["cells"] == ["云达", "云衡"]
        assert "in words not known here (Zorp)" in table["doubts"][0]
        given = trial(client, table, MAP)
        (tried,) = client.ask("map", file="a/spend.csv", tables=given)["tables"]
        assert tried["map"] == MAP
        assert tried["problems"] == []
        assert {"云达", "云衡", "江湾大学"} < {*tried["nodes"]}
        assert files_in(empty / "maps") == []
        kept = client.ask(
            "keep_map", file="a/spend.csv", tables=given, name="浦 / ../x"
        )
        assert kept == {"files": ["浦-x.toml"]}
        assert files_in(empty / "maps") == ["浦-x.toml"]
        text = (empty / "maps/浦-x.toml").read_text("utf-8")
        assert tomllib.loads(text)["columns"] == MAP["columns"]
        assert client.ask("load")["records"] == 2
        assert files_in(empty / "maps") == ["浦-x.toml"]
        assert client.ask("typed", text="云衡")["rows"] != []


def test_a_kept_table_is_read_by_its_new_map_at_a_retry(empty: Path) -> None:
    with serving(empty) as client:
        drop(client, "spend.csv", TABLE.encode())
        assert client.ask("load")["records"] == 0
        (item,) = client.ask("loaded")["unread"]
        assert item["is_table"]
        (table,) = client.ask("map", source=item["source"])["tables"]
        given = trial(client, table, MAP)
        asked = {"source": item["source"], "tables": given, "name": ""}
        assert client.ask("keep_map", **asked) == {"files": ["spend.toml"]}
        assert client.ask("keep_map", **asked)["error"] == (
            "maps/spend.toml is there already"
        )
        assert client.ask("keep_map", **asked, replace=True)["files"] == ["spend.toml"]
        assert client.ask("retry")["records"] == 2
        assert client.ask("loaded")["unread"] == []
        (again,) = client.ask("map", source=item["source"])["tables"]
        assert (again["known"], again["name"]) == (True, "spend")


def test_a_correction_takes_the_place_of_what_a_load_proposed(empty: Path) -> None:
    sure = "Department,Supplier,Amount (GBP)\nCouncil,Yunda,5\n"
    with serving(empty) as client:
        drop(client, "spend.csv", sure.encode())
        assert client.ask("load")["records"] == 1
        (own,) = files_in(empty / "maps")
        (file,) = client.ask("loaded")["files"]
        assert own == f"{file['source']}.toml"
        (table,) = client.ask("map", source=file["source"])["tables"]
        assert table["known"]
        chosen = table["map"] | {"columns": {"supplier": "Department"}, "text": {}}
        given = trial(client, table, chosen)
        client.ask("keep_map", source=file["source"], tables=given, name="mine")
        assert files_in(empty / "maps") == ["mine.toml"]
        client.ask("retry")
        assert client.ask("typed", text="Council")["rows"] != []
        assert client.ask("typed", text="Yunda")["rows"] == []


def test_a_map_that_another_one_would_hide_is_not_written(empty: Path) -> None:
    with serving(empty) as client:
        drop(client, "spend.csv", TABLE.encode())
        (table,) = client.ask("map", file="spend.csv")["tables"]
        given = trial(client, table, MAP)
        client.ask("keep_map", file="spend.csv", tables=given, name="large")
        few = MAP | {"columns": {"supplier": "Vendor"}, "text": {}, "stages": {}}
        asked = {"file": "spend.csv", "tables": trial(client, table, few)}
        assert client.ask("keep_map", **asked, name="small") == {
            "error": (
                "maps/large.toml names more columns of spend.csv, and is taken first"
            ),
            "hint": "name yours large, in its place, or delete that map",
        }
        assert client.ask("keep_map", **asked, name="large", replace=True) == {
            "files": ["large.toml"]
        }


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"columns": {"owner": "Vendor"}}, "knows no 'owner'"),
        ({"columns": {"supplier": "Nobody"}}, "columns it does not have: Nobody"),
        ({"fixed": {"currency": "POUNDS"}}, "not a code of ISO 4217"),
        ({"text": {"What": "guess"}}, "What in [text] may be"),
        ({"columns": 3}, "that is no column map"),
    ],
)
def test_a_map_that_is_none_is_refused_in_a_sentence(
    client: Client, change: dict[str, Any], said: str
) -> None:
    drop(client, "spend.csv", TABLE.encode())
    (table,) = client.ask("map", file="spend.csv")["tables"]
    given = trial(client, table, MAP | change)
    for what in ("map", "keep_map"):
        found = client.ask(what, file="spend.csv", tables=given)
        assert said in found["error"]


def test_only_what_is_here_can_be_mapped(client: Client) -> None:
    assert "is not here" in client.ask("map", file="../../x.csv")["error"]
    assert "error" in client.ask("map", source="0" * 64)
    drop(client, "a.txt", "江湾大学".encode())
    assert "error" in client.ask("map", file="a.txt")

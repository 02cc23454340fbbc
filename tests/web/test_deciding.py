"""Decisions made in the browser: kept, undone, done again, and seen at once."""

from pathlib import Path
from typing import Any

import pytest

from graphkit.case import Case
from tests.waiting import until
from tests.web.conftest import AWARD, Client, serving
from tests.web.test_asking import hop, uid_of


def said(client: Client, kind: str) -> dict[str, Any]:
    found = client.ask("evidence", key=hop(client, kind)["key"])["statements"]
    return dict(found[0])


def chains(client: Client) -> int:
    return len(client.ask("chains")["rows"])


def test_a_rejected_statement_takes_its_chain_and_comes_back(client: Client) -> None:
    before = chains(client)
    assert client.ask("reject", key=said(client, "ISSUED")["key"], why="no")["id"]
    assert chains(client) == before - 1
    assert client.ask("undo")["kind"] == "amendment"
    assert chains(client) == before
    client.ask("redo")
    assert chains(client) == before - 1
    assert client.ask("redo")["error"] == "there is nothing to undo or to do again"


def test_chosen_words_become_a_statement(client: Client) -> None:
    one = said(client, "AWARDED_TO")
    start = AWARD.index("江湾大学", 10)
    addition = {
        "type": "BID_ON",
        "source": client.ask("words", document=one["document"], locator="text")[
            "source"
        ],
        "locator": "text",
        "start": start,
        "end": start + 4,
    }
    assert client.ask("add", addition=addition, why="it stands there")["id"]
    uid = uid_of(client, "江湾大学", "Organization")
    types = {row["type"] for row in client.ask("neighbours", uid=uid)["rows"]}
    assert "BID_ON" in types


def test_a_judgement_is_looked_at_before_it_is_made(client: Client) -> None:
    a = uid_of(client, "Yunda Ltd", "Organization")
    b = uid_of(client, "云达", "Organization")
    seen = client.ask("preview", verdict="same", a=a, b=b)
    assert seen["counts"]["nodes"] != {}
    assert client.ask("judgements")["rows"] == []
    assert client.ask("judge", verdict="same", a=a, b=b, why="")["error"] == (
        "a decision needs a reason"
    )
    assert client.ask("judge", verdict="same", a=a, b=b, why="one register")["id"]
    assert len(client.ask("judgements")["rows"]) == 1


def test_a_thing_is_found_by_the_uid_it_had_before_a_judgement(client: Client) -> None:
    names = ("深圳云达科技有限公司", "Yunda Ltd")
    both = [uid_of(client, name, "Organization") for name in names]
    a, b = both
    assert client.ask("judge", verdict="same", a=a, b=b, why="one register")["id"]
    found = [client.ask("chains", uid=uid)["rows"] for uid in both]
    assert found[0] == found[1]
    assert len(found[0]) == 2
    things = [client.ask("thing", uid=uid)["thing"] for uid in both]
    assert things[0] == things[1]


def test_notes_marks_and_views_survive_the_server(case: Path) -> None:
    with serving(case) as client:
        uid = uid_of(client, "江湾大学", "Organization")
        key = said(client, "VIA")["key"]
        client.ask("note", about=uid, text="asked <b>twice</b>")
        assert "id" in client.ask("mark", statement=key, mark="checked")
        assert "id" in client.ask("save_view", name="first", state="#v=x")
    with serving(case) as client:
        kept = client.ask("remarks")
        assert [one["text"] for one in kept["notes"]] == ["asked <b>twice</b>"]
        assert [one["name"] for one in kept["views"]] == ["first"]
        assert said(client, "VIA")["mark"]["mark"] == "checked"
        assert client.ask("undo")["kind"] == "view"
        assert client.ask("remarks")["views"] == []


def test_what_another_command_changed_is_seen(case: Path, client: Client) -> None:
    before = chains(client)
    key = said(client, "ISSUED")["key"]
    with Case.open(case, write=True) as other:
        other.reject(key, why="elsewhere")
    until(lambda: chains(client) != before)
    assert chains(client) == before - 1


@pytest.mark.parametrize("mark", ["", "sure"])
def test_a_mark_is_one_of_two_words(client: Client, mark: str) -> None:
    found = client.ask("mark", statement="x", mark=mark)
    assert found["hint"] == "one of checked, disputed"

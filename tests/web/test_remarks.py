"""What people said is found again, whatever the thing is called meanwhile."""

from tests.web.conftest import Client, built, case, client
from tests.web.test_asking import uid_of

__all__ = ["built", "case", "client"]


def test_a_note_stays_with_a_thing_that_is_judged_the_same_as_another(
    client: Client,
) -> None:
    ours = uid_of(client, "Yunda Ltd", "Organization")
    other = uid_of(client, "云达", "Organization")
    for uid in (ours, other):
        client.ask("note", about=uid, text=f"asked #of-{uid[4:]}")
    client.ask("judge", verdict="same", a=ours, b=other, why="one register")
    seen = client.ask("thing", uid=ours)
    assert seen["thing"]["uid"] == client.ask("thing", uid=other)["thing"]["uid"]
    assert [one["text"] for one in seen["notes"]] == [
        f"asked #of-{uid[4:]}" for uid in (ours, other)
    ]
    told = client.ask("remarks")
    assert {one["about"] for one in told["notes"]} == {seen["thing"]["uid"]}
    assert [one["uid"] for one in told["nodes"]] == [seen["thing"]["uid"]]


def test_chains_and_relations_of_a_former_uid_are_those_of_the_thing_now(
    client: Client,
) -> None:
    ours = uid_of(client, "Yunda Ltd", "Organization")
    other = uid_of(client, "云达", "Organization")
    client.ask("judge", verdict="same", a=ours, b=other, why="one register")
    by_ours, by_other = (client.ask("chains", uid=uid) for uid in (ours, other))
    assert by_ours == by_other
    assert by_ours["rows"] != []
    edge = f"AWARDED_TO|{by_ours['rows'][0]['uids']['tender']}|{ours}||"
    assert client.ask("evidence", key=edge)["edge"]["dst"] == by_ours["uid"]


def test_a_note_on_a_chain_names_its_ends(client: Client) -> None:
    (chain,) = client.ask("chains", uid=uid_of(client, "江湾", "Organization"))["rows"]
    about = "chain:" + "\n".join(hop["key"] for hop in chain["hops"])
    client.ask("note", about=about, text="look again")
    client.ask("mark", statement=about, mark="checked")
    told = client.ask("remarks")
    assert [one["about"] for one in told["notes"]] == [about]
    assert [(one["about"], one["mark"]) for one in told["marks"]] == [
        (about, "checked")
    ]
    assert "江湾大学" in {one["name"] for one in told["nodes"]}


def test_a_pattern_finds_what_has_all_its_places(client: Client) -> None:
    buyer = uid_of(client, "江湾", "Organization")
    item = client.ask("chains", uid=buyer)["rows"][0]["uids"]["item"]
    found = client.ask("chains", uid="", institution=buyer, item=item)
    assert [row["institution"] for row in found["rows"]] == ["江湾大学"]
    missed = client.ask("chains", uid="", institution=buyer, item="chip:nvidia-h100")
    assert missed["rows"] == []
    assert missed["notes"] != []


def test_the_log_says_what_was_undone(client: Client) -> None:
    uid = uid_of(client, "江湾", "Organization")
    kept = client.ask("note", about=uid, text="by mistake")["id"]
    client.ask("undo", id=kept)
    newest = client.ask("remarks")["log"][0]
    assert (newest["kind"], newest["of"], newest["about"]) == (
        "undo",
        "note",
        "by mistake",
    )

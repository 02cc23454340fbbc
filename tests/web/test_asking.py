"""What the server answers about a case."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.web.conftest import AWARD, Client, serving


def uid_of(client: Client, text: str, label: str) -> str:
    rows = client.ask("typed", text=text)["rows"]
    return next(str(row["uid"]) for row in rows if row["label"] == label)


def test_a_name_is_found_by_pinyin_initials_and_in_either_script(
    client: Client,
) -> None:
    for text in ("云达", "雲達", "yunda keji".replace(" ", ""), "szydkj"):
        rows = client.ask("typed", text=text)["rows"]
        assert "深圳云达科技有限公司" in {row["name"] for row in rows}, text


def test_a_number_finds_its_tender(client: Client) -> None:
    (row,) = client.ask("typed", text="JW-2024-021")["rows"]
    assert (row["label"], row["form"]) == ("Tender", "identifier")


def test_the_text_of_records_is_searched(client: Client) -> None:
    rows = client.ask("records", text="主要标的信息")["rows"]
    assert [row["path"] for row in rows] == ["files/award.txt"]


def test_chains_of_a_supplier_come_with_their_cards(client: Client) -> None:
    uid = uid_of(client, "Yunda Ltd", "Organization")
    found = client.ask("chains", uid=uid)
    assert [(row["institution"], row["provider"]) for row in found["rows"]] == [
        ("乙大学", "AWS")
    ]
    cards = {card["uid"] for card in found["nodes"]}
    ends = {h[s] for h in found["rows"][0]["hops"] for s in ("from_uid", "to_uid")}
    assert ends == cards


def test_the_chair_dealer_gives_its_other_buyer_no_chain(client: Client) -> None:
    uid = uid_of(client, "甲大学", "Organization")
    assert client.ask("chains", uid=uid)["rows"] == []
    assert client.ask("chains", uid=uid)["notes"] != []


def test_neighbours_are_counted_before_they_are_shown(client: Client) -> None:
    uid = uid_of(client, "Yunda Ltd", "Organization")
    rows = client.ask("neighbours", uid=uid)["rows"]
    won = {"type": "AWARDED_TO", "direction": "in", "label": "Tender", "count": 2}
    assert won | {"hub": False} in rows
    some = client.ask("expand", uid=uid, type="AWARDED_TO", direction="in", limit=1)
    assert (some["total"], len(some["edges"]), len(some["nodes"])) == (2, 1, 2)


def test_filters_of_an_expansion_hold_in_the_request(client: Client) -> None:
    uid = uid_of(client, "Yunda Ltd", "Organization")
    wish = {"uid": uid, "type": "AWARDED_TO", "direction": "in"}
    assert client.ask("expand", **wish, since="2024-03-01")["total"] == 2
    assert client.ask("expand", **wish, since="2024-03-02")["total"] == 0
    assert client.ask("expand", **wish, stage="accepted")["total"] == 0


def hop(client: Client, kind: str) -> dict[str, Any]:
    uid = uid_of(client, "江湾大学", "Organization")
    (chain,) = client.ask("chains", uid=uid)["rows"]
    return next(hop for hop in chain["hops"] if hop["type"] == kind)


def test_a_quote_is_the_slice_of_the_text_that_is_shown(client: Client) -> None:
    found = client.ask("evidence", key=hop(client, "AWARDED_TO")["key"])
    (said,) = found["statements"]
    text = client.ask("words", document=said["document"], locator=said["locator"])
    (field,) = text["fields"]
    assert field["text"][said["start"] : said["end"]] == said["quote"]
    assert said["glosses"] == [["供应商名称", "name of the supplier"]]


def test_personal_data_in_a_text_is_masked_at_equal_length(client: Client) -> None:
    said = client.ask("evidence", key=hop(client, "VIA")["key"])["statements"][0]
    text = client.ask("words", document=said["document"], locator="text")
    whole = text["fields"][0]["text"]
    assert "13800138000" in AWARD
    assert "13800138000" not in whole
    assert len(whole) == len(AWARD)


def test_cypher_that_writes_is_refused(client: Client) -> None:
    found = client.ask("cypher", text="MATCH (n) DETACH DELETE n")
    assert "rows" not in found
    assert found["error"]
    kept = client.ask("cypher", text="MATCH (t:Tender) RETURN count(*) AS n")
    assert kept["rows"] == [{"n": 3}]


def test_a_question_comes_with_its_form(client: Client) -> None:
    listed = client.ask("questions")["rows"]
    (one,) = [q for q in listed if q["name"] == "chains/institution_to_chip"]
    assert [param["name"] for param in one["params"]] == ["institution", "limit"]
    found = client.ask("ask", name=one["name"], params={"limit": "1"})
    assert len(found["rows"]) == 1


def test_what_is_asked_wrongly_is_answered_in_a_sentence(client: Client) -> None:
    assert client.ask("evidence", key="X|a|b||")["error"] == (
        "no edge has the key X|a|b||"
    )
    assert client.ask("thing", uid="org:0")["error"] == "nothing has the uid 'org:0'"
    assert client.ask("typed", text=3)["error"] == "text must be a text"
    assert client.ask("expand", uid="org:0", since="soon")["error"] == (
        "'soon' is no day"
    )


def test_200_requests_at_once_are_all_answered_as_one_is(client: Client) -> None:
    uid = uid_of(client, "江湾大学", "Organization")
    key = hop(client, "VIA")["key"]
    asked: tuple[tuple[str, dict[str, Any]], ...] = (
        ("typed", {"text": "大学"}),
        ("chains", {}),
        ("paths", {"start": uid, "end": "A100"}),
        ("evidence", {"key": key}),
        ("thing", {"uid": uid}),
        ("expand", {"uid": uid, "type": "ISSUED"}),
        ("records", {"text": "标的"}),
        ("cypher", {"text": "MATCH (t:Tender) RETURN count(*) AS n"}),
    )
    alone = [client.ask(what, **given) for what, given in asked]
    with ThreadPoolExecutor(200) as pool:
        found = list(
            pool.map(lambda one: client.ask(one[0], **one[1]), (asked * 25)[:200])
        )
    assert found == alone * 25
    assert [one for one in alone if "error" in one] == []
    assert client.ask("typed", text="大学") == alone[0]


def test_what_a_person_noted_without_a_source_is_shown_with_who_and_why(
    case: Path,
) -> None:
    with serving(case) as client:
        (tender,) = client.ask("typed", text="JW-2024-021")["rows"]
        addition = {"type": "BID_ON", "text": "示例云服务公司", "tender": tender["uid"]}
        client.ask("add", addition=addition, why="told by a bidder")
        (edge,) = client.ask(
            "expand", uid=tender["uid"], type="BID_ON", direction="in"
        )["edges"]
        (said,) = client.ask("evidence", key=edge["key"])["statements"]
        assert (said["s_text"], said["quote"], said["document"]) == (
            "示例云服务公司", "", ""
        )  # fmt: skip
        assert said["added"]["why"] == "told by a bidder"
        whole = client.ask("thing", uid=tender["uid"])["statements"]
        assert [one["key"] for one in whole if one["added"]] == [said["key"]]

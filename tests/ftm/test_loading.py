"""FollowTheMoney entities as records: contracts, awards, ownerships."""

import json
from pathlib import Path
from typing import Any

import pytest

from graphkit import open_case
from graphkit.case import Case, desk
from graphkit.case.additions import Addition
from tests.said import of_type, quarantined, statements

CONTRACT = {
    "title": ["AWS cloud with A100"],
    "authority": ["b1"],
    "procedureNumber": ["SZU-2024-17"],
    "amount": ["100.50"],
    "currency": ["EUR"],
    "contractDate": ["2024-03-01"],
}
AWARD = {
    "contract": ["c1"],
    "supplier": ["s1"],
    "amount": ["90.50"],
    "currency": ["EUR"],
    "date": ["2024-02"],
}


def entity(key: str, schema: str, **properties: Any) -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": properties}


BUYER = entity("b1", "PublicBody", name=["University of X"])
SUPPLIER = entity(
    "s1", "Company", name=["Yunda GmbH"], country=["de"], leiCode=["529900T8BM49"]
)


def written(folder: Path, *lines: dict[str, Any] | str) -> Path:
    file = folder / "entities.ftm.json"
    texts = (one if isinstance(one, str) else json.dumps(one) for one in lines)
    file.write_text("\n".join(texts), encoding="utf-8")
    return file


def told(said: list[dict[str, Any]]) -> list[tuple[str, str, str, str, str]]:
    return [
        (
            one["type"],
            (one["subject"] if one["type"] in ("ISSUED", "OWNS") else one["object"])[
                "text"
            ]
            if one["type"].isupper()
            else one["quote"],
            one["part"],
            (one["amount"] or {}).get("value", ""),
            (one["date"] or {}).get("value", ""),
        )
        for one in said
        if one["type"] not in ("SEEKS", "VIA")
    ]


def test_a_contract_has_an_authority_and_awards_wherever_they_stand(
    tmp_path: Path,
) -> None:
    file = written(
        tmp_path,
        entity("a1", "ContractAward", **AWARD),
        entity("c1", "Contract", **CONTRACT),
        SUPPLIER,
        BUYER,
    )
    said = statements(tmp_path, file)
    assert told(said) == [
        ("AWARDED_TO", "Yunda GmbH", "", "90.50", "2024-02"),
        ("title", "AWS cloud with A100", "", "", ""),
        ("number", "SZU-2024-17", "", "", ""),
        ("ISSUED", "University of X", "", "", ""),
        ("signed_on", "2024-03-01", "", "100.50", "2024-03-01"),
    ]
    (won,) = of_type(said, "AWARDED_TO")
    assert won["locator"] == "line:3/properties/name/0"
    assert won["object"]["ids"] == {"country": "DE", "lei": "529900T8BM49"}


def test_of_several_awards_each_is_a_part(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        entity("c1", "Contract", title=["Cloud"]),
        entity("a1", "ContractAward", **AWARD),
        entity("a2", "ContractAward", **AWARD | {"lotNumber": ["2"]}),
        SUPPLIER,
    )
    won = of_type(statements(tmp_path, file), "AWARDED_TO")
    assert [one["part"] for one in won] == ["award:a1", "lot:2"]


@pytest.mark.parametrize(
    ("percentage", "share"),
    [("51%", "51"), ("51.5", "51.5"), ("a half", ""), ("510", "")],
)
def test_an_owner_has_a_share_in_percent(
    tmp_path: Path, percentage: str, share: str
) -> None:
    held = {"owner": ["p1"], "asset": ["s1"], "percentage": [percentage]}
    person = entity("p1", "Person", name=["Qwerty Asdf"])
    file = written(tmp_path, entity("o1", "Ownership", **held), SUPPLIER, person)
    (one,) = statements(tmp_path, file)
    assert (one["quantity"], one["subject"]["ids"]) == (share, {"kind": "person"})


def test_what_has_ended_or_names_nobody_says_nothing(tmp_path: Path) -> None:
    held = {"owner": ["b1"], "asset": ["s1"]}
    ended = entity("o1", "Ownership", **held, endDate=["2020-01-01"])
    gone = entity("a1", "ContractAward", contract=["c9"], supplier=["s1"])
    file = written(tmp_path, ended, gone, SUPPLIER, BUYER)
    assert statements(tmp_path, file) == []


def test_a_broken_line_does_not_hide_the_others(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        entity("c1", "Contract", **CONTRACT),
        '{"id": "b2", "schema": ',
        '{"id": 7, "schema": "Person", "properties": {}}',
        BUYER,
    )
    assert of_type(statements(tmp_path, file), "ISSUED")
    assert quarantined(tmp_path, file) == [
        ("entities.ftm.json", "line:2", "no entity: Input data was truncated"),
        (
            "entities.ftm.json",
            "line:3",
            "no entity: Expected `str`, got `int` - at `$.id`",
        ),
    ]


def test_entities_without_a_contract_say_where_lists_go(tmp_path: Path) -> None:
    file = written(tmp_path, SUPPLIER, entity("x", "Sanction", entity=["s1"]))
    assert quarantined(tmp_path, file) == [
        (
            "entities.ftm.json",
            "",
            "no contract, award or ownership is among its entities",
        )
    ]


def test_what_others_made_of_records_is_at_best_e2_and_every_quote_is_there(
    tmp_path: Path,
) -> None:
    file = written(
        tmp_path,
        "\ufeff" + json.dumps(BUYER),
        entity("c1", "Contract", **CONTRACT),
        SUPPLIER,
        entity("a1", "ContractAward", **AWARD),
    )
    with Case.create(tmp_path / "case") as case:
        assert case.load([file]).chains == {"E2": 1}
    with open_case(tmp_path / "case") as case:
        checked = case.verify()
        (chain,) = case.chains()
    assert (checked.checked > 10, checked.differing) == (True, ())
    assert (chain["institution"], chain["intermediary"]) == (
        "University of X",
        "Yunda GmbH",
    )


def test_persons_of_one_name_are_two_where_no_tender_joins_them(
    tmp_path: Path,
) -> None:
    lines = []
    for number in "12":
        held = {"owner": [f"p{number}"], "asset": [f"s{number}"]}
        lines += [
            entity(f"o{number}", "Ownership", **held),
            entity(f"p{number}", "Person", name=["Qwerty Asdf"]),
            entity(f"s{number}", "Company", name=[f"Firm {number} Ltd"]),
        ]
    with Case.create(tmp_path / "case") as case:
        case.load([written(tmp_path, *lines)])
    with open_case(tmp_path / "case") as case:
        owned = case.sql("SELECT DISTINCT src FROM OWNS")
    assert len(owned) == 2


def test_a_name_in_the_line_of_its_own_body_can_be_amended(tmp_path: Path) -> None:
    lines = entity("c1", "Contract", **CONTRACT), entity("a1", "ContractAward", **AWARD)
    file = written(tmp_path, *lines, BUYER, SUPPLIER)
    with Case.create(tmp_path / "case") as case:
        case.load([file])
        (award,) = (one for one in case.statements() if one["type"] == "AWARDED_TO")
        assert award["locator"] == "line:4/properties/name/0"
        named = Addition("AWARDED_TO", text="Yunda", quote="Yunda GmbH")
        desk.replace(case.folder, award["key"], named, "the short name")
        case.build()
        (edge,) = case.table("AWARDED_TO").to_dict("records")
        assert (edge["basis"], edge["locator"]) == ("amendment", award["locator"])
        assert not case.verify().differing

"""What an OCDS release says, and what it does not."""

from pathlib import Path
from typing import Any

import pytest

from tests.ocds.told import AWARD, Says
from tests.said import of_type, readings


def test_a_release_with_nothing_but_its_ocid_is_a_record_that_says_nothing(
    tmp_path: Path,
) -> None:
    file = tmp_path / "release.json"
    file.write_text('{"ocid": "ocds-213czf-1"}', encoding="utf-8")
    (found,), refused = readings(tmp_path, file)
    assert (found.loader, found.records, found.statements, refused) == (
        "ocds",
        1,
        0,
        [],
    )


def test_a_statement_tells_who_what_where_and_in_which_words(says: Says) -> None:
    buyer = {"id": "GB-COH-01002610", "name": " The Council "}
    (one,) = says(buyer=buyer, tender={"id": "T-2024-1", "title": "Servers"})[2:]
    for name in ("key", "source", "path"):
        assert one.pop(name)
    assert one == {
        "type": "ISSUED",
        "tender": {"number": "T-2024-1", "title": "Servers"},
        "subject": {
            "label": "Organization",
            "text": "The Council",
            "start": 1,
            "end": 12,
            "ids": {"GB-COH": "01002610"},
        },
        "object": None,
        "part": "",
        "stage": "",
        "modality": "",
        "amount": None,
        "date": None,
        "quantity": "",
        "unit": "",
        "provenance": "primary",
        "locator": "/buyer/name",
        "start": 1,
        "end": 12,
        "quote": "The Council",
    }


# --- who buys ---


def buyers(said: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(one["subject"]["text"], one["locator"]) for one in of_type(said, "ISSUED")]


def test_the_buyer_is_named_by_its_reference_or_its_party(says: Says) -> None:
    party = {"id": "7", "name": "The Council", "roles": ["buyer"]}
    assert buyers(says(buyer={"id": "7", "name": "Council"}, parties=[party])) == [
        ("Council", "/buyer/name")
    ]
    assert buyers(says(buyer={"id": "7", "name": ""}, parties=[party])) == [
        ("The Council", "/parties/0/name")
    ]


def test_ids_are_equal_as_text_and_as_numbers(says: Says) -> None:
    party = {"id": 7, "name": "The Council"}
    assert buyers(says(buyer={"id": "7"}, parties=[party])) == [
        ("The Council", "/parties/0/name")
    ]


def test_a_legal_name_stands_for_a_missing_name(says: Says) -> None:
    party = {"id": "7", "identifier": {"legalName": "The Council"}}
    assert buyers(says(buyer={"id": "7"}, parties=[party])) == [
        ("The Council", "/parties/0/identifier/legalName")
    ]


def test_a_name_in_the_language_of_the_release_is_preferred(says: Says) -> None:
    party = {"id": "7", "name_fr": "Conseil", "name_en": "Council", "name_de": "Rat"}
    assert buyers(says(language="en", buyer={"id": "7"}, parties=[party])) == [
        ("Council", "/parties/0/name_en")
    ]


def test_without_a_buyer_the_parties_in_that_role_buy(says: Says) -> None:
    parties = [
        {"id": "1", "name": "College", "roles": ["supplier"]},
        {"id": "2", "name": "Council", "roles": ["buyer", "reviewBody"]},
        {"id": "3", "name": "School", "roles": ["buyer"]},
    ]
    entity = {"procuringEntity": {"name": "Agency"}}
    assert buyers(says(parties=parties, tender=entity)) == [
        ("Council", "/parties/1/name"),
        ("School", "/parties/2/name"),
    ]


def test_the_procuring_entity_buys_where_nobody_is_called_buyer(says: Says) -> None:
    tender = {"procuringEntity": {"name": "Agency"}}
    assert buyers(says(tender=tender)) == [("Agency", "/tender/procuringEntity/name")]


def test_a_procuring_entity_beside_a_buyer_is_not_stated(says: Says) -> None:
    said = says(buyer={"name": "A"}, tender={"procuringEntity": {"name": "B"}})
    assert [one["type"] for one in said] == ["ISSUED"]


def test_an_agency_is_one_where_the_record_says_so(says: Says) -> None:
    agency = {"id": "2", "name": "Agency", "roles": ["centralPurchasingBody"]}
    own = {"id": "1", "name": "A", "roles": ["buyer", "centralPurchasingBody"]}
    said = says(buyer={"id": "1", "name": "A"}, parties=[own, agency])
    assert [one["object"]["text"] for one in of_type(said, "HANDLED_BY")] == ["Agency"]


@pytest.mark.parametrize("name", ["", "  ", None, 5, ["A"], {"en": "A"}])
def test_what_is_no_name_gives_no_mention(says: Says, name: Any) -> None:
    assert says(buyer={"name": name}) == []


# --- identifiers ---


@pytest.mark.parametrize(
    ("party", "ids"),
    [
        ({"identifier": {"scheme": "MX-RFC", "id": "X1"}}, {"MX-RFC": "X1"}),
        ({"identifier": {"id": "X1"}}, {}),
        ({"identifier": {"scheme": "MX-RFC", "id": "N/A"}}, {}),
        ({"identifier": {"scheme": "GB-COH", "id": "GB-COH-1"}}, {"GB-COH": "1"}),
        ({"additionalIdentifiers": [{"scheme": "XI-LEI", "id": 9}]}, {"XI-LEI": "9"}),
        ({"id": "CN-SCC-91440300X"}, {"CN-SCC": "91440300X"}),
        ({"id": "GB-CFS-307553"}, {}),  # a register of one web site
        ({"id": "4711"}, {}),
    ],
)
def test_an_identifier_has_a_scheme(
    says: Says, party: dict[str, Any], ids: dict[str, str]
) -> None:
    (one,) = says(buyer={"name": "A", **party})
    assert one["subject"]["ids"] == ids


def test_a_reference_has_the_identifiers_of_its_party(says: Says) -> None:
    party = {"id": "7", "identifier": {"scheme": "XI-ROR", "id": "0abc"}}
    (one,) = says(buyer={"id": "7", "name": "A"}, parties=[party])
    assert one["subject"]["ids"] == {"XI-ROR": "0abc"}


# --- the tender ---


@pytest.mark.parametrize(
    ("status", "stage"),
    [
        ("planned", "planned"),
        ("active", "tendered"),
        ("complete", "tendered"),
        ("unsuccessful", "failed"),
        ("Cancelled", "cancelled"),
        ("withdrawn", "cancelled"),
    ],
)
def test_the_status_of_a_tender_is_a_stage(says: Says, status: str, stage: str) -> None:
    (one,) = says(tender={"status": status})
    assert (one["type"], one["quote"], one["stage"]) == ("status", status, stage)


def test_an_unknown_status_says_nothing(says: Says) -> None:
    assert says(tender={"status": "string from tenderStatus codelist"}) == []


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("2024-02-29T00:00:00Z", "2024-02-29"),
        ("2024-02", "2024-02"),
        ("2024", "2024"),
        ("2023-02-29", ""),
        ("0000-00-00", ""),
        ("invalid", ""),
        (20240229, ""),
        (None, ""),
    ],
)
def test_a_date_keeps_the_precision_it_was_said_with(
    says: Says, said: Any, value: str
) -> None:
    dates = [one["date"]["value"] for one in says(date=said)]
    assert dates == ([value] if value else [])


def test_an_ocid_or_a_uuid_is_no_project_number(says: Says) -> None:
    for number in (
        "ocds-213czf-1-tender",
        "7c9e6679-7425-40de-944b-e07fc1f90ae7",
        "无",
        "12",
    ):
        assert says(tender={"id": number}) == []
    (one,) = says(tender={"id": " SZU-2024-17 "})
    assert (one["type"], one["quote"], one["start"]) == ("number", "SZU-2024-17", 1)


def test_a_title_is_that_of_the_tender_else_of_the_only_deal(says: Says) -> None:
    title = {"title": "Servers"}
    assert says(title="Event", tender=title)[0]["locator"] == "/tender/title"
    assert says(title="Event")[0]["locator"] == "/title"
    assert says(contracts=[title])[0]["locator"] == "/contracts/0/title"
    assert of_type(says(contracts=[title, title]), "title") == []


def test_planned_money_is_a_budget_too(says: Says) -> None:
    said = says(planning={"budget": {"amount": {"amount": 9, "currency": "PYG"}}})
    assert [(one["type"], one["locator"]) for one in said] == [
        ("budget", "/planning/budget/amount/amount")
    ]


# --- what is sought and what is awarded ---


def products(said: list[dict[str, Any]]) -> list[tuple[str, str, str, str]]:
    return [
        (one["type"], one["object"]["text"], one["part"], one["locator"])
        for one in said
        if one["object"] and one["object"]["label"] != "Organization"
    ]


def test_items_of_an_award_were_awarded_those_of_a_tender_sought(says: Says) -> None:
    item = {"id": "1", "description": "NVIDIA A100", "relatedLot": "1"}
    said = says(tender={"items": [item]}, awards=[{**AWARD, "items": [item]}])
    assert products(said) == [
        ("SEEKS", "A100", "lot:1", "/tender/items/0/description"),
        ("AWARDS", "A100", "lot:1", "/awards/0/items/0/description"),
    ]


def test_an_item_has_its_quantity_and_unit(says: Says) -> None:
    item = {"description": "NVIDIA A100", "quantity": 8, "unit": {"name": "cards"}}
    (_, one) = says(tender={"items": [item]})
    assert (one["quantity"], one["unit"]) == ("8", "cards")


def test_a_lot_may_list_its_items(says: Says) -> None:
    tender = {
        "lots": [{"id": "L1", "items": ["x"]}, {"id": "L2", "items": ["y"]}],
        "items": [{"id": "y", "description": "NVIDIA A100"}],
    }
    assert [part for *_, part, _ in products(says(tender=tender))] == ["lot:L2"]


def test_the_items_of_a_pending_award_are_still_sought(says: Says) -> None:
    award = {**AWARD, "status": "pending", "items": [{"description": "NVIDIA A100"}]}
    assert [kind for kind, *_ in products(says(awards=[award]))] == ["SEEKS"]

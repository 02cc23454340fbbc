"""What an OCDS release says of subcontractors, owners and related processes."""

from typing import Any

import pytest

from tests.ocds.told import AWARD, Says
from tests.said import of_type

WOLKE = {"name": "Wolke GmbH"}


def subcontracted(said: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [
        (one["object"]["text"], one["part"], (one["amount"] or {}).get("value", ""))
        for one in of_type(said, "SUBCONTRACTED_TO")
    ]


def owned(said: list[dict[str, Any]]) -> list[tuple[str, str, str, str]]:
    return [
        (one["subject"]["text"], one["object"]["text"], one["quantity"], one["unit"])
        for one in of_type(said, "OWNS")
    ]


def terms(**contract: Any) -> dict[str, Any]:
    return {"subcontracting": {"subcontracts": [{"id": "1", **contract}]}}


def test_an_award_names_its_subcontractor_and_what_that_gets(says: Says) -> None:
    value = {"amount": 28000, "currency": "EUR"}
    said = says(awards=[AWARD | terms(subcontractor=WOLKE, value=value)])
    assert subcontracted(said) == [("Wolke GmbH", "award:a1", "28000")]


def test_money_for_several_subcontractors_belongs_to_none_of_them(says: Says) -> None:
    several = [WOLKE, {"name": "Regen GmbH"}]
    value = {"amount": 28000, "currency": "EUR"}
    said = says(awards=[AWARD | terms(subcontractors=several, value=value)])
    assert subcontracted(said) == [
        ("Wolke GmbH", "award:a1", ""),
        ("Regen GmbH", "award:a1", ""),
    ]


def test_subcontractors_of_a_bid_count_where_it_won(says: Says) -> None:
    bids = {
        "details": [
            {"id": "1", "tenderers": [{"name": "Other"}], **terms(subcontractor=WOLKE)},
            {
                "id": "2",
                "tenderers": [{"name": "Yunda"}],
                **terms(subcontractor={"name": "Regen GmbH"}),
            },
        ]
    }
    said = says(awards=[AWARD], bids=bids)
    assert subcontracted(said) == [("Regen GmbH", "award:a1", "")]
    said = says(awards=[AWARD | {"relatedBids": ["1"]}], bids=bids)
    assert subcontracted(said) == [("Wolke GmbH", "award:a1", "")]


@pytest.mark.parametrize(("status", "count"), [("active", 1), ("pending", 0)])
def test_the_role_of_subcontractor_counts_where_somebody_won(
    says: Says, status: str, count: int
) -> None:
    parties = [{"id": "w", "roles": ["subcontractor"], **WOLKE}]
    said = says(awards=[AWARD | {"status": status}], parties=parties)
    assert subcontracted(said) == [("Wolke GmbH", "", "")] * count


def test_a_shareholder_owns_its_part_in_percent(says: Says) -> None:
    holders = [
        {"shareholder": {"id": "AHL"}, "shareholding": 0.67},
        {"name": "Beta Ltd", "shareholding": "a third"},
    ]
    said = says(
        parties=[
            {"id": "M", "name": "Mega Ltd", "shareholders": holders},
            {"id": "AHL", "name": "Alpha Ltd"},
        ]
    )
    assert owned(said) == [
        ("Alpha Ltd", "Mega Ltd", "67", "%"),
        ("Beta Ltd", "Mega Ltd", "", ""),
    ]


def test_a_beneficial_owner_is_a_person_and_no_party_of_the_same_id(says: Says) -> None:
    owners = [{"id": "M", "name": "Qwerty Asdf"}]
    said = says(parties=[{"id": "M", "name": "Mega Ltd", "beneficialOwners": owners}])
    (one,) = of_type(said, "OWNS")
    assert one["subject"] == {
        "label": "Organization",
        "text": "Qwerty Asdf",
        "start": 0,
        "end": 11,
        "ids": {"kind": "person"},
    }
    assert one["locator"] == "/parties/0/beneficialOwners/0/name"


def related(relation: str, ocid: str = "ocds-213czf-0") -> list[dict[str, Any]]:
    return [{"relationship": [relation], "scheme": "ocid", "identifier": ocid}]


def test_a_process_begun_anew_names_the_one_that_failed(says: Says) -> None:
    said = says(relatedProcesses=related("unsuccessfulProcess"))
    (one,) = of_type(said, "RETENDER_OF")
    assert (one["object"]["text"], one["quote"], one["locator"]) == (
        "ocds-213czf-0",
        "ocds-213czf-0",
        "/relatedProcesses/0/identifier",
    )


@pytest.mark.parametrize("relation", ["framework", "planning", "parent", "prior"])
def test_a_plan_or_framework_of_many_is_not_the_process(
    says: Says, relation: str
) -> None:
    assert says(relatedProcesses=related(relation)) == []


def test_the_titles_of_a_tenders_documents_ask(says: Says) -> None:
    said = says(tender={"documents": [{"title": "Annex 3: servers with H100"}]})
    (one,) = of_type(said, "SEEKS")
    assert (one["object"]["text"], one["locator"]) == (
        "H100",
        "/tender/documents/0/title",
    )

"""Items, codes of what is bought, documents, and tax of OCDS releases."""

from pathlib import Path
from typing import Any

import pytest

from graphkit.case import Case
from tests.ocds.told import AWARD, Says, release
from tests.releases import write_releases
from tests.said import of_type

CPV = {"scheme": "CPV", "id": "30213100-6", "description": "Portable computers"}
ITEM = {
    "id": "1",
    "description": "Laptops",
    "classification": CPV,
    "additionalClassifications": [{"scheme": "UNSPSC", "id": "43211503"}],
    "quantity": 8,
    "unit": {"name": "pieces", "value": {"amount": 900.50, "currency": "EUR"}},
}


def test_an_item_is_kept_with_number_and_price_of_one(says: Says) -> None:
    (item,) = of_type(says(tender={"items": [ITEM]}), "item")
    assert (item["quote"], item["locator"]) == (
        "Laptops",
        "/tender/items/0/description",
    )
    assert (item["quantity"], item["unit"]) == ("8", "pieces")
    assert (item["amount"]["value"], item["amount"]["currency"]) == ("900.5", "EUR")


def test_codes_keep_their_scheme_and_are_said_once_in_a_part(says: Says) -> None:
    said = says(tender={"classification": CPV, "items": [ITEM, ITEM]})
    assert [
        (one["object"]["text"], one["object"]["ids"], one["locator"])
        for one in of_type(said, "CLASSIFIED_AS")
    ] == [
        ("30213100-6", {"CPV": "30213100"}, "/tender/classification/id"),
        (
            *("43211503", {"UNSPSC": "43211503"}),
            "/tender/items/0/additionalClassifications/0/id",
        ),
    ]


def test_a_document_is_kept_by_its_address(says: Says) -> None:
    paper = {"title": "Terms", "url": "https://example.org/a", "datePublished": "2024"}
    papers = [paper, {"title": "Only a title"}, {"id": "3"}]
    said = says(awards=[{**AWARD, "documents": papers}])
    assert [
        (one["quote"], (one["date"] or {}).get("value"))
        for one in of_type(said, "document")
    ] == [("https://example.org/a", "2024"), ("Only a title", None)]


@pytest.mark.parametrize(
    ("more", "tax"),
    [
        ({}, None),
        ({"valueAddedTaxIncluded": True}, ("included", "true")),
        ({"valueAddedTaxIncluded": False}, ("excluded", "false")),
        ({"valueAddedTaxIncluded": "perhaps"}, None),
        ({"amountGross": 12}, ("excluded", "amountGross")),
    ],
)
def test_tax_is_what_the_value_says_of_it(
    says: Says, more: dict[str, Any], tax: tuple[str, str] | None
) -> None:
    value = {"amount": 10, "currency": "EUR", **more}
    (award,) = of_type(says(awards=[{**AWARD, "value": value}]), "AWARDED_TO")
    found = award["amount"].get("tax")
    assert (found and (found["value"], found["text"])) == tax


def test_codes_are_nodes_that_join_no_tenders(tmp_path: Path) -> None:
    tenders = [
        release(
            ocid=f"ocds-213czf-{number}",
            buyer={"name": f"University {number}"},
            tender={"title": "Laptops", "items": [ITEM]},
            awards=[{**AWARD, "suppliers": [{"name": f"Firm {number}"}]}],
        )
        for number in (1, 2)
    ]
    with Case.create(tmp_path / "case") as case:
        case.load([write_releases(tmp_path / "a.json", *tenders)])
        codes = case.cypher(
            "MATCH (t:Tender)-[c:CLASSIFIED_AS]->(k:Classification) "
            "RETURN k.scheme AS scheme, k.code AS code, count(*) AS n ORDER BY scheme"
        )
        assert [tuple(row.values()) for row in codes] == [
            ("CPV", "30213100", 2),
            ("UNSPSC", "43211503", 2),
        ]
        assert list(case.paths("University 1", "Firm 2", min_grade="E5")) == []
        assert not case.verify().differing

"""What an OCDS release says of awards, contracts and bids."""

from pathlib import Path
from typing import Any

import pytest

from tests.ocds.told import AWARD, Says
from tests.said import of_type, statements

# --- who was awarded what ---


def awarded(said: list[dict[str, Any]]) -> list[tuple[str, str, str, str]]:
    return [
        (
            one["object"]["text"],
            one["part"],
            one["stage"],
            one["amount"]["value"] if one["amount"] else "",
        )
        for one in of_type(said, "AWARDED_TO")
    ]


def test_an_award_has_its_money_and_date_with_their_places(says: Says) -> None:
    award = {
        **AWARD,
        "date": "2024-03-05T23:30:00+01:00",
        "value": {"amount": 1234.50, "currency": "gbp"},
    }
    won, on = says(awards=[award])
    assert won["amount"] == {
        "value": "1234.5",
        "currency": "GBP",
        "text": "1234.5",
        "start": 0,
        "end": 6,
        "locator": "/awards/0/value/amount",
    }
    assert won["date"] == {
        "value": "2024-03-05",
        "text": "2024-03-05",
        "start": 0,
        "end": 10,
        "locator": "/awards/0/date",
    }
    assert (won["locator"], won["part"]) == ("/awards/0/suppliers/0/name", "award:a1")
    assert (on["type"], on["date"]["value"], on["object"]) == (
        "awarded_on",
        "2024-03-05",
        None,
    )


def test_a_number_is_quoted_as_it_stands_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "release.json"
    file.write_text(
        '{"ocid": "ocds-213czf-1", "tender": {"value": {"amount": 100.00}}}', "utf-8"
    )
    (one,) = statements(tmp_path, file)
    assert (one["quote"], one["amount"]["value"]) == ("100.00", "100.00")


@pytest.mark.parametrize(
    ("amount", "value"),
    [(0, "0"), (-5, "-5"), ("12.50", "12.50"), (1e3, "1000.0"), ("a lot", "")],
)
def test_an_amount_is_a_number_or_only_words(
    says: Says, amount: Any, value: str
) -> None:
    (one,) = says(tender={"value": {"amount": amount}})
    assert one["amount"]["value"] == value


@pytest.mark.parametrize("amount", [None, True, [5], {"n": 5}, "", " "])
def test_what_is_no_amount_is_not_stated(says: Says, amount: Any) -> None:
    assert says(tender={"value": {"amount": amount}}) == []


@pytest.mark.parametrize(
    ("status", "kind", "stage"),
    [
        ("active", "AWARDED_TO", "awarded"),
        (None, "AWARDED_TO", "awarded"),
        ("Adjudicado", "AWARDED_TO", "awarded"),
        ("pending", "BID_ON", "tendered"),
        ("cancelled", "status", "cancelled"),
        ("unsuccessful", "status", "failed"),
    ],
)
def test_the_status_of_an_award_decides(
    says: Says, status: str | None, kind: str, stage: str
) -> None:
    (one,) = says(awards=[{**AWARD, "status": status}])
    assert (one["type"], one["stage"], one["part"]) == (kind, stage, "award:a1")


def test_the_part_is_the_lot_an_award_names(says: Says) -> None:
    said = says(awards=[{**AWARD, "relatedLots": [2]}])
    assert awarded(said) == [("Yunda", "lot:2", "awarded", "")]


def test_money_for_several_lots_belongs_to_none_of_them(says: Says) -> None:
    award = {**AWARD, "relatedLots": ["1", "2"], "value": {"amount": 5}}
    assert awarded(says(awards=[award])) == [
        ("Yunda", "award:a1", "awarded", "5"),
        ("Yunda", "lot:1", "awarded", ""),
        ("Yunda", "lot:2", "awarded", ""),
    ]


def test_the_only_award_of_a_tender_with_one_lot_is_for_that_lot(says: Says) -> None:
    tender = {"lots": [{"id": "1"}]}
    assert awarded(says(tender=tender, awards=[AWARD])) == [
        ("Yunda", "lot:1", "awarded", "")
    ]
    two = [AWARD, {**AWARD, "id": "a2"}]
    parts = [part for _, part, _, _ in awarded(says(tender=tender, awards=two))]
    assert parts == ["award:a1", "award:a2"]


def test_a_contract_adds_its_money_to_the_suppliers_of_its_award(says: Says) -> None:
    contract = {
        "id": "c1",
        "awardID": "a1",
        "dateSigned": "2024-04-01",
        "value": {"amount": 7},
    }
    said = says(awards=[AWARD, {**AWARD, "id": "a2"}], contracts=[contract])
    assert awarded(said) == [
        ("Yunda", "award:a1", "awarded", ""),
        ("Yunda", "award:a2", "awarded", ""),
        ("Yunda", "award:a1", "contracted", "7"),
    ]
    (signed,) = of_type(said, "signed_on")
    assert (signed["date"]["value"], signed["part"]) == ("2024-04-01", "award:a1")


def test_suppliers_of_a_contract_may_be_one_object(says: Says) -> None:
    said = says(contracts=[{"awardID": "a1", "suppliers": {"name": "Yunda"}}])
    assert awarded(said) == [("Yunda", "award:a1", "contracted", "")]


def test_a_contract_of_a_cancelled_award_awards_nothing(says: Says) -> None:
    said = says(
        awards=[{**AWARD, "status": "cancelled"}],
        contracts=[{"awardID": "a1", "status": "active"}],
    )
    assert [one["type"] for one in said] == ["status"]


def test_one_of_several_contracts_that_is_cancelled_ends_nothing(says: Says) -> None:
    cancelled = {"awardID": "a1", "status": "cancelled"}
    said = says(awards=[AWARD], contracts=[cancelled, {"awardID": "a1"}])
    assert [one["type"] for one in said] == ["AWARDED_TO", "AWARDED_TO"]
    said = says(awards=[AWARD], contracts=[cancelled])
    assert [one["type"] for one in said] == ["AWARDED_TO", "status"]


def test_parties_in_the_role_of_supplier_were_awarded_the_only_award(
    says: Says,
) -> None:
    parties = [{"id": "1", "name": "Yunda", "roles": ["supplier"]}]
    bare = {"id": "a1"}
    assert awarded(says(parties=parties, awards=[bare])) == [
        ("Yunda", "award:a1", "awarded", "")
    ]
    assert awarded(says(parties=parties, awards=[bare, {"id": "a2"}])) == []


def test_money_without_a_supplier_goes_with_the_date(says: Says) -> None:
    contract = {"id": "c1", "value": {"amount": 7, "currency": "CAD"}}
    (one,) = says(contracts=[contract])
    assert (one["type"], one["amount"]["value"], one["date"], one["quote"]) == (
        "signed_on",
        "7",
        None,
        "7",
    )


def test_who_bid_and_was_not_awarded_has_bid(says: Says) -> None:
    bids = {
        "details": [
            {"status": "valid", "tenderers": [{"name": "Yunda"}, {"name": "Other"}]},
            {"status": "invited", "tenderers": [{"name": "Guest"}]},
        ]
    }
    tender = {"tenderers": [{"name": "Other"}, {"name": "Third"}]}
    said = says(awards=[AWARD], bids=bids, tender=tender)
    names = [one["subject"]["text"] for one in of_type(said, "BID_ON")]
    assert names == ["Other", "Third"]


def test_who_won_what_was_cancelled_has_bid(says: Says) -> None:
    said = says(
        awards=[{**AWARD, "status": "cancelled"}],
        tender={"tenderers": [{"name": "Yunda"}]},
    )
    assert [one["type"] for one in said] == ["status", "BID_ON"]

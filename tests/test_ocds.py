"""What an OCDS release says, and what it does not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.said import of_type, quarantined, readings, shared, statements

Says = Callable[..., list[dict[str, Any]]]

AWARD = {"id": "a1", "status": "active", "suppliers": [{"name": "Yunda"}]}


def release(**members: Any) -> dict[str, Any]:
    """Return a release of one process with the members given."""
    return {"ocid": "ocds-213czf-1", "id": "1", "tag": ["award"], **members}


@pytest.fixture
def says(tmp_path: Path) -> Says:
    """Return what a release says that is alone in a file."""

    def state(**members: Any) -> list[dict[str, Any]]:
        file = tmp_path / "release.json"
        file.write_text(json.dumps(release(**members)), encoding="utf-8")
        return statements(tmp_path, file)

    return state


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
    (one,) = says(tender={"items": [item]})
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


# --- packages, records, versions ---


def write(folder: Path, value: Any, name: str = "file.json") -> Path:
    file = folder / name
    file.write_text(json.dumps(value), encoding="utf-8")
    return file


def locators(folder: Path, value: Any) -> list[str]:
    return [one["locator"] for one in statements(folder, write(folder, value))]


def test_a_package_a_list_and_a_record_hold_releases(tmp_path: Path) -> None:
    one = release(buyer={"name": "A"})
    assert locators(tmp_path, one) == ["/buyer/name"]
    assert locators(tmp_path, [one, one]) == ["/0/buyer/name", "/1/buyer/name"]
    assert locators(tmp_path, {"releases": [one]}) == ["/releases/0/buyer/name"]
    record = {"ocid": "ocds-213czf-1", "releases": [one], "compiledRelease": one}
    assert locators(tmp_path, {"records": [record]}) == [
        "/records/0/releases/0/buyer/name",
        "/records/0/compiledRelease/buyer/name",
    ]


def test_what_a_record_only_links_to_is_not_missed(tmp_path: Path) -> None:
    link = {"date": "2024-01-01", "tag": ["award"], "url": "https://example.org/1"}
    record = {
        "ocid": "ocds-213czf-1",
        "releases": [link],
        "compiledRelease": release(buyer={"name": "A"}),
    }
    file = write(tmp_path, {"records": [record]})
    assert quarantined(tmp_path, file) == []
    del record["compiledRelease"]
    file = write(tmp_path, {"records": [record]})
    assert quarantined(tmp_path, file) == [
        (
            "file.json",
            "",
            "its records only link to releases that are published elsewhere",
        )
    ]


def test_a_versioned_release_is_read_in_its_last_version(tmp_path: Path) -> None:
    def versions(*values: Any) -> list[dict[str, Any]]:
        return [{"releaseID": str(n), "value": v} for n, v in enumerate(values)]

    versioned = {
        "ocid": "ocds-213czf-1",
        "initiationType": versions("tender"),
        "buyer": {"name": versions("Old", "New")},
    }
    (one,) = statements(tmp_path, write(tmp_path, versioned))
    assert (one["quote"], one["locator"]) == ("New", "/buyer/name/1/value")


def test_releases_of_one_process_are_one_tender(tmp_path: Path) -> None:
    import duckdb

    def tenders(*releases: dict[str, Any], publisher: str = "P") -> int:
        package = {"publisher": {"name": publisher}, "releases": releases}
        (found,), _ = readings(tmp_path, write(tmp_path, package))
        table = str(found.folder / "0000.records.parquet")
        query = "SELECT count(DISTINCT tender) FROM read_parquet(?)"
        (count,) = duckdb.execute(query, [table]).fetchone() or (0,)
        return int(count)

    buyer = {"name": "A"}
    assert tenders(release(buyer=buyer), release(buyer={"name": "B"})) == 1
    assert tenders(release(buyer=buyer), release(ocid="ocds-213czf-2")) == 2
    numbered = {"buyer": buyer, "tender": {"id": "SZU-2024-17"}}
    assert tenders(numbered, numbered) == 1
    assert tenders({"buyer": buyer, "tender": {"id": "无"}}, numbered) == 2


def test_the_fixtures_load_and_each_broken_file_is_named_once(tmp_path: Path) -> None:
    archive = shared("ocds_fixtures/files.tar.xz")
    found, refused = readings(tmp_path, archive)
    silent = [one.source.path for one in found if not one.records]
    assert sorted(silent) == sorted({q.path for q in refused} & set(silent))
    assert len(refused) == len({q.path for q in refused})
    half = {
        one.source.path.rpartition("/")[2]: one.records
        for one in found
        if one.records and one.problems
    }
    assert half == {
        "tenders_releases_2_releases_not_json.json": 2,
        "detect-format_mixed.json": 1,
    }

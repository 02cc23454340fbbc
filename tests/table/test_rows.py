"""A table says what its column map names, and nothing else."""

from pathlib import Path

import pytest

from graphkit.case.opened import rows
from tests.said import of_type, quarantined, readings, shared
from tests.table.told import MAP, Says, brief
from tests.test_layers import differing


def test_a_row_says_what_the_map_names(says: Says) -> None:
    said = says(' The Council ,Yunda,"1,234.50",2024-03-05,NVIDIA A100,secret')
    assert brief(said) == [
        ("awarded_on", "row:1/Date", "2024-03-05"),
        ("ISSUED", "row:1/Department", "The Council"),
        ("AWARDED_TO", "row:1/Supplier", "Yunda"),
        ("AWARDS", "row:1/Item", "NVIDIA A100"),
    ]
    won = said[2]
    assert (won["stage"], won["part"]) == ("awarded", "")
    assert won["amount"] == {
        "value": "1234.50",
        "currency": "GBP",
        "text": "1,234.50",
        "start": 0,
        "end": 8,
        "locator": "row:1/Amount",
    }
    assert won["date"]["locator"] == "row:1/Date"


def test_a_bad_cell_takes_only_its_own_statement(tmp_path: Path, says: Says) -> None:
    said = says("A,Yunda,about five,31.2.2024,chairs,", "B,Other,5,2024-03-05,,")
    assert [one["locator"] for one in said] == [
        "row:1/Department",
        "row:1/Supplier",
        "row:2/Date",
        "row:2/Department",
        "row:2/Supplier",
    ]
    assert quarantined(tmp_path, tmp_path / "a.csv") == [
        ("a.csv", "row:1/Amount", "'about five' is no amount"),
        ("a.csv", "row:1/Date", "'31.2.2024' is no date"),
    ]


def test_a_broken_row_does_not_hide_the_others(tmp_path: Path, says: Says) -> None:
    said = says(
        "A,Yunda,5,2024-03-05,x",
        "A,Yunda,5,2024-03-05,x,y,,,",
        'B,"Yunda,5,2024-03-05,x,y',
        "C,Yunda,5,2024-03-05,x,y",
        "D,Yunda,5,2024-03-05,x,y,z",
    )
    buyers = [one["quote"] for one in said if one["type"] == "ISSUED"]
    assert buyers == ["A", "C"]
    assert quarantined(tmp_path, tmp_path / "a.csv") == [
        ("a.csv", "row:1", "it has 5 cells, the header 6"),
        ("a.csv", "row:3", "a quote is opened and never closed"),
        ("a.csv", "row:5", "it has 7 cells, the header 6"),
    ]


def test_a_formula_is_text(says: Says) -> None:
    said = says('"=HYPERLINK(""http://evil"")",Yunda,5,2024-03-05,x,y')
    assert said[1]["quote"] == '=HYPERLINK("http://evil")'


def test_a_row_without_a_supplier_keeps_its_money_with_the_date(says: Says) -> None:
    (on, _) = says("A,,5,2024-03-05,,")
    assert (on["type"], on["amount"]["value"]) == ("awarded_on", "5")
    (on, _) = says("A,,5,,,")
    assert (on["type"], on["quote"], on["date"]) == ("awarded_on", "5", None)


@pytest.mark.parametrize("name", ["REDACTED", "Redacted personal data", "N/A", "无"])
def test_a_name_that_was_blacked_out_is_nobody(says: Says, name: str) -> None:
    said = says(f"A,{name},5,2024-03-05,x,y")
    assert brief(said) == [
        ("awarded_on", "row:1/Date", "2024-03-05"),
        ("ISSUED", "row:1/Department", "A"),
    ]
    assert said[0]["amount"]["value"] == "5"


STAGED = """
[columns]
buyer = "Department"
supplier = "Supplier"
stage = "Other"

[stages]
"Lost" = "failed"

[text]
"Item" = "stage"
"""


@pytest.mark.parametrize(
    ("stage", "kinds"),
    [
        ("awarded", ["status", "ISSUED", "AWARDED_TO", "AWARDS"]),
        ("tendered", ["status", "ISSUED", "BID_ON", "SEEKS"]),
        ("Lost", ["status", "ISSUED", "SEEKS"]),
        ("", ["ISSUED", "AWARDED_TO", "AWARDS"]),
        ("Unknown", ["ISSUED", "AWARDED_TO", "AWARDS"]),
    ],
)
def test_the_stage_of_a_row_decides(says: Says, stage: str, kinds: list[str]) -> None:
    said = says(f"A,Yunda,,,NVIDIA A100,{stage}", columns=STAGED)
    assert [one["type"] for one in said] == kinds


def test_several_names_in_a_cell_are_parted_where_the_map_says_so(says: Says) -> None:
    columns = MAP + "\n"
    columns = columns.replace("[fixed]", '[fixed]\nseparator = ";"')
    said = says("A,Yunda; Other ,5,,,", columns=columns)
    suppliers = [one["object"] for one in said if one["type"] == "AWARDED_TO"]
    assert [(s["text"], s["start"], s["end"]) for s in suppliers] == [
        ("Yunda", 0, 5),
        ("Other", 7, 12),
    ]


def test_identifiers_of_a_party_come_from_their_columns(says: Says) -> None:
    columns = MAP + '\n[identifiers.supplier]\nUEI = "Other"\n'
    (*_, won) = says("A,Yunda,5,,,X1", columns=columns)
    assert won["object"]["ids"] == {"UEI": "X1"}


def test_rows_of_one_process_or_number_are_one_tender(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "Buyer,Number\nA,SZU-2024-17\nA,SZU-2024-17\nB,SZU-2024-17\nA,无\nA,无\n",
        encoding="utf-8",
    )
    maps = tmp_path / "maps"
    maps.mkdir()
    text = '[columns]\nbuyer = "Buyer"\nnumber = "Number"\n'
    (maps / "a.toml").write_text(text, encoding="utf-8")
    assert tenders(tmp_path, file, maps) == [1, 1, 2, 3, 4]
    text = '[columns]\nprocess = "Number"\n[fixed]\npublisher = "P"\n'
    (maps / "a.toml").write_text(text, encoding="utf-8")
    assert tenders(tmp_path, file, maps) == []


def tenders(folder: Path, file: Path, maps: Path) -> list[int]:
    """Return the tender of each row that says something, numbered as they come."""
    (found,), _ = readings(folder, file, maps=maps)
    tables = str(found.folder / "*.records.parquet")
    query = "SELECT tender FROM read_parquet(?) WHERE tender <> '' ORDER BY \"offset\""
    uids = [row["tender"] for row in rows(query, [tables])]
    seen = list(dict.fromkeys(uids))
    return [seen.index(uid) + 1 for uid in uids]


def test_real_tables_are_read_and_quoted_as_they_stand(tmp_path: Path) -> None:
    name = "us_federal_contracts/fpds_cancelled_2025-03-05.csv.gz"
    maps = tmp_path / "maps"
    maps.mkdir()
    (maps / "fpds.toml").write_text(
        """
[columns]
process = "PROCUREMENT_ID"
buyer = "FUNDING_AGENCY_NAME"
supplier = "LEGAL_BUSINESS_NAME"
amount = "TOTAL_ACTION_OBLIGATION"
signed_on = "DATE_SIGNED"
url = "LINK"
[fixed]
currency = "USD"
date_order = "MDY"
publisher = "fpds.gov"
[text]
"DESCRIPTION_OF_REQUIREMENT" = "award"
[identifiers.supplier]
UEI = "UNIQUE_ENTITY_ID"
CAGE = "CAGE_CODE"
""",
        encoding="utf-8",
    )
    (found,), refused = readings(tmp_path, shared(name), maps=maps)
    # 21 of the 2,334 rows are empty
    assert (found.records, refused) == (2313, [])
    assert differing(found) == []


def test_a_map_and_a_column_may_say_whether_tax_is_in_an_amount(says: Says) -> None:
    columns = """
[columns]
supplier = "Supplier"
amount = "Amount"
tax = "VAT"
[fixed]
tax = "excluded"
"""
    said = says(
        "A Ltd,5,Yes", "B Ltd,6,", header="Supplier,Amount,VAT", columns=columns
    )
    found = [one["amount"]["tax"] for one in of_type(said, "AWARDED_TO")]
    assert [(one["value"], one["text"]) for one in found] == [
        ("included", "Yes"),
        ("excluded", ""),
    ]

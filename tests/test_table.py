"""A table says what its column map names, and nothing else."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from graphkit.errors import SourceError
from graphkit.loaders.table.cells import rows, sheet
from graphkit.loaders.table.maps import choose, parse
from graphkit.loaders.table.values import money, when
from graphkit.source import Source
from tests.said import quarantined, readings, shared, statements
from tests.test_layers import differing

MAP = """
[columns]
buyer = "Department"
supplier = "Supplier"
amount = "Amount"
awarded_on = "Date"

[fixed]
currency = "GBP"

[text]
"Item" = "award"
"""
HEADER = "Department,Supplier,Amount,Date,Item,Other"

Says = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def says(tmp_path: Path) -> Says:
    """Return what a table says with a map beside it."""

    def state(*lines: str, header: str = HEADER, columns: str = MAP) -> Any:
        file = tmp_path / "a.csv"
        file.write_text("\n".join([header, *lines]), encoding="utf-8")
        (tmp_path / "a.csv.map.toml").write_text(columns, encoding="utf-8")
        return statements(tmp_path, file)

    return state


def brief(said: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(one["type"], one["locator"], one["quote"]) for one in said]


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
    import duckdb

    (found,), _ = readings(folder, file, maps=maps)
    tables = str(found.folder / "*.records.parquet")
    query = "SELECT tender FROM read_parquet(?) WHERE tender <> '' ORDER BY \"offset\""
    uids = [uid for (uid,) in duckdb.execute(query, [tables]).fetchall()]
    seen = list(dict.fromkeys(uids))
    return [seen.index(uid) + 1 for uid in uids]


# --- how the table is written ---


def table(folder: Path, content: bytes) -> Source:
    (folder / "a.csv").write_bytes(content)
    return Source("0" * 64, "a.csv", folder / "a.csv")


@pytest.mark.parametrize(
    ("encoding", "mark", "text", "found"),
    [
        ("utf-8", b"", "名称,数量\n深圳大学,1\n", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "名称,数量\n深圳大学,1\n", "utf-8"),
        ("gb18030", b"", "名称,数量\n深圳大学,1\n", "gb18030"),
        ("cp1252", b"", "Désignation;Montant\nécole d’été;1\n", "cp1252"),
        ("utf-16-le", b"\xff\xfe", "名称\t数量\n深圳大学\t1\n", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "名称\t数量\r\n深圳大学\t1\r\n", "utf-16-be"),
        ("utf-16-le", b"", "Name\tAmount\nCouncil\t1\n", "utf-16-le"),
        ("utf-8", b"", "a|b\rc|d\r", "utf-8"),
    ],
)
def test_encoding_separator_and_line_end_are_found(
    tmp_path: Path, encoding: str, mark: bytes, text: str, found: str
) -> None:
    content = mark + text.encode(encoding)
    form = sheet(table(tmp_path, content))
    (row,) = rows(table(tmp_path, content))
    assert form.encoding == found
    lines = text.replace("\r", "\n").split("\n")
    separator = form.separator
    assert form.header == tuple(lines[0].split(separator))
    assert row.cells == tuple(next(filter(None, lines[1:])).split(separator))
    assert content[row.offset : row.offset + row.length].decode(encoding).strip() == (
        separator.join(row.cells)
    )


def test_titles_above_the_header_are_passed_over(tmp_path: Path) -> None:
    content = b"Payments 2024,,\n,,\nName,Amount,Date\nA,1,2\n"
    assert sheet(table(tmp_path, content)).header == ("Name", "Amount", "Date")


def test_columns_have_names_of_their_own(tmp_path: Path) -> None:
    content = b'A,A,,"B\nC"\n1,2,3,4\n'
    assert sheet(table(tmp_path, content)).header == ("A", "A (2)", "column 3", "B C")


def test_rows_that_are_empty_are_counted_and_passed_over(tmp_path: Path) -> None:
    content = b"a,b\n1,2\n\n,\n3,4\n"
    assert [(row.number, row.cells) for row in rows(table(tmp_path, content))] == [
        (1, ("1", "2")),
        (4, ("3", "4")),
    ]


def test_a_cell_may_span_lines_and_hold_quotes(tmp_path: Path) -> None:
    content = b'a,b\n"x, ""y""\n\nz",5" pipe\n1,2\n'
    found = [row.cells for row in rows(table(tmp_path, content))]
    assert found == [('x, "y"\n\nz', '5" pipe'), ("1", "2")]


def test_a_row_in_another_encoding_is_named(tmp_path: Path) -> None:
    good = "é,1\n".encode() * 300
    found = list(rows(table(tmp_path, b"a,b\n" + good + b"\xe9,2\n" + good)))
    (bad,) = (row for row in found if row.problem)
    assert (bad.number, bad.problem) == (301, "it is not utf-8 like the rest")
    assert len(found) == 601


def test_what_is_no_table_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no row has two cells"):
        sheet(table(tmp_path, b"one\ntwo\n"))


# --- maps ---


def test_a_table_without_a_map_says_what_to_do(tmp_path: Path) -> None:
    found = table(tmp_path, b"a,b\n1,2\n")
    with pytest.raises(SourceError) as caught:
        choose(found, None)
    assert caught.value.problem == "no column map fits this table"
    assert 'buyer = "Department"' in caught.value.hint
    assert caught.value.hint.endswith("the columns are: a, b")


def test_the_map_that_names_most_columns_is_taken(tmp_path: Path) -> None:
    found = table(tmp_path, b"a,b,c\n1,2,3\n")
    for name, text in (
        ("one.toml", '[columns]\nbuyer = "a"'),
        ("two.toml", '[columns]\nbuyer = "a"\nsupplier = "b"'),
        ("other.toml", '[columns]\nbuyer = "a"\nsupplier = "z"'),
        ("0" * 63 + "1.toml", '[columns]\nbuyer = "a"\nsupplier = "b"\ntitle = "c"'),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert choose(found, tmp_path) == '[columns]\nbuyer = "a"\nsupplier = "b"'


def test_a_map_beside_a_table_must_fit_it(tmp_path: Path) -> None:
    found = table(tmp_path, b"a,b\n1,2\n")
    (tmp_path / f"{'0' * 64}.toml").write_text('[columns]\nbuyer = "z"', "utf-8")
    with pytest.raises(SourceError, match="names columns it does not have: z"):
        choose(found, tmp_path)


def test_a_broken_map_is_told_of_where_none_fits(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("[columns", encoding="utf-8")
    with pytest.raises(SourceError, match=r"maps/bad\.toml: it is not TOML"):
        choose(table(tmp_path, b"a,b\n1,2\n"), tmp_path)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "[columns] is missing"),
        ("[colums]", "[colums] is not known"),
        ('[columns]\nbuyr = "a"', "[columns] knows no 'buyr'"),
        ("[columns]\nbuyer = [1]", "buyer in [columns] is neither text nor number"),
        ("columns = 5", "columns is no table"),
        (
            '[columns]\nbuyer = "a"\n[text]\n"b" = "x"',
            "b in [text] may be award, request, stage",
        ),
        (
            '[columns]\nbuyer = "a"\n[fixed]\ndate_order = "YDM"',
            "date_order in [fixed] may be DMY, MDY",
        ),
        (
            '[columns]\nbuyer = "a"\n[fixed]\namount_unit = 0',
            "amount_unit in [fixed] is '0'",
        ),
        (
            '[columns]\nbuyer = "a"\n[identifiers.owner]\nX = "a"',
            "[identifiers.owner] is none of agency",
        ),
    ],
)
def test_a_wrong_map_says_what_is_wrong(text: str, problem: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse(text, "maps/a.toml")
    assert caught.value.problem.startswith(problem)


# --- amounts and dates ---


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("5", "5", "GBP"),
        ("1,234.50", "1234.50", "GBP"),
        ("1 234.50", "1234.50", "GBP"),
        ("1,00,000", "100000", "GBP"),
        ("-12.5", "-12.5", "GBP"),
        ("(1,234)", "-1234", "GBP"),
        ("£5", "5", "GBP"),
        ("€ 5", "5", "EUR"),
        ("$5", "5", ""),
        ("USD 5", "5", "USD"),
        ("5 CNY", "5", "CNY"),
        ("93.5万元", "935000.0", "CNY"),
    ],
)
def test_an_amount_is_read(text: str, value: str, currency: str) -> None:
    found = money(text)
    assert found
    assert (found.value, found.currency("GBP")) == (value, currency)


@pytest.mark.parametrize(
    "text", ["", "abc", "1.234,50", "1,2", "(5", "5 to 6", "12%", "1.2.3"]
)
def test_what_is_no_amount_is_none(text: str) -> None:
    assert money(text) is None


def test_a_comma_before_the_decimals_is_said_by_the_map() -> None:
    for text, value in (("1.234,50", "1234.50"), ("12,5", "12.5"), ("1.234", "1234")):
        found = money(text, point=",")
        assert found
        assert found.value == value
    assert money("5", unit=Decimal("10000")) == ("50000", "")


@pytest.mark.parametrize(
    ("text", "order", "value"),
    [
        ("2024-03-05", "", "2024-03-05"),
        ("2024-03-05T10:00:00Z", "", "2024-03-05"),
        ("2024/3/5", "", "2024-03-05"),
        ("2024年3月5日", "", "2024-03-05"),
        ("2024年3月", "", "2024-03"),
        ("2024-03", "", "2024-03"),
        ("2024", "", "2024"),
        ("20240305", "", "2024-03-05"),
        ("5 March 2024", "", "2024-03-05"),
        ("Mar 5, 2024", "", "2024-03-05"),
        ("8/5/22 14:40", "MDY", "2022-08-05"),
        ("8/5/22 14:40", "DMY", "2022-05-08"),
        ("31/12/1999", "", "1999-12-31"),
        ("5/5/2024", "", "2024-05-05"),
        ("8/5/22", "", ""),
        ("31.2.2024", "", ""),
        ("2024-13-01", "", ""),
        ("soon", "", ""),
        ("123456", "", ""),
    ],
)
def test_a_date_is_read_where_it_has_one_reading(
    text: str, order: str, value: str
) -> None:
    found = when(text, order=order)
    assert (found.value if found else "") == value


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

"""A column map is proposed from headings and cells, and says what it leaves out."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from graphkit.case import Case, mapping
from graphkit.cli import main
from graphkit.loaders.table import cells
from graphkit.loaders.table.maps import parse
from graphkit.loaders.table.proposal import Proposal, propose, toml
from graphkit.source import Source


def proposed(folder: Path, *lines: str) -> Proposal:
    """Return what is proposed for a table in a file of its own."""
    file = folder / "a.csv"
    text = "\n".join(lines) + "\n"
    file.write_text(text, encoding="utf-8")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return propose(cells.grid(Source(sha256, "a.csv", file)))


TABLES: dict[str, tuple[tuple[str, ...], dict[str, str], dict[str, str]]] = {
    "zh": (
        (
            "序号,采购单位,项目名称,中标供应商,供应商地址,中标金额（万元）,中标日期",
            "1,示例大学,云服务,深圳云达科技有限公司,深圳,93.5,2023-05-01",
            "2,示例医院,桌椅,北京办公有限公司,北京,12,2023年5月3日",
        ),
        {
            "buyer": "采购单位",
            "supplier": "中标供应商",
            "title": "项目名称",
            "awarded_on": "中标日期",
            "amount": "中标金额（万元）",
        },
        {"amount_unit": "10000", "currency": "CNY"},
    ),
    "es": (
        (
            "ORGANO DE CONTRATACION;OBJETO DEL CONTRATO;NIF ADJUDICATARIO;"
            "RAZÓN SOCIAL ADJUDICATARIO;IMPORTE ADJUDICACION IVA INC. (€);FECHA DE "
            "ADJUDICACION",
            "Gerente;Sillas;B12345678;OFIMUEBLES SL;1.234,50;05/03/2021",
            "Gerente;Nube;A12345678;NUBE SA;12.000,00;25/03/2021",
        ),
        {
            "buyer": "ORGANO DE CONTRATACION",
            "supplier": "RAZÓN SOCIAL ADJUDICATARIO",
            "title": "OBJETO DEL CONTRATO",
            "awarded_on": "FECHA DE ADJUDICACION",
            "amount": "IMPORTE ADJUDICACION IVA INC. (€)",
        },
        {"date_order": "DMY", "decimal": ",", "currency": "EUR"},
    ),
    "fr": (
        (
            "Acheteur,Objet du marché,Nom du titulaire,Montant HT (EUR),Date de "
            "notification",
            "Ville de X,Chaises,ACME SARL,1234.5,2021-03-05",
            "Ville de X,Nuage,NUAGE SAS,12000,2021-03-25",
        ),
        {
            "buyer": "Acheteur",
            "supplier": "Nom du titulaire",
            "title": "Objet du marché",
            "awarded_on": "Date de notification",
            "amount": "Montant HT (EUR)",
        },
        {"currency": "EUR"},
    ),
    "de": (
        (
            "Vergabestelle;Auftragsgegenstand;Auftragnehmer;Auftragswert (netto);Datum",
            "Stadt X;Stühle;Möbel GmbH;1.234,50 €;05.03.2021",
            "Stadt X;Cloud;Wolke AG;12.000,00 €;25.03.2021",
        ),
        {
            "buyer": "Vergabestelle",
            "supplier": "Auftragnehmer",
            "title": "Auftragsgegenstand",
            "awarded_on": "Datum",
            "amount": "Auftragswert (netto)",
        },
        {"date_order": "DMY", "decimal": ","},
    ),
    "en": (
        (
            "Purchase Order Description,Purchase Order (Contract) Number,Approval Date,"
            "Department,Vendor Name,Vendor ID,Award Amount,Consumed Amt",
            'CHAIRS,12345,01/13/2021,WATER,ACME INC.,0001A,"$1,234.00",$5.00',
            "CLOUD,12346,02/03/2021,FINANCE,CLOUD LLC,0002A,$0.00,$6.00",
        ),
        {
            "buyer": "Department",
            "supplier": "Vendor Name",
            "title": "Purchase Order Description",
            "number": "Purchase Order (Contract) Number",
            "awarded_on": "Approval Date",
            "amount": "Award Amount",
        },
        {"date_order": "MDY"},
    ),
}


@pytest.mark.parametrize("language", TABLES)
def test_columns_are_known_by_their_headings(tmp_path: Path, language: str) -> None:
    lines, columns, fixed = TABLES[language]
    found = proposed(tmp_path, *lines)
    assert (found.columns, found.fixed, found.doubts) == (columns, fixed, [])
    assert parse(toml(found, "by its headings"), "a").columns == columns


def test_an_address_is_the_suppliers_where_the_heading_says_so(tmp_path: Path) -> None:
    found = proposed(
        tmp_path,
        "Buyer,Supplier,Supplier address,Supplier postcode,Address,Amount",
        "City,Yunda Ltd,12 High Street,LS1 1AA,1 Town Hall,5",
    )
    assert found.columns == {
        "buyer": "Buyer",
        "supplier": "Supplier",
        "supplier_address": "Supplier address",
        "supplier_postcode": "Supplier postcode",
        "amount": "Amount",
    }


def test_a_column_that_says_more_than_a_supplier_is_none(tmp_path: Path) -> None:
    found = proposed(
        tmp_path,
        "Supplier postcode,Supplier size,Vendor ID,Number of bidders,Title",
        "E1 4NS,Small,V-1,3,Chairs",
    )
    assert found.columns == {"title": "Title"}
    assert found.doubts == ["no column names suppliers for sure"]
    assert found.unused == (
        *("Supplier postcode", "Supplier size", "Vendor ID", "Number of bidders"),
    )


def test_a_list_of_firms_is_no_list_of_purchases(tmp_path: Path) -> None:
    found = proposed(tmp_path, "Vendor,Email,Date", "ACME,a@b.org,2021-01-02")
    assert found.doubts == [
        "nothing beside the suppliers says that they sold something"
    ]


def test_the_status_of_a_contract_does_not_say_whether_there_is_one(
    tmp_path: Path,
) -> None:
    lines = ("Contract status,Title,Supplier,Value", "Zorp,Chairs,Yunda,5")
    found = proposed(tmp_path, *lines)
    assert "stage" not in found.columns
    assert not found.doubts
    ended = proposed(tmp_path, *lines, "Cancelled,Desks,Other,6")
    assert "in words not known here (Zorp)" in ended.doubts[0]


def test_one_column_of_dates_says_the_order_of_the_other(tmp_path: Path) -> None:
    found = proposed(
        tmp_path,
        "Supplier,Title,Award date,Contract date",
        "Yunda,Chairs,01/02/2021,25/02/2021",
    )
    assert found.fixed == {"date_order": "DMY"}
    assert found.columns["awarded_on"] == "Award date"


HEADER = "Buyer,Supplier,Amount,Date"


@pytest.mark.parametrize(
    ("amounts", "decimal"),
    [
        (("1,234.50", "5"), None),
        (("1.234,50", "5"), ","),
        (("1.234", "12.500"), ","),
        (("1,234", "12,500"), None),
        (("12.5", "1"), None),
        (("12,5", "1"), ","),
    ],
)
def test_amounts_say_themselves_how_they_are_written(
    tmp_path: Path, amounts: tuple[str, str], decimal: str | None
) -> None:
    rows = [f"Town;Yunda;{amount};2021-03-05" for amount in amounts]
    found = proposed(tmp_path, HEADER.replace(",", ";"), *rows)
    assert found.columns["amount"] == "Amount"
    assert found.fixed.get("decimal") == decimal


@pytest.mark.parametrize(
    "amounts",
    [
        ("1.234,50", "1,234.50"),
        ("1.234", "0.500"),
        ("1.234", "1,234"),
        ("5", "6 - 7"),
    ],
)
def test_amounts_with_two_readings_are_left_out(
    tmp_path: Path, amounts: tuple[str, str]
) -> None:
    rows = [f"Town;Yunda;{amount};2021-03-05" for amount in amounts]
    found = proposed(tmp_path, HEADER.replace(",", ";"), *rows)
    assert "amount" not in found.columns
    assert found.remarks == [
        "'Amount' is left out: its numbers are written in more than one way, "
        "or are none"
    ]
    assert not found.doubts


def test_days_that_could_be_months_are_left_out(tmp_path: Path) -> None:
    found = proposed(
        tmp_path, HEADER, "Town,Yunda,5,01/02/2021", "Town,Yunda,5,03/04/2021"
    )
    assert found.columns == {
        "buyer": "Buyer",
        "supplier": "Supplier",
        "amount": "Amount",
    }
    assert "day and month could be either way round" in found.remarks[0]


def test_chinese_money_needs_its_unit(tmp_path: Path) -> None:
    bare = proposed(tmp_path, "采购人,供应商,金额", "示例大学,云达公司,93.5")
    assert "amount" not in bare.columns
    above = proposed(
        tmp_path, "单位：万元,,", "采购人,供应商,金额", "示例大学,云达公司,93.5"
    )
    assert above.fixed == {"amount_unit": "10000", "currency": "CNY"}


def test_a_stage_in_unknown_words_needs_a_person(tmp_path: Path) -> None:
    lines = ("Status,Title,Supplier", "Awarded,Chairs,Yunda", "Cancelled,Desks,Other")
    known = proposed(tmp_path, *lines)
    assert known.stages == {"Awarded": "awarded", "Cancelled": "cancelled"}
    assert known.text == {"Title": "stage"}
    assert not known.doubts
    unknown = proposed(tmp_path, *lines, "Zorp,Lamps,Third")
    assert "in words not known here (Zorp)" in unknown.doubts[0]


LINES = ("Department,Supplier,Amount (GBP),Date", "Council,Yunda,5,2024-03-05")


def test_a_sure_proposal_is_used_said_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "spend.csv"
    file.write_text("\n".join(LINES), encoding="utf-8")
    with Case.create(tmp_path / "case") as case:
        summary = case.load([file])
        assert (summary.records, summary.quarantined) == (1, ())
        (note,) = summary.notes
        assert note.path == "spend.csv"
        assert "buyer = 'Department', supplier = 'Supplier'" in note.text
        (kept,) = (tmp_path / "case/maps").glob("*.toml")
        assert kept.read_text("utf-8").startswith('about = "proposed by graphkit')
        assert not case.load([file]).notes
        before = case.status()["digest"]
        case.build()
        assert case.status()["digest"] == before
        assert not case.verify().differing


def test_a_doubtful_table_waits_for_its_map(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Status,Title,Supplier\nZorp,Chairs,Yunda\n", encoding="utf-8")
    with Case.create(tmp_path / "case") as case:
        (problem,) = case.load([file]).quarantined
        assert "in words not known here (Zorp)" in problem.reason
        assert problem.hint.startswith("`graphkit map FILE` shows")
        (mapped,) = mapping.look(file)
        (written,) = mapping.save(case.folder, [mapped], "mine")
        text = written.read_text("utf-8") + '\n[stages]\n"Zorp" = "awarded"\n'
        written.write_text(text, encoding="utf-8")
        assert case.load([file]).quarantined == ()


def test_a_preview_shows_what_the_first_rows_would_make(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("\n".join((*LINES, "Other,Third,6,2024-03-06")), encoding="utf-8")
    (found,) = mapping.look(file, how=mapping.Look(rows=1))
    row: dict[str, Any] = {"row": "row:1", "amount": "", "currency": "", "date": ""}
    assert found.edges == (
        row | {"from": "Council", "type": "ISSUED", "to": "row:1"},
        row
        | {"from": "row:1", "type": "AWARDED_TO", "to": "Yunda"}
        | {"amount": "5", "currency": "GBP", "date": "2024-03-05"},
    )
    assert found.nodes == ("Council", "row:1", "Yunda")
    assert not list(tmp_path.glob("maps"))


def test_the_command_prints_a_map_and_saves_it_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "spend.csv"
    file.write_text("\n".join(LINES), encoding="utf-8")
    command = ["map", str(file), "--case", str(tmp_path / "case")]
    assert main(command) == 0
    printed = capsys.readouterr()
    assert parse(printed.out, "printed").columns["supplier"] == "Supplier"
    assert "row:1:  row:1 -AWARDED_TO-> Yunda (5 GBP, 2024-03-05)" in printed.err
    assert not (tmp_path / "case").exists()
    assert main([*command, "--save"]) == 0
    saved = tmp_path / "case/maps/spend.toml"
    assert parse(saved.read_text("utf-8"), "saved").columns["buyer"] == "Department"
    assert main([*command, "--save"]) == 2
    assert "there is a map for this table already" in capsys.readouterr().err
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["known"] is True

"""Tables of shapes that nobody made a map for: read without help, or not at all."""

from pathlib import Path

import pytest

from graphkit import reading
from graphkit.loaders.table.encodings import encoding_of
from tests.said import of_type, readings
from tests.table.told import Says
from tests.table.unseen import UNSEEN
from tests.table.unseen_kinds import Award


@pytest.mark.parametrize("name", UNSEEN)
def test_a_table_nobody_knows_is_read_without_help(tmp_path: Path, name: str) -> None:
    table = UNSEEN[name]
    file = tmp_path / name
    file.write_bytes(table.text.encode(table.encoding))
    (found,), refused = readings(tmp_path, file)
    said = list(reading.statements_json(found))
    awards = of_type(said, "AWARDED_TO")
    amounts = [one["amount"] or {"value": "", "currency": ""} for one in awards]
    assert refused == []
    assert table.awards == tuple(
        Award(
            award["object"]["text"],
            amount["value"],
            amount["currency"],
            amount.get("tax", {"value": ""})["value"],
        )
        for award, amount in zip(awards, amounts, strict=True)
    )
    texts = {cell.strip() for line in table.text.split("\n") for cell in [line]}
    assert all(one["text"] in " ".join(texts) for one in amounts if "text" in one)


def test_the_sum_of_other_rows_is_no_purchase(says: Says) -> None:
    said = says("Council,Yunda,5,2024-03-05,,", "Total,,5,,,", ",,5,,,")
    assert [one["quote"] for one in of_type(said, "AWARDED_TO")] == ["Yunda"]
    assert [one["locator"] for one in said if one["amount"]] == ["row:1/Supplier"]


def test_a_firm_called_total_is_a_firm(says: Says) -> None:
    said = says("Council,Total,5,2024-03-05,Fuel,")
    assert [one["quote"] for one in of_type(said, "AWARDED_TO")] == ["Total"]


def test_notes_and_repeated_headers_are_no_purchases(says: Says) -> None:
    said = says(
        "Source: our own books,,,,,",
        "Department,Supplier,Amount,Date,Item,Other",
        "Council,Yunda,5,2024-03-05,,",
    )
    assert {one["locator"].split("/")[0] for one in said} == {"row:3"}


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Ayuntamiento;Sillas;MUÑOZ SL;10"),
        ("cp1252", "Câmara Municipal de São João;Aquisição;Irmãos;9"),
        ("cp1252", "Kommune;Køb af æbler;Århus Købmænd;1"),
        ("cp1252", "Tallinna linnavalitsus;Töö;Võõrad päevad"),
        ("cp1250", "Gmina;Dostawa sprzętu;Żółta Łąka Spółka z o.o.;5"),
        ("cp1250", "Město Brno;Předmět smlouvy;Příliš žluťoučký kůň;5"),
        ("cp1250", "Szeged Önkormányzat;Közbeszerzés;Erdőművelő Kft.;fűtés"),
        ("cp1251", "Администрация;ООО «Ромашка»;Поставка серверов;5"),
        ("gb18030", "深圳云达科技有限公司,服务器,5"),
        ("big5", "某某市政府,廣達電腦股份有限公司,5"),
        ("cp932", "株式会社日立製作所,サーバ賃貸借,5"),
        ("euc_kr", "서울특별시,주식회사 삼성전자,컴퓨터 구매,5"),
    ],
)
def test_letters_say_in_which_encoding_they_are(encoding: str, text: str) -> None:
    assert encoding_of([f"{text}\n".encode(encoding)]) == encoding

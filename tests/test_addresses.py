"""Addresses: which are one, which are compared with nothing, and whose are kept."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from graphkit import addresses
from graphkit.case import Case
from tests.releases import release, write_releases

STREET = {"streetAddress": "Unit 4, 12 High Street", "countryName": "United Kingdom"}
LEEDS = {**STREET, "locality": "Leeds", "postalCode": "LS1 1AA"}
YORK = {**STREET, "locality": "York", "postalCode": "YO1 7HH"}
WIDE = {**LEEDS, "streetAddress": "UNIT 4 １２  High Street,", "locality": "LEEDS"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("深圳市南山区科技园１２号", "深圳市南山区科技园12号"),
        ("深圳市 南山区 科技园12号。", "深圳市南山区科技园12号"),
        ("臺北市信義路5號", "台北市信义路5号"),
        ("12 High Street, Leeds, LS1 1AA", "12 HIGH STREET LEEDS  LS1 1AA"),
        ("Calle Mayor 4; 28013 Madrid", "calle mayor 4, 28013 Madrid"),
    ],
)
def test_spelling_alone_makes_no_other_address(one: str, other: str) -> None:
    assert addresses.of_text(one) == addresses.of_text(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("深圳市科技园12号", "哈尔滨市科技园12号"),
        ("深圳市科技园12号", "深圳市科技园1 2号"),
        ("12 High Street, Leeds, LS1 1AA", "12 High St, Leeds, LS1 1AA"),
        ("12-14 High Street, Leeds, LS1 1AA", "12 14 High Street, Leeds, LS1 1AA"),
        ("1.2 Park Road, 28013 Madrid", "12 Park Road, 28013 Madrid"),
    ],
)
def test_what_is_more_than_spelling_makes_another(one: str, other: str) -> None:
    assert "" != addresses.of_text(one) != addresses.of_text(other) != ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "高新区1号",
        "深圳市南山区",
        "12 High Street",
        "Suite 5, 12 High Street, Floor 2",
        "High Street, Leeds, LS1 1AA",
        "LS1 1AA",
        "深圳市科技园**号1",
        "深圳市科技园12号 联系电话：13812345678",
        "12 [masked] Street, LS1 1AA",
        "1" * 300,
    ],
)
def test_what_does_not_say_building_and_place_is_compared_with_nothing(
    text: str,
) -> None:
    assert addresses.of_text(text) == ""


@pytest.mark.parametrize(
    ("street", "places", "country"),
    [
        ("12 High Street", ["", "", ""], "United Kingdom"),
        ("12 High Street", ["N/A", "", "none"], ""),
        ("High Street", ["Leeds", "", "LS1 1AA"], ""),
        ("12", ["Leeds", "", "LS1 1AA"], ""),
        ("", ["Leeds", "", "LS1 1AA"], ""),
    ],
)
def test_parts_without_building_or_place_are_compared_with_nothing(
    street: str, places: list[str], country: str
) -> None:
    assert addresses.of_parts(street, places, country) == ""


def award(process: str, name: str, address: dict[str, Any]) -> dict[str, Any]:
    """Return a release whose supplier has an address, and whose buyer has it too."""
    made = release(process, buyer="City Council", supplier=name)
    made["buyer"]["id"], made["awards"][0]["suppliers"][0]["id"] = "b", "s"
    made["parties"] = [
        {"id": "b", "name": "City Council", "roles": ["buyer"], "address": LEEDS},
        {"id": "s", "name": name, "roles": ["supplier"], "address": address},
    ]
    return made


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Yunda and Shan at one address in Leeds, and who must not be joined to them."""
    folder = tmp_path_factory.mktemp("addresses")
    told = (
        ("1", "Yunda Trading Ltd", LEEDS),
        ("2", "Shan Systems Ltd", WIDE),
        ("3", "York Supplies Ltd", YORK),
        ("4", "John Smith", LEEDS),
        ("5", "YUNDA TRADING LTD", WIDE),
    )
    file = write_releases(folder / "ocds.json", *(award(*one) for one in told))
    case = Case.create(folder / "case")
    case.load([file, table(folder / "spend.csv"), notice(folder / "notice.txt")])
    return case


def table(file: Path) -> Path:
    rows = [
        ("Buyer", "Supplier", "Supplier address", "Amount"),
        ("Ministry A", "Berg GmbH", "Ringstr. 5, 10115 Berlin", "100"),
        ("Ministry B", "Tal GmbH", "RINGSTR. 5  10115 Berlin", "200"),
        ("Ministry B", "Fern GmbH", "Ringstr. 5", "200"),
    ]
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return file


def notice(file: Path) -> Path:
    file.write_text(
        """示例大学服务器采购项目中标公告
一、项目编号：SZU-2024-001
二、项目名称：服务器采购
三、中标信息
供应商名称：深圳市云达科技有限公司
供应商地址：深圳市南山区科技园１２号
中标金额：100万元
四、采购人信息
名称：示例大学
地址：深圳市南山区南海大道3688号
""",
        encoding="utf-8",
    )
    return file


def test_bidders_at_one_address_are_found_and_nobody_else(case: Case) -> None:
    rows = case.ask("bidders/sharing_address")
    assert [(row["address"], row["bidder"], row["tenders"]) for row in rows] == [
        ("ringstr 5 10115 berlin", "Berg GmbH", 1),
        ("ringstr 5 10115 berlin", "Tal GmbH", 1),
        (ADDRESS, "Shan Systems Ltd", 1),
        (ADDRESS, "YUNDA TRADING LTD", 2),  # one body, in two spellings
    ]


ADDRESS = "unit 4 12 high street, leeds, ls1 1aa, united kingdom"


def test_an_address_quotes_the_words_of_its_source(case: Case) -> None:
    rows = case.sql(
        "SELECT address, address_quote FROM AWARDED_TO WHERE path = 'notice.txt'"
    )
    assert list(rows) == [
        {
            "address": "深圳市南山区科技园12号",
            "address_quote": "深圳市南山区科技园１２号",
        }
    ]
    assert case.verify().differing == ()


def test_no_table_holds_the_address_of_a_person_or_a_buyer(case: Case) -> None:
    kept = case.sql(
        "SELECT name FROM AWARDED_TO JOIN Organization ON uid = dst "
        "WHERE address <> '' ORDER BY name"
    )
    assert "John Smith" not in {row["name"] for row in kept}
    assert "address" not in case.sql("SELECT * FROM statements LIMIT 1").columns
    held = json.dumps(list(case.sql("SELECT * FROM ISSUED")), default=str)
    assert "high street" not in held.casefold()

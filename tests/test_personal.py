"""Personal data is masked at equal length; what makes a record worth reading is not."""

import pytest

from graphkit.personal import masked, rows
from tests.notices import gold


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row["what"]))
def test_every_row_of_the_table_masks_as_it_says(row: dict[str, str]) -> None:
    assert masked(row["example"]) == row["shown"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13900000000", "***********"),
        ("电子邮箱：someone@example.org", "电子邮箱：*******@*******.***"),
        ("联系方式：010-00000000", "联系方式：***-********"),
        ("身份证 11010119900101123X", "身份证 " + 18 * "*"),
    ],
)
def test_numbers_and_addresses_of_people_are_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "项目编号：XG-2024-017",
        "统一社会信用代码：91110000600037341L",
        "中标金额：13900000000元",
        "2024年03月18日 16:20",
        "p4d.24xlarge 8张A100 80G",
        "示例大学",
        "",
    ],
)
def test_numbers_of_tenders_money_dates_and_products_stay(text: str) -> None:
    assert masked(text) == text


def test_no_name_amount_or_number_of_a_statement_is_masked() -> None:
    hidden = {
        name
        for row in gold()
        for name in [*row.get("buyer", ()), *(a[0] for a in row.get("awards", ()))]
        if masked(f"中标供应商：{name}") != f"中标供应商：{name}"
    }
    assert hidden == set()


def test_labels_of_lists_of_names_and_titles_are_chinese() -> None:
    """Else a text without any would have to be searched for them."""
    kinds = ("contact", "panel", "surname")
    words = [row["words"] for row in rows() if row["what"] in kinds]
    assert words
    assert [word for word in words if word.isascii()] == []


def test_masking_keeps_what_a_statement_speaks_of() -> None:
    text = "中标人：王样例 电话：13900000000"
    assert masked(text, keep=((4, 7),)).startswith("中标人：王样例 ")
    assert len(masked(text)) == len(text)

"""Amounts and dates in the cells of tables."""

from decimal import Decimal

import pytest

from graphkit.loaders.table.dates import when
from graphkit.loaders.table.values import money

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

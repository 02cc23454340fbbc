"""Amounts are converted by dated rates the user gave, or not at all."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from graphkit.case import Case, money
from graphkit.cli import main
from graphkit.errors import CatalogueError

HEADER = "currency,to,day,rate,source\n"
TABLE = "CNY,EUR,2024-03-01,0.1278,ECB\nCNY,EUR,2024-03-05,0.1279,ECB\n"


def rates(case: Path, rows: str = TABLE) -> money.Rates:
    (case / "catalogue").mkdir(parents=True, exist_ok=True)
    (case / "catalogue/rates.csv").write_text(HEADER + rows, encoding="utf-8")
    return money.rates_of(case)


def value(known: money.Rates, currency: str, day: str) -> str | None:
    found = money.convert(known, Decimal("1000.05"), currency, "EUR", day)
    return found["value"] if found else None


def test_the_rate_is_the_last_one_of_the_day_or_before(tmp_path: Path) -> None:
    known = rates(tmp_path)
    assert money.convert(known, Decimal("1000.05"), "CNY", "EUR", "2024-03-04") == {
        "value": "127.81",
        "currency": "EUR",
        "rate": "0.1278",
        "day": "2024-03-01",
        "source": "ECB",
    }
    assert value(known, "CNY", "2024-03-05") == "127.91"


@pytest.mark.parametrize(
    ("currency", "day"),
    [
        ("CNY", "2024-02-29"),
        ("CNY", "2024-03-13"),
        ("CNY", "2024-03"),
        ("CNY", ""),
        ("USD", "2024-03-05"),
        ("", "2024-03-05"),
    ],
)
def test_nothing_is_converted_without_a_rate_of_its_day(
    tmp_path: Path, currency: str, day: str
) -> None:
    assert value(rates(tmp_path), currency, day) is None


def test_no_rate_is_turned_round(tmp_path: Path) -> None:
    known = rates(tmp_path)
    assert money.convert(known, Decimal(5), "EUR", "CNY", "2024-03-05") is None


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("CNY,EUR,2024-03-01,0,ECB\n", "has the rate 0"),
        ("CNY,EUR,2024-03-01,x,ECB\n", "has no rate of a day"),
        ("CNY,EUR,March,1,ECB\n", "has no rate of a day"),
        ("RMB,EUR,2024-03-01,1,ECB\n", "currency is 'RMB'"),
        (TABLE + "CNY,EUR,2024-03-05,0.2,me\n", "gives a second rate of one day"),
    ],
)
def test_a_wrong_rate_is_named(tmp_path: Path, rows: str, problem: str) -> None:
    with pytest.raises(CatalogueError, match=problem):
        rates(tmp_path, rows)


def test_chains_show_both_amounts_where_rates_are_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "采购人,供应商,项目名称,合同金额（元）,签订日期\n"
        "示例大学,云达公司,NVIDIA A100服务器,1000.05,2024-03-05\n",
        encoding="utf-8",
    )
    with Case.create(tmp_path / "case") as case:
        case.load([file])
        command = ["chains", "--in", "EUR", "--case", str(case.folder)]
        assert main(command) == 2
        assert "no rate to 'EUR'" in capsys.readouterr().err
        rates(case.folder)
        (chain,) = money.converted(case.folder, case.chains(), "EUR")
        said: Any = chain["amount_in"]
        assert (chain["amount"], chain["currency"]) == (1000.05, "CNY")
        assert (said["value"], said["rate"], said["day"]) == (
            *("127.91", "0.1279", "2024-03-05"),
        )
        assert main(command) == 0
        assert "127.91 EUR at 0.1279 of 2024-03-05 (ECB)" in capsys.readouterr().out

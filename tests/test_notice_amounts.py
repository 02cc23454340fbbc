"""Sums as notices write them: the exact value with its currency, or no value at all.

Each sum is generated as a Decimal and written out in one of many forms; what is read
must be that Decimal. Where one mark of the writing is changed, it must be what stands
there now, or left open: an amount in a wrong unit is worse than none.
"""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphkit.statements import Statement
from tests.corpus.writing import in_capitals, number
from tests.notices import told

STEADY = settings(max_examples=250, deadline=None, derandomize=True)
HEAD = "中标公告\n项目编号：SL-2024-F017\n采购人：示例大学\n"
WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
SCALES = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "亿": 10**8}
CURRENCIES = {"元": "CNY", "美元": "USD", "港元": "HKD", "欧元": "EUR", "日元": "JPY"}
CODES = ("CNY", "RMB", "USD", "HKD", "EUR", "JPY", "GBP")

sums = st.integers(1_000_00, 99_999_999_99).map(lambda cents: Decimal(cents) / 100)
scales = st.sampled_from(tuple(SCALES))


def counted(value: Decimal, scale: str) -> str:
    return number(value / SCALES[scale])


def grouped(text: str) -> str:
    whole, dot, rest = text.partition(".")
    return f"{int(whole):,}{dot}{rest}"


@st.composite
def written(draw: st.DrawFn) -> tuple[str, Decimal, str]:
    """Draw a sum with its unit beside it: the words, the value, the currency."""
    value, scale = draw(sums), draw(scales)
    digits = counted(value, scale)
    digits = draw(st.sampled_from((digits, grouped(digits))))
    if draw(st.booleans()):
        digits = digits.translate(WIDE)
    space = draw(st.sampled_from(("", " ", "\u3000", "\xa0")))
    shape = draw(st.integers(0, 4))
    if shape == 0:
        word = draw(st.sampled_from(tuple(CURRENCIES)))
        return f"{digits}{space}{scale}{word}", value, CURRENCIES[word]
    if shape == 1:
        return f"人民币{space}{digits}{scale}元", value, "CNY"
    if shape == 2:
        return f"￥{digits}{scale}元", value, "CNY"
    if shape == 3:
        code = draw(st.sampled_from(CODES))
        plain = grouped(number(value))
        return f"{code} {plain}", value, "CNY" if code == "RMB" else code
    return f"人民币{in_capitals(value)}", value, "CNY"


def awards(text: str, folder: Path, name: str = "notice.txt") -> list[Statement]:
    return told(text, folder, name).of("AWARDED_TO")


def read(text: str, folder: Path, name: str = "notice.txt") -> tuple[str, str]:
    """Return value and currency of the only award of a notice."""
    (won,) = awards(text, folder, name)
    return (won.amount.value, won.amount.currency) if won.amount else ("", "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("amounts")


@STEADY
@given(written())
@example(("１２．５万元", Decimal(125000), "CNY"))
def test_a_sum_behind_its_label_is_read_exactly(
    folder: Path, drawn: tuple[str, Decimal, str]
) -> None:
    words, value, currency = drawn
    text = f"{HEAD}中标供应商：甲示例有限公司\n中标金额：{words}\n"
    assert read(text, folder) == (number(value), currency)


@STEADY
@given(sums, st.sampled_from(("元", "千元", "万元", "亿元")), st.booleans())
def test_the_unit_of_a_label_multiplies_its_sum(
    folder: Path, value: Decimal, unit: str, wide: bool
) -> None:
    digits = counted(value, unit[:-1])
    digits = digits.translate(WIDE) if wide else digits
    text = f"{HEAD}中标供应商：甲示例有限公司\n中标金额（{unit}）：{digits}\n"
    assert read(text, folder) == (number(value), "CNY")


@STEADY
@given(
    sums, st.sampled_from(("元", "千元", "万元", "亿元")), st.sampled_from(("（", "("))
)
def test_the_unit_of_a_header_multiplies_the_sums_below_it(
    folder: Path, value: Decimal, unit: str, bracket: str
) -> None:
    digits = counted(value, unit[:-1])
    closed = "）" if bracket == "（" else ")"
    text = (
        "<html><h1>中标公告</h1><p>采购人：示例大学</p><table><tr><td>包号<td>供应商名称"
        f"<td>中标金额{bracket}{unit}{closed}<tr><td>1<td>甲示例有限公司<td>{digits}"
        "</table></html>"
    )
    assert read(text, folder, "a.html") == (number(value), "CNY")


@STEADY
@given(sums, st.sampled_from(("元", "万元")))
def test_the_unit_of_a_column_of_its_own_multiplies_the_sum(
    folder: Path, value: Decimal, unit: str
) -> None:
    digits = counted(value, unit[:-1])
    text = (
        "<html><h1>中标公告</h1><p>采购人：示例大学</p><table><tr><td>包号<td>供应商名称"
        f"<td>中标金额<td>单位<tr><td>1<td>甲示例有限公司<td>{digits}<td>{unit}"
        "</table></html>"
    )
    assert read(text, folder, "a.html")[0] in (number(value), "")


@STEADY
@given(sums)
def test_a_sum_without_a_unit_has_no_value(folder: Path, value: Decimal) -> None:
    text = f"{HEAD}中标供应商：甲示例有限公司\n中标金额：{number(value)}\n"
    assert read(text, folder)[0] == ""


@STEADY
@given(sums, sums)
def test_digits_and_words_that_differ_leave_the_value_open(
    folder: Path, value: Decimal, other: Decimal
) -> None:
    words = f"￥{value:.2f}（大写：人民币{in_capitals(other)}）"
    text = f"{HEAD}中标供应商：甲示例有限公司\n中标金额：{words}\n"
    assert read(text, folder)[0] == (number(value) if value == other else "")


def _spaced(words: str, place: int) -> str:
    return f"{words[:place]} {words[place:]}"


def _broken(words: str, place: int) -> str:
    return f"{words[:place]}\n{words[place:]}"


@STEADY
@given(
    sums,
    st.sampled_from(("", "千", "万", "亿")),
    st.sampled_from(("", "千", "万", "亿")),
)
def test_another_unit_gives_what_stands_there(
    folder: Path, value: Decimal, scale: str, other: str
) -> None:
    digits = counted(value, scale)
    text = f"{HEAD}中标供应商：甲示例有限公司\n中标金额：{digits}{other}元\n"
    meant = number(Decimal(digits) * SCALES[other])
    assert read(text, folder)[0] in (meant, "")


@STEADY
@given(sums, st.sampled_from(("元", "万元")), st.integers(1, 6))
@pytest.mark.parametrize("change", [_spaced, _broken], ids=["space", "line end"])
def test_a_blank_in_a_sum_never_makes_another_sum(
    folder: Path,
    change: Callable[[str, int], str],
    value: Decimal,
    unit: str,
    place: int,
) -> None:
    words = f"{counted(value, unit[:-1])}{unit}"
    shown = change(words, place)
    text = f"{HEAD}中标供应商：甲示例有限公司\n中标金额：{shown}\n"
    found = {won.amount.value for won in awards(text, folder) if won.amount}
    assert found <= {number(value), ""}

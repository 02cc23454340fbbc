"""Money and days as notices write them."""

from datetime import date, datetime
from decimal import Decimal

from tests.corpus.chance import Chance

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLAIN_DIGITS = "〇一二三四五六七八九"


def yuan(chance: Chance, low: int = 20, high: int = 900) -> Decimal:
    """Return a sum between so many ten-thousands; one in five has cents."""
    ten_thousands = chance.between(low, high)
    rest = chance.one((0, 0, 5000, 7500, 800, 3360))
    cents = Decimal(chance.between(1, 99)) / 100 if chance.happens(20) else Decimal(0)
    return Decimal(ten_thousands * 10_000 + rest) + cents


def number(value: Decimal) -> str:
    """Return a value without an exponent or needless zeros: as gold holds it."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_ten_thousands(value: Decimal, places: int = 0) -> str:
    """Return the digits of a sum counted in 万元, with at least so many places."""
    counted = number(value / 10_000)
    whole, _, fraction = counted.partition(".")
    fraction = fraction.ljust(places, "0")
    return f"{whole}.{fraction}" if fraction else whole


def in_capitals(value: Decimal) -> str:
    """Return a sum in the capitals of cheques, below a hundred million."""
    whole = int(value)
    cents = int((value - whole) * 100)
    upper, lower = divmod(whole, 10_000)
    text = f"{_four(upper)}万" if upper else ""
    if lower:
        if upper and lower < 1000:
            text += "零"
        text += _four(lower)
    text += "元"
    if not cents:
        return f"{text}整"
    tens, ones = divmod(cents, 10)
    text += f"{DIGITS[tens]}角" if tens else "零"
    return f"{text}{DIGITS[ones]}分" if ones else f"{text}整"


def _four(value: int) -> str:
    """Return a number below ten thousand in capitals."""
    text = ""
    for digit, unit in zip(f"{value:04}", ("仟", "佰", "拾", ""), strict=True):
        if digit != "0":
            text += DIGITS[int(digit)] + unit
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零")


def money(chance: Chance, value: Decimal) -> str:
    """Return a sum with its unit beside the number."""
    exact, grouped = f"{value:.2f}", f"{value:,.2f}"
    ten = in_ten_thousands(value)
    return chance.one(
        (
            f"{exact}元",
            f"￥{grouped}",
            f"¥{grouped}元",
            f"人民币{grouped}元",
            f"{ten}万元",
            f"{in_ten_thousands(value, 6)} 万元（人民币）",
            f"￥{in_ten_thousands(value, 4)}万元",
            f"{in_ten_thousands(value, 7)}（万元）",
            f"人民币{in_capitals(value)}",
            f"人民币{in_capitals(value)}（￥{grouped}）",
            f"￥{exact}（大写：{in_capitals(value)}）",
            f"{number(value)}元（含税）",
            f"RMB {grouped}",
            f"{ten} 万元人民币",
        )
    )


def labelled(chance: Chance, label: str, value: Decimal) -> str:
    """Return a label with a sum after it; the unit may be in the label."""
    colon = chance.one(("：", "：", ":", "： "))
    shape = chance.below(6)
    if shape == 0:
        return f"{label}（元）{colon}{chance.one((f'{value:.2f}', f'{value:,.2f}'))}"
    if shape == 1:
        return f"{label}(万元){colon}{in_ten_thousands(value)}"
    if shape == 2:
        return f"{label}（万元）{colon}{in_ten_thousands(value, 6)}"
    return f"{label}{colon}{money(chance, value)}"


def day(chance: Chance, value: date) -> str:
    """Return a day in one of its written forms."""
    y, m, d = value.year, value.month, value.day
    return chance.one(
        (
            f"{y}年{m:02}月{d:02}日",
            f"{y}年{m}月{d}日",
            f"{y}-{m:02}-{d:02}",
            f"{y}/{m}/{d}",
            f"{y}.{m}.{d}",
            f"{y}年 {m}月 {d}日",
            _in_words(value),
        )
    )


def _in_words(value: date) -> str:
    year = "".join(PLAIN_DIGITS[int(digit)] for digit in str(value.year))
    return f"{year}年{_count(value.month)}月{_count(value.day)}日"


def _count(value: int) -> str:
    tens, ones = divmod(value, 10)
    before = {0: "", 1: "十"}.get(tens, f"{PLAIN_DIGITS[tens]}十")
    return before + (PLAIN_DIGITS[ones] if ones else "")


def moment(chance: Chance, value: datetime) -> str:
    """Return a day and its time."""
    y, m, d = value.year, value.month, value.day
    hour, minute = value.hour, f"{value.minute:02}"
    afternoon = hour > 12
    half = f"{'下午' if afternoon else '上午'}{hour - 12 if afternoon else hour}"
    return chance.one(
        (
            f"{y}年{m:02}月{d:02}日 {hour:02}:{minute}",
            f"{y}年{m:02}月{d:02}日{hour:02}点{minute}分",
            f"{y}年{m}月{d}日{hour}时{minute}分（北京时间）",
            f"{y}-{m:02}-{d:02} {hour:02}:{minute}:00",
            f"{y}年{m}月{d}日{half}:{minute}",
            f"{y}年{m}月{d}日{half}时{minute}分",
            f"{y}/{m:02}/{d:02} {hour:02}:{minute}",
        )
    )

"""Amounts in Chinese notices: number, unit and currency, exactly, or no value at all.

The unit is looked for after the number, then in the label's brackets or the table's
header (`unit`). Where none is said the value stays empty: 1267500 under a bare label
is not known to be yuan. Percentages, ranges and unit prices are not amounts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from graphkit import trace
from graphkit.loaders.notice.rules import Pattern
from graphkit.loaders.notice.units import (
    currencies,
    currency_words,
    scale_words,
    scales,
)

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_DIGITS |= {c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"两": 2, "弍": 2, "贰": 2, "貳": 2, "叄": 3, "參": 3, "陸": 6, "○": 0}
_TENS = {"十": 10, "拾": 10, "廿": 20, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_FIGURE = (
    r"(?:\d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)|"
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
)
_SPACED_FIGURE = r"\d{1,3}(?: \d{3})+(?:\.\d+)?(?![\d.])"
_AMOUNT = Pattern(
    lambda: (
        rf"(?P<pre>{currency_words()})? ?(?<![\d.])"
        rf"(?P<figure>{_SPACED_FIGURE}|{_FIGURE})"
        rf"(?: ?[余多])?"
        rf"(?P<unit> ?\(? ?(?P<scale>{scale_words()})? ?"
        rf"(?:人民币(?=[元圆]))?(?P<cur>{currency_words()})?\)?)"
    )
)
_FIVE = "零一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_CAPITAL = Pattern(
    lambda: (
        rf"(?<![\d.])(?<![\d.] )(?P<pre>{currency_words()})?"
        rf"(?P<whole>[{_FIVE}〇两弍貳叄參陸十拾廿百佰千仟万萬亿億]+) ?"
        rf"(?P<cur>[元圆圓]|美元|港元|欧元|日元|英镑)(?:(?P<jiao>[{_FIVE}])角)?"
        rf"(?:零?(?P<fen>[{_FIVE}])分)?[整正]?"
    )
)
_SHARE = re.compile(r" ?(?:%|‰|折|个百分点)")
_BROKEN = re.compile(r" ?[,.] *(?:\n *\d|\n?\Z)| ,")
"""A figure that goes on in the next line is not the sum."""
_COUNTED = re.compile(
    r"千瓦|人|吨|平|台|套|户|亩|立?方|米|个|件|辆|次|份|股|张|公里|家|名|头|只|册|度|"
    r"块|字|兆|伏|千伏"
)
_RATE = re.compile(
    r" ?(?:/|每)(?P<of>年|月|"
    r"[A-Za-z㎡平方吨台套人次天日小公件个株张米千项户亩块度卡节条组本份]+)"
)
_RANGE = Pattern(
    lambda: (
        rf" ?(?:至|到|~|—|--?) ?{_FIGURE} ?(?:{scale_words()})?(?:{currency_words()})?"
    )
)
_ENDS_IN_UNIT = Pattern(lambda: rf"(?:{scale_words()}|{currency_words()})$")
_ONLY_CURRENCY = frozenset(("人民币", "RMB", "CNY", "¥"))
_UNIT = Pattern(
    lambda: rf"(?:人民币)?({scale_words()}|仟)?(?:人民币)?({currency_words()})(?!/)"
)
_RATED = re.compile(
    r"(?P<of>第[\d一二三四五]年度?|首年|年均|每年|每月|单价|均价)(?:[:为约 ]|人民币)*$"
)
"""Words before a figure that make it a rate or one part of the sum."""
_NO_SUM = re.compile(r"[率折%]|比例|系数|份额|元[/或](?:[十百千]?[万亿])?元")
_NOT_BEFORE = re.compile(r"[A-Za-z\d_\-#第]$")
_LOT_BEFORE = re.compile(r"(?:包|标[项段包]?) ?$")
_SPLIT = re.compile(r"(?:\A|[^\d.,包段标项目号第])\d[\d.,]* \Z")
"""Digits and a space before a figure: 12 34.5元 may be one sum, or two numbers."""
_NOT_AFTER = re.compile(
    r"[A-Za-z\d_年月日号天个台套卡张块人家名GTMK]|\.\d|-\d|时|分(?!标)"
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a text: `value` in units of `currency`, None where it is unknown.

    `start:end` is number and unit; `per` is what a rate is for (年, 吨), else ''.
    """

    start: int
    end: int
    value: Decimal | None
    currency: str
    per: str = ""
    figure: Decimal = Decimal(0)
    has_unit: bool = False

    def moved(self, start: int) -> "Money":
        """Return the amount with its beginning elsewhere: 约 is part of it."""
        return replace(self, start=start)


def unit_of(text: str) -> str:
    """Return the unit named in a label or header, as `amounts` takes it, else ''.

    Two units that differ say nothing for certain.
    """
    if _NO_SUM.search(text):
        return ""
    found = {
        (match[1] or "", match[2]) for match in _UNIT.finditer(text.replace(" ", ""))
    }
    # 币种：人民币，单位：万元 names the currency, then the unit.
    units = {(scale, word) for scale, word in found if word not in _ONLY_CURRENCY}
    told = units or found
    return "".join(told.pop()) if len(told) == 1 else ""


def amounts(folded: str, start: int, end: int, unit: str = "") -> Iterator[Money]:
    """Yield the amounts between two places of a folded text, in order.

    `unit` is that of the label or header. A number is an amount if a unit or currency
    stands with it, or if it stands alone.
    """
    done = start
    for match in _AMOUNT.finditer(folded, start, end):
        if match.start() < done:
            continue
        ranged = _RANGE.match(folded, match.end(), end)
        if ranged and _is_range(match, ranged[0]):
            done = ranged.end()
            why = "a range is no amount"
            trace.passed("amount", match.start(), done, "amount:figure", why)
            continue
        money = _money(folded, match, start, end, unit)
        if money is not None:
            done = money.end
            yield money


def capital(folded: str, start: int, end: int) -> Money | None:
    """Return the first amount in words (贰拾万元整), None without one."""
    return next(capitals(folded, start, end), None)


def capitals(folded: str, start: int, end: int) -> Iterator[Money]:
    """Yield the amounts in words between two places, in order."""
    for match in _CAPITAL.finditer(folded, start, end):
        value = _words(match)
        if value is not None and (len(match["whole"]) > 1 or match[0][-1] in "整正"):
            currency = currencies().get(match["pre"] or "", "CNY")
            if match["cur"] not in "元圆圓":
                currency = currencies()[match["cur"]]
            first = match.start("whole")
            yield Money(first, match.end(), value, currency, "", value, True)


def whole(words: str) -> int | None:
    """Return the number a Chinese numeral stands for, None where it is none."""
    total = section = digit = 0
    for letter in words:
        if letter in _DIGITS:
            digit = _DIGITS[letter]
        elif letter in _TENS:
            section += (digit or 1) * _TENS[letter]
            digit = 0
        elif letter in _MYRIADS:
            section += digit
            digit = 0
            if _MYRIADS[letter] == 10**8:
                total = (total + section) * 10**8
            else:
                total += section * 10**4
            section = 0
        else:
            return None
    return total + section + digit


def _words(match: re.Match[str]) -> Decimal | None:
    yuan = whole(match["whole"])
    if yuan is None:
        return None
    cents = 10 * _DIGITS.get(match["jiao"] or "", 0) + _DIGITS.get(
        match["fen"] or "", 0
    )
    return Decimal(yuan) + Decimal(cents) / 100


def _is_range(match: re.Match[str], rest: str) -> bool:
    """A date or a number with a dash is no range of money: a unit must be there."""
    return bool(match["cur"] or match["scale"] or match["pre"]) or bool(
        _ENDS_IN_UNIT.search(rest)
    )


def _money(
    folded: str, match: re.Match[str], start: int, end: int, unit: str
) -> Money | None:
    stop = match.end("figure") if not match["unit"].strip(" ()") else match.end()
    if stop == match.end() and match[0].endswith(")") and "(" not in match["unit"]:
        stop -= 1
    if _SHARE.match(folded, stop, end):
        return _left(match, stop, "a percentage is no amount")
    if _BROKEN.match(folded, stop):
        return _left(match, stop, "the figure goes on, in the next line or further")
    if match["scale"] and not match["cur"] and _COUNTED.match(folded, stop):
        return _left(match, stop, "it counts things, not money")
    scale, currency = match["scale"] or "", match["cur"] or ""
    said = match["pre"] or ""
    first = match.start() if said else match.start("figure")
    said_unit = bool(scale or currency)
    if not said_unit and not said:
        alone = not folded[start : match.start()].strip(" :.") and not folded[
            stop:end
        ].strip(" .。;")
        if not (unit or alone) or _NOT_AFTER.match(folded, stop, end):
            return _left(match, stop, "no unit or currency stands with the figure")
        before = folded[max(start, match.start() - 3) : match.start()]
        if _NOT_BEFORE.search(before) or _LOT_BEFORE.search(before):
            return _left(match, stop, "the figure is part of a number or a lot")
    if not said and _NOT_BEFORE.search(
        folded[max(0, match.start() - 1) : match.start()]
    ):
        return _left(match, stop, "the figure is part of a number or a code")
    if " " in match["figure"] and said != "¥" and folded[start:first].strip(" :("):
        return _left(match, stop, "3 500 behind other words may be three at 500")
    split = not said and _SPLIT.search(folded[max(start, first - 12) : first])
    figure = _figure(match["figure"])
    if not said_unit:
        hinted = _UNIT.fullmatch(unit)
        if hinted:
            scale, currency = hinted[1] or "", hinted[2]
    if said and currency in ("", "元", "圆"):
        currency = said  # 港币250万元: the word before the number is the narrower one
    currency = currency or ("元" if scale else "")
    rate = _RATE.match(folded, stop, end)
    rated = _RATED.search(folded[max(start, first - 10) : first])
    per = rate["of"] if rate else rated["of"] if rated else ""
    if trace.is_on():
        rule = f"said with it: {match['unit'].strip()}" if said_unit else ""
        rule = rule or (f"currency before it: {said}" if said else "")
        rule = rule or (f"label or header: {unit}" if currency else "none")
        trace.found("unit", first, rate.end() if rate else stop, f"unit:{rule}")
    return Money(
        first,
        rate.end() if rate else stop,
        figure * scales().get(scale, 1) if currency and not split else None,
        currencies().get(currency, ""),
        per,
        figure,
        said_unit,
    )


def _left(match: re.Match[str], stop: int, why: str) -> Money | None:
    """Return None, and tell a listener why the figure is no amount."""
    trace.passed("amount", match.start("figure"), stop, "amount:figure", why)
    return None


def _figure(text: str) -> Decimal:
    plain = text.replace(" ", "")
    if "," in plain and "." in plain and plain.rindex(",") > plain.rindex("."):
        plain = plain.replace(".", "").replace(",", ".")
    return Decimal(plain.replace(",", ""))

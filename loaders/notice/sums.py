"""How much and when, in a sentence that tells of an award."""

import re
from collections.abc import Sequence
from dataclasses import replace

from graphkit.loaders.notice.amounts import Money, amounts, capitals
from graphkit.loaders.notice.dates import When, dates, days_without_year

_TOTAL = re.compile(r"总(?:金额|价|额|计|投资)|合计|共计|总计")
_AWARD = re.compile(r"中标|成交|中选")
_INTRODUCED = re.compile(
    r"(?:中标|成交|合同|投标|中选|销售|竞得|项目|工程|估算|预计|签约|发包)?(?:合同)?"
    r"(?:总|暂估)?(?:金额|价格?|额|投资额?|报价|造价|价款|预算|总额|总价|总计|合计|份额)"
)
_OTHER = re.compile(
    r"注册资本|营业收入|净利润|总资产|保证金|市值|股价|现价|付款|补贴|拉动|收益|募集|发券|"
    r"估值|其中"
)
_RATED = re.compile(
    r"(?:报价|中标价?|成交价?|费)[^,。;]{0,10}?(?:下浮|费率|折扣|优惠率|单价)|服务费单价"
)
_INVESTED = re.compile("投资[^,。;]{0,6}\\Z")
"""What a project costs is not what was awarded where that is a rate."""
_APPROX = re.compile(r"(?:约为?|近|超过?|逾|不超过|大约|约合|预计约?)\Z")
_THAT_IS = re.compile(r"即(?:人民币)?(?:约)?\Z")
_CLAUSE = re.compile(r"[,。;]")
_BRACKET_OR_CLAUSE = re.compile(r"[,。;(]")
_RECEIVED = re.compile(r"收到|接到")
_PUBLISHED = re.compile(r"发布|公示|公布")
_ANNOUNCED = re.compile(r"(?:晚间|晚|午间|早间)?(?:亦|也)?(?:发布|披露)?公告|消息|宣布")
_COMMA = re.compile(r"(?:晚间|晚|午间|早间)?,")
_RECENTLY = re.compile(r"近日|日前")
_BESIDE = 6
"""Characters between an amount in figures and the same in words, in brackets."""


def sums(line: str, body: int) -> tuple[Money, ...]:
    """Return the amounts of the award: both of 分别为, else the one best introduced.

    `body` is where the report begins behind a headline, which counts least.
    """
    found = [m for m in amounts(line, 0, len(line)) if _said(m) and _counts(line, m)]
    words = [m for m in capitals(line, body, len(line)) if _counts(line, m)]
    found = found or words
    if _RATED.search(line, body):
        found = [m for m in found if not _is_invested(line, m)]
    if not found:
        return ()
    final = [m for m in found if _THAT_IS.search(line[: m.start])]
    if final:
        return (qualified(line, final[-1]),)
    best = min(found, key=lambda m: (m.start < body, -_weight(line, m), m.start))
    pair = [m for m in found if best.end <= m.start <= best.end + 1]
    if pair and "分别" in line[max(0, best.start - 12) : best.start]:
        return qualified(line, best), qualified(line, pair[0])
    return (qualified(line, _checked(best, words)),)


def _is_invested(line: str, money: Money) -> bool:
    return _INVESTED.search(line[max(0, money.start - 12) : money.start]) is not None


def _checked(money: Money, words: Sequence[Money]) -> Money:
    """Return an amount without its value where words beside it say another."""
    for said in words:
        near = said.start <= money.end + _BESIDE and money.start <= said.end + _BESIDE
        if near and said.value != money.value:
            return replace(money, value=None)
    return money


def qualified(line: str, money: Money) -> Money:
    """Return the amount with 约 or 超 before it and without 人民币."""
    first = money.start
    if line[first : first + 3] in ("人民币", "RMB", "CNY"):
        first += 3
    before = _APPROX.search(line[max(0, first - 4) : first])
    if before:
        first = max(0, first - 4) + before.start()
    return money.moved(first)


def day(line: str) -> When | None:
    """Return the day of the award: of its notice, else of the announcement.

    Where the award was 近日 (lately) the day of the announcement is not its day.
    """
    found = [*dates(line, 0, len(line)), *days_without_year(line, 0, len(line))]
    found = sorted(
        (when for when in found if _is_day(line, when)), key=lambda when: when.start
    )
    ends = [0, *(when.end for when in found)]
    found = [when for when, end in zip(found, ends, strict=False) if when.start >= end]
    if _RECENTLY.search(line):
        found = [when for when in found if _RECEIVED.match(line, when.end)]
    for when in found:
        if line[when.start - 1 : when.start] == "于" and _PUBLISHED.match(
            line, when.end
        ):
            return when
    for pattern in (_RECEIVED, _ANNOUNCED, _COMMA):
        for when in found:
            if pattern.match(line, when.end):
                return when
    return None


def between(line: str, start: int, end: int) -> Money | None:
    """Return the first amount of an award between two places, None without one."""
    for money in amounts(line, start, end):
        if _said(money) and _counts(line, money):
            return qualified(line, money)
    return None


def _said(money: Money) -> bool:
    """Say whether a number in running text is money: its unit or currency is said."""
    return money.has_unit or money.value is not None


def _counts(line: str, money: Money) -> bool:
    before = line[max(0, money.start - 24) : money.start]
    clause = _BRACKET_OR_CLAUSE.split(before)[-1]
    return not _OTHER.search(clause) and money.per in ("", "年", "月")


def _weight(line: str, money: Money) -> int:
    """Say how well an amount is introduced: 中标金额 before 总投资 before nothing."""
    clause = _CLAUSE.split(line[max(0, money.start - 16) : money.start])[-1]
    if _TOTAL.search(clause) or (_AWARD.search(clause) and not money.per):
        return 3
    if _AWARD.search(clause) or (_INTRODUCED.search(clause) and not money.per):
        return 2
    return 1 if _INTRODUCED.search(clause) else 0


def _is_day(line: str, when: When) -> bool:
    if len(when.value) == 4:
        return line[when.end : when.end + 1] == ","
    return not line[max(0, when.start - 2) : when.start].endswith(("截至", "截止"))

"""Contracts that a sentence says were signed, and who is to supply whom.

X与Y签署了《Z》,由X向Y提供算力服务. Which of the two sells is taken from the words that
say who provides; where none do, nothing is said.
"""

import re
from collections.abc import Iterator
from itertools import islice

from graphkit.loaders.notice.amounts import Money, amounts
from graphkit.loaders.notice.dates import When, dates
from graphkit.loaders.notice.firms import is_pronoun, name_before
from graphkit.loaders.notice.names import has_form, name_spans
from graphkit.loaders.notice.sections import Span, text_lines
from graphkit.loaders.notice.sentences import Event
from graphkit.loaders.notice.sums import sums

_SIGNED = re.compile(
    r"(?:^|[,。;:]) *(?P<one>[^,。;:\n]{2,60}?)[与和同](?P<other>[^,。;:\n《“]{4,40}?)"
    r"(?:正式|成功|共同|就[^,。;\n]{2,60})?(?P<verb>签署|签订|订立|签约)(?:了)?"
    r"(?:[^,。;\n《]{0,12}《(?P<title>[^《》\n]{4,80})》)?"
)
_GIVES = re.compile(
    r"(?:由(?P<who>[^,。;\n]{2,40}?))?(?:负责)?[向为](?P<to>[^,。;\n]{1,40}?)"
    r"(?:提供|供应|供货|销售|出租|交付)"
)
_DAY = re.compile(r"(?:签署|签订|签约)(?:日期|时间|日)(?:为|是|:)? ?")
_PRICE = re.compile(
    r"(?:合同|协议)(?:暂定|暂估)?总?(?:金额|价款?|额|价)(?:为|约|是|:| )*"
)
_THE_OTHER = ("对方", "其", "甲方", "交易对方", "客户", "买方")
_MOST, _LONGEST_LINE = 20, 1000


def signings(folded: str) -> Iterator[Event]:
    """Yield the contracts that lines of a text tell of, where both sides have names."""
    if "签" not in folded and "订立" not in folded:
        return
    for start, end in islice(text_lines(folded), 200):
        line = folded[start : min(end, start + _LONGEST_LINE)]
        for match in islice(_SIGNED.finditer(line), _MOST):
            event = _event(folded, line, match)
            if event:
                yield event.moved(start)
                break


def _event(folded: str, line: str, match: re.Match[str]) -> Event | None:
    one = name_before(line, match.start("one"), match.end("one"))
    other = next(iter(name_spans(line, *match.span("other"))), None)
    if one is None or other is None or not has_form(line[slice(*other)]):
        return None
    if not has_form(line[slice(*one)]):
        return None
    gives = _GIVES.search(line, match.end())
    seller = _seller(line, one, other, gives) if gives else None
    if seller is None:
        return None
    return Event(
        match.span("verb"),
        (seller,),
        buyer=other if seller == one else one,
        project=match.span("title") if match["title"] else None,
        money=sums(line, match.end()) or _price(folded),
        day=_day(line, match),
        is_signed=True,
    )


def _seller(line: str, one: Span, other: Span, gives: re.Match[str]) -> Span | None:
    """Return which of the two provides something to the other, None if unclear."""
    first, second = line[slice(*one)], line[slice(*other)]
    who, to = gives["who"] or "", gives["to"]
    if who.endswith(first) or to.startswith(second):
        return one
    if who.endswith(second) or to.startswith(first):
        return other
    if to.startswith(_THE_OTHER) and (not who or is_pronoun(who)):
        return one
    return None


def _price(folded: str) -> tuple[Money, ...]:
    """Return the contract's sum where it stands elsewhere, and only one does."""
    found = [
        money
        for match in islice(_PRICE.finditer(folded), _MOST)
        for money in islice(amounts(folded, match.end(), match.end() + 40), 1)
        if money.has_unit and not money.per and money.start - match.end() <= 4
    ]
    return (found[0],) if len({money.value for money in found}) == 1 else ()


def _day(line: str, match: re.Match[str]) -> When | None:
    """Return the day that a line says it was signed, else the one before its verb."""
    said = _DAY.search(line)
    places = [(said.end(), said.end() + 20)] if said else []
    for start, end in (*places, (max(0, match.start() - 20), match.end("one"))):
        for when in dates(line, start, end):
            if len(when.value) > 7:
                return when
    return None

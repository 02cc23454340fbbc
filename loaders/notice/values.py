"""The values of a tender in a notice: title, number, budget, ceiling and days."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphkit import trace
from graphkit.identity import is_number
from graphkit.loaders.notice.amounts import Money, amounts, capital, unit_of
from graphkit.loaders.notice.dates import When, dates
from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.names import has_form, is_placeholder

_NUMBER = re.compile(
    r"[A-Za-z0-9一-鿿〔\[【(（][A-Za-z0-9一-鿿\-_—–./〔〕\[\]【】()（）#:：+号字第 ]*"
)
_NUMBER_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9\-_/.#]{3,}")
_AFTER_NUMBER = re.compile(
    r"\((?=[^()]*包)|[,;。、]|\((?:采购|招标|项目|文件|政府|计划|以下|原)|\s{2,}|"
    r"\s(?=[一-鿿])"
)
_NO_NUMBER = re.compile(r"详见|见附|按照?|以.{1,8}为准|待定|另行")
_LONGEST_NUMBER = 60
_TITLE_ENDS = re.compile(
    r"(?:项目|采购|服务|工程|公告|招标|租赁|购置|设备|系统|平台|[)）]|建设|维护|包|标段|次|租用|更新|改造)$"
)
_UNIT_FIRST = re.compile(
    r"[ :]*(?:人民币|金额|小写)? ?[(](?:单位[: ]*|人民币)?([十百千]?[万亿]?元)[)] ?:?"
)
"""A unit that stands before its number: 人民币（元）：980000."""
_NO_TITLE = frozenset(("score", "fee", "contact"))
_PARTED = re.compile(
    r"(?<![\d,.])\d{1,3}(?:,\d{3})* ?, ?\n *\d{3}(?:,\d{3})*(?:\.\d+)?(?![\d,])"
)
"""A figure cut at a comma by the end of a line, all of it groups of three."""
_TAIL = re.compile(r"[\s:：;；。,，、]+$")
_SOURCED = re.compile(r"(?m)^ *(?P<day>(?:19|20)\d\d[^\n]{4,24}?) *(?:来源|浏览|点击)")
_IS_NOTE = re.compile(r"\A[^\d,。;:]{2,12}(?:,[^\d,。;:]{2,12})?\Z")
"""A few words behind a date at the end: 2025.6.30 盖章."""
_LAST_LINES = 6
_LAST_CHARACTERS = 600
DATE_FIELDS = ("published_on", "deadline", "awarded_on", "signed_on")


def number_of(folded: str, fields: Sequence[Field]) -> Field | None:
    """Return the tender's number: the project's, else the plan's or the contract's."""
    for wanted in ("number", "plan_number", "contract_number"):
        for field in fields:
            listed = field.label == "公告编号" and "证券代码" in folded
            if field.field != wanted or listed:
                continue
            span = _number_span(folded, field)
            if span is not None:
                return field.narrowed(*span)
            why = "it has not the shape of a number"
            trace.passed(wanted, field.start, field.end, field.told_by, why)
    return None


def _number_span(folded: str, field: Field) -> tuple[int, int] | None:
    start, end = field.start, field.end
    if folded[start:end].rstrip().endswith("-") and folded[end : end + 1] == "\n":
        below = folded.find("\n", end + 1)
        end = below if below >= 0 else len(folded)
    stop = _AFTER_NUMBER.search(folded, start + 1, end)
    end = stop.start() if stop else end
    words = folded[start:end].strip(" \n:.")
    start = folded.index(words, start) if words else start
    end = start + len(words)
    words = words.rstrip("(（")
    end = start + len(words)
    if ")" in words and "(" not in words[: words.index(")")]:
        words = words[: words.index(")")]
        end = start + len(words)
    if not is_number(words) or _NO_NUMBER.match(words) or len(words) > _LONGEST_NUMBER:
        return None
    return start, end


def title_of(folded: str, fields: Sequence[Field]) -> Field | None:
    """Return the tender's name as labelled, the contract's where it has no other."""
    for wanted in ("title", "contract_title"):
        named = [f for f in fields if f.field == wanted and f.section not in _NO_TITLE]
        if len({field.row for field in named if field.row >= 0}) > 1:
            named = [field for field in named if field.row < 0]
        for field in named:
            narrowed = _title_span(folded, field)
            if narrowed is not None:
                return narrowed
            why = "it is no title: too short, or it says that there is none"
            trace.passed(wanted, field.start, field.end, field.told_by, why)
    return None


def _title_span(folded: str, field: Field) -> Field | None:
    start, end = field.start, field.end
    words = folded[start:end]
    if field.row < 0 and not _TITLE_ENDS.search(words.rstrip()):
        end = _wrapped(folded, end)
    tail = _TAIL.search(folded[start:end])
    end = start + tail.start() if tail else end
    words = folded[start:end]
    if len(words) < 2 or is_placeholder(words):
        return None
    return field.narrowed(start, end)


def _wrapped(folded: str, end: int) -> int:
    """Return the end of the next line where it finishes a name broken over lines."""
    if folded[end : end + 1] != "\n":
        return end
    stop = folded.find("\n", end + 1)
    stop = len(folded) if stop < 0 else stop
    line = folded[end + 1 : stop].rstrip()
    if 0 < len(line) <= 40 and ":" not in line and _TITLE_ENDS.search(line):
        return end + 1 + len(line)
    return end


def money_of(folded: str, field: Field) -> Money | None:
    """Return the amount of a field: a total where one is named, else the first.

    Digits and words that say different amounts leave the value open.
    """
    money = _money_of(folded, field)
    if money is not None:
        trace.found("sum", money.start, money.end, field.told_by)
    return money


def _money_of(folded: str, field: Field) -> Money | None:
    parted = _PARTED.search(folded, field.start, field.reach)
    if parted and parted.end() > field.end:
        return _joined(folded, field, parted)
    lead = _UNIT_FIRST.match(folded, field.start, field.end)
    start, unit = (lead.end(), lead[1]) if lead else (field.start, field.unit)
    found = list(amounts(folded, start, field.end, unit_of(unit)))
    said = capital(folded, start, field.end)
    if not found:
        return said
    chosen = next((m for m in found if _is_total(folded, field, m)), found[0])
    if said is None or chosen.per:
        return chosen
    if said.value == chosen.value:
        return chosen
    factor = {said.value: "CNY"} if said.value is not None else {}
    if not chosen.has_unit and chosen.figure in (said.figure, said.figure / 10000):
        return Money(chosen.start, chosen.end, said.value, said.currency)
    if any(money.value in factor for money in found):
        return chosen
    return Money(
        chosen.start, said.end if said.start > chosen.start else chosen.end, None, ""
    )


def _joined(folded: str, field: Field, parted: re.Match[str]) -> Money | None:
    """Return an amount whose figure goes on in the next line behind a comma."""
    words = parted[0].replace(" ", "").replace("\n", "")
    text = words + folded[parted.end() : field.reach]
    found = next(amounts(text, 0, len(text), unit_of(field.unit)), None)
    if found is None:
        return None
    end = parted.end() + max(0, found.end - len(words))
    return replace(found, start=parted.start(), end=end)


def _is_total(folded: str, field: Field, money: Money) -> bool:
    before = folded[max(field.start, money.start - 6) : money.start]
    return re.search(r"共计?|总[计价额]?|合计", before) is not None


def budgets(folded: str, fields: Sequence[Field]) -> Iterator[tuple[str, Field, Money]]:
    """Yield budgets and ceilings as (type, field, amount), one for each part."""
    seen: set[tuple[str, str]] = set()
    for field in fields:
        if (
            field.field not in ("budget", "ceiling")
            or (field.field, field.part) in seen
        ):
            continue
        money = money_of(folded, field)
        if money is not None:
            seen.add((field.field, field.part))
            yield field.field, field, money


def days(folded: str, fields: Sequence[Field]) -> Iterator[tuple[str, Field, When]]:
    """Yield the days of the tender as (type, field, date), the first of each type.

    The opening of bids stands for the deadline where no deadline is said.
    """
    for kind in DATE_FIELDS:
        wanted = (kind, "opening") if kind == "deadline" else (kind,)
        found = next(
            (
                (field, when)
                for name in wanted
                for field in fields
                if field.field == name
                and (when := _day(folded, field, kind)) is not None
            ),
            None,
        )
        if found:
            field, when = found
            yield kind, _until(field, when.end), when
        elif kind == "published_on" and (
            below := _dated_above(folded)
            or _signed_below(folded, fields)
            or _first_shown(folded, fields)
        ):
            yield kind, below, next(dates(folded, below.start, below.end))


def _dated_above(folded: str) -> Field | None:
    """Return the date that stands with its source under a heading: … 来源：X网."""
    for match in _SOURCED.finditer(folded, 0, _LAST_CHARACTERS):
        when = next(dates(folded, match.start("day"), match.end("day")), None)
        if when and len(when.value) > 7:
            span = (*match.span("day"), *match.span())
            return Field("published_on", *span, rule="line:date beside its source")
    return None


def _first_shown(folded: str, fields: Sequence[Field]) -> Field | None:
    """Return the first day of the time a notice is shown for: 公示期：X至Y."""
    for field in fields:
        if field.field == "other_date" and field.label.startswith("公示"):
            for when in dates(folded, field.start, field.end):
                if len(when.value) > 7 and not folded[field.start : when.start].strip(
                    " :自从"
                ):
                    return field.narrowed(when.start, when.end)
    return None


def _is_noted(folded: str, line: int, when: When, words: str) -> bool:
    """Say whether a line is a date with a few words behind it, set off by a blank."""
    begins = not when.clock and not folded[line : when.start].strip()
    apart = folded[when.end : when.end + 1] == " "
    return begins and apart and _IS_NOTE.search(words) is not None


def _signed_below(folded: str, fields: Sequence[Field]) -> Field | None:
    """Return the date a notice ends with, on a line of its own, as when it appeared.

    A date behind a label of its own is not it.
    """
    labelled = {field.start for field in fields}
    end = len(folded)
    for line in reversed(
        folded[-_LAST_CHARACTERS:].rstrip().split("\n")[-_LAST_LINES:]
    ):
        end = folded.rindex(line, 0, end)
        found = next(dates(folded, end, end + len(line)), None)
        words = line.replace(folded[found.start : found.end], "") if found else line
        words = words.strip(" :日期发布公告示时间于")
        if found is None or found.start in labelled:
            continue
        if not words or has_form(words) or _is_noted(folded, end, found, words):
            span = (found.start, found.end, found.start, found.end)
            return Field("published_on", *span, rule="line:date at the end")
    return None


def _until(field: Field, end: int) -> Field:
    return field.narrowed(field.start, end) if field.row < 0 else field


def _day(folded: str, field: Field, kind: str) -> When | None:
    """Return a field's date; one with a time is the deadline where several stand."""
    found = list(dates(folded, field.start, field.end))
    if not any(len(when.value) > 7 for when in found) and field.reach > field.end:
        joined = folded[field.start : field.reach].replace("\n", " ")
        found = [when.moved(field.start) for when in dates(joined, 0, len(joined))]
    found = [when for when in found if len(when.value) >= 7]
    timed = [when for when in found if when.clock]
    if not found:
        why = "no date is read in it"
        trace.passed(field.field, field.start, field.end, field.told_by, why)
    if kind == "deadline" and timed:
        return timed[-1]
    return found[0] if found else None

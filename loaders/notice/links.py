"""How a notice belongs to others: second attempts, former numbers, other addresses.

What it states joins or relates tenders; a title alone never does.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from graphkit import trace
from graphkit.attempts import AGAIN, attempt_number, without_mark
from graphkit.identity import address_key, is_number, tender_uid
from graphkit.loaders.notice.dates import dates
from graphkit.loaders.notice.document import Notice
from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.values import number_of
from graphkit.loaders.notice.writing import LOCATOR, Writer
from graphkit.statements import Ids, Mention, Statement

_ENDED = re.compile("流标|废标|终止|失败")
_NEAR = 60
_FOLLOW = ("correction", "failed", "cancelled")
"""Types of notice that speak of an earlier one: its number is theirs."""
_EARLIER = re.compile(
    r"(?:原[^\n。;,:]{0,12}公告|首次[^\n。;,:]{0,6}公告|本项目[^\n。;,:]{0,8}公告|"
    r"(?:招标|采购|磋商|谈判|询价)公告(?=链接|地址|网址)|关联(?:公告|项目))"
    r"(?:的?(?:链接|地址|网址|网页|标题|名称|发布)){0,2}(?:\([^()\n]{0,12}\))?"
    r"[ \t]*[:\t\n][ \t\n]*"
)
_FIRST_DAY = re.compile("首次|原")
_WHOLE_DAY = 10
"""Characters of a date with its day: 2024-03-01."""
_URL = re.compile(r"https?://[^\s<>\"'“”,。;、()\[\]|]{4,300}")
_MOST = 20


def former(folded: str, fields: Sequence[Field]) -> tuple[Field, ...]:
    """Return the fields that hold a number the purchase had before: 原项目编号."""
    return tuple(field for field in fields if _is_former(folded, field))


def own_number(notice: Notice) -> Field | None:
    """Return the tender's number; in a correction or an end that of what it is about.

    Elsewhere a number it had before counts only where no other stands, and only in
    a notice of a result: a new call that names none is not the old one.
    """
    folded, old = notice.folded, former(notice.folded, notice.fields)
    if not old:
        return number_of(folded, notice.fields)
    own = number_of(folded, [field for field in notice.fields if field not in old])
    was = number_of(folded, old)
    if notice.kind.name in _FOLLOW:
        return was or own
    return own or (was if notice.kind.awards else None)


def bare_number(number: str) -> str:
    """Return a project number without the mark of a later attempt: SL-17(二次)."""
    plain = number.replace("（", "(").replace("）", ")")
    return number[: len(without_mark(plain))]


def attempt(notice: Notice, number: Field | None, title: Field | None) -> Ids:
    """Return which later attempt at its purchase a notice says it is of.

    更正公告（第二次） counts corrections; （二次）更正公告 attempts.
    """
    folded = notice.folded
    if number:
        said = folded[number.start : number.end]
        mark = said[len(bare_number(said)) :]
        if mark:
            return (("attempt", attempt_number(mark)),)
    spans = [notice.heading, (title.start, title.end) if title else None]
    for span in spans:
        if span is None:
            continue
        start, end = span
        if notice.kind.name == "correction":
            counts = notice.kind.pattern.search(folded, start, end)
            end = counts.start() if counts else end
        again = AGAIN.search(folded, start, end)
        # 第二次 before 更正公告 is the second correction.
        if again and not (
            end < span[1] and again.end() == end and again[0][-1] == "次"
        ):
            return (("attempt", attempt_number(again[0])),)
    return ()


def links(
    writer: Writer, notice: Notice, buyer: str, number: Field | None
) -> Iterator[Statement]:
    """Yield which tender this one calls again, and the addresses it gives for its own.

    A former number is that of a call that failed where this is said to be called
    again, or where the words beside it say that it ended.
    """
    folded, again = notice.folded, bool(writer.tender.ids)
    for field in former(folded, notice.fields):
        span = number_of(folded, [field])
        beside = folded[max(0, field.said - _NEAR) : field.end + _NEAR]
        if span and span != number and (again or _ENDED.search(beside)):
            yield from _retender(writer, span, buyer)
    if again:
        return
    if number:
        yield from _first_day(writer, notice)
    for start, end, said, url in _addresses(notice):
        words = writer.text[start:end]
        trace.found("DOCUMENTED_BY", start, end, "link:address of an earlier notice")
        yield Statement(
            "DOCUMENTED_BY",
            writer.tender,
            None,
            Mention("Document", words, start, end, (("url", address_key(url)),)),
            writer.evidence(said, end),
        )


def _first_day(writer: Writer, notice: Notice) -> Iterator[Statement]:
    """Yield the day on which the notice it corrects appeared: 首次公告日期.

    With its number it tells which notice that is, also where none names the buyer.
    """
    for field in notice.fields:
        if field.field != "other_date" or not _FIRST_DAY.match(field.label):
            continue
        for when in islice(dates(notice.folded, field.start, field.end), 1):
            if len(when.value) == _WHOLE_DAY:
                words = writer.text[when.start : when.end]
                ids = (("published_on", when.value),)
                yield Statement(
                    "DOCUMENTED_BY",
                    writer.tender,
                    None,
                    Mention("Document", words, when.start, when.end, ids),
                    writer.evidence(field.said, when.end),
                )
                return


def _addresses(notice: Notice) -> Iterator[tuple[int, int, int, str]]:
    """Yield (start, end, start of the label, address) of its earlier notices.

    What stands behind the label is the address itself, or the words of a link to it.
    """
    folded, text = notice.folded, notice.page.text
    links = _told_apart(notice.page.links)
    for match in islice(_EARLIER.finditer(folded), _MOST):
        written = _URL.match(folded, match.end())
        if written:
            yield *written.span(), match.start(), text[slice(*written.span())]
            continue
        end = folded.find("\n", match.end())
        words = text[match.end() : end if end >= 0 else len(text)].strip()
        if words in links:
            start = text.index(words, match.end())
            yield start, start + len(words), match.start(), links[words]


def _told_apart(links: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the address of the words that lead to one alone."""
    found: dict[str, set[str]] = {}
    for words, url in links:
        found.setdefault(words, set()).add(url)
    return {words: next(iter(urls)) for words, urls in found.items() if len(urls) == 1}


def _retender(writer: Writer, field: Field, buyer: str) -> Iterator[Statement]:
    text = writer.text[field.start : field.end]
    uid = tender_uid(
        process="",
        number=bare_number(text),
        buyer=buyer,
        source=writer.source,
        locator=LOCATOR,
    )
    if buyer and is_number(text) and uid != writer.tender.uid:
        trace.found("RETENDER_OF", field.start, field.end, field.told_by)
        yield Statement(
            "RETENDER_OF",
            writer.tender,
            None,
            Mention("Tender", text, field.start, field.end, (("tender", uid),)),
            writer.evidence(field.said, field.said_end),
        )


def _is_former(folded: str, field: Field) -> bool:
    if field.field != "number":
        return False
    return field.label.startswith("原") or folded[max(0, field.said - 1)] == "原"

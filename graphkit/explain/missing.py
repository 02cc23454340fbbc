"""What a notice should say and was not found to, and the words that may say it.

Words are offered where a person would look: behind a label that the reader does not
know, or where a rule looked and left them. An offer is no reading: a person decides.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from graphkit.explain.commands import addition, is_typed
from graphkit.explain.hearing import Heard
from graphkit.explain.marks import PASSED, Mark, Missing, Offer
from graphkit.identity import is_number
from graphkit.loaders.notice.amounts import amounts
from graphkit.loaders.notice.dates import dates
from graphkit.loaders.notice.document import Notice
from graphkit.loaders.notice.labels import is_label
from graphkit.loaders.notice.names import has_form, refusal
from graphkit.personal import masked

TYPE_OF: Mapping[str, str] = {
    "buyer": "ISSUED",
    "agency": "HANDLED_BY",
    "supplier": "AWARDED_TO",
    "bidder": "BID_ON",
    "number": "number",
    "title": "title",
    "budget": "budget",
    "ceiling": "ceiling",
    "published_on": "published_on",
    "deadline": "deadline",
    "awarded_on": "awarded_on",
    "signed_on": "signed_on",
}
"""The type of statement that says a role; roles as `--as` takes them."""
DAYS = ("published_on", "deadline", "awarded_on", "signed_on")
_PARTIES = ("buyer", "agency", "supplier", "bidder")
_SUMS = ("budget", "ceiling")
_LINE = re.compile(
    r"(?m)^[ \t]*(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.,]?[ ]*)?"
    r"(?P<label>[一-鿿A-Za-z()]{2,16}?)[ ]*[:\t][ ]*(?P<value>[^\n\t|:]{2,120})$"
)
_MOST = 200
_OFFERED = 5


def missing(
    heard: Heard, notice: Notice, marks: Sequence[Mark], case: str
) -> Iterator[Missing]:
    """Yield the roles that a notice of this kind should have and has not."""
    have = {said.type for said in heard.said}
    lines = list(_unread(notice, marks))
    for role in _expected(notice, awarded="AWARDED_TO" in have):
        if TYPE_OF[role] in have:
            continue
        offers = [
            offer(heard, role, label, span, case, because)
            for label, span, because in (
                *(
                    (label, span, f"behind {label}, no label of ours")
                    for label, span in lines
                ),
                *_left(notice, role, marks),
            )
            if fits(notice, role, *span)
        ]
        yield Missing(role, TYPE_OF[role], tuple(offers[:_OFFERED]))


def picked(
    heard: Heard, text: str, words: str, role: str, case: str
) -> Iterator[Offer]:
    """Yield an offer for each place at which words stand that a person names."""
    for found in re.finditer(re.escape(words), text):
        start = found.start()
        line = text[text.rfind("\n", 0, start) + 1 : start]
        label = re.search(r"([一-鿿A-Za-z()（）]{2,16})[ ]*[:：\t][ ]*\Z", line)
        span = (start, found.end())
        yield offer(
            heard, role, label[1] if label else "", span, case, "you named them"
        )


def offer(
    heard: Heard, role: str, label: str, span: tuple[int, int], case: str, because: str
) -> Offer:
    """Return what would make words of a notice a statement."""
    record = heard.record
    words = record.text[slice(*span)]
    place = (record.locator, *span)
    line = addition(
        TYPE_OF[role], record.source, place, case, **_said(heard, role, span)
    )
    return Offer(
        role,
        TYPE_OF[role],
        *place,
        words,
        because,
        line,
        row(role, label, words) if label else "",
    )


def row(role: str, label: str, words: str) -> str:
    """Return the line of labels.csv by which a label would lead to such words.

    '' where the words are not to be written into a table: personal data, or text that
    cannot be typed.
    """
    label = "".join(label.split())
    if not is_typed(words) or masked(words) != words or not label:
        return ""
    line = StringIO()
    csv.writer(line, lineterminator="").writerow(
        (role, label, f"{label}：{words}", words)
    )
    return line.getvalue()


def fits(notice: Notice, role: str, start: int, end: int) -> bool:
    """Say whether words have the shape of what a role names."""
    words = notice.folded[start:end].strip()
    if role in _PARTIES:
        return has_form(words) and not refusal(words)
    if role == "number":
        return is_number(words) and not re.search("[一-鿿]{5}", words)
    if role in _SUMS:
        return any(money.has_unit for money in amounts(notice.folded, start, end))
    if role in DAYS:
        return any(len(d.value) == 10 for d in dates(notice.folded, start, end))
    return len(words) > 6 and words.endswith(("项目", "采购", "服务", "设备", "系统"))


def _said(heard: Heard, role: str, span: tuple[int, int]) -> dict[str, str]:
    """Return the options that say an amount, a day or a stage in words of a notice."""
    notice = heard.record.fields
    if not isinstance(notice, Notice):
        return {}
    if role in _SUMS:
        for money in amounts(notice.folded, *span):
            if money.value is not None:
                value = {"amount": f"{money.value:f}", "currency": money.currency}
                words = notice.page.text[money.start : money.end]
                return value | ({"amount_said": words} if is_typed(words) else {})
    if role in DAYS:
        for when in dates(notice.folded, *span):
            if len(when.value) == 10:
                words = notice.page.text[when.start : when.end]
                return {"date": when.value} | (
                    {"date_said": words} if is_typed(words) else {}
                )
    if role == "supplier":
        return {"stage": heard.said[0].stage if heard.said else ""}
    return {}


def _expected(notice: Notice, *, awarded: bool) -> tuple[str, ...]:
    always = ("buyer", "number", "title", "published_on")
    if notice.kind.awards or awarded:
        return ("buyer", "supplier", "number", "title", "awarded_on")
    if notice.kind.name == "tender":
        return (*always, "budget", "deadline")
    return always


def _unread(
    notice: Notice, marks: Sequence[Mark]
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield (label, span of the value) of lines whose label is not known."""
    for count, match in enumerate(_LINE.finditer(notice.folded)):
        if count >= _MOST:
            return
        start, end = match.span("label")
        known = is_label(match["label"]) or any(
            m.role == "label" and m.start < end and start < m.end for m in marks
        )
        if not known:
            first, last = match.span("value")
            last = first + len(match["value"].rstrip(" .。;"))
            yield notice.page.text[start:end], (first, last)


def _left(
    notice: Notice, role: str, marks: Sequence[Mark]
) -> Iterator[tuple[str, tuple[int, int], str]]:
    own = "date" if role in DAYS else role
    for mark in marks:
        if mark.outcome == PASSED and mark.role == own:
            yield "", (mark.start, mark.end), f"left: {mark.why}"

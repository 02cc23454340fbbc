"""The text of a notice in which the catalogue's terms are to be found.

Everything but names of organisations, addresses, contacts, panels, fees, scores,
numbers and web addresses. What stands in the award section or item list of an award,
contract or acceptance was awarded; everything else asks, also where an award repeats
it, and so does every title.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphkit import trace
from graphkit.loaders.notice.amounts import Money
from graphkit.loaders.notice.document import Notice
from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.labels import NUMBERED, is_label
from graphkit.loaders.notice.sections import Span
from graphkit.loaders.notice.tables import Column, Line, quantities
from graphkit.loaders.notice.values import money_of
from graphkit.statements import Said

_SILENT = frozenset(("contact", "panel", "fee", "score", "obtain", "buyer", "agency"))
_SILENT |= {"other", "supplier"}
"""Sections that ask for nothing and award nothing."""
_SILENT_FIELDS = frozenset(
    ("address", "contact", "place", "number", "plan_number", "contract_number", "uscc")
)
_SILENT_FIELDS |= {
    "buyer",
    "agency",
    "supplier",
    "bidder",
    "candidate",
    "loser",
    "name",
}
_SILENT_FIELDS |= {"member", "proposed", "panel", "score", "rank", "outcome", "method"}
_SILENT_FIELDS |= {"amount", "total", "contract_amount", "budget", "ceiling", "share"}
_SILENT_FIELDS |= {"unit_price", "fee", "deposit", "obtain", "at_buyer", "at_agency"}
_SILENT_FIELDS |= {"at_supplier", "at_proposed", "at_other", "published_on", "deadline"}
_SILENT_FIELDS |= {"opening", "awarded_on", "signed_on", "other_date"}
_SILENT_FIELDS |= {"old"}  # what a correction takes back
_SILENT_CELLS = _SILENT_FIELDS | {"serial", "lot", "reason"}
_FIGURES = frozenset(("quantity", "unit", "unit_price", "amount", "total", "budget"))
"""Columns that do not cut a row: 服务器 | NVIDIA | 4 | 795000 | A100 is one stretch."""
_TITLES = frozenset(("title", "lot_title", "contract_title"))
_ITEMS = frozenset(("items", "item", "brand", "model", "award"))
_CONTRACTED = frozenset(("服务内容", "建设内容", "货物清单", "设备清单", "配置清单"))
_CONTRACTED |= {"合同主要内容", "标的名称及数量", "技术参数", "配置要求", "招标内容"}
"""Labels of what is asked for elsewhere, and of what an award agreed on."""
_SUPPLIED = frozenset(
    ("货物清单", "设备清单", "成交内容", "中标内容", "成交标的", "中标标的")
)
"""Labels of what was delivered, in any notice of an award."""
_AWARDED = frozenset(("award", "items"))
_SOLD = frozenset(("supplier", "unit_price", "amount", "brand"))
"""Columns by which a table outside any section lists what was sold."""
_OFFERED = frozenset(("candidate", "bidder"))
"""Columns of who has bid: what stands beside them is what each offers."""
_WEB = re.compile(r"(?:https?://|www\.)[^\s一-鿿]+|[\w.\-]+@[\w.\-]+")
_GOODS = re.compile(
    r"(?:中标|成交|中选|入围)(?:方案|产品|设备|货物|标的物?|内容|型号)(?:仍|均)?(?:为|是|:)"
    r"(?P<what>[^。;\n]{2,200})"
)
"""中标方案为8卡A800服务器: what was awarded, in a sentence."""
_SUPPLIES = re.compile(r"(?:租用|提供|供应|供货|交付|使用)(?P<what>[^。;\n]{2,200})")
"""What a winner is to supply, in the sentence that names it."""
_WORD = re.compile(r"[A-Za-z0-9一-鿿]")
_CLAUSE_ENDS = re.compile(r",(?!\d{3})|[。;]")
_SENTENCE_ENDS = re.compile(r"[。\n]")
_EDGE = " \n\t|:：.、,。;()"
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text for the catalogue: `start:end`, how it was said, its lot.

    `quantity`, `unit` and `price` are those of the table row it stands in.
    """

    start: int
    end: int
    said: Said = "request"
    part: str = ""
    quantity: str = ""
    unit: str = ""
    price: Money | None = None


def stretches(
    notice: Notice, names: Sequence[Span], won: Sequence[Span] = ()
) -> list[Stretch]:
    """Return the stretches of a notice in order, none overlapping another.

    `names` are the organisations named in it, `won` what tells in sentences who was
    awarded it.
    """
    special = list(_rows(notice))
    if notice.kind.awards:
        special += _labelled(notice, sorted((*names, *notice.tables)))
    if notice.kind.awards or won:
        held = [*names, *notice.tables, *((s.start, s.end) for s in special)]
        special += _told(notice, won, sorted(held))
    silent = [*names, *notice.tables, *_silences(notice)]
    silent += [(stretch.start, stretch.end) for stretch in special]
    if any(sign in notice.folded for sign in ("://", "www.", "@")):
        silent += [match.span() for match in _WEB.finditer(notice.folded)]
    if trace.is_on():
        _tell_silences(notice)
    rest = _rest(notice, sorted(silent))
    return sorted((*special, *rest), key=lambda stretch: stretch.start)


def _tell_silences(notice: Notice) -> None:
    """Note where no terms are sought, and why, a note for each stretch."""
    why = "text in which no chip, model or cloud is sought: {}"
    sections = notice.reading.sections
    ends = [*(section.start for section in sections[1:]), len(notice.folded)]
    for section, end in zip(sections, ends, strict=False):
        if section.name in _SILENT:
            said = why.format(f"the section {section.name}")
            trace.passed("silence", section.start, end, "silence:section", said)
    for field in notice.fields:
        if field.field in _SILENT_FIELDS:
            said = why.format(f"the field {field.field}")
            trace.passed("silence", field.start, field.end, "silence:field", said)
    for match in _WEB.finditer(notice.folded):
        said = why.format("a web or mail address")
        trace.passed("silence", *match.span(), "silence:address", said)


def _silences(notice: Notice) -> Iterator[Span]:
    sections = notice.reading.sections
    ends = [*(section.start for section in sections[1:]), len(notice.folded)]
    for section, end in zip(sections, ends, strict=False):
        if section.name in _SILENT:
            yield section.start, end
    for field in notice.fields:
        if field.field in _SILENT_FIELDS and field.row < 0:
            yield _silence(notice.folded, field)


def _silence(folded: str, field: Field) -> Span:
    """Return what a field takes from the text: all, or its clause in a sentence."""
    if not field.label:
        return field.start, field.end
    stop = _CLAUSE_ENDS.search(folded, field.start, field.end) if field.loose else None
    return field.said, stop.start() if stop else max(field.end, field.said_end)


def _rows(notice: Notice) -> Iterator[Stretch]:
    """Yield the item cells of table rows, neighbours together, titles by themselves."""
    headed: set[Span] = set()
    prices = {
        field.row: field for field in notice.fields if field.field == "unit_price"
    }
    for line in notice.lines:
        section = notice.reading.section_at(line.span[0])
        if section in _SILENT - {"supplier"}:
            continue
        said = _said(notice, section, line.columns)
        if line.header not in headed:
            headed.add(line.header)
            yield from _in_header(notice.folded, line, said)
        quantity, unit = quantities(notice.folded, line)
        priced = prices.get(line.number)
        price = money_of(notice.folded, priced) if priced else None
        for start, end, title in _runs(line):
            if not _WORD.search(notice.folded, start, end):
                continue
            if title:
                yield Stretch(start, end, "request", line.part)
            else:
                yield Stretch(start, end, said, line.part, quantity, unit, price)


def _in_header(folded: str, line: Line, said: Said) -> Iterator[Stretch]:
    """Yield what a header names in brackets: 入围单价（元/卡时，H800）."""
    for column in line.columns:
        if "(" in column.header and column.field in _FIGURES:
            start = folded.find(column.header, *line.header)
            if start >= 0:
                yield Stretch(start, start + len(column.header), said)


def _said(notice: Notice, section: str, columns: Sequence[Column]) -> Said:
    if not notice.kind.awards:
        named = {column.field for column in columns}
        return "offer" if _OFFERED & named and notice.kind.stage else "request"
    sold = any(column.field in _SOLD for column in columns)
    awarded = section in (*_AWARDED, "supplier") or (not section and sold)
    return "award" if awarded else "request"


def _runs(line: Line) -> Iterator[tuple[int, int, bool]]:
    """Yield runs of item cells as (start, end, whether it is a title)."""
    run: list[Span] = []
    for column, cell in zip(line.columns, line.cells, strict=False):
        if column.field in _FIGURES or cell.start == cell.end:
            continue
        if column.field in _SILENT_CELLS or column.field in _TITLES:
            if run:
                yield run[0][0], run[-1][1], False
            run = []
            if column.field in _TITLES:
                yield cell.start, cell.end, True
        elif cell.start >= line.header[1]:
            run.append((cell.start, cell.end))
    if run:
        yield run[0][0], run[-1][1], False


def _labelled(notice: Notice, apart: Sequence[Span]) -> Iterator[Stretch]:
    """Yield what labels of an award notice name as awarded, or repeat as asked for."""
    contract = notice.kind.name in ("contract", "acceptance")
    for field in notice.fields:
        awarded = field.field in _ITEMS and field.section in (*_AWARDED, "")
        asked = field.field == "request" or field.field in _TITLES
        agreed = contract or (field.section == "award")
        awarded = awarded or (agreed and field.label in _CONTRACTED)
        awarded = awarded or field.label in _SUPPLIED
        if (
            field.row >= 0
            or not (awarded or asked)
            or _overlaps(apart, field.start, field.end)
        ):
            continue
        yield Stretch(
            field.start, field.end, "award" if awarded else "request", field.part
        )


def _told(
    notice: Notice, won: Sequence[Span], apart: Sequence[Span]
) -> Iterator[Stretch]:
    """Yield what sentences name as awarded, outside of what labels say."""
    folded, reading = notice.folded, notice.reading
    found = [match.span("what") for match in _GOODS.finditer(folded)]
    for _, end in won:
        stop = _SENTENCE_ENDS.search(folded, end)
        supplies = _SUPPLIES.search(folded, end, stop.start() if stop else len(folded))
        found += [supplies.span("what")] if supplies else []
    reached = 0
    for start, end in sorted(found):
        if start >= reached and not _overlaps(apart, start, end):
            reached = end
            yield Stretch(start, end, "award", reading.part_at(start))


def _overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    """Say whether any of some sorted spans, none inside another, meets a stretch."""
    place = bisect_left(spans, (start, start))
    before = spans[place - 1][1] > start if place else False
    return before or (place < len(spans) and spans[place][0] < end)


def _rest(notice: Notice, silent: Sequence[Span]) -> Iterator[Stretch]:
    """Yield what no silent span covers, cut at sections and lots."""
    reading = notice.reading
    cuts = sorted(
        {section.start for section in reading.sections}
        | {lot.start for lot in reading.lots}
    )
    cut = 0
    for start, end in _gaps(silent, len(notice.folded)):
        while cut < len(cuts) and cuts[cut] <= start:
            cut += 1
        inner = cut
        while start < end:
            stop = min(end, cuts[inner]) if inner < len(cuts) else end
            section = reading.section_at(start)
            awarded = notice.kind.awards and (
                section in _AWARDED
                or (section == "" and notice.kind.name == "contract")
            )
            if _says(notice.folded, start, stop):
                part = reading.part_at(start)
                yield Stretch(start, stop, "award" if awarded else "request", part)
            start, inner = stop, inner + 1


def _gaps(silent: Sequence[Span], length: int) -> Iterator[Span]:
    place = 0
    for start, end in silent:
        if start > place:
            yield place, start
        place = max(place, end)
    if place < length:
        yield place, length


def _says(folded: str, start: int, end: int) -> bool:
    """Say whether a stretch is more than numbering, marks or a label of its own."""
    if not _WORD.search(folded, start, end):
        return False
    if end - start > _LONGEST_LABEL:
        return True
    words = folded[start:end].strip(_EDGE)
    numbering = NUMBERED.search(words + "、")
    words = (words[: numbering.start()] if numbering else words).strip(_EDGE)
    return len(words) > 1 and not is_label(words)

"""What stands behind each label of a notice, and in which section and lot it stands."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import msgspec
from msgspec.structs import replace

from graphkit import trace
from graphkit.loaders.notice import parts
from graphkit.loaders.notice.labels import NUMBERED, Hit, hits
from graphkit.loaders.notice.names import PAGE_END, is_firm
from graphkit.loaders.notice.sections import (
    PARTIES,
    Lot,
    Section,
    Span,
    lots,
    name_at,
    sections,
)

_CHAINED = frozenset(
    (
        "采购项目名称",
        "项目名称",
        "品目",
        "采购单位",
        "行政区域",
        "公告时间",
        "采购单位地址",
    )
)
_CHAINED |= {"本项目招标公告日期", "中标日期", "成交日期", "评审专家名单", "评审专家"}
_CHAINED |= {
    "总中标金额",
    "总成交金额",
    "预算金额",
    "项目联系人",
    "项目联系电话",
    "项目编号",
}
_CHAINED |= {"采购单位联系方式", "代理机构名称", "代理机构地址", "代理机构联系方式"}
_CHAINED |= {"开标时间", "开标地点", "获取招标文件时间", "中标金额", "成交金额"}
"""Labels of the summary box, which lose every separator where a page is flattened."""

_BROKEN = frozenset(("buyer", "agency", "supplier", "name", "candidate", "bidder"))
_BROKEN |= {"amount", "total", "budget", "ceiling", "contract_amount"}
_BROKEN |= {"deadline", "opening", "published_on", "awarded_on", "signed_on"}
"""Fields whose value may go on in the next line of a text with hard line ends."""

_LINED = frozenset(("buyer", "supplier", "agency", "number", "title", "amount"))
_LINED |= {"budget", "published_on", "awarded_on", "deadline", "item", "loser"}
_PROSE = re.compile(r"[的、,将须应在可或与和及]|[^\n]{81}")
_LINES = 4
_LISTED = frozenset(("budget", "ceiling", "amount", "total", "contract_amount"))
"""Fields whose value may be a list with an amount for each lot."""

_SHORTEST_SUM = 3
_LONGEST_GLUED = 80
_LONGEST_NUMBERING = 24
_LONGEST_REST = 40
_FARTHEST_HEADING = 120
_FARTHEST_VALUE = 12
_LONGEST_VALUE = 2000
_NUMBERS = frozenset(("number", "plan_number", "contract_number"))
_OUTSIDE = re.compile(r"[)](?=[一-鿿]{2})")
"""Where a bracket closes that a heading has around the number of its lot."""
_COUNTED = frozenset(("supplier", "candidate", "bidder", "loser"))
_ITEM = re.compile(
    r"[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)、.] ?[^\n:]{3,60}公司"
)
_CUT = re.compile(r"[\n\t|]")
_FIRM_ENDS = re.compile(r"[,;。\n\t|]")
_ENDS_GLUED = re.compile(r"[\n\t,。;!?]")


class Field(msgspec.Struct, frozen=True, gc=False):
    """A label's value: `start:end`; `said:said_end` is the quote that shows it.

    `reach` is how far the value may go on over a line end. `unit` is the text of the
    label or header in which a unit may stand; `row` tells the table row it came from,
    -1 for none. `loose` says that no colon or cell sets the value off. `text` is the
    value of a short cell. `rule` names what found it where no label did.
    """

    field: str
    start: int
    end: int
    said: int
    said_end: int
    section: str = ""
    part: str = ""
    unit: str = ""
    row: int = -1
    label: str = ""
    reach: int = 0
    loose: bool = False
    text: str = ""
    rule: str = ""

    @property
    def told_by(self) -> str:
        """The rule that found it, as `graphkit.trace` names rules."""
        return self.rule or f"{'header' if self.row >= 0 else 'label'}:{self.label}"

    def narrowed(self, start: int, end: int) -> "Field":
        """Return the field with the span of its value that was understood."""
        said_end = max(self.said_end, end) if self.row >= 0 else end
        said = min(self.said, start)
        return replace(self, start=start, end=end, said=said, said_end=said_end)

    def within(self, part: str) -> "Field":
        """Return the field as one of a lot."""
        return replace(self, part=part)

    def whole(self) -> "Field":
        """Return the field as one of the whole tender, whatever lot it stands in."""
        return replace(self, part="")


@dataclass(frozen=True, slots=True)
class Reading:
    """The fields of a text in order, and the sections and lots that hold them.

    `part` is the lot of a notice that is about one lot alone.
    """

    fields: tuple[Field, ...]
    sections: tuple[Section, ...]
    lots: tuple[Lot, ...] = ()
    part: str = ""

    def of_lot(self, part: str) -> "Reading":
        """Return the reading of a notice that is all about one lot."""
        fields = tuple(replace(f, part=f.part or part) for f in self.fields)
        return Reading(fields, self.sections, self.lots, part)

    def with_fields(self, more: Iterable[Field]) -> "Reading":
        """Return the reading with fields that no label named, all in order."""
        every = sorted((*self.fields, *more), key=lambda f: (f.start, f.end))
        return Reading(tuple(every), self.sections, self.lots, self.part)

    def section_at(self, place: int) -> str:
        """Return the name of the section a place stands in, '' for none."""
        return name_at(self.sections, place)

    def part_at(self, place: int) -> str:
        """Return the lot that was named last before a place in its section, or ''."""
        index = bisect_right(self.lots, place, key=lambda lot: lot.start)
        if not index:
            return self.part
        head = bisect_right(self.sections, place, key=lambda section: section.start)
        since = self.sections[head - 1].start if head else 0
        lot = self.lots[index - 1]
        return lot.part if lot.start >= since else self.part


def read_fields(
    folded: str, cells: dict[int, int], rows: Sequence[Field], taken: Sequence[Span]
) -> Reading:
    """Return the fields of a folded text.

    `cells` gives the end of each table cell by its start; `rows` are fields read from
    tables with a header, and `taken` the spans of those tables.
    """
    found = _outside(_kept(folded, list(hits(folded))), taken)
    heads, parts = sections(folded, found), lots(folded, taken)
    values = (
        piece
        for field in _values(folded, cells, found)
        for piece in _by_lot(field, parts)
    )
    said = [*values, *_lot_firms(folded, parts), *rows]
    said.sort(key=lambda field: (field.start, field.end))
    placed = _placed(folded, said, heads, parts)
    return Reading(tuple(placed), tuple(heads), tuple(parts))


def labelled(folded: str) -> set[str]:
    """Return the fields that the labels of a folded text name."""
    return {hit.field for hit in _kept(folded, list(hits(folded)))}


def _outside(found: list[Hit], taken: Sequence[Span]) -> list[Hit]:
    if not taken:
        return found
    starts = [start for start, _ in taken]
    return [
        hit
        for hit in found
        if not (place := bisect_right(starts, hit.start))
        or taken[place - 1][1] <= hit.start
    ]


def _kept(folded: str, found: list[Hit]) -> list[Hit]:
    """Return the hits that set off a value: glued ones only in a chain of three."""
    kept: list[Hit] = []
    chain: list[Hit] = []
    for hit in found:
        if chain and not _follows(folded, chain[-1], hit):
            kept += _worthy(chain)
            chain = []
        chain.append(hit)
    kept += _worthy(chain)
    lined = _lined(folded, found)
    if lined:
        kept = sorted({*kept, *lined}, key=lambda hit: hit.start)
    if trace.is_on():
        _tell_left(found, kept)
    return kept


def _tell_left(found: list[Hit], kept: list[Hit]) -> None:
    for hit in found:
        if hit not in kept:
            why = "nothing sets the label off from what follows it"
            trace.passed("label", hit.start, hit.end, f"label:{hit.label}", why)


def _lined(folded: str, found: list[Hit]) -> list[Hit]:
    """Return the labels glued to their values, line by line: 采购单位示例大学.

    Pages that set them off by style alone lose it; four such lines tell them.
    """
    lines = [
        hit
        for hit in found
        if hit.form == "glued"
        and hit.field in _LINED
        and (not hit.start or folded[hit.start - 1] == "\n")
        and not _PROSE.match(folded, hit.end)
    ]
    return lines if len({hit.field for hit in lines}) >= _LINES else []


def _follows(folded: str, before: Hit, hit: Hit) -> bool:
    gap = folded[before.value : hit.start]
    return len(gap) <= _LONGEST_GLUED and not _ENDS_GLUED.search(gap)


def _worthy(chain: list[Hit]) -> list[Hit]:
    glued = {hit.label for hit in chain if hit.form == "glued"} & _CHAINED
    if len(glued) >= 3:
        return [hit for hit in chain if hit.form != "glued" or hit.label in _CHAINED]
    return [hit for hit in chain if hit.form != "glued"]


def _values(folded: str, cells: dict[int, int], found: list[Hit]) -> Iterator[Field]:
    for hit, following in zip_longest(found, found[1:]):
        limit = following.start if following else len(folded)
        span = _value(folded, cells, hit, limit)
        if span is None:
            why = "no value stands behind the label"
            trace.passed("label", hit.start, hit.end, f"label:{hit.label}", why)
            continue
        trace.found("label", hit.start, hit.end, f"label:{hit.label}")
        start, end = span
        yield Field(
            hit.field,
            start,
            end,
            hit.start,
            end,
            unit=f"{hit.label} {hit.bracket}",
            label=hit.label,
            reach=_reach(folded, hit, end, limit),
            loose=hit.form in ("spaced", "glued"),
        )


def _by_lot(field: Field, parts: Sequence[Lot]) -> Iterator[Field]:
    """Yield an amount once for each lot it lists: 预算：包1：50万元；包2：60万元."""
    first = bisect_right(parts, field.start - 1, key=lambda lot: lot.start)
    last = bisect_right(parts, field.end - 1, key=lambda lot: lot.start)
    if field.field not in _LISTED or first == last:
        yield field
        return
    listed = parts[first:last]
    ends = [*(lot.start for lot in listed[1:]), field.end]
    if listed[0].start > field.start:
        end = listed[0].start
        yield replace(field, end=end, said_end=end, reach=end)
    for lot, end in zip(listed, ends, strict=True):
        if end - lot.end >= _SHORTEST_SUM:
            yield replace(field, start=lot.start, end=end, said_end=end, reach=end)


def _lot_firms(folded: str, parts: Sequence[Lot]) -> Iterator[Field]:
    """Yield the firms that stand right behind a lot: 一包：示例健身器材有限公司."""
    for lot in parts:
        start = _past(folded, lot.end, ": ")
        stop = _FIRM_ENDS.search(folded, start, start + _LONGEST_REST)
        end = stop.start() if stop else min(len(folded), start + _LONGEST_REST)
        if is_firm(folded[start:end]):
            rule = "lot:firm behind"
            yield Field("supplier", start, end, lot.start, end, rule=rule)


def _value(
    folded: str, cells: dict[int, int], hit: Hit, limit: int
) -> tuple[int, int] | None:
    """Return the span of a value: the rest of the line, else the next cell or line."""
    start = _past(folded, hit.value, " ")
    letter = folded[start : start + 1]
    if letter in ("\t", "|"):
        start = _past(folded, start + 1, " ")
        end = cells.get(start, _cut(folded, start))
    elif letter == "\n":
        start = _past(folded, start, "\n ")
        if start - hit.value > _FARTHEST_VALUE:
            return None
        end = cells.get(start, _listed(folded, hit, start))
    else:
        end = _cut(folded, start)
    end = min(end, _unnumbered(folded, start, limit))
    return (start, end) if folded[start:end].strip(" \n") else None


def _listed(folded: str, hit: Hit, start: int) -> int:
    """Return the end of a value; of names counted line by line, of the last."""
    end = _cut(folded, start)
    while hit.field in _COUNTED and _ITEM.match(folded, start):
        following = _past(folded, end, "\n ")
        if following - end > _FARTHEST_VALUE or not _ITEM.match(folded, following):
            break
        end = _cut(folded, following)
    return end


def _past(folded: str, place: int, letters: str) -> int:
    while place < len(folded) and folded[place] in letters:
        place += 1
    return place


def _cut(folded: str, start: int) -> int:
    stop = min(len(folded), start + _LONGEST_VALUE)
    match = _CUT.search(folded, start, stop)
    return match.start() if match else stop


def _reach(folded: str, hit: Hit, end: int, limit: int) -> int:
    """Return the end of the next line where the value may go on in it, else `end`."""
    if hit.field not in _BROKEN or folded[end : end + 1] != "\n":
        return end
    following = end + (len(PAGE_END) if folded.startswith(PAGE_END, end) else 1)
    stop = min(_cut(folded, following), limit)
    return stop if 0 < stop - end <= _LONGEST_REST else end


def _unnumbered(folded: str, start: int, end: int) -> int:
    """Return `end` moved before the numbering and brackets that lead the next label."""
    if end == len(folded):
        return end
    first = max(start, end - _LONGEST_NUMBERING)
    before = folded[first:end]
    numbering = NUMBERED.search(before)
    if numbering:
        before = before[: numbering.start()]
    return first + len(before.rstrip(" (,;、"))


def _lot(folded: str, field: Field, *, has_number: bool) -> str:
    """Return the part a lot's label names; a code that is the only number is none."""
    words = _OUTSIDE.split(folded[field.start : field.end])[0]
    part = parts.named_part(words)
    return part if has_number or parts.part(words) else ""


def _placed(
    folded: str, fields: list[Field], heads: list[Section], marked: list[Lot]
) -> Iterator[Field]:
    """Yield the fields with their section and the lot that was named last before."""
    section, part, since = "", "", 0
    has_number = any(field.field in _NUMBERS for field in fields)
    next_section = next_lot = 0
    for field in fields:
        while next_section < len(heads) and heads[next_section].start <= field.said:
            started = heads[next_section]
            if started.name != section or not started.name:
                part = ""
            section, since = started.name, started.start
            next_section += 1
        while next_lot < len(marked) and marked[next_lot].start <= field.start:
            if marked[next_lot].start >= since:
                part = marked[next_lot].part
            next_lot += 1
        near = field.said - since < _FARTHEST_HEADING
        if near and field.field == "name" and section in PARTIES.values():
            field = replace(field, said=since)
        if field.field == "lot" and field.row < 0:
            part = _lot(folded, field, has_number=has_number) or part
        yield replace(field, section=section, part=field.part or part)

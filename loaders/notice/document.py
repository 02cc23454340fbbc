"""A notice understood: its text, what its labels say, its kind and its stage."""

import re
from dataclasses import dataclass

from graphkit.layers.notice_page import Page, Table
from graphkit.loaders.notice import parts, prose, tables
from graphkit.loaders.notice.fields import Field, Reading, labelled, read_fields
from graphkit.loaders.notice.heading import heading, names_only_type, titled
from graphkit.loaders.notice.kinds import Kind, inferred, kind_named, kind_of
from graphkit.loaders.notice.labels import fold, label_field
from graphkit.loaders.notice.sections import Span
from graphkit.loaders.notice.sentences import Event, events
from graphkit.loaders.notice.signings import signings
from graphkit.loaders.notice.suffixes import by_number
from graphkit.loaders.notice.tables import Line

_TELLING = frozenset(
    ("buyer", "agency", "supplier", "number", "title", "budget", "ceiling", "amount")
)
_TELLING |= {"total", "contract_number", "contract_amount", "at_buyer", "at_agency"}
_TELLING |= {"candidate", "proposed", "plan_number", "awarded_on", "request", "award"}
_WANTING = re.compile(
    "不足|流标|废标|无效投标|少于|仅有?[一二两12]家|没有.{0,8}(?:投标|响应)"
)
_CALLS = re.compile("招标|磋商|谈判|询价|邀请|比选|遴选|采购公告|竞价公告|资格预审")
_SPEAKS = re.compile("采购|招标|投标|中标|成交|供应商|报价|询价|磋商|谈判|标段|竞价")
_LONGEST_CELL = 30
_SPEAKING = 3
"""Words of procurement that a page with the heading of a notice holds at least."""
_COMMENDS = re.compile(
    r"推荐[^。;\n]{2,60}?为(?:本项目)?第?[一1]?(?:中标|成交|中选)?候选|第[一1](?:中标|成交)候选人"
)
_WINS = re.compile(
    r"(?<!候选)(?:中标|成交|中选)(?:供应商|单位|公司|人)(?:名称)?[:\t\n为是]|(?:中标|成交)(?:金额|总?价)"
    r"|确定[^。;\n]{2,60}为(?:本项目)?(?:中标|成交)|入围"
)
_ASSESSED = re.compile("评[标审]结果")
_WON = re.compile("中标|成交|中选")
_RESULTS = ("结果", "中标", "成交")


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as read. `folded` is its text with width and spaces made alike.

    `shown` is the label that shows the kind where the heading does not. `stories` are
    the awards that the sentences of a text without a heading tell.
    """

    page: Page
    folded: str
    reading: Reading
    lines: tuple[Line, ...]
    tables: tuple[Span, ...]
    heading: Span | None
    kind: Kind
    shown: Span | None = None
    stories: tuple[Event, ...] = ()

    @property
    def title(self) -> Span | None:
        """The line that names the purchase, where the notice has a heading."""
        return titled(self.folded, self.heading) if self.heading else None

    @property
    def is_untitled(self) -> bool:
        """Whether the heading says no more than the type of notice."""
        return self.title is not None and names_only_type(self.folded, self.title)

    @property
    def fields(self) -> tuple[Field, ...]:
        """What its labels say, in order."""
        return self.reading.fields


def understand(page: Page) -> Notice:
    """Return what the labels and tables of a text say."""
    folded = fold(page.text)
    held = page.tables or tuple(tables.spaced(folded))
    lines = tuple(tables.lines(folded, held))
    spans = tuple(tables.taken(lines))
    folded = _unbroken(folded, held)
    cells = {cell.start: cell.end for table in held for row in table for cell in row}
    rows = tuple(tables.fields(folded, lines))
    reading = by_number(folded, read_fields(folded, cells, rows, spans))
    found = heading(folded, reading.fields)
    stories = () if found else _stories(folded)
    reading = reading.with_fields(prose.missing(folded, reading.fields, stories))
    title = folded[slice(*found)] if found else ""
    named = {part for _, _, part in parts.marks(title)}
    if len(named) == 1 and not any(field.part for field in reading.fields):
        reading = reading.of_lot(named.pop())
    kind, shown = kind_of(title), None
    if not kind.pattern.pattern and not _CALLS.search(title):
        kind, shown = inferred(folded, reading.fields, kind)
        if shown is None:
            kind, shown = _told(folded, stories, kind)
    if _only_commends(folded, title):
        kind = kind_named("candidates")
    return Notice(page, folded, reading, lines, spans, found, kind, shown, stories)


def _only_commends(folded: str, title: str) -> bool:
    """Say whether what a committee found commends candidates, and nobody has won."""
    if not _ASSESSED.search(title) or _WON.search(title):
        return False
    return _COMMENDS.search(folded) is not None and not _WINS.search(folded)


def _unbroken(folded: str, held: tuple[Table, ...]) -> str:
    """Return the text with the labels that fill a cell on one line: 项目 / 名称."""
    cells = (cell for table in held for row in table for cell in row)
    broken = [
        place
        for cell in dict.fromkeys(cells)
        if cell.end - cell.start <= _LONGEST_CELL
        and "\n" in (words := folded[cell.start : cell.end])
        and label_field(words)[0]
        for place in range(cell.start, cell.end)
        if folded[place] == "\n"
    ]
    if not broken:
        return folded
    letters = list(folded)
    for place in broken:
        letters[place] = " "
    return "".join(letters)


def _stories(folded: str) -> tuple[Event, ...]:
    """Return the awards that sentences tell, else the contracts."""
    return tuple(events(folded)) or tuple(signings(folded))


def _told(
    folded: str, stories: tuple[Event, ...], kind: Kind
) -> tuple[Kind, Span | None]:
    """Return the kind that sentences show where neither heading nor labels do."""
    for event in stories or signings(folded):
        if event.winners:
            name = "candidates" if event.candidate else "award"
            return kind_named("contract" if event.is_signed else name), event.verb
    return kind, None


def is_notice(notice: Notice) -> bool:
    """Say whether a text is a procurement notice: by two labels, or one and a heading.

    A text without labels is one where a sentence tells who won.
    """
    fields = {field.field for field in notice.fields}
    told = any(event.winners for event in notice.stories)
    told = told or (notice.shown is not None and notice.kind.name == "contract")
    return told or _is_notice(notice.folded, fields, notice.heading)


def looks_like_notice(text: str, *, cut: bool) -> bool:
    """Say the same of text that was only stripped of its tags.

    `cut` says that it is the beginning of a longer page, where a title is enough.
    """
    folded = fold(text)
    found = heading(folded, ())
    said = labelled(folded) | {field.field for field in prose.fields(folded)}
    if _is_notice(folded, said, found) or _tells_award(folded, found):
        return True
    return (
        cut
        and found is not None
        and bool(kind_of(folded[slice(*found)]).pattern.pattern)
    )


def _is_notice(folded: str, fields: set[str], found: Span | None) -> bool:
    telling = fields & _TELLING
    if len(telling) >= 2 or (telling and found is not None):
        return True
    if found is not None and kind_of(folded[slice(*found)]).pattern.pattern:
        return len({word[0] for word in _SPEAKS.finditer(folded)}) >= _SPEAKING
    return False


def _tells_award(folded: str, found: Span | None) -> bool:
    if found is not None:
        return any(signings(folded))
    return any(event.winners for event in _stories(folded))


def stage(
    notice: Notice, stories: tuple[Event, ...] = (), *, is_replaced: bool = False
) -> str:
    """Return the stage; a correction keeps that of the notice it corrects.

    What ended for want of bidders has failed, whatever the heading calls it.
    `is_replaced` says that a correction names another winner.
    """
    if is_replaced:
        return "awarded"
    if notice.kind.name == "cancelled":
        reasons = [field for field in notice.fields if field.section == "reason"]
        wanting = any(_WANTING.search(notice.folded, f.start, f.end) for f in reasons)
        return "failed" if wanting else notice.kind.stage
    if notice.heading is None and stories:
        return stories[0].stage
    if notice.kind.name != "correction" or notice.heading is None:
        return notice.kind.stage
    words = notice.folded[slice(*notice.heading)]
    if "合同" in words:
        return "contracted"
    return "awarded" if any(word in words for word in _RESULTS) else "tendered"

"""Chinese procurement notices: HTML, MHTML, PDF, Word, text; by labels and tables.

One notice is one record; all its statements stand in its text layer, locator `text`
(see `graphkit.layers.notice_text`). A notice says who buys, who handles it, who won
which lot for how much, and when; what it leaves open (a unit, a lot) stays open.
"""

from collections.abc import Iterator
from dataclasses import replace

from graphkit.catalogue_files import Edition
from graphkit.errors import CatalogueError, SourceError
from graphkit.identity import name_key, tender_uid
from graphkit.layers import docx_page, mhtml, pdf_text
from graphkit.layers.notice_text import page, rough_text
from graphkit.loaders.notice import examples, links, rules
from graphkit.loaders.notice.commissions import commission
from graphkit.loaders.notice.document import (
    Notice,
    is_notice,
    looks_like_notice,
    stage,
    understand,
)
from graphkit.loaders.notice.events import project, told
from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.firms import leading_organization, longer_name
from graphkit.loaders.notice.parties import Parties, read_parties
from graphkit.loaders.notice.party import Party, unspaced
from graphkit.loaders.notice.passages import stretches
from graphkit.loaders.notice.replaced import Replacement, replacement
from graphkit.loaders.notice.sections import Span
from graphkit.loaders.notice.sentences import Event, events
from graphkit.loaders.notice.signings import signings
from graphkit.loaders.notice.statements import relations, statuses, values
from graphkit.loaders.notice.unread import unread as unread
from graphkit.loaders.notice.values import title_of
from graphkit.loaders.notice.writing import LOCATOR, Writer
from graphkit.source import Part
from graphkit.statements import Passage, Problem, Record, Statement, TenderRef

NAME = "notice"
VERSION = 7
SUFFIXES = (".html", ".htm", ".mht", ".mhtml", ".txt", ".pdf", ".docx")
LAYER = "text"
LARGEST, LARGEST_TEXT = 512 << 20, 32 << 20
"""Bytes of a PDF or a Word file with its pictures, and of any other notice."""
MOST_TAGS = 2_000_000
"""Angle brackets of a page; a notice has some thousands."""
LINES = False

ATTACHMENT = "attachment"
"""Kind of a document that a notice names: all it says is of the notice's tender."""

_HEAD = 65536
_FEW = 4
"""A text with fewer labelled values than this may tell its award in sentences."""


def prepare(edition: Edition) -> None:
    """Read with the tables of a case's edition from now on.

    Raises CatalogueError where one is malformed, or an example of the case's own does
    not read as its row says.
    """
    before, wanted = rules.current(), rules.load(edition)
    if wanted is before:
        return
    try:
        rules.use(wanted)
        examples.check(wanted)
    except CatalogueError:
        rules.use(before)
        raise


def sniff(head: bytes, path: str) -> bool:
    """Say whether a source is a Chinese procurement notice, by two of its labels.

    A long page whose first bytes are all script is known by its title.
    """
    if head.startswith(pdf_text.MARK) or mhtml.is_mhtml(head):
        return True  # what it says is known when it is read
    if head.startswith(docx_page.MARK) and path.lower().endswith(".docx"):
        return True
    if not path.lower().endswith(SUFFIXES) and not _begins_as_page(head):
        return False  # a page may be called notice.do, or an old .doc hold one
    try:
        text = rough_text(head, path)
    except SourceError:
        return False
    return looks_like_notice(text, cut=len(head) >= _HEAD)


def _begins_as_page(head: bytes) -> bool:
    return head[:512].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


def read(part: Part) -> Iterator[Record | Problem]:
    """Yield the notice as one record, or one Problem where there is none."""
    source = part.source
    largest = LARGEST if source.head(4).startswith((b"%PDF", b"PK")) else LARGEST_TEXT
    if part.end - part.start > largest:
        problem = f"it is larger than {largest >> 20} MB, and a notice is a page or two"
        yield Problem(LOCATOR, problem, "cut it into its notices")
        return
    content = part.content()
    if largest == LARGEST_TEXT and content.count(b"<") > MOST_TAGS:
        problem = f"it has more than {MOST_TAGS:,} tags, and a notice is a page or two"
        yield Problem(LOCATOR, problem, "cut it into its notices")
        return
    try:
        notice = understand(page(content, source.path))
    except SourceError as error:
        yield Problem(LOCATOR, error.problem, error.hint)
        return
    is_attachment = source.role == ATTACHMENT
    if not is_attachment and not is_notice(notice):
        yield Problem(
            LOCATOR,
            "no procurement notice recognised",
            "a notice names its buyer, number or award by labels such as 采购人：",
        )
        return
    if pictures := notice.page.pictures:
        yield Problem(
            LOCATOR,
            f"{pictures} of its pages are pictures without text",
            "the others were read; look at these yourself",
        )
    if deleted := notice.page.deleted:
        yield Problem(
            LOCATOR,
            f"words were deleted in {deleted} places under tracked changes",
            "its final text was read; open it in Word to see what was deleted",
        )
    if broken := notice.page.text.count("\ufffd"):
        yield Problem(
            LOCATOR,
            f"{broken} broken characters stand as U+FFFD in its text",
            "the rest was read; save it as UTF-8 and load it again",
        )
    yield Record(
        source.sha256,
        LOCATOR,
        ATTACHMENT if is_attachment else notice.kind.type,
        notice,
        offset=part.start,
        length=len(content),
        url=notice.page.url,
        text=notice.page.text,
        captured_at=notice.page.captured_at,
    )


def state(record: Record) -> Iterator[Statement | Passage]:
    """Yield what the notice says of its tender, values first, then parties and text."""
    notice = record.fields
    if not isinstance(notice, Notice):
        return
    parties = _commissioned(
        notice, read_parties(notice.folded, notice.fields, notice.kind)
    )
    stories = _stories(notice) if _tells(notice, parties) else ()
    parties = parties.without_bids_of(
        notice.folded,
        {
            unspaced(notice.folded, span)
            for e in stories
            if not e.candidate
            for span in e.winners
        },
    )
    new = _replacement(notice)
    if new:
        parties = replace(parties, winners=(new.winner,), bidders=new.before)
    if not parties.buyers and not any(event.buyer for event in stories):
        parties = replace(parties, buyers=_heading_buyer(notice))
    number, title = links.own_number(notice), _title(notice, stories)
    buyer = _buyer(notice, parties, stories)
    tender = _tender(record, notice, buyer, number, title)
    text = notice.page.text
    how_far = stage(notice, stories, is_replaced=new is not None)
    writer = Writer(text, record.source, tender, how_far)
    yield from values(writer, notice, number, title)
    yield from statuses(writer, notice, parties, stories)
    yield from relations(writer, notice, parties)
    yield from told(writer, _unsaid(stories, parties))
    if record.kind != ATTACHMENT:
        yield from links.links(writer, notice, buyer, number)
    yield from _passages(writer, notice, parties, stories)


def _replacement(notice: Notice) -> Replacement | None:
    if notice.kind.type != "correction":
        return None
    return replacement(notice.folded, notice.lines)


def _tells(notice: Notice, parties: Parties) -> bool:
    """Say whether to look for awards in sentences: labels named nobody who won."""
    if parties.winners or parties.void:
        return False
    if parties.bidders and not notice.kind.awards:
        return False
    if notice.kind.awards or notice.kind.name == "candidates":
        return True
    labels = sum(bool(field.label) for field in notice.fields)
    return notice.heading is None and labels < _FEW


def _stories(notice: Notice) -> tuple[Event, ...]:
    told = notice.stories or tuple(events(notice.folded))
    return told or tuple(signings(notice.folded))


def _unsaid(stories: tuple[Event, ...], parties: Parties) -> tuple[Event, ...]:
    """Return the events without the buyers and agencies that labels already name."""
    return tuple(
        replace(
            event,
            buyer=None if parties.buyers else event.buyer,
            agency=None if parties.agencies else event.agency,
        )
        for event in stories
    )


def _commissioned(notice: Notice, parties: Parties) -> Parties:
    """Return the parties with those of the opening sentence, where labels name none."""
    if parties.buyers and parties.agencies:
        return parties
    buyer, agency = commission(notice.folded)
    if buyer and not parties.buyers:
        parties = replace(parties, buyers=(buyer,))
    if agency and not parties.agencies:
        parties = replace(parties, agencies=(agency,))
    return parties


def _heading_buyer(notice: Notice) -> tuple[Party, ...]:
    """Return the organisation the heading begins with: who publishes where none else.

    示例大学2024年5月政府采购意向 names its buyer nowhere else.
    """
    if notice.title is None:
        return ()
    start, end = notice.title
    span = leading_organization(notice.folded, start, end)
    if span and notice.folded.startswith("关于", span[1]):
        return ()  # a company that announces something of its own
    span = longer_name(notice.folded, span) if span else None
    if span is None:
        return ()
    return (Party(*span, Field("buyer", *span, start, end, rule="heading:buyer")),)


def _title(notice: Notice, stories: tuple[Event, ...]) -> Field | None:
    """Return the labelled name of the tender, else the heading, else what was won."""
    found = title_of(notice.folded, notice.fields)
    told = project(notice.page.text, stories)
    is_signed = any(event.is_signed for event in stories)
    span = (told if is_signed else None) or notice.title or told
    if found and not found.label and notice.title and not notice.is_untitled:
        found = None  # a heading names it better than a sentence
    if found is None and span:
        rule = "heading:title" if notice.title else "sentence:project"
        found = Field("title", *span, *span, rule=rule)
    return found


def _buyer(notice: Notice, parties: Parties, stories: tuple[Event, ...]) -> str:
    """Return the key of the first buyer, '' where none is named."""
    text = notice.page.text
    told_by = next((text[slice(*e.buyer)] for e in stories if e.buyer), "")
    buyer = parties.buyers[0].name(notice.folded) if parties.buyers else told_by
    return name_key(buyer) if buyer else ""


def _tender(
    record: Record,
    notice: Notice,
    buyer: str,
    number: Field | None,
    title: Field | None,
) -> TenderRef:
    text = notice.page.text
    said = text[number.start : number.end] if number else ""
    is_own = record.kind != ATTACHMENT  # else its notice says which tender it is of
    uid = tender_uid(
        process="",
        number=links.bare_number(said) if is_own else "",
        buyer=buyer,
        source=record.source,
        locator=LOCATOR,
    )
    return TenderRef(
        uid,
        said,
        text[title.start : title.end] if title else "",
        (LOCATOR, number.start) if number else ("", 0),
        (LOCATOR, title.start) if title else ("", 0),
        links.attempt(notice, number, title),
    )


def _passages(
    writer: Writer, notice: Notice, parties: Parties, stories: tuple[Event, ...]
) -> Iterator[Passage]:
    everyone = (*parties.buyers, *parties.agencies, *parties.winners, *parties.bidders)
    names: list[Span] = [(party.start, party.end) for party in everyone]
    for event in stories:
        told_of = (*event.winners, event.buyer, event.agency)
        names += [span for span in told_of if span is not None]
    won = [span for e in stories if not e.candidate for span in e.winners]
    if notice.kind.name == "correction":
        won += [(party.start, party.end) for party in parties.winners]
    for stretch in stretches(notice, names, won):
        yield Passage(
            writer.tender,
            writer.source,
            LOCATOR,
            writer.text[stretch.start : stretch.end],
            stretch.start,
            stretch.said,
            stretch.part,
            writer.stage,
            stretch.quantity,
            stretch.unit,
            writer.amount(stretch.price) if stretch.price else None,
        )

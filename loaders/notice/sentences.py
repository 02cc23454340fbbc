"""Awards told in running sentences: X公告,公司中标Y项目,中标金额Z万元.

Company announcements and short results have no labels: the verb tells who won, what
stands behind it names project and buyer, and amounts follow words such as 中标金额.
Sentences that say that nothing was won, or only hope for it, tell of no award.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, zip_longest

from graphkit import trace
from graphkit.loaders.notice.amounts import Money
from graphkit.loaders.notice.dates import When
from graphkit.loaders.notice.names import has_form
from graphkit.loaders.notice.projects import buyer, project
from graphkit.loaders.notice.sections import Span, text_lines
from graphkit.loaders.notice.sums import between, day, sums
from graphkit.loaders.notice.winners import HOLDER, TAKEN, VERB, subject, winners

_TOLD_BY = frozenset(("中标", "中选", "竞得", "成交", "花落"))
_TOLD_BY |= {"拟由", "确定由", "决定由", "最终由", "商定由", "同意由"}
_WIN = re.compile(rf"中标|中选|竞得|成交(?=供应商|人|单位|候选|商)|{TAKEN.pattern}")
_NO = re.compile(
    r"(?:未能?|没有|并未|尚未|无法|不能|如果|如(?![上下])|若|能否|是否|有望|力争|争取|希望|可能|参与|"
    r"流标|废标)[^,。;]{0,6}\Z"
)
_NOUN = re.compile(r"中标率|中标结果|中标公示|中标价格走势|[^\n,。;:]{2,10}:")
_HEADLINE = re.compile(r"[^:,。]{0,12}?([一-鿿A-Za-z*]{2,8}):")
_TITLE = re.compile(r"[^,。;:]{0,60}关于[^,。;:]{2,80}(?:公告|通知|说明)\s*")
"""The heading of an announcement, which tells what its text tells again."""
_YOU = re.compile("[你贵](?:单位|公司|司|方|院|所)")
_ADDRESSEE = re.compile(r"(?m)^ *(?P<who>[^:,。;\n]{4,40}?) ?: *$")
"""The first line of a letter: X有限公司：."""
_LONGEST_LINE = 1000
_MOST_LINES = 60
"""Lines of a text that are asked for an award: a result is told at its beginning."""


@dataclass(frozen=True, slots=True)
class Event:
    """An award as a sentence tells it; `verb` is the span of the words that tell it."""

    verb: Span
    winners: tuple[Span, ...]
    candidate: bool = False
    buyer: Span | None = None
    agency: Span | None = None
    project: Span | None = None
    money: tuple[Money, ...] = ()
    day: When | None = None
    is_signed: bool = False

    @property
    def stage(self) -> str:
        """How far the tender is: a candidate is not awarded anything yet."""
        if self.is_signed:
            return "contracted"
        return "tendered" if self.candidate else "awarded"

    def moved(self, by: int) -> "Event":
        """Return the event with its places counted from `by` characters earlier."""
        return Event(
            _moved(self.verb, by),
            tuple(_moved(span, by) for span in self.winners),
            self.candidate,
            _moved(self.buyer, by) if self.buyer else None,
            _moved(self.agency, by) if self.agency else None,
            _moved(self.project, by) if self.project else None,
            tuple(
                replace(money, start=money.start + by, end=money.end + by)
                for money in self.money
            ),
            self.day.moved(by) if self.day else None,
            self.is_signed,
        )


def events(folded: str) -> Iterator[Event]:
    """Yield the awards that the lines of a text tell, in order.

    A line tells one, unless it lists several: A中标1.5亿元,B中标8000万元.
    """
    telling = (
        (start, line)
        for start, line in _lines(folded)
        if any(word in line for word in _TOLD_BY) and not _TITLE.fullmatch(line)
    )
    for start, line in islice(telling, _MOST_LINES):
        trace.count_from(start)
        told = tuple(_events(line))
        trace.count_from(0)
        for event in told:
            yield _addressed(folded, event.moved(start))


def _addressed(folded: str, event: Event) -> Event:
    """Return the event of a letter with whom it is addressed to as 你单位."""
    if not any(_YOU.fullmatch(folded, *span) for span in event.winners):
        return event
    to = _ADDRESSEE.search(folded, 0, event.verb[0])
    if to is None or not has_form(to["who"]):
        return replace(event, winners=())
    trace.found("winner", *to.span("who"), "sentence:addressee")
    return replace(event, winners=(to.span("who"),))


def _lines(folded: str) -> Iterator[tuple[int, str]]:
    """Yield lines with their place; long ones are cut at sentences."""
    for start, end in text_lines(folded):
        if end - start <= _LONGEST_LINE:
            yield start, folded[start:end]
            continue
        for sentence in folded[start:end].split("。"):
            if len(sentence) <= _LONGEST_LINE:
                yield start, sentence
            start += len(sentence) + 1


def _events(line: str) -> Iterator[Event]:
    wins = [match.span() for match in _WIN.finditer(line) if _is_real(line, match)]
    if not wins:
        return
    body = _body(line)
    won = project(line, body, wins)
    buys, handles = buyer(line, body, won)
    several = _list_of_awards(line, body)
    if len({line[slice(*event.winners[0])] for event in several}) > 1:
        _tell_parties(buys, handles, won)
        yield replace(several[0], buyer=buys, agency=handles)
        yield from several[1:]
        return
    won_by = winners(line, body)
    if not won_by and buys is None:
        return
    holder = HOLDER.search(line, body)
    verb = _verb([*wins, holder.span()] if holder else wins, won_by)
    candidate = holder is not None and "候选" in holder[0]
    candidate = candidate or line[max(0, verb[0] - 1) : verb[0]] in ("预", "拟")
    _tell_parties(buys, handles, won)
    yield Event(
        verb, won_by, candidate, buys, handles, won, sums(line, body), day(line)
    )


def _tell_parties(buys: Span | None, handles: Span | None, won: Span | None) -> None:
    for role, span in (("buyer", buys), ("agency", handles), ("title", won)):
        if span:
            trace.found(role, *span, f"sentence:{'project' if span == won else role}")


def _list_of_awards(line: str, body: int) -> list[Event]:
    """Return the awards of verbs that have a subject: A中标3个包,金额1亿元;B中标."""
    found = [
        (verb.span(), span)
        for verb in VERB.finditer(line, body)
        if (span := subject(line, body, verb.start())) is not None
    ]
    listed: list[Event] = []
    for (verb, span), following in zip_longest(found, found[1:]):
        end = following[1][0] if following else len(line)
        money = between(line, verb[1], end)
        trace.found("winner", span[0], span[1], "sentence:list of awards")
        listed.append(Event(verb, (span,), money=(money,) if money else ()))
    return listed


def _is_real(line: str, win: re.Match[str]) -> bool:
    before = line[max(0, win.start() - 14) : win.start()]
    if _NO.search(before):
        trace.passed(
            "winner", *win.span(), "sentence:verb", "no award: hoped or denied"
        )
        return False
    if _NOUN.match(line, win.start()):
        why = "a noun or a label, no verb that tells of an award"
        trace.passed("winner", *win.span(), "sentence:verb", why)
        return False
    return True


def _verb(wins: list[Span], won_by: tuple[Span, ...]) -> Span:
    """Return the telling words nearest to the winner."""
    if not won_by:
        return wins[0]
    return min(wins, key=lambda span: abs(span[0] - won_by[0][1]))


def _body(line: str) -> int:
    """Return where the report begins behind a headline glued in front of it."""
    headline = _HEADLINE.match(line)
    if headline is None:
        return 0
    return max(0, line.find(headline[1], headline.end()))


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by

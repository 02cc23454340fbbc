"""Statements of awards that a notice tells in sentences instead of behind labels.

The quote runs from the name to the verb that tells of the award, or back. Where a
text tells of several awards each is a part of its own, `award:1`, `award:2`.
"""

from collections.abc import Iterator, Sequence

from graphkit import trace
from graphkit.loaders.notice.amounts import Money
from graphkit.loaders.notice.sections import Span
from graphkit.loaders.notice.sentences import Event
from graphkit.loaders.notice.writing import Writer
from graphkit.statements import Statement


def told(writer: Writer, events: Sequence[Event]) -> Iterator[Statement]:
    """Yield buyers, agencies, winners and days; candidates have only bid."""
    seen: set[tuple[str, str]] = set()
    number = 0
    many = sum(max(1, len(event.money)) for event in events) > 1
    for event in events:
        for role, span in (("ISSUED", event.buyer), ("HANDLED_BY", event.agency)):
            if span and (role, writer.text[slice(*span)]) not in seen:
                seen.add((role, writer.text[slice(*span)]))
                yield _party(writer, role, span, event)
        if event.day:
            yield _day(writer, event)
        for money in event.money or (None,):
            number += 1
            part = f"award:{number}" if many else ""
            yield from _winners(writer, event, money, part)


def project(text: str, events: Sequence[Event]) -> Span | None:
    """Return what was won as the tender's title: the first that is named."""
    for event in events:
        if event.project:
            start, end = event.project
            words = text[start:end]
            start += len(words) - len(words.lstrip(" “”\"《‘'了"))
            end -= len(words) - len(words.rstrip(" ”\"》’'的"))
            if end - start >= 4:
                return start, end
    return None


def _winners(
    writer: Writer, event: Event, money: Money | None, part: str
) -> Iterator[Statement]:
    for place, span in enumerate(event.winners):
        role = "BID_ON" if event.candidate else "AWARDED_TO"
        own = money if place == 0 else None
        yield _party(writer, role, span, event, own, part)


def _party(
    writer: Writer,
    role: str,
    span: Span,
    event: Event,
    money: Money | None = None,
    part: str = "",
) -> Statement:
    if money:
        trace.found("sum", money.start, money.end, "sentence:sum")
    mention = writer.organization(*span)
    by = role in ("ISSUED", "BID_ON")
    start, end = min(span[0], event.verb[0]), max(span[1], event.verb[1])
    return Statement(
        role,
        writer.tender,
        mention if by else None,
        None if by else mention,
        writer.evidence(start, end),
        part=part,
        stage=event.stage,
        amount=writer.amount(money) if money else None,
        date=writer.day(event.day) if event.day and role == "AWARDED_TO" else None,
    )


def _day(writer: Writer, event: Event) -> Statement:
    assert event.day is not None
    trace.found("awarded_on", event.day.start, event.day.end, "sentence:day")
    start = min(event.day.start, event.verb[0])
    end = max(event.day.end, event.verb[1])
    return Statement(
        "signed_on" if event.is_signed else "awarded_on",
        writer.tender,
        None,
        None,
        writer.evidence(start, end),
        date=writer.day(event.day),
    )

"""The statements of a notice: values of its tender, its status, its parties."""

from bisect import bisect_right
from collections.abc import Iterator

from graphkit import trace
from graphkit.loaders.notice.changes import new_days, new_sums
from graphkit.loaders.notice.corrections import new_deadline, without_old
from graphkit.loaders.notice.dates import When
from graphkit.loaders.notice.document import Notice
from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.parties import Parties
from graphkit.loaders.notice.party import Party
from graphkit.loaders.notice.seats import Seats
from graphkit.loaders.notice.sentences import Event
from graphkit.loaders.notice.values import budgets, days
from graphkit.loaders.notice.writing import Writer, ids_between
from graphkit.statements import Address, Statement

_NAMES = ("buyer", "agency", "supplier", "name", "candidate", "bidder", "proposed")
_FARTHEST_CODE = 200
_BY = ("ISSUED", "BID_ON")
"""Relations that go from the organisation to the tender."""


def values(
    writer: Writer, notice: Notice, number: Field | None, title: Field | None
) -> Iterator[Statement]:
    """Yield title, number, budgets, ceilings and days."""
    if title:
        yield writer.value("title", title.whole())
    if number:
        yield writer.value("number", number.whole())
    anew = list(new_sums(notice.folded, notice.lines))
    changed = {kind for kind, _, _ in anew}
    for kind, field, money in budgets(notice.folded, notice.fields):
        if kind not in changed:
            yield writer.value(kind, field, money=money)
    for kind, field, money in anew:
        yield writer.value(kind, field, money=money)
    for kind, field, when in _days(notice):
        yield writer.value(kind, field, when=when)


def _days(notice: Notice) -> Iterator[tuple[str, Field, When]]:
    """Yield the days of the tender; in a correction the deadline that it sets."""
    if notice.kind.name != "correction":
        yield from days(notice.folded, notice.fields)
        return
    listed = list(new_days(notice.folded, notice.lines))
    new = listed[0] if listed else new_deadline(notice.folded)
    fields = without_old(notice.folded, notice.fields)
    for kind, field, when in days(notice.folded, fields):
        if kind != "deadline" or new is None:
            yield kind, field, when
    if new:
        yield "deadline", *new


def statuses(
    writer: Writer, notice: Notice, parties: Parties, stories: tuple[Event, ...]
) -> Iterator[Statement]:
    """Yield how far the tender is, and which of its lots ended without an award."""
    if not writer.stage:
        return
    rule = f"kind:{notice.kind.type}"
    if notice.shown:
        trace.found("status", *notice.shown, rule)
        yield writer.status(*notice.shown, writer.stage)
    elif notice.heading:
        start, end = notice.heading
        match = notice.kind.pattern.search(notice.folded, start, end)
        if match and match.end() > match.start():
            start, end = match.span()
        trace.found("status", start, end, rule)
        yield writer.status(start, end, writer.stage)
    elif stories:
        trace.found("status", *stories[0].verb, "sentence:verb")
        yield writer.status(*stories[0].verb, stories[0].stage)
    for field in parties.void:
        yield writer.value("status", field, stage="failed")
    told = {field.part for field in parties.void}
    for lot in notice.reading.lots if notice.kind.awards else ():
        if lot.void and lot.part not in told:
            trace.found("status", *lot.void, "lot:ended without an award")
            yield writer.status(*lot.void, "failed", lot.part)


def relations(writer: Writer, notice: Notice, parties: Parties) -> Iterator[Statement]:
    """Yield who issued, handles, was awarded and bid on the tender."""
    awarded = _awarded(notice)
    starts = [field.said for field in notice.fields if field.field in _NAMES]
    seats = Seats(writer, notice, (*parties.winners, *parties.bidders))
    for role, members in (
        ("ISSUED", parties.buyers),
        ("HANDLED_BY", parties.agencies),
        ("AWARDED_TO", parties.winners),
        ("BID_ON", parties.bidders),
    ):
        for party in members:
            until = _until(notice, party, starts)
            sits = seats.of(party) if role in ("AWARDED_TO", "BID_ON") else None
            yield _relation(writer, notice, role, party, until, awarded, sits)


def _relation(
    writer: Writer,
    notice: Notice,
    role: str,
    party: Party,
    until: int,
    awarded: When | None,
    sits: Address | None,
) -> Statement:
    trace.found(role, party.start, party.end, party.field.told_by)
    ids = ids_between(notice.folded, party.end, until)
    mention = writer.organization(party.start, party.end, ids, sits)
    return Statement(
        role,
        writer.tender,
        mention if role in _BY else None,
        None if role in _BY else mention,
        writer.quote(party.field, party.start, party.end),
        part=party.part if role in ("AWARDED_TO", "BID_ON") else "",
        stage=writer.stage,
        amount=writer.amount(party.money) if party.money else None,
        date=writer.day(awarded) if awarded and role == "AWARDED_TO" else None,
    )


def _awarded(notice: Notice) -> When | None:
    """Return the day of the award; in a contract notice that of the signature."""
    said = {kind: when for kind, _, when in days(notice.folded, notice.fields)}
    signed = said.get("signed_on") if notice.kind.name == "contract" else None
    return said.get("awarded_on") or signed


def _until(notice: Notice, party: Party, starts: list[int]) -> int:
    """Return where the next party's block begins: its codes are not this one's."""
    if party.field.row >= 0:
        return party.field.said_end
    following = bisect_right(starts, party.field.end)
    limit = starts[following] if following < len(starts) else len(notice.folded)
    return min(party.end + _FARTHEST_CODE, limit)

"""What an entity says: a contract its authority, an award its supplier, who owns."""

import re
from collections.abc import Iterator

from graphkit.evidence import Evidence
from graphkit.identity import is_number, tender_uid
from graphkit.loaders.ftm.entities import Body, Entities, Entity
from graphkit.loaders.ocds.fields import amount_in, day_in, trimmed
from graphkit.statements import (
    NO_TENDER,
    Amount,
    Day,
    Mention,
    Passage,
    Said,
    Statement,
    TenderRef,
    quote_of,
)

_PERCENT = re.compile(r"\s*(\d{1,3}(?:\.\d+)?)\s*%?\s*")
_YES = frozenset(("true", "yes", "1"))


def said(source: str, entity: Entity, known: Entities) -> Iterator[Statement | Passage]:
    """Yield what an entity says; nothing where it refers to nobody in the file."""
    match entity.schema:
        case "Contract":
            yield from _contract(source, entity, known)
        case "ContractAward":
            yield from _award(source, entity, known)
        case "Ownership":
            yield from _ownership(source, entity, known)


def _contract(
    source: str, entity: Entity, known: Entities
) -> Iterator[Statement | Passage]:
    tender = tender_of(entity)
    for kind, place, text in (
        ("title", tender.title_at, tender.title),
        ("number", tender.number_at, tender.number),
    ):
        if text:
            start = place[1]
            quoted = Evidence(source, place[0], start, start + len(text), text)
            yield Statement(kind, tender, None, None, quoted)
    for authority in _bodies(entity, "authority", known):
        mention = _mention(authority)
        yield Statement("ISSUED", tender, mention, None, quote_of(source, mention))
    yield from _signed(source, entity, tender)
    cancelled, at = entity.first("cancelled")
    if cancelled.strip().lower() in _YES:
        quoted = Evidence(source, at, *trimmed(cancelled), cancelled.strip())
        yield Statement("status", tender, None, None, quoted, stage="cancelled")
    yield from _passages(source, entity, tender, ("title", "description"), "request")


def _signed(source: str, entity: Entity, tender: TenderRef) -> Iterator[Statement]:
    day, amount = _day(entity, "contractDate"), _amount(entity)
    about = day or amount
    if about:
        yield Statement(
            "signed_on",
            tender,
            None,
            None,
            quote_of(source, about),
            stage="contracted",
            amount=amount,
            date=day,
        )


def _award(
    source: str, entity: Entity, known: Entities
) -> Iterator[Statement | Passage]:
    contract = entity.first("contract")[0]
    if contract not in known.contracts:
        return
    tender = tender_of(known.contracts[contract])
    lot = entity.first("lotNumber")[0].strip()
    several = known.refers.awards[contract] > 1
    part = f"lot:{lot}" if lot else f"award:{entity.id}" if several else ""
    for supplier in _bodies(entity, "supplier", known):
        mention = _mention(supplier)
        yield Statement(
            "AWARDED_TO",
            tender,
            None,
            mention,
            quote_of(source, mention),
            part,
            "awarded",
            "",
            _amount(entity),
            _day(entity, "date"),
        )
    yield from _passages(source, entity, tender, ("description",), "award", part)


def _ownership(source: str, entity: Entity, known: Entities) -> Iterator[Statement]:
    if entity.first("endDate")[0]:
        return
    owners = tuple(_bodies(entity, "owner", known))
    share = _PERCENT.fullmatch(entity.first("percentage")[0])
    percent = share[1] if share and 0 < float(share[1]) <= 100 else ""
    for asset in _bodies(entity, "asset", known):
        for owner in owners:
            mention = _mention(owner)
            yield Statement(
                "OWNS",
                NO_TENDER,
                mention,
                _mention(asset),
                quote_of(source, mention),
                date=_day(entity, "startDate"),
                quantity=percent,
                unit="%" if percent else "",
            )


def tender_of(contract: Entity) -> TenderRef:
    """Return the tender that a contract is: its id names it wherever it comes."""
    title, title_at = contract.first("title")
    if not title:
        title, title_at = contract.first("name")
    number, number_at = contract.first("procedureNumber")
    if not is_number(number):
        number, number_at = "", ""
    first, last = trimmed(number)
    start, end = trimmed(title)
    return TenderRef(
        tender_uid(
            process=f"ftm:{contract.id}", number="", buyer="", source="", locator=""
        ),
        number[first:last],
        title[start:end],
        (number_at, first),
        (title_at, start),
    )


def _bodies(entity: Entity, name: str, known: Entities) -> Iterator[Body]:
    for key, _ in entity.each(name):
        if key in known.bodies:
            yield known.bodies[key]


def _mention(body: Body) -> Mention:
    start, end = trimmed(body.name)
    text = body.name[start:end]
    return Mention("Organization", text, start, end, body.ids, body.locator)


def _amount(entity: Entity) -> Amount | None:
    text, at = entity.first("amount")
    found = amount_in(text, entity.first("currency")[0], at)
    return found if found.value else None


def _day(entity: Entity, name: str) -> Day | None:
    return day_in(*entity.first(name))


def _passages(
    source: str,
    entity: Entity,
    tender: TenderRef,
    names: tuple[str, ...],
    told: Said,
    part: str = "",
) -> Iterator[Passage]:
    stage = "awarded" if told == "award" else "tendered"
    for name in names:
        for text, at in entity.each(name):
            yield Passage(tender, source, at, text, said=told, part=part, stage=stage)

"""The free text of a release, in which the catalogue's terms are to be found.

What tender and planning say is asked for; what an award or contract says of its own
was awarded. The words of a proposal, or of a deal that came to nothing, ask.
"""

from collections.abc import Iterator

from graphkit.loaders.ocds.awards import Deal, part_of
from graphkit.loaders.ocds.fields import Fields, listed, mapping, scalar
from graphkit.loaders.ocds.release import Release
from graphkit.statements import Passage, Said

_KEYS = ("title", "description")


def passages(release: Release, deals: tuple[Deal, ...]) -> Iterator[Passage]:
    """Yield the texts of a release in the order request, awards, contracts."""
    yield from _requested(release)
    for deal in deals:
        said: Said = "award" if deal.is_won else "request"
        yield from _texts(release, deal.at, deal.fields, said, deal.part, deal.stage)
        for at, item in listed(deal.fields, "items", deal.at):
            part = part_of(release, item, deal.part)
            yield from _texts(release, at, item, said, part, deal.stage)


def _requested(release: Release) -> Iterator[Passage]:
    stage, request = release.request_stage, release.request
    yield from _texts(release, "", release.fields, "request", "", stage)
    yield from _texts(release, "/tender", request, "request", "", stage)
    lots = _lots_of_items(release)
    for at, item in listed(request, "items", "/tender"):
        if "description" in item or "title" in item or release.translated:
            part = part_of(release, item, lots.get(scalar(item.get("id")), ""))
            yield from _texts(release, at, item, "request", part, stage)
    for at, lot in listed(request, "lots", "/tender"):
        part = f"lot:{scalar(lot.get('id'))}" if lot.get("id") else ""
        yield from _texts(release, at, lot, "request", part, stage)
    for at, paper in listed(request, "documents", "/tender"):
        yield from _texts(release, at, paper, "request", "", stage)
    if plan := mapping(release.fields.get("planning")):
        yield from _planned(release, plan)


def _planned(release: Release, plan: Fields) -> Iterator[Passage]:
    budget = mapping(plan.get("budget"))
    for at, owner, keys in (
        ("/planning", plan, ("rationale",)),
        ("/planning/budget", budget, ("description", "project")),
    ):
        yield from _texts(release, at, owner, "request", "", "planned", keys)


def _texts(
    release: Release,
    at: str,
    owner: Fields,
    said: Said,
    part: str,
    stage: str,
    keys: tuple[str, ...] = _KEYS,
) -> list[Passage]:
    quantity = unit = ""
    price = None
    if "quantity" in owner:
        quantity = scalar(owner["quantity"])
        counted = mapping(owner.get("unit"))
        unit = scalar(counted.get("name"))
        price = release.amount(f"{at}/unit", counted) if counted else None
    return [
        Passage(
            release.tender,
            release.source,
            f"{release.at}{at}/{name}",
            text,
            0,
            said,
            part,
            stage,
            quantity,
            unit,
            price,
        )
        for key in keys
        for name, text in release.texts(owner, key)
    ]


def _lots_of_items(release: Release) -> dict[str, str]:
    """Return the part of each item that a lot lists, as some publishers do."""
    return {
        item: f"lot:{scalar(lot.get('id'))}"
        for _, lot in listed(release.request, "lots")
        if "items" in lot and scalar(lot.get("id"))
        for item in _ids(lot["items"])
    }


def _ids(items: object) -> list[str]:
    named = map(scalar, items) if isinstance(items, list) else ()
    return [name for name in named if name]

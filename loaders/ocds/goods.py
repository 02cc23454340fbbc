"""What is bought, by item and code, and the documents of a release."""

from collections.abc import Iterator

from graphkit.classified import classified
from graphkit.loaders.ocds.awards import Deal, part_of
from graphkit.loaders.ocds.fields import Fields, listed, mapping, scalar
from graphkit.loaders.ocds.release import Release
from graphkit.statements import Ids, Statement


def goods(release: Release, deals: tuple[Deal, ...]) -> Iterator[Statement]:
    """Yield items with number and price of one, codes, and documents, in file order.

    A code that stands at several items of one part is said once.
    """
    said: set[tuple[str, Ids]] = set()
    for at, owner, otherwise, stage in _owners(release, deals):
        yield from _codes(release, at, owner, otherwise, said)
        for place, item in listed(owner, "items", at):
            part = part_of(release, item, otherwise)
            yield from _item(release, place, item, part, stage)
            yield from _codes(release, place, item, part, said)
        for place, paper in listed(owner, "documents", at):
            yield from _document(release, place, paper, otherwise, stage)


def _owners(
    release: Release, deals: tuple[Deal, ...]
) -> Iterator[tuple[str, Fields, str, str]]:
    yield "/tender", release.request, "", release.request_stage
    for deal in deals:
        yield deal.at, deal.fields, deal.part, deal.stage


def _codes(
    release: Release, at: str, owner: Fields, part: str, said: set[tuple[str, Ids]]
) -> Iterator[Statement]:
    """Yield the codes of an owner that were not said of the part before."""
    tender, source = release.tender, release.source
    several = listed(owner, "additionalClassifications", at)
    for place, code in (*listed(owner, "classification", at), *several):
        text, scheme = scalar(code.get("id")), scalar(code.get("scheme"))
        where = f"{release.at}{place}/id"
        for one in classified(tender, source, where, text, scheme, part):
            key = part, one.object.ids if one.object else ()
            if key not in said:
                said.add(key)
                yield one


def _item(
    release: Release, at: str, item: Fields, part: str, stage: str
) -> Iterator[Statement]:
    """Yield an item by its first words, those of its code where it has no others."""
    code = mapping(item.get("classification"))
    for owner, place in ((item, at), (code, f"{at}/classification")):
        for key in ("description", "title"):
            text = owner.get(key)
            if isinstance(text, str) and text.strip():
                counted = mapping(item.get("unit"))
                yield Statement(
                    "item",
                    release.tender,
                    None,
                    None,
                    release.evidence(f"{place}/{key}", text),
                    part,
                    stage,
                    amount=release.amount(f"{at}/unit", counted) if counted else None,
                    quantity=scalar(item.get("quantity")),
                    unit=scalar(counted.get("name")),
                )
                return


def _document(
    release: Release, at: str, paper: Fields, part: str, stage: str
) -> Iterator[Statement]:
    """Yield a document by its address, by its title where it has none."""
    for key in ("url", "title"):
        text = paper.get(key)
        if isinstance(text, str) and text.strip():
            day = release.day(f"{at}/datePublished", paper.get("datePublished"))
            quoted = release.evidence(f"{at}/{key}", text)
            yield release.value("document", quoted, part=part, stage=stage, date=day)
            return

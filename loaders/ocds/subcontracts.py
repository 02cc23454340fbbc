"""Who works for who won: subcontractors that a release names.

Awards and contracts may say so themselves (`subcontracting.subcontracts`), and bids of
those who won (as in the profile for eForms). Where none of them does, the parties in
that role count. Nobody is a subcontractor of what was not awarded.
"""

from collections.abc import Iterator

from graphkit.loaders.ocds.awards import Deal, lots_of
from graphkit.loaders.ocds.fields import Fields, listed, mapping, scalar
from graphkit.loaders.ocds.release import Release
from graphkit.statements import Amount, Mention, Statement

_ROLE = "subcontractor"


def subcontracted(release: Release, deals: tuple[Deal, ...]) -> Iterator[Statement]:
    """Yield the subcontractors of a release, each once for each part."""
    won = [deal for deal in deals if deal.is_won]
    if not won:
        return
    named = [
        (part, mention, amount)
        for part, at, owner in (
            *((deal.part, deal.at, deal.fields) for deal in won),
            *_bids_of(release, won),
        )
        if "subcontracting" in owner
        for mention, amount in _subcontractors(release, at, owner)
    ]
    if not named:
        named = [("", mention, None) for mention in _by_role(release)]
    seen: set[tuple[str, str]] = set()
    for part, mention, amount in named:
        if (part, mention.text) not in seen:
            seen.add((part, mention.text))
            yield _statement(release, part, mention, amount)


def _bids_of(release: Release, won: list[Deal]) -> Iterator[tuple[str, str, Fields]]:
    """Yield part, locator and fields of the bids that were awarded.

    An award may name its bids; else the bid is that of a part's only supplier.
    """
    bids = mapping(release.fields.get("bids"))
    for at, bid in listed(bids, "details", "/bids"):
        if "subcontracting" not in bid:
            continue
        key = scalar(bid.get("id"))
        for deal in won:
            chosen = _bids_named(deal.fields)
            if (key and key in chosen) or (
                not chosen and _is_of(release, at, bid, deal)
            ):
                yield deal.part, at, bid


def _bids_named(deal: Fields) -> frozenset[str]:
    several = deal.get("relatedBids")
    found = several if isinstance(several, list) else [several]
    return frozenset(filter(None, map(scalar, (*found, deal.get("relatedBid")))))


def _is_of(release: Release, at: str, bid: Fields, deal: Deal) -> bool:
    tenderers = {
        mention.text
        for where, reference in listed(bid, "tenderers", at)
        if (mention := release.parties.mention(where, reference))
    }
    lots = {f"lot:{lot}" for lot in lots_of(bid)}
    is_same_part = not lots or not lots.isdisjoint(deal.parts)
    suppliers = {supplier.text for supplier in deal.suppliers}
    return is_same_part and bool(tenderers) and tenderers == suppliers


def _subcontractors(
    release: Release, at: str, owner: Fields
) -> Iterator[tuple[Mention, Amount | None]]:
    terms = mapping(owner.get("subcontracting"))
    for where, contract in listed(terms, "subcontracts", f"{at}/subcontracting"):
        amount = release.amount(where, contract)
        references = [
            *listed(contract, "subcontractor", where),
            *listed(contract, "subcontractors", where),
        ]
        for locator, reference in references:
            if mention := release.parties.mention(locator, reference):
                yield mention, amount if len(references) == 1 else None


def _by_role(release: Release) -> Iterator[Mention]:
    for at, party in release.parties.in_role(_ROLE):
        if mention := release.parties.mention(at, party):
            yield mention


def _statement(
    release: Release, part: str, mention: Mention, amount: Amount | None
) -> Statement:
    return Statement(
        "SUBCONTRACTED_TO",
        release.tender,
        None,
        mention,
        release.quote(mention),
        part,
        amount=amount,
    )

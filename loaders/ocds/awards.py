"""Who was awarded what in a release, who signed for it, and who only bid.

A pending award or contract is a proposal: who is named in it has bid. An award or
contract that is cancelled or unsuccessful gives its status and nothing else.
"""

from collections.abc import Iterator, Mapping

import msgspec

from graphkit.loaders.ocds.fields import Fields, listed, mapping, scalar
from graphkit.loaders.ocds.release import Release
from graphkit.statements import Amount, Day, Mention, Statement

_ENDED: Mapping[str, str] = {
    "cancelled": "cancelled",
    "withdrawn": "cancelled",
    "unsuccessful": "failed",
}
_NO_BID = frozenset(("invited", "withdrawn"))


class Deal(msgspec.Struct, frozen=True, gc=False):
    """An award, or a contract with the award it belongs to.

    `parts` are the lots it is about; where those are several, the deal itself comes
    first: its money and its items belong to all of them together.
    `stage` is awarded or contracted, tendered while it is pending, else how it ended.
    """

    at: str
    fields: Fields
    parts: tuple[str, ...]
    stage: str
    suppliers: tuple[Mention, ...]
    amount: Amount | None
    day: Day | None

    @property
    def part(self) -> str:
        """The part its money and items belong to."""
        return self.parts[0]

    @property
    def is_won(self) -> bool:
        """Whether somebody was awarded something."""
        return self.stage in ("awarded", "contracted")


def awards_of(release: Release) -> tuple[Deal, ...]:
    """Return the awards of a release, in its order."""
    return tuple(
        _award(release, number, at, award)
        for number, (at, award) in enumerate(release.awards, 1)
    )


def contracts_of(release: Release, awarded: tuple[Deal, ...]) -> tuple[Deal, ...]:
    """Return the contracts of a release, in its order.

    A contract has the suppliers it names, else those of its award.
    """
    return tuple(
        _contract(release, number, at, contract, awarded)
        for number, (at, contract) in enumerate(release.contracts, 1)
    )


def outcome(
    release: Release, awarded: tuple[Deal, ...], signed: tuple[Deal, ...]
) -> Iterator[Statement]:
    """Yield what the awards and contracts of a release say, then its other bidders."""
    for deals, kind in ((awarded, "awarded_on"), (signed, "signed_on")):
        for deal in deals:
            if deal.is_won or deal.stage == "tendered":
                yield from _won(release, deal, kind)
            elif not any(other.is_won and other.part == deal.part for other in deals):
                yield from _ended(release, deal)
    yield from _bids(release, (*awarded, *signed))


def part_of(release: Release, item: Fields, otherwise: str) -> str:
    """Return the lot an item names, else what it would be part of."""
    lots = lots_of(item)
    return f"lot:{lots[0]}" if len(lots) == 1 else otherwise


def _award(release: Release, number: int, at: str, award: Fields) -> Deal:
    suppliers = tuple(_mentions(release, award, at))
    if not suppliers and len(release.awards) == 1:
        suppliers = _suppliers_by_role(release)
    own = f"award:{scalar(award.get('id')) or number}"
    status = scalar(award.get("status")).lower()
    stage = "tendered" if status == "pending" else _ENDED.get(status, "awarded")
    return Deal(
        at,
        award,
        _parts(release, award, own),
        stage,
        suppliers,
        release.amount(at, award),
        release.day(f"{at}/date", award.get("date")),
    )


def _contract(
    release: Release, number: int, at: str, contract: Fields, awarded: tuple[Deal, ...]
) -> Deal:
    award = _award_of(release, contract, awarded)
    suppliers = tuple(_mentions(release, contract, at))
    if not suppliers and award:
        suppliers = award.suppliers
    if not suppliers and not awarded and len(release.contracts) == 1:
        suppliers = _suppliers_by_role(release)
    status = scalar(contract.get("status")).lower()
    stage = "tendered" if status == "pending" else _ENDED.get(status, "contracted")
    if award and not award.is_won:
        stage = award.stage
    return Deal(
        at,
        contract,
        _contract_parts(release, number, contract, award),
        stage,
        suppliers,
        release.amount(at, contract),
        release.day(f"{at}/dateSigned", contract.get("dateSigned")),
    )


def _award_of(
    release: Release, contract: Fields, awarded: tuple[Deal, ...]
) -> Deal | None:
    """Return the award of a contract: the one it names, or the only one there is."""
    if named := scalar(contract.get("awardID")):
        same = (a for a in awarded if scalar(a.fields.get("id")) == named)
        return next(same, None)
    is_sole = len(awarded) == 1 and len(release.contracts) == 1
    return awarded[0] if is_sole else None


def _contract_parts(
    release: Release, number: int, contract: Fields, award: Deal | None
) -> tuple[str, ...]:
    if award and not lots_of(contract):
        return award.parts
    named = scalar(contract.get("awardID"))
    own = (
        f"award:{named}"
        if named
        else f"contract:{scalar(contract.get('id')) or number}"
    )
    return _parts(release, contract, own)


def _parts(release: Release, deal: Fields, own: str) -> tuple[str, ...]:
    lots = lots_of(deal)
    if not lots and release.sole_lot and len(release.awards or release.contracts) == 1:
        lots = (release.sole_lot,)
    if len(lots) == 1:
        return (f"lot:{lots[0]}",)
    return (own, *(f"lot:{lot}" for lot in lots))


def lots_of(owner: Fields) -> tuple[str, ...]:
    """Return the lots an award, contract, bid or item names, each once."""
    if "relatedLots" not in owner and "relatedLot" not in owner:
        return ()
    several = owner.get("relatedLots")
    named = several if isinstance(several, list) else [several, owner.get("relatedLot")]
    return tuple(dict.fromkeys(lot for lot in map(scalar, named) if lot))


def _mentions(release: Release, owner: Fields, at: str) -> Iterator[Mention]:
    for locator, reference in listed(owner, "suppliers", at):
        if mention := release.parties.mention(locator, reference):
            yield mention


def _suppliers_by_role(release: Release) -> tuple[Mention, ...]:
    """Return the parties that are suppliers, for a release with one award."""
    named = (
        release.parties.mention(at, p) for at, p in release.parties.in_role("supplier")
    )
    return tuple(mention for mention in named if mention)


def _won(release: Release, deal: Deal, kind: str) -> Iterator[Statement]:
    """Yield an award or contract: its suppliers, with money and date, and its date."""
    for mention in deal.suppliers:
        yield from _supplied(release, deal, mention)
    if deal.is_won and (deal.day or not deal.suppliers):
        yield from _dated(release, deal, kind)


def _ended(release: Release, deal: Deal) -> Iterator[Statement]:
    """Yield how a deal ended, where it says so itself."""
    status = scalar(deal.fields.get("status"))
    if status.lower() in _ENDED:
        quoted = release.evidence(f"{deal.at}/status", status)
        yield release.value("status", quoted, part=deal.part, stage=deal.stage)


def _supplied(release: Release, deal: Deal, mention: Mention) -> Iterator[Statement]:
    quoted = release.quote(mention)
    for part in deal.parts:
        is_whole = part == deal.part
        subject, object_ = (None, mention) if deal.is_won else (mention, None)
        yield Statement(
            "AWARDED_TO" if deal.is_won else "BID_ON",
            release.tender,
            subject,
            object_,
            quoted,
            part,
            deal.stage,
            "",
            deal.amount if is_whole else None,
            deal.day,
        )


def _dated(release: Release, deal: Deal, kind: str) -> Iterator[Statement]:
    """Yield the date of a deal; its money too where nobody is named to carry it."""
    amount = None if deal.suppliers else deal.amount
    said = deal.day or amount
    if said is None:
        return
    yield release.value(
        kind,
        release.quote(said),
        part=deal.part,
        stage=deal.stage,
        amount=amount,
        date=deal.day,
    )


def _bids(release: Release, deals: tuple[Deal, ...]) -> Iterator[Statement]:
    """Yield who bid and was not awarded that part, as far as the release says."""
    tenderers = [
        *listed(release.request, "tenderers", "/tender"),
        *release.parties.in_role("tenderer"),
    ]
    if not tenderers and "bids" not in release.fields:
        return
    named = {
        (mention.text, part)
        for deal in deals
        if deal.is_won or deal.stage == "tendered"
        for mention in deal.suppliers
        for part in (*deal.parts, "")
    }
    bids = mapping(release.fields.get("bids"))
    for at, bid in listed(bids, "details", "/bids"):
        if scalar(bid.get("status")).lower() in _NO_BID:
            continue
        amount = release.amount(at, bid)
        parts = tuple(f"lot:{lot}" for lot in lots_of(bid)) or ("",)
        for locator, reference in listed(bid, "tenderers", at):
            if mention := release.parties.mention(locator, reference):
                yield from _bid(release, mention, parts, named, amount)
    for at, reference in tenderers:
        if mention := release.parties.mention(at, reference):
            yield from _bid(release, mention, ("",), named, None)


def _bid(
    release: Release,
    mention: Mention,
    parts: tuple[str, ...],
    named: set[tuple[str, str]],
    amount: Amount | None,
) -> Iterator[Statement]:
    for part in parts:
        if (mention.text, part) not in named:
            named |= {(mention.text, part), (mention.text, "")}
            yield Statement(
                "BID_ON",
                release.tender,
                mention,
                None,
                release.quote(mention),
                part,
                "tendered",
                "",
                amount if len(parts) == 1 else None,
            )

"""Which chains may hang on one card of a tender without suggesting others.

A drawing with one card a tender would lie: the supplier of lot 1 and the chip of lot 2
would hang on the same card. So a card is a **cell**: chains of one tender whose
suppliers, clouds and items all occur together. Whatever can be read off a card of the
drawing is then a chain of the list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Hop = Mapping[str, Any]
HopId = tuple[str, ...]

SUPPLY = frozenset(("AWARDED_TO", "SUBCONTRACTED_TO"))
CLOUD = frozenset(("VIA",))


@dataclass(frozen=True, slots=True)
class Side:
    """The hops of one chain that belong to one tender, which `tender` is the uid of.

    A chain in one tender has one side; an inferred chain has one for each tender.
    """

    chain: int
    tender: str
    hops: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Sides of one tender that hang together; `number` of `count` cells, from 1."""

    tender: str
    number: int
    count: int
    sides: tuple[Side, ...]


def start_of(hop: Hop) -> str:
    """Return what the node a hop leaves is known by: its uid, else its name."""
    return str(hop.get("from_uid") or hop["from"])


def end_of(hop: Hop) -> str:
    """Return what the node a hop reaches is known by: its uid, else its name."""
    return str(hop.get("to_uid") or hop["to"])


def hop_id(hop: Hop) -> HopId:
    """Return what makes a hop the same edge."""
    if hop.get("key"):
        return (str(hop["key"]),)
    said = (str(hop.get(name) or "") for name in ("part", "source", "locator"))
    return (str(hop["type"]), start_of(hop), end_of(hop), *said)


def cells(
    chains: Sequence[Mapping[str, Any]], places: Sequence[int]
) -> tuple[Cell, ...]:
    """Return the cells of the chains at some places, in the order of those."""
    by_tender: dict[str, list[Side]] = {}
    for number in places:
        for side in _sides(number, chains[number]):
            by_tender.setdefault(side.tender, []).append(side)
    found = [
        Cell(tender, number, len(groups), tuple(group))
        for tender, sides in by_tender.items()
        for groups in [_groups(sides)]
        for number, group in enumerate(groups, 1)
    ]
    return tuple(sorted(found, key=lambda cell: (cell.sides[0].chain, cell.number)))


def _sides(number: int, chain: Mapping[str, Any]) -> list[Side]:
    tenders = [str(uid) for uid in chain.get("tenders") or (chain["tender"],)]
    hops = tuple(chain.get("hops", ()))
    first = tuple(hop for hop in hops if tenders[0] in (start_of(hop), end_of(hop)))
    if len(tenders) < 2:
        return [Side(number, tenders[0], hops)]
    rest = tuple(hop for hop in hops if hop not in first)
    return [Side(number, tenders[0], first), Side(number, tenders[1], rest)]


Triple = tuple[frozenset[HopId], frozenset[HopId], frozenset[HopId]]


def _triple(side: Side) -> Triple:
    supply, cloud, item = set(), set(), set()
    for hop in side.hops:
        kind = hop["type"]
        if kind in SUPPLY:
            supply.add(hop_id(hop))
        elif kind in CLOUD:
            cloud.add(hop_id(hop))
        elif kind != "ISSUED":
            item.add(hop_id(hop))
    return frozenset(supply), frozenset(cloud), frozenset(item)


def _groups(sides: list[Side]) -> list[list[Side]]:
    """Split the sides of one tender so that each group is a full product."""
    if len(sides) == 1:  # as of most tenders
        return [sides]
    partial: list[Side] = []
    by_triple: dict[Triple, list[Side]] = {}
    for side in sides:
        triple = _triple(side)
        if triple[1] or triple[2]:
            by_triple.setdefault(triple, []).append(side)
        else:  # an inferred chain's first tender, which names neither cloud nor item
            partial.append(side)
    groups = [
        [side for triple in block for side in by_triple[triple]]
        for block in _products(list(by_triple))
    ]
    for side in partial:
        home = next((group for group in groups if _holds(group, side)), None)
        if home is None:
            groups.append([side])
        else:
            home.append(side)
    return [sorted(group, key=lambda side: side.chain) for group in groups]


def _products(triples: list[Triple]) -> list[list[Triple]]:
    rest: dict[frozenset[HopId], list[Triple]] = {}
    for triple in triples:
        rest.setdefault(triple[0], []).append(triple)
    blocks: list[list[Triple]] = []
    for same_supply in rest.values():
        if _is_product(same_supply):
            blocks.append(same_supply)
            continue
        by_cloud: dict[frozenset[HopId], list[Triple]] = {}
        for triple in same_supply:
            by_cloud.setdefault(triple[1], []).append(triple)
        blocks += by_cloud.values()
    merged: dict[frozenset[tuple[frozenset[HopId], frozenset[HopId]]], list[Triple]]
    merged = {}
    for block in blocks:
        asked = frozenset((cloud, item) for _, cloud, item in block)
        merged.setdefault(asked, []).extend(block)
    return list(merged.values())


def _is_product(triples: Sequence[Triple]) -> bool:
    clouds = {cloud for _, cloud, _ in triples}
    items = {item for _, _, item in triples}
    return len({(cloud, item) for _, cloud, item in triples}) == (
        len(clouds) * len(items)
    )


def _holds(group: Sequence[Side], side: Side) -> bool:
    ids = {hop_id(hop) for member in group for hop in member.hops}
    return all(hop_id(hop) in ids for hop in side.hops)

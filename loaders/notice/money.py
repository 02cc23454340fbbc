"""Which amount belongs to which winner.

The amount in a winner's table row; else the one that follows its name in the same lot
(or stands before it, where a notice writes amounts first); else the total, where one
winner stands alone. A consortium's amount goes with the member named first, so that
sums count it once.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from graphkit.loaders.notice.amounts import Money
from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.party import Party
from graphkit.loaders.notice.roles import (
    AMOUNTS,
    Rows,
    is_award_amount,
    says_award,
)
from graphkit.loaders.notice.values import money_of

_OTHERS = ("loser", "bidder", "candidate")


def with_money(
    folded: str, named: Sequence[Party], fields: Sequence[Field], rows: Rows
) -> list[Party]:
    """Return the winners, every mention of them, with the amounts that are theirs."""
    loose = [field for field in fields if is_award_amount(field, rows)]
    by_label = _in_order(folded, named, loose, fields)
    paid: list[Party] = []
    for party in named:
        money = _of_row(folded, party, rows) or by_label.pop(party.field.said, None)
        paid.append(replace(party, money=money))
    alone = len({party.field.said for party in paid}) == 1
    if alone and paid[0].money is None:
        paid[0] = replace(paid[0], money=_best(folded, loose))
    return paid


def with_units(
    folded: str, winners: Sequence[Party], fields: Sequence[Field]
) -> list[Party]:
    """Return the winners; figures without a unit take it from a total that fits."""
    paid = [party.money for party in winners if party.money is not None]
    if not paid or any(m.value is not None or m.per for m in paid):
        return list(winners)
    total = sum((money.figure for money in paid), Decimal(0))
    for field in fields:
        box = money_of(folded, field) if field.field in AMOUNTS and total else None
        if box and box.value is not None and total in (box.value, box.figure):
            return [_scaled(party, box.value / total, box) for party in winners]
    return list(winners)


def _of_row(folded: str, party: Party, rows: Rows) -> Money | None:
    """Return the amount of a party's row, for the first party named in it."""
    row = rows.get(party.field.row, ())
    if not row or any(
        f.start < party.field.start for f in row if f.field == "supplier"
    ):
        return None
    if party.start > party.field.start and party.later:
        return None
    for wanted in AMOUNTS:
        for field in row:
            money = money_of(folded, field) if field.field == wanted else None
            if money is not None:
                return money
    return None


def _in_order(
    folded: str, named: Sequence[Party], loose: Sequence[Field], fields: Sequence[Field]
) -> dict[int, Money]:
    """Return amounts by the place of the label of whose they are, lot by lot.

    What stands behind the label of a loser or candidate is that one's.
    """
    labels = {party.field.said: party.part for party in named if party.field.row < 0}
    members = {party.field.said for party in named if party.field.field == "member"}
    others = {f.said: f.part for f in fields if f.field in _OTHERS and f.row < 0}
    others = {said: part for said, part in others.items() if said not in labels}
    amounts = _without_others({**labels, **others}, loose, others)
    paid: dict[int, Money] = {}
    offered: set[int] = set()
    last: dict[str, int] = {}
    waiting: dict[str, Money] = {}
    before = _amounts_first(labels, amounts)
    for place in sorted({*labels, *amounts, *others}):
        if place in labels:
            part = labels[place]
            led = place in members and last.get(part, place) not in paid
            if part in waiting:
                paid[place] = waiting.pop(part)
            last[part] = last.get(part, place) if led else place
        elif place in others:
            last.pop(others[place], None)
        else:
            field = amounts[place]
            owner = last.get(field.part)
            money = money_of(folded, field)
            if money is None:
                continue
            if field.part in before:
                waiting[field.part] = money
            elif owner is not None and _is_better(field, owner, paid, offered):
                paid[owner] = money
                if says_award(field):
                    offered.discard(owner)
                else:
                    offered.add(owner)
    return paid


def _is_better(
    field: Field, owner: int, paid: Mapping[int, Money], offered: Set[int]
) -> bool:
    """Say whether an amount is the first, or the award's where only a bid was said."""
    if owner not in paid or paid[owner].per:
        return True
    return owner in offered and says_award(field)


def _without_others(
    names: Mapping[int, str], loose: Sequence[Field], others: Mapping[int, str]
) -> dict[int, Field]:
    """Return the amounts by place, less those behind the label of another bidder.

    What is called 成交金额 there is the award's all the same.
    """
    places = sorted(names)
    kept: dict[int, Field] = {}
    for field in loose:
        before = bisect_right(places, field.start)
        owner = places[before - 1] if before else -1
        if field.field == "total" or (owner in others and not says_award(field)):
            continue
        kept[field.start] = field
    return kept


def _amounts_first(
    labels: Mapping[int, str], amounts: Mapping[int, Field]
) -> frozenset[str]:
    """Return the lots in which an amount stands before the first name."""
    first_name: dict[str, int] = {}
    for place, part in sorted(labels.items()):
        first_name.setdefault(part, place)
    return frozenset(
        field.part
        for place, field in amounts.items()
        if place < first_name.get(field.part, 0)
    )


def _best(folded: str, loose: Sequence[Field]) -> Money | None:
    found = [money for f in loose if (money := money_of(folded, f)) is not None]
    known = [money for money in found if money.value is not None and not money.per]
    return next(iter(known or found), None)


def _scaled(party: Party, scale: Decimal, box: Money) -> Party:
    if party.money is None:
        return party
    value = party.money.figure * scale
    money = replace(party.money, value=value, currency=box.currency)
    return replace(party, money=money)

"""Who buys, who handles, who was awarded and who only bid, with lots and amounts."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from graphkit import trace
from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.kinds import Kind
from graphkit.loaders.notice.money import with_money, with_units
from graphkit.loaders.notice.names import has_form, name_spans
from graphkit.loaders.notice.party import Party
from graphkit.loaders.notice.roles import (
    Rows,
    bids,
    buys,
    handles,
    is_void,
    refused,
    rows_of,
    wins,
)

_MOST = 20
"""Buyers or agencies of one notice; a page with more is a list of something else."""


@dataclass(frozen=True, slots=True)
class Parties:
    """The organisations of a notice by role; `void` are lots that ended without one."""

    buyers: tuple[Party, ...] = ()
    agencies: tuple[Party, ...] = ()
    winners: tuple[Party, ...] = ()
    bidders: tuple[Party, ...] = ()
    void: tuple[Field, ...] = ()

    def without_bids_of(self, folded: str, names: Set[str]) -> "Parties":
        """Return the parties less the bids of some, who were awarded it."""
        kept = (party for party in self.bidders if party.name(folded) not in names)
        return replace(self, bidders=tuple(kept)) if names else self


def read_parties(folded: str, fields: Sequence[Field], kind: Kind) -> Parties:
    """Return the parties of a notice of a kind; in a call for bids nobody wins."""
    rows = rows_of(fields)
    won = wins(fields, rows, kind)
    named = with_money(folded, list(_named(folded, won)), fields, rows)
    outside = [party for party in named if party.field.section != "items"]
    winners = with_units(folded, _unique(folded, outside or named), fields)
    names = {party.name(folded) for party in winners}
    bid = bids(fields, rows, kind)
    bidders = _unique(folded, _named(folded, bid))
    if trace.is_on():
        _tell_refused(fields, {*won, *bid}, rows, kind)
    return Parties(
        _distinct(folded, _named(folded, buys(fields))),
        _distinct(folded, _named(folded, handles(fields))),
        tuple(winners),
        tuple(party for party in bidders if party.name(folded) not in names),
        tuple(field for field in won if is_void(folded, field)),
    )


def _tell_refused(
    fields: Sequence[Field], taken: Set[Field], rows: Rows, kind: Kind
) -> None:
    for field in fields:
        why = "" if field in taken else refused(field, rows, kind)
        if why:
            trace.passed(field.field, field.start, field.end, field.told_by, why)


def _named(folded: str, fields: Iterable[Field]) -> Iterator[Party]:
    for field in fields:
        if is_void(folded, field):
            why = "it says that nothing was awarded"
            trace.passed(field.field, field.start, field.end, field.told_by, why)
            continue
        formal = field.loose or field.field.startswith("at_")
        later = False
        for start, end in name_spans(folded, field.start, field.end, field.reach):
            if formal and not has_form(folded[start:end]):
                why = "such a label leads to names with a legal form only"
                trace.passed(field.field, start, end, field.told_by, why)
                continue
            yield Party(start, end, field, field.part, later=later)
            later = True


def _distinct(folded: str, parties: Iterable[Party]) -> tuple[Party, ...]:
    """Return one party for each name; a name that only shortens another is dropped."""
    found: dict[str, Party] = {}
    for party in parties:
        name = party.name(folded)
        if not any(name in other or other in name for other in found):
            found[name] = replace(party, part="")
        else:
            why = "the same name, or a part of it, was read before"
            rule = party.field.told_by
            trace.passed(party.field.field, party.start, party.end, rule, why)
        if len(found) >= _MOST:
            break
    return tuple(found.values())


def _unique(folded: str, parties: Iterable[Party]) -> list[Party]:
    """Return the first mention of each name and lot, with the amount of any of them.

    A mention without a lot yields to those with one.
    """
    found: dict[tuple[str, str], Party] = {}
    for party in parties:
        key = (party.name(folded), party.part)
        known = found.setdefault(key, party)
        if known.money is None and party.money is not None:
            found[key] = replace(known, money=party.money)
    lots = {name for name, part in found if part}
    return [p for (name, part), p in found.items() if part or name not in lots]

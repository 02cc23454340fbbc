"""Reviews: under which rules a deal would need a look, and because of what.

A chip's control is about hardware. Where a chain goes over a provider the chip is used
over a network, and a control bears on that only under a rule that covers remote access:
the rule that controls the chip itself, or one in force that has no clauses of its own
and so takes those of the others. No rule of the shipped table covers it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from graphkit.rules import CONTROLLED, UNKNOWN, Control, Rules
from graphkit.rules.shares import Listing, Share, carried, listed
from graphkit.rules.table import Rule

COVERED = "covered"
NEEDED = "would need review"


@dataclass(frozen=True, slots=True)
class Review:
    """One rule's bearing on a deal: `value` is NEEDED or UNKNOWN."""

    value: str
    rule: str
    because: str

    @property
    def said(self) -> str:
        """The review as a sentence of a reader."""
        if self.value == UNKNOWN:
            return f"unknown: {self.because}"
        return f"{self.value} under {self.rule} because {self.because}"


@dataclass(frozen=True, slots=True)
class Deal:
    """What a chain says that rules look at.

    `controls` are those of the item, `parties` uids and names of institution and
    supplier, `first` and `last` the days its date may mean.
    """

    controls: tuple[Control, ...]
    is_remote: bool
    parties: Mapping[str, str]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Register:
    """Who owns whom and who stands on which list, with the names of all of them."""

    shares: tuple[Share, ...] = ()
    listings: tuple[Listing, ...] = ()
    names: Mapping[str, str] | None = None

    def name(self, uid: str) -> str:
        """Return the name of a body, its uid where it has none."""
        return (self.names or {}).get(uid, uid)


def reviews(deal: Deal, rules: Rules, register: Register) -> tuple[Review, ...]:
    """Return the reviews a deal would need under the rules, items before parties."""
    return (*_of_item(deal, rules), *_of_parties(deal, rules, register))


def _of_item(deal: Deal, rules: Rules) -> Iterator[Review]:
    for control in deal.controls:
        if control.status == UNKNOWN and not deal.is_remote:
            yield Review(UNKNOWN, control.rule, control.clause)
        elif control.status == CONTROLLED and not deal.is_remote:
            yield Review(NEEDED, control.rule, control.clause)
        elif control.status == CONTROLLED:
            for rule in _remote(rules, control.rule, deal):
                because = f"it covers remote access; {control.rule}, {control.clause}"
                is_sure = rule.in_force(deal.first) and rule.in_force(deal.last)
                yield Review(_value(rules, deal, is_sure), rule.uid, because)


def _remote(rules: Rules, own: str, deal: Deal) -> Iterator[Rule]:
    """Yield the rules under which remote access to what another controls counts."""
    for rule in rules.rules:
        covers = rule.remote_access == COVERED and (rule.uid == own or not rule.clauses)
        if covers and (rule.in_force(deal.first) or rule.in_force(deal.last)):
            yield rule


def _value(rules: Rules, deal: Deal, is_sure: bool) -> str:
    """Return what may be said: nothing for sure after the last day of checking."""
    return NEEDED if is_sure and deal.last <= rules.checked_until else UNKNOWN


def _of_parties(deal: Deal, rules: Rules, register: Register) -> Iterator[Review]:
    for rule in rules.rules:
        if rule.owned_share is None:
            continue
        first = _owned(rule, rule.owned_share, deal.first, deal.parties, register)
        last = _owned(rule, rule.owned_share, deal.last, deal.parties, register)
        for uid in deal.parties:
            if uid in first or uid in last:
                value = _value(rules, deal, uid in first and uid in last)
                yield Review(value, rule.uid, first.get(uid) or last[uid])


def _owned(
    rule: Rule,
    least: float,
    on: date,
    parties: Mapping[str, str],
    register: Register,
) -> dict[str, str]:
    """Return the parties that a rule covers by who owns them on a day, and how."""
    if not rule.in_force(on):
        return {}
    on_lists = listed(register.listings, on)
    found = carried(register.shares, on_lists, least, on)
    return {
        uid: f"{name} is owned by {_told(found[uid], on_lists, register)}"
        for uid, name in parties.items()
        if uid in found
    }


def _told(
    shares: Iterable[Share], on_lists: Mapping[str, str], register: Register
) -> str:
    return " and ".join(
        f"{register.name(share.owner)} to {share.percent:g} percent "
        + (
            f"(on {on_lists[share.owner]})"
            if share.owner in on_lists
            else "(itself owned so)"
        )
        for share in shares
    )

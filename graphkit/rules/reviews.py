"""Reviews: under which rules a deal would need a look, and because of what.

A chip's control is about hardware. Where a chain goes over a provider the chip is used
over a network, and a control bears on that only under a rule that covers remote access:
the rule that controls the chip itself, or one in force that has no clauses of its own
and so takes those of the others. No rule of the shipped table covers it.

What is not known stays so: a rule of which nobody knows whether it stood, a share or a
day of listing that is not stated, a date across a boundary give `unknown`, not silence.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from graphkit.rules import CONTROLLED, FREE, ONE_DAY, UNKNOWN, Control, Rules, turns
from graphkit.rules.shares import Listing, Share, Term, carried, listed
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


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """Who owns whom and who stands on which list, with the names of all of them.

    Equal only to itself, so that answers can be kept.
    """

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
        if control.status == FREE:
            continue
        if deal.is_remote:
            yield from _remote(deal, control, rules)
        else:
            value = NEEDED if control.status == CONTROLLED else UNKNOWN
            yield Review(value, control.rule, control.clause)


def _remote(deal: Deal, control: Control, rules: Rules) -> Iterator[Review]:
    """Yield the reviews under which remote access to what is controlled counts."""
    why = ", ".join(filter(None, (control.rule, control.clause)))
    because = f"it covers remote access; {why}"
    days = turns(rules, deal.first, deal.last)
    for rule in rules.rules:
        own = rule.uid == control.rule or not rule.clauses
        if rule.remote_access == COVERED and own:
            read = [_stands(rules, rule, day) for day in days]
            if any(read):
                is_sure = control.status == CONTROLLED and {*read} == {NEEDED}
                yield Review(NEEDED if is_sure else UNKNOWN, rule.uid, because)


def _stands(rules: Rules, rule: Rule, on: date) -> str:
    """Say what a rule that bears asks on a day: NEEDED, UNKNOWN, or '' for nothing."""
    if rules.standing(rule.uid, on).value == UNKNOWN:
        return UNKNOWN
    return NEEDED if rule.in_force(on) else ""


def _of_parties(deal: Deal, rules: Rules, register: Register) -> Iterator[Review]:
    owned = [uid for uid in deal.parties if uid in _with_owners(register)]
    days = _days(deal, rules, register) if owned else []
    for rule in (rule for rule in rules.rules if rule.owned_share is not None):
        for uid in owned:
            read = [_owned(rules, rule, uid, day, register) for day in days]
            told = [review for review in read if review.value]
            if told and len({review.value for review in read}) == 1:
                yield told[0]
            elif told:
                doubt = "; the record's date may lie before or after that"
                yield Review(UNKNOWN, rule.uid, told[0].because + doubt)


@lru_cache(maxsize=4)
def _with_owners(register: Register) -> frozenset[str]:
    return frozenset(share.owned for share in register.shares)


def _days(deal: Deal, rules: Rules, register: Register) -> list[date]:
    """Return the first day a deal may mean, and each later one of change."""
    owners = {share.owner for share in register.shares}
    terms = [share.term for share in register.shares]
    terms += [one.term for one in register.listings if one.body in owners]
    found = {*turns(rules, deal.first, deal.last)}
    found |= {day for term in terms for day in _ends(term)}
    return sorted(day for day in found if deal.first <= day <= deal.last)


def _ends(term: Term) -> Iterator[date]:
    if term.first:
        yield term.first
    if term.last and term.last < date.max:
        yield term.last + ONE_DAY


def _owned(rules: Rules, rule: Rule, uid: str, on: date, register: Register) -> Review:
    """Return what a rule asks about a party on a day by who owns it; '' for nothing."""
    stands, least = _stands(rules, rule, on), rule.owned_share or 0.0
    for is_sure in (True, False):
        shares, on_lists = _covered(register, least, on, perhaps=not is_sure)
        if stands and uid in shares:
            told = _told(shares[uid], on_lists, register)
            because = f"{register.name(uid)} is owned by {told}"
            value = stands if is_sure else UNKNOWN
            return Review(value, rule.uid, because + _doubt(rules, stands, on, is_sure))
    return Review("", rule.uid, "")


def _doubt(rules: Rules, stands: str, on: date, is_sure: bool) -> str:
    if not is_sure:
        return "; a day of listing or a share is not stated"
    if stands != UNKNOWN:
        return ""
    if on > rules.checked_until:
        return f"; nobody checked the rules after {rules.checked_until.isoformat()}"
    return f"; whether the rule stood on {on.isoformat()} is not known"


@lru_cache(maxsize=10_000)
def _covered(
    register: Register, least: float, on: date, *, perhaps: bool
) -> tuple[Mapping[str, tuple[Share, ...]], Mapping[str, str]]:
    """Return who carries a listing on a day by their owners, and who is listed."""
    on_lists = listed(register.listings, on, perhaps=perhaps)
    shares = carried(register.shares, on_lists, least, on, perhaps=perhaps)
    return shares, on_lists


def _told(
    shares: Iterable[Share], on_lists: Mapping[str, str], register: Register
) -> str:
    return " and ".join(
        f"{register.name(share.owner)} to {_part(share)} "
        + (
            f"(on {on_lists[share.owner]})"
            if share.owner in on_lists
            else "(itself owned so)"
        )
        for share in shares
    )


def _part(share: Share) -> str:
    if share.percent is None:
        return "a share that is not stated"
    return f"{share.percent:g} percent"

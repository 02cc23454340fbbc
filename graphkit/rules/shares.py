"""Shares: which bodies take on a listing because of who owns them, on a day.

A rule such as the 50 percent rule looks through ownership: a body is covered where
bodies that are listed, or themselves covered so, together own at least a share of it.
Source of the counting: 90 FR 47201 and, for adding up owners, OFAC's guidance of
2014-08-13 on entities owned by persons whose property is blocked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Term:
    """The days, both inclusive, on which something holds; None leaves an end open."""

    first: date | None = None
    last: date | None = None

    def holds(self, on: date) -> bool:
        """Say whether a day lies in it."""
        begun = self.first is None or self.first <= on
        return begun and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True)
class Share:
    """What part of a body another one owns, in percent (None: not stated), and when."""

    owner: str
    owned: str
    percent: float | None
    term: Term = Term()


@dataclass(frozen=True, slots=True)
class Listing:
    """That a body stands on a list, by the list's name, and when."""

    body: str
    on: str
    term: Term = Term()


def listed(
    listings: Iterable[Listing], on: date, *, perhaps: bool = False
) -> dict[str, str]:
    """Return the bodies that stand on a list on a day, each with the list's name.

    Of a listing without a first day nobody knows when it began: it counts only with
    `perhaps`.
    """
    found: dict[str, str] = {}
    for listing in sorted(listings, key=lambda one: (one.body, one.on)):
        if (listing.term.first or perhaps) and listing.term.holds(on):
            found.setdefault(listing.body, listing.on)
    return found


def carried(
    shares: Iterable[Share],
    listed: Mapping[str, str],
    least: float,
    on: date,
    *,
    perhaps: bool = False,
) -> dict[str, tuple[Share, ...]]:
    """Return the unlisted bodies that owners carry a listing to, with those shares.

    A body's owners count where they are listed or carry a listing themselves; their
    shares are added up and must reach `least` percent. Of two shares of one owner the
    larger counts; one that is not stated counts, as enough, only with `perhaps`. Owners
    are in order of share, then of name.
    """
    owners: dict[str, dict[str, Share]] = {}
    for share in shares:
        kept = owners.setdefault(share.owned, {}).get(share.owner)
        counts = share.term.holds(on) and (perhaps or share.percent is not None)
        if counts and (kept is None or (kept.percent or 0) < (share.percent or 0)):
            owners[share.owned][share.owner] = share
    found: dict[str, tuple[Share, ...]] = {}
    while True:
        waiting = sorted(owners.keys() - found.keys() - listed.keys())
        counted = {body: _counted(owners[body], listed, found) for body in waiting}
        new = {
            body: own
            for body, own in counted.items()
            if sum(map(_percent, own)) >= least
        }
        if not new:
            return found
        found |= new


def _counted(
    owners: Mapping[str, Share], listed: Mapping[str, str], found: Mapping[str, object]
) -> tuple[Share, ...]:
    counted = [share for who, share in owners.items() if who in listed or who in found]
    return tuple(sorted(counted, key=lambda share: (-_percent(share), share.owner)))


def _percent(share: Share) -> float:
    return 100.0 if share.percent is None else share.percent

"""Whether somebody stood on a list on a day, and when nobody can say.

`listed`, `listed later`, `delisted before`, `unknown`; who is found on no entry was
`not found on` a list of a date. That is all a list can tell: it never says that
somebody was not listed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from graphkit.lists import days
from graphkit.lists.entry import Period

LISTED, LATER, DELISTED = "listed", "listed later", "delisted before"
UNKNOWN = "unknown"
NO_DAY = "the tender has no date"


class Status(NamedTuple):
    """What a list says of a day, and why in half a sentence."""

    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Known:
    """What editions of a list tell of one entry.

    `seen` is the date of the newest edition that has it, `gone` that of the first
    whole one after it without it, `newest` that of the newest of all; '' where there
    is none or its date is not known.
    """

    periods: tuple[Period, ...]
    seen: str
    gone: str = ""
    newest: str = ""


def status(known: Known, on: str) -> Status:
    """Say how an entry stands to a day, a month or a year (YYYY-MM-DD, YYYY-MM, YYYY).

    Inclusive of the day of listing; on the day of delisting it stands no more.
    """
    begin, end = days.first(on), days.last(on)
    if begin is None or end is None:
        return Status(UNKNOWN, NO_DAY)
    turns = [day for day in _turns(known) if begin <= day <= end]
    found = {_on_day(day, known) for day in (begin, *turns, end)}
    if len({one.value for one in found}) == 1:
        return min(found)
    return Status(UNKNOWN, f"{on} is not precise enough: it changed meanwhile")


def absent(editions: Sequence[tuple[str, bool]], on: str, name: str) -> Status:
    """Say what it means that a list has no entry of somebody, by its editions.

    `editions` are (date, whether it is whole). The whole one nearest behind the day
    counts: an older one could not know, and a partial one may lack anybody.
    """
    end = days.last(on)
    if end is None:
        return Status(UNKNOWN, NO_DAY)
    dated = sorted((day, whole) for day, whole in editions if day)
    later = [one for one in dated if (days.first(one[0]) or date.min) >= end]
    for day, whole in later:
        if whole:
            value = f"not found on {name} of {day} (whole)"
            return Status(value, "no entry matches a name or an identifier")
    if not dated:
        return Status(UNKNOWN, "the date of the list is not known")
    if later:
        return Status(UNKNOWN, f"the list of {later[0][0]} is partial")
    return Status(UNKNOWN, f"the list of {dated[-1][0]} is older than {on}")


def _turns(known: Known) -> list[date]:
    said = [day for one in known.periods for day in (one.listed_on, one.delisted_on)]
    found = map(days.first, said)
    return [day for day in found if day]


def _on_day(day: date, known: Known) -> Status:
    places = {_place(day, period, known.seen) for period in known.periods}
    if "unclear" in places:
        return Status(UNKNOWN, _unclear(known))
    first = min(period.listed_on for period in known.periods)
    if places == {"before"}:
        return Status(LATER, f"listed on {first}")
    if "in" not in places:
        last = max(period.delisted_on for period in known.periods)
        return _if_known(day, known, Status(DELISTED, f"delisted on {last}"))
    if (seen := days.first(known.seen)) and day <= seen:
        since = f"since {first}" if first else "on that day"
        return Status(LISTED, f"{since}, by the list of {known.seen}")
    if known.gone:
        # It may have been delisted, or be there under another name: who knows?
        why = f"on the list of {known.seen}, not found on that of {known.gone}"
        return Status(UNKNOWN, why)
    return Status(UNKNOWN, _older(known.seen))


def _if_known(day: date, known: Known, found: Status) -> Status:
    newest = days.first(known.newest or known.seen)
    is_known = newest is not None and day <= newest
    return found if is_known else Status(UNKNOWN, _older(known.newest or known.seen))


def _older(day: str) -> str:
    if not day:
        return "the date of the list is not known"
    return f"the list of {day} is older than the tender"


def _place(day: date, period: Period, seen: str) -> str:
    """Return whether a day lies before, in or after a period, or is unclear."""
    ended = period.delisted_on
    if ended and day >= (days.last(ended) or date.max):
        return "after"
    if ended and day >= (days.first(ended) or date.max):
        return "unclear"
    if not period.listed_on:
        return "in" if day.isoformat() == seen else "unclear"
    if day < (days.first(period.listed_on) or date.min):
        return "before"
    return "in" if day >= (days.last(period.listed_on) or date.max) else "unclear"


def _unclear(known: Known) -> str:
    if any(period.listed_on for period in known.periods):
        return "the dates of the entry are not precise enough"
    return "the list gives no day of listing"

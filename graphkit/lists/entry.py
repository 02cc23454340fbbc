"""Entries of screening lists: who is named, under which names, from when to when."""

from collections.abc import Iterable

import msgspec

from graphkit.identity import digest, name_key
from graphkit.statements import Problem


class Period(msgspec.Struct, frozen=True):
    """A time on a list; dates as precise as the list says them, '' where it says none.

    `delisted_on` is the first day on which the entry no longer stood.
    """

    listed_on: str = ""
    delisted_on: str = ""


class Listed(msgspec.Struct, frozen=True, gc=False):
    """One entry of a list, as the list has it.

    `list` is the name of the list where a file holds several. `aliases` are other
    whole names, `weak` those that the list itself calls weak, and acronyms.
    `identifiers` are sound strong ones as `scheme:value`. `amended_on` are days on
    which the entry was changed: never days of listing. `quote` is the entry's own
    text in the file, at `locator`.
    """

    uid: str
    name: str
    locator: str
    quote: str
    list: str = ""
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    periods: tuple[Period, ...] = (Period(),)
    amended_on: tuple[str, ...] = ()
    policy: str = ""
    citation: str = ""
    link: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the list's own first, weak ones last."""
        return tuple(dict.fromkeys((self.name, *self.aliases, *self.weak)))

    @property
    def state(self) -> str:
        """16 hex digits for what a person looked at who answered about the entry.

        Dates are no part of it: who somebody is does not change with them.
        """
        several = (self.aliases, self.weak, self.identifiers, self.countries)
        return digest(self.name, *("|".join(sorted(texts)) for texts in several))


class About(msgspec.Struct, frozen=True):
    """What a file says of itself: its `date`, and whether it proves to be `whole`."""

    date: str = ""
    whole: bool = False


Item = Listed | Problem | About
"""What a reader yields; what a file says of itself may come anywhere."""

SHORTEST = 6
"""Letters of a Latin name that is hardly ever several bodies': CALT is."""


def uid_of(name: str, countries: Iterable[str] = ()) -> str:
    """Return the uid of an entry that its list gives no number."""
    return digest(name_key(name), *sorted(countries))


def distinct(texts: Iterable[str], *, but: Iterable[str] = ()) -> tuple[str, ...]:
    """Return texts without blanks around them, each once, in their order."""
    left_out = set(but)
    found = dict.fromkeys(" ".join(text.split()) for text in texts)
    return tuple(text for text in found if text and text not in left_out)


def split_aliases(
    name: str, aliases: Iterable[str], weak: Iterable[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return aliases and weak ones; an alias too short to tell a body is weak."""
    said = distinct(aliases, but=(name,))
    short = {one for one in said if _is_short(name_key(one))}
    strong = tuple(one for one in said if one not in short)
    return strong, distinct((*weak, *sorted(short)), but=(name, *strong))


def _is_short(key: str) -> bool:
    return len(key) < (SHORTEST if key.isascii() else 3)

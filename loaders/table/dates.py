"""Dates as people write them into tables.

What has two readings has none here, until the column map says which one is meant.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from graphkit.loaders.table.headings import rows_of

_FIRST_YEAR, _LAST_YEAR = 1800, 2199
_BUDDHIST = range(2400, 2700)
"""Years that Thai records count, 543 ahead."""

_ERAS: Mapping[str, int] = {
    **{"民國": 1911, "民国": 1911, "令和": 2018, "平成": 1988, "昭和": 1925},
    **{"R": 2018, "H": 1988, "S": 1925},
}
"""What is added to a year of an era: that of Taiwan, those of Japan."""

_YEAR_FIRST = re.compile(
    r"(?P<y>\d{4})(?:(?:[-/.]|[年년])\s?(?P<m>\d{1,2})"
    r"(?:(?:[-/.]|[月월])\s?(?P<d>\d{1,2})[日일]?|[月월])?|[年년])?"
    r"(?!\d|[/.-]\d)"
)
_ERA = re.compile(
    r"(?:中華)?(?P<era>民[國国]|令和|平成|昭和|[RHS](?=\d))\s?(?P<y>\d{1,3}|元)"
    r"[年./-]\s?(?P<m>\d{1,2})[月./-]\s?(?P<d>\d{1,2})日?(?!\d)"
)
_TAIWAN = re.compile(
    r"(?P<y>1\d\d|0\d\d)(?:([/.-])(?P<m>\d{1,2})\2(?P<d>\d{1,2})"
    r"|(?P<m2>0[1-9]|1[0-2])(?P<d2>[0-3]\d))(?!\d)"
)
"""112/03/28: of all calendars in use only that of Taiwan has years of three digits."""

_COMPACT = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([/.-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?!\d|[/.-]\d)")
_NAMED = re.compile(
    r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.|º)?[ -]+(?:de )?)?"
    r"(?P<m>[^\W\d_]{3,12})\.?(?:[ -]+| del? )"
    r"(?:(?P<d2>\d{1,2})(?:st|nd|rd|th)?,? )?(?P<y>\d{4})(?!\d)"
)
_SHORT_YEAR = re.compile(r"(?P<d>\d{1,2})-(?P<m>[A-Za-z]{3})-(?P<y>\d{2})(?!\d)")
"""13-Jan-24: nobody puts the year before the name of a month and the day behind it."""


class When(NamedTuple):
    """A date, in as much precision as was said, and the slice it was read from."""

    value: str
    start: int
    end: int


def readings(text: str, order: str = "") -> frozenset[str]:
    """Return every date the beginning of a text may be."""
    start = len(text) - len(text.lstrip())
    return frozenset(found.value for found in _readings(text, start, order))


def when(text: str, *, order: str = "") -> When | None:
    """Return the date at the beginning of a text; None where there is none.

    `order` is DMY or MDY for dates such as 8/5/22, which mean either; where only one
    reading is a date, that is meant.
    """
    start = len(text) - len(text.lstrip())
    found = set(_readings(text, start, order))
    return found.pop() if len(found) == 1 else None


def _readings(text: str, start: int, order: str) -> Iterator[When]:
    for pattern in (_COMPACT, _YEAR_FIRST):
        if found := pattern.match(text, start):
            yield from _valid(found["y"], found["m"], found["d"], start, found.end())
            return
    if found := _ERA.match(text, start):
        western = str(int(found["y"].replace("元", "1")) + _ERAS[found["era"]])
        yield from _valid(western, found["m"], found["d"], start, found.end())
        return
    if found := _TAIWAN.match(text, start):
        month, day = found["m"] or found["m2"], found["d"] or found["d2"]
        taiwan = str(int(found["y"]) + _ERAS["民國"])
        yield from _valid(taiwan, month, day, start, found.end())
        return
    if found := _NAMED.match(text, start) or _SHORT_YEAR.match(text, start):
        day = found["d"] or found.groupdict().get("d2")
        if month := _months().get(_plain(found["m"])):
            year = _whole(found["y"])
            yield from _valid(year, month, day, start, found.end())
        return
    if found := _YEAR_LAST.match(text, start):
        one, _, two, year = found.groups()
        year = _whole(year)
        if order != "MDY":
            yield from _valid(year, two, one, start, found.end())
        if order != "DMY":
            yield from _valid(year, one, two, start, found.end())


def _whole(year: str) -> str:
    return year if len(year) == 4 else f"{'20' if year < '69' else '19'}{year}"


@cache
def _months() -> Mapping[str, str]:
    """Return the number of a month by its names, in small letters without accents."""
    return {
        _plain(word): row["month"]
        for row in rows_of("months.csv")
        for word in row["words"].split()
    }


def _plain(word: str) -> str:
    """Return a word in small letters without accents."""
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))


def _valid(
    year: str, month: str | None, day: str | None, start: int, end: int
) -> Iterator[When]:
    if int(year) in _BUDDHIST:
        year = str(int(year) - 543)
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return
    try:
        found = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return
    length = 10 if day else 7 if month else 4
    yield When(found.isoformat()[:length], start, end)

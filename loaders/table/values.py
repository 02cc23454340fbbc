"""Amounts and dates as people write them into tables.

What has two readings has none here, until the column map says which one is meant.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

_SCALES: Mapping[str, int] = {"千": 1_000, "万": 10_000, "亿": 100_000_000}
_SIGNS: Mapping[str, str] = {"€": "EUR", "£": "GBP", "元": "CNY", "人民币": "CNY"}
"""Signs of one currency; $ and ¥ are those of several."""
_SIGNS_OF_SEVERAL: Mapping[str, re.Pattern[str]] = {
    "$": re.compile(r"[A-Z]{2}D|MXN|CLP|COP|ARS|UYU|BRL"),
    "¥": re.compile(r"CNY|JPY"),
    "￥": re.compile(r"CNY|JPY"),
}

_AMOUNT = re.compile(
    r"(?P<open>\()?(?P<minus>[-−])?\s*(?P<before>[A-Z]{3}|[A-Z]{0,2}\$|[€£¥￥]|人民币)?"
    r"\s*(?P<minus_after>[-−])?(?P<number>\d[\d.,'’\s]*)\s*(?P<scale>[千万亿])?"
    r"\s*(?P<after>[A-Z]{3}|[$€£¥￥元])?(?P<close>\))?"
)
_POINT = re.compile(r"\d{1,3}(?:,\d{2,3})*(?:\.\d+)?|\d+(?:\.\d+)?")
_COMMA = re.compile(r"\d{1,3}(?:\.\d{2,3})*(?:,\d+)?|\d+(?:,\d+)?")
_GAPS = re.compile(r"[\s'’]")

_MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_YEAR_FIRST = re.compile(
    r"(?P<y>\d{4})(?:[-/.年]\s?(?P<m>\d{1,2})(?:[-/.月]\s?(?P<d>\d{1,2})日?|月)?|年)?"
    r"(?![\d/.-])"
)
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_NAMED = re.compile(
    r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?[ -])?(?P<m>[A-Za-z]{3})[a-z]*\.?[ -]"
    r"(?:(?P<d2>\d{1,2})(?:st|nd|rd|th)?,? )?(?P<y>\d{4})(?!\d)"
)


class Money(NamedTuple):
    """A decimal number as text, and the currency code or sign beside it, if any."""

    value: str
    mark: str

    def currency(self, otherwise: str) -> str:
        """Return the currency the mark says, else `otherwise` if the mark allows it."""
        if self.mark in _SIGNS:
            return _SIGNS[self.mark]
        if self.mark.isalpha() and len(self.mark) == 3:
            return self.mark
        several = _SIGNS_OF_SEVERAL.get(self.mark[-1:])
        fits = several is None or several.fullmatch(otherwise)
        return otherwise if fits else ""


class When(NamedTuple):
    """A date, in as much precision as was said, and the slice it was read from."""

    value: str
    start: int
    end: int


def money(text: str, *, point: str = ".", unit: Decimal = Decimal(1)) -> Money | None:
    """Return the amount a whole text is, times `unit`; None where it is none.

    `point` is what stands before the decimals. An amount in brackets is negative.
    """
    found = _AMOUNT.fullmatch(text)
    if not found or bool(found["open"]) != bool(found["close"]):
        return None
    number = _GAPS.sub("", found["number"])
    if point == "," and _COMMA.fullmatch(number):
        number = number.replace(".", "").replace(",", ".")
    elif point == "." and _POINT.fullmatch(number):
        number = number.replace(",", "")
    else:
        return None
    value = Decimal(number) * unit * _SCALES.get(found["scale"] or "", 1)
    if found["open"] or found["minus"] or found["minus_after"]:
        value = -value
    return Money(f"{value:f}", found["before"] or found["after"] or "")


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
    if found := _NAMED.match(text, start):
        month = found["m"].lower()
        if month in _MONTHS:
            number = str(_MONTHS.index(month) + 1)
            day = found["d"] or found["d2"]
            yield from _valid(found["y"], number, day, start, found.end())
        return
    if found := _YEAR_LAST.match(text, start):
        one, _, two, year = found.groups()
        year = year if len(year) == 4 else f"{'20' if year < '69' else '19'}{year}"
        if order != "MDY":
            yield from _valid(year, two, one, start, found.end())
        if order != "DMY":
            yield from _valid(year, one, two, start, found.end())


def _valid(
    year: str, month: str | None, day: str | None, start: int, end: int
) -> Iterator[When]:
    try:
        found = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return
    length = 10 if day else 7 if month else 4
    yield When(found.isoformat()[:length], start, end)

"""Amounts and dates as people write them into tables.

What has two readings has none here, until the column map says which one is meant.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

_SCALES: Mapping[str, int] = {"千": 1_000, "万": 10_000, "亿": 100_000_000}
SIGNS: Mapping[str, str] = {
    **{"€": "EUR", "£": "GBP", "元": "CNY", "人民币": "CNY", "zł": "PLN", "kč": "CZK"},
    **{"₹": "INR", "₽": "RUB", "руб": "RUB", "₩": "KRW", "₺": "TRY", "₴": "UAH"},
    **{"us$": "USD", "hk$": "HKD", "nt$": "TWD", "r$": "BRL", "ca$": "CAD"},
    **{"au$": "AUD", "nz$": "NZD", "mx$": "MXN", "₦": "NGN", "₫": "VND", "₪": "ILS"},
}
"""Signs of one currency, in small letters; $ and ¥ are those of several."""
_SIGNS_OF_SEVERAL: Mapping[str, re.Pattern[str]] = {
    "$": re.compile(r"[A-Z]{2}D|MXN|CLP|COP|ARS|UYU|BRL"),
    "¥": re.compile(r"CNY|JPY"),
    "￥": re.compile(r"CNY|JPY"),
}

_AMOUNT = re.compile(
    r"(?P<open>\()?(?P<minus>[-−])?\s*"
    r"(?P<before>[A-Z]{3}|[A-Z]{0,2}\$|[€£¥￥₹₽₩₺₴₦₫₪]|人民币)?"
    r"\s*(?P<minus_after>[-−])?(?P<number>\d[\d.,'’\s]*?)(?:[.,][-–—]{1,2})?"
    r"\s*(?P<scale>[千万亿])?(?P<minus_last>[-−])?"
    r"\s*(?P<after>[A-Z]{3}|[$€£¥￥元₽₫]|zł|Kč|руб(?=\.|\Z))?\.?(?P<close>\))?"
)
_POINT = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?")
_COMMA = re.compile(r"\d{1,3}(?:\.\d{2,3})*\.\d{3}(?:,\d+)?|\d+(?:,\d+)?")
"""The last group is of three, also where others are of two: 1,25,000."""
_GAPS = re.compile(r"[\s'’]")

_MONTHS: Mapping[str, int] = {
    name: month
    for month, names in enumerate(
        (
            "jan january januar januari janvier janv enero ene janeiro gennaio gen",
            "feb february februar februari fevrier fevr fev febrero fevereiro febbraio",
            "mar march marz maerz mrz mars maart mrt marzo marco",
            "apr april avril avr abril abr aprile",
            "may mai mei mayo maio maggio mag",
            "jun june juni juin junio junho giugno giu",
            "jul july juli juillet juil julio julho luglio lug",
            "aug august augustus aout agosto ago",
            "sep sept september septembre septiembre setembro set settembre",
            "oct october oktober okt octobre octubre outubro out ottobre ott",
            "nov november novembre noviembre novembro",
            "dec december dezember dez decembre diciembre dic dezembro dicembre",
        ),
        1,
    )
    for name in names.split()
}
"""English, German, Dutch, French, Spanish, Portuguese and Italian, without accents."""

_YEAR_FIRST = re.compile(
    r"(?P<y>\d{4})(?:[-/.年]\s?(?P<m>\d{1,2})(?:[-/.月]\s?(?P<d>\d{1,2})日?|月)?|年)?"
    r"(?![\d/.-])"
)
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_NAMED = re.compile(
    r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.|º)?[ -]+(?:de )?)?"
    r"(?P<m>[^\W\d_]{3,10})\.?(?:[ -]+| del? )"
    r"(?:(?P<d2>\d{1,2})(?:st|nd|rd|th)?,? )?(?P<y>\d{4})(?!\d)"
)
_SHORT_YEAR = re.compile(r"(?P<d>\d{1,2})-(?P<m>[A-Za-z]{3})-(?P<y>\d{2})(?!\d)")
"""13-Jan-24: nobody puts the year before the name of a month and the day behind it."""


class Money(NamedTuple):
    """A decimal number as text, and the currency code or sign beside it, if any."""

    value: str
    mark: str

    def currency(self, otherwise: str) -> str:
        """Return the currency the mark says, else `otherwise` if the mark allows it."""
        if known := SIGNS.get(self.mark.lower()):
            return known
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

    `point` is what stands before the decimals. An amount in brackets, or with a minus
    behind it, is negative; `1.200,-` has no cents.
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
    if any(found[sign] for sign in ("open", "minus", "minus_after", "minus_last")):
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
    if found := _NAMED.match(text, start) or _SHORT_YEAR.match(text, start):
        day = found["d"] or found.groupdict().get("d2")
        if month := _MONTHS.get(_plain(found["m"])):
            year = _whole(found["y"])
            yield from _valid(year, str(month), day, start, found.end())
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


def _plain(word: str) -> str:
    """Return a word in small letters without accents."""
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))


def _valid(
    year: str, month: str | None, day: str | None, start: int, end: int
) -> Iterator[When]:
    try:
        found = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return
    length = 10 if day else 7 if month else 4
    yield When(found.isoformat()[:length], start, end)

"""Addresses: the form in which two are compared, and when one may be compared at all.

Only what is spelling goes: width, case, white space, commas and the like. Nothing is
expanded, dropped or guessed: St is not Street, and an address with its postal code is
not one without. An address counts where it names a building and a place; 高新区1号 and
12 High Street stand in many towns.
"""

import re
import unicodedata
from collections.abc import Sequence

from graphkit.folding import has_han
from graphkit.identity import PLACEHOLDERS, name_key, simplified
from graphkit.personal import masked

LONGEST = 200
"""Letters of an address; what is longer says more than where somebody sits."""

_MARKS = re.compile(r"[,;:|、。]+|\.(?!\d)|(?<!\d)\.")
_HIDDEN = re.compile(r"[*＊×]{2,}|\bmasked\b|\bredacted\b")
_AT_HAN = re.compile(r"(?<=[一-鿿]) | (?=[一-鿿])")
_LETTER = re.compile(r"[^\W\d_]")
_BUILDING = re.compile(r"[1-9]|[一二三四五六七八九十百]+号")
_CITY = re.compile(r"[一-鿿]{2,}?(?:市|县|自治州|自治旗|盟)|香港|澳门|台北|高雄")
_POSTAL = re.compile(
    r"\b(?:[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}"  # United Kingdom
    r"|[a-z]\d[a-z] ?\d[a-z]\d"  # Canada
    r"|[a-z]\d[\dw] ?[a-z\d]{4}"  # Ireland
    r"|\d{4} ?[a-z]{2}"  # Netherlands
    r"|\d{5}-\d{3,4}|\d{4}-\d{3}|\d{3}-\d{4}|\d{2}-\d{3}"
    r"|\d{5,6})\b"
)
"""Postal codes that are no house number; those of four digits may be one."""


def of_parts(street: str, places: Sequence[str], country: str = "") -> str:
    """Return an address said in parts; `places` are locality, region, postal code.

    '' where the street has no number, or no part says the place: a country is none.
    All parts count: who leaves one out has another address.
    """
    first = _plain(street)
    said = [part for place in places if (part := _told(place))]
    if not said or not _BUILDING.search(first) or not _LETTER.search(first):
        return ""
    return ", ".join(filter(None, (first, *said, _told(country))))


def of_text(text: str) -> str:
    """Return an address said in one text; '' where it may stand in several places.

    A Chinese one names its city or county, any other has a postal code of its own.
    """
    plain = _plain(text)
    if has_han(plain):
        return plain if _CITY.search(plain) and _BUILDING.search(plain) else ""
    codes = list(_POSTAL.finditer(plain))
    if not codes:
        return ""
    code = codes[-1]
    rest = plain[: code.start()] + plain[code.end() :]
    return plain if _BUILDING.search(rest) and _LETTER.search(rest) else ""


def _told(part: str) -> str:
    plain = _plain(part)
    return "" if name_key(plain) in PLACEHOLDERS else plain


def _plain(text: str) -> str:
    """Return a text without what is only spelling; '' for one that hides or calls."""
    if len(text) > LONGEST or masked(text) != text:
        return ""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if _HIDDEN.search(folded):
        return ""
    spaced = " ".join(_MARKS.sub(" ", folded).split())
    return simplified(_AT_HAN.sub("", spaced)) if has_han(spaced) else spaced

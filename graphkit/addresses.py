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
from graphkit.identity import PLACEHOLDERS, simplified
from graphkit.personal import masked

LONGEST = 200
"""Letters of an address; what is longer says more than where somebody sits."""

_MARKS = re.compile(r"[,;:|、。]+|\.(?!\d)|(?<!\d)\.")
_HIDDEN = re.compile(r"[*＊×]{2,}|\bmasked\b|\bredacted\b")
_ASIDE = re.compile(r"[\W_]+")
_AT_HAN = re.compile(r"(?<=[一-鿿]) | (?=[一-鿿])")
_LETTER = re.compile(r"[^\W\d_]")
_BUILDING = re.compile(r"[1-9]|[一二三四五六七八九十百]+号")
_NAME = r"[^\W\d_省区路街道镇乡村园号]{2,8}?"
_NO_STREET = r"(?![东西南北中]?[一二三四五]?(?:路|街|大街|大道))"
_CITY = re.compile(
    rf"(?:中国)?(?:(?:北京|上海|天津|重庆|香港|澳门|台北|高雄){_NO_STREET}"
    rf"|(?:{_NAME}(?:省|自治区))?{_NAME}(?:市(?!场|花园|广场|政|民|中心)|县|自治州))"
)
"""What a Chinese address with its city or county begins with; 北京路 names none."""

_POSTAL = re.compile(
    r"(?<=[ -])(?:[a-z]{1,2}\d[a-z\d]? ?\d(?!st|nd|rd|th)[a-z]{2}"  # United Kingdom
    r"|[a-z]\d[a-z] ?\d[a-z]\d"  # Canada
    r"|\d{5}-\d{4}|\d{5,6})(?![\w-])"
)
"""Postal codes that cannot be a house number, a floor or a range of either."""


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

    A Chinese one begins with its city or county, any other has a postal code behind.
    """
    plain = _plain(text)
    if has_han(plain):
        return plain if _CITY.match(plain) and _BUILDING.search(plain) else ""
    codes = list(_POSTAL.finditer(plain))
    if not codes:
        return ""
    code = codes[-1]
    rest = plain[: code.start()] + plain[code.end() :]
    return plain if _BUILDING.search(rest) and _LETTER.search(rest) else ""


def _told(part: str) -> str:
    plain = _plain(part)
    return "" if _ASIDE.sub("", plain) in PLACEHOLDERS else plain


def _plain(text: str) -> str:
    """Return a text without what is only spelling; '' for one that hides or calls."""
    if len(text) > LONGEST or masked(text) != text:
        return ""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if _HIDDEN.search(folded):
        return ""
    spaced = " ".join(_MARKS.sub(" ", folded).split())
    return simplified(_AT_HAN.sub("", spaced)) if has_han(spaced) else spaced

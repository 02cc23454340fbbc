"""Amounts as people write them into tables.

What has two readings has none here, until the column map says which one is meant.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from graphkit.loaders.table import marks

_SCALES: Mapping[str, int] = {
    "千": 1_000,
    "万": 10_000,
    "萬": 10_000,
    "亿": 100_000_000,
}

_AMOUNT = re.compile(
    r"(?P<open>\()?(?P<minus>[-−])?\s*"
    rf"(?P<before>(?![\d(]){marks.pattern()})?"
    r"\s*(?P<minus_after>[-−])?(?P<number>\d[\d.,'’\s]*?)"
    r"(?:[.,][-–—]{1,2}|/[-–=]{1,2})?"
    r"\s*(?P<scale>[千万萬亿億])?(?P<minus_last>[-−])?"
    rf"\s*(?P<after>(?![\d.,\s)]|[A-Za-z](?!\w)){marks.pattern()})?(?P<close>\))?"
)
"""`1.200,-` and the `5,000/=` and `5,000/-` of East Africa and India have no cents."""

_POINT = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?")
_COMMA = re.compile(r"\d{1,3}(?:\.\d{2,3})*\.\d{3}(?:,\d+)?|\d+(?:,\d+)?")
"""The last group is of three, also where others are of two: 1,25,000."""
_GAP = re.compile(r"[\s'’]+")
_GAPPED = re.compile(r"\d{1,3}(?:[\s'’]+\d{3})+(?:[.,]\d+)?")
"""What stands in the place of a separator parts groups of three: `2 2024` is none."""


class Money(NamedTuple):
    """A decimal number as text, and the currency code or sign beside it, if any."""

    value: str
    mark: str

    def currency(self, otherwise: str) -> str:
        """Return the currency the mark says, else `otherwise` if the mark allows it."""
        return marks.currency(self.mark, otherwise)


def money(text: str, *, point: str = ".", unit: Decimal = Decimal(1)) -> Money | None:
    """Return the amount a whole text is, times `unit`; None where it is none.

    `point` is what stands before the decimals. An amount in brackets, or with a minus
    behind it, is negative.
    """
    found = _AMOUNT.fullmatch(text)
    if not found or bool(found["open"]) != bool(found["close"]):
        return None
    number = found["number"]
    if _GAP.search(number) and not _GAPPED.fullmatch(number):
        return None
    number = _GAP.sub("", number)
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

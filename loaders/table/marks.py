"""Marks of money: the signs, short forms and names that stand beside a number.

They are in `data/tables/marks.csv`. Some are those of several currencies (`$`, `Rs`,
`kr`): they only confirm the one that a map says.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from graphkit.loaders.table.headings import rows_of

CODES = frozenset(
    code for row in rows_of("currencies.csv") for code in row["codes"].split()
)
"""Codes of currencies, ISO 4217."""

_DOLLAR = re.compile(r"[a-z]{0,2}\$")


class Mark(NamedTuple):
    """The currencies a mark may mean, and the one it means where nothing else says."""

    codes: frozenset[str]
    alone: str


@cache
def marks() -> Mapping[str, Mark]:
    """Return what each mark means, in small letters without a full stop."""
    return {
        row["mark"]: Mark(frozenset(row["codes"].split()), row["alone"])
        for row in rows_of("marks.csv")
    }


def currency(mark: str, otherwise: str) -> str:
    """Return the currency a mark says, else `otherwise` if the mark allows it.

    What is no mark and no code says nothing, and allows nothing.
    """
    if not mark:
        return otherwise
    if mark in CODES:
        return mark
    bare = mark.casefold().rstrip(".")
    known = marks().get(bare)
    if known is None:
        known = marks()["$"] if _DOLLAR.fullmatch(bare) else Mark(frozenset(), "")
    return otherwise if otherwise in known.codes else known.alone


def named(text: str) -> str:
    """Return the currency that a code, a mark or a name is of; '' where it is none."""
    text = text.strip()
    return text.upper() if text.upper() in CODES else currency(text, "")


def pattern() -> str:
    """Return the regular expression of any mark, the longest first."""
    known = sorted(marks(), key=lambda mark: (-len(mark), mark))
    said = "|".join(map(re.escape, known))
    return rf"(?:[A-Z]{{3}}(?![a-z])|(?i:[A-Z]{{1,2}}\$|{said})\.?)"

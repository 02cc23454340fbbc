"""Codes of currencies (ISO 4217), and what names them in a heading."""

import re

from graphkit.loaders.table.headings import rows_of
from graphkit.loaders.table.values import SIGNS

CODES = frozenset(
    code for row in rows_of("currencies.csv") for code in row["codes"].split()
)

_NAMES = (
    ("rmb", "CNY"),
    ("港元", "HKD"),
    ("港币", "HKD"),
    ("美元", "USD"),
    ("欧元", "EUR"),
    ("新臺幣", "TWD"),
    ("円", "JPY"),
)
_WORD = re.compile(r"[^\W\d_]+")
_AMBIGUOUS = frozenset(("ALL", "TOP", "TRY", "COP", "CUP", "MOP", "PEN", "SOS", "LAK"))
"""Codes that are also words."""


def _is_in(sign: str, heading: str) -> bool:
    """Say whether a sign stands in a heading, and not as the end of another word.

    元 does not count: it is also the end of what other money is called (美元).
    """
    before = r"(?<![a-zа-я])" if sign[0].isalpha() else ""
    return sign != "元" and bool(re.search(before + re.escape(sign), heading))


def in_heading(heading: str) -> str:
    """Return the one currency a heading names; '' for none, or several.

    A code that is also a word counts only in capitals and brackets.
    """
    lower = heading.casefold()
    signs = {code for sign, code in SIGNS.items() if _is_in(sign, lower)}
    found = signs | {code for name, code in _NAMES if name in lower}
    for word in _WORD.findall(heading.replace("_", " ")):
        code = word.upper()
        if code in CODES and (code not in _AMBIGUOUS or f"({word})" in heading):
            found.add(code)
    return found.pop() if len(found) == 1 else ""

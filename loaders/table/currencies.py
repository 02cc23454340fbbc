"""Codes of currencies (ISO 4217), and what names them in a heading."""

import re

from graphkit.loaders.table.headings import rows_of

CODES = frozenset(
    code for row in rows_of("currencies.csv") for code in row["codes"].split()
)

_SIGNS = (
    ("€", "EUR"),
    ("£", "GBP"),
    ("人民币", "CNY"),
    ("rmb", "CNY"),
    ("us$", "USD"),
    ("hk$", "HKD"),
    ("港元", "HKD"),
    ("港币", "HKD"),
    ("美元", "USD"),
    ("欧元", "EUR"),
    ("nt$", "TWD"),
    ("新臺幣", "TWD"),
    ("zł", "PLN"),
    ("円", "JPY"),
)
_WORD = re.compile(r"[^\W\d_]+")
_AMBIGUOUS = frozenset(("ALL", "TOP", "TRY", "COP", "CUP", "MOP", "PEN", "SOS", "LAK"))
"""Codes that are also words."""


def in_heading(heading: str) -> str:
    """Return the one currency a heading names; '' for none, or several.

    A code that is also a word counts only in capitals and brackets.
    """
    found = {code for sign, code in _SIGNS if sign in heading.casefold()}
    for word in _WORD.findall(heading.replace("_", " ")):
        code = word.upper()
        if code in CODES and (code not in _AMBIGUOUS or f"({word})" in heading):
            found.add(code)
    return found.pop() if len(found) == 1 else ""

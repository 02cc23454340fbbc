"""Currencies that a heading names."""

import re

from graphkit.loaders.table.marks import CODES, marks

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+")
_AMBIGUOUS = frozenset(("ALL", "TOP", "TRY", "COP", "CUP", "MOP", "PEN", "SOS", "LAK"))
"""Codes that are also words."""


def _is_in(mark: str, heading: str) -> bool:
    """Say whether a mark stands in a heading, and not as part of another word.

    元 does not count: it is also the end of what other money is called (美元). A
    letter or two may be anything.
    """
    if mark == "元" or (mark.isascii() and len(mark.strip("/")) < 2):
        return False
    if mark.isascii() and mark.strip("/").isalpha() and len(mark) < 3:
        return bool(re.search(rf"\([^)]*(?<!\w){re.escape(mark)}(?!\w)", heading))
    if not mark[0].isalpha() or not mark[-1].isalpha() or _HAN.search(mark):
        return mark in heading
    return bool(re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", heading))


def in_heading(heading: str) -> str:
    """Return the one currency a heading names; '' for none, or several.

    A code that is also a word counts only in capitals and brackets.
    """
    lower = heading.casefold()
    found = {one.alone for mark, one in marks().items() if _is_in(mark, lower)} - {""}
    for word in _WORD.findall(heading.replace("_", " ")):
        code = word.upper()
        if code in CODES and (code not in _AMBIGUOUS or f"({word})" in heading):
            found.add(code)
    return found.pop() if len(found) == 1 else ""

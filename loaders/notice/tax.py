"""Whether tax is in an amount of a notice: as the words right around it say."""

import re

from graphkit import taxes
from graphkit.statements import Tax

_BEFORE, _AFTER = 40, 40
_CUT = re.compile(r"[。；;\n\t\d]")
"""Words beyond one of these before an amount speak of something else."""
_BEHIND = re.compile(
    r"\s?[(（][^()（）\d\n]{0,30}[)）]|[,，]? ?(?:不|未)?含(?:增值)?税"
)


def tax_of(text: str, start: int, end: int, locator: str) -> Tax | None:
    """Return what stands right before an amount, or in brackets behind it, of tax."""
    first = max(0, start - _BEFORE)
    first += max((cut.end() for cut in _CUT.finditer(text[first:start])), default=0)
    if found := taxes.find(text[first:start], locator):
        return _moved(found, first)
    behind = _BEHIND.match(text[end : end + _AFTER])
    found = taxes.find(behind[0], locator) if behind else None
    return _moved(found, end) if found else None


def _moved(tax: Tax, by: int) -> Tax:
    start, end = tax.start + by, tax.end + by
    return Tax(tax.value, tax.text, start, end, tax.locator)

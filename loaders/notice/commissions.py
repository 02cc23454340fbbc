"""Buyer and agency in the sentence with which notices begin: 受X委托，Y就…组织采购."""

import re

from graphkit.loaders.notice.fields import Field
from graphkit.loaders.notice.names import has_form
from graphkit.loaders.notice.party import Party

_COMMISSION = re.compile(
    r"受 ?(?P<buyer>[^,。;\n]{2,40}?) ?的?委托,? ?"
    r"(?P<agency>[^,。;\n]{2,40}?) ?(?=就|对|于|组织|作为|以|采用|现|按|,)"
)
_HANDLES = re.compile(
    r"(?<![^,。;:\n ])(?P<agency>[^,。;:\n ]{4,40}?)受 ?"
    r"(?P<buyer>[^,。;\n]{2,40}?) ?的?委托"
)
_ENTRUSTS = re.compile(
    r"(?:^|[\n,。;]) *(?P<buyer>[^,。;:\n]{2,40}?)(?:[(]采购人[)])? ?(?:特|现)?委托 ?"
    r"(?P<agency>[^,。;\n]{4,40}?) ?(?=,|就|对|组织|进行|作为|以)"
)
_FIRST = 4000
"""Characters of a text in which its opening sentence stands."""


def commission(folded: str) -> tuple[Party | None, Party | None]:
    """Return (buyer, agency) of the opening sentence, None where it names none."""
    for shape in (_HANDLES, _COMMISSION, _ENTRUSTS):
        match = shape.search(folded, 0, _FIRST)
        if match and any(_party(folded, match, role) for role in ("buyer", "agency")):
            break
    else:
        return None, None
    buyer, agency = (_party(folded, match, role) for role in ("buyer", "agency"))
    return buyer, agency


def _party(folded: str, match: re.Match[str], role: str) -> Party | None:
    start, end = match.span(role)
    if not has_form(folded[start:end]):
        return None
    return Party(start, end, Field(role, start, end, match.start(), match.end()))

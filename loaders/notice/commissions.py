"""Buyer and agency in the sentence with which notices begin: 受X委托，Y就…组织采购."""

import re

from graphkit import trace
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
_SHAPES = (
    ("Y受X委托", _HANDLES),
    ("受X委托，Y", _COMMISSION),
    ("X委托Y", _ENTRUSTS),
)
"""The shapes of the sentence, X the buyer and Y the agency, the surest first."""
_ROLES = ("buyer", "agency")
_FIRST = 4000
"""Characters of a text in which its opening sentence stands."""


def commission(folded: str) -> tuple[Party | None, Party | None]:
    """Return (buyer, agency) of the opening sentence, None where it names none."""
    for name, shape in _SHAPES:
        match = shape.search(folded, 0, _FIRST)
        if match is None:
            continue
        buyer, agency = (_party(folded, match, role, name) for role in _ROLES)
        if buyer or agency:
            return buyer, agency
    return None, None


def _party(folded: str, match: re.Match[str], role: str, name: str) -> Party | None:
    start, end = match.span(role)
    rule = f"opening:{name}"
    if not has_form(folded[start:end]):
        trace.passed(role, start, end, rule, "it does not end as organisations do")
        return None
    span = (match.start(), match.end())
    return Party(start, end, Field(role, start, end, *span, rule=rule))

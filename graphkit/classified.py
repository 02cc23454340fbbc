"""What kind of thing is bought, by a code of a scheme: CPV, UNSPSC, NAICS.

The scheme is kept: 72000000 of CPV and of UNSPSC are two things. A code says no more
than the scheme does, and joins no tenders: paths do not pass through it.
"""

import re

from graphkit.evidence import Evidence
from graphkit.identity import digest
from graphkit.statements import Ids, Mention, Statement, TenderRef

TYPE, LABEL = "CLASSIFIED_AS", "Classification"

_CPV = re.compile(r"(?<!\d)(\d{8})(?:-\d)?(?!\d)")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{0,19}(?![^\s:;,|–—-])")


def classified(
    tender: TenderRef, source: str, locator: str, said: str, scheme: str, part: str = ""
) -> list[Statement]:
    """Return a statement for each code that a text names; none for what is no code.

    A text of CPV may name several; of any other scheme it begins with the code.
    """
    name = scheme.strip().upper()[:40]
    stated = []
    for start, end, code in _codes(said, name):
        text, ids = said[start:end], ((name or "unknown scheme", code),)
        mention = Mention(LABEL, text, start, end, ids, locator)
        quoted = Evidence(source, locator, start, end, text)
        stated.append(Statement(TYPE, tender, None, mention, quoted, part))
    return stated


def uid_of(ids: Ids) -> str:
    """Return the uid of the code that a mention carries."""
    return f"class:{digest(*ids[0])}" if ids else ""


def _codes(said: str, scheme: str) -> list[tuple[int, int, str]]:
    if scheme in ("CPV", "CPVS"):  # the digit behind the dash only checks the code
        return [(*found.span(), found[1]) for found in _CPV.finditer(said)]
    start = len(said) - len(said.lstrip())
    code = _CODE.match(said, start)
    return [(*code.span(), code[0].upper())] if code else []

"""Change notices: which notice they change, and what they put in its place.

In the older schema (F14) a change has a section of the changed form and a new value;
eForms repeat the whole notice as it now stands and name the one before (BT-758).
What a change takes back stays with the notice that said it.
"""

import re
from collections.abc import Iterator

from graphkit.layers.xml_page import Element
from graphkit.loaders.ted.notices import Notice, day, quoted_or_none, words_at
from graphkit.statements import Mention, Passage, Statement

_SECTION = re.compile(r"\s*(?P<number>[IV]+(?:\.\d+)*)\)?\s*")
_LOT = re.compile(r"\s*(?P<lot>\w{1,10})\s*")
_DEADLINE = "IV.2.2"
"""Time limit for receipt of tenders or requests to participate."""
_OBJECT = "II."
"""Sections about what is bought."""


def replaced(form: Element, notice: Notice) -> Iterator[Statement | Passage]:
    """Yield the new deadline and the new words about the object of an F14."""
    for change in form.iterfind("{*}CHANGES/{*}CHANGE"):
        section, part = _section(change), _part(change)
        ends = change.find("{*}NEW_VALUE/{*}DATE")
        if section == _DEADLINE and ends is not None:
            if said := day(ends, change.find("{*}NEW_VALUE/{*}TIME")):
                yield notice.value("deadline", ends, part=part, date=said)
        elif section.startswith(_OBJECT):
            words = change.iterfind("{*}NEW_VALUE/{*}TEXT")
            yield from notice.passages(words, "request", part)


def changed(notice: Notice, named: Element | None, key: str) -> Iterator[Statement]:
    """Yield that another notice is about the same tender, by its number `key`."""
    said = quoted_or_none(notice.source, named)
    if said is None or not key:
        return
    other = Mention(
        "Document", said.quote, said.start, said.end, (("notice", key),), said.locator
    )
    yield Statement("DOCUMENTED_BY", notice.tender, None, other, said)


def _section(change: Element) -> str:
    found = _SECTION.fullmatch(words_at(change, "{*}WHERE/{*}SECTION"))
    return found["number"] if found else ""


def _part(change: Element) -> str:
    """Return the lot of a change; '' where it names several, or none."""
    found = _LOT.fullmatch(words_at(change, "{*}WHERE/{*}LOT_NO"))
    return f"lot:{found['lot']}" if found else ""

"""Sections and lots of a notice: where a heading or a lot begins to hold.

Sections (award, items, fee, panel, score, a party's block) decide what 名称 or
供应商名称 means; lots decide whose award a line tells.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from graphkit.loaders.notice import parts
from graphkit.loaders.notice.labels import HEADING, NUMBERED, Hit

Span = tuple[int, int]

SECTIONS = {
    "at_buyer": "buyer",
    "at_agency": "agency",
    "at_supplier": "supplier",
    "at_proposed": "proposed",
    "at_other": "other",
    "award": "award",
    "items": "items",
    "request": "request",
    "fee": "fee",
    "panel": "panel",
    "score": "score",
    "terms": "terms",
    "obtain": "obtain",
    "notes": "notes",
    "reason": "reason",
    "correction": "correction",
    "contact": "contact",
    "deadline": "",
    "opening": "",
}
"""Field of a heading to the section it opens."""
PARTIES = {
    "buyer": "buyer",
    "agency": "agency",
    "supplier": "supplier",
    "candidate": "candidate",
    "proposed": "proposed",
}
"""Fields that open a block of their own where 名称 stands below them."""

_BEFORE_LOT = frozenset(("", "\n", "\t", "|", ";", "。", ":", "(", "[", "【"))
_BEHIND_LOT = frozenset(
    (":", " ", "\n", "\t", "|", ")", "(", ",", "、", "]", "】", "中", "成", "供", "")
)
_LONGEST_REST = 40
_WANTING = r"[^\n。;:]{0,20}(?:不足|少于)[^\n。;:]{0,6}家"
_VOID = re.compile(
    rf"[ :\n(]*(?:本包|本标段|该包)?(?:(?:{_WANTING}[,，]?)?(?:作|按|予以|做)?"
    rf"(?:流标|废标|采购失败|招标失败|终止)(?:处理)?|{_WANTING})"
)


@dataclass(frozen=True, slots=True)
class Section:
    """A run of the text under one heading, from `start` to the next section."""

    start: int
    name: str


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot named at a place; `void` is where the text says that it ended unawarded."""

    start: int
    end: int
    part: str
    void: Span | None = None


def text_lines(folded: str) -> Iterator[Span]:
    """Yield where the lines of a text stand, in order."""
    start = 0
    while start < len(folded):
        end = folded.find("\n", start)
        end = len(folded) if end < 0 else end
        yield start, end
        start = end + 1


def sections(folded: str, found: Sequence[Hit]) -> list[Section]:
    """Return where sections begin: at known headings, and '' at any other heading."""
    starts = {
        match.start(): Section(match.start(), "") for match in HEADING.finditer(folded)
    }
    for hit, following in zip_longest(found, found[1:]):
        name = SECTIONS.get(hit.field)
        if name is None and hit.field in PARTIES and following is not None:
            name = _party_block(folded, hit, following)
        if name is not None and _heads(folded, hit):
            line = folded.rfind("\n", max(0, hit.start - _LONGEST_REST), hit.start)
            starts.pop(line + 1, None)
            starts[hit.start] = Section(hit.start, name)
    return sorted(starts.values(), key=lambda section: section.start)


def name_at(found: Sequence[Section], place: int) -> str:
    """Return the name of the section a place stands in, '' for none."""
    index = bisect_right(found, place, key=lambda section: section.start)
    return found[index - 1].name if index else ""


def lots(folded: str, taken: Sequence[Span]) -> list[Lot]:
    """Return the lots that head what follows them, those inside tables left out."""
    starts = [start for start, _ in taken]
    heads: list[Lot] = []
    for start, end, name in parts.marks(folded):
        place = bisect_right(starts, start)
        if place and taken[place - 1][1] > start:
            continue
        if _opens(folded, start) and folded[end : end + 1] in _BEHIND_LOT:
            void = _VOID.match(folded, end)
            heads.append(Lot(start, end, name, (start, void.end()) if void else None))
    return heads


def _opens(folded: str, start: int) -> bool:
    before = folded[max(0, start - 8) : start]
    numbering = NUMBERED.search(before)
    lead = (before[: numbering.start()] if numbering else before).rstrip(" ")
    return lead[-1:] in _BEFORE_LOT


def _heads(folded: str, hit: Hit) -> bool:
    """Say that a label stands as a heading: numbered, or alone on its line."""
    if hit.numbered or hit.form in ("cell", "spaced"):
        return True
    rest = folded[hit.value : hit.value + _LONGEST_REST].lstrip(" ")
    return not rest or rest[0] == "\n"


def _party_block(folded: str, hit: Hit, following: Hit) -> str | None:
    """采购人 on a line of its own with 名称： on the next opens the buyer's block."""
    between = folded[hit.value : following.start].strip(" \n\t:.、)(0123456789")
    if following.field in ("name", "address", "contact") and not between:
        return PARTIES[hit.field]
    return None

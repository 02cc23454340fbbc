"""An explanation as one page: the text with its marks, beside it what they come to.

It asks the network for nothing, says the same without its script, and gives the same
bytes for the same explanation.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from graphkit import gloss
from graphkit.explain.marks import (
    PASSED,
    READ,
    ROLES,
    STATED,
    Explained,
    Mark,
    Text,
    name_of,
)
from graphkit.explain.segments import Closing, Opening, Words, pieces
from graphkit.viz.page import page, static
from graphkit.viz.style import palette_css

INKS: Mapping[str, str] = {
    "buyer": "institution",
    "agency": "tender",
    "supplier": "intermediary",
    "bidder": "intermediary",
    "provider": "provider",
    "chip": "chip",
    "model": "model",
    "product": "product",
    "amount": "accent",
    "budget": "accent",
    "ceiling": "accent",
}
"""The ink of a role, as the report draws such things; others have that of a tender."""


_ODD = re.compile("\r\n|[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a marked text: `open` and `close` a mark, or `words` from a place.

    `odd` words are shown as more or fewer characters than the `length` they have.
    """

    kind: str
    words: str = ""
    start: int = 0
    length: int = 0
    uid: str = ""
    css: str = ""
    tag: str = ""
    tip: str = ""


def page_of(records: Sequence[Explained]) -> str:
    """Return the page of one or several explained records."""
    one = records[0]
    used = {m.role for each in records for text in each.texts for m in text.marks}
    return page(
        "explain.html",
        styles=(palette_css(dark=True), _inks(), static("explain.css")),
        scripts=(static("explain.js"),),
        title=_name(one.path),
        records=[_record(number, each) for number, each in enumerate(records, 1)],
        roles=[(role, about) for role, about in ROLES.items() if role in used],
    )


def _record(number: int, one: Explained) -> Mapping[str, Any]:
    return {
        "number": number,
        "explained": one,
        "texts": [
            (place, text.locator, list(tokens(number, place, text)))
            for place, text in enumerate(one.texts)
        ],
        "first": {
            mark.claim: f"r{number}t{place}m{at}"
            for place, text in reversed(list(enumerate(one.texts)))
            for at, mark in reversed(list(enumerate(text.marks)))
            if mark.claim
        },
        "left": [
            (f"r{number}t{place}m{at}", text.shown[mark.start : mark.end], mark)
            for place, text in enumerate(one.texts)
            for at, mark in enumerate(text.marks)
            if mark.outcome == PASSED
        ],
    }


def tokens(number: int, place: int, text: Text) -> Iterator[Token]:
    """Yield a marked text as tokens, marks properly one inside another."""
    at = {id(mark): count for count, mark in enumerate(text.marks)}
    for piece in pieces(text):
        if isinstance(piece, Opening):
            for mark in piece.marks[1:]:
                yield Token("anchor", uid=f"r{number}t{place}m{at[id(mark)]}")
            first = piece.marks[0]
            yield Token(
                "open",
                uid=f"r{number}t{place}m{at[id(first)]}",
                css=f"r-{first.role} o-{first.outcome.split()[0]}",
                tag=_tag(piece.marks, text.shown[first.start : first.end]),
                tip="\n".join(map(_tip, piece.marks)),
            )
        elif isinstance(piece, Closing):
            yield Token("close")
        else:
            yield from _words(piece)


def _words(piece: Words) -> Iterator[Token]:
    """Yield words so that the script can count: what is shown longer stands apart."""
    done = 0
    for odd in _ODD.finditer(piece.shown):
        if odd.start() > done:
            words = piece.shown[done : odd.start()]
            yield Token("words", words=words, start=piece.start + done)
        length = odd.end() - odd.start()
        start = piece.start + odd.start()
        yield Token("odd", words=odd[0], start=start, length=length)
        done = odd.end()
    if done < len(piece.shown):
        yield Token("words", words=piece.shown[done:], start=piece.start + done)


def _name(path: str) -> str:
    """Return a path as others may see it: none of a place on this machine."""
    return PurePath(path).name if PurePath(path).is_absolute() else path


def _tag(marks: Sequence[Mark], words: str) -> str:
    """Return what stands in small letters before marked words: role, or English."""
    first = marks[0]
    if first.role == "masked":
        return ""
    if first.outcome == STATED:
        told = dict.fromkeys(
            f"{mark.claim} {mark.role}" for mark in marks if mark.claim
        )
        return ", ".join(told)
    if first.role == "label":
        return gloss.english(words, "label") if first.outcome == READ else "no label"
    return f"? {name_of(first)}" if first.outcome == PASSED else first.field


def _tip(mark: Mark) -> str:
    why = f": {mark.why}" if mark.why else ""
    return f"{name_of(mark)}, {mark.outcome}{why}\nby {mark.rule}"


def _inks() -> str:
    rest = set(ROLES) - set(INKS)
    pairs = {**INKS, **dict.fromkeys(sorted(rest), "tender")}
    return "".join(f".r-{role}{{--c:var(--{ink})}}\n" for role, ink in pairs.items())

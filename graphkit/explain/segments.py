"""A marked text in pieces: marks that open and close, one inside another, never across.

Where two marks cross, the one that begins later is left to the list beside the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphkit.explain.marks import Mark, Text


@dataclass(frozen=True, slots=True)
class Opening:
    """Marks that begin here and end together, the most telling first."""

    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of what was opened last."""

    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A slice `start:end` of the text as it is shown, with no mark's edge inside."""

    start: int
    end: int
    shown: str


Piece = Opening | Closing | Words


def pieces(text: Text, start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """Yield a text, or the slice of it that no mark crosses, in its order."""
    end = len(text.shown) if end is None else end
    place = start
    open_: list[tuple[Mark, ...]] = []
    for marks in nested(text.marks):
        first = marks[0]
        if not start <= first.start < first.end <= end:
            continue
        while open_ and open_[-1][0].end <= first.start:
            yield from _words(text, place, open_[-1][0].end)
            place = open_[-1][0].end
            yield Closing(open_.pop())
        yield from _words(text, place, first.start)
        place = first.start
        yield Opening(marks)
        open_.append(marks)
    while open_:
        yield from _words(text, place, open_[-1][0].end)
        place = open_[-1][0].end
        yield Closing(open_.pop())
    yield from _words(text, place, end)


def nested(marks: Sequence[Mark]) -> Iterator[tuple[Mark, ...]]:
    """Yield marks of one span together, the outer before the inner, none across."""
    groups: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        if mark.start < mark.end:
            groups.setdefault((mark.start, -mark.end), []).append(mark)
    ends: list[int] = []
    for start, negative in sorted(groups):
        while ends and ends[-1] <= start:
            ends.pop()
        if ends and ends[-1] < -negative:
            continue
        ends.append(-negative)
        yield tuple(groups[start, negative])


def _words(text: Text, start: int, end: int) -> Iterator[Words]:
    if start < end:
        yield Words(start, end, text.shown[start:end])

"""A notice as text, with its tables: what the text layer is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: the slice `start:end` of the text layer."""

    start: int
    end: int


Row = tuple[Cell, ...]
Table = tuple[Row, ...]
"""Rows of equal meaning by column: a cell that spans several places stands in each."""


@dataclass(frozen=True, slots=True)
class Page:
    """A notice as text; `tables` are in the order of their ends, `url` may be ''.

    `links` are (words, address) where the words stand in the text, and it speaks of
    another notice. `pictures` counts the pages that have no text to read. `deleted`
    counts the places where words were deleted under tracked changes.
    """

    text: str
    tables: tuple[Table, ...] = ()
    url: str = ""
    links: tuple[tuple[str, str], ...] = ()
    pictures: int = 0
    deleted: int = 0

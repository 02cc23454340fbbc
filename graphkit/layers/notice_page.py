"""A notice as text, with its tables: what the text layer is made of."""

from dataclasses import dataclass, replace


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
    counts the places where words were deleted under tracked changes. `captured_at` is
    when the page was saved, in ISO 8601, '' where it does not say so.
    """

    text: str
    tables: tuple[Table, ...] = ()
    url: str = ""
    links: tuple[tuple[str, str], ...] = ()
    pictures: int = 0
    deleted: int = 0
    captured_at: str = ""


def joined(first: Page, second: Page) -> Page:
    """Return two pages as one: the text of the second begins on a line of its own."""
    at = len(first.text) + 1
    moved = tuple(
        tuple(tuple(Cell(c.start + at, c.end + at) for c in row) for row in table)
        for table in second.tables
    )
    return replace(
        first,
        text=f"{first.text}\n{second.text}",
        tables=first.tables + moved,
        links=first.links + second.links,
    )

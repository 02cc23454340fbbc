"""Tables of a PDF that go on on the next page, and rows that a page's end breaks.

A table that ends a page and one with the same columns that begins the next are one.
Where its first row there holds the rest of one cell, the row stands whole on the page
on which it began: a name is not cut in two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphkit.layers.notice_page import Cell, Table
from graphkit.layers.pdf_layout import Framed, Laid
from graphkit.layers.pdf_letters import Letters

_SAME_COLUMN = 3.0


def joined(pages: Sequence[Laid], starts: Sequence[int]) -> Iterator[Table]:
    """Yield the tables of a text; `starts` is where each page begins in it."""
    open_page: Laid | None = None
    rows: Table = ()
    for page, start in zip(pages, starts, strict=True):
        for number, table in enumerate(page.tables):
            goes_on = not number and open_page and _goes_on(open_page, page)
            if rows and not goes_on:
                yield rows
                rows = ()
            rows += table.moved(start).rows
        open_page = page
    if rows:
        yield rows


def with_whole_rows(pages: Sequence[Laid]) -> list[Laid]:
    """Return the pages with each row where it begins, the last break first."""
    whole = list(pages)
    for number in range(len(whole) - 2, -1, -1):
        above, below = whole[number], whole[number + 1]
        if _goes_on(above, below):
            whole[number : number + 2] = _with_whole_row(above, below)
    return whole


def _goes_on(above: Laid, below: Laid) -> bool:
    """Say whether the last table of a page goes on in the first one of the next."""
    if not above.tables or not below.tables:
        return False
    one, other = above.tables[-1], below.tables[0]
    between = above.text[one.end :] + below.text[: other.start]
    return not between.strip("\n\t") and _same(one.xs, other.xs)


def _same(one: Sequence[float], other: Sequence[float]) -> bool:
    return (
        bool(one)
        and len(one) == len(other)
        and all(abs(a - b) <= _SAME_COLUMN for a, b in zip(one, other, strict=True))
    )


def _with_whole_row(above: Laid, below: Laid) -> tuple[Laid, Laid]:
    """Return two pages with the rest of a row moved from the second to the first.

    Every cell with words must go on from one whose last line is full.
    """
    table, first = above.tables[-1], below.tables[0]
    row = first.rows[0]
    rests = sorted({cell for cell in row if cell.start < cell.end}, key=_start)
    begun = [table.rows[-1][row.index(rest)] for rest in rests]
    later = {cell for other in first.rows[1:] for cell in other}
    if len(rests) == len(set(row)) or len(set(begun)) < max(1, len(rests)):
        return above, below
    if later & {*rests} or not table.full.issuperset(begun):
        return above, below
    for cell, rest in sorted(zip(begun, rests, strict=True), key=_place, reverse=True):
        letters = below.letters.cut(rest.start, rest.end)
        above = _grown(above, cell, letters, rest in first.full)
    return above, _cut(below)


def _start(cell: Cell) -> int:
    return cell.start


def _place(pair: tuple[Cell, Cell]) -> int:
    return pair[0].start


def _grown(page: Laid, cell: Cell, more: Letters, full: bool) -> Laid:
    """Return a page with more letters at the end of a cell."""
    size = len(more)

    def change(one: Cell) -> Cell:
        if one == cell:
            return Cell(one.start, one.end + size)
        by = size if one.start >= cell.end else 0
        return Cell(one.start + by, one.end + by)

    tables = [table.mapped(change) for table in page.tables]
    if not full:
        kept = tables[-1].full - {change(cell)}
        tables[-1] = replace(tables[-1], full=kept)
    letters = page.letters.cut(0, cell.end) + more + page.letters.cut(cell.end)
    return Laid(letters, tuple(tables))


def _cut(page: Laid) -> Laid:
    """Return a page without the first row of its first table."""
    first, *others = page.tables
    end = max(cell.end for cell in first.rows[0])
    while end < len(page.letters) and page.text[end] in "\n\t":
        end += 1
    kept = [Framed(first.rows[1:], first.xs, first.full)] if first.rows[1:] else []

    def change(cell: Cell) -> Cell:  # an empty cell may have begun in the row
        return Cell(max(0, cell.start - end), max(0, cell.end - end))

    tables = tuple(table.mapped(change) for table in (*kept, *others))
    return Laid(page.letters.cut(end), tables)

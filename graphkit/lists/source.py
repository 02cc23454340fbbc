"""A list's table as its readers see it: rows by column, and their own words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from graphkit.loaders.table import cells, grids
from graphkit.source import Source
from graphkit.statements import Problem

_MEND = "mend the row, or leave it out"
_NEVER = "\x1f"
"""A separator that no table has: what is read with it has one column."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells by column name, and its words as they stand there."""

    locator: str
    cells: Mapping[str, str]
    quote: str

    def __getitem__(self, column: str) -> str:
        """Return a cell without the blanks around it; '' for a missing column."""
        return self.cells.get(column, "").strip()


def header(source: Source) -> tuple[str, ...]:
    """Return the names of a table's columns; one, where its first line has one cell.

    Raises SourceError where it is no table.
    """
    return _single(source) or cells.sheet(source).header


def rows(source: Source) -> Iterator[Row | Problem]:
    """Yield a table's rows in file order, and a Problem for each that is none."""
    columns, encoding = _single(source), "utf-8"
    found: Iterator[grids.Row]
    if columns:
        below = islice(cells.bare_rows(source, _NEVER), 1, None)
        found = (row._replace(number=row.number - 1) for row in below)
    else:
        form = cells.sheet(source)
        columns, encoding = form.header, form.encoding
        found = cells.rows(source)
    with source.file.open("rb") as stream:
        for row in found:
            if row.problem:
                yield Problem(f"row:{row.number}", row.problem, _MEND)
            else:
                named = dict(zip(columns, row.cells, strict=False))
                quote = words(stream, row.offset, row.length, encoding)
                yield Row(f"row:{row.number}", named, quote)


def words(stream: BinaryIO, offset: int, length: int, encoding: str = "utf-8") -> str:
    """Return what stands at a place of an open file, without the line's end."""
    stream.seek(offset)
    content = stream.read(length)
    try:
        return content.decode(encoding).rstrip("\r\n")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace").rstrip("\r\n")


def _single(source: Source) -> tuple[str, ...]:
    """Return the only column of a table whose first line has nothing to cut at."""
    first = next(cells.bare_rows(source, _NEVER), None)
    text = first.cells[0].strip().lstrip("\ufeff") if first and first.cells else ""
    is_cut = any(separator in text for separator in cells.SEPARATORS)
    return (text,) if text and not is_cut else ()

"""The cells of a CSV file, whoever exported it: separator, header, rows.

All of it follows from the bytes alone, so that a row is read again from its place in
the file. Rows may span lines; a formula is text like any other.
"""

import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from graphkit.errors import SourceError
from graphkit.loaders.table.encodings import encoding_of
from graphkit.loaders.table.grids import (
    MOST_COLUMNS,
    TRIED,
    Grid,
    Row,
    head_of,
    header_names,
    words_above,
)
from graphkit.loaders.table.lines import LONGEST_LINE, Lines, lines_of
from graphkit.source import Source

SEPARATORS = (",", ";", "\t", "|", "^", "~", "\x1f", "\x01")
LONGEST_ROW = 1 << 20
"""Bytes of a row; beyond them a quote was opened and never closed."""

_SAMPLE = 1 << 16
_MANY = 2000
"""Cells of a sample without line ends that nothing but a table has."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a table is written; the rows below its header begin at byte `body`.

    `above` are the words over the header.
    """

    encoding: str
    separator: str
    header: tuple[str, ...]
    body: int
    above: str = ""


def sheet(source: Source) -> Sheet:
    """Return how a source's table is written.

    Raises SourceError where it is none: no row has two cells.
    """
    return _sheet(source)


def grid(source: Source) -> Grid:
    """Return the table of a source; SourceError where it is none."""
    form = sheet(source)
    return Grid("", form.header, lambda: rows(source), form.above)


def rows(source: Source) -> Iterator[Row]:
    """Yield the rows below the header, the first is 1; empty ones are passed over."""
    form = sheet(source)
    lines = lines_of(source.file, form.encoding, form.body)
    for number, row in enumerate(_rows(lines, form.encoding, form.separator), 1):
        if row.problem or any(cell.strip() for cell in row.cells):
            yield row._replace(number=number)


def bare_rows(source: Source, separator: str = ",") -> Iterator[Row]:
    """Yield all rows of a table that has no header, the first is 1; no empty ones."""
    with source.file.open("rb") as stream:
        encoding = encoding_of(iter(lambda: stream.read(_SAMPLE), b""))
    lines = lines_of(source.file, encoding, 0)
    for number, row in enumerate(_rows(lines, encoding, separator), 1):
        if row.problem or any(cell.strip() for cell in row.cells):
            yield row._replace(number=number)


def cells(form: Sheet, content: bytes, path: str, locator: str) -> dict[str, str]:
    """Return the cells of one row by the names of their columns.

    Raises SourceError where the bytes are not a row of the table.
    """
    try:
        lines = [content.decode(form.encoding)]
        found = next(csv.reader(lines, delimiter=form.separator), [])
    except (ValueError, csv.Error) as error:
        raise SourceError(path, locator, "the row is no row any more") from error
    return dict(zip(form.header, found, strict=False))


def is_table(head: bytes, *, named: bool) -> bool:
    """Say whether a file that starts with `head` is a table.

    One that is `named` as such needs two cells in a row; any other needs three rows
    of as many cells, three at least.
    """
    text = head.decode(encoding_of([head]), "replace").lstrip("\ufeff \t\r\n")
    if not text or "\0" in text or text[0] in "<{" or text[:2] in ("[{", "[[", '["'):
        return False
    found = _sampled(text, len(head) >= _SAMPLE)
    if named:
        # Where not even the first line ends here, `sheet` says what is wrong.
        return any(len(row) > 1 for row in found) or _is_endless(text, head, 1)
    if _is_endless(text, head, _MANY):
        return True
    widths = {len(row) for row in found}
    return len(found) >= 3 and len(widths) == 1 and min(widths) >= 3


@lru_cache(maxsize=32)
def _sheet(source: Source) -> Sheet:
    """Return a table's form. A stored source never changes, so it is kept at hand."""
    with source.file.open("rb") as stream:
        encoding = encoding_of(iter(lambda: stream.read(_SAMPLE), b""))
        stream.seek(0)
        head = stream.read(_SAMPLE)
    separator = _separator(head.decode(encoding, "replace"), len(head) == _SAMPLE)
    lines = lines_of(source.file, encoding, 0)
    first = list(islice(_rows(lines, encoding, separator), TRIED))
    _refuse_endless(first, source)
    found = head_of([row.cells for row in first])
    if found is None:
        raise SourceError(source.path, "", "it is no table: no row has two cells")
    names = header_names(found.cells, source.path)
    above = words_above(row.cells for row in first[: found.start])
    last = first[found.end - 1]
    body = last.offset + last.length
    return Sheet(encoding, separator, names, body, above)


def _refuse_endless(first: list[Row], source: Source) -> None:
    """Raise SourceError where the first line has no end within a megabyte."""
    if not first or first[0].length < LONGEST_LINE:
        return
    head = source.head(LONGEST_LINE)
    columns = max(head.count(separator.encode()) for separator in SEPARATORS)
    problem = "its first line is longer than a megabyte, which no header is"
    if columns > MOST_COLUMNS:
        problem = (
            f"it has more than {columns:,} columns: no table of records has more than "
            f"the {MOST_COLUMNS:,} of a spreadsheet"
        )
    hint = "check what separates its cells, or cut out the columns you need"
    raise SourceError(source.path, "", problem, hint=hint)


def _is_endless(text: str, head: bytes, fewest: int) -> bool:
    """Say whether a first line of so many cells goes on behind the sample."""
    is_cut = len(head) >= _SAMPLE and not any(end in text for end in "\r\n")
    return is_cut and max(map(text.count, SEPARATORS)) >= fewest


def _separator(text: str, is_cut: bool) -> str:
    """Return what makes the most rows of one width, and the widest of those."""

    def fitness(separator: str) -> tuple[int, int]:
        widths = [len(row) for row in _sampled(text, is_cut, separator)]
        usual = max(widths, key=lambda width: (widths.count(width), width), default=0)
        return (widths.count(usual) if usual > 1 else 0, usual)

    return max(SEPARATORS, key=fitness)


def _sampled(text: str, is_cut: bool, separator: str = "") -> list[list[str]]:
    """Return the first rows of a text, without the one that may be cut off."""
    separator = separator or _separator(text, is_cut)
    lines = io.StringIO(text, newline="")
    try:
        found = [row for row in csv.reader(lines, delimiter=separator) if any(row)]
    except csv.Error:
        return []
    return found[: len(found) - is_cut][:TRIED]


def _rows(lines: Lines, encoding: str, separator: str) -> Iterator[Row]:
    """Yield all rows; after a broken one, reading goes on with the line below it."""
    feed = _Feed(lines)
    while first := feed.take():
        yield _row(first, feed, encoding, separator)


def _row(first: tuple[int, bytes], feed: "_Feed", encoding: str, separator: str) -> Row:
    """Return the row that begins with a line; it goes on while a quote is open."""
    taken = _Taken(first, feed)
    if taken.size >= LONGEST_LINE:
        return taken.broken("it has a line of more than a megabyte")
    try:
        found = tuple(next(csv.reader(taken.texts(encoding), delimiter=separator), ()))
    except UnicodeDecodeError:
        return taken.broken(f"it is not {encoding} like the rest")
    except csv.Error as error:
        is_long = "field limit" in str(error)  # as after a quote that stays open
        return taken.broken(
            "a cell is longer than any real one" if is_long else str(error)
        )
    if taken.ran_out:
        return taken.broken("a quote is opened and never closed")
    offset, _ = first
    return Row(0, offset, taken.size, found)


class _Taken:
    """The lines of one row; `ran_out` where more were asked for than there are."""

    def __init__(self, first: tuple[int, bytes], feed: "_Feed") -> None:
        self._lines, self._feed = [first], feed
        self.size = len(first[1])
        self.ran_out = False

    def texts(self, encoding: str) -> Iterator[str]:
        yield self._lines[0][1].decode(encoding)
        while self.size < LONGEST_ROW and (line := self._feed.take()):
            self._lines.append(line)
            self.size += len(line[1])
            yield line[1].decode(encoding)
        self.ran_out = True

    def broken(self, problem: str) -> Row:
        """Give back all lines but the first, which is the broken row."""
        (offset, line), *others = self._lines
        self._feed.give_back(others)
        return Row(0, offset, len(line), (), problem)


class _Feed:
    """Lines that can be given back."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._returned: deque[tuple[int, bytes]] = deque()

    def take(self) -> tuple[int, bytes] | None:
        return self._returned.popleft() if self._returned else next(self._lines, None)

    def give_back(self, lines: list[tuple[int, bytes]]) -> None:
        self._returned.extendleft(reversed(lines))

"""Grids: a header and the rows below it, whatever kind of file they stand in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graphkit.errors import SourceError
from graphkit.loaders.table.headings import GROUPED

MOST_COLUMNS = 16_384
"""As many as a spreadsheet has; no record has more."""

TRIED = 20
"""First rows among which the header is."""

_LONGEST_ABOVE = 1000


class Row(NamedTuple):
    """A row: its place, its cells, and where its bytes are.

    `problem` tells of one that could not be read.
    """

    number: int
    offset: int
    length: int
    cells: tuple[str, ...]
    problem: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a source: `name` is '' where it has no other.

    `above` are the words over the header. `rows` gives the rows anew with each call.
    `searched` says that the words of a row cannot be found in the file's own bytes.
    """

    name: str
    header: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    above: str = ""
    searched: bool = False


def header_names(header: tuple[str, ...], path: str) -> tuple[str, ...]:
    """Return the names of the columns: one line each, no two alike.

    Raises SourceError where there are more than any table of records has.
    """
    if len(header) > MOST_COLUMNS:
        raise SourceError(
            path,
            "",
            f"its header has {len(header):,} columns, more than the {MOST_COLUMNS:,} "
            "of any spreadsheet",
            hint="check what separates its cells, or cut out the columns you need",
        )
    names: dict[str, None] = {}
    for number, cell in enumerate(header, 1):
        name = " ".join(cell.replace("\ufeff", "").split()) or f"column {number}"
        again = 2
        unique = name
        while unique in names:
            unique, again = f"{name} ({again})", again + 1
        names[unique] = None
    return tuple(names)


def words_above(rows: Iterable[tuple[str, ...]]) -> str:
    """Return the words of the rows over a header, as far as they tell of the table."""
    return " ".join(" ".join(row) for row in rows)[:_LONGEST_ABOVE]


class Head(NamedTuple):
    """Where a table's header begins and ends among its first rows, and its cells."""

    start: int
    end: int
    cells: tuple[str, ...]


def head_of(rows: Sequence[tuple[str, ...]]) -> Head | None:
    """Return the header among the first rows; None where no row has two cells.

    It is the first row that has more than half as many filled cells as the widest.
    Two rows are one header where the upper names groups of columns of the lower.
    """
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    widest = max(filled, default=0)
    for at, count in enumerate(filled):
        if count * 2 <= widest or count < 2:
            continue
        for upper in (at, at - 1):
            if upper >= 0 and (joined := _joined(rows[upper : upper + 3])):
                return Head(upper, upper + 2, joined)
        return Head(at, at + 1, rows[at])
    return None


def _joined(rows: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return two rows as one header, `Supplier > Name`; nothing where they are none.

    Together they name every column, neither does alone, and there are no numbers in
    the lower one as there are in the row below it.
    """
    if len(rows) < 3:
        return ()
    width = max(map(len, rows))
    upper, lower, below = (
        [*map(str.strip, row), *[""] * (width - len(row))] for row in rows
    )
    pairs = list(zip(upper, lower, strict=True))
    groups = sum(bool(low) and not up for up, low in pairs)
    is_whole = groups > 1 and all(up or low for up, low in pairs)
    if not is_whole or all(lower) or _has_digits(lower) or not _has_digits(below):
        return ()
    names, group = [], ""
    for up, low in pairs:
        group = (up if low else "") if up else group
        names.append(GROUPED.join(filter(None, (group, low))) if low else up)
    return tuple(names)


def _has_digits(cells: Iterable[str]) -> bool:
    return any(any(map(str.isdigit, cell)) for cell in cells)

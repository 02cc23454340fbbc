"""Grids: a header and the rows below it, whatever kind of file they stand in."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from graphkit.errors import SourceError

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


def header_at(rows: list[tuple[str, ...]]) -> int:
    """Return which of the first rows is the header; -1 where no row has two cells.

    It is the first that has more than half as many filled cells as the widest.
    """
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    widest = max(filled, default=0)
    for number, count in enumerate(filled):
        if count * 2 > widest and count > 1:
            return number
    return -1

"""Rows between the records of a table: sums, notes, the header once more.

They stand in what people printed or joined, and nobody bought anything in them.
"""

from collections.abc import Sequence
from functools import cache
from itertools import islice

from graphkit.loaders.table import headings
from graphkit.loaders.table.values import money

SUM, NOTE, HEADER = "a sum of other rows", "a note", "the header again"


def aside(cells: Sequence[str], header: Sequence[str]) -> str:
    """Say what a row is that is no record; '' for a record.

    A sum has a word for that, and beside it nothing but numbers: a firm may be called
    Total, but then something else is said of it. A note fills one cell of several.
    """
    filled = [(cell.strip(), name) for cell, name in zip(cells, header, strict=False)]
    filled = [(cell, name) for cell, name in filled if cell]
    if len(filled) == 1:
        return NOTE if len(header) > 2 else ""
    if all(cell == name for cell, name in filled):
        return HEADER if filled else ""
    words = list(islice((cell for cell, _ in filled if not _is_number(cell)), 3))
    is_sum = 0 < len(words) < min(3, len(filled))
    return SUM if is_sum and all(map(_says_sum, words)) else ""


def _is_number(cell: str) -> bool:
    return any(money(cell, point=point) is not None for point in ".,")


def _says_sum(cell: str) -> bool:
    return headings.bare(cell) in _sums()


@cache
def _sums() -> frozenset[str]:
    rows = (row["words"].split("|") for row in headings.rows_of("sums.csv"))
    return frozenset(headings.bare(word) for words in rows for word in words)

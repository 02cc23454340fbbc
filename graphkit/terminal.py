"""Text in the columns of a terminal, of which a Chinese character takes two."""

from collections.abc import Sequence

from rich.cells import cell_len, chop_cells


def padded(text: str, width: int) -> str:
    """Return text with blanks behind it, so that it takes `width` columns."""
    return text + " " * max(0, width - cell_len(text))


def shortened(text: str, width: int) -> str:
    """Return text that takes at most `width` columns, with … where it was cut."""
    if cell_len(text) <= width:
        return text
    return f"{chop_cells(text, width - 1)[0]}…"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines with their columns below each other.

    A cell with nothing after it may be wider than its column.
    """
    widths = [
        max((cell_len(row[n]) for row in rows if any(row[n + 1 :])), default=0)
        for n in range(max(map(len, rows), default=0))
    ]
    return ["  ".join(map(padded, row, widths)).rstrip() for row in rows]

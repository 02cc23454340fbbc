"""What commands print: rows to standard output, everything else to standard error.

Text from a source is hostile in a terminal too: control characters and marks that
reverse the line are shown, never sent.
"""

import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

WIDEST = 60
"""Columns a cell may take in a table for people; `--json` prints all of it."""

_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def say(text: str) -> None:
    """Print a sentence for a person, on standard error."""
    print(visible(text), file=sys.stderr)


def visible(text: str) -> str:
    """Return text with control characters and bidi marks as visible escapes."""
    return "".join(
        char
        if char in "\n\t" or not (unicodedata.category(char) == "Cc" or char in _BIDI)
        else f"\\x{ord(char):02x}"
        for char in text
    )


def json_line(value: object) -> str:
    """Return a value as one line of JSON; keys keep their order."""
    return json.dumps(value, ensure_ascii=False, default=str)


def print_json(rows: Iterable[object]) -> int:
    """Print one JSON object a line, as they come; return how many there were."""
    count = 0
    for row in rows:
        print(json_line(row))
        count += 1
    return count


def print_rows(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], *, as_json: bool
) -> None:
    """Print rows as JSON lines, or as a table that fits Chinese text."""
    if as_json:
        print_json(rows)
        return
    cells = [[_cell(row.get(column)) for column in columns] for row in rows]
    widths = [
        max([columns_of(column), *(columns_of(line[place]) for line in cells)])
        for place, column in enumerate(columns)
    ]
    for line in ([*columns], *cells):
        padded = (
            cell + " " * (width - columns_of(cell))
            for cell, width in zip(line, widths, strict=True)
        )
        print("  ".join(padded).rstrip())


def _cell(value: object) -> str:
    text = " ".join(visible("" if value is None else str(value)).split())
    if columns_of(text) <= WIDEST:
        return text
    kept, width = "", 0
    for char in text:
        width += columns_of(char)
        if width >= WIDEST:
            break
        kept += char
    return f"{kept}…"


def padded(text: str, width: int) -> str:
    """Return text with blanks behind it, so that it takes `width` columns."""
    return text + " " * max(0, width - columns_of(text))


def columns_of(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(
        0
        if unicodedata.combining(char)
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )

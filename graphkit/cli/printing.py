"""What commands print: rows to standard output, everything else to standard error.

Text from a source is hostile in a terminal too: control characters and marks that
reverse the line are shown, never sent.
"""

import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphkit.terminal import aligned, shortened

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
    for line in aligned([columns, *cells]):
        print(line)


def _cell(value: object) -> str:
    text = " ".join(visible("" if value is None else str(value)).split())
    return shortened(text, WIDEST)

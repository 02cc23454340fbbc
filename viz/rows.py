"""Rows as a small page shows them: every cell a short text, every text harmless."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphkit.viz.sheets import as_cell
from graphkit.viz.shown import clip, one_line

WIDEST = 240.0
"""Of a cell, in widths of a letter; what is longer is cut, with an ellipsis."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, and whether it is a number, which stands to the right."""

    text: str
    is_number: bool = False


def cells(row: Mapping[str, Any], columns: Sequence[str]) -> tuple[Cell, ...]:
    """Return a row's cells, one a column; what is missing is empty."""
    return tuple(cell(row.get(column)) for column in columns)


def cell(value: object) -> Cell:
    """Return a value as a cell: days as YYYY-MM-DD, what holds others as JSON."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return Cell(clip(one_line(as_cell(plain(value))), WIDEST), number)


def plain(value: object) -> object:
    """Return a value as a cell holds it: days as YYYY-MM-DD, lists as JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value

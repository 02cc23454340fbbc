"""Workbooks and Parquet files: tables whose rows do not lie in the file as text.

Each sheet is read with a map of its own. Nothing is read from a column that the map
does not name.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from graphkit.loaders import table
from graphkit.loaders.table import parquet, workbooks
from graphkit.loaders.table.choosing import column_maps
from graphkit.loaders.table.grids import Grid
from graphkit.loaders.table.reading import records
from graphkit.loaders.table.unread import unread as unread
from graphkit.source import Part, Source
from graphkit.statements import Passage, Problem, Record, Statement

NAME = "workbook"
VERSION = 3
SUFFIXES = (".xlsx", ".xlsm", ".ods", ".parquet")
LAYER = "workbook"
LINES = False

_ZIP = b"PK\x03\x04"
_SHEETS = re.compile(rb"PK\x03\x04.{26}xl/", re.DOTALL)


def sniff(head: bytes, path: str) -> bool:
    """Say whether a source is a workbook or a Parquet file."""
    if head.startswith(parquet.MARK):
        return True
    if not head.startswith(_ZIP):
        return False
    is_ods = b"application/vnd.oasis.opendocument.spreadsheet" in head[:200]
    named = path.lower().endswith((".xlsx", ".xlsm"))
    return is_ods or named or _SHEETS.search(head) is not None


def grids(source: Source) -> Sequence[Grid]:
    """Return the tables of a source; SourceError where it has none."""
    if source.head(4) == parquet.MARK:
        return (parquet.grid(source),)
    return workbooks.grids(source)


def column_map(source: Source, maps: Path | None) -> str:
    """Return how the tables are read; SourceError where no map fits any."""
    return column_maps(source, grids(source), maps)


def read(part: Part) -> Iterator[Record | Problem]:
    """Yield the rows of all tables, and a Problem for each that cannot be read."""
    return records(part, grids(part.source))


def state(record: Record) -> Iterator[Statement | Passage]:
    """Yield what the mapped cells of a row say."""
    return table.state(record)

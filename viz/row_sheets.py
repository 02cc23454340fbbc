"""Rows of a question or a table as CSV or XLSX that no spreadsheet acts on.

Numbers stay numbers, days are written as YYYY-MM-DD, lists as JSON; what is missing is
an empty cell.
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graphkit.errors import CaseError
from graphkit.viz.rows import plain
from graphkit.viz.sheets import BYTE_ORDER_MARK, defused, workbook, write_sheet

MOST = 1_048_575
"""Rows below the header of a sheet of a spreadsheet."""


def write(
    kind: str,
    name: str,
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    notes: Sequence[str],
    file: Path,
) -> None:
    """Write rows as `csv` or `xlsx`; notes stand in a sheet of their own.

    Raises CaseError where a sheet cannot hold so many rows.
    """
    if kind == "csv":
        _csv(columns, rows, file)
        return
    if len(rows) > MOST:
        raise CaseError(
            f"{len(rows):,} rows are more than a sheet holds", hint="--format csv"
        )
    listed = [[plain(row.get(column)) for column in columns] for row in rows]
    with workbook(file) as book:
        write_sheet(book, name[:31], columns, listed)
        write_sheet(book, "read me", ("read me first",), [(note,) for note in notes])


def _csv(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="", errors="replace") as out:
        out.write(BYTE_ORDER_MARK)
        table = csv.writer(out, lineterminator="\r\n")
        table.writerow(columns)
        for row in rows:
            table.writerow([defused(plain(row.get(column))) for column in columns])

"""Parquet files as tables: every column as DuckDB writes it as text."""

import re
from collections.abc import Iterator
from functools import lru_cache

from graphkit.errors import SourceError
from graphkit.loaders.table.grids import Grid, Row, header_names
from graphkit.source import Source
from graphkit.tables import connect

MARK = b"PAR1"

_BATCH = 2048
_GLOB = re.compile(r"[*?\[]")


def grid(source: Source) -> Grid:
    """Return the table of a file; SourceError where it cannot be read."""
    return Grid("", _header(source), lambda: _rows(source), searched=True)


def cells_at(source: Source, locator: str) -> dict[str, str]:
    """Return the cells of a row by the names of their columns.

    Raises SourceError where the file has no such row.
    """
    number = locator.removeprefix("row:")
    if number.isdecimal():
        for row in _rows(source, int(number)):
            return dict(zip(_header(source), row.cells, strict=True))
    raise SourceError(source.path, locator, "there is no such row in the file")


@lru_cache(maxsize=16)
def _header(source: Source) -> tuple[str, ...]:
    """Return the names of the columns. A stored source never changes: kept at hand."""
    import duckdb

    try:
        with connect(threads=1) as connection:
            asked = connection.execute(
                "DESCRIBE SELECT * FROM read_parquet(?)", [_named(source)]
            )
            names = tuple(str(row[0]) for row in asked.fetchall())
    except duckdb.Error as error:
        raise _unreadable(source, error) from error
    return header_names(names, source.path)


def _rows(source: Source, only: int = 0) -> Iterator[Row]:
    """Yield the rows in file order, the first is 1; or only that of a number."""
    import duckdb

    where = f"WHERE file_row_number = {only - 1}" if only else ""
    query = (
        f"SELECT CAST(COLUMNS(* EXCLUDE file_row_number) AS VARCHAR), file_row_number "
        f"FROM read_parquet(?, file_row_number = true) {where}"
    )
    try:
        with connect(threads=1) as connection:
            found = connection.execute(query, [_named(source)])
            while batch := found.fetchmany(_BATCH):
                for *values, place in batch:
                    cells = tuple("" if v is None else str(v) for v in values)
                    if any(cells):
                        yield Row(place + 1, 0, sum(map(len, cells)), cells)
    except duckdb.Error as error:
        raise _unreadable(source, error) from error


def _named(source: Source) -> str:
    """Return the file's path; DuckDB would take marks in it for a pattern."""
    return _GLOB.sub(lambda mark: f"[{mark[0]}]", str(source.file))


def _unreadable(source: Source, error: Exception) -> SourceError:
    said = str(error).splitlines()[0].replace(str(source.file), source.path)
    problem = f"no Parquet file that can be read: {said[:200]}"
    return SourceError(source.path, "", problem, hint="export it as CSV")

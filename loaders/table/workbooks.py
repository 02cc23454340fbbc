"""Workbooks (XLSX, ODS): each sheet a table, its first full row the header.

A number is written as shortly as it can be read back, a date as YYYY-MM-DD: what a
workbook shows of them is its style. A formula is what it came to.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from graphkit.errors import SourceError
from graphkit.evidence import escaped, unescaped
from graphkit.loaders.table import bounds
from graphkit.loaders.table.grids import (
    TRIED,
    Grid,
    Row,
    head_of,
    header_names,
    words_above,
)
from graphkit.source import Source

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_MIDNIGHT = datetime.min.time()

Cells = tuple[str, ...]


def grids(source: Source) -> tuple[Grid, ...]:
    """Return the sheets that hold tables, in the workbook's order.

    Raises SourceError where the file is no workbook, or holds none.
    """
    found = [_grid(source, name) for name in _names(source)]
    if not (tables := tuple(grid for grid in found if grid)):
        raise bounds.unreadable(source, "no sheet of it has a row with two cells")
    return tables


def cells_at(source: Source, locator: str) -> dict[str, str]:
    """Return the cells of a row by the names of their columns.

    Raises SourceError where the workbook has no such row.
    """
    place, _, number = locator.partition("/row:")
    name = unescaped(place.removeprefix("sheet:"))
    grid = _grid(source, name) if name in _names(source) else None
    if grid and grid.name == place:
        sheet = _sheet(source, name)
        head = head_of(sheet[:TRIED])
        body = head.end if head else 0
        if number.isdecimal() and 0 < int(number) <= len(sheet) - body:
            row = sheet[body + int(number) - 1]
            return dict(zip(grid.header, row, strict=False))
    raise SourceError(source.path, locator, "there is no such row in the workbook")


def _grid(source: Source, name: str) -> Grid | None:
    sheet = _sheet(source, name)
    head = head_of(sheet[:TRIED])
    if head is None:
        return None
    place = f"sheet:{escaped(name)}"
    above = words_above(sheet[: head.start])

    def rows() -> Iterator[Row]:
        below = _sheet(source, name)[head.end :]
        for number, row in enumerate(below, 1):
            if any(row):
                yield _row(row, number, f"{place}/row:{number}")

    names = header_names(head.cells, source.path)
    return Grid(place, names, rows, above, searched=True)


def _row(cells: Cells, number: int, at: str) -> Row:
    size = sum(map(len, cells))
    return Row(number, 0, size, cells, at=at)


@lru_cache(maxsize=16)
def _names(source: Source) -> tuple[str, ...]:
    with _opened(source) as workbook:
        return tuple(workbook.sheet_names)


@lru_cache(maxsize=4)
def _sheet(source: Source, name: str) -> tuple[Cells, ...]:
    """Return the rows of a sheet. A stored source never changes: it is kept at hand."""
    from python_calamine import CalamineError

    try:
        with _opened(source) as workbook:
            sheet = workbook.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
    except CalamineError as error:
        raise bounds.unreadable(source, str(error)) from error
    return tuple(tuple(map(_text, row)) for row in rows)


def _opened(source: Source) -> "CalamineWorkbook":
    from python_calamine import CalamineError, CalamineWorkbook

    _checked(source)
    try:
        return CalamineWorkbook.from_path(str(source.file))
    except (CalamineError, OSError) as error:
        raise bounds.unreadable(source, str(error)) from error


@lru_cache(maxsize=16)
def _checked(source: Source) -> None:
    bounds.check(source)


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        is_day = cell.time() == _MIDNIGHT
        return cell.date().isoformat() if is_day else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return str(cell)

"""Spreadsheets (.xlsx) as tables: the first sheet, its first full row the header."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from graphkit.errors import SourceError
from graphkit.lists.source import Row
from graphkit.source import Source

LARGEST = 1 << 29
"""Bytes that a workbook may unpack to."""

_SHEET = "xl/workbook.xml"


def is_sheet(head: bytes) -> bool:
    """Say whether a file may be a workbook, by how it begins."""
    return head.startswith(b"PK\x03\x04")


def header(source: Source) -> tuple[str, ...]:
    """Return the names of the columns. Raises SourceError for no table."""
    return _table(source)[2]


def rows(source: Source) -> Iterator[Row]:
    """Yield the rows below the header that hold something.

    Their words are their cells with a tab between them, as a spreadsheet copies them.
    """
    name, begin, columns, cells = _table(source)
    for number, row in enumerate(cells[begin:], 1):
        if any(row):
            named = dict(zip(columns, row, strict=False))
            yield Row(f"sheet:{name}/row:{number}", named, "\t".join(row).rstrip())


def _table(source: Source) -> tuple[str, int, tuple[str, ...], list[list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    _refuse_bomb(source)
    try:
        workbook = CalamineWorkbook.from_path(str(source.file))
        name = workbook.sheet_names[0]
        found = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, IndexError, OSError) as error:
        raise _unreadable(source, str(error)) from error
    cells = [[_text(cell) for cell in row] for row in found]
    for number, row in enumerate(cells):
        if sum(map(bool, row)) > 1 or (any(row) and len(row) == 1):
            return name, number + 1, tuple(row), cells
    raise _unreadable(source, "its first sheet is empty")


def _refuse_bomb(source: Source) -> None:
    try:
        with zipfile.ZipFile(source.file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _unreadable(source, str(error)) from error
    if sum(member.file_size for member in members) > LARGEST:
        raise _unreadable(source, "it unpacks to more than 512 MB")
    if _SHEET not in {member.filename for member in members}:
        raise _unreadable(source, "it holds no workbook")


def _unreadable(source: Source, said: str) -> SourceError:
    return SourceError(
        source.path,
        "",
        f"no spreadsheet that can be read: {said}",
        hint="save it as XLSX or as 'CSV UTF-8'",
    )


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()

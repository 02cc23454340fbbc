"""Bounds of workbooks, looked at before they are opened.

Two cells in far corners, or one that is repeated, make a sheet of billions; and what is
packed in a workbook may unpack to more than there is memory.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from lxml import etree

from graphkit.errors import SourceError
from graphkit.source import Source

MOST_BYTES = 1 << 30
"""Bytes a workbook may unpack to."""

MOST_CELLS = 10_000_000
"""Cells of the rectangle that a sheet's cells span."""

_CHUNK = 1 << 20
_OVERLAP = 64
_CELL = re.compile(rb'\sr="([A-Z]{1,3})(\d{1,7})"')
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_HINT = "save the sheet as 'CSV UTF-8' and load that"


def check(source: Source) -> None:
    """Raise SourceError where a workbook is broken, or larger than can be read."""
    try:
        with zipfile.ZipFile(source.file) as archive:
            if "xl/workbook.bin" in archive.namelist():
                raise unreadable(source, "it is a binary workbook (.xlsb)")
            left = MOST_BYTES
            for member in archive.infolist():
                if not member.filename.endswith(".xml"):
                    continue
                with archive.open(member) as stream:
                    left = _weighed(stream, left, source)
            if "content.xml" in archive.namelist():
                with archive.open("content.xml") as stream:
                    _check_repeated(stream, source)
    except (
        *(zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError),
        *(NotImplementedError, etree.XMLSyntaxError),
    ) as error:
        raise unreadable(source, str(error)) from error


def unreadable(source: Source, said: str) -> SourceError:
    """Return the error that says why a workbook is not read."""
    problem = f"no spreadsheet that can be read: {said}"
    return SourceError(source.path, "", problem, hint=_HINT)


def _weighed(stream: IO[bytes], left: int, source: Source) -> int:
    """Return how many bytes may still come; refuse sheets that span too much."""
    rows = columns = 0
    for chunk in _chunks(stream):
        left -= len(chunk) - _OVERLAP
        if left < 0:
            raise unreadable(source, f"it unpacks to more than {MOST_BYTES >> 30} GB")
        for letters, digits in set(_CELL.findall(chunk)):
            rows, columns = max(rows, int(digits)), max(columns, _number(letters))
        _refuse(rows * columns, source)
    return left


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    held = b""
    while chunk := stream.read(_CHUNK):
        yield held + chunk
        held = chunk[-_OVERLAP:]


def _check_repeated(stream: IO[bytes], source: Source) -> None:
    """Refuse an OpenDocument sheet whose repeated rows and cells span too much."""
    row = last_row = last_column = 0
    found = etree.iterparse(
        stream,
        tag=(f"{_TABLE}table-row", f"{_TABLE}table"),
        resolve_entities=False,
        no_network=True,
    )
    for _, element in found:
        if element.tag == f"{_TABLE}table":
            row = last_row = last_column = 0
            continue
        width = _width(element)
        row += _repeats(element, "rows")
        if width:
            last_row, last_column = row, max(last_column, width)
        _refuse(last_row * last_column, source)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _width(row: etree._Element) -> int:
    """Return the column of the last cell of a row that holds something."""
    column = last = 0
    for cell in row:
        column += _repeats(cell, "columns")
        if len(cell) or any("office:" in name for name in cell.attrib):
            last = column
    return last


def _repeats(element: etree._Element, what: str) -> int:
    text = str(element.get(f"{_TABLE}number-{what}-repeated", "1"))
    return int(text) if text.isdecimal() and len(text) < 10 else 1


def _refuse(cells: int, source: Source) -> None:
    if cells > MOST_CELLS:
        raise unreadable(source, f"a sheet spans more than {MOST_CELLS:,} cells")


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number

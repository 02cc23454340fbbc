"""The text layer of a Word document: paragraphs and tables in their order.

Paragraphs are lines; cells stand apart by tabs, as in HTML. Deleted text and text boxes
are left out, headers and footers too.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from graphkit.errors import SourceError
from graphkit.layers.notice_page import Cell, Page, Row, Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as WordTable
    from docx.table import _Cell as WordCell
    from docx.table import _Row as WordRow
    from docx.text.paragraph import Paragraph

MARK = b"PK\x03\x04"
_BODY = "word/document.xml"
_MOST_BYTES = 256 << 20
"""Unpacked; what is larger is no notice."""
_NESTED = 4


def is_docx(content: bytes) -> bool:
    """Say whether bytes are a Word document: an archive with a document in it."""
    if not content.startswith(MARK):
        return False
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _BODY in archive.namelist()
    except (BadZipFile, ValueError, OSError):
        return False


def docx_page(content: bytes, path: str) -> Page:
    """Return text and tables. Raises SourceError where it is damaged or too large."""
    writer = _Writer()
    for block in _opened(content, path).iter_inner_content():
        writer.add(block)
    return Page("".join(writer.words), tuple(writer.tables))


def _opened(content: bytes, path: str) -> "Document":
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    try:
        with ZipFile(BytesIO(content)) as archive:
            size = sum(member.file_size for member in archive.infolist())
        if size > _MOST_BYTES:
            raise SourceError(
                path,
                "",
                f"it unpacks to {size >> 20} MB, too much for a notice",
                hint="save its text as a .txt file",
            )
        return Document(BytesIO(content))
    except (BadZipFile, OpcError, XMLSyntaxError, KeyError, ValueError) as error:
        raise SourceError(
            path, "", "it is a damaged Word document", hint="fetch it again"
        ) from error


class _Writer:
    """Writes blocks to one text and keeps where the cells of tables stand."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.tables: list[Table] = []
        self.length = 0

    def add(self, block: "Paragraph | WordTable") -> None:
        """Write a paragraph as a line, a table row by row."""
        if hasattr(block, "rows"):
            placed: dict[object, Cell] = {}
            self.tables.append(tuple(self._row(row, placed) for row in block.rows))
        else:
            self._write(f"{block.text}\n")

    def _row(self, row: "WordRow", placed: dict[object, Cell]) -> Row:
        """Write a row; a cell that spans several places is written once."""
        cells: list[Cell] = []
        for cell in row.cells:
            if cell._tc not in placed:
                if cells:
                    self._write("\t")
                start = self.length
                self._write(" ".join(_lines(cell)))
                placed[cell._tc] = Cell(start, self.length)
            cells.append(placed[cell._tc])
        self._write("\n")
        return tuple(cells)

    def _write(self, words: str) -> None:
        self.words.append(words)
        self.length += len(words)


def _lines(cell: "WordCell", depth: int = 0) -> Iterator[str]:
    """Yield the lines of a cell, those of tables inside it too."""
    for block in cell.iter_inner_content():
        if not hasattr(block, "rows"):
            yield from block.text.split("\n")
        elif depth < _NESTED:
            for row in block.rows:
                for inner in row.cells:
                    yield from _lines(inner, depth + 1)

"""The text layer of a Word document: paragraphs and tables in their order.

Paragraphs are lines; cells stand apart by tabs, as in HTML. Headers, footers and notes
stand behind the text, each once; a text box below the paragraph it hangs on. What was
deleted under tracked changes is left out and counted, what was inserted is read.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from graphkit.errors import SourceError
from graphkit.layers.docx_words import W, blocks, deletions, is_removed, words
from graphkit.layers.notice_page import Cell, Page, Row, Table

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

MARK = b"PK\x03\x04"
_BODY = "word/document.xml"
_MOST_BYTES = 256 << 20
"""Unpacked; what is larger is no notice."""
_NESTED = 4
_MOST_COLUMNS = 100
_BEHIND = ("header", "footer", "footnotes", "endnotes")
"""Parts of a document by the ends of their relationship types."""


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
    document = _opened(content, path)
    body = document.element.body
    writer = _Writer()
    writer.add(body)
    for part in _behind(document):
        writer.add(part)
    text = "".join(writer.words)
    return Page(text, tuple(writer.tables), deleted=deletions(body))


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


def _behind(document: "Document") -> Iterator["_Element"]:
    """Yield headers, footers or notes, each text once, in order of their names."""
    from lxml import etree

    related = document.part.rels.values()
    parts = {
        (_BEHIND.index(kind), str(one.target_part.partname)): one.target_part.blob
        for one in related
        if not one.is_external and (kind := one.reltype.rpartition("/")[2]) in _BEHIND
    }
    plain = etree.XMLParser(resolve_entities=False, no_network=True)
    seen: set[str] = set()
    for _, content in sorted(parts.items()):
        try:
            root = etree.fromstring(content, plain)
        except etree.XMLSyntaxError:
            continue  # the text itself is whole
        said = "".join(root.itertext()).strip()
        if said and said not in seen:
            seen.add(said)
            yield root


class _Writer:
    """Writes blocks to one text and keeps where the cells of tables stand."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.tables: list[Table] = []
        self.length = 0

    def add(self, parent: "_Element", depth: int = 0) -> None:
        """Write paragraphs as lines, tables row by row, text boxes below their line."""
        for block in blocks(parent):
            if block.tag == f"{W}tbl":
                self.tables.append(tuple(self._rows(block)))
                continue
            said, boxes = words(block)
            if said or depth == 0:
                self._write(f"{said}\n")
            for box in boxes if depth < _NESTED else ():
                self.add(box, depth + 1)

    def _rows(self, table: "_Element") -> Iterator[Row]:
        """Yield the rows of a table; a cell that spans places stands in each."""
        above: dict[int, Cell] = {}
        for row in blocks_of(table, "tr"):
            if is_removed(row):
                continue
            cells: list[Cell] = []
            wrote = False
            for cell in blocks_of(row, "tc"):
                across, goes_on = _span(cell)
                column = len(cells)
                if goes_on and column in above:
                    placed = above[column]
                else:
                    if wrote:
                        self._write("\t")
                    start, wrote = self.length, True
                    self._write(" ".join(_lines(cell)))
                    placed = Cell(start, self.length)
                cells += [placed] * min(across, _MOST_COLUMNS - column)
            above = dict(enumerate(cells))
            self._write("\n")
            yield tuple(cells)

    def _write(self, said: str) -> None:
        self.words.append(said)
        self.length += len(said)


def blocks_of(parent: "_Element", name: str, depth: int = 0) -> Iterator["_Element"]:
    """Yield the rows of a table, or the cells of a row, through content controls."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _HOLDING and depth < _NESTED:
            yield from blocks_of(child, name, depth + 1)


_HOLDING = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml"))


def _span(cell: "_Element") -> tuple[int, bool]:
    """Return how many columns a cell spans, and whether it goes on from above."""
    across = cell.find(f"{W}tcPr/{W}gridSpan")
    said = across.get(f"{W}val", "1") if across is not None else "1"
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
    return max(1, int(said)) if said.isdecimal() and len(said) < 4 else 1, goes_on


def _lines(cell: "_Element", depth: int = 0) -> Iterator[str]:
    """Yield the lines of a cell, those of tables and text boxes inside it too."""
    for block in blocks(cell):
        if block.tag == f"{W}p":
            said, boxes = words(block)
            yield from said.split("\n")
            for box in boxes if depth < _NESTED else ():
                yield from _lines(box, depth + 1)
        elif depth < _NESTED:
            for row in blocks_of(block, "tr"):
                for inner in blocks_of(row, "tc") if not is_removed(row) else ():
                    yield from _lines(inner, depth + 1)

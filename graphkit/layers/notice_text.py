"""The text layer of a notice: HTML, MHTML, PDF, Word or plain text, as offsets count.

Blocks become lines and table cells stand apart by tabs, so that a label and its value
never run together. What a reader of the page does not see is left out: scripts,
styles, comments, hidden elements. No-break and ideographic spaces stay as they are,
and so do the line ends of plain text. The same bytes always give the same text.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from graphkit.layers import docx_page, mhtml, pdf_text
from graphkit.layers.notice_encoding import decode
from graphkit.layers.notice_page import Cell, Page, Row, Table

__all__ = ["Cell", "Page", "Row", "Table", "extract", "is_html", "page", "rough_text"]

_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|div|meta|title|span\b|p\b|/p>|br\s*/?>)",
    re.I,
)


def extract(content: bytes, path: str) -> str:
    """Return the text layer. Raises SourceError where the encoding cannot be told."""
    return page(content, path).text


def page(content: bytes, path: str) -> Page:
    """Return text, tables and address. Raises SourceError as `extract` does."""
    if pdf_text.is_pdf(content):
        return pdf_text.pdf_page(content, path)
    if docx_page.is_docx(content):
        return docx_page.docx_page(content, path)
    if mhtml.is_mhtml(content):
        return _saved_page(content, path)
    text = decode(content, path)
    if not is_html(text):
        return plain_page(text)
    from graphkit.layers.notice_html import html_page

    return html_page(text)


def _saved_page(content: bytes, path: str) -> Page:
    from graphkit.layers.notice_html import html_page

    saved = mhtml.saved(content, path)
    page = html_page(saved.html)
    return replace(
        page,
        url=saved.url or page.url,
        captured_at=saved.captured_at or page.captured_at,
    )


def rough_text(content: bytes, path: str) -> str:
    """Return about what `extract` would, quickly: enough to tell what a source is.

    Raises SourceError where the encoding cannot be told.
    """
    text = decode(content, path)
    if not is_html(text):
        return text
    from graphkit.layers.notice_html import rough_text as rough

    return rough(text)


def is_html(text: str) -> bool:
    """Say whether a decoded source is HTML, by its tags."""
    return _HTML.search(text, 0, 65536) is not None


def plain_page(text: str) -> Page:
    """Return plain text as it is; lines cut by tabs or bars are the rows of tables."""
    return Page(text, tuple(_plain_tables(text)))


def _plain_tables(text: str) -> Iterator[Table]:
    """Yield runs of lines that are cut by tabs, or by bars, into two cells or more."""
    rows: list[Row] = []
    start = 0
    for line in text.split("\n"):
        cut = "\t" if "\t" in line else "|" if "|" in line else "｜"
        if cut in line:
            rows.append(_plain_row(line, start, cut))
        elif rows:
            yield tuple(rows)
            rows = []
        start += len(line) + 1
    if rows:
        yield tuple(rows)


def _plain_row(line: str, start: int, cut: str) -> Row:
    cells: list[Cell] = []
    for words in line.split(cut):
        inner = words.strip()
        left = start + len(words) - len(words.lstrip()) if inner else start
        cells.append(Cell(left, left + len(inner)))
        start += len(words) + 1
    return tuple(cells)

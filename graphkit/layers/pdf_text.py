"""The text layer of a PDF: the text of its pages, joined by form feeds.

Lines stay as the page sets them, so a name may run over two of them. Pages that are
pictures give an empty text; nothing is guessed of what they show (no OCR).
"""

import re
from contextlib import closing
from typing import TYPE_CHECKING

from graphkit.errors import SourceError

if TYPE_CHECKING:
    import pypdfium2

MARK = b"%PDF-"
_UNPRINTED = re.compile("[\r\x00\x02\ufffe\uffff]")
"""Carriage returns, and what the engine puts where a line breaks a word."""


def is_pdf(content: bytes) -> bool:
    """Say whether bytes are a PDF; some have a few bytes before the mark."""
    return MARK in content[:1024]


def pages(content: bytes, path: str) -> list[str]:
    """Return the text of every page, '' for a picture.

    Raises SourceError where the file is locked or damaged, or no page has text.
    """
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(content)) as document:
            texts = [_text(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise _closed(path, str(error)) from error
    if not any(texts):
        raise SourceError(
            path,
            "",
            "its pages are pictures without text",
            hint="put its text into a .txt file and load that; pictures are not read",
        )
    return texts


def joined(texts: list[str]) -> str:
    """Return the text layer: the pages in order, a form feed between two."""
    return "\n\f\n".join(texts)


def _text(document: "pypdfium2.PdfDocument", number: int) -> str:
    with closing(document[number]) as page, closing(page.get_textpage()) as words:
        text: str = words.get_text_range()
    return _UNPRINTED.sub("", text).strip("\n")


def _closed(path: str, said: str) -> SourceError:
    if "password" in said.lower():
        return SourceError(
            path, "", "it is locked by a password", hint="save it without the password"
        )
    return SourceError(path, "", "it is a damaged PDF", hint="fetch it again")

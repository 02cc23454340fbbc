"""The text layer of a PDF: the text of its pages, joined by form feeds.

Lines stay as the page sets them, tables are rows with their cells apart by tabs. Lines
that run through all pages stand once. Pages that are pictures give an empty text;
nothing is guessed of what they show (no OCR).
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.errors import SourceError
from graphkit.layers.notice_page import Page, Table
from graphkit.layers.pdf_breaks import joined, with_whole_rows
from graphkit.layers.pdf_layout import Laid, lay_out
from graphkit.layers.pdf_mark import JOINT, MARK, is_pdf
from graphkit.layers.pdf_running import without_running

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["MARK", "PdfText", "is_pdf", "opened", "pdf_page", "pdf_text"]


@dataclass(frozen=True, slots=True)
class PdfText:
    """The pages of a PDF laid out, and where each begins in the text layer.

    `pictures` counts the pages without text.
    """

    pages: tuple[Laid, ...]
    starts: tuple[int, ...]
    pictures: int = 0

    @property
    def text(self) -> str:
        """The text layer."""
        return JOINT.join(page.text for page in self.pages)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in order; one that goes on on the next page is one table."""
        return tuple(joined(self.pages, self.starts))


def pdf_page(content: bytes, path: str) -> Page:
    """Return text and tables of a PDF, and how many pages are pictures.

    Raises SourceError as `pdf_text` does.
    """
    read = pdf_text(content, path)
    return Page(read.text, read.tables, pictures=read.pictures)


def pdf_text(content: bytes, path: str) -> PdfText:
    """Return the pages of a PDF laid out.

    Raises SourceError where the file is locked or damaged, or no page has text.
    """
    with opened(content, path) as document:
        pages = [_laid(document, number) for number in range(len(document))]
    if not any(page.letters for page in pages):
        raise SourceError(
            path,
            "",
            "its pages are pictures without text",
            hint="put its text into a .txt file of its name beside it, and load both",
        )
    pictures = sum(not page.letters for page in pages)
    pages = with_whole_rows(without_running(pages))
    starts, start = [], 0
    for page in pages:
        starts.append(start)
        start += len(page.letters) + len(JOINT)
    return PdfText(tuple(pages), tuple(starts), pictures)


@contextmanager
def opened(content: bytes, path: str) -> "Iterator[pypdfium2.PdfDocument]":
    """Give a PDF to be read. Raises SourceError where it is locked or damaged."""
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(content)) as document:
            yield document
    except pypdfium2.PdfiumError as error:
        raise _closed(path, str(error)) from error


def _laid(document: "pypdfium2.PdfDocument", number: int) -> Laid:
    with closing(document[number]) as page, closing(page.get_textpage()) as words:
        return lay_out(page, words, number)


def _closed(path: str, said: str) -> SourceError:
    if "password" in said.lower():
        return SourceError(
            path, "", "it is locked by a password", hint="save it without the password"
        )
    return SourceError(path, "", "it is a damaged PDF", hint="fetch it again")

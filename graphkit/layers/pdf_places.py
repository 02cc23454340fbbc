"""Where words of a PDF's text layer stand on its pages, computed from its bytes.

Nothing of it is stored: the same bytes give the same places, and a quote is found by
its offsets alone. A quote that runs over lines or pages has a rectangle for each line.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import SourceError
from graphkit.layers.pdf_letters import Box, box
from graphkit.layers.pdf_rules import moved, upright
from graphkit.layers.pdf_text import PdfText, is_pdf, opened, pdf_text

if TYPE_CHECKING:
    import pypdfium2

Rectangle = tuple[float, float, float, float]
"""Left, low, right, high in PDF points, the page as a reader sees it upright."""

_FARTHEST = 2.0
"""Heights between two characters of one rectangle: what stands apart has its own."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page, counted from 1, and the rectangles of the words on it, line by line.

    `size` is width and height of the upright page; the origin is its lower left.
    """

    page: int
    rectangles: tuple[Rectangle, ...]
    size: tuple[float, float]


def places(file: Path, path: str, start: int, end: int) -> tuple[Place, ...]:
    """Return where `start:end` of the text layer of a PDF stands, page by page.

    `path` is what the source is called. Empty for a source that is no PDF, and for a
    slice without characters. Raises SourceError where the bytes are gone or damaged.
    """
    read = laid_out(file, path)
    if read is None:
        return ()
    numbers: dict[int, list[int]] = {}
    for page, number in _letters(read, start, end):
        numbers.setdefault(page, []).append(number)
    with opened(file.read_bytes(), path) as document:
        return tuple(
            _place(document, page, inside) for page, inside in sorted(numbers.items())
        )


@lru_cache(maxsize=4)
def laid_out(file: Path, path: str) -> PdfText | None:
    """Return a PDF laid out, None for another source; see `places`.

    A stored source never changes, so the last few are kept at hand.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        problem = f"the source could not be read: {error.strerror}"
        raise SourceError(path, "", problem) from error
    return pdf_text(content, path) if is_pdf(content) else None


def _letters(read: PdfText, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (page from 0, number of a character) for a slice of the text layer."""
    for laid, first in zip(read.pages, read.starts, strict=True):
        part = laid.letters.cut(max(0, start - first), max(0, end - first))
        for letter, index, page in zip(
            part.text, part.indexes, part.pages, strict=True
        ):
            if index >= 0 and not letter.isspace():
                yield page, index


def _place(
    document: "pypdfium2.PdfDocument", number: int, inside: Sequence[int]
) -> Place:
    with closing(document[number]) as page, closing(page.get_textpage()) as words:
        matrix = upright(page)
        left, low, right, high = page.get_bbox()
        corners = moved(matrix, (left, low)), moved(matrix, (right, high))
        (x0, x1), (y0, y1) = (sorted(side) for side in zip(*corners, strict=True))
        found = (box(words, index, matrix) for index in inside)
        lines = list(_rectangles([one for one in found if one is not None]))
    rectangles = tuple(
        (
            round(one.left - x0, 2),
            round(one.low - y0, 2),
            round(one.right - x0, 2),
            round(one.high - y0, 2),
        )
        for one in lines
    )
    return Place(number + 1, rectangles, (round(x1 - x0, 2), round(y1 - y0, 2)))


def _rectangles(boxes: Sequence[Box]) -> Iterator[Box]:
    """Yield a box for each run of characters that stand beside each other."""
    run: Box | None = None
    for one in boxes:
        if run is not None and _follows(run, one):
            run = Box(
                min(run.left, one.left),
                min(run.low, one.low),
                max(run.right, one.right),
                max(run.high, one.high),
            )
            continue
        if run is not None:
            yield run
        run = one
    if run is not None:
        yield run


def _follows(run: Box, one: Box) -> bool:
    height = max(run.height, one.height)
    return (
        abs(run.y - one.y) < height / 2
        and -height < one.left - run.right < _FARTHEST * height
    )

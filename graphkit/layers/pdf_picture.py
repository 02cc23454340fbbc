"""A quote as it stands on the page of its PDF: the lines around it, a frame about it.

Personal data in the lines around is painted over, as it is masked in a quote. A
picture is bounded in size; the same bytes give the same picture on one machine.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.layers.pdf_places import Place, Rectangle, laid_out, places
from graphkit.layers.pdf_text import PdfText, opened
from graphkit.layers.png import png
from graphkit.personal import masked

if TYPE_CHECKING:
    import pypdfium2
    from numpy.typing import NDArray

MOST_BYTES = 120_000
"""A larger picture is drawn smaller, or not at all."""

_SCALES = (1.5, 1.0)
"""Pixels to a point, the finest first."""
_MARGIN = 14.0
_HIGHEST = 200.0
_WIDEST = 640.0
"""Points of a page that a picture shows at most."""
_GREYS = 16
_FRAME, _HIDDEN = _GREYS, _GREYS // 2
_PALETTE = (
    *(((n * 17,) * 3) for n in range(_GREYS)),
    (200, 30, 30),
)
_BEFORE = 400
"""Characters before a page in which a label may lead to what stands on it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, its size in pixels, and the page it shows, counted from 1."""

    png: bytes
    width: int
    height: int
    page: int


def picture(
    file: Path, path: str, start: int, end: int, shown: str = ""
) -> Picture | None:
    """Return a picture of `start:end` of a PDF's text layer on its first page.

    `shown` is the slice as it may be shown, its personal data masked; without it that
    is looked for here. None for a source that is no PDF, words that stand nowhere, and
    a picture that stays too large. Raises SourceError where the bytes are gone or
    damaged.
    """
    found = places(file, path, start, end)
    read = laid_out(file, path)
    if not found or read is None or not found[0].rectangles:
        return None
    place = found[0]
    hidden = [
        box
        for span in _hidden(read, place.page, (start, end), shown)
        for one in places(file, path, *span)
        if one.page == place.page
        for box in one.rectangles
    ]
    with (
        opened(file.read_bytes(), path) as document,
        closing(document[place.page - 1]) as page,
    ):
        for scale in _SCALES:
            drawn = _drawn(page, place, hidden, scale)
            made = png(drawn, _PALETTE)
            if len(made) <= MOST_BYTES:
                height, width = drawn.shape
                return Picture(made, width, height, place.page)
    return None


def _hidden(
    read: PdfText, page: int, quoted: tuple[int, int], shown: str
) -> Iterator[tuple[int, int]]:
    """Yield the spans of a page, and of a quote on it, that hold personal data."""
    text, (start, end) = read.text, quoted
    first = max(0, read.starts[page - 1] - _BEFORE)
    last = max(end, read.starts[page - 1] + len(read.pages[page - 1].letters))
    first = min(first, start)
    said = masked(text[first:last])
    if len(shown) == end - start:
        said = said[: start - first] + shown + said[end - first :]
    place = first
    for is_hidden, group in groupby(
        zip(said, text[first:last], strict=True), lambda pair: pair[0] != pair[1]
    ):
        length = len(list(group))
        if is_hidden:
            yield place, place + length
        place += length


def _drawn(
    page: "pypdfium2.PdfPage", place: Place, hidden: list[Rectangle], scale: float
) -> "NDArray[Any]":
    """Return the region around a quote in colours of the palette."""
    import numpy as np  # slow to load

    left, low, right, high = _region(place)
    width, height = place.size
    crop = (left, low, max(0.0, width - right), max(0.0, height - high))
    with closing(page.render(scale=scale, crop=crop, grayscale=True)) as bitmap:
        grey = bitmap.to_numpy()
        flat = grey.reshape(grey.shape[0], grey.shape[1]).copy()
    pixels: NDArray[Any] = (flat.astype(np.uint16) * (_GREYS - 1) + 127) // 255
    top = high
    for box in hidden:
        x0, y0, x1, y1 = _pixels(box, left, top, scale, 0)
        pixels[y0:y1, x0:x1] = _HIDDEN
    for box in place.rectangles:
        x0, y0, x1, y1 = _pixels(box, left, top, scale, 2)
        _frame(pixels, x0, y0, x1, y1)
    return pixels


def _region(place: Place) -> Rectangle:
    """Return what of a page is shown: the quote and the lines around, bounded."""
    boxes = place.rectangles
    width, height = place.size
    high = min(height, max(box[3] for box in boxes) + _MARGIN)
    low = max(0.0, min(box[1] for box in boxes) - _MARGIN, high - _HIGHEST)
    left = max(0.0, min(box[0] for box in boxes) - _WIDEST / 2)
    if width <= _WIDEST:
        left = 0.0
    return left, low, min(width, left + _WIDEST), high


def _pixels(
    box: Rectangle, left: float, top: float, scale: float, wider: int
) -> tuple[int, int, int, int]:
    x0, y0 = (box[0] - left) * scale, (top - box[3]) * scale
    x1, y1 = (box[2] - left) * scale, (top - box[1]) * scale
    return (
        max(0, int(x0) - wider),
        max(0, int(y0) - wider),
        max(0, int(x1) + 1 + wider),
        max(0, int(y1) + 1 + wider),
    )


def _frame(pixels: "NDArray[Any]", x0: int, y0: int, x1: int, y1: int) -> None:
    thick = 2
    pixels[y0 : y0 + thick, x0:x1] = _FRAME
    pixels[max(y0, y1 - thick) : y1, x0:x1] = _FRAME
    pixels[y0:y1, x0 : x0 + thick] = _FRAME
    pixels[y0:y1, max(x0, x1 - thick) : x1] = _FRAME

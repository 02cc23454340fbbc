"""The characters of a PDF page with their places, in the order of its text.

Boxes are those of the font, as high as a line, so that a comma stands in the line of
its word. They come from the file alone, not from the fonts of this machine.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.layers.pdf_rules import Matrix, moved

if TYPE_CHECKING:
    import pypdfium2

UNPRINTED = frozenset("\r\x00\x02\ufffe\uffff")
"""Carriage returns, and what the engine puts where a line breaks a word."""

_WIDE = "\u2e80"
"""From here on characters are as wide as high."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A character; `index` is its number on its page, -1 for one put in by us."""

    letter: str
    index: int
    page: int = -1


class Letters:
    """The characters of a page, as small as text and two numbers for each."""

    __slots__ = ("indexes", "pages", "text")

    def __init__(self, text: str, indexes: "array[int]", pages: "array[int]") -> None:
        """Keep what is given, one of each for every character."""
        self.text = text
        self.indexes = indexes
        self.pages = pages

    @classmethod
    def of(cls, found: Sequence[Letter]) -> "Letters":
        """Return characters one after the other."""
        return cls(
            "".join(one.letter for one in found),
            array("i", [one.index for one in found]),
            array("i", [one.page for one in found]),
        )

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.text)

    def __add__(self, other: "Letters") -> "Letters":
        """Return both, one behind the other."""
        return Letters(
            self.text + other.text,
            self.indexes + other.indexes,
            self.pages + other.pages,
        )

    def cut(self, start: int, end: int | None = None) -> "Letters":
        """Return those between two places."""
        part = slice(start, end)
        return Letters(self.text[part], self.indexes[part], self.pages[part])


@dataclass(frozen=True, slots=True)
class Box:
    """Where a character stands on the upright page, in points."""

    left: float
    low: float
    right: float
    high: float

    @property
    def x(self) -> float:
        """The middle between left and right."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """The middle between low and high."""
        return (self.low + self.high) / 2

    @property
    def height(self) -> float:
        """How high the line is."""
        return self.high - self.low


def letters(words: "pypdfium2.PdfTextPage", page: int) -> list[Letter]:
    """Return the characters of a page's text, without what is never printed."""
    text: str = words.get_text_range()
    numbers = _numbers(words, text)
    return [
        Letter(letter, number, page)
        for letter, number in zip(text, numbers, strict=True)
        if letter not in UNPRINTED
    ]


def _numbers(words: "pypdfium2.PdfTextPage", text: str) -> "range | list[int]":
    """Return the number of each character: its text has more or fewer at times."""
    from pypdfium2 import raw

    count = words.count_chars()
    if len(text) == count and not any(letter > "\uffff" for letter in text):
        return range(count)
    numbers, unit = [], 0
    for letter in text:
        numbers.append(raw.FPDFText_GetCharIndexFromTextIndex(words, unit))
        unit += 1 + (letter > "\uffff")
    return numbers


def box(words: "pypdfium2.PdfTextPage", index: int, matrix: Matrix) -> Box | None:
    """Return where a character stands, None for one that stands nowhere."""
    from pypdfium2 import raw

    rect = raw.FS_RECTF()
    if index < 0 or not raw.FPDFText_GetLooseCharBox(words, index, rect):
        return None
    if rect.right <= rect.left or rect.top <= rect.bottom:
        return None
    one, other = (
        moved(matrix, (rect.left, rect.bottom)),
        moved(matrix, (rect.right, rect.top)),
    )
    return Box(
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[0], other[0]),
        max(one[1], other[1]),
    )


def is_wide(letter: str) -> bool:
    """Say whether a character is as wide as high, so that lines break beside it."""
    return letter >= _WIDE

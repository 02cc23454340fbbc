"""A PDF page laid out: its lines as they stand, its tables row by row.

A table is written where its first word stands: a line for each row, cells apart by
tabs, as in HTML. Everything else keeps the order and the line ends of the page.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.layers.notice_page import Cell, Row, Table
from graphkit.layers.pdf_aligned import aligned, may_align
from graphkit.layers.pdf_cells import Placed, written
from graphkit.layers.pdf_filled import Filled
from graphkit.layers.pdf_grids import Grid, grids
from graphkit.layers.pdf_letters import Box, Letter, Letters, box, letters
from graphkit.layers.pdf_rules import rules, upright

if TYPE_CHECKING:
    import pypdfium2

_TAB, _END = Letter("\t", -1), Letter("\n", -1)
_MOST_LETTERS = 20_000
"""A page with more is no page of a notice; its tables are not looked for."""


@dataclass(frozen=True, slots=True)
class Framed:
    """A table and the places of its columns, by which it goes on on the next page.

    `full` are the cells whose last line is full.
    """

    rows: Table
    xs: tuple[float, ...] = ()
    full: frozenset[Cell] = frozenset()

    @property
    def start(self) -> int:
        """Where its first row begins."""
        return self.rows[0][0].start

    @property
    def end(self) -> int:
        """Where its last cell ends."""
        return max(cell.end for row in self.rows for cell in row)

    def mapped(self, change: Callable[[Cell], Cell]) -> "Framed":
        """Return the table with every cell changed; one cell stays one."""
        cells = {cell: change(cell) for row in self.rows for cell in row}
        rows = tuple(tuple(cells[cell] for cell in row) for row in self.rows)
        full = frozenset(new for cell, new in cells.items() if cell in self.full)
        return Framed(rows, self.xs, full)

    def moved(self, by: int) -> "Framed":
        """Return the table with its cells so much farther on."""
        return self.mapped(lambda cell: Cell(cell.start + by, cell.end + by))


@dataclass(frozen=True, slots=True)
class Laid:
    """The characters of a page in the order of its text, and its tables in it."""

    letters: Letters
    tables: tuple[Framed, ...] = ()

    @property
    def text(self) -> str:
        """The text of the page."""
        return self.letters.text


def lay_out(
    page: "pypdfium2.PdfPage", words: "pypdfium2.PdfTextPage", number: int
) -> Laid:
    """Return a page's text and tables; `words` is its text page."""
    found = letters(words, number)
    if not found or len(found) > _MOST_LETTERS:
        return _laid([found])
    frames = grids(rules(page))
    if not frames and not may_align(found):
        return _laid([found])
    matrix = upright(page)
    placed = [(letter, box(words, letter.index, matrix)) for letter in found]
    pieces = _pieces(placed, frames) if frames else [placed]
    return _laid(
        inner
        for piece in pieces
        for inner in ((piece,) if isinstance(piece, Filled) else aligned(piece))
    )


def _pieces(
    placed: Sequence[tuple[Letter, Box | None]], frames: Sequence[Grid]
) -> Iterator[list[tuple[Letter, Box | None]] | Filled]:
    """Yield what stands outside the grids, and each grid where its first word is."""
    where = _where(placed, frames)
    inside: dict[int, list[tuple[Placed, int]]] = {}
    for item, (frame, cell) in zip(placed, where, strict=True):
        letter, at = item
        if frame >= 0 and at is not None:
            inside.setdefault(frame, []).append(((letter, at), cell))
    outside: list[tuple[Letter, Box | None]] = []
    for item, (frame, _) in zip(placed, where, strict=True):
        if frame < 0:
            outside.append(item)
        elif frame in inside:
            yield outside
            outside = []
            yield _filled(frames[frame], inside.pop(frame))
    yield outside


def _where(
    placed: Sequence[tuple[Letter, Box | None]], frames: Sequence[Grid]
) -> list[tuple[int, int]]:
    """Return grid and cell of each letter; a line end goes with what is before it."""
    found: list[tuple[int, int]] = []
    here = (-1, -1)
    for _, at in placed:
        if at is not None:
            here = (-1, -1)
            for number, grid in enumerate(frames):
                if (cell := grid.cell_at(at.x, at.y)) >= 0:
                    here = number, cell
                    break
        found.append(here)
    return found


def _filled(grid: Grid, inside: Sequence[tuple[Placed, int]]) -> Filled:
    held: dict[int, list[Placed]] = {}
    for item, cell in inside:
        held.setdefault(cell, []).append(item)
    made = {cell: written(items, grid.sides(cell)) for cell, items in held.items()}
    texts = {cell: text for cell, (text, _) in made.items()}
    full = frozenset(cell for cell, (_, is_full) in made.items() if is_full)
    return Filled(grid.cells, texts, grid.xs, full)


def _laid(pieces: Iterable[list[Letter] | Filled]) -> Laid:
    """Return pieces one after the other, blank lines at both ends left out."""
    text: list[Letter] = []
    tables: list[Framed] = []
    for piece in pieces:
        if isinstance(piece, Filled):
            if text and text[-1].letter != "\n":
                text.append(_END)
            tables.append(_framed(piece, text))
        else:
            text += piece
    first = next((n for n, one in enumerate(text) if one.letter != "\n"), len(text))
    while len(text) > first and text[-1].letter == "\n":
        text.pop()
    return Laid(
        Letters.of(text[first:]), tuple(table.moved(-first) for table in tables)
    )


def _framed(table: Filled, text: list[Letter]) -> Framed:
    """Write a table and return where its cells stand."""
    placed: dict[int, Cell] = {}
    rows = tuple(_rows(table, text, placed))
    return Framed(rows, table.xs, frozenset(placed[number] for number in table.full))


def _rows(table: Filled, text: list[Letter], placed: dict[int, Cell]) -> Iterator[Row]:
    """Write the rows of a table, a cell that spans several places once."""
    for numbers in table.rows:
        is_first = True
        for number in numbers:
            if number in placed:
                continue
            if not is_first:
                text.append(_TAB)
            is_first = False
            start = len(text)
            text += table.texts.get(number, ())
            placed[number] = Cell(start, len(text))
        text.append(_END)
        yield tuple(placed[number] for number in numbers)

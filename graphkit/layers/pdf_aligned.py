"""Tables of a PDF page without ruling lines: cells stand below each other.

A line with three cells or more, set apart by gaps as wide as a character and a half,
begins one. A line that holds only the rest of cells goes on with the row above it; one
that stands nearer to the row below ends the table, as whose it is stays open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graphkit.layers.pdf_cells import Placed
from graphkit.layers.pdf_filled import Filled
from graphkit.layers.pdf_letters import Box, Letter

_GAP = 1.5
_CELLS = 3
_MOST_CELLS = 60
_ROWS = 2
_FARTHEST = 2.0
"""How many heights of a line the rest of a row may stand below it."""
_NEARER = 0.8
_LONGEST_WORD = 40


@dataclass(slots=True)
class _Line:
    """A line of a page cut into cells; none where it is not set in one direction."""

    letters: list[Letter]
    cells: list[list[Placed]] = field(default_factory=list)

    @property
    def y(self) -> float:
        return self.cells[0][0][1].y

    @property
    def height(self) -> float:
        return self.cells[0][0][1].height


@dataclass(slots=True)
class _Table:
    """Rows of equal columns so far; `spans` are the left and right of each column."""

    spans: list[tuple[float, float]]
    rows: list[list[list[Letter]]]
    last: float

    def columns(self, line: _Line) -> list[int]:
        """Return the column that each cell stands in; [] where one fits in none."""
        found: list[int] = []
        for cell in line.cells:
            left, right = _span(cell)
            met = [
                number
                for number, (start, end) in enumerate(self.spans)
                if left < end and start < right
            ]
            if len(met) != 1 or met[0] in found:
                return []
            found += met
        return found

    def add(self, line: _Line, columns: Sequence[int], *, is_rest: bool) -> None:
        """Take a line as a row of its own, or as the rest of the last one."""
        if not is_rest:
            self.rows.append([[] for _ in self.spans])
        for column, cell in zip(columns, line.cells, strict=True):
            self.rows[-1][column] += [letter for letter, _ in cell]
            (left, right), (start, end) = _span(cell), self.spans[column]
            self.spans[column] = min(left, start), max(right, end)
        self.last = line.y

    def filled(self) -> Filled:
        """Return the rows as a table."""
        width = len(self.spans)
        texts = dict(enumerate(cell for row in self.rows for cell in row))
        rows = tuple(
            tuple(range(start, start + width)) for start in range(0, len(texts), width)
        )
        return Filled(rows, texts)


def may_align(found: Sequence[Letter]) -> bool:
    """Say whether two lines of a text that follow each other look like rows."""
    before = 0
    for line in "".join(letter.letter for letter in found).split("\n"):
        words = line.split()
        is_row = len(words) >= _CELLS and all(len(w) <= _LONGEST_WORD for w in words)
        if is_row and before:
            return True
        before = is_row
    return False


def aligned(
    placed: Sequence[tuple[Letter, Box | None]],
) -> Iterator[list[Letter] | Filled]:
    """Yield the letters of a text and the tables in it, in their order."""
    lines = list(_lines(placed))
    number = 0
    while number < len(lines):
        table, after = _table(lines, number)
        if table is None:
            yield lines[number].letters
        else:
            yield table.filled()
        number = after


def _table(lines: Sequence[_Line], first: int) -> tuple[_Table | None, int]:
    """Return the table that begins with a line, None for none, and what comes after."""
    head = lines[first]
    if len(head.cells) < _CELLS:
        return None, first + 1
    table = _Table([_span(cell) for cell in head.cells], [], head.y)
    table.add(head, range(len(head.cells)), is_rest=False)
    number = first + 1
    while number < len(lines):
        columns = table.columns(lines[number])
        is_row = len(columns) == len(table.spans)
        if not columns or not (is_row or _is_rest(table, lines, number, columns)):
            break
        table.add(lines[number], columns, is_rest=not is_row)
        number += 1
    return (table, number) if len(table.rows) >= _ROWS else (None, first + 1)


def _is_rest(
    table: _Table, lines: Sequence[_Line], number: int, columns: Sequence[int]
) -> bool:
    """Say whether a line goes on with the row above: it is near it, and nearer."""
    line = lines[number]
    above = table.last - line.y
    if 0 in columns or not 0 < above < _FARTHEST * line.height:
        return False
    below = lines[number + 1] if number + 1 < len(lines) else None
    if below is None or not below.cells:
        return True
    return not line.y - below.y > 0 or above <= (line.y - below.y) * _even(table, below)


def _even(table: _Table, below: _Line) -> float:
    """Return how near a line must stand: nearer than what begins a row of its own."""
    return _NEARER if len(below.cells) == len(table.spans) else 1.1


def _lines(placed: Sequence[tuple[Letter, Box | None]]) -> Iterator[_Line]:
    line: list[tuple[Letter, Box | None]] = []
    for letter, box in placed:
        line.append((letter, box))
        if letter.letter == "\n":
            yield _Line([one for one, _ in line], _cells(line))
            line = []
    if line:
        yield _Line([one for one, _ in line], _cells(line))


def _cells(line: Sequence[tuple[Letter, Box | None]]) -> list[list[Placed]]:
    """Return the cells of a line from left to right, [] where it goes back."""
    cells: list[list[Placed]] = []
    before: Box | None = None
    spaces: list[Placed] = []
    for letter, box in line:
        if box is None:
            continue
        if letter.letter.isspace():
            spaces.append((letter, box))
            continue
        if before and (box.left < before.left or abs(box.y - before.y) > box.height):
            return []
        if before is None or box.left - before.right > _GAP * box.height:
            cells.append([])
        else:
            cells[-1] += spaces
        if len(cells) > _MOST_CELLS:
            return []
        cells[-1].append((letter, box))
        before, spaces = box, []
    return cells


def _span(cell: Sequence[Placed]) -> tuple[float, float]:
    return cell[0][1].left, max(box.right for _, box in cell)

"""The text of a table's cell, lines that its width broke put together again.

A line that had no room for what begins the next one was broken by the cell's width:
甲示例科技股份 over 有限公司 is one name. Other line ends stay.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graphkit.layers.pdf_letters import Box, Letter, is_wide

Placed = tuple[Letter, Box]

_PADDING = 8.0
"""The most points taken for the margin between a cell's side and its text."""
_SLACK = 1.4
"""How many characters' room a line may leave: a mark goes with what is before it."""
_NEAR_LINES = 8
"""A character stands in one of the last lines, or begins one."""
_LONGEST_UNIT = 10
_LONGEST_WORD = 3
"""Heights of a line: before a longer word (a number) a line end may be meant."""
_SPACE = Letter(" ", -1)
_BREAK = Letter("\n", -1)


@dataclass(slots=True)
class _Line:
    y: float
    height: float
    placed: list[Placed] = field(default_factory=list)

    @property
    def left(self) -> float:
        return min(box.left for _, box in self.placed)

    @property
    def width(self) -> float:
        return max(box.right for _, box in self.placed) - self.left


def written(
    placed: Sequence[Placed], sides: tuple[float, float]
) -> tuple[list[Letter], bool]:
    """Return the text of a cell between two sides, line by line from the top.

    Also whether its last line is full, so that it may go on on the next page.
    """
    lines = _lines(placed)
    if not lines:
        return [], False
    margin = min(max(0.0, min(line.left for line in lines) - sides[0]), _PADDING)
    room = sides[1] - sides[0] - 2 * margin
    text = list(_text(lines[0]))
    for above, line in itertools.pairwise(lines):
        text += _between(above, line, room)
        text += _text(line)
    last = lines[-1]
    return text, room - last.width < (1 + _SLACK) * last.height


def _lines(placed: Sequence[Placed]) -> list[_Line]:
    lines: list[_Line] = []
    for letter, box in placed:
        near = reversed(lines[-_NEAR_LINES:])
        line = next((one for one in near if _stands_in(box, one)), None)
        if line is None:
            line = _Line(box.y, box.height)
            lines.append(line)
        line.placed.append((letter, box))
    for line in lines:
        line.placed.sort(key=lambda item: item[1].left)
    return sorted(filter(_says_something, lines), key=lambda line: -line.y)


def _says_something(line: _Line) -> bool:
    return not all(letter.letter.isspace() for letter, _ in line.placed)


def _stands_in(box: Box, line: _Line) -> bool:
    return abs(box.y - line.y) < 0.5 * max(line.height, box.height)


def _text(line: _Line) -> Iterator[Letter]:
    """Yield a line from left to right, a space where the gap is as wide as one."""
    end = None
    for letter, box in line.placed:
        narrow = not is_wide(letter.letter)
        if end is not None and box.left - end > line.height * (0.25 if narrow else 1):
            yield _SPACE
        yield letter
        end = box.right


def _between(above: _Line, line: _Line, room: float) -> tuple[Letter, ...]:
    """Return what stands for a line's end: nothing, a space, or the end itself."""
    last, first = above.placed[-1][0].letter, line.placed[0][0].letter
    word = min(_first_word(line), _LONGEST_WORD * line.height)
    has_room = room - above.width >= word + _SLACK * min(line.height, word)
    if has_room and not _is_bracket(line):
        return (_BREAK,)
    return () if is_wide(last) or is_wide(first) or last == "-" else (_SPACE,)


def _is_bracket(line: _Line) -> bool:
    """Say whether a line is a unit in brackets, as headers have it: （万元）."""
    first, last = line.placed[0][0].letter, line.placed[-1][0].letter
    return first in "(（" and last in ")）" and len(line.placed) <= _LONGEST_UNIT


def _first_word(line: _Line) -> float:
    """Return the width of what could not have been left on the line above."""
    start, end = line.placed[0][1].left, line.placed[0][1].right
    if is_wide(line.placed[0][0].letter):
        return end - start
    for letter, box in line.placed[1:]:
        if is_wide(letter.letter) or letter.letter.isspace():
            break
        end = box.right
    return end - start

"""The ruling lines of a PDF page: what frames the cells of its tables.

Word processors draw them as thin filled boxes, others as strokes, one by one or many
in one path. Places are PDF points with the page upright, the origin at its lower left.
"""

import ctypes
import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pypdfium2

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

THIN = 2.5
"""Points: a box no thicker is a line."""
_SAME = 1.5
_GAP = 3.0
_SHORTEST = 6.0
_MOST = 20_000
"""Objects and pieces of paths looked at on a page; more is a drawing."""
_DEEPEST = 4
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Rule(NamedTuple):
    """A line at one x or y, from `start` to `end` of the other."""

    at: float
    start: float
    end: float


class Rules(NamedTuple):
    """The lines across a page (`at` is y) and down it (`at` is x), in order of `at`."""

    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()


def upright(page: "pypdfium2.PdfPage") -> Matrix:
    """Return the matrix that turns places of a page as a reader sees it."""
    turn = {90: (0, -1, 1, 0), 180: (-1, 0, 0, -1), 270: (0, 1, -1, 0)}
    a, b, c, d = turn.get(page.get_rotation(), (1, 0, 0, 1))
    return float(a), float(b), float(c), float(d), 0.0, 0.0


def moved(matrix: Matrix, point: Point) -> Point:
    """Return a point as a matrix moves it."""
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def rules(page: "pypdfium2.PdfPage") -> Rules:
    """Return the ruling lines of a page, pieces of one line joined."""
    across: list[Rule] = []
    down: list[Rule] = []
    for (x0, y0), (x1, y1) in _strokes(page):
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if y1 - y0 <= THIN and x1 - x0 > y1 - y0:
            across.append(Rule((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= THIN:
            down.append(Rule((x0 + x1) / 2, y0, y1))
    return Rules(tuple(_joined(across)), tuple(_joined(down)))


def _joined(found: Iterable[Rule]) -> Iterator[Rule]:
    """Yield lines put together from pieces at about one place, without stubs."""
    ordered = sorted(found)
    first = 0
    for number, rule in enumerate(ordered):
        last = number + 1 == len(ordered)
        if last or ordered[number + 1].at - rule.at > _SAME:
            yield from _in_line(ordered[first : number + 1])
            first = number + 1


def _in_line(pieces: list[Rule]) -> Iterator[Rule]:
    at = pieces[len(pieces) // 2].at
    start = end = float("-inf")
    for piece in sorted(pieces, key=lambda rule: (rule.start, rule.end)):
        if piece.start > end + _GAP:
            if end - start >= _SHORTEST:
                yield Rule(at, start, end)
            start = piece.start
        end = max(end, piece.end)
    if end - start >= _SHORTEST:
        yield Rule(at, start, end)


def _strokes(page: "pypdfium2.PdfPage") -> Iterator[tuple[Point, Point]]:
    """Yield both ends of each straight stroke, and two corners of each thin box."""
    from pypdfium2 import raw

    left = _MOST
    waiting = [
        (raw.FPDFPage_GetObject(page, number), upright(page), 0)
        for number in range(min(_MOST, raw.FPDFPage_CountObjects(page)))
    ]
    waiting.reverse()
    while waiting and left > 0:
        item, matrix, depth = waiting.pop()
        left -= 1
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            for stroke in _path(item, matrix):
                left -= 1
                yield stroke
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _times(matrix, _matrix(item))
            count = min(left, raw.FPDFFormObj_CountObjects(item))
            waiting += (
                (raw.FPDFFormObj_GetObject(item, number), inner, depth + 1)
                for number in range(count - 1, -1, -1)
            )


def _path(item: object, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    from pypdfium2 import raw

    left, low, right, high = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, left, low, right, high):
        return
    if min(right.value - left.value, high.value - low.value) <= THIN:
        yield (
            moved(matrix, (left.value, low.value)),
            moved(matrix, (right.value, high.value)),
        )
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    count = raw.FPDFPath_CountSegments(item)
    if not raw.FPDFPath_GetDrawMode(item, fill, stroke) or not 2 <= count <= _MOST:
        return
    inner = _times(matrix, _matrix(item))
    for points in _subpaths(item, count):
        corners = [moved(inner, point) for point in points]
        low_left = min(x for x, _ in corners), min(y for _, y in corners)
        high_right = max(x for x, _ in corners), max(y for _, y in corners)
        sides = high_right[0] - low_left[0], high_right[1] - low_left[1]
        if min(sides) <= THIN:
            yield low_left, high_right
        elif stroke.value:
            yield from itertools.pairwise(corners)


def _subpaths(item: object, count: int) -> Iterator[list[Point]]:
    """Yield the points of each piece of a path, the first again where it is closed."""
    from pypdfium2 import raw

    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, number)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _matrix(item: object) -> Matrix:
    from pypdfium2 import raw

    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return _PLAIN
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the matrix that moves by `inner`, then by `outer`."""
    a, b, c, d, e, f = inner
    first = moved((*outer[:4], 0.0, 0.0), (a, b))
    second = moved((*outer[:4], 0.0, 0.0), (c, d))
    return (*first, *second, *moved(outer, (e, f)))

"""Lines that run through a PDF: headers, footers, page numbers.

They stand between the two halves of whatever goes on over a page. A line counts as one
where it stands first or last on three pages or more, the same but for a number that
counts the pages. The first of the headers and the last of the footers are kept.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphkit.layers.pdf_layout import Laid

_PAGES = 3
_EDGE = 2
"""How many lines from the top and the bottom of a page may be running ones."""
_LONGEST = 120
_NUMBER = re.compile(r"\d{1,4}")
_MOST_NUMBERS = 4

Span = tuple[int, int]
Line = tuple[Span, frozenset[str]]
"""A line of a page, and its shapes: itself, and with a number told by the page's."""


def without_running(pages: Sequence[Laid]) -> list[Laid]:
    """Return the pages without what repeats at their edges."""
    tops = [list(_top(number, page)) for number, page in enumerate(pages)]
    bottoms = [list(_bottom(number, page)) for number, page in enumerate(pages)]
    above = _repeated(tops)
    below = _repeated(bottoms[::-1])[::-1]
    return [
        _without(page, one, other)
        for page, one, other in zip(pages, above, below, strict=True)
    ]


def _repeated(pages: Sequence[Sequence[Line]]) -> list[list[Span]]:
    """Return the lines of each page that stood on an earlier one and run through."""
    counts = Counter(shape for page in pages for _, shapes in page for shape in shapes)
    seen: set[str] = set()
    found: list[list[Span]] = []
    for page in pages:
        gone: list[Span] = []
        for span, shapes in page:
            running = {shape for shape in shapes if counts[shape] >= _PAGES}
            if running & seen:
                gone.append(span)
            seen |= running
        found.append(gone)
    return found


def _top(number: int, page: Laid) -> Iterator[Line]:
    yield from _lines(number, page, _spans(page)[:_EDGE])


def _bottom(number: int, page: Laid) -> Iterator[Line]:
    yield from _lines(number, page, _spans(page)[-_EDGE:][::-1])


def _spans(page: Laid) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for line in page.text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _lines(number: int, page: Laid, spans: Sequence[Span]) -> Iterator[Line]:
    """Yield lines from the edge of a page inwards, up to a table."""
    held = [(table.start, table.end) for table in page.tables]
    for start, end in _until_table(spans, held):
        if 0 < end - start <= _LONGEST:
            yield (start, end), frozenset(_shapes(page.text[start:end], number))


def _until_table(spans: Sequence[Span], held: Sequence[Span]) -> Iterator[Span]:
    for start, end in spans:
        if any(first <= start <= last for first, last in held):
            return
        yield start, end


def _shapes(line: str, page: int) -> Iterator[str]:
    """Yield a line as it is, and with each number told as an offset to the page's."""
    plain = " ".join(line.split())
    yield plain
    numbers = list(_NUMBER.finditer(plain))[:_MOST_NUMBERS]
    for match in numbers:
        offset = int(match[0]) - page
        yield f"{plain[: match.start()]}\0{offset}\0{plain[match.end() :]}"


def _without(page: Laid, above: Sequence[Span], below: Sequence[Span]) -> Laid:
    """Return a page without some of its first and last lines."""
    if not above and not below:
        return page
    text = page.text
    start, end = 0, len(text)
    for first, last in above:
        if not text[start:first].strip("\n"):
            start = min(last + 1, len(text))
    for first, last in below:
        if first >= start and not text[last:end].strip("\n"):
            end = max(first - 1, start)
    return replace(
        page,
        letters=page.letters.cut(start, end),
        tables=tuple(table.moved(-start) for table in page.tables),
    )

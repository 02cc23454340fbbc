"""Cutting a source into parts that may be read apart, always at the same places."""

from collections.abc import Iterator
from typing import BinaryIO

from graphkit.loaders import Loader
from graphkit.source import Part, Source

PART_BYTES = 16 << 20
"""Bytes of a part, but for the rest of its last line. It never depends on the
machine or the number of processes."""


def cut(source: Source, loader: Loader, columns: str = "") -> Iterator[Part]:
    """Yield the parts of a source in order: several where its loader reads lines.

    A loader that reads lines of some sources only has `is_lines(source)` to say of
    which.
    """
    size = source.file.stat().st_size
    if size <= PART_BYTES or not _is_cut(source, loader):
        yield Part(source, 0, size, 1, columns)
        return
    with source.file.open("rb") as stream:
        start, line = 0, 1
        while start < size:
            end, lines = _line_end(stream, start)
            yield Part(source, start, end, line, columns)
            start, line = end, line + lines


def _is_cut(source: Source, loader: Loader) -> bool:
    is_lines = getattr(loader, "is_lines", None)
    return loader.LINES and (is_lines is None or bool(is_lines(source)))


def _line_end(stream: BinaryIO, start: int) -> tuple[int, int]:
    """Return where a part that begins at `start` ends, and its number of lines."""
    stream.seek(start)
    block = stream.read(PART_BYTES)
    end, lines = start + len(block), block.count(b"\n")
    while block and not block.endswith(b"\n"):
        block = stream.readline(PART_BYTES)
        end, lines = end + len(block), lines + block.endswith(b"\n")
    return end, lines

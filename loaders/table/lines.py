"""The lines of a table's file with their bytes."""

from collections.abc import Iterator
from pathlib import Path

from graphkit.loaders.table.encodings import mark_length

Lines = Iterator[tuple[int, bytes]]
"""(byte offset, bytes of the line with its end)."""

LONGEST_LINE = 1 << 20
_CHUNK = 1 << 20


def lines_of(file: Path, encoding: str, start: int) -> Lines:
    """Yield the lines of a file from byte `start` on.

    A byte order mark is passed over. Lines end as the file's first one does: with LF,
    or with CR alone. Of a line without end only the first megabyte comes.
    """
    with file.open("rb") as stream:
        head = stream.read(_CHUNK)
        newline = _newline(head, encoding)
        start = max(start, mark_length(head))
        stream.seek(start)
        rest, is_endless = b"", False
        while chunk := stream.read(_CHUNK):
            rest += chunk
            begin = 0
            while (end := _find(rest, newline, begin)) >= 0:
                if not is_endless:
                    yield start + begin, rest[begin:end]
                begin, is_endless = end, False
            if len(rest) - begin >= LONGEST_LINE:
                if not is_endless:
                    yield start + begin, rest[begin:]
                begin, is_endless = len(rest) - len(rest) % len(newline), True
            start, rest = start + begin, rest[begin:]
        if rest and not is_endless:
            yield start, rest


def _newline(head: bytes, encoding: str) -> bytes:
    feed, carriage = "\n".encode(encoding), "\r".encode(encoding)
    return carriage if feed not in head and carriage in head else feed


def _find(content: bytes, newline: bytes, begin: int) -> int:
    """Return where the line that begins at `begin` ends; -1 where it does not."""
    at = content.find(newline, begin)
    while at >= 0 and (at - begin) % len(newline):  # between two letters of UTF-16
        at = content.find(newline, at + 1)
    return at + len(newline) if at >= 0 else -1

"""The lines of a table's file with their bytes, in the encoding that fits them."""

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

Lines = Iterator[tuple[int, bytes]]
"""(byte offset, bytes of the line with its end)."""

LONGEST_LINE = 1 << 20
_CHUNK = 1 << 20
_RUNS = 2000
_FEW = 100
"""Text with fewer broken places than one in so many is UTF-8 with broken rows."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")


def lines_of(file: Path, encoding: str, start: int) -> Lines:
    """Yield the lines of a file from byte `start` on.

    A byte order mark is passed over. Lines end as the file's first one does: with LF,
    or with CR alone. Of a line without end only the first megabyte comes.
    """
    with file.open("rb") as stream:
        head = stream.read(_CHUNK)
        newline = _newline(head, encoding)
        start = max(start, _mark_length(head))
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


def encoding_of(chunks: Iterable[bytes]) -> str:
    """Return the encoding of a text, as Python calls it.

    A byte order mark decides; else UTF-8 where the bytes are, for the most part; else
    GB18030 where foreign letters come in runs, as Chinese does; else Windows-1252.
    """
    runs: list[bytes] = []
    held = b""
    for number, chunk in enumerate(chunks):
        if number == 0 and (found := _marked(chunk)):
            return found
        found_runs = _HIGH.findall(held + chunk)
        held = found_runs.pop() if chunk[-1:] >= b"\x80" else b""
        runs += found_runs
        if len(runs) >= _RUNS:
            break
    broken = [run for run in runs if not _is_utf8(run)]
    if len(broken) * _FEW <= len(runs):
        return "utf-8"
    in_runs = sum(len(run) > 1 for run in broken)
    return "gb18030" if in_runs * 2 >= len(broken) else "cp1252"


def _marked(head: bytes) -> str:
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    pairs = head[:400]
    if pairs[1::2].count(0) * 2 > len(pairs[1::2]):
        return "utf-16-le"
    return "utf-16-be" if pairs[::2].count(0) * 2 > len(pairs[::2]) else ""


def _mark_length(head: bytes) -> int:
    return next((len(mark) for mark, _ in _MARKS if head.startswith(mark)), 0)


def _newline(head: bytes, encoding: str) -> bytes:
    feed, carriage = "\n".encode(encoding), "\r".encode(encoding)
    return carriage if feed not in head and carriage in head else feed


def _find(content: bytes, newline: bytes, begin: int) -> int:
    """Return where the line that begins at `begin` ends; -1 where it does not."""
    at = content.find(newline, begin)
    while at >= 0 and (at - begin) % len(newline):  # between two letters of UTF-16
        at = content.find(newline, at + 1)
    return at + len(newline) if at >= 0 else -1


def _is_utf8(run: bytes) -> bool:
    try:
        run.decode()
    except UnicodeDecodeError:
        return False
    return True

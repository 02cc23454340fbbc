"""The JSON documents in a file: one, several, or one a line, some of them broken.

A file that is one document, or a document a line, is read by the decoder alone. Only
where that fails are documents found by counting brackets, so that what is whole
before and after a broken place is still read.
"""

import codecs
import mmap
import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from graphkit.source import LONGEST_LINE, Part, Source
from graphkit.statements import Problem

Content = bytes | mmap.mmap
"""Bytes in memory, or those of a whole file, which come as they are needed."""

ENCODING_MARK = b"\xef\xbb\xbf"
SAMPLE = 1 << 20
LONGEST_SAMPLE = 1 << 25
LINES_TRIED = 20
PATIENCE = 8
"""How many times its own length a broken file is looked through."""

TOO_BROKEN = "too many unclosed brackets or quotes to find where documents end"
TOO_LONG = f"the line is longer than {LONGEST_LINE >> 20} MB"
CUT_OFF = "it ends in the middle of a document, as if it had been cut off"
NUL_BYTES = "it holds NUL bytes, as after a broken download"
UTF8_HINT = "JSON is UTF-8: convert the file, e.g. `iconv -f {} -t UTF-8`"

# An unclosed string ends with its line: a newline cannot stand inside one.
_TOKEN = re.compile(rb'"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|[\[\]{}]')
_OPEN, _CLOSE = (b"{", b"["), (b"}", b"]")
_FIRST = re.compile(rb"[^\s\x1e]")
_SCALAR = re.compile(rb'"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|[^\s\[\]{},"]+')
_BYTE = re.compile(r"byte (\d+)")
_COLON = re.compile(rb"\s*:\s*")
_LINE_START = re.compile(rb"\n(?=[\[{])")
_NEXT = re.compile(rb"[^\s,]")

# Floats stay the text they are in the file: 100.00 is quoted as 100.00.
decode = msgspec.json.Decoder(float_hook=str).decode


class Document(NamedTuple):
    """One JSON document: `locator` is empty where the file holds no other.

    A file that is mapped is one, whatever it holds: its reader finds that out.
    """

    locator: str
    offset: int
    content: Content


def documents(part: Part) -> Iterator[Document | Problem]:
    """Yield the documents of a part in order, and a Problem for each broken place.

    A document that is whole may still not be JSON: the caller decodes it.
    """
    if part.start or part.end < part.source.file.stat().st_size:
        yield from _lines(part)
        return
    if unreadable := encoding_problem(part.source.head(4096)):
        yield unreadable
    elif is_lines(part.source):
        yield from _lines(part)
    else:
        yield from _whole(part.source)


def is_lines(source: Source) -> bool:
    """Say whether a source has a document on each line, and several lines.

    Judged by the first lines: at least half must be whole by themselves.
    """
    for size in (SAMPLE, LONGEST_SAMPLE):
        head = source.head(size)
        lines = [
            line
            for line in head.removeprefix(ENCODING_MARK).split(b"\n")
            if line.strip()
        ]
        if len(lines) > 1:
            tried = lines[: min(LINES_TRIED, len(lines) - (len(head) == size))]
            return sum(map(_is_container, tried)) * 2 >= len(tried)
        if len(head) < size:
            break
    return False


def encoding_problem(head: bytes) -> Problem | None:
    """Say that a file is UTF-16 or UTF-32, or holds only NUL bytes; else None.

    A mark alone proves nothing: every other byte is NUL where one of these is meant.
    """
    start = head[:64]
    if start and not start.strip(b"\0"):
        return Problem("", NUL_BYTES, "fetch it again")
    if len(start) < 4 or start.count(b"\0") * 4 < len(start):
        return None
    is_wide = start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE))
    marked = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if is_wide or marked or not (start[::2].strip(b"\0") and start[1::2].strip(b"\0")):
        name = "UTF-32" if is_wide else "UTF-16"
        return Problem("", f"it is {name}, not UTF-8", UTF8_HINT.format(name))
    return None


def not_json(locator: str, content: Content, error: Exception) -> Problem:
    """Say what is wrong with a document that does not decode."""
    if isinstance(error, RecursionError):
        return Problem(locator, "its brackets are nested too deeply to be a record")
    content = content[:]
    try:
        content.decode()
    except UnicodeDecodeError as broken:
        name = _guessed(content)
        place = _place(locator, content, broken.start)
        return Problem(
            locator,
            f"not UTF-8 at {place}byte {broken.start}, it may be {name}",
            UTF8_HINT.format(name),
        )
    if b"\0" in content:
        return Problem(locator, NUL_BYTES, "fetch it again")
    reason = str(error).removeprefix("JSON is malformed: ")
    if "truncated" in reason:
        return Problem(locator, CUT_OFF, "fetch the file again")
    if at := _BYTE.search(reason):
        place = _place(locator, content, int(at[1]))
        reason = f"{reason[: at.start()]}{place}byte {at[1]}{reason[at.end() :]}"
    return Problem(locator, f"not JSON: {reason}", "what is whole beside it was read")


def _place(locator: str, content: bytes, at: int) -> str:
    """Return the line of a byte for a document that is a file of several lines."""
    line = content.count(b"\n", 0, at) + 1
    return "" if locator or b"\n" not in content else f"line {line}, "


def elements(content: Content, key: str) -> Iterator[tuple[int, bytes]]:
    """Yield (offset, bytes) of the elements of a list, also of one never closed.

    The list is the value of `key` in the document, or the document itself for an
    empty key. Elements are whole, but may not be JSON.
    """
    at = _list_start(content, key)
    while at >= 0 and (first := _NEXT.search(content, at)):
        start = first.start()
        end = _end(content, start)
        if end < 0 or content[start:end] in _CLOSE:
            return
        yield start, content[start:end]
        at = end


def value_start(content: Content, key: str) -> int:
    """Return where the value of a member of the document begins; -1 without one."""
    depth, quoted = 0, f'"{key}"'.encode()
    for token in _TOKEN.finditer(content):
        mark = token.group()
        if mark in _OPEN:
            depth += 1
        elif mark in _CLOSE:
            depth -= 1
        elif depth == 1 and mark == quoted:
            colon = _COLON.match(content, token.end())
            if colon:
                return colon.end()
    return -1


def mapped(source: Source) -> Content:
    """Return a source's bytes; those of a large one are not all taken into memory."""
    with source.file.open("rb") as stream:
        if source.file.stat().st_size < LONGEST_SAMPLE:
            return stream.read()
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)


def _lines(part: Part) -> Iterator[Document | Problem]:
    for number, offset, line in part.lines():
        if not offset and line.startswith(ENCODING_MARK):
            line, offset = line.removeprefix(ENCODING_MARK), len(ENCODING_MARK)
        if len(line) > LONGEST_LINE:
            yield Problem(f"line:{number}", TOO_LONG, "cut it into single records")
        elif line.strip():
            yield Document(f"line:{number}", offset, line)


def _whole(source: Source) -> Iterator[Document | Problem]:
    content = mapped(source)
    start = 0
    if content[: len(ENCODING_MARK)] == ENCODING_MARK:
        start = len(ENCODING_MARK)
    if isinstance(content, mmap.mmap):
        yield Document("", start, content)  # too large to look through twice
        return
    content = content[start:]
    if _is_json(content):
        yield Document("", start, content)
    else:
        yield from several(content, start)


def several(content: Content, base: int, at: int = 0) -> Iterator[Document | Problem]:
    """Yield what bracket counting finds from a place on: documents, in their order.

    `base` is what precedes the content in its file.
    """
    if not _FIRST.search(content, at):
        return
    line, before = 1 + _count_lines(content, at), ""
    patience = PATIENCE * len(content) + SAMPLE
    while first := _FIRST.search(content, at):
        start = first.start()
        line += content[at:start].count(b"\n")
        locator = f"line:{line}"
        if locator == before:  # the second document of a line
            locator += f",{start + base}"
        end = _end(content, start)
        patience -= (len(content) if end < 0 else end) - start
        if patience < 0:
            yield Problem(locator, TOO_BROKEN)
            return
        if end < 0:
            end = _resume(content, start)
        document = content[start:end]
        if not at and not before and not _FIRST.search(content, end):
            locator = ""  # broken, but the only one
        yield Document(locator, base + start, document)
        before, at, line = f"line:{line}", end, line + document.count(b"\n")


def _count_lines(content: Content, end: int) -> int:
    """Return how many lines end before a place, a piece of the content at a time."""
    pieces = (content[at : min(at + SAMPLE, end)] for at in range(0, end, SAMPLE))
    return sum(piece.count(b"\n") for piece in pieces)


def _resume(content: Content, start: int) -> int:
    """Return where to go on after a document that is never closed.

    That is the next line that begins with a bracket, unless the document is a
    package: the lines of one belong to it.
    """
    opening = content[start : start + SAMPLE]
    if _list_start(opening, "releases") < 0 and _list_start(opening, "records") < 0:
        found = _LINE_START.search(content, start)
        return found.end() if found else len(content)
    return len(content)


def _end(content: Content, start: int) -> int:
    """Return where the value at `start` ends; -1 where it is never closed."""
    if content[start : start + 1] not in _OPEN:
        scalar = _SCALAR.match(content, start)
        return scalar.end() if scalar else start + 1
    depth = 0
    for token in _TOKEN.finditer(content, start):
        mark = token.group()
        if mark in _OPEN:
            depth += 1
        elif mark in _CLOSE:
            depth -= 1
            if depth == 0:
                return token.end()
    return -1


def _list_start(content: Content, key: str) -> int:
    """Return where the elements of a list begin: that at `key`, or the document."""
    start = value_start(content, key) if key else 0
    first = _FIRST.search(content, start) if start >= 0 else None
    return first.end() if first and first.group() == b"[" else -1


def _is_container(line: bytes) -> bool:
    return line.lstrip()[:1] in _OPEN and _is_json(line)


def _is_json(content: Content) -> bool:
    try:
        msgspec.json.decode(content, type=msgspec.Raw)
    except (ValueError, RecursionError):
        return False
    return True


def _guessed(content: bytes) -> str:
    """Return the likely name of the encoding of bytes that are not UTF-8."""
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return "Windows-1252"
    han = sum("\u4e00" <= letter <= "\u9fff" for letter in text)
    alone = re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", content)
    return "GB18030" if han > len(alone) else "Windows-1252"

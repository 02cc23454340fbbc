"""Members of a large JSON document, one after the other, in memory that stays bounded.

The file is mapped, never held: what was passed is given back to the system, so that a
package of any size is read like one that is short.
"""

import mmap
import re
from collections.abc import Collection, Generator, Iterator
from typing import NamedTuple

from graphkit.loaders.json_documents import Content, value_start

FORGET_BYTES = 32 << 20
"""Bytes after which those that were passed are given back."""

SEEN = 1 << 20
"""Bytes at the beginning in which a document tells that it is a package."""

# Possessive: what is no bracket is passed at once. A string ends with its line.
_STRING = rb'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?'
_BRACKET = re.compile(rb'(?:[^"\[\]{}]++|' + _STRING + rb")*+([\[\]{}])")
_KEY = re.compile(rb'[\s,]*+"([^"\\]*+)"\s*+:\s*+')
_FIRST = re.compile(rb"[^\s]")
_NEXT = re.compile(rb"[^\s,]")
_SCALAR = re.compile(_STRING + rb"|[^\s\[\]{},\"]++")
_OPEN = b"[{"


class Member(NamedTuple):
    """A member of the document (`key`), or the element `number` of a list in it.

    Its value is `content`, at `offset`. The last of all has no content and tells where
    the document ends; `offset` is -1 where it never does.
    """

    key: str
    number: int
    offset: int
    content: bytes


def is_package(content: Content, start: int, lists: Collection[str]) -> bool:
    """Say whether a document is a list, or begins with one of some names in it.

    A record of the standard has such lists as well, and an `ocid`: it is none.
    """
    head = content[start : start + SEEN]
    first = _FIRST.search(head)
    if first is None:
        return False
    if first.group() == b"[":
        return True
    has_list = any(value_start(head, key) >= 0 for key in lists)
    return has_list and value_start(head, "ocid") < 0


def members(content: Content, start: int, lists: Collection[str]) -> Iterator[Member]:
    """Yield the members of the document at `start`, those of `lists` by element.

    In the order of the file; a document that is itself a list has the key ''.
    """
    reader = _Reader(content)
    first = _FIRST.search(content, start)
    if first is None:
        end = -1
    elif first.group() == b"[":
        end = yield from _elements(reader, "", first.end())
    else:
        end = yield from _object(reader, first.end(), lists)
    yield Member("", -1, end, b"")


class _Reader:
    """A document that is read forwards; what was passed is given back now and then."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self._given = 0

    def end(self, at: int) -> int:
        """Return where the value at a place ends; -1 where it is never closed."""
        if self.content[at : at + 1] not in (b"[", b"{"):
            scalar = _SCALAR.match(self.content, at)
            return scalar.end() if scalar else -1
        depth = 0
        while bracket := _BRACKET.match(self.content, at):
            at = bracket.end()
            depth += 1 if bracket[1] in _OPEN else -1
            if depth == 0:
                self.give_back(at)
                return at
            if at - self._given > FORGET_BYTES:
                self.give_back(at)
        return -1

    def give_back(self, at: int) -> None:
        """Let the system take back what lies before a place."""
        if at - self._given < FORGET_BYTES or not isinstance(self.content, mmap.mmap):
            return
        if hasattr(mmap, "MADV_DONTNEED"):  # Windows gives back by itself
            whole = at - at % mmap.ALLOCATIONGRANULARITY
            self.content.madvise(mmap.MADV_DONTNEED, 0, whole)
        self._given = at


def _object(
    reader: _Reader, at: int, lists: Collection[str]
) -> Generator[Member, None, int]:
    while found := _KEY.match(reader.content, at):
        key, at = found[1].decode("utf-8", "replace"), found.end()
        if key in lists and reader.content[at : at + 1] == b"[":
            at = yield from _elements(reader, key, at + 1)
            if at < 0:
                return -1
            continue
        end = reader.end(at)
        if end < 0:
            return -1
        if end - at <= SEEN:
            yield Member(key, -1, at, reader.content[at:end])
        at = end
    closing = _NEXT.search(reader.content, at)
    return closing.end() if closing and closing.group() == b"}" else -1


def _elements(reader: _Reader, key: str, at: int) -> Generator[Member, None, int]:
    number = 0
    while first := _NEXT.search(reader.content, at):
        at = first.start()
        if first.group() == b"]":
            return at + 1
        end = reader.end(at)
        if end < 0:
            return -1
        yield Member(key, number, at, reader.content[at:end])
        number, at = number + 1, end
    return -1

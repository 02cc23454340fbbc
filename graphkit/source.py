"""A source: a file as it was received, and the parts it is read in."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

PROVENANCES = ("primary", "catalogue", "reported", "analyst", "invented")
"""Strongest first. What rests on several carries the weakest."""


@dataclass(frozen=True, slots=True)
class Capture:
    """Where and when bytes were found on the web, and who saved them.

    `captured_at` is ISO 8601, a day or a moment. All may be ''; `by` stays in the case.
    """

    url: str = ""
    captured_at: str = ""
    by: str = ""


LONGEST_LINE = 64 << 20
"""Bytes of a line that may be a record; nobody writes a longer one."""

UNSAID = Capture()


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes on disk under their SHA-256.

    `path` is the name it is shown by (`folder/a.zip//b.json`), never a place on
    this machine; `file` holds the plain bytes, unpacked where they came packed.
    `role` says how it is read where other files change that: an `attachment` belongs
    to a notice, a `scan` is read from its transcript. `capture` is what a person or an
    archive says of these bytes.
    """

    sha256: str
    path: str
    file: Path
    provenance: str = "primary"
    restricted: bool = False
    role: str = ""
    capture: Capture = UNSAID

    def head(self, size: int = 65536) -> bytes:
        """Return the first bytes, for telling the format."""
        with self.file.open("rb") as stream:
            return stream.read(size)


@dataclass(frozen=True, slots=True)
class Part:
    """A byte range of a source; `line` is the number of its first line, from 1.

    Sources that cannot be cut come as one part, `0` to the size of the file.
    `columns` says how the tables of a source are read: see `loaders.table.choosing`.
    """

    source: Source
    start: int
    end: int
    line: int = 1
    columns: str = ""

    def content(self) -> bytes:
        """Return the part's bytes."""
        with self.source.file.open("rb") as stream:
            stream.seek(self.start)
            return stream.read(self.end - self.start)

    def lines(self) -> Iterator[tuple[int, int, bytes]]:
        """Yield (line number, byte offset in the source, line without its end).

        Lines end at LF only: `splitlines` would also break at U+2028. Of a line longer
        than LONGEST_LINE the beginning is given, one byte more than that, and no more
        is held in memory.
        """
        number, offset = self.line, self.start
        with self.source.file.open("rb", buffering=1 << 20) as stream:
            stream.seek(offset)
            while offset < self.end:
                line = stream.readline(LONGEST_LINE + 1)
                length = len(line)
                if length > LONGEST_LINE and not line.endswith(b"\n"):
                    length += _rest(stream)
                yield number, offset, line.removesuffix(b"\n").removesuffix(b"\r")
                number, offset = number + 1, offset + length


def _rest(stream: BinaryIO) -> int:
    """Pass over the rest of a line and return how many bytes that were."""
    length = 0
    while piece := stream.readline(1 << 20):
        length += len(piece)
        if piece.endswith(b"\n"):
            break
    return length

"""Loaders: one module per format; each says NAME, SUFFIXES, sniff, read and state.

Other people's loaders are found by the entry point group `graphkit.loaders`.
"""

from collections.abc import Iterator
from typing import Protocol

from graphkit.source import Part
from graphkit.statements import Passage, Problem, Record, Statement


class Loader(Protocol):
    """What a loader module has.

    `VERSION` rises whenever the same bytes would be read differently: stored
    sources are then read again. `LAYER` names the text layer its locators count
    (`json`, `table`, `text`; see `graphkit.layers`). `LINES` says that a source may
    be cut at any line end and its parts read apart.

    A loader may also have `is_lines(source)`, where LINES holds for some sources only,
    and `column_map(source, maps)`, which returns what is to be `Part.columns`; such a
    loader of tables also has `grids(source)`, its tables as they stand. One with tables
    of its own in the catalogue has `prepare(edition)`, called before sources are looked
    at or read with an edition of it. One that can tell has `unread(record, content)`:
    the names of what a record, whose bytes are `content`, holds and it reads nothing
    from.
    """

    NAME: str
    VERSION: int
    SUFFIXES: tuple[str, ...]
    LAYER: str
    LINES: bool

    def sniff(self, head: bytes, path: str) -> bool:
        """Say whether a source that starts with `head` is of this format."""

    def read(self, part: Part) -> Iterator[Record | Problem]:
        """Yield the records of a part in order, and a Problem for each broken one."""

    def state(self, record: Record) -> Iterator[Statement | Passage]:
        """Yield what a record says, and the text in which terms are to be found."""

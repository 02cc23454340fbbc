"""Tables in JSON: a list of objects with plain members, alone or in a member.

`[{"supplier": "A", "amount": 5}, ...]`, the same below a name (`{"data": [...]}`), or
an object a line. One object is one row, its members are the columns.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from graphkit.loaders import json_documents, table
from graphkit.loaders.objects import rows
from graphkit.loaders.table.choosing import column_maps
from graphkit.loaders.table.grids import Grid
from graphkit.loaders.table.reading import records
from graphkit.loaders.table.unread import unread as unread
from graphkit.source import Part, Source
from graphkit.statements import Passage, Problem, Record, Statement

NAME = "objects"
VERSION = 3
SUFFIXES = (".json", ".jsonl", ".ndjson")
LAYER = "json"
LINES = True


def sniff(head: bytes, path: str) -> bool:
    """Say whether a source is a list of objects with plain members."""
    return rows.is_table(head)


def is_lines(source: Source) -> bool:
    """Say whether a source may be cut at its line ends."""
    return json_documents.is_lines(source)


def grids(source: Source) -> Sequence[Grid]:
    """Return the table of a source; SourceError where it is none."""
    return (rows.grid(Part(source, 0, source.file.stat().st_size)),)


def column_map(source: Source, maps: Path | None) -> str:
    """Return how the objects are read; SourceError where no map fits."""
    return column_maps(source, grids(source), maps)


def read(part: Part) -> Iterator[Record | Problem]:
    """Yield the objects in file order, and a Problem for each broken one."""
    return records(part, [rows.grid(part)])


def state(record: Record) -> Iterator[Statement | Passage]:
    """Yield what the mapped members of an object say."""
    return table.state(record)

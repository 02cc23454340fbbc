"""FollowTheMoney: contracts, awards and ownerships among entities, one a line.

Entities are what somebody made of records, so they are compiled and at best E2. An
entity names others by their ids; who they are is quoted from their own lines, wherever
in the file they stand. What has ended, and what is no contract, award or ownership,
says nothing here; sanctions are lists (`graphkit lists add`).
"""

from collections.abc import Iterator

from graphkit.loaders.ftm.entities import TELLING, Entities, Entity, Refers, entities
from graphkit.loaders.ftm.said import said
from graphkit.source import Part
from graphkit.statements import Passage, Problem, Record, Statement

NAME = "ftm"
VERSION = 1
SUFFIXES = (".ftm", ".json", ".jsonl", ".ijson")
LAYER = "lines"
LINES = False

_MARKS = (b'"schema"', b'"properties"')
_SILENT = "no contract, award or ownership is among its entities"
_SILENT_HINT = "a list of sanctioned bodies is installed by `graphkit lists add`"


def sniff(head: bytes, path: str) -> bool:
    """Say whether a source holds FollowTheMoney entities, by its first line."""
    first = head.lstrip(b"\xef\xbb\xbf \r\n")
    line = first.partition(b"\n")[0]
    return first[:1] == b"{" and all(mark in line for mark in _MARKS)


def read(part: Part) -> Iterator[Record | Problem]:
    """Yield the entities that say something, in file order, which is read twice."""
    found = Entities(Refers(), {}, {})
    for entity in entities(part):
        if isinstance(entity, Entity):
            found.note(entity)
    for entity in entities(part):
        if isinstance(entity, Entity):
            found.name(entity)
    is_silent = True
    for entity in entities(part):
        if isinstance(entity, Problem):
            is_silent = False
            yield entity
        elif entity.schema in TELLING:
            is_silent = False
            yield Record(
                part.source.sha256,
                entity.locator,
                entity.schema.lower(),
                (entity, found),
                entity.offset,
                entity.length,
                compiled=True,
            )
    if is_silent:
        yield Problem("", _SILENT, _SILENT_HINT)


def state(record: Record) -> Iterator[Statement | Passage]:
    """Yield what a contract, an award or an ownership says."""
    fields = record.fields
    assert isinstance(fields, tuple)
    entity, found = fields
    yield from said(record.source, entity, found)

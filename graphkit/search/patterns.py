"""Patterns of hops: which types of edges follow each other, and in which direction.

    (Organization)-[:ISSUED]->(Tender)-[:AWARDED_TO]->(Organization)
    ()-[:ISSUED]->()-[:SEEKS|AWARDS]->(Chip)

Written as in Cypher; an empty label or type is any, `-[]-` goes either way. A pattern
says every hop of a path, so its length is that of the path.
"""

import re
from collections.abc import Sequence

import numpy as np

from graphkit.errors import QueryError
from graphkit.schema import schema
from graphkit.search.arrays import Flags
from graphkit.search.numbered import EdgeTable
from graphkit.search.steps import sides

_WORDS = r"[:\s]*([\w|\s]*)"
_NODE = re.compile(rf"\s*\({_WORDS}\)\s*")
_HOP = re.compile(rf"(<?)-(?:\[{_WORDS}\])?-(>?)")
Hop = tuple[frozenset[str], frozenset[str], frozenset[str], str]
"""Labels before, types, labels behind, and the arrow: `>`, `<`, or '' for either."""


def arrivals(tables: Sequence[EdgeTable], pattern: str) -> tuple[Flags, ...]:
    """Return for each hop of a pattern in which classes of `steps` it may arrive.

    Nothing for no pattern. Raises QueryError, saying where, for what is none.
    """
    classes = sides(tables)
    found = []
    for before, types, behind, arrow in parse(pattern):
        fits = np.zeros(len(classes), np.bool_)
        for number, (kind, label, side) in enumerate(classes):
            near = classes[number ^ 1][1]
            is_along = arrow != ("<" if side else ">")
            is_named = (not types or kind in types) and (not behind or label in behind)
            fits[number] = is_along and is_named and (not before or near in before)
        found.append(fits)
    return tuple(found)


def turned(hops: Sequence[Flags]) -> tuple[Flags, ...]:
    """Return the hops of a pattern as they are met from its other end."""
    return tuple(fits[np.arange(len(fits)) ^ 1] for fits in reversed(hops))


def parse(pattern: str) -> list[Hop]:
    """Return the hops of a pattern, in order; none for an empty text."""
    if not pattern.strip():
        return []
    before, place = _labels(pattern, 0)
    hops = []
    while place < len(pattern):
        found = _HOP.match(pattern, place)
        if not found or (found[1] and found[3]):
            raise _wrong(pattern, place, "a hop such as -[:ISSUED]->")
        types = _known(pattern, found[2] or "", set(schema().edges), "relationship")
        behind, place = _labels(pattern, found.end())
        hops.append((before, types, behind, found[1] or found[3]))
        before = behind
    if not hops:
        raise _wrong(pattern, place, "a hop such as -[:ISSUED]->")
    return hops


def _labels(pattern: str, place: int) -> tuple[frozenset[str], int]:
    found = _NODE.match(pattern, place)
    if not found:
        raise _wrong(pattern, place, "a node such as (Tender) or ()")
    return _known(pattern, found[1], set(schema().nodes), "label"), found.end()


def _known(pattern: str, text: str, known: set[str], what: str) -> frozenset[str]:
    words = frozenset(word.strip() for word in text.split("|") if word.strip())
    for word in sorted(words - known):
        raise QueryError(
            f"the pattern {pattern!r} has no {what} of ours: {word!r}",
            hint=f"it may be {', '.join(sorted(known))}",
        )
    return words


def _wrong(pattern: str, place: int, wanted: str) -> QueryError:
    return QueryError(
        f"the pattern {pattern!r} lacks {wanted} at character {place + 1}",
        hint="write it as in Cypher: (Organization)-[:ISSUED]->(Tender)",
    )

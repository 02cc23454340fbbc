"""Joins: why names belong to one entity, in words that a person can check."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from graphkit.resolve.alike.likeness import Likeness
from graphkit.resolve.alike.settling import Bearers
from graphkit.resolve.clusters import Clusters
from graphkit.resolve.verdicts import Verdicts

Group = Sequence[int]
EQUAL = "The names are equal but for spelling."
LISTED = "The dictionary has both names for one body."


class Join(msgspec.Struct, frozen=True, gc=False, order=True):
    """Two anchors of one entity, by their uids, and what ties them together.

    `basis` is judgement, identifier, name, catalogue or likeness; `judgement` the uid
    of the row of the log.
    """

    a: str
    b: str
    basis: str
    score: float
    reasons: tuple[str, ...]
    judgement: str = ""


class Grounds(msgspec.Struct, frozen=True):
    """Everything that may tie members together; groups are numbers of members."""

    identifier: Sequence[Group]
    name: Sequence[Group]
    dictionary: Sequence[Group]
    bearers: Bearers
    likenesses: Sequence[Likeness]


def joins(
    uids: Sequence[str],
    strong: Mapping[int, frozenset[str]],
    clusters: Clusters,
    ruled: Verdicts,
    grounds: Grounds,
) -> tuple[Join, ...]:
    """Return every tie between two anchors of one cluster, sorted.

    Of a group that has something in common all are tied to the first.
    """
    return tuple(
        sorted(
            {
                Join(min(uids[a], uids[b]), max(uids[a], uids[b]), *why)
                for (a, b), why in _ties(strong, ruled, grounds)
                if a != b and clusters[a] == clusters[b]
            }
        )
    )


Tie = tuple[tuple[int, int], tuple[str, float, tuple[str, ...], str]]


def _ties(
    strong: Mapping[int, frozenset[str]], ruled: Verdicts, grounds: Grounds
) -> Iterator[Tie]:
    for told, ends in zip(ruled.judgements, ruled.ends, strict=True):
        if told.verdict == "same":
            yield ends, ("judgement", 1.0, (told.why,), told.uid)
    for first, other in _stars(grounds.identifier):
        shared = ", ".join(sorted(strong[first] & strong[other]))
        yield (first, other), ("identifier", 1.0, (f"Both carry {shared}.",), "")
    for pair in _stars(grounds.name):
        yield pair, ("name", 1.0, (EQUAL,), "")
    for pair in _stars(grounds.dictionary):
        yield pair, ("catalogue", 0.99, (LISTED,), "")
    for like in grounds.likenesses:
        ours, theirs = (grounds.bearers.get(key, ()) for key in (like.a, like.b))
        if like.joins and ours and theirs:
            why = ("likeness", like.score, like.reasons, "")
            yield (ours[0], theirs[0]), why


def _stars(groups: Sequence[Group]) -> Iterator[tuple[int, int]]:
    for first, *others in groups:
        yield from ((first, other) for other in others)

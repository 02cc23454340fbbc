"""Suggestions: what names say of two bodies that nobody has judged yet."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from graphkit.resolve.alike.likeness import CERTAIN, Likeness
from graphkit.resolve.alike.settling import Bearers, roots_of
from graphkit.resolve.clusters import Clusters

MOST = 3
"""Pairs that are shown of one body; those that score best for both."""


class Suggestion(msgspec.Struct, frozen=True, gc=False, order=True):
    """Two entities by their uids, and what their names say of them.

    With *part_of* `a` is the part and `b` the whole, for certain from a score of
    CERTAIN on; with *unsure* `a` sorts first, and a person decides.
    """

    a: str
    b: str
    verdict: str
    score: float
    reasons: tuple[str, ...]

    @property
    def is_certain(self) -> bool:
        """Whether names say that `a` is a part of `b`, and do not only suggest it."""
        return self.verdict == "part_of" and self.score >= CERTAIN


def suggestions(
    clusters: Clusters,
    bearers: Bearers,
    likenesses: Iterable[Likeness],
    entity: Sequence[str],
) -> tuple[Suggestion, ...]:
    """Return what is worth showing, at most MOST of a kind for each entity, sorted.

    Left out are pairs that were judged, whose identifiers or countries differ, and
    names that several bodies have.
    """
    found: dict[str, dict[tuple[str, str], Suggestion]] = {"part_of": {}, "unsure": {}}
    for like in likenesses:
        pair = _bodies(clusters, bearers, like)
        if pair is None:
            continue
        one, other = (entity[root] for root in pair)
        if like.verdict != "part_of":
            one, other = min(one, other), max(one, other)
        verdict = "part_of" if like.verdict == "part_of" else "unsure"
        said = Suggestion(one, other, verdict, like.score, like.reasons)
        best = found[verdict].setdefault((one, other), said)
        if (-said.score, said.reasons) < (-best.score, best.reasons):
            found[verdict][one, other] = said
    parts = _best(found["part_of"])
    within = {frozenset((part.a, part.b)) for part in parts}
    unsure = [said for said in _best(found["unsure"]) if {said.a, said.b} not in within]
    return tuple(sorted((*parts, *unsure)))


def _bodies(
    clusters: Clusters, bearers: Bearers, like: Likeness
) -> tuple[int, int] | None:
    """Return the two bodies of a likeness that says something, a part first."""
    if like.verdict == "different":
        return None
    keys = (like.b, like.a) if like.part == like.b else (like.a, like.b)
    ends = [roots_of(clusters, bearers, key) for key in keys]
    if len(ends[0]) != 1 or len(ends[1]) != 1 or ends[0] == ends[1]:
        return None
    pair = ends[0][0], ends[1][0]
    if clusters.are_enemies(pair) or clusters.differ(pair):
        return None
    return pair


def _best(
    found: Mapping[tuple[str, str], Suggestion],
) -> list[Suggestion]:
    """Return the suggestions that are among the best of both their ends.

    Of a whole the parts are not counted: a university has many schools.
    """
    ranked = sorted(found.values(), key=lambda said: (-said.score, said.a, said.b))
    count: dict[str, int] = {}
    kept = []
    for said in ranked:
        ends = (said.a,) if said.verdict == "part_of" else (said.a, said.b)
        places = [count.get(end, 0) for end in ends]
        for end in ends:
            count[end] = count.get(end, 0) + 1
        if max(places) < MOST:
            kept.append(said)
    return kept

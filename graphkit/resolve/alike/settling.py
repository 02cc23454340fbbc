"""Which likenesses join bodies, and which must not.

A body that is the same as two others which are two is neither of them: a person
decides. What still hangs together across two bodies joins nobody. So the result does
not depend on any order.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from graphkit.resolve.alike.likeness import Likeness
from graphkit.resolve.clusters import Clusters

Pair = tuple[int, int]
Bearers = Mapping[str, Sequence[int]]
"""The members that bear a name, by its key."""


def settle(
    clusters: Clusters, bearers: Bearers, likenesses: Iterable[Likeness]
) -> list[Pair]:
    """Join what likenesses join without asking; return the pairs that were to join.

    A name that several bodies bear joins nobody.
    """
    kept = [one for one in likenesses if one.verdict != "unsure"]
    ties = {
        pair for one in kept if one.joins and (pair := _ends(clusters, bearers, one))
    }
    apart = {
        pair
        for one in kept
        if (one.verdict == "different" or one.is_part)
        and (pair := _ends(clusters, bearers, one))
    }
    groups = sorted(_untorn(clusters, ties, apart))
    clusters.join_groups(groups, mind_marks=True)
    return groups


def roots_of(clusters: Clusters, bearers: Bearers, key: str) -> list[int]:
    """Return the bodies that bear a name, in ascending order."""
    return sorted({clusters[member] for member in bearers.get(key, ())})


def _ends(clusters: Clusters, bearers: Bearers, one: Likeness) -> Pair | None:
    ends = [roots_of(clusters, bearers, key) for key in (one.a, one.b)]
    if len(ends[0]) != 1 or len(ends[1]) != 1 or ends[0] == ends[1]:
        return None
    return min(ends)[0], max(ends)[0]


def _untorn(clusters: Clusters, ties: set[Pair], apart: set[Pair]) -> Iterable[Pair]:
    """Yield the ties that bring no two together which must stay apart."""

    def must_stay(pair: Pair) -> bool:
        return pair in apart or clusters.are_enemies(pair) or clusters.differ(pair)

    for lot in _lots({pair for pair in ties if not must_stay(pair)}):
        members = sorted({member for pair in lot for member in pair})
        torn = {pair for pair in combinations(members, 2) if must_stay(pair)}
        if not torn:
            yield from lot
            continue
        for rest in _lots(lot - _loose(lot, torn)):
            inside = {member for pair in rest for member in pair}
            if not any(a in inside and b in inside for a, b in torn):
                yield from rest


def _loose(lot: set[Pair], torn: set[Pair]) -> set[Pair]:
    """Return the ties of every member to two that must stay apart."""
    near: dict[int, set[int]] = {}
    for a, b in lot:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    return {
        (min(x, end), max(x, end))
        for a, b in torn
        for x in near[a] & near[b]
        for end in (a, b)
    }


def _lots(ties: Iterable[Pair]) -> list[set[Pair]]:
    """Return the ties in lots that share members, directly or over others."""
    above: dict[int, int] = {}

    def root(member: int) -> int:
        while (up := above.setdefault(member, member)) != member:
            above[member] = above[up]
            member = up
        return member

    for a, b in sorted(ties):
        above[max(root(a), root(b))] = min(root(a), root(b))
    found: dict[int, set[Pair]] = {}
    for pair in ties:
        found.setdefault(root(pair[0]), set()).add(pair)
    return [lot for _, lot in sorted(found.items())]

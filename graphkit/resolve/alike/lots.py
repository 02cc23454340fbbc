"""Lots: names that hang together by likeness, each directly or over others."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import msgspec
import numpy as np
import numpy.typing as npt

from graphkit.resolve.alike.likeness import Likeness
from graphkit.resolve.clusters import Clusters

MOST_NAMES = 100
"""Spellings of one body; what hangs together in greater lots joins nobody."""

Pairs = tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]


def without(found: Sequence[Likeness], numbers: Mapping[str, int]) -> Pairs:
    """Return the pairs of names of one lot of which nothing is known yet, sorted."""
    known = {(numbers[one.a], numbers[one.b]) for one in found}
    pairs = [
        pair
        for lot in _lots(found, numbers)
        if len(lot) <= MOST_NAMES
        for pair in combinations(lot, 2)
        if pair not in known and pair[::-1] not in known
    ]
    table = np.array(sorted(pairs), np.int32).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def unless_too_large(
    found: Sequence[Likeness], numbers: Mapping[str, int]
) -> Iterator[Likeness]:
    """Yield likenesses; in lots that are too large none joins, a person is asked."""
    large = {n for lot in _lots(found, numbers) if len(lot) > MOST_NAMES for n in lot}
    for one in found:
        if one.joins and numbers[one.a] in large:
            reasons = (*one.reasons, f"More than {MOST_NAMES} names are so alike.")
            one = msgspec.structs.replace(
                one, verdict="unsure", score=0.7, reasons=reasons
            )
        yield one


def _lots(found: Sequence[Likeness], numbers: Mapping[str, int]) -> list[list[int]]:
    """Return the names that joining likenesses tie together, three and more."""
    lots = Clusters(len(numbers))
    tied = [(numbers[one.a], numbers[one.b]) for one in found if one.joins]
    for pair in tied:
        lots.join(pair)
    members: dict[int, set[int]] = {}
    for pair in tied:
        members.setdefault(lots[pair[0]], set()).update(pair)
    return [sorted(lot) for _, lot in sorted(members.items()) if len(lot) > 2]

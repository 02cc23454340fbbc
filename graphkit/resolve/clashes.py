"""Clashes: judgements that cannot all be true, named one by one.

A same B, B same C, A different C: whoever hears that two of them clash wants to see
all three. *Different* and *part of* are never crossed, so a clash is always one of
those and a chain of *same* that leads from one of its ends to the other.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphkit.resolve.judgements import Judgement
from graphkit.resolve.verdicts import SEPARATE


@dataclass(frozen=True, slots=True)
class Clash:
    """A judgement that keeps two apart, and the chain of *same* that joins them.

    `chain` leads from `apart.a` to `apart.b`, the shortest there is; it is empty where
    both are one name.
    """

    apart: Judgement
    chain: tuple[Judgement, ...]

    @property
    def uids(self) -> tuple[str, ...]:
        """The uids of all judgements in it, the chain first."""
        return (*(told.uid for told in self.chain), self.apart.uid)


def clashes(judgements: Iterable[Judgement]) -> tuple[Clash, ...]:
    """Return the clashes among judgements, in the order of the log."""
    told = sorted(judgements, key=lambda one: (one.uid, one.a, one.b))
    ways = _ways(told)
    found = (
        (one, _chain(ways, one.a, one.b)) for one in told if one.verdict in SEPARATE
    )
    return tuple(Clash(one, chain) for one, chain in found if chain is not None)


def clashing(judgements: Iterable[Judgement], new: Judgement) -> Clash | None:
    """Return the clash that a new judgement would bring, the shortest; else None."""
    told = tuple(judgements)
    if new.verdict in SEPARATE:
        chain = _chain(_ways(told), new.a, new.b)
        return None if chain is None else Clash(new, chain)
    found = [clash for clash in clashes((*told, new)) if new in clash.chain]
    return min(found, key=lambda clash: len(clash.chain), default=None)


_Ways = Mapping[str, Sequence[tuple[str, Judgement]]]


def _ways(judgements: Iterable[Judgement]) -> _Ways:
    ways: dict[str, list[tuple[str, Judgement]]] = {}
    for told in judgements:
        if told.verdict == "same":
            ways.setdefault(told.a, []).append((told.b, told))
            ways.setdefault(told.b, []).append((told.a, told))
    return ways


def _chain(ways: _Ways, start: str, end: str) -> tuple[Judgement, ...] | None:
    """Return the shortest chain, of equal ones the earliest; None where none is."""
    reached: dict[str, tuple[Judgement, ...]] = {start: ()}
    waiting = deque((start,))
    while waiting and end not in reached:
        here = waiting.popleft()
        for there, told in ways.get(here, ()):
            if there not in reached:
                reached[there] = (*reached[here], told)
                waiting.append(there)
    return reached.get(end)

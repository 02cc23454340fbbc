"""Verdicts: the judgements of a case as pairs of members, and what clashes in them.

*Different* and *part of* are never crossed. Of *same* judgements that would cross one,
the earlier ones stand and the later ones are reported. An *unsure* pair does not join
for a lesser reason than a judgement.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graphkit.resolve.clusters import Clusters
from graphkit.resolve.judgements import Contradiction, Judgement

Pair = tuple[int, int]
Said = tuple[str, str, str]
"""Two uids, and the uid of the judgement that says something of them."""

SEPARATE = ("different", "part_of")


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Judgements in the order of the log, and their ends as numbers of members."""

    judgements: tuple[Judgement, ...]
    ends: tuple[Pair, ...]
    known: int
    """Members below this number are named by records, the others by judgements only."""

    @property
    def unsure(self) -> tuple[Pair, ...]:
        """The pairs of which a person could not say."""
        return self._of("unsure")

    @property
    def same(self) -> tuple[Pair, ...]:
        """The pairs that were said to be one, whether or not that can be followed."""
        return self._of("same")

    def without_same(self) -> "Verdicts":
        """Return what is left when nobody had said of any two that they are one."""
        kept = [n for n, told in enumerate(self.judgements) if told.verdict != "same"]
        return replace(
            self,
            judgements=tuple(self.judgements[n] for n in kept),
            ends=tuple(self.ends[n] for n in kept),
        )

    def join_same(self, clusters: Clusters) -> None:
        """Join what was judged the same, the earliest first, but across no enmity."""
        clusters.keep_apart(self._of(*SEPARATE))
        for pair in self.same:
            if not clusters.are_enemies(pair):
                clusters.join(pair)
        clusters.keep_apart(self.unsure)

    def pairs(self, entity: Sequence[str]) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
        """Return (part, whole, judgement) and (one, other, judgement) of unsure pairs.

        Given the uid of every member's entity. Pairs within one entity, and those no
        record names, are left out; of equal pairs the earliest judgement stays.
        """
        parts: dict[tuple[str, str], str] = {}
        unsure: dict[tuple[str, str], str] = {}
        for told, (a, b) in zip(self.judgements, self.ends, strict=True):
            one, other = entity[a], entity[b]
            if one == other or max(a, b) >= self.known:
                continue
            if told.verdict == "part_of":
                parts.setdefault((one, other), told.uid)
            elif told.verdict == "unsure":
                pair = (min(one, other), max(one, other))
                unsure.setdefault(pair, told.uid)
        return _rows(parts), _rows(unsure)

    def unfollowed(
        self, clusters: Clusters, uids: Sequence[str]
    ) -> tuple[Contradiction, ...]:
        """Return the judgements that name nobody here, or clash with another."""
        found = []
        for told, (a, b) in zip(self.judgements, self.ends, strict=True):
            unknown = sorted({uids[end] for end in (a, b) if end >= self.known})
            if unknown:
                reason = f"no record names {' or '.join(unknown)}"
                found.append(Contradiction(told.uid, "", reason))
            elif told.verdict == "same" and clusters[a] != clusters[b]:
                found.append(self._clash(told, clusters, a, b))
            elif told.verdict in SEPARATE and clusters[a] == clusters[b]:
                reason = "both names are one name"
                found.append(Contradiction(told.uid, "", reason))
        return tuple(found)

    def _clash(
        self, told: Judgement, clusters: Clusters, a: int, b: int
    ) -> Contradiction:
        sides = {clusters[a], clusters[b]}
        against = next(
            other
            for other, (c, d) in zip(self.judgements, self.ends, strict=True)
            if other.verdict in SEPARATE and {clusters[c], clusters[d]} == sides
        )
        word = against.verdict.replace("_", " ")
        return Contradiction(told.uid, against.uid, f"these were judged {word}")

    def _of(self, *verdicts: str) -> tuple[Pair, ...]:
        return tuple(
            pair
            for told, pair in zip(self.judgements, self.ends, strict=True)
            if told.verdict in verdicts
        )


def read_verdicts(
    judgements: Iterable[Judgement], number: Mapping[str, int], known: int
) -> Verdicts:
    """Return judgements in the order of the log, given the number of every uid."""
    told = tuple(sorted(judgements, key=lambda one: (one.uid, one.a, one.b)))
    ends = tuple((number[one.a], number[one.b]) for one in told)
    return Verdicts(told, ends, known)


def _rows(pairs: Mapping[tuple[str, str], str]) -> tuple[Said, ...]:
    return tuple((one, other, uid) for (one, other), uid in sorted(pairs.items()))

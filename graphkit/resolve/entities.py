"""Entities: which anchors are one organisation, and why.

In this order: judgements, equal strong identifiers, equal names, the dictionary. Each
step joins what the steps before have left apart, and never across a *different*.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphkit.identity import name_keys
from graphkit.resolve import identifiers
from graphkit.resolve.anchors import Anchor, Carried, Name, anchors, carried
from graphkit.resolve.clusters import Clusters, Marks
from graphkit.resolve.judgements import Contradiction, Judgement
from graphkit.resolve.verdicts import Verdicts, read_verdicts

Group = Sequence[int]
NO_CONTEXTS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is who: a value for every name that was asked about, in its order.

    `basis` says why a name belongs to its entity: identifier, name, judgement or
    catalogue. `parts` and `unsure` are pairs of entity uids with the judgement that
    says so; `doubtful` pairs share a name that several bodies have, and no identifier
    decides. `unfollowed` are judgements that clash with others or name nobody.
    """

    anchors: Sequence[Anchor]
    anchor_uids: Sequence[str]
    uids: Sequence[str]
    bases: Sequence[str]
    parts: tuple[tuple[str, str, str], ...] = ()
    unsure: tuple[tuple[str, str, str], ...] = ()
    doubtful: tuple[tuple[str, str], ...] = ()
    unfollowed: tuple[Contradiction, ...] = ()


@dataclass(slots=True)
class _Members:
    """Distinct anchors, numbered in ascending order, then names only judgements use."""

    anchors: list[Anchor]
    uids: list[str]
    strong: Mapping[int, frozenset[str]]
    marks: Mapping[int, Marks]
    number: Mapping[str, int] = field(init=False)
    place: Mapping[Anchor, int] = field(init=False)

    def __post_init__(self) -> None:
        self.number = {uid: number for number, uid in enumerate(self.uids)}
        self.place = {anchor: number for number, anchor in enumerate(self.anchors)}


@dataclass(frozen=True, slots=True)
class _Groups:
    """Numbers of members that have something in common, groups of two and more."""

    identifier: list[Group]
    name: list[Group]
    dictionary: list[Group]


def organizations(
    names: Sequence[Name],
    judgements: Iterable[Judgement] = (),
    dictionary: Iterable[Sequence[str]] = (),
    *,
    one_context: Mapping[str, str] = NO_CONTEXTS,
) -> Resolution:
    """Return who the names are; equal names, judgements and dictionary, equal answer.

    A name with a context joins others of the same name in the same context only;
    `one_context` maps contexts that are one (joined tenders) to the one they are.
    """
    carrying = _carrying(names)
    found = anchors(names, carrying)
    verdicts = [judgement for judgement in judgements if _is_about_names(judgement)]
    members = _members(found, carrying, verdicts)
    numbers = [members.place[anchor] for anchor in found]
    groups = _Groups(
        _by_identifier(members),
        _by_name(names, numbers, one_context),
        _by_dictionary(members, dictionary),
    )
    ruled = read_verdicts(verdicts, members.number, len(members.anchors))
    clusters, named, apart = _clustered(members, ruled, groups)
    bases = _bases(members, clusters, named, ruled, groups)
    entity = [members.uids[clusters[n]] for n in range(len(members.uids))]
    parts, unsure = ruled.pairs(entity)
    return Resolution(
        found,
        [members.uids[number] for number in numbers],
        [entity[number] for number in numbers],
        [bases[number] for number in numbers],
        parts,
        unsure,
        _doubtful(apart, clusters, entity),
        ruled.unfollowed(clusters, members.uids),
    )


def _is_about_names(judgement: Judgement) -> bool:
    return not judgement.a.startswith("tender:")


def _carrying(names: Sequence[Name]) -> list[Carried]:
    memo = {name.ids: carried(name.ids) for name in names}
    return [memo[name.ids] for name in names]


def _members(
    found: Sequence[Anchor], carrying: Sequence[Carried], judged: Iterable[Judgement]
) -> _Members:
    strong: dict[Anchor, frozenset[str]] = {}
    for anchor, said in zip(found, carrying, strict=True):
        if said.strong:
            strong[anchor] = strong.get(anchor, frozenset()).union(said.strong)
    distinct = sorted(set(found))
    uids = [anchor.uid for anchor in distinct]
    known = set(uids)
    ends = {end for judgement in judged for end in (judgement.a, judgement.b)}
    numbered = {n: strong[a] for n, a in enumerate(distinct) if a in strong}
    marks = {
        number: made
        for number, anchor in enumerate(distinct)
        if (made := _marks(anchor, numbered.get(number, frozenset())))
    }
    return _Members(distinct, uids + sorted(ends - known), numbered, marks)


def _marks(anchor: Anchor, strong: frozenset[str]) -> Marks:
    marks: dict[str, frozenset[str]] = {}
    if anchor.jurisdiction:
        marks["jurisdiction"] = frozenset((anchor.jurisdiction,))
    for identifier in strong:
        scheme = identifiers.scheme_of(identifier)
        marks[scheme] = marks.get(scheme, frozenset()) | {identifier}
    return marks


def _clustered(
    members: _Members, ruled: Verdicts, groups: _Groups
) -> tuple[Clusters, list[int], list[Group]]:
    """Return the clusters, those before the dictionary spoke, and names left apart."""
    size = len(members.uids)
    clusters = Clusters(size, members.marks)
    ruled.join_same(clusters)
    clusters.join_groups(groups.identifier, mind_marks=False)
    apart = clusters.join_groups(groups.name, mind_marks=True)
    named = [clusters[member] for member in range(size)]
    clusters.join_groups(groups.dictionary, mind_marks=True)
    return clusters, named, apart


def _by_identifier(members: _Members) -> list[Group]:
    carriers: dict[str, list[int]] = {}
    for number, strong in members.strong.items():
        for identifier in strong:
            carriers.setdefault(identifier, []).append(number)
    return _several(carriers)


def _by_name(
    names: Sequence[Name],
    numbers: Sequence[int],
    one_context: Mapping[str, str],
) -> list[Group]:
    # A name that many bodies have joins within its context, also where an identifier
    # takes the context's place in the anchor.
    bearers: dict[tuple[str, str], dict[int, None]] = {}
    for name, number in zip(names, numbers, strict=True):
        context = one_context.get(name.context, name.context)
        bearers.setdefault((name.key, context), {})[number] = None
    return _several(bearers)


def _by_dictionary(
    members: _Members, dictionary: Iterable[Sequence[str]]
) -> list[Group]:
    listed = [tuple(group) for group in dictionary]
    keys = iter(name_keys([name for group in listed for name in group]))
    bearers: dict[str, list[int]] = {}
    for number, anchor in enumerate(members.anchors):
        bearers.setdefault(anchor.key, []).append(number)
    alike = {
        number: dict.fromkeys(m for _ in group for m in bearers.get(next(keys), ()))
        for number, group in enumerate(listed)
    }
    return _several(alike)


def _several(groups: Mapping[Any, Collection[int]]) -> list[Group]:
    return [sorted(group) for group in groups.values() if len(group) > 1]


def _bases(
    members: _Members,
    clusters: Clusters,
    named: Sequence[int],
    ruled: Verdicts,
    groups: _Groups,
) -> list[str]:
    """Return why each member belongs to its cluster, whose smallest is its root."""
    judged = {clusters[member] for pair in ruled.same for member in pair}
    silent = _clustered(members, ruled.without_same(), groups)[:2] if judged else None
    bases = []
    for member, anchor in enumerate(members.anchors):
        root = clusters[member]
        before = named
        if silent and root in judged:
            unjudged, before = silent
            if unjudged[member] != unjudged[root]:
                bases.append("judgement")
                continue
        if before[member] != before[root]:
            bases.append("catalogue")
        else:
            bases.append("identifier" if anchor.identifier else "name")
    return bases


def _doubtful(
    apart: Iterable[Group], clusters: Clusters, entity: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """Return pairs of a bare name and each body that bears it with an identifier."""
    pairs: set[tuple[str, str]] = set()
    for group in apart:
        bare = {entity[member] for member in group if not clusters.marks(member)}
        borne = {entity[member] for member in group if clusters.marks(member)}
        pairs.update((min(a, b), max(a, b)) for a in bare for b in borne)
    return tuple(sorted(pairs))

"""Entities: which anchors are one organisation, and why.

In this order: judgements, equal strong identifiers, equal names, the dictionary, names
that compare as the same. Each step joins what the steps before have left apart, and
never across a *different*.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from graphkit.identity import name_keys
from graphkit.resolve import identifiers
from graphkit.resolve.alike.likeness import Likeness
from graphkit.resolve.alike.settling import Bearers, settle
from graphkit.resolve.alike.suggestions import Suggestion, suggestions
from graphkit.resolve.anchors import Anchor, Carried, Name, anchors, carried
from graphkit.resolve.clusters import Clusters, Marks
from graphkit.resolve.joins import Grounds, Join, joins
from graphkit.resolve.judgements import Contradiction, Judgement
from graphkit.resolve.verdicts import Verdicts, read_verdicts

Group = Sequence[int]
NO_CONTEXTS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is who: a value for every name that was asked about, in its order.

    `basis` says why a name belongs to its entity: identifier, name, judgement,
    catalogue or likeness. `parts` and `unsure` are pairs of entity uids with the
    judgement that says so; `doubtful` pairs share a name that several bodies have, and
    no identifier decides. `suggested` is what names say of pairs that nobody has
    judged, and `joins` why anchors of one entity are one. `former` pairs uids that an
    entity may have had, and no anchor has, with its uid. `unfollowed` are judgements
    that clash with others or name nobody.
    """

    anchors: Sequence[Anchor]
    anchor_uids: Sequence[str]
    uids: Sequence[str]
    bases: Sequence[str]
    parts: tuple[tuple[str, str, str], ...] = ()
    unsure: tuple[tuple[str, str, str], ...] = ()
    doubtful: tuple[tuple[str, str], ...] = ()
    suggested: tuple[Suggestion, ...] = ()
    joins: tuple[Join, ...] = ()
    former: tuple[tuple[str, str], ...] = ()
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
class _Stages:
    """The clusters at the end, and each member's before the dictionary and likeness.

    `apart` are groups of equal names that had to stay apart.
    """

    clusters: Clusters
    named: Sequence[int]
    listed: Sequence[int]
    apart: Sequence[Group]


def organizations(
    names: Sequence[Name],
    judgements: Iterable[Judgement] = (),
    dictionary: Iterable[Sequence[str]] = (),
    *,
    likenesses: Sequence[Likeness] = (),
    one_context: Mapping[str, str] = NO_CONTEXTS,
) -> Resolution:
    """Return who the names are; equal names, judgements and dictionary, equal answer.

    A name with a context joins others of the same name in the same context only;
    `one_context` maps contexts that are one (joined tenders) to the one they are.
    `likenesses` are of names without a context, by their keys.
    """
    carrying = _carrying(names)
    found = anchors(names, carrying)
    former = _former(names, found)
    verdicts = [
        msgspec.structs.replace(
            told, a=former.get(told.a, told.a), b=former.get(told.b, told.b)
        )
        for told in judgements
        if _is_about_names(told)
    ]
    members = _members(found, carrying, verdicts)
    numbers = [members.place[anchor] for anchor in found]
    groups = _groups(members, names, numbers, one_context, dictionary, likenesses)
    ruled = read_verdicts(verdicts, members.number, len(members.anchors))
    stages = _clustered(members, ruled, groups)
    clusters = stages.clusters
    bases = _bases(members, stages, ruled, groups)
    entity = [members.uids[clusters[n]] for n in range(len(members.uids))]
    parts, unsure = ruled.pairs(entity)
    return Resolution(
        found,
        [members.uids[number] for number in numbers],
        [entity[number] for number in numbers],
        [bases[number] for number in numbers],
        parts,
        unsure,
        _doubtful(stages.apart, clusters, entity),
        suggestions(clusters, groups.bearers, likenesses, entity),
        joins(members.uids, members.strong, clusters, ruled, groups),
        tuple(
            (was, entity[members.number[now]]) for was, now in sorted(former.items())
        ),
        ruled.unfollowed(clusters, members.uids),
    )


def _former(names: Sequence[Name], found: Sequence[Anchor]) -> Mapping[str, str]:
    """Return uids that anchors may have had, each with that of the smallest of them."""
    former: dict[str, str] = {}
    bound = [
        (anchor, name.others)
        for name, anchor in zip(names, found, strict=True)
        if name.others and anchor.context
    ]
    for anchor, others in sorted(bound):
        for context in others:
            former.setdefault(anchor._replace(context=context).uid, anchor.uid)
    held = {anchor.uid for anchor in found} if former else set()
    return {was: now for was, now in former.items() if was not in held}


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
    marks = {
        f"letter {letter[:-1]} of {anchor.key}": frozenset(letter[-1])
        for letter in anchor.letters.split()
    }
    if anchor.jurisdiction:
        marks["jurisdiction"] = frozenset((anchor.jurisdiction,))
    for identifier in strong:
        scheme = identifiers.scheme_of(identifier)
        marks[scheme] = marks.get(scheme, frozenset()) | {identifier}
    return marks


def _groups(
    members: _Members,
    names: Sequence[Name],
    numbers: Sequence[int],
    one_context: Mapping[str, str],
    dictionary: Iterable[Sequence[str]],
    likenesses: Sequence[Likeness],
) -> Grounds:
    by_key = _by_key(members)
    listed = _listed(by_key, dictionary)
    bearers: dict[str, Sequence[int]] = dict(_plain(members, by_key))
    for keys, group in listed:
        # A name that only the dictionary has is borne by all who have another of its.
        bearers.update((key, group) for key in keys if key not in by_key)
    return Grounds(
        _by_identifier(members),
        _by_name(names, numbers, one_context),
        [group for _, group in listed if len(group) > 1],
        bearers,
        likenesses,
    )


def _clustered(members: _Members, ruled: Verdicts, groups: Grounds) -> _Stages:
    size = len(members.uids)
    clusters = Clusters(size, members.marks)
    ruled.join_same(clusters)
    clusters.join_groups(groups.identifier, mind_marks=False)
    apart = clusters.join_groups(groups.name, mind_marks=True)
    named = [clusters[member] for member in range(size)]
    clusters.join_groups(groups.dictionary, mind_marks=True)
    listed = [clusters[member] for member in range(size)]
    settle(clusters, groups.bearers, groups.likenesses)
    return _Stages(clusters, named, listed, apart)


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


def _by_key(members: _Members) -> Mapping[str, Group]:
    bearers: dict[str, list[int]] = {}
    for number, anchor in enumerate(members.anchors):
        bearers.setdefault(anchor.key, []).append(number)
    return bearers


def _plain(members: _Members, by_key: Mapping[str, Group]) -> Bearers:
    """Return who bears a name by itself: one that many bodies have means nobody."""
    return {
        key: group
        for key, group in by_key.items()
        if not any(members.anchors[number].context for number in group)
    }


def _listed(
    by_key: Mapping[str, Group], dictionary: Iterable[Sequence[str]]
) -> list[tuple[Sequence[str], Group]]:
    """Return the keys of the dictionary's names, body by body, and who bears them."""
    listed = [tuple(group) for group in dictionary]
    every = iter(name_keys([name for group in listed for name in group]))
    found: list[tuple[Sequence[str], Group]] = []
    for group in listed:
        keys = tuple(next(every) for _ in group)
        found.append((keys, sorted({m for key in keys for m in by_key.get(key, ())})))
    return found


def _several(groups: Mapping[Any, Collection[int]]) -> list[Group]:
    return [sorted(group) for group in groups.values() if len(group) > 1]


def _bases(
    members: _Members, stages: _Stages, ruled: Verdicts, groups: Grounds
) -> list[str]:
    """Return why each member belongs to its cluster, whose smallest is its root."""
    clusters = stages.clusters
    judged = {clusters[member] for pair in ruled.same for member in pair}
    silent = _clustered(members, ruled.without_same(), groups) if judged else stages
    bases = []
    for member, anchor in enumerate(members.anchors):
        root, made = clusters[member], stages
        if root in judged:
            made = silent
            if made.clusters[member] != made.clusters[root]:
                bases.append("judgement")
                continue
        if made.listed[member] != made.listed[root]:
            bases.append("likeness")
        elif made.named[member] != made.named[root]:
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

"""Likenesses settled into bodies: against a plain reading of the rule, in any order."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.resolve import Judgement, Likeness, Name, organizations
from graphkit.resolve.alike.settling import settle
from graphkit.resolve.clusters import Clusters

KEYS = "abcdef"
VERDICTS = st.sampled_from(
    [
        *[("same", 0.95)] * 3,
        *[("same", 0.87), ("unsure", 0.7), ("different", 0.1)],
        *[("part_of", 0.8), ("part_of", 0.7)],
    ]
)
PAIRS = list(combinations(KEYS, 2))
LIKENESSES = st.dictionaries(st.sampled_from(PAIRS), VERDICTS, max_size=12).map(
    lambda said: [
        Likeness(a, b, verdict, score, (f"{a} and {b}",), a * (verdict == "part_of"))
        for (a, b), (verdict, score) in said.items()
    ]
)
APART = st.sets(st.sampled_from(PAIRS), max_size=3)


def plainly(
    likenesses: Sequence[Likeness], enemies: set[tuple[str, str]]
) -> Mapping[str, frozenset[str]]:
    """Return the body of every name, step by step as the rule is told."""
    ties = {frozenset((one.a, one.b)) for one in likenesses if one.joins}
    apart = {frozenset(pair) for pair in enemies} | {
        frozenset((one.a, one.b))
        for one in likenesses
        if one.verdict == "different" or one.is_part
    }
    ties -= apart
    torn = {
        frozenset((x, end))
        for y, z in map(tuple, apart)
        for x in KEYS
        if frozenset((x, y)) in ties and frozenset((x, z)) in ties
        for end in (y, z)
    }
    lots = _lots(ties - torn)
    whole = {
        name: lot
        for name, lot in lots.items()
        if not any(frozenset(pair) in apart for pair in combinations(lot, 2))
    }
    return {key: whole.get(key, frozenset(key)) for key in KEYS}


def _lots(ties: set[frozenset[str]]) -> dict[str, frozenset[str]]:
    lots = {key: frozenset(key) for key in KEYS}
    for _ in KEYS:
        for a, b in map(tuple, ties):
            both = lots[a] | lots[b]
            lots.update(dict.fromkeys(both, both))
    return lots


@settings(max_examples=500, deadline=None)
@given(LIKENESSES, APART, st.randoms(use_true_random=False))
def test_bodies_are_what_the_rule_says_in_any_order(
    likenesses: list[Likeness], enemies: set[tuple[str, str]], random: Random
) -> None:
    random.shuffle(likenesses)
    clusters = Clusters(len(KEYS))
    clusters.keep_apart((KEYS.index(a), KEYS.index(b)) for a, b in enemies)
    settle(clusters, {key: [number] for number, key in enumerate(KEYS)}, likenesses)
    found = {
        key: frozenset(
            other for m, other in enumerate(KEYS) if clusters[m] == clusters[number]
        )
        for number, key in enumerate(KEYS)
    }
    assert found == plainly(likenesses, enemies)


def alike(a: str, b: str) -> Likeness:
    return Likeness(a, b, "same", 0.95, ("alike",))


def test_a_name_that_is_the_same_as_two_that_differ_is_neither() -> None:
    names = [Name("a"), Name("b"), Name("c")]
    said = [alike("a", "b"), alike("b", "c"), Likeness("a", "c", "different", 0, ())]
    found = organizations(names, likenesses=said)
    assert len(set(found.uids)) == 3
    assert [one.verdict for one in found.suggested] == ["unsure", "unsure"]


def test_a_name_does_not_join_two_registered_bodies() -> None:
    lei = [("lei", "529900T8BM49AURSDO55")], [("lei", "213800WSGIIZCXF1P572")]
    names = [Name("a", tuple(lei[0])), Name("b"), Name("c", tuple(lei[1]))]
    found = organizations(names, likenesses=[alike("a", "b"), alike("b", "c")])
    assert len(set(found.uids)) == 3


def test_different_is_never_crossed_and_undo_restores() -> None:
    names = [Name("a"), Name("b"), Name("c")]
    said = [alike("a", "b"), alike("b", "c")]
    before = organizations(names, likenesses=said)
    assert len(set(before.uids)) == 1
    assert before.bases == ["name", "likeness", "likeness"]
    told = [Judgement("different", before.anchor_uids[0], before.anchor_uids[2], "j")]
    assert len(set(organizations(names, told, likenesses=said).uids)) == 3
    assert organizations(names, likenesses=said) == before


def test_a_judgement_joins_what_names_leave_open_and_says_so() -> None:
    names = [Name("a"), Name("b")]
    said = [Likeness("a", "b", "unsure", 0.9, ("alike",))]
    open_ = organizations(names, likenesses=said)
    told = [Judgement("same", *open_.anchor_uids, "j", "one seal")]
    found = organizations(names, told, likenesses=said)
    assert found.suggested == ()
    assert [(join.basis, join.reasons) for join in found.joins] == [
        ("judgement", ("one seal",))
    ]


def test_a_name_that_many_bodies_have_joins_nobody_by_likeness() -> None:
    names = [Name("a", context="tender:1"), Name("a", context="tender:2"), Name("b")]
    assert len(set(organizations(names, likenesses=[alike("a", "b")]).uids)) == 3

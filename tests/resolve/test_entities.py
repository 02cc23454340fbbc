from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.identity import name_keys, organization_uid
from graphkit.resolve import Contradiction, Judgement, Name, Resolution, organizations

COH = "GB-COH"


def name(text: str, *ids: tuple[str, str], context: str = "") -> Name:
    return Name(name_keys([text])[0], ids, context)


def uid(text: str, jurisdiction: str = "", identifier: str = "") -> str:
    return organization_uid((name_keys([text])[0], jurisdiction, identifier))


def test_no_names_are_nobody() -> None:
    assert organizations([]) == Resolution([], [], [], [])


def test_a_single_name_is_known_by_its_anchor() -> None:
    found = organizations([name("深圳大学")])
    assert found.uids == [uid("深圳大学")]
    assert found.bases == ["name"]


def test_an_equal_name_joins_and_the_smallest_anchor_names_it() -> None:
    names = [name("Acme Ltd", (COH, "01002610")), name("ACME LTD.")]
    found = organizations(names)
    assert found.uids == [uid("acmeltd")] * 2
    assert found.bases == ["identifier", "name"]
    assert found.anchor_uids == [
        uid("acmeltd", "GB", "GB-COH:01002610"),
        uid("acmeltd"),
    ]


def test_an_equal_strong_identifier_joins_other_names() -> None:
    names = [name("Acme", (COH, "01002610")), name("Zenith", (COH, "1002610"))]
    found = organizations(names)
    assert found.uids == [uid("Acme", "GB", "GB-COH:01002610")] * 2


def test_any_of_several_identifiers_joins() -> None:
    lei = ("lei", "529900T8BM49AURSDO55")
    names = [
        name("A", (COH, "01002610"), lei),
        name("B", (COH, "01002610")),
        name("C", lei),
    ]
    assert len(set(organizations(names).uids)) == 1


def test_conflicting_identifiers_keep_equal_names_apart_and_the_bare_one_too() -> None:
    names = [
        name("Acme", (COH, "01002610")),
        name("Acme", (COH, "01002611")),
        name("Acme"),
    ]
    found = organizations(names)
    assert len(set(found.uids)) == 3
    bare = uid("Acme")
    assert found.doubtful == tuple(
        sorted((min(bare, other), max(bare, other)) for other in found.uids[:2])
    )


def test_other_schemes_do_not_conflict() -> None:
    names = [name("Acme", (COH, "01002610")), name("Acme", ("GB-CHC", "1089464"))]
    assert len(set(organizations(names).uids)) == 1


def test_countries_conflict_like_identifiers() -> None:
    names = [name("Acme", ("country", "GB")), name("Acme", ("country", "US"))]
    assert len(set(organizations(names).uids)) == 2


def test_names_that_hang_together_over_a_third_do_not_join_what_conflicts() -> None:
    names = [
        name("Acme", (COH, "01002610")),
        name("Acme"),
        name("Zenith"),
        name("Zenith", (COH, "01002611")),
    ]
    found = organizations(names, dictionary=[("Acme", "Zenith")])
    assert found.uids[0] == found.uids[1] != found.uids[2] == found.uids[3]


def test_the_dictionary_joins_and_says_so() -> None:
    names = [name("北京大学"), name("北大"), name("Peking University")]
    found = organizations(names, dictionary=[("Peking University", "北京大学", "北大")])
    assert len(set(found.uids)) == 1
    assert sorted(found.bases) == ["catalogue", "catalogue", "name"]


def test_a_name_within_a_context_joins_only_there() -> None:
    names = [
        name("第三人民医院", context="buyer:a"),
        name("第三人民医院", context="buyer:a"),
        name("第三人民医院", context="buyer:b"),
        name("第三人民医院", ("uscc", "914403001922038216"), context="buyer:b"),
    ]
    found = organizations(names)
    assert found.uids[0] == found.uids[1] != found.uids[2] == found.uids[3]
    joined = organizations(names, one_context={"buyer:b": "buyer:a"})
    assert len(set(joined.uids)) == 1


def test_two_registered_bodies_of_a_common_name_do_not_join_over_schemes() -> None:
    names = [
        name("第三人民医院", ("uscc", "914403001922038216"), context="tender:a"),
        name("第三人民医院", ("ror", "01vy4gh70"), context="tender:b"),
    ]
    assert len(set(organizations(names).uids)) == 2


A, B, C = name("Alpha"), name("Beta"), name("Gamma")
UIDS = {one: organizations([one]).uids[0] for one in (A, B, C)}


def judge(verdict: str, one: Name, other: Name, number: int = 1) -> Judgement:
    return Judgement(verdict, UIDS[one], UIDS[other], f"j{number}")


def test_a_judgement_joins_and_says_so() -> None:
    found = organizations([A, B, C], [judge("same", A, B)])
    assert found.uids == [UIDS[A], UIDS[A], UIDS[C]]
    assert sorted(found.bases) == ["judgement", "name", "name"]


def test_a_judgement_overrides_conflicting_identifiers() -> None:
    one, other = name("A", (COH, "01002610")), name("B", (COH, "01002611"))
    first, second = organizations([one, other]).uids
    found = organizations([one, other], [Judgement("same", first, second, "j")])
    assert len(set(found.uids)) == 1


@pytest.mark.parametrize("verdict", ["different", "part_of", "unsure"])
def test_what_a_person_keeps_apart_no_equal_name_or_dictionary_joins(
    verdict: str,
) -> None:
    one, other = name("Acme", ("GB-CHC", "1089464")), name("Acme")
    first, second = uid("Acme", "GB", "GB-CHC:1089464"), uid("Acme")
    told = [Judgement(verdict, first, second, "j1")]
    assert len(set(organizations([one, other], told).uids)) == 2
    names = [A, B]
    dictionary = [("Alpha", "Beta")]
    found = organizations(names, [judge(verdict, A, B)], dictionary)
    assert len(set(found.uids)) == 2


def test_what_a_person_keeps_apart_no_identifier_joins() -> None:
    one, other = name("Acme", (COH, "01002610")), name("Zenith", (COH, "01002610"))
    first, second = (uid(text, "GB", "GB-COH:01002610") for text in ("Acme", "Zenith"))
    told = [Judgement("different", first, second, "j1")]
    assert len(set(organizations([one, other], told).uids)) == 2


def test_of_judgements_that_clash_the_earlier_same_stands() -> None:
    told = [
        judge("same", A, B, 1),
        judge("same", B, C, 2),
        judge("different", A, C, 3),
    ]
    found = organizations([A, B, C], reversed(told))
    assert found.uids[0] == found.uids[1] != found.uids[2]
    assert found.unfollowed == (
        Contradiction("j2", "j3", "these were judged different"),
    )


def test_a_body_is_not_different_from_or_part_of_itself() -> None:
    told = [judge("different", A, A, 1), judge("part_of", B, B, 2)]
    found = organizations([A, B], told)
    assert len(set(found.uids)) == 2
    assert found.unfollowed == (
        Contradiction("j1", "", "both names are one name"),
        Contradiction("j2", "", "both names are one name"),
    )
    assert found.parts == ()


def test_a_judgement_about_nobody_here_is_listed_and_still_links() -> None:
    gone = "org:0000000000000000"
    told = [
        Judgement("same", UIDS[A], gone, "j1"),
        Judgement("same", gone, UIDS[B], "j2"),
        Judgement("part_of", UIDS[C], gone, "j3"),
    ]
    found = organizations([A, B, C], told)
    assert found.uids[0] == found.uids[1] != found.uids[2]
    assert [told.judgement for told in found.unfollowed] == ["j1", "j2", "j3"]
    assert found.parts == ()


def test_parts_and_unsure_pairs_are_of_entities() -> None:
    told = [
        judge("part_of", A, B, 1),
        judge("unsure", C, B, 2),
        judge("unsure", B, C, 3),
    ]
    found = organizations([A, B, C], told)
    assert found.parts == ((UIDS[A], UIDS[B], "j1"),)
    assert found.unsure == ((*sorted((UIDS[B], UIDS[C])), "j2"),)


def test_the_uid_of_any_member_stands_for_its_entity() -> None:
    names = [name("Acme", (COH, "01002610")), name("Acme"), A]
    member = uid("Acme", "GB", "GB-COH:01002610")
    found = organizations(names, [Judgement("same", member, UIDS[A], "j")])
    assert len(set(found.uids)) == 1


def test_judgements_about_tenders_are_no_business_of_names() -> None:
    told = [Judgement("same", "tender:1", "tender:2", "j")]
    assert organizations([A], told).unfollowed == ()


Case = tuple[list[Name], list[Judgement], list[tuple[str, ...]]]

NAMES = st.builds(
    Name,
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(
        [
            (),
            ((COH, "01002610"),),
            ((COH, "01002611"),),
            (("GB-CHC", "1089464"),),
            ((COH, "01002610"), ("GB-CHC", "1089465")),
            (("country", "US"),),
        ]
    ),
)
POOL = [
    organizations([one]).anchors[0].uid
    for key in "abc"
    for one in (
        Name(key),
        Name(key, ((COH, "01002610"),)),
        Name(key, ((COH, "01002611"),)),
    )
]
JUDGEMENTS = st.lists(
    st.tuples(
        st.sampled_from(["same", "different", "part_of", "unsure"]),
        st.sampled_from(POOL),
        st.sampled_from(POOL),
    ),
    max_size=6,
).map(lambda rows: [Judgement(*row, f"j{number}") for number, row in enumerate(rows)])
DICTIONARY = st.sampled_from([[], [("a", "b")], [("a", "b"), ("b", "c")]])
CASES = st.tuples(st.lists(NAMES, max_size=12), JUDGEMENTS, DICTIONARY)


@settings(max_examples=300, deadline=None)
@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_names_does_not_matter(case: Case, random: Random) -> None:
    names, judgements, dictionary = case
    shuffled = sorted(names, key=lambda _: random.random())
    one = organizations(names, judgements, dictionary)
    other = organizations(shuffled, judgements[::-1], dictionary)
    assert dict(zip(names, one.uids, strict=True)) == (
        dict(zip(shuffled, other.uids, strict=True))
    )
    assert (one.parts, one.unsure, one.doubtful, one.unfollowed) == (
        (other.parts, other.unsure, other.doubtful, other.unfollowed)
    )


@settings(max_examples=300, deadline=None)
@given(CASES)
def test_different_and_part_of_are_never_crossed(case: Case) -> None:
    names, judgements, dictionary = case
    found = organizations(names, judgements, dictionary)
    entity = {a.uid: uid for a, uid in zip(found.anchors, found.uids, strict=True)}
    for told in judgements:
        if told.verdict in ("different", "part_of") and told.a != told.b:
            assert entity.get(told.a, "a") != entity.get(told.b, "b")


@settings(max_examples=300, deadline=None)
@given(CASES)
def test_same_is_followed_or_listed(case: Case) -> None:
    names, judgements, dictionary = case
    found = organizations(names, judgements, dictionary)
    entity = {a.uid: uid for a, uid in zip(found.anchors, found.uids, strict=True)}
    listed = {told.judgement for told in found.unfollowed}
    for told in judgements:
        if told.verdict == "same" and told.uid not in listed:
            assert entity[told.a] == entity[told.b]


@settings(max_examples=300, deadline=None)
@given(CASES)
def test_an_entity_has_the_uid_of_its_smallest_anchor(case: Case) -> None:
    names, judgements, dictionary = case
    found = organizations(names, judgements, dictionary)
    smallest: dict[str, object] = {}
    for anchor, entity in sorted(zip(found.anchors, found.uids, strict=True)):
        smallest.setdefault(entity, anchor.uid)
    assert all(entity == anchor for entity, anchor in smallest.items())


@settings(max_examples=300, deadline=None)
@given(st.lists(NAMES, max_size=12))
def test_without_judgements_no_entity_has_two_numbers_of_one_register(
    names: list[Name],
) -> None:
    found = organizations(names, (), [("a", "b"), ("b", "c")])
    held: dict[str, set[str]] = {}
    for one, entity in zip(names, found.uids, strict=True):
        held.setdefault(entity, set()).update(v for s, v in one.ids if s == COH)
    assert all(len(values) <= 1 for values in held.values())

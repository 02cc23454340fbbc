"""What other judgements change, told from the tables: as if all were made anew."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graphkit import tables
from graphkit.assemble import digest
from graphkit.assemble.again import again
from graphkit.assemble.differences import Again
from graphkit.assemble.rewriting import rewrite
from graphkit.resolve import Judgement
from tests.assembly.told import A100, AWS, Told, body, entry

NAMES = (
    "甲大学",
    "乙大学",
    "丙学院",
    "云达科技有限公司",
    "海岚信息有限公司",
    "Harbour Ltd",
)
"""Names of which none is like another: of those that are, `again` says nothing."""

IDS = ((), (("uscc", "91440300MA5EYBB98W"),), (("gb-coh", "01234567"),))


def rows(folder: Path, name: str, key: str) -> dict[str, dict[str, Any]]:
    with tables.connect() as connection:
        found = connection.execute(
            f"SELECT * FROM read_parquet({tables.literal(folder / f'{name}.parquet')})"
        )
        columns = [column[0] for column in found.description or ()]
        listed = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    return {row[key]: row for row in listed}


def difference(one: Path, other: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return gone keys and new rows by file, of all nodes and edges."""
    gone: dict[str, Any] = {}
    new: dict[str, Any] = {}
    for file in sorted((*one.glob("nodes/*"), *one.glob("edges/*"))):
        name = file.relative_to(one).with_suffix("").as_posix()
        key = "uid" if name.startswith("nodes") else "key"
        was, will = rows(one, name, key), rows(other, name, key)
        left = sorted(k for k, row in was.items() if will.get(k) != row)
        came = [will[k] for k in sorted(will) if was.get(k) != will[k]]
        gone |= {name: left} if left else {}
        new |= {name: came} if came else {}
    return gone, new


Tender = tuple[int, int, int, int, int, bool]
Said = tuple[str, int, int]

tenders = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 5),
        st.integers(0, 5),
        st.integers(0, 2),
        st.integers(0, 2),
        st.booleans(),
    ),
    min_size=2,
    max_size=6,
)
judgements = st.lists(
    st.tuples(
        st.sampled_from(("same", "different", "part_of", "unsure")),
        st.integers(0, 17),
        st.integers(0, 17),
    ),
    max_size=4,
)


def told_of(folder: Path, given: list[Tender]) -> Told:
    """Tell tenders of a few names, some with identifiers, some without a number."""
    told = Told(folder)
    for number, (buyer, one, two, id_one, id_two, has_number) in enumerate(given):
        with told.record(
            f"{number // 2}.txt",
            tender=f"t{number}",
            title="高性能计算设备采购项目",
            number=f"SZU-2024-{number}" if has_number else "",
            day="2024-03-01",
            ids=() if has_number else (("x", "y"),),
        ) as notice:
            notice.says("ISSUED", subject=body(NAMES[buyer], *IDS[id_two]))
            notice.says("HANDLED_BY", object=body(NAMES[two]))
            notice.says("AWARDED_TO", object=body(NAMES[one], *IDS[id_one]), amount="5")
            notice.says("AWARDED_TO", object=body(NAMES[two], *IDS[id_two]))
            notice.says("VIA", object=entry(AWS))
            notice.says("SEEKS", object=entry(A100))
            notice.says("PART_OF", subject=body(NAMES[one]), object=body(NAMES[buyer]))
    return told


def judged(
    anchors: list[str], given: list[Said], first: int = 0
) -> tuple[Judgement, ...]:
    return tuple(
        Judgement(verdict, *ends, f"{number:032x}", "because")
        for number, (verdict, one, other) in enumerate(given, first)
        if len(
            ends := sorted({anchors[one % len(anchors)], anchors[other % len(anchors)]})
        )
        == 2
    )


def agrees(
    folder: Path, given: list[Tender], before: list[Said], after: list[Said]
) -> None:
    told = told_of(folder, given)
    plain = told.assemble("plain").folder
    anchors = sorted(
        row["anchor_uid"]
        for row in rows(plain, "names", "anchor_uid").values()
        if row["label"] == "Organization"
    )
    was = told.judgements = judged(anchors, before)
    one = told.assemble("one").folder
    told.judgements = (*was[:1], *judged(anchors, after, 10))
    two = told.assemble("two").folder
    found = again(one, told.catalogue, was, told.judgements)
    assert found is not None
    assert (found.gone, found.new) == difference(one, two)
    assert rewritten(one, found) == digest(two)


def rewritten(folder: Path, found: Again) -> str:
    """Return the digest of the tables of a folder with what changes put in."""
    out = folder.parent.with_name("rewritten") / "tables"
    rewrite(folder, out, found)
    return digest(out)


@settings(
    max_examples=6,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # an example takes a second
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(tenders, judgements, judgements)
def test_what_changes_is_what_making_all_anew_would_change(
    tmp_path_factory: pytest.TempPathFactory,
    given: list[Tender],
    before: list[Said],
    after: list[Said],
) -> None:
    agrees(tmp_path_factory.mktemp("told"), given, before, after)


def test_six_tenders_of_mixed_judgements_change_as_made_anew(tmp_path: Path) -> None:
    agrees(
        tmp_path,
        [
            (2, 2, 3, 1, 2, True),
            (1, 2, 4, 1, 2, True),
            (2, 1, 3, 0, 1, True),
            (1, 0, 0, 0, 1, False),
            (2, 5, 1, 1, 0, False),
            (2, 5, 3, 0, 1, True),
        ],
        [("part_of", 4, 17), ("same", 9, 12), ("unsure", 4, 0)],
        [
            ("part_of", 10, 5),
            ("different", 14, 15),
            ("same", 11, 14),
            ("different", 7, 1),
        ],
    )


def issued(told: Told, tender: str, *buyers: str, number: str = "") -> None:
    """Tell a record of a tender, which others have in another record or source."""
    path = f"{tender}-{number or 'bare'}.txt"
    title = f"云服务器租用{'设备' if number else ''}采购项目"
    with told.record(path, tender=tender, title=title, number=number) as record:
        for buyer in buyers:
            record.says("ISSUED", subject=body(buyer))


def joined(told: Told, one: str, other: str) -> tuple[Again | None, Path, Path]:
    """Return what joining two buyers changes, and the tables before and after."""
    before = told.assemble("one").folder
    uid = {
        row["text"]: row["anchor_uid"]
        for row in rows(before, "names", "anchor_uid").values()
    }
    told.judgements = (Judgement("same", *sorted((uid[one], uid[other])), "1" * 32),)
    after = told.assemble("two").folder
    return again(before, told.catalogue, (), told.judgements), before, after


def doubted(found: Again) -> list[str]:
    return [
        row["key"] for row in found.new.get("edges/POSSIBLY_SAME.Tender.Tender", ())
    ]


def test_a_tender_of_the_body_that_names_come_to_may_be_one_with_theirs(
    tmp_path: Path,
) -> None:
    told = Told(tmp_path)
    issued(told, "t1", "甲大学")
    issued(told, "t2", "乙大学")
    found, before, after = joined(told, "甲大学", "乙大学")
    assert found is not None
    assert doubted(found) == ["POSSIBLY_SAME|tender:t1|tender:t2||"]
    assert (found.gone, found.new) == difference(before, after)
    assert rewritten(before, found) == digest(after)


def test_what_a_third_buyer_has_alike_is_compared_with_all_that_it_issued(
    tmp_path: Path,
) -> None:
    told = Told(tmp_path)
    issued(told, "t1", "甲大学", "丙学院")
    issued(told, "t2", "丙学院")
    issued(told, "t3", "乙大学", "丙学院")
    found, before, after = joined(told, "甲大学", "乙大学")
    assert found is not None
    assert doubted(found) == ["POSSIBLY_SAME|tender:t1|tender:t3||"]
    assert (found.gone, found.new) == difference(before, after)


def test_a_doubt_that_a_number_may_raise_as_well_is_not_guessed_at(
    tmp_path: Path,
) -> None:
    told = Told(tmp_path)
    for tender, buyer in (("t1", "甲大学"), ("t2", "丙学院"), ("t3", "乙大学")):
        issued(told, tender, buyer, number="SZU-2024-1")
    for tender, buyer in (("t1", "甲大学"), ("t3", "乙大学")):
        issued(told, tender, buyer)
    found, _, _ = joined(told, "甲大学", "乙大学")
    assert found is None


def test_tables_that_other_rules_made_are_not_guessed_at(tmp_path: Path) -> None:
    told = told_of(tmp_path, [(0, 3, 4, 0, 0, True), (1, 5, 4, 0, 0, True)])
    known = told.assemble("plain").folder
    anchors = [row["anchor_uid"] for row in rows(known, "names", "anchor_uid").values()]
    organizations = sorted(uid for uid in anchors if uid.startswith("org:"))
    same = Judgement("same", *organizations[:2], "1" * 32)
    told.judgements = (same,)
    joined = told.assemble("one").folder
    # The tables were made with a judgement that `before` does not have.
    later = Judgement("same", *organizations[1:3], "2" * 32)
    assert again(joined, told.catalogue, (), (later,)) is None

"""Names that compare as the same, through the whole assembly."""

from pathlib import Path

import pytest

from graphkit.resolve import Judgement
from tests.assembly.told import Tables, Told, body


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


def buys(told: Told, *buyers: str) -> Tables:
    for number, buyer in enumerate(buyers):
        with told.record(f"{number}.txt", tender=f"t{number}") as record:
            record.says("ISSUED", body(buyer))
    return told.assemble()


def anchors(tables: Tables) -> dict[str, str]:
    """Return the uid of each mention's anchor, by its text."""
    names = "SELECT * FROM '@/names.parquet' WHERE label = 'Organization'"
    return {row["text"]: row["anchor_uid"] for row in tables.rows(names)}


def n_bodies(tables: Tables) -> int:
    return len(tables.nodes("Organization"))


@pytest.mark.parametrize(
    "names",
    [
        ("深圳大学", "深圳大學", "Shenzhen University", "Universität Shenzhen"),
        ("北京大学", "北大"),
        ("亚马逊云科技", "AWS"),
        ("深圳市云达科技有限公司", "深圳云达科技有限责任公司"),
        ("Yunda Technology Ltd", "YUNDA TECHNOLOGY LIMITED"),
        ("宁夏回族自治区银川市人民医院", "宁夏银川市人民医院"),
    ],
)
def test_names_of_one_body_are_one(told: Told, names: tuple[str, ...]) -> None:
    tables = buys(told, *names)
    assert n_bodies(tables) == 1
    assert tables.edges("POSSIBLY_SAME") == []


@pytest.mark.parametrize(
    "names",
    [
        ("四川大学", "四川农业大学"),
        ("成都运达科技股份有限公司", "Yunda Technology Ltd Co"),
        ("深圳云达科技有限公司", "深圳运达科技有限公司"),
        ("深圳云达科技有限公司", "上海云达科技有限公司"),
        ("中铁十一局集团有限公司", "中铁十四局集团有限公司"),
        ("四川大学", "四川大学华西医院"),
        ("中国建设银行股份有限公司", "中国建设银行股份有限公司深圳分行"),
        ("鍾山電子有限公司", "鐘山電子有限公司"),
        ("Wuhan University", "Wuhan University of Technology"),
    ],
)
def test_names_of_two_bodies_are_two(told: Told, names: tuple[str, ...]) -> None:
    assert n_bodies(buys(told, *names)) == 2


def drawn(tables: Tables, kind: str) -> list[tuple[str, str, float, str]]:
    """Return (from, to, score, basis) of the edges of a kind, by names."""
    named = {node["uid"]: node["name"] for node in tables.nodes("Organization")}
    return sorted(
        (named[row["src"]], named[row["dst"]], row["score"], row["basis"])
        for row in tables.edges(kind)
        if row["src"] in named
    )


def test_an_unsure_pair_is_shown_with_score_and_reasons(told: Told) -> None:
    tables = buys(
        told, "深圳云达科技有限公司", "云达科技（深圳）有限公司", "云达软件公司"
    )
    (edge,) = tables.edges("POSSIBLY_SAME")
    assert (edge["score"], edge["basis"], edge["provenance"]) == (
        0.9,
        "name",
        "primary",
    )
    assert edge["quote"] == (
        "The trade name 云达 is the same. The place 深圳 is the same. "
        "It stands in brackets in one and in front in the other."
    )
    (row,) = tables.rows("SELECT * FROM '@/suggestions.parquet'")
    assert (row["verdict"], row["score"]) == ("unsure", 0.9)
    assert " ".join(row["reasons"]) == edge["quote"]


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("中国科学技术大学苏州高等研究院", "中国科学技术大学"),
        ("四川大学华西医院", "四川大学"),
        ("中国建设银行股份有限公司深圳分行", "中国建设银行股份有限公司"),
    ],
)
def test_a_part_is_drawn_and_never_merged(told: Told, part: str, whole: str) -> None:
    tables = buys(told, part, whole)
    assert drawn(tables, "PART_OF") == [(part, whole, 0.8, "name")]
    assert drawn(tables, "POSSIBLY_SAME") == []


def test_what_only_suggests_a_part_draws_nothing(told: Told) -> None:
    tables = buys(told, "深圳大学路小学", "深圳大学")
    assert drawn(tables, "PART_OF") == drawn(tables, "POSSIBLY_SAME") == []
    (row,) = tables.rows("SELECT * FROM '@/suggestions.parquet'")
    assert (row["verdict"], row["score"]) == ("part_of", 0.7)


def test_names_that_differ_by_colliding_letters_are_two_and_the_third_is_asked(
    told: Told,
) -> None:
    tables = buys(told, "鍾山電子有限公司", "鐘山電子有限公司", "钟山电子有限公司")
    assert n_bodies(tables) == 3
    pairs = [{one, other} for one, other, *_ in drawn(tables, "POSSIBLY_SAME")]
    simple = "钟山电子有限公司"
    assert sorted(map(sorted, pairs)) == [
        sorted((simple, "鍾山電子有限公司")),
        sorted((simple, "鐘山電子有限公司")),
    ]


def test_a_judged_pair_is_no_longer_asked_about_or_drawn_as_part(told: Told) -> None:
    tables = buys(
        told, "深圳大学", "Universität Shenzhen", "四川大学", "四川大学华西医院"
    )
    uid = anchors(tables)
    told.judgements = (
        Judgement("different", uid["深圳大学"], uid["Universität Shenzhen"], "j1"),
        Judgement("different", uid["四川大学"], uid["四川大学华西医院"], "j2"),
    )
    apart = told.assemble("r2")
    assert n_bodies(tables) == 3
    assert n_bodies(apart) == 4
    assert drawn(apart, "PART_OF") == drawn(apart, "POSSIBLY_SAME") == []
    told.judgements = ()
    assert told.assemble("r3").digest == tables.digest


def test_a_table_says_why_names_are_one(told: Told) -> None:
    tables = buys(told, "深圳大学", "Shenzhen University", "Universität Shenzhen")
    text = {uid: said for said, uid in anchors(tables).items()}
    why = {
        (*sorted((text[row["a"]], text[row["b"]])), row["basis"]): row["reasons"]
        for row in tables.rows("SELECT * FROM '@/joins.parquet'")
    }
    assert why["Shenzhen University", "深圳大学", "catalogue"] == [
        "The dictionary has both names for one body."
    ]
    assert why["Universität Shenzhen", "深圳大学", "likeness"] == [
        "深圳 is Shenzhen; 大学 is university."
    ]


def test_the_basis_of_an_edge_says_that_a_name_is_another_spelling(told: Told) -> None:
    tables = buys(
        told, "深圳市云达科技有限公司", "深圳云达科技有限责任公司", "四川大学"
    )
    named = sorted(row["basis"] for row in tables.edges("ISSUED"))
    assert named == ["name", "record", "record"]


def test_few_pairs_are_asked_about_for_one_name(told: Told) -> None:
    forms = (
        "有限公司",
        "股份有限公司",
        "集团公司",
        "总公司",
        "合伙企业",
        "（上海）有限公司",
    )
    names = [f"上海云达科技{form}" for form in forms]
    count: dict[str, int] = {}
    for one, other, *_ in drawn(buys(told, *names), "POSSIBLY_SAME"):
        count[one] = count.get(one, 0) + 1
        count[other] = count.get(other, 0) + 1
    assert count
    assert max(count.values()) <= 3


def test_a_uid_from_when_the_buyer_was_not_known_yet_stays_that_of_the_body(
    told: Told,
) -> None:
    with told.record("award.txt", tender="t1") as record:
        record.says("AWARDED_TO", object=body("第三人民医院"))
    (first,) = told.assemble().nodes("Organization")
    with told.record("request.txt", tender="t1") as record:
        record.says("ISSUED", body("四川大学"))
    second = told.assemble("r2").node("Organization", "第三人民医院")
    with told.record("other.txt", tender="t1") as record:
        record.says("ISSUED", body("深圳大学"))
    third = told.assemble("r3").node("Organization", "第三人民医院")
    assert len({first["uid"], second["uid"]}) == 2
    assert first["uid"] in second["former_uids"]
    assert second["uid"] in third["former_uids"]
    assert third["uid"] == first["uid"]
    told.judgements = (Judgement("part_of", second["uid"], buyer(told), "j"),)
    (edge,) = told.assemble("r4").edges("PART_OF")
    assert (edge["from"], edge["to"]) == ("第三人民医院", "四川大学")


def buyer(told: Told) -> str:
    return str(told.assemble("b").node("Organization", "四川大学")["uid"])

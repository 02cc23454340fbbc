"""Names that compare as the same, through the whole assembly."""

from pathlib import Path

import pytest

from tests.assembly.told import Tables, Told, body


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


def buys(told: Told, *buyers: str) -> Tables:
    for number, buyer in enumerate(buyers):
        with told.record(f"{number}.txt", tender=f"t{number}") as record:
            record.says("ISSUED", body(buyer))
    return told.assemble()


def entities(tables: Tables) -> dict[str, str]:
    """Return the name of the entity that each mention belongs to."""
    named = {node["uid"]: node["name"] for node in tables.nodes("Organization")}
    return {
        row["text"]: named[row["uid"]] for row in tables.rows("names") if row["ids"]
    }


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

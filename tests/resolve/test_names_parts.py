import pytest

from graphkit.resolve.names import split_consortium, take_apart


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "深圳云达科技有限公司",
            [
                ("place", "深圳"),
                ("trade", "云达"),
                ("industry", "科技"),
                ("form", "有限公司"),
            ],
        ),
        (
            "云达科技（深圳）有限公司",
            [
                ("trade", "云达"),
                ("industry", "科技"),
                ("place", "深圳"),
                ("form", "有限公司"),
            ],
        ),
        (
            "深圳云达科技有限公司北京分公司",
            [
                ("place", "深圳"),
                ("trade", "云达"),
                ("industry", "科技"),
                ("form", "有限公司"),
                ("branch", "北京分公司"),
            ],
        ),
        (
            "深圳市第三人民医院",
            [("place", "深圳市"), ("number", "第三"), ("head", "人民医院")],
        ),
        ("深圳大學", [("place", "深圳"), ("head", "大學")]),
        (
            "北京数字政通科技股份有限公司",
            [
                ("place", "北京"),
                ("trade", "数字"),
                ("trade", "政通"),
                ("industry", "科技"),
                ("form", "股份有限公司"),
            ],
        ),
        (
            "Shenzhen Yunda Technology Co., Ltd.",
            [
                ("place", "Shenzhen"),
                ("trade", "Yunda"),
                ("word", "Technology"),
                ("form", "Co."),
                ("form", "Ltd."),
            ],
        ),
        (
            "University of Oxford",
            [("head", "University"), ("place", "Oxford")],
        ),
        (
            "Siemens GmbH & Co. KG",
            [("trade", "Siemens"), ("form", "GmbH"), ("form", "Co."), ("form", "KG")],
        ),
    ],
)
def test_a_name_is_taken_apart(name: str, expected: list[tuple[str, str]]) -> None:
    assert [(part.role, part.text) for part in take_apart(name)] == expected


@pytest.mark.parametrize(
    "name",
    [
        "（深圳）云达ＡＢＣ科技 有限公司",
        "㈱云达",
        "Universität zu Köln",
        "",
        "深圳大学\n附属医院",
    ],
)
def test_parts_are_slices_of_the_name(name: str) -> None:
    parts = take_apart(name)
    assert [name[part.start : part.end] for part in parts] == [p.text for p in parts]
    assert [part.start for part in parts] == sorted(part.start for part in parts)


@pytest.mark.parametrize(
    ("name", "bodies"),
    [
        (
            "甲乙科技有限公司、丙丁建设集团有限公司联合体",
            ("甲乙科技有限公司", "丙丁建设集团有限公司"),
        ),
        (
            "深圳云达科技有限公司（联合体牵头人）、中国电信股份有限公司（成员）",
            ("深圳云达科技有限公司", "中国电信股份有限公司"),
        ),
        (
            "中铁建工集团有限公司与北京市建筑设计研究院联合体",
            ("中铁建工集团有限公司", "北京市建筑设计研究院"),
        ),
        ("ADGA Group in joint venture with Calian Ltd", ("ADGA Group", "Calian Ltd")),
        ("人力资源和社会保障局", ("人力资源和社会保障局",)),
        ("Hennes & Mauritz AB", ("Hennes & Mauritz AB",)),
        ("A/S Storebælt", ("A/S Storebælt",)),
        ("", ("",)),
    ],
)
def test_a_consortium_is_split_into_its_bodies(
    name: str, bodies: tuple[str, ...]
) -> None:
    assert split_consortium(name) == bodies

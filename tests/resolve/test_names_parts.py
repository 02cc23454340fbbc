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
    ("name", "form"),
    [
        ("Bayerische Motoren Werke Aktiengesellschaft", "Aktiengesellschaft"),
        ("Müller & Söhne GmbH & Co. KGaA", "GmbH Co. KGaA"),
        ("Stadtwerke Köln eG", "eG"),
        ("Dupont et Fils S.A.R.L.", "S.A.R.L."),
        ("Société anonyme Ciments", "Société anonyme"),
        ("Ferrovial Sociedad Anónima", "Sociedad Anónima"),
        ("Grupo Carso S.A.B. de C.V.", "S.A.B. de C.V."),
        ("Kowalski i Wspólnicy sp.j.", "sp.j."),
        ("ABC Sp. z o.o. Sp. k.", "Sp. z o.o. Sp. k."),
        ("Rossi & Figli S.r.l.", "S.r.l."),
        ("Bakker V.O.F.", "V.O.F."),
        ("De Vries C.V.", "C.V."),
        ("Kesko Oyj Abp", "Oyj Abp"),
        ("Maersk A/S", "A S"),
        ("Össur hf.", "hf."),
        ("K.K. Toshiba", "K.K."),
        ("Sony Godo Kaisha", "Godo Kaisha"),
        ("Hyundai Jusik Hoesa", "Jusik Hoesa"),
        ("Tartu OÜ", "OÜ"),
        ("GmbH", ""),
        ("The Procter & Gamble Company", "Company"),
    ],
)
def test_legal_forms_of_many_languages_are_forms(name: str, form: str) -> None:
    found = [part.text for part in take_apart(name) if part.role == "form"]
    assert " ".join(found) == form


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
        ("主：甲建设有限公司 成：乙设计院", ("甲建设有限公司", "乙设计院")),
        ("(联合体)甲建设有限公司+乙设计院", ("甲建设有限公司", "乙设计院")),
        ("ARGE Müller GmbH - Meier AG", ("Müller GmbH", "Meier AG")),
        (
            "Konsorcjum: Budimex S.A., Strabag Sp. z o.o.",
            ("Budimex S.A.", "Strabag Sp. z o.o."),
        ),
        ("Lider: Alfa S.A.; Partner: Beta S.A.", ("Alfa S.A.", "Beta S.A.")),
        ("Acme Ltd and Beta Ltd", ("Acme Ltd", "Beta Ltd")),
        ("Acme Inc., a Delaware Corp.", ("Acme Inc., a Delaware Corp.",)),
        ("Smith and Sons Ltd", ("Smith and Sons Ltd",)),
        ("Müller GmbH & Co. KG", ("Müller GmbH & Co. KG",)),
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

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.catalogue import Catalogue
from graphkit.resolve import Comparison, Dictionary, compare
from graphkit.resolve.names import Entry, dictionary
from graphkit.resolve.names.dictionaries import of_catalogue


@pytest.fixture(scope="module")
def known() -> Dictionary:
    return dictionary(of_catalogue(Catalogue.load()))


def test_a_company_with_its_place_in_brackets_is_asked_about() -> None:
    assert compare("深圳云达科技有限公司", "云达科技（深圳）有限公司") == Comparison(
        "unsure",
        0.9,
        (
            "The trade name 云达 is the same.",
            "The place 深圳 is the same.",
            "It stands in brackets in one and in front in the other.",
        ),
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("深圳云达科技有限公司", "深圳市云达科技有限责任公司"),
        ("深圳云达科技有限公司", "深圳云达科技有限公司（盖章）"),
        ("深圳云达科技有限公司", "深 圳 云 达 科 技 有 限 公 司"),
        ("深圳市雲達科技有限公司", "深圳云达科技有限公司"),
        ("深圳云达科技", "深圳云达科技有限公司"),
        ("深圳大學", "深圳大学"),
        ("臺北大學", "台北大学"),
        ("宁夏回族自治区地震局", "宁夏地震局"),
        ("彭水县人民医院", "彭水苗族土家族自治县人民医院"),
        ("江苏省苏州市中级人民法院", "苏州市中级人民法院"),
        ("深圳市疾控中心", "深圳市疾病预防控制中心"),
        ("財團法人國家實驗研究院", "國家實驗研究院"),
        ("首都医科大学附属北京朝阳医院", "北京朝阳医院"),
        ("深圳大学", "Shenzhen University"),
        ("深圳大学", "Universität Shenzhen"),
        ("Shenzhen University", "Universität Shenzhen"),
        ("西安交通大学", "Xi'an Jiaotong University"),
        ("广州市第八人民医院", "Guangzhou Eighth People's Hospital"),
        ("内蒙古自治区科学技术厅", "Inner Mongolia Science and Technology Department"),
        ("Siemens AG", "Siemens Aktiengesellschaft"),
        ("Société Générale S.A.", "SOCIETE GENERALE SA"),
        ("Karpat-Bud Spółka z ograniczoną odpowiedzialnością", "KARPAT BUD Sp. z o.o."),
        ("Procter & Gamble Co.", "The Procter and Gamble Company"),
        ("PricewaterhouseCoopers LLP", "Pricewaterhouse Coopers LLP"),
        ("VTB BANK PUBLIC JOINT STOCK COMPANY", "PJSC VTB Bank"),
        ("ALTIS HUMAN RESOURCES", "ALTIS HR"),
        ("PROTAK CONSULTING GROUP", "PROTAK CONUSLTING GROUP"),
        ("Ninghai County First Hospital", "First Hospital of Ninghai County"),
        ("Southwest Jiaotong University", "Xīnán Jiāotōng Dàxué"),
        ("Chinese Academy of Fishery Sciences", "Zhōngguó Shuǐchǎn Kēxué Yánjiūyuàn"),
        ("Shandong Cancer Hospital", "Shandong Tumour Hospital"),
        ("Normal University of Guangxi", "Guangxi Normal University"),
        (
            "South Central Minzu University",
            "South Central University for Nationalities",
        ),
        (
            "CCTEG Shenyang Institute",
            "China Coal Technology & Engineering Group Shenyang Institute",
        ),
        ("Guangdong Health Commission", "Guandgong Health Commission"),
        ("Secretaria da Saúde da Bahia – SSB", "Secretaria da Saúde da Bahia"),
        ("Adsen Co. Ltd. (China)", "Adsen Co. Ltd."),
        ("OAO Novatek", "Novatek JSC"),
        ("Bosch Energie GmbH", "Bosch Energy GmbH"),
        ("7th Geological Brigade of Sichuan", "Seventh Geological Brigade of Sichuan"),
        ("Shandong Women's University", "Shāndōng Nǚzǐ Xuéyuàn"),
        ("Shenzhen Yida Keji Youxian Gongsi", "Shenzhen Yida Technology Co., Ltd."),
        (
            "Ningxia Department of Science and Technology",
            "Department of Science and Technology of Ningxia Hui Autonomous Region",
        ),
    ],
)
def test_other_spellings_of_one_name_are_the_same(a: str, b: str) -> None:
    assert compare(a, b).verdict == "same"
    assert compare(b, a) == compare(a, b)


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ("中国科学技术大学", "中国科学技术大学苏州高等研究院"),
        ("深圳云达科技有限公司", "深圳云达科技有限公司北京分公司"),
        ("中国工商银行", "中国工商银行深圳分行"),
        ("四川大学", "四川大学华西医院"),
        ("Raytheon", "Raytheon Canada Limited"),
        ("Stanford University", "Stanford University School of Medicine"),
        ("Dalhousie University", "Dalhousie University Bookstore"),
    ],
)
def test_a_branch_or_a_school_is_part_of_the_whole(whole: str, part: str) -> None:
    found = compare(whole, part)
    assert (found.verdict, found.part) == ("part_of", part)
    assert compare(part, whole) == found


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        (
            "深圳云达科技有限公司",
            "深圳运达科技有限公司",
            "云达 and 运达 sound alike and are written differently.",
        ),
        (
            "中铁十一局集团有限公司",
            "中铁十四局集团有限公司",
            "The numbers differ: 11 and 14.",
        ),
        (
            "深圳云达科技有限公司",
            "深圳云达贸易有限公司",
            "The industries differ: 科技 and 贸易.",
        ),
        (
            "北京云达科技有限公司",
            "深圳云达科技有限公司",
            "The places differ: 北京 and 深圳.",
        ),
        (
            "鍾山科技有限公司",
            "鐘山科技有限公司",
            "鍾 and 鐘 are one character only when simplified.",
        ),
        (
            "Bowne of Dallas, L.P.",
            "Bowne of Phoenix, Inc.",
            "The places differ: dallas and phoenix.",
        ),
        (
            "Wuhan University",
            "Wuhan University of Technology",
            "They belong to the name of another body.",
        ),
    ],
)
def test_what_tells_two_names_apart_is_said(a: str, b: str, reason: str) -> None:
    found = compare(a, b)
    assert found.verdict == "different"
    assert reason in found.reasons


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("第三人民医院", "第三人民医院"),
        ("Ministry of Health", "MINISTRY OF HEALTH"),
        ("张伟", "张伟"),
        ("John Smith", "JOHN SMITH"),
    ],
)
def test_names_of_many_are_unsure_though_they_are_equal(a: str, b: str) -> None:
    assert compare(a, b).verdict == "unsure"


def test_sichuan_university_and_the_agricultural_one_are_two() -> None:
    assert compare("四川大学", "四川农业大学").verdict == "different"
    assert compare("四川大学", "Sichuan Agricultural University").verdict == "different"


def test_a_listed_maker_of_trains_is_not_joined_with_a_name_in_the_press() -> None:
    for name in ("成都运达科技股份有限公司", "深圳云达科技有限公司"):
        assert compare(name, "Yunda Technology Ltd Co").verdict == "unsure"


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        ("Siemens AG", "Siemens Ltd", "The legal form differs: AG and Ltd."),
        ("Nokia Oyj", "Nokia AB", "The legal form differs: AB and Oyj."),
        ("Energia Ltd", "Energy Ltd", "No word of the name is its own."),
        (
            "Instituto Nacional de Salud Pública",
            "Institut national de santé publique",
            "Many countries have a body of this name.",
        ),
        (
            "北京理工大学",
            "Beijing University of Technology",
            "北京 is Beijing; 理工大学 is university technology.",
        ),
        ("Wang Wei", "WANG WEI", "Persons of one name are many."),
        (
            "Hikvision (China)",
            "Hangzhou Hikvision Digital Technology Co., Ltd.",
            "The rare word is the same.",
        ),
    ],
)
def test_what_is_not_sure_is_asked_about(a: str, b: str, reason: str) -> None:
    found = compare(a, b)
    assert found.verdict == "unsure"
    assert reason in found.reasons


def test_the_countries_in_brackets_behind_two_names_tell_them_apart() -> None:
    found = compare("Acme Widgets Ltd. (Singapore)", "Acme Widgets Ltd. (Canada)")
    assert found == Comparison(
        "different", 0.15, ("The places differ: canada and singapore.",)
    )


def test_a_town_and_the_province_it_lies_in_are_not_called_two_places() -> None:
    told = compare("Guangzhou Hospital", "Guangdong Hospital")
    assert told.reasons == ("The words differ: guangdong and guangzhou.",)
    told = compare("Guangzhou Hospital", "Hunan Hospital")
    assert told.reasons == ("The places differ: guangzhou and 湖南.",)


def test_a_college_that_calls_itself_a_university_is_asked_about() -> None:
    found = compare("辽宁科技学院", "University of Science and Technology Liaoning")
    assert found.verdict == "unsure"


def test_a_dictionary_knows_what_rules_cannot(known: Dictionary) -> None:
    pairs = [
        ("北大", "北京大学"),
        ("北大", "Peking University"),
        ("AWS", "亚马逊云科技"),
        ("Amazon Web Services", "亚马逊云科技"),
        ("之江实验室", "Zhejiang Lab"),
    ]
    assert [compare(a, b, known).verdict for a, b in pairs] == ["same"] * len(pairs)
    assert "same" not in [compare(a, b).verdict for a, b in pairs]


def test_a_dictionary_keeps_its_bodies_apart(known: Dictionary) -> None:
    assert compare("北京大学", "四川大学", known).verdict == "different"


def test_an_institute_is_part_of_its_university_though_a_dictionary_has_both() -> None:
    whole, part = "中国科学技术大学", "中国科学技术大学苏州高等研究院"
    both = dictionary(
        Entry(name, (name,), source="catalogue") for name in (whole, part)
    )
    assert compare(whole, part, both) == compare(whole, part)
    assert compare(whole, part, both).part == part


@pytest.mark.parametrize("odd", ["", " ", "()", "&", "。", "有限公司", "Ltd", "\n"])
def test_any_text_is_compared(odd: str) -> None:
    for other in ("深圳大学", "Shenzhen University", "", odd):
        assert compare(odd, other).verdict in ("same", "unsure", "different")


WORDS = """深圳 北京市 云达 运达 大学 医院 科技 有限公司 分公司 （ ） 第三 附属
Shenzhen University of Technology Co. Ltd 12 II & , ' s"""
PIECES = st.sampled_from(WORDS.split())
NAMES = st.lists(PIECES, max_size=7).map("".join) | st.text(max_size=20)


@settings(max_examples=300, deadline=None)
@given(NAMES, NAMES)
def test_the_order_of_two_names_does_not_matter(a: str, b: str) -> None:
    found = compare(a, b)
    assert compare(b, a) == found
    assert found.verdict in ("same", "unsure", "different", "part_of")
    assert bool(found.part) == (found.verdict == "part_of")
    assert found.part in (a, b, "")
    assert 0 <= found.score <= 1
    assert found.reasons


@settings(max_examples=300, deadline=None)
@given(NAMES)
def test_a_name_is_never_another_than_itself(name: str) -> None:
    assert compare(name, name).verdict != "part_of"
    if any(letter.isalnum() for letter in name):
        assert compare(name, name).verdict in ("same", "unsure")

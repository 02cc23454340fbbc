import pytest

from graphkit.identity import name_keys
from graphkit.resolve import KINDS, kinds, scopes


def kind(name: str) -> str:
    return kinds([name], name_keys([name]))[0]


def scope(name: str, *known: str) -> str:
    keys = name_keys([name])
    return scopes(keys, kinds([name], keys), frozenset(name_keys(known)))[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("深圳大学", "university"),
        ("深圳大學", "university"),
        ("福建船政交通职业学院", "university"),
        ("深圳大学附属华南医院", "hospital"),
        ("四川大学华西医院", "hospital"),
        ("清华大学附属中学", "other"),
        ("北京大学出版社有限公司", "company"),
        ("北京大学科技园有限公司", "company"),
        ("深圳云达科技有限公司北京分公司", "company"),
        ("中国科学院计算技术研究所", "institute"),
        ("中国社会科学院", "institute"),
        ("之江实验室", "institute"),
        ("国家集成电路设计自动化技术创新中心", "institute"),
        ("煤炭科学研究总院", "institute"),
        ("四川省公安厅", "government"),
        ("深圳市福田区人民政府", "government"),
        ("国家税务总局深圳市税务局", "government"),
        ("中国人民解放军总医院", "military"),
        ("某部队", "military"),
        ("中国银行", "company"),
        ("中国红十字基金会", "other"),
        ("张建国", "person"),
        ("陈某某", "person"),
        ("陈*", "person"),
        ("欧阳建国", "person"),
        ("华为", "unknown"),
        ("Shenzhen University", "university"),
        ("Universität zu Köln", "university"),
        ("Universidad de Chile", "university"),
        ("Harbin Institute of Technology", "university"),
        ("Oxford University Press Ltd", "company"),
        ("University Hospitals Bristol NHS Foundation Trust", "hospital"),
        ("Universitätsklinikum Köln", "hospital"),
        ("Institute of Computing Technology, Chinese Academy of Sciences", "institute"),
        ("USTC Suzhou Institute for Advanced Research", "institute"),
        ("Zhejiang Lab", "institute"),
        ("Kent County Council", "government"),
        ("Ministry of Defence", "government"),
        ("Ministerio de Salud", "government"),
        ("Air Force Medical University", "military"),
        ("Salvation Army", "other"),
        ("Yunda Technology Ltd Co", "company"),
        ("Sichuan Province Xuedong Technology Co Ltd", "company"),
        ("Siemens AG", "company"),
        ("ACME S.A. de C.V.", "company"),
        ("MEDIAWAYS GmbH & Co. KG", "company"),
        ("Lancashire Constabulary", "government"),
        ("Mr J. Bloggs", "person"),
        ("John Smith", "person"),
        ("SMITH, John", "person"),
        ("John Smith & Sons", "unknown"),
        ("Asia", "unknown"),
        ("Deloitte", "unknown"),
        ("", "unknown"),
    ],
)
def test_the_words_of_a_name_tell_its_kind(name: str, expected: str) -> None:
    assert kind(name) == expected
    assert expected in KINDS


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("第三人民医院", "local"),
        ("市第一中学", "local"),
        ("教育局", "local"),
        ("县人民政府", "local"),
        ("政府采购中心", "local"),
        ("City Council", "local"),
        ("General Hospital", "local"),
        ("Ministry of Health", "national"),
        ("MINISTRY OF EDUCATION AND SPORTS", "national"),
        ("Ministère de la Santé", "national"),
        ("Department for Transport", "national"),
        ("教育部", "national"),
        ("张建国", "person"),
        ("Redacted", "withheld"),
        ("Various suppliers", "withheld"),
        ("无", "nobody"),
        ("N/A", "nobody"),
        ("详见附件", "nobody"),
        ("深圳市第三人民医院", ""),
        ("深圳市教育局", ""),
        ("Kent County Council", ""),
        ("Ministry of Health of Kenya", ""),
        ("Department of Physics, University of Oxford", ""),
        ("深圳大学", ""),
        ("A", ""),
    ],
)
def test_a_name_that_many_bodies_have_says_within_what_it_is_one(
    name: str, expected: str
) -> None:
    assert scope(name) == expected


def test_a_name_in_the_dictionary_is_nobody_elses() -> None:
    assert scope("教育部", "教育部") == ""

"""What holds for all names, whatever they are made of."""

from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.resolve import compare
from graphkit.resolve.names import split_consortium, take_apart

WIDE = {narrow: narrow + 0xFEE0 for narrow in range(0x21, 0x7F)}
WORDS = """Shenzhen Xian Jiaotong Yunda Bosch Smith Energie Energy University of
Technology Institute The Medical (XJU) (China) (Canada) AG Ltd GmbH 12 II Centre
Svcs S.A. and"""
PIECES = """深圳 北京市 云达 运达 大学 医院 科技 集团 有限公司 分公司 （深圳） 第三 附属
中国 雲達 學院"""
LATIN = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=6).map(" ".join)
HAN = st.lists(st.sampled_from(PIECES.split()), min_size=1, max_size=6).map("".join)
ANY = LATIN | HAN | st.text(max_size=25)

PLACES = st.sampled_from(("", "Shenzhen ", "Beijing ", "Munich "))
OWN = st.sampled_from(("Yunda", "Yuanda", "Bosch", "Smith", "Smyth", "Delta", "Energy"))
DOES = st.sampled_from(("", " Energie", " Energy", " Consulting", " Trading"))
FIRMS = st.tuples(PLACES, OWN, DOES).map("".join)
FORMS = st.sampled_from((" Ltd", " GmbH", " S.A.", " Co., Ltd.", " Sp. z o.o."))
SITES = st.sampled_from(("", "深圳", "北京市", "广东省深圳市"))
TRADES = st.sampled_from(("云达", "运达", "韵达", "数字政通", "华为"))
TASKS = st.sampled_from(("", "科技", "贸易", "科技集团", "信息技术"))
COMPANIES = st.tuples(SITES, TRADES, TASKS).map("".join)
KINDS = st.sampled_from(("有限公司", "股份有限公司", "有限责任公司"))


@settings(max_examples=200, deadline=None)
@given(LATIN | HAN, LATIN | HAN)
def test_case_width_and_blanks_tell_no_names_apart(a: str, b: str) -> None:
    verdict = compare(a, b).verdict
    assert compare(a.upper(), b.lower()).verdict == verdict
    assert compare(a.translate(WIDE), b).verdict == verdict
    assert compare(f"  {a.replace(' ', '  ')} ", b).verdict == verdict


@settings(max_examples=200, deadline=None)
@given(FIRMS, FIRMS, FORMS)
def test_a_legal_form_makes_no_two_firms_one(a: str, b: str, form: str) -> None:
    if compare(a, b).verdict != "same":
        assert compare(a + form, b).verdict != "same"
        assert compare(a + form, b + form).verdict != "same"


@settings(max_examples=200, deadline=None)
@given(COMPANIES, COMPANIES, KINDS)
def test_a_legal_form_makes_no_two_companies_one(a: str, b: str, form: str) -> None:
    if compare(a, b).verdict == "different":
        assert compare(a + form, b).verdict != "same"
        assert compare(a + form, b + form).verdict != "same"


@settings(max_examples=300, deadline=None)
@given(ANY)
def test_the_parts_of_a_name_are_its_slices_in_order(name: str) -> None:
    parts = take_apart(name)
    assert [name[part.start : part.end] for part in parts] == [p.text for p in parts]
    ends = [0, *(part.end for part in parts)]
    assert all(end <= part.start for end, part in zip(ends, parts, strict=False))
    assert all(part.text for part in parts)


@settings(max_examples=200, deadline=None)
@given(st.lists(FIRMS.map("{} Ltd".format) | COMPANIES.map("{}有限公司".format)))
def test_the_bodies_of_a_consortium_stand_in_its_name(names: list[str]) -> None:
    for joint in ("; ", "、", " / "):
        name = joint.join(names)
        assert all(body in name for body in split_consortium(name))

"""Amounts, dates, lots, codes and names: every written form, and what is none."""

import pytest

from graphkit.loaders.notice.amounts import amounts, capital, unit_of, whole
from graphkit.loaders.notice.codes import codes, is_code
from graphkit.loaders.notice.dates import dates, days_without_year
from graphkit.loaders.notice.labels import fold
from graphkit.loaders.notice.names import is_place, is_placeholder, name_spans
from graphkit.loaders.notice.parts import marks, part


def read_amounts(text: str, unit: str = "") -> list[tuple[str, str, str, str]]:
    folded = fold(text)
    return [
        (
            text[money.start : money.end],
            "" if money.value is None else format(money.value.normalize(), "f"),
            money.currency,
            money.per,
        )
        for money in amounts(folded, 0, len(folded), unit)
    ]


@pytest.mark.parametrize(
    ("text", "said", "value", "currency"),
    [
        ("20万元", "20万元", "200000", "CNY"),
        ("￥517.9175 万元（人民币）", "￥517.9175 万元", "5179175", "CNY"),
        ("63.8600000（万元）", "63.8600000（万元）", "638600", "CNY"),
        ("1,992,000.00元", "1,992,000.00元", "1992000", "CNY"),
        ("22.532 万", "22.532 万", "225320", "CNY"),
        ("1.5 亿元", "1.5 亿元", "150000000", "CNY"),
        ("55,054万元(不含税)", "55,054万元", "550540000", "CNY"),
        ("２００，０００元", "２００，０００元", "200000", "CNY"),
        ("¥ 3 312 590.00", "¥ 3 312 590.00", "3312590", "CNY"),
        ("RMB 850,000", "RMB 850,000", "850000", "CNY"),
        ("约20余万元", "20余万元", "200000", "CNY"),
        ("12.5万美元", "12.5万美元", "125000", "USD"),
        ("US$1.5 million", "US$1.5 million", "1500000", "USD"),
        ("EUR 2.300.000,50", "EUR 2.300.000,50", "2300000.5", "EUR"),
        ("港币2,500,000元", "港币2,500,000元", "2500000", "HKD"),
        ("5,000万日元", "5,000万日元", "50000000", "JPY"),
        ("0.01元", "0.01元", "0.01", "CNY"),
        ("零报价 0.00元", "0.00元", "0", "CNY"),
    ],
)
def test_an_amount_is_its_number_times_its_unit_exactly(
    text: str, said: str, value: str, currency: str
) -> None:
    assert read_amounts(text) == [(said, value, currency, "")]


@pytest.mark.parametrize(
    "text",
    [
        "下浮率20.50%",
        "按收费标准的50%计取",
        "95折",
        "20至30万元",
        "100-200万元",
        "元/月",
        "￥-",
        "110.05万千瓦",
        "64.6万人参与",
        "2024年3月8日",
        "项目编号：SL-2024-017",
        "按实结算",
        "8台",
    ],
)
def test_shares_ranges_dates_and_counts_are_no_amounts(text: str) -> None:
    assert read_amounts(text) == []


def test_a_number_without_a_unit_has_no_value() -> None:
    assert read_amounts("1267500") == [("1267500", "", "", "")]


def test_the_unit_of_the_label_or_header_is_taken_where_the_number_has_none() -> None:
    assert unit_of("预算金额(万元)") == "万元"
    assert unit_of("中标金额") == ""
    assert read_amounts("260.5", "万元") == [("260.5", "2605000", "CNY", "")]
    assert read_amounts("260.5元", "万元") == [("260.5元", "260.5", "CNY", "")]


def test_a_rate_is_told_by_what_it_is_for() -> None:
    assert read_amounts("310万元/年") == [("310万元/年", "3100000", "CNY", "年")]
    assert read_amounts("69.6元/吨") == [("69.6元/吨", "69.6", "CNY", "吨")]


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("人民币贰拾万元整", "200000", "CNY"),
        ("壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分", "1234567.89", "CNY"),
        ("人民币贰佰零伍万零叁拾元整", "2050030", "CNY"),
        ("壹亿贰仟万元整", "120000000", "CNY"),
        ("叁佰万圆整", "3000000", "CNY"),
        ("两百万元", "2000000", "CNY"),
        ("伍元整", "5", "CNY"),
        ("港币伍拾万元", "500000", "HKD"),
    ],
)
def test_amounts_in_words(text: str, value: str, currency: str) -> None:
    money = capital(text, 0, len(text))
    assert money is not None
    assert (str(money.value), money.currency) == (value, currency)


def test_words_that_are_no_number_are_none() -> None:
    assert whole("公司") is None
    assert capital("一元", 0, 2) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2016年06月06日 12:50", [("2016-06-06", "12:50", "2016年06月06日 12:50")]),
        ("2026-08-05", [("2026-08-05", "", "2026-08-05")]),
        ("2024/3/8", [("2024-03-08", "", "2024/3/8")]),
        ("2024.3.8", [("2024-03-08", "", "2024.3.8")]),
        ("２０２４年３月８日", [("2024-03-08", "", "２０２４年３月８日")]),
        ("二〇二四年三月八日", [("2024-03-08", "", "二〇二四年三月八日")]),
        ("二零二四年十二月三十一日", [("2024-12-31", "", "二零二四年十二月三十一日")]),
        ("2024年3月8日下午2:30", [("2024-03-08", "14:30", "2024年3月8日下午2:30")]),
        ("2024年3月8日14时30分", [("2024-03-08", "14:30", "2024年3月8日14时30分")]),
        ("2024年3月", [("2024-03", "", "2024年3月")]),
        ("20240308", [("2024-03-08", "", "20240308")]),
        (
            "2024年4月8日至2024年4月15日",
            [("2024-04-08", "", "2024年4月8日"), ("2024-04-15", "", "2024年4月15日")],
        ),
        ("2024年2月30日", []),
        ("2024年13月1日", []),
        ("SL20240308001", []),
        ("自合同签订之日起30日内", []),
    ],
)
def test_dates_in_every_written_form(
    text: str, found: list[tuple[str, str, str]]
) -> None:
    folded = fold(text)
    read = [
        (when.value, when.clock, text[when.start : when.end])
        for when in dates(folded, 0, len(folded))
    ]
    assert read == found


def test_a_day_without_its_year_has_no_value() -> None:
    text = "7月25日晚间公告,19日"
    assert [
        (text[w.start : w.end], w.value) for w in days_without_year(text, 0, len(text))
    ] == [("7月25日", ""), ("19日", "")]


@pytest.mark.parametrize(
    "name", ["01", "1", "包1", "第一包", "一包", "1包", "合同包1", "标段一", "包号:1"]
)
def test_one_lot_has_one_part_however_it_is_written(name: str) -> None:
    assert part(name) == "lot:1"


@pytest.mark.parametrize(
    ("name", "lot"), [("A包", "lot:A"), ("第十二标段", "lot:12"), ("标项2", "lot:2")]
)
def test_lots_by_letter_and_by_chinese_numeral(name: str, lot: str) -> None:
    assert part(name) == lot


@pytest.mark.parametrize("text", ["详见附件", "", "服务器", "2024-01"])
def test_what_is_no_lot_has_no_part(text: str) -> None:
    assert part(text) == ""


def test_packing_and_counts_are_no_lots() -> None:
    assert list(marks("包装3个,包括A,共2个包")) == []
    assert [name for _, _, name in marks("包1:甲;包2:乙;共3个包")] == ["lot:1", "lot:2"]


def test_a_credit_code_is_known_by_its_check_character() -> None:
    assert is_code("91110000600037341L")
    assert is_code("914403001922038216")
    assert not is_code("91110000600037341M")
    assert not is_code("91110000600037341")
    text = "代码：91110000600037341l，错：91110000600037342L"
    assert list(codes(text, 0, len(text))) == [(3, "91110000600037341L")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("云衡示例科技有限公司", ["云衡示例科技有限公司"]),
        ("云衡示例科技有限公司示例市高新区1号", ["云衡示例科技有限公司"]),
        ("云衡示例科技有限公司（盖章）", ["云衡示例科技有限公司"]),
        ("示例科技（深圳）有限公司", ["示例科技（深圳）有限公司"]),
        (
            "天健示例会计师事务所（特殊普通合伙）",
            ["天健示例会计师事务所（特殊普通合伙）"],
        ),
        ("示例石油股份有限公司长庆油田分公司", ["示例石油股份有限公司长庆油田分公司"]),
        ("联合体：甲科技有限公司、乙设计院", ["甲科技有限公司", "乙设计院"]),
        (
            "甲科技有限公司（牵头人）、乙设计院有限公司（成员）",
            ["甲科技有限公司", "乙设计院有限公司"],
        ),
        ("1、甲公司\n2、乙公司", ["甲公司", "乙公司"]),
        ("Example Web Services, Inc.", ["Example Web Services, Inc."]),
        ("示例大学(深圳)研究生院", ["示例大学(深圳)研究生院"]),
        ("张三", ["张三"]),
        ("示例市", []),
        ("无", []),
        ("/", []),
        ("详见附件", []),
        ("供应商名称", []),
        ("____（单位名称）", []),
    ],
)
def test_a_name_is_cut_where_it_ends(text: str, names: list[str]) -> None:
    folded = fold(text)
    assert [text[s:e] for s, e in name_spans(folded, 0, len(folded))] == names


def test_a_name_goes_on_in_the_next_line_only_to_its_legal_form() -> None:
    broken = "示例中招国际招标有\n限公司"
    assert list(name_spans(broken, 0, 9, len(broken))) == [(0, len(broken))]
    other = "示例中招国际招标\n地址：示例市"
    assert list(name_spans(other, 0, 8, len(other))) == [(0, 8)]


def test_placeholders_and_bare_places_are_no_names() -> None:
    assert all(map(is_placeholder, ("无", "-", "详见附件", "不适用", "N/A", "")))
    assert is_place("浦东新区曹路镇")
    assert not is_place("示例市环境卫生管理处")
    assert not is_place("市" * 59 + "x")


def test_folding_never_moves_a_place() -> None:
    text = "採購單位：　示例大學\r\n\u202e編號︰Ａ１\u2028\ufeff①㎡"
    assert len(fold(text)) == len(text)
    assert fold(text).startswith("采购单位:")

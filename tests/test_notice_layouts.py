"""Who won what in layouts as sites write them; every notice here is invented."""

from pathlib import Path

import pytest

from tests.notices import summary, told

HEAD = "示例项目中标公告\n采购人：示例大学\n项目编号：AB-2024-1\n"
ONE, TWO, THREE = "甲乙示例有限公司", "丙丁示例有限公司", "戊己示例有限公司"
AWARDS = [[ONE, "lot:1", "50000", "CNY"], [TWO, "lot:2", "62000", "CNY"]]


def awards(text: str, folder: Path, name: str = "notice.txt") -> list[list[str]]:
    return list(summary(told(text, folder, name)).get("awards", []))


def page(*rows: str, heading: str = "示例项目中标公告") -> str:
    cells = "".join(f"<tr><td>{row.replace('|', '<td>')}" for row in rows)
    top = f"<h1>{heading}</h1><p>采购人：示例大学</p><p>项目编号：AB-2024-1</p>"
    return f"<html>{top}<table>{cells}</table>"


@pytest.mark.parametrize(
    "text",
    [
        f"第1包成交单位：{ONE}，成交金额：5万元；第2包成交单位：{TWO}，成交金额：6.2万元。",
        f"A标项无\n包1\n中标人：{ONE}\n中标金额：50000元\n包2\n中标人：{TWO}\n中标金额：62000元",
        f"标段号 标段名称 中标人 中标价(元)\n1 一号 {ONE} 50000\n2 二号 {TWO} 62000",
        f"一包：{ONE}，中标金额：50000元\n二包：{TWO}，中标金额：62000元",
    ],
)
def test_lots_in_text_give_each_its_supplier_and_amount(
    text: str, tmp_path: Path
) -> None:
    assert awards(HEAD + text, tmp_path) == AWARDS


@pytest.mark.parametrize(
    "rows",
    [
        ("|包1|包2", f"中标人|{ONE}|{TWO}", "中标金额（元）|50000|62000"),
        (
            "序号|中标金额(元)|中标人|得分",
            f"1|标项1:报价:50000(元)|{ONE}|9",
            f"2|标项2:报价:62000(元)|{TWO}|8",
        ),
        (
            "包号|中标人名称、地址|中标金额",
            f"第1包|{ONE}<br>示例市1号|￥50,000.00元",
            f"第2包|{TWO}<br>示例市2号|￥62,000.00元",
        ),
        (
            "包号|中标人|中标情况|中标情况",
            "|| 中标金额(元)|工期",
            f"1|{ONE}|50000|3天",
            f"2|{TWO}|62000|3天",
        ),
    ],
)
def test_lots_in_tables_give_each_its_supplier_and_amount(
    rows: tuple[str, ...], tmp_path: Path
) -> None:
    assert awards(page(*rows), tmp_path, "a.html") == AWARDS


def test_the_same_as_above_names_the_supplier_above(tmp_path: Path) -> None:
    rows = ("包号|中标人|中标金额（元）", f"1|{ONE}|1", "2|同上|2", "3|/|/")
    assert awards(page(*rows), tmp_path, "a.html") == [
        [ONE, "lot:1", "1", "CNY"],
        [ONE, "lot:2", "2", "CNY"],
    ]


def test_the_ends_of_numbers_tell_lots(tmp_path: Path) -> None:
    text = "示例项目中标公告\n采购人：示例大学\n" + "".join(
        f"项目编号：AB-2024-031-{n}\n中标人：{name}\n中标金额：{n}元\n"
        for n, name in enumerate((ONE, TWO), 1)
    )
    assert awards(text, tmp_path) == [
        [ONE, "lot:1", "1", "CNY"],
        [TWO, "lot:2", "2", "CNY"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"中标人：{ONE}与{TWO}联合体\n中标价：8万元",
        f"中标人：联合体牵头人：{ONE}；联合体成员：{TWO}\n中标价：8万元",
        f"中标人：{ONE}（牵头人）、{TWO}（联合体成员）\n中标价：8万元",
        f"中标人：{ONE}\n成员单位：{TWO}\n中标价：8万元",
    ],
)
def test_a_consortium_counts_its_amount_once(text: str, tmp_path: Path) -> None:
    assert awards(HEAD + text, tmp_path) == [
        [ONE, "", "80000", "CNY"],
        [TWO, "", "", ""],
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("供应商名称|报价（元）|是否成交", f"{ONE}|9|否", f"{TWO}|8|是"),
        ("投标人名称|投标报价（元）|评审结果", f"{ONE}|9|未中标", f"{TWO}|8|中标"),
    ],
)
def test_of_a_table_of_prices_only_the_winner_is_awarded(
    rows: tuple[str, ...], tmp_path: Path
) -> None:
    said = told(page(*rows), tmp_path, "a.html")
    assert summary(said)["awards"] == [[TWO, "", "8", "CNY"]]
    assert said.names("BID_ON") == [ONE]


def test_prices_of_ranked_others_are_not_the_award(tmp_path: Path) -> None:
    text = (
        f"第一名：{ONE} 最终报价：98万元\n第二名：{TWO} 最终报价：97万元\n"
        f"成交供应商：{ONE}\n成交金额：98万元\n"
    )
    assert awards(HEAD + text, tmp_path) == [[ONE, "", "980000", "CNY"]]


def test_candidates_turned_by_a_quarter_have_bid_and_their_managers_have_not(
    tmp_path: Path,
) -> None:
    rows = (
        "排名|第一中标候选人|第二中标候选人",
        f"单位名称|{ONE}|{TWO}",
        "投标报价（元）|1|2",
        "项目负责人|张示例|李示例",
    )
    text = page(*rows, heading="示例项目中标候选人公示")
    said = told(text, tmp_path, "a.html")
    assert (said.names("BID_ON"), said.of("AWARDED_TO")) == ([ONE, TWO], [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("中标金额（人民币万元）：98", "980000"),
        ("中标金额（币种：人民币，单位：万元）：98", "980000"),
        ("中标金额（元）：1 992 000.00", "1992000"),
        ("中标金额：人民币98.00万元整", "980000"),
        ("中标金额：人民币（元）：980000", "980000"),
        ("中标金额：45600.00人民币", "45600"),
        ("中标价格：单价 350.00 元，总价 70000.00 元", "70000"),
        ("中标金额（元/万元）：98", "?"),
        ("中标金额：￥200000.00（贰佰万元整）", "?"),
        ("中标金额：98万元/年", "?"),
        ("中标金额：首年98万元", "?"),
        ("中标金额：980000", "?"),
        ("中标金额：人民币 3 ,\n150,000.00 元", "3150000"),
        ("中标金额：人民币 3 ,\n15,000.00 元", ""),
        ("中标下浮率：5%", ""),
    ],
)
def test_an_amount_is_right_or_its_doubt_is_said(
    text: str, value: str, tmp_path: Path
) -> None:
    (award,) = awards(f"{HEAD}中标人：{ONE}\n{text}\n", tmp_path)
    assert award[2] == value


@pytest.mark.parametrize(
    "said",
    [
        "2024年3月8日下午2点半",
        "2024.3.8（星期五）14:30",
        "二〇二四年三月八日下午二时三十分",
        "2024年3月8日13:30-14:30",
        "2024年3月8日13时30分至2024年3月8日14时30分",
    ],
)
def test_a_deadline_is_read_to_the_minute(said: str, tmp_path: Path) -> None:
    text = f"示例项目公开招标公告\n采购人：示例大学\n投标截止时间：{said}\n"
    assert summary(told(text, tmp_path))["deadline"] == "2024-03-08T14:30"


def test_a_table_of_changes_sets_deadline_and_budget_anew(tmp_path: Path) -> None:
    rows = (
        "序号|条款|原|现更正为",
        "1|技术参数|A100显卡4块|H20显卡4块",
        "2|投标截止时间|2024年04月03日09:00|2024年04月11日14:30",
        "3|预算金额|85万元|88万元",
    )
    said = told(page(*rows, heading="示例项目更正公告"), tmp_path, "a.html")
    found = summary(said)
    assert (found["deadline"], found["budget"]) == (
        "2024-04-11T14:30",
        [["", "880000"]],
    )
    assert "A100" not in said.passage("request")
    assert "H20显卡4块" in said.passage("request")


def test_headings_and_hopes_of_announcements_are_no_awards(tmp_path: Path) -> None:
    text = (
        "示例信息股份有限公司关于收到中标通知书的公告\n"
        "示例信息股份有限公司于2024年3月8日收到北方示例大学发出的《中标通知书》，"
        "确定公司为“智算项目”的中标单位，中标金额为人民币3,280.50万元。\n"
        "未来公司将继续参与各类项目的投标，中标项目增多。\n"
    )
    said = told(text, tmp_path)
    assert summary(said)["awards"] == [["示例信息股份有限公司", "", "32805000", "CNY"]]
    assert said.names("ISSUED") == ["北方示例大学"]

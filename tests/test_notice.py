"""What notices say: our invented ones against their gold, and rules one by one."""

from pathlib import Path
from typing import Any

import pytest

from graphkit.catalogue import Catalogue
from graphkit.identity import tender_uid
from graphkit.loaders import notice
from graphkit.terms import Terms
from tests.notices import FIXTURES, INVENTED, fixture, gold, summary, told

TEXTS = ("award_text", "request_text", "silent")


@pytest.mark.parametrize("row", gold(), ids=lambda row: str(row["file"]))
def test_invented_notices_say_what_their_gold_says(
    row: dict[str, Any], tmp_path: Path
) -> None:
    said = fixture(row["file"], tmp_path)
    meant = {key: value for key, value in row.items() if key not in (*TEXTS, "file")}
    assert summary(said) == meant
    award, request = said.passage("award"), said.passage("request")
    assert [w for w in row.get("award_text", ()) if w not in award] == []
    assert [w for w in row.get("request_text", ()) if w not in request] == []
    assert [w for w in row.get("silent", ()) if w in award + request] == []


def test_every_notice_of_ours_says_that_it_is_invented() -> None:
    files = [file for file in FIXTURES.iterdir() if file.suffix in (".txt", ".html")]
    said = [
        any(
            INVENTED.encode(name) in file.read_bytes()
            or "虛構示例".encode("big5hkscs") in file.read_bytes()
            for name in ("utf-8", "gb18030")
        )
        for file in files
    ]
    assert all(said)
    assert sorted(file.name for file in files) == [row["file"] for row in gold()]


def test_quotes_hold_label_and_name_and_are_slices_of_the_text(tmp_path: Path) -> None:
    said = fixture("01_award_body.txt", tmp_path)
    quotes = {
        one.type: one.evidence.quote for one in said.statements if one.type.isupper()
    }
    assert quotes == {
        "ISSUED": "采购人信息\n名 称：示例大学",
        "HANDLED_BY": "采购代理机构信息\n名 称：示例招标有限公司",
        "AWARDED_TO": "供应商名称：云衡示例科技有限公司",
    }
    for one in said.statements:
        evidence = one.evidence
        assert said.text[evidence.start : evidence.end] == evidence.quote


def test_the_quote_of_a_table_row_is_the_row(tmp_path: Path) -> None:
    said = fixture("10_lots.html", tmp_path)
    assert [one.evidence.quote for one in said.of("AWARDED_TO")] == [
        "01\t机房桌椅\t示例家具有限公司\t示例市甲路1号\t1,267,500.00\t92.3",
        "02\t影像AI服务器\t云衡示例科技有限公司\t示例市乙路2号\t3,980,000.00\t88.1",
    ]


def test_item_rows_carry_quantity_unit_and_lot(tmp_path: Path) -> None:
    said = fixture("10_lots.html", tmp_path)
    items = [
        (one.text, one.quantity, one.unit, one.part)
        for one in said.passages
        if one.said == "award" and one.part
    ]
    assert items == [
        ("办公桌\t示例\tZY-100", "50", "张", "lot:1"),
        ("推理服务器\t浪潮\tNF5468 配4张L40S", "4", "", "lot:2"),
        ("加速卡\tNVIDIA\tA30 24G", "10", "", "lot:2"),
    ]


def test_a_notice_is_one_record_of_its_whole_source(tmp_path: Path) -> None:
    content = (FIXTURES / "02_summary_box.html").read_bytes()
    record = told(content, tmp_path, "a.html").record
    assert record is not None
    assert (record.locator, record.kind) == ("text", "award")
    assert (record.offset, record.length) == (0, len(content))


def test_two_notices_of_one_number_and_buyer_are_one_tender(tmp_path: Path) -> None:
    call = told("招标公告\n采购人：示例大学\n项目编号：SL-2024-001", tmp_path)
    award = told("成交公告\n项目编号：SL-2024-001\n采购单位：示例 大学", tmp_path)
    other = told("招标公告\n采购人：示例学院\n项目编号：SL-2024-001", tmp_path)
    uids = [said.statements[0].tender.uid for said in (call, award, other)]
    assert uids[0] == uids[1] != uids[2]
    assert uids[0] == tender_uid(
        process="", number="SL-2024-001", buyer="示例大学", source="", locator=""
    )


def test_a_number_that_says_there_is_none_joins_nothing(tmp_path: Path) -> None:
    uids = [
        told(f"成交公告\n采购人：示例大学\n项目编号：无\n{mark}", tmp_path)
        .statements[0]
        .tender.uid
        for mark in "甲乙"
    ]
    assert uids[0] != uids[1]


def test_the_agency_is_never_the_supplier_and_its_fee_is_no_award(
    tmp_path: Path,
) -> None:
    said = told(
        "成交公告\n成交供应商：甲科技有限公司\n代理服务费：3万元\n"
        "采购代理机构名称：乙招标有限公司\n收费金额（元）：30000",
        tmp_path,
    )
    assert said.names("HANDLED_BY") == ["乙招标有限公司"]
    assert [
        (one.object and one.object.text, one.amount) for one in said.of("AWARDED_TO")
    ] == [("甲科技有限公司", None)]


def test_nobody_wins_in_a_call_for_bids(tmp_path: Path) -> None:
    said = told(
        "公开招标公告\n采购人：示例大学\n中标人：甲科技有限公司\n供应商：乙科技有限公司",
        tmp_path,
    )
    assert said.names("AWARDED_TO") == said.names("BID_ON") == []


def test_a_ranked_list_in_an_award_gives_only_the_first_the_award(
    tmp_path: Path,
) -> None:
    said = told(
        "成交公告\n采购人：示例大学\n第一成交候选人：甲科技有限公司\n"
        "第二成交候选人：乙科技有限公司",
        tmp_path,
    )
    assert said.names("AWARDED_TO") == ["甲科技有限公司"]
    assert said.names("BID_ON") == ["乙科技有限公司"]


def test_who_a_row_says_lost_has_only_bid(tmp_path: Path) -> None:
    said = told(
        "中标公告\n供应商名称\t投标报价(万元)\t是否中标\n甲科技有限公司\t10\t是\n"
        "乙科技有限公司\t9\t否",
        tmp_path,
    )
    assert said.names("AWARDED_TO") == ["甲科技有限公司"]
    assert said.names("BID_ON") == ["乙科技有限公司"]


@pytest.mark.parametrize(
    "order", [("中标金额：{0}万元\n", ""), ("", "中标金额：{0}万元\n")]
)
def test_amounts_go_with_their_winner_before_or_behind_the_name(
    order: tuple[str, str], tmp_path: Path
) -> None:
    before, behind = order
    text = "中标公告\n采购人：示例大学\n" + "".join(
        f"{before.format(n)}中标供应商：{name}有限公司\n{behind.format(n)}"
        for n, name in ((1, "甲科"), (2, "乙科"))
    )
    said = told(text, tmp_path)
    assert [
        (one.object and one.object.text, one.amount and one.amount.value)
        for one in said.of("AWARDED_TO")
    ] == [
        ("甲科有限公司", "10000"),
        ("乙科有限公司", "20000"),
    ]


def test_a_notice_about_one_lot_gives_it_to_all_it_says(tmp_path: Path) -> None:
    said = told(
        "算力项目（第二包）中标公告\n采购人：示例大学\n中标人：甲科技有限公司", tmp_path
    )
    assert [one.part for one in said.of("AWARDED_TO")] == ["lot:2"]


def test_a_total_and_lots_that_do_not_fit_leave_the_unit_open(tmp_path: Path) -> None:
    said = told(
        "中标公告\n总中标金额：￥99万元\n包号\t供应商名称\t中标金额\n1\t甲科技有限公司\t10\n"
        "2\t乙科技有限公司\t20",
        tmp_path,
    )
    assert [one.amount and one.amount.value for one in said.of("AWARDED_TO")] == [
        "",
        "",
    ]


def test_what_a_correction_takes_back_is_no_longer_asked_for(tmp_path: Path) -> None:
    said = told(
        "更正公告\n项目编号：AB-12345\n更正内容：\n原“配置A100”更正为“配置H20”。",
        tmp_path,
    )
    terms = Terms(Catalogue.load())
    found = [one for passage in said.passages for one in terms.state(passage)]
    named = [(one.type, one.object.text) for one in found if one.object]
    assert named == [("SEEKS", "H20")]


def test_a_correction_states_the_deadline_that_it_sets(tmp_path: Path) -> None:
    said = told(
        "变更公告\n项目编号：AB-12345\n原开标时间：2024年5月1日 09:30\n"
        "现变更为：2024年5月10日 09:30",
        tmp_path,
    )
    assert [one.date and one.date.value for one in said.of("deadline")] == [
        "2024-05-10T09:30"
    ]


def test_broken_characters_are_told_of_beside_what_was_read(tmp_path: Path) -> None:
    text = (
        "采购人：示例大学\n项目编号：AB-12345\n" + "技术要求：服务器。\n" * 99
    ).encode()
    said = told(text + b"\xff\n", tmp_path)
    assert said.names("ISSUED") == ["示例大学"]
    assert [problem.reason for problem in said.problems] == [
        "1 broken characters stand as U+FFFD in its text"
    ]


def test_hidden_text_and_scripts_name_nobody(tmp_path: Path) -> None:
    said = told(
        "<html><h1>成交公告</h1><script>采购人：甲大学</script><p>项目编号：AB-12345</p>"
        '<p style="display:none">采购人：乙大学</p><p>采购人：丙大学</p></html>',
        tmp_path,
        "a.html",
    )
    assert said.names("ISSUED") == ["丙大学"]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (
            "<html><p>Procurement of laptops, buyer: City of Example</p></html>",
            "a.html",
        ),
        ("A plain English text about nothing.", "a.txt"),
        ("<html><p>今天天气很好，我们去公园。</p></html>", "a.html"),
        ("采购人：示例大学\n项目编号：AB-12345", "a.csv"),
        ("", "a.txt"),
    ],
)
def test_what_is_no_notice_is_not_claimed(text: str, path: str) -> None:
    assert not notice.sniff(text.encode(), path)


@pytest.mark.parametrize(
    "name", [row["file"] for row in gold() if "problem" not in row]
)
def test_every_notice_is_claimed_by_its_first_bytes(name: str) -> None:
    assert notice.sniff((FIXTURES / name).read_bytes()[:65536], name)


def test_a_text_without_a_notice_is_one_problem_with_a_hint(tmp_path: Path) -> None:
    (problem,) = told("今天天气很好。", tmp_path).problems
    assert problem.reason == "no procurement notice recognised"
    assert problem.hint.endswith("采购人：")


def test_a_text_in_no_encoding_is_one_problem(tmp_path: Path) -> None:
    (problem,) = told(bytes(range(128, 256)) * 40, tmp_path).problems
    assert problem.reason == "the encoding of the text cannot be told"

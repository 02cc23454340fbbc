"""Awards told in sentences: rules one by one, and the marks on real sentences."""

from pathlib import Path

import pytest

from graphkit.loaders.notice.labels import fold
from graphkit.loaders.notice.sentences import events
from tests.benchmarks.notices import documents, sentences
from tests.notices import told
from tests.said import shared


def read(text: str) -> list[tuple[list[str], str, list[str], str]]:
    """Return (winners, buyer, amounts, day) of each award, as said."""
    found = []
    for event in events(fold(text)):
        names = [text[slice(*span)] for span in event.winners]
        buyer = text[slice(*event.buyer)] if event.buyer else ""
        sums = [text[money.start : money.end] for money in event.money]
        day = text[event.day.start : event.day.end] if event.day else ""
        found.append((names, buyer, sums, day))
    return found


@pytest.mark.parametrize(
    ("text", "award"),
    [
        (
            "示例环卫(600001)7月25日晚间公告,公司中标示例市环境卫生管理处清扫项目,总金额8.85亿元。",
            (["示例环卫"], "示例市环境卫生管理处", ["8.85亿元"], "7月25日"),
        ),
        (
            "示例股份公告,全资子公司示例路桥中标示例县道路工程,中标价约12.66亿元。",
            (["示例路桥"], "", ["约12.66亿元"], ""),
        ),
        (
            "示例股份于2019年8月12日收到示例汽车有限公司的中标通知书,确认公司为“总装线”项目的中标单位,中标金额为11,200万元。",
            (["示例股份"], "示例汽车有限公司", ["11,200万元"], "2019年8月12日"),
        ),
        (
            "示例环保公告,确认公司与甲环境科技有限公司(牵头方)、乙建设有限公司组成的联合体,为示例区污水项目的中标人,项目总投资3.12亿元。",
            (
                ["示例环保", "甲环境科技有限公司", "乙建设有限公司"],
                "",
                ["3.12亿元"],
                "",
            ),
        ),
        (
            "示例移动2019年无线设计集采中标候选人,为示例通信设计院有限公司。",
            (["示例通信设计院有限公司"], "", [], ""),
        ),
        (
            "示例铁建公告,近日公司中标示例城际铁路站前工程,中标价分别为人民币338000万元和274500万元。",
            (["示例铁建"], "", ["338000万元", "274500万元"], ""),
        ),
    ],
)
def test_an_award_told_in_a_sentence(
    text: str, award: tuple[list[str], str, list[str], str]
) -> None:
    assert read(text) == [award]


def test_several_awards_of_one_sentence_keep_their_own_amounts() -> None:
    text = "本期债券中,甲证券中标1.5亿元,乙证券中标8000万元。"
    assert [(names, sums) for names, _, sums, _ in read(text)] == [
        (["甲证券"], ["1.5亿元"]),
        (["乙证券"], ["8000万元"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "示例股份公告,公司参与投标的示例项目未中标。",
        "若公司能够中标,将对业绩产生积极影响。",
        "示例股份公告,项目流标。",
        "示例股份发布年报,净利润增长。",
        "中标供应商：详见附件",
    ],
)
def test_a_sentence_without_an_award_tells_of_none(text: str) -> None:
    assert read(text) == []


def test_a_candidate_has_only_bid(tmp_path: Path) -> None:
    said = told(
        "示例工程公告,公司成为示例大学算力平台的中标候选人,预计中标金额约5亿元。",
        tmp_path,
    )
    assert said.names("AWARDED_TO") == []
    assert said.names("BID_ON") == ["示例工程"]
    assert [one.stage for one in said.of("status")] == ["tendered"]


def test_the_quote_of_a_sentence_holds_name_and_verb(tmp_path: Path) -> None:
    said = told("2024年5月6日,示例云达中标示例大学算力项目,金额97600元。", tmp_path)
    (award,) = said.of("AWARDED_TO")
    assert award.evidence.quote == "示例云达中标"
    assert award.date is not None
    assert award.date.value == "2024-05-06"


def test_two_sums_of_one_winner_are_two_parts(tmp_path: Path) -> None:
    said = told(
        "甲建设有限公司中标示例一标段和二标段,中标价分别为30万元和20万元。", tmp_path
    )
    assert [
        (one.part, one.amount and one.amount.value) for one in said.of("AWARDED_TO")
    ] == [("award:1", "300000"), ("award:2", "200000")]


def test_real_award_sentences_reach_their_marks(tmp_path: Path) -> None:
    shared("fewfc_zhongbiao")
    score = sentences(tmp_path)
    marks = {"winner": 0.75, "amount": 0.90, "date": 0.85, "buyer": 0.55}
    assert {
        field: score.f1(field) for field in marks if score.f1(field) < marks[field]
    } == {}


def test_real_tender_documents_give_all_their_fields(tmp_path: Path) -> None:
    shared("cn_tender_pdfs")
    _, score = documents(tmp_path)
    fields = ("title", "number", "buyer", "agency", "budget", "deadline", "wrong unit")
    assert {field: score.f1(field) for field in score.meant} == dict.fromkeys(
        fields, 1.0
    )

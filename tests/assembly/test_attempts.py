"""Second attempts and stated links: what joins tenders, and what keeps parts apart."""

from pathlib import Path
from typing import Any

import pytest

from graphkit.identity import address_key
from graphkit.resolve import Judgement
from graphkit.statements import Ids, Mention
from tests.assembly.told import A100, Told, body, entry

AGAIN: Ids = (("attempt", "2"),)
TITLE = "海外云计算资源租用项目"


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


def called(told: Told, path: str, day: str = "", ids: Ids = ()) -> None:
    with told.record(path, tender="t1", day=day, ids=ids) as said:
        said.says("ISSUED", body("示例大学"))
        said.says("status", quote="招标", stage="tendered")
        said.says("SEEKS", object=entry(A100), modality="required")


def ended(told: Told, path: str, day: str = "", ids: Ids = (), part: str = "") -> None:
    with told.record(path, tender="t1", day=day, ids=ids) as said:
        said.says("status", quote="废标", stage="failed", part=part)


def won(
    told: Told,
    path: str,
    day: str = "",
    ids: Ids = (),
    part: str = "",
    who: str = "云衡",
) -> None:
    with told.record(path, tender="t1", day=day, ids=ids) as said:
        said.says("AWARDED_TO", object=body(who), stage="awarded", part=part)


def stage(told: Told) -> str:
    (tender,) = told.assemble().nodes("Tender")
    return str(tender["stage"])


@pytest.mark.parametrize("day", ["", "2024-03-20"])
def test_a_failed_first_attempt_does_not_swallow_the_award_of_the_second(
    told: Told, day: str
) -> None:
    called(told, "1.txt", "2024-03-01")
    ended(told, "2.txt", day)
    called(told, "3.txt", "2024-04-01", AGAIN)
    won(told, "4.txt", "", AGAIN)
    tables = told.assemble()
    assert tables.said("AWARDED_TO", "to", "part") == [("云衡", "attempt:2")]
    assert tables.said("SEEKS", "part") == [("attempt:1",), ("attempt:2",)]
    assert tables.nodes("Tender")[0]["stage"] == "awarded"


def test_a_second_attempt_that_is_called_is_not_failed(told: Told) -> None:
    ended(told, "1.txt")
    called(told, "2.txt", "", AGAIN)
    assert stage(told) == "tendered"


def test_an_award_of_the_first_attempt_falls_with_it(told: Told) -> None:
    won(told, "1.txt", "2024-03-01")
    ended(told, "2.txt", "2024-03-20")
    called(told, "3.txt", "2024-04-01", AGAIN)
    tables = told.assemble()
    assert tables.edges("AWARDED_TO") == []
    assert tables.nodes("Tender")[0]["stage"] == "tendered"


def test_a_tender_whose_last_attempt_failed_has_failed(told: Told) -> None:
    called(told, "1.txt", "2024-03-01")
    called(told, "2.txt", "2024-04-01", AGAIN)
    ended(told, "3.txt", "2024-04-20", AGAIN)
    assert stage(told) == "failed"


def test_a_lot_won_at_first_stands_when_the_other_fails_twice(told: Told) -> None:
    won(told, "1.txt", "2024-03-01", part="lot:1")
    ended(told, "2.txt", "2024-03-01", part="lot:2")
    called(told, "3.txt", "2024-04-01", AGAIN)
    ended(told, "4.txt", "2024-04-20", AGAIN)
    tables = told.assemble()
    assert tables.said("AWARDED_TO", "to", "part") == [("云衡", "attempt:1/lot:1")]
    assert tables.nodes("Tender")[0]["stage"] == "awarded"


def test_a_later_notice_that_names_no_attempt_is_of_no_part(told: Told) -> None:
    called(told, "1.txt", "2024-03-01")
    called(told, "2.txt", "2024-04-01", AGAIN)
    won(told, "3.txt", "2024-05-01")
    won(told, "4.txt", who="学栋")
    assert told.assemble().said("AWARDED_TO", "to", "part") == [
        ("云衡", "?"),
        ("学栋", "?"),
    ]


def test_a_second_attempt_alone_has_no_parts(told: Told) -> None:
    called(told, "1.txt", "2024-04-01", AGAIN)
    won(told, "2.txt", "2024-05-01", AGAIN)
    tables = told.assemble()
    parts = tables.said("AWARDED_TO", "part") + tables.said("SEEKS", "part")
    assert parts == [("",), ("",)]


def notice(told: Told, tender: str, **given: Any) -> None:
    with told.record(
        f"{tender}.txt", tender=tender, loader="notice", title=TITLE, **given
    ) as said:
        said.says("ISSUED", body("示例大学"))


def link(told: Told, url: str, *, tender: str = "t2", number: str = "") -> None:
    mention = Mention("Document", url, 0, len(url), (("url", address_key(url)),))
    with told.record(f"{tender}.txt", tender=tender, number=number) as said:
        said.says("DOCUMENTED_BY", object=mention, quote=f"原公告：{url}")


def uids(told: Told) -> list[str]:
    return [node["uid"] for node in told.assemble().nodes("Tender")]


def test_the_address_of_an_earlier_notice_joins_its_tender(told: Told) -> None:
    notice(told, "t1", url="http://www.ccgp.example/t1.htm", number="SL-2024-F017")
    link(told, "https://ccgp.example/t1.htm#top", number="GZ-2024-0001")
    assert uids(told) == ["tender:t1"]


def test_an_address_that_two_tenders_share_joins_nobody(told: Told) -> None:
    notice(told, "t1", url="http://ccgp.example/", number="SL-2024-F017")
    notice(told, "t3", url="http://ccgp.example/", number="SL-2024-F018")
    link(told, "http://ccgp.example/")
    assert uids(told) == ["tender:t1", "tender:t2", "tender:t3"]


def test_an_address_that_no_record_has_joins_nobody(told: Told) -> None:
    link(told, "http://ccgp.example/t1.htm")
    assert uids(told) == ["tender:t2"]


def test_tenders_that_a_person_told_apart_stay_so(told: Told) -> None:
    notice(told, "t1", url="http://ccgp.example/t1.htm")
    link(told, "http://ccgp.example/t1.htm")
    told.judgements = (Judgement("different", "tender:t1", "tender:t2", "j1"),)
    assert uids(told) == ["tender:t1", "tender:t2"]


def buyerless(told: Told, tender: str, number: str, title: str = TITLE) -> None:
    with told.record(
        f"{tender}.txt", tender=tender, number=number, title=title, loader="notice"
    ) as said:
        said.says("status", quote="终止", stage="cancelled")


def test_a_number_without_a_buyer_joins_the_tender_of_that_number_and_title(
    told: Told,
) -> None:
    notice(told, "t1", number="SL-2024-F017")
    buyerless(told, "t2", "SL-2024-F017")
    assert uids(told) == ["tender:t1"]


@pytest.mark.parametrize(
    ("number", "title"), [("SL-2024-F017", "食堂设备采购项目"), ("SL-2024-F018", TITLE)]
)
def test_a_number_or_a_title_alone_joins_nobody(
    told: Told, number: str, title: str
) -> None:
    notice(told, "t1", number="SL-2024-F017")
    buyerless(told, "t2", number, title)
    assert uids(told) == ["tender:t1", "tender:t2"]


def test_a_number_that_two_buyers_use_joins_nobody(told: Told) -> None:
    notice(told, "t1", number="SL-2024-F017")
    with told.record(
        "t3.txt", tender="t3", number="SL-2024-F017", title="食堂", loader="notice"
    ) as said:
        said.says("ISSUED", body("示例医院"))
    buyerless(told, "t2", "SL-2024-F017")
    assert uids(told) == ["tender:t1", "tender:t2", "tender:t3"]


def again(told: Told, former: str) -> None:
    with told.record("t2.txt", tender="t2", number="SL-2024-F031") as said:
        said.says("ISSUED", body("示例大学"))
        said.says(
            "RETENDER_OF",
            object=Mention("Tender", "SL-2024-F017", 0, 12, (("tender", former),)),
            quote="原项目编号：SL-2024-F017",
        )


def test_a_former_number_makes_a_second_attempt_at_that_tender(told: Told) -> None:
    notice(told, "t1", number="SL-2024-F017")
    again(told, "tender:t1")
    (edge,) = told.assemble().edges("RETENDER_OF")
    assert (edge["src"], edge["dst"], edge["quote"], edge["basis"]) == (
        "tender:t2",
        "tender:t1",
        "原项目编号：SL-2024-F017",
        "record",
    )


def test_a_former_number_of_which_nothing_is_known_makes_no_edge(told: Told) -> None:
    again(told, "tender:t1")
    assert told.assemble().edges("RETENDER_OF") == []


def correct(told: Told, day: str, *, number: str = "SL-2024-F017") -> None:
    mention = Mention("Document", day, 0, len(day), (("published_on", day),))
    with told.record("t2.txt", tender="t2", number=number) as said:
        said.says("DOCUMENTED_BY", object=mention, quote=f"首次公告日期：{day}")


def test_a_correction_joins_the_notice_of_its_number_and_first_day(told: Told) -> None:
    notice(told, "t1", day="2024-03-01", number="SL-2024-F017")
    correct(told, "2024-03-01")
    assert uids(told) == ["tender:t1"]


def test_a_correction_of_another_day_or_number_joins_nobody(told: Told) -> None:
    notice(told, "t1", day="2024-03-02", number="SL-2024-F017")
    notice(told, "t3", day="2024-03-01", number="SL-2024-F018")
    correct(told, "2024-03-01")
    assert uids(told) == ["tender:t1", "tender:t2", "tender:t3"]


def test_a_day_and_number_that_two_tenders_share_join_nobody(told: Told) -> None:
    notice(told, "t1", day="2024-03-01", number="SL-2024-F017")
    notice(told, "t3", day="2024-03-01", number="SL-2024-F017")
    correct(told, "2024-03-01")
    assert uids(told) == ["tender:t1", "tender:t2", "tender:t3"]

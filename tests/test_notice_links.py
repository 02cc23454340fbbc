"""Types of notice, attempts, former numbers and addresses of other notices."""

from pathlib import Path

import pytest

from graphkit.identity import address_key
from graphkit.loaders.notice.links import bare_number
from tests.notices import INVENTED, Told, told

BUYER = "采购人：示例大学\n"


def read(text: str, folder: Path, name: str = "notice.txt") -> Told:
    return told(f"{text}\n本公告为{INVENTED}\n", folder, name)


def attempt(title: str, folder: Path, number: str = "SL-2024-F017") -> str:
    said = read(f"{title}\n项目编号：{number}\n{BUYER}", folder)
    return dict(said.statements[0].tender.ids).get("attempt", "")


def uid(text: str, folder: Path) -> str:
    return read(text, folder).statements[0].tender.uid


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("示例大学算力服务项目（二次）公开招标公告", "2"),
        ("示例大学算力服务项目第三次招标公告", "3"),
        ("示例大学算力服务项目二次公告", "2"),
        ("示例大学算力服务项目重新招标公告", "2"),
        ("示例大学算力服务项目再次采购公告", "2"),
        ("示例大学算力服务项目（二次）更正公告", "2"),
        ("示例大学算力服务项目招标公告", ""),
        ("示例大学算力服务项目更正公告（第二次）", ""),
        ("示例大学算力服务项目第二次更正公告", ""),
        ("示例小区二次供水设备采购招标公告", ""),
        ("示例大学第二次资源普查服务招标公告", ""),
    ],
)
def test_a_later_attempt_is_told_from_other_words(
    title: str, number: str, tmp_path: Path
) -> None:
    assert attempt(title, tmp_path) == number


@pytest.mark.parametrize(
    ("number", "bare"),
    [
        ("SL-2024-F017（二次）", "SL-2024-F017"),
        ("SL-2024-F017(重)", "SL-2024-F017"),
        ("SL-2024-F017第二次", "SL-2024-F017"),
        ("SL-2024-F017-2", "SL-2024-F017-2"),
        ("SL-2024-F017", "SL-2024-F017"),
    ],
)
def test_the_mark_of_an_attempt_is_no_part_of_a_number(number: str, bare: str) -> None:
    assert bare_number(number) == bare


def test_a_marked_number_is_of_the_same_tender_and_a_later_attempt(
    tmp_path: Path,
) -> None:
    title = "示例大学算力服务项目招标公告"
    first = uid(f"{title}\n项目编号：SL-2024-F017\n{BUYER}", tmp_path)
    assert first == uid(f"{title}\n项目编号：SL-2024-F017（三次）\n{BUYER}", tmp_path)
    assert attempt(title, tmp_path, "SL-2024-F017（三次）") == "3"


def test_a_correction_is_of_the_tender_whose_number_it_gives(tmp_path: Path) -> None:
    first = uid(
        f"示例大学算力服务项目招标公告\n项目编号：SL-2024-F017\n{BUYER}", tmp_path
    )
    assert first == uid(
        "示例大学算力服务项目更正公告\n公告编号：GZ-2024-0001\n"
        f"原公告的采购项目编号：SL-2024-F017\n{BUYER}",
        tmp_path,
    )


def test_a_former_number_that_failed_is_a_tender_called_again(tmp_path: Path) -> None:
    first = uid(
        f"示例大学算力服务项目招标公告\n项目编号：SL-2024-F017\n{BUYER}", tmp_path
    )
    said = read(
        "示例大学算力服务项目（二次）招标公告\n原项目编号：SL-2024-F017\n"
        f"项目编号：SL-2024-F031\n{BUYER}",
        tmp_path,
    )
    (again,) = said.of("RETENDER_OF")
    assert again.object is not None
    assert (again.tender.number, again.object.ids) == (
        "SL-2024-F031",
        (("tender", first),),
    )
    assert again.evidence.quote == "原项目编号：SL-2024-F017"


def test_a_former_number_of_a_purchase_that_goes_on_is_none(tmp_path: Path) -> None:
    said = read(
        "示例大学算力服务项目招标公告\n原项目编号：SL-2024-F017\n"
        f"项目编号：SL-2024-F031\n{BUYER}",
        tmp_path,
    )
    assert said.of("RETENDER_OF") == []
    assert said.statements[0].tender.number == "SL-2024-F031"


def links(said: Told) -> list[tuple[str, str, str]]:
    found = []
    for one in said.of("DOCUMENTED_BY"):
        assert one.object is not None
        url = dict(one.object.ids)["url"]
        found.append((one.object.text, url, one.evidence.quote))
    return found


def test_a_written_address_behind_a_label_is_an_earlier_notice(tmp_path: Path) -> None:
    said = read(
        f"示例大学算力服务项目更正公告\n{BUYER}"
        "原公告链接：http://www.ccgp.example/t1.htm\n"
        "更多信息见 http://www.ccgp.example/\n",
        tmp_path,
    )
    url = "http://www.ccgp.example/t1.htm"
    assert links(said) == [(url, "ccgp.example/t1.htm", f"原公告链接：{url}")]


def test_a_link_behind_a_label_is_an_earlier_notice(tmp_path: Path) -> None:
    page = (
        "<html><body><h1>示例大学算力服务项目更正公告</h1><p>采购人：示例大学</p>"
        "<p>项目编号：SL-2024-F017</p>"
        '<p>原公告：<a href="http://ccgp.example/t1.htm">示例大学招标公告</a></p>'
        '<p>下一篇：<a href="http://ccgp.example/t2.htm">示例学院招标公告</a></p>'
        f"<p>{INVENTED}</p></body></html>"
    )
    said = told(page, tmp_path, "notice.html")
    assert links(said) == [
        ("示例大学招标公告", "ccgp.example/t1.htm", "原公告：示例大学招标公告")
    ]


def test_a_correction_says_on_which_day_its_notice_first_appeared(
    tmp_path: Path,
) -> None:
    said = read(
        "示例大学算力服务项目更正公告\n原公告的采购项目编号：SL-2024-F017\n"
        "首次公告日期：2024年3月1日\n更正日期：2024年3月5日\n",
        tmp_path,
    )
    (one,) = said.of("DOCUMENTED_BY")
    assert one.object
    assert one.object.ids == (("published_on", "2024-03-01"),)
    assert one.evidence.quote == "首次公告日期：2024年3月1日"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.ccgp.example/t1.htm",
        "http://CCGP.example/t1.htm#top",
        "//ccgp.example/t1.htm/",
    ],
)
def test_an_address_is_one_however_it_is_written(url: str) -> None:
    assert address_key(url) == "ccgp.example/t1.htm"


@pytest.mark.parametrize(
    ("text", "kind", "stage"),
    [
        ("示例大学算力项目竞争性磋商公告", "negotiation", "tendered"),
        ("示例大学算力项目比选公告", "selection", "tendered"),
        ("示例大学显卡自行采购公告", "small_buy", "tendered"),
        ("示例大学显卡自行采购结果公示", "award", "awarded"),
        ("示例大学算力项目废标公告", "failed", "failed"),
        ("示例大学算力项目终止公告", "cancelled", "cancelled"),
        ("示例大学算力项目暂停公告", "suspension", "tendered"),
        ("示例大学算力项目合同终止公告", "contract_change", "contracted"),
        ("示例大学算力项目结果更正公告", "correction", "awarded"),
        ("示例市财政局投诉处理结果公告", "complaint", ""),
        ("示例大学算力项目\n现将成交结果公告如下：", "award", "awarded"),
        ("示例大学算力项目\n现对本项目终止采购并公告如下：", "cancelled", "cancelled"),
    ],
)
def test_a_notice_is_of_a_type_and_a_stage(
    text: str, kind: str, stage: str, tmp_path: Path
) -> None:
    said = read(f"{text}\n项目编号：SL-2024-F017\n{BUYER}", tmp_path)
    assert said.record is not None
    stages = [one.stage for one in said.of("status")]
    assert (said.record.kind, stages) == (kind, [stage] if stage else [])

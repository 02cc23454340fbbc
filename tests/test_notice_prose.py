"""What notices say in sentences: losers, agencies, contracts, another winner."""

from pathlib import Path

import pytest

from tests.notices import INVENTED, Told, told

HEAD = (
    "示例大学算力服务器采购项目成交结果公告\n采购人：示例大学\n"
    "成交供应商：甲例科技有限公司\n"
)


def read(text: str, folder: Path) -> Told:
    return told(f"{text}\n本公告为{INVENTED}\n", folder)


@pytest.mark.parametrize(
    "said",
    [
        "另两家报价单位为：乙例科技有限公司（9万元）、丙例软件有限公司（报价无效）。",
        "同台竞争的还有乙例科技有限公司和丙例软件有限公司，报价分别为9万和10万。",
        "乙例科技有限公司、丙例软件有限公司分列第二、第三名。",
        "递交响应文件的供应商有乙例科技有限公司、丙例软件有限公司两家。",
        "三、未成交供应商及原因\n乙例科技有限公司：报价较高\n丙例软件有限公司：未按时响应",
        "其他报价：乙例科技有限公司 90,000元；丙例软件有限公司 100,000元",
        "供应商名称\t未成交原因\n乙例科技有限公司\t得分较低\n丙例软件有限公司\t资格不符",
    ],
)
def test_who_a_notice_says_lost_has_only_bid(said: str, tmp_path: Path) -> None:
    notice = read(HEAD + said, tmp_path)
    assert notice.names("AWARDED_TO") == ["甲例科技有限公司"]
    assert notice.names("BID_ON") == ["乙例科技有限公司", "丙例软件有限公司"]


@pytest.mark.parametrize(
    "said",
    [
        "本项目由乙例招标有限公司代理。",
        "异议受理：乙例招标有限公司，联系人：金女士。",
        "采购代理机构 联系人：乙例招标有限公司 顾先生",
        "\n乙例招标有限公司\n2024年5月8日",
    ],
)
def test_an_agency_is_named_without_a_label_of_its_own(
    said: str, tmp_path: Path
) -> None:
    assert read(HEAD + said, tmp_path).names("HANDLED_BY") == ["乙例招标有限公司"]


def test_the_firm_that_signs_and_is_no_agency_handles_nothing(tmp_path: Path) -> None:
    said = read(f"{HEAD}\n丁例电子有限公司\n2024年5月8日", tmp_path)
    assert said.names("HANDLED_BY") == []


def test_a_letter_without_a_heading_says_buyer_agency_number_and_title(
    tmp_path: Path,
) -> None:
    said = read(
        "各潜在投标人：\n  示例博物院委托乙例招标有限公司组织的“文物大模型”推理算力项目"
        "（编号HX-BWY-2024-6，以下简称本项目）现就投标人提问澄清如下：可以租用。",
        tmp_path,
    )
    tender = said.statements[0].tender
    assert (tender.title, tender.number) == (
        "“文物大模型”推理算力项目",
        "HX-BWY-2024-6",
    )
    assert said.names("ISSUED") == ["示例博物院"]
    assert said.names("HANDLED_BY") == ["乙例招标有限公司"]


def test_an_agency_that_calls_for_somebody_is_not_the_buyer(tmp_path: Path) -> None:
    said = read(
        "竞争性谈判公告\n受示例市公安局委托，乙例招标代理有限公司就其GPU服务器项目"
        "进行竞争性谈判。\n项目编号：SL-2024-F017",
        tmp_path,
    )
    assert said.names("ISSUED") == ["示例市公安局"]
    assert said.names("HANDLED_BY") == ["乙例招标代理有限公司"]


CORRECTION = (
    "示例大学服务器采购项目中标结果更正公告\n采购人：示例大学\n项目编号：SL-2024-F017\n"
)


def test_the_winner_of_a_corrected_result_takes_the_place_of_the_first(
    tmp_path: Path,
) -> None:
    said = read(
        f"{CORRECTION}更正内容：原中标供应商“乙例科技有限公司”，中标金额“1,020,000元”；"
        "现更正为中标供应商“丙例科技有限公司”，中标金额“1,036,500元”。",
        tmp_path,
    )
    (award,) = said.of("AWARDED_TO")
    assert award.object
    assert award.amount
    assert (award.object.text, award.amount.value) == ("丙例科技有限公司", "1036500")
    assert (award.stage, said.names("BID_ON")) == ("awarded", ["乙例科技有限公司"])


def test_a_correction_of_something_else_awards_nothing(tmp_path: Path) -> None:
    said = read(
        f"{CORRECTION}更正内容：中标供应商地址由甲路1号更正为乙路2号。", tmp_path
    )
    assert said.names("AWARDED_TO") == []


def test_a_signed_contract_in_a_sentence_is_with_who_provides(tmp_path: Path) -> None:
    said = read(
        "示例集团股份有限公司自愿性披露公告\n近日，公司全资子公司乙例云港有限公司与"
        "示例生物研究中心签署了《海外算力服务协议》，由乙例云港有限公司向对方提供算力，"
        "协议总价为1,250,000美元。协议签署日期为2024年12月16日。",
        tmp_path,
    )
    (award,) = said.of("AWARDED_TO")
    assert award.object
    assert award.amount
    assert (award.object.text, award.amount.value, award.amount.currency) == (
        "乙例云港有限公司",
        "1250000",
        "USD",
    )
    assert said.names("ISSUED") == ["示例生物研究中心"]
    assert [one.date.value for one in said.of("signed_on") if one.date] == [
        "2024-12-16"
    ]


def test_a_contract_of_which_nobody_says_who_provides_awards_nothing(
    tmp_path: Path,
) -> None:
    said = read(
        "示例集团股份有限公司自愿性披露公告\n近日，公司子公司乙例云港有限公司与"
        "示例生物研究中心签署了《战略合作协议》，双方将开展合作。",
        tmp_path,
    )
    assert said.statements == ()


def test_a_letter_to_the_winner_awards_it_by_name(tmp_path: Path) -> None:
    said = read(
        "中标通知书\n乙例网络有限公司：\n  现确定你单位为示例大学算力集群采购项目"
        "中标人，中标价为￥6,950,000.00元。\n采购人：示例大学",
        tmp_path,
    )
    assert said.names("AWARDED_TO") == ["乙例网络有限公司"]


def test_names_counted_line_by_line_are_all_awarded(tmp_path: Path) -> None:
    said = read(
        "示例中心云服务入围结果公告\n采购人：示例中心\n入围供应商：\n"
        "1、甲例云有限公司（折扣率62%）\n2、乙例通信有限公司\n3、丙例数据有限公司\n",
        tmp_path,
    )
    assert said.names("AWARDED_TO") == [
        "甲例云有限公司",
        "乙例通信有限公司",
        "丙例数据有限公司",
    ]


def test_labels_and_values_under_a_banner_are_no_rows_of_it(tmp_path: Path) -> None:
    said = read(
        "采购结果\n项目\t结果\t结果\t结果\n采购单位\t示例大学\t采购方式\t磋商\n"
        "分包号\t成交单位\t成交金额（万元）\t主要设备\n第一包\t甲例科技有限公司\t21.5\t服务器",
        tmp_path,
    )
    (award,) = said.of("AWARDED_TO")
    assert award.amount
    assert (award.part, award.amount.value) == ("lot:1", "215000")
    assert said.names("ISSUED") == ["示例大学"]

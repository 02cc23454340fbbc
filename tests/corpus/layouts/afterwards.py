"""What follows a request or an award: contracts, acceptance, corrections, ends."""

from dataclasses import replace
from datetime import timedelta
from html import escape

from tests.corpus import shapes, writing
from tests.corpus.chance import Chance
from tests.corpus.deals import deal, noted
from tests.corpus.gold import Invented
from tests.corpus.layouts.awards import contacts


def contract(chance: Chance) -> Invented:
    """Write the publication of a contract in the official form."""
    said = deal(chance)
    lot, ware = said.lot, said.lot.ware
    signed = said.awarded + timedelta(days=chance.between(3, 25))
    published = signed + timedelta(days=2)
    buyer = chance.one(("采购人（甲方）", "甲方", "采购人(甲方)"))
    supplier = chance.one(("供应商（乙方）", "乙方", "供应商(乙方)"))
    lines = [
        f"{said.project}合同公告",
        said.mark,
        f"一、合同编号：HT{signed.year}-{chance.between(1000, 9999)}",
        f"二、合同名称：{said.project}合同",
        f"三、项目编号：{said.number}",
        f"四、项目名称：{said.project}",
        "五、合同主体",
        f"{buyer}：{said.buyer}",
        f"地址：{said.room}",
        f"联系方式：{said.phone}",
        f"{supplier}：{lot.supplier}",
        f"地址：{lot.supplier[:2]}市科苑路{chance.between(1, 99)}号",
        "六、合同主要信息",
        f"主要标的名称：{ware.name}",
        f"规格型号（或服务要求）：{ware.brand}{' ' if ware.brand else ''}{ware.model}",
        f"主要标的数量：{ware.quantity}{ware.unit}",
        f"主要标的单价：{lot.unit_price:.2f}元",
        writing.labelled(chance, "合同金额", lot.amount),
        f"履约期限、地点等简要信息：{chance.between(10, 60)}天，采购人指定地点",
        f"采购方式：{chance.one(('公开招标', '竞争性磋商', '询价'))}",
        f"七、合同签订日期：{writing.day(chance, signed)}",
        f"八、合同公告日期：{writing.day(chance, published)}",
        "九、其他补充事宜：无",
    ]
    is_page = chance.happens(50)
    content = (
        shapes.page(lines[0], shapes.paragraphs(lines))
        if is_page
        else "\n".join(lines).encode()
    )
    items = tuple(replace(item, quantity="") for item in said.delivered)
    return noted(
        said,
        "contract",
        "contract.html" if is_page else "contract.txt",
        content,
        agency=(),
        awards=said.awards,
        signed_on=signed.isoformat(),
        published_on=published.isoformat(),
        stage="contracted",
        items=items,
    )


def acceptance(chance: Chance) -> Invented:
    """Write that what was bought has been delivered and found good."""
    said = deal(chance)
    lot, ware = said.lot, said.lot.ware
    accepted = said.awarded + timedelta(days=60)
    lines = [
        f"{said.project}{chance.one(('履约验收公告', '验收结果公告'))}",
        said.mark,
        f"项目编号：{said.number}",
        f"项目名称：{said.project}",
        f"采购人：{said.buyer}",
        f"供应商：{lot.supplier}",
        writing.labelled(chance, "合同金额", lot.amount),
        f"验收内容：{ware.name}，{ware.model}",
        f"验收日期：{writing.day(chance, accepted)}",
        f"验收小组成员：{'、'.join(said.panel)}",
        "验收结论：合格",
    ]
    items = tuple(replace(item, quantity="") for item in said.delivered)
    return noted(
        said,
        "acceptance",
        "acceptance.html",
        shapes.page(lines[0], shapes.paragraphs(lines)),
        agency=(),
        awards=said.awards,
        stage="accepted",
        items=items,
    )


def correction(chance: Chance) -> Invented:
    """Write what of a request is changed: the deadline, and a demand."""
    said = deal(chance)
    later = said.deadline + timedelta(days=7)
    corrected = said.requested + timedelta(days=4)
    lines = [
        f"{said.project}{chance.one(('更正公告', '变更公告', '更正公告（第一次）'))}",
        said.mark,
        "一、项目基本情况",
        f"原公告的采购项目编号：{said.number}",
        f"原公告的采购项目名称：{said.project}",
        f"首次公告日期：{writing.day(chance, said.requested)}",
        "二、更正信息",
        "更正事项：采购公告、采购文件",
        "更正内容：",
        f"原投标截止时间：{writing.moment(chance, said.deadline)}",
        f"现更正为：{writing.moment(chance, later)}",
        f"更正日期：{writing.day(chance, corrected)}",
        "三、其他补充事宜：其他内容不变。",
        *contacts(chance, said),
    ]
    return noted(
        said,
        "correction",
        "correction.txt",
        "\n".join(lines).encode(),
        deadline=later.isoformat()[:16],
        published_on=corrected.isoformat(),
        stage="tendered",
        items=said.named,
    )


def correction_table(chance: Chance) -> Invented:
    """Write the change as a table of before and after."""
    said = deal(chance)
    later = said.deadline + timedelta(days=5)
    published = said.requested + timedelta(days=6)
    rows = [
        ["序号", "更正项", "更正前内容", "更正后内容"],
        [
            "1",
            "提交投标文件截止时间",
            writing.moment(chance, said.deadline),
            writing.moment(chance, later),
        ],
        ["2", "开标地点", "A100室", "B座开标三室"],
    ]
    lines = [
        said.mark,
        f"采购项目编号：{said.number}",
        f"采购项目名称：{said.project}",
        f"采购单位：{said.buyer}",
        f"代理机构：{said.agency}",
    ]
    headline = f"{said.project}延期公告"
    body = [
        f"<h2>{escape(headline)}</h2>",
        f'<div class="info">发布时间：{writing.day(chance, published)}</div>',
        shapes.paragraphs(lines),
        shapes.table(rows, 'border="1"', "th"),
    ]
    return noted(
        said,
        "correction",
        "correction_table.html",
        shapes.page(headline, "\n".join(body)),
        deadline=later.isoformat()[:16],
        published_on=published.isoformat(),
        stage="tendered",
        items=said.named,
    )


def failure(chance: Chance) -> Invented:
    """Write that a tender failed, or that its buyer called it off."""
    said = deal(chance)
    kind, reason, stage = chance.one(
        (
            (
                "废标公告",
                "项目终止的原因：有效供应商不足三家，本项目作废标处理。",
                "failed",
            ),
            ("流标公告", "流标原因：至截止时间仅有两家供应商递交响应文件。", "failed"),
            ("终止公告", "项目终止的原因：实质性响应的供应商不足三家。", "failed"),
            (
                "终止公告",
                "项目终止的原因：因采购任务取消，采购人决定终止采购活动。",
                "cancelled",
            ),
        )
    )
    lines = [
        f"{said.project}{kind}",
        said.mark,
        "一、项目基本情况",
        f"采购项目编号：{said.number}",
        f"采购项目名称：{said.project}",
        f"二、{reason}",
        "三、其他补充事宜：感谢各供应商的参与。",
        *contacts(chance, said),
        f"发布日期：{writing.day(chance, said.published)}",
    ]
    return noted(
        said,
        "termination",
        "failure.html",
        shapes.page(lines[0], shapes.paragraphs(lines)),
        published_on=said.published.isoformat(),
        stage=stage,
        items=said.named,
    )

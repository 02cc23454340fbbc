"""Awards in several lots: one supplier each, sums in the lot and in total."""

from dataclasses import replace
from html import escape

from tests.corpus import shapes, writing
from tests.corpus.chance import Chance
from tests.corpus.deals import Deal, deal, noted
from tests.corpus.gold import Invented
from tests.corpus.layouts.awards import contacts, goods

FAILED = ("废标", "流标", "有效供应商不足三家，废标")
PARTS = (
    ("包号", "{}"),
    ("包号", "0{}"),
    ("标项", "{}"),
    ("标段", "{}标段"),
    ("包号", "第{}包"),
)


def several(chance: Chance, *, one_fails: bool) -> Deal:
    """Return a tender in two to four lots, the last one failed where asked."""
    said = deal(chance, lots=chance.between(2, 4))
    if not one_fails:
        return said
    *won, last = said.lots
    return replace(said, lots=(*won, replace(last, supplier="", losers=())))


def noted_lots(said: Deal, name: str, content: bytes, **gold: object) -> Invented:
    """Return a notice of lots with what they share."""
    failed = tuple(lot.part for lot in said.lots if not lot.supplier)
    return noted(
        said,
        "award",
        name,
        content,
        awards=said.awards,
        failed=failed,
        stage="awarded",
        **gold,
    )


def table(chance: Chance) -> Invented:
    """Write the lots as a table, with the goods of each in a second one."""
    said = several(chance, one_fails=chance.happens(50))
    label, shape = chance.one(PARTS)
    unit = chance.one(("元", "万元"))
    rows = [[label, "分包名称", "供应商名称", f"中标金额（{unit}）", "评审总得分"]]
    for lot in said.lots:
        sum_ = (
            f"{lot.amount:,.2f}"
            if unit == "元"
            else writing.in_ten_thousands(lot.amount, 2)
        )
        won = [lot.supplier, sum_, f"{chance.between(80, 97)}.31"]
        cells = won if lot.supplier else [chance.one(FAILED), "/", ""]
        rows.append([shape.format(lot.part), lot.ware.name, *cells])
    lines = [
        f"一、项目编号：{said.number}",
        f"二、项目名称：{said.project}",
        "三、中标信息",
    ]
    body = [
        f"<h1>{escape(said.project)}中标公告</h1>",
        shapes.p(said.mark),
        shapes.paragraphs(lines),
        shapes.table(rows, 'border="1" cellspacing="0"', "th"),
        shapes.p("四、主要标的信息"),
        shapes.table(goods(said), 'border="1" cellspacing="0"', "th"),
        shapes.p(f"五、评审专家名单：{'，'.join(said.panel)}"),
        shapes.paragraphs(contacts(chance, said)),
    ]
    return noted_lots(
        said,
        "lots.html",
        shapes.page(f"{said.project}中标公告", "\n".join(body)),
        items=(*said.delivered, *said.called),
    )


def spanned(chance: Chance) -> Invented:
    """Write the lots in a provincial form: nested tables, rows and columns joined."""
    said = several(chance, one_fails=False)
    inner = [
        '<tr><td rowspan="2">包号</td><td colspan="2">成交结果</td>'
        '<td rowspan="2">货物</td></tr>',
        "<tr><td>成交供应商</td><td>成交价(元)</td></tr>",
    ]
    for lot in said.lots:
        ware = lot.ware
        inner.append(
            f"<tr><td>{lot.part}</td><td>{escape(lot.supplier)}</td>"
            f"<td>{lot.amount:.2f}</td>"
            f"<td>{escape(ware.name)}：{escape(ware.model)}</td></tr>"
        )
    outer = [
        ("采购项目编号", escape(said.number)),
        ("采购项目名称", escape(said.project)),
        ("采购人名称", escape(said.buyer)),
        ("采购代理机构全称", escape(said.agency)),
        ("成交结果", f'<table border="1">{"".join(inner)}</table>'),
        ("成交日期", writing.day(chance, said.awarded)),
        ("谈判小组成员", "、".join(said.panel)),
        ("代理服务费", writing.money(chance, said.fee)),
        ("联系电话", said.phone),
    ]
    rows = "".join(
        f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in outer
    )
    body = (
        f'<div id="title">{escape(said.project)}成交公告</div>{shapes.p(said.mark)}'
        f'<table class="outer" width="100%">{rows}</table>'
    )
    items = tuple(replace(item, quantity="") for item in said.delivered)
    return noted_lots(
        said,
        "lots_spanned.html",
        shapes.page(f"{said.project}成交公告", body),
        awarded_on=said.awarded.isoformat(),
        items=items,
    )


def transposed(chance: Chance) -> Invented:
    """Write the lots side by side: labels in the first column, a column for each."""
    said = several(chance, one_fails=False)
    word = chance.one(("标段", "包"))
    rows = [
        ["", *(f"{word}{lot.part}" for lot in said.lots)],
        [
            "采购内容",
            *(
                lot.ware.name if not lot.ware.asked else "详见采购文件"
                for lot in said.lots
            ),
        ],
        ["中标供应商", *(lot.supplier for lot in said.lots)],
        [
            "中标金额（万元）",
            *(writing.in_ten_thousands(lot.amount) for lot in said.lots),
        ],
        ["交货期", *(f"{chance.between(10, 90)}天" for _ in said.lots)],
    ]
    lines = [
        said.mark,
        f"项目编号：{said.number}",
        f"项目名称：{said.project}",
        f"招标人：{said.buyer}",
        f"招标代理机构：{said.agency}",
        f"定标日期：{writing.day(chance, said.awarded)}",
    ]
    heading = f"<h2>{escape(said.project)}中标结果公示</h2>"
    body = f"{heading}{shapes.paragraphs(lines)}{shapes.table(rows)}"
    return noted_lots(
        said,
        "lots_transposed.html",
        shapes.page(f"{said.project}中标结果公示", body),
        awarded_on=said.awarded.isoformat(),
        items=said.named,
    )


def sections(chance: Chance) -> Invented:
    """Write each lot as a paragraph of its own in plain text."""
    said = several(chance, one_fails=chance.happens(40))
    head = chance.one(("包{}：", "第{}包", "标项{}", "{}标段：", "分包编号：{}"))
    lines = [
        f"{said.project}结果公告",
        said.mark,
        f"项目编号：{said.number}",
        f"项目名称：{said.project}",
        "采购结果",
    ]
    for lot in said.lots:
        lines.append(head.format(lot.part))
        if not lot.supplier:
            lines.append(chance.one(FAILED))
            continue
        lines.append(f"供应商名称：{lot.supplier}")
        lines.append(writing.labelled(chance, "中标（成交）金额", lot.amount))
    if not any(not lot.supplier for lot in said.lots) and chance.happens(60):
        lines.append(writing.labelled(chance, "总中标金额", said.total))
    lines += [
        f"采购人：{said.buyer}",
        f"采购代理机构：{said.agency}",
        f"联系人：{said.contact}  电话：{said.phone}",
        writing.day(chance, said.published),
    ]
    return noted_lots(
        said,
        "lots_sections.txt",
        "\n".join(lines).encode(),
        published_on=said.published.isoformat(),
        items=said.named,
    )


def in_one_line(chance: Chance) -> Invented:
    """Write the lots in a running sentence."""
    said = several(chance, one_fails=False)
    parts = "；".join(
        f"第{lot.part}包{chance.one(('成交供应商', '成交单位', '中标人'))}："
        f"{lot.supplier}，"
        f"成交金额：{writing.money(chance, lot.amount)}"
        for lot in said.lots
    )
    lines = [
        f"{said.project}成交结果公示",
        said.mark,
        f"{said.agency}受{said.buyer}委托，就{said.project}（项目编号：{said.number}）进行竞争性磋商，"
        f"现将结果公示如下：{parts}。"
        f"公示期自{writing.day(chance, said.published)}起三个工作日。",
    ]
    return noted_lots(
        said,
        "lots_in_one_line.html",
        shapes.page(lines[0], shapes.paragraphs(lines)),
        items=said.named,
        open=frozenset({"published_on", "title"}),
    )

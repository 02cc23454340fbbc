"""Notices of awards as the national and provincial sites print them."""

from dataclasses import replace
from html import escape

from tests.corpus import names, shapes, writing
from tests.corpus.chance import Chance
from tests.corpus.deals import Deal, deal, noted
from tests.corpus.gold import Award, Invented

WON = ("中标", "成交")


def goods(said: Deal) -> list[list[str]]:
    """Return the table of goods of what was awarded."""
    rows = [["供应商名称", "货物名称", "品牌", "规格型号", "数量", "单价(元)"]]
    for lot in said.lots:
        if lot.supplier:
            ware = lot.ware
            count = f"{ware.quantity}{ware.unit}"
            price = f"{lot.unit_price:.2f}"
            rows.append(
                [lot.supplier, ware.name, ware.brand or "/", ware.model, count, price]
            )
    if len(said.lots) > 1:
        parts = [lot.part for lot in said.lots if lot.supplier]
        rows = [
            ["包号", *rows[0]],
            *([p, *r] for p, r in zip(parts, rows[1:], strict=True)),
        ]
    return rows


def tail(chance: Chance, said: Deal) -> list[str]:
    """Return the end of an official notice: panel, fee, period, contacts."""
    fee = writing.labelled(chance, "收费金额", said.fee)
    return [
        f"评审专家名单：{'、'.join(said.panel)}",
        f"代理服务收费标准及金额：按成交额的1.5%计取，{fee}",
        "公告期限：自本公告发布之日起1个工作日。",
        "其他补充事宜：无",
    ]


def contacts(chance: Chance, said: Deal) -> list[str]:
    """Return the block of contacts of an official notice."""
    name = chance.one(("名 称", "名　称", "名    称", "名称"))
    return [
        "凡对本次公告内容提出询问，请按以下方式联系。",
        "1.采购人信息",
        f"{name}：{said.buyer}",
        f"地址：{said.buyer[:2]}市学府路{chance.between(1, 99)}号{said.room}",
        f"联系方式：{said.contact} {said.phone}",
        "2.采购代理机构信息",
        f"{name}：{said.agency}",
        f"地　址：{said.agency[:2]}市建设路{chance.between(1, 99)}号",
        f"联系方式：{said.phone}",
        "3.项目联系方式",
        f"项目联系人：{said.contact}",
        f"电　话：{said.phone}",
    ]


def box(chance: Chance, said: Deal, word: str) -> list[list[str]]:
    """Return the summary box of the national site; its sums are in 万元."""
    total = writing.in_ten_thousands(said.total, 6)
    when = writing.day(chance, said.awarded)
    published = f"{said.published:%Y年%m月%d日} {chance.between(9, 18):02}:30"
    return [
        ["采购项目名称", said.project],
        ["品目", "货物/信息化设备/计算机设备/服务器"],
        ["采购单位", said.buyer],
        ["行政区域", said.buyer[:2], "公告时间", published],
        ["本项目招标公告日期", f"{said.requested:%Y年%m月%d日}", f"{word}日期", when],
        ["评审专家名单", "、".join(said.panel)],
        [f"总{word}金额", f"￥{total} 万元（人民币）"],
        ["项目联系人", said.contact],
        ["项目联系电话", said.phone],
        ["采购单位地址", f"{said.buyer[:2]}市学府路1号"],
        ["代理机构名称", said.agency],
        ["代理机构地址", f"{said.room}"],
    ]


def boxed(rows: list[list[str]], total: str = "") -> str:
    """Return the box as HTML; `total` takes the place of its sum, as markup."""
    lines = ['<tr><td colspan="4"><b>公告概要：</b></td></tr>']
    for row in rows:
        cells = ""
        for label, value in zip(row[::2], row[1::2], strict=True):
            span = ' colspan="3"' if len(row) == 2 else ' width="168"'
            shown = total if total and label.startswith("总") else escape(value)
            cells += f'<td class="title">{label}</td><td{span}>{shown}</td>'
        lines.append(f"<tr>{cells}</tr>")
    return f'<div class="table"><table>{"".join(lines)}</table></div>'


def main_part(chance: Chance, said: Deal, word: str) -> list[str]:
    """Return project, supplier and sum as numbered sections."""
    lot = said.lot
    return [
        f"项目编号：{said.number}",
        f"项目名称：{said.project}",
        f"{word}信息",
        f"供应商名称：{lot.supplier}",
        f"供应商地址：{lot.supplier[:2]}市高新区{chance.between(1, 200)}号",
        writing.labelled(chance, f"{word}金额", lot.amount),
    ]


def national(chance: Chance) -> Invented:
    """Write the layout of the national site since 2017: box, body, table of goods."""
    said = deal(chance)
    word = chance.one(WON)
    headline = f"{said.buyer}{said.project.removeprefix(said.buyer)}{word}公告"
    number, name, won, *rest = main_part(chance, said, word)
    closing = tail(chance, said)
    body = [
        f"<h2>{escape(headline)}</h2>",
        boxed(box(chance, said, word)),
        shapes.p(said.mark),
        '<div class="vF_detail_content">',
        shapes.paragraphs([f"一、{number}", f"二、{name}", f"三、{won}", *rest]),
        shapes.p("四、主要标的信息"),
        shapes.table(goods(said)),
        shapes.paragraphs(
            f"{n}、{line}" for n, line in zip("五六七八", closing, strict=True)
        ),
        shapes.paragraphs(
            f"{'九、' if not n else ''}{line}"
            for n, line in enumerate(contacts(chance, said))
        ),
        "</div>",
    ]
    return noted(
        said,
        "award",
        "national.html",
        shapes.page(headline, "\n".join(body)),
        awards=said.awards,
        published_on=said.published.isoformat(),
        awarded_on=said.awarded.isoformat(),
        stage="awarded",
        items=said.delivered,
    )


def national_old(chance: Chance) -> Invented:
    """Write the national layout before 2017: GBK, template tags left in the box."""
    said = deal(chance)
    word = chance.one(WON)
    headline = f"{said.project}{word}公告"
    figure = writing.in_ten_thousands(said.total, 4)
    tag = (
        f'￥<fmt:formatNumber value="{figure}" pattern="#,##0.0000">{figure}'
        "</fmt:formatNumber> 万元（人民币）"
    )
    lot = said.lot
    sentence = (
        f"{said.agency}受{said.buyer}委托，就“{said.project}”（项目编号：{said.number}）"
        f"组织采购，评标工作已经结束，{word}结果如下："
    )
    body = [
        f'<h2 class="tc">{escape(headline)}</h2>',
        boxed(box(chance, said, word), tag),
        '<div class="vT_detail_content w760c">',
        shapes.residue(chance, sentence),
        shapes.residue(chance, "一、项目信息"),
        shapes.residue(chance, f"项目编号：{said.number}"),
        shapes.residue(chance, f"项目名称：{said.project}"),
        shapes.residue(chance, f"项目联系人：{said.contact}"),
        shapes.residue(chance, f"二、{word}信息"),
        shapes.residue(chance, f"{word}日期：{writing.day(chance, said.awarded)}"),
        shapes.residue(chance, f"总{word}金额：{figure} 万元（人民币）"),
        shapes.residue(chance, f"{word}供应商名称：{lot.supplier}"),
        shapes.residue(chance, f"{word}标的名称：{lot.ware.name}，{lot.ware.model}"),
        shapes.residue(chance, f"评审专家名单：{'、'.join(said.panel)}"),
        shapes.p(said.mark),
        "</div>",
    ]
    items = tuple(replace(item, quantity="") for item in said.delivered)
    return noted(
        said,
        "award",
        "national_old.html",
        shapes.page(headline, "\n".join(body), "gb18030").replace(
            b"charset=gb18030", chance.one((b"charset=gb2312", b"charset=gbk"))
        ),
        awards=said.awards,
        published_on=said.published.isoformat(),
        awarded_on=said.awarded.isoformat(),
        stage="awarded",
        items=items,
    )


def plain(chance: Chance) -> Invented:
    """Write an award as plain text with numbered sections and tabbed goods."""
    said = deal(chance)
    word = chance.one(WON)
    number, name, won, *rest = main_part(chance, said, word)
    lines = [
        f"{said.project}{word}结果公告",
        said.mark,
        f"一、{number}",
        f"二、{name}",
        f"三、{won}",
        *rest,
        "四、主要标的信息",
        *("\t".join(row) for row in goods(said)),
        f"五、{word}日期：{writing.day(chance, said.awarded)}",
        *(
            f"{n}、{line}"
            for n, line in zip("六七八九", tail(chance, said), strict=True)
        ),
        *contacts(chance, said),
    ]
    return noted(
        said,
        "award",
        "plain.txt",
        chance.one(("\n", "\r\n"))
        .join(lines)
        .encode(chance.one(("utf-8", "utf-8-sig", "gb18030"))),
        awards=said.awards,
        awarded_on=said.awarded.isoformat(),
        stage="awarded",
        items=said.delivered,
    )


def glued(chance: Chance) -> Invented:
    """Write the summary box as some crawlers keep it: label and value run together."""
    said = deal(chance)
    word = chance.one(WON)
    rows = box(chance, said, word)
    run = "".join(cell for row in rows for cell in row)
    lot = said.lot
    body = (
        f"一、项目编号：{said.number}二、项目名称：{said.project}三、{word}信息"
        f"供应商名称：{lot.supplier}供应商地址：{lot.supplier[:2]}市滨江路8号"
        f"{word}金额：{writing.in_ten_thousands(lot.amount, 7)}（万元）"
    )
    text = f"{said.project}{word}公告\n{said.mark}\n公告概要：公告信息：{run}\n{body}\n"
    return noted(
        said,
        "award",
        "glued.txt",
        text.encode(),
        awards=said.awards,
        published_on=said.published.isoformat(),
        awarded_on=said.awarded.isoformat(),
        stage="awarded",
        items=said.named,
    )


def consortium(chance: Chance) -> Invented:
    """Write an award to several together: each won, the sum is the leader's."""
    said = deal(chance, losers=1)
    leader, member = said.lot.supplier, said.lot.losers[0]
    together = chance.one(
        (
            f"{leader}（联合体牵头人）、{member}（联合体成员）",
            f"{leader}、{member}（联合体）",
            f"联合体：{leader}（牵头单位）；{member}（成员单位）",
        )
    )
    lines = [
        f"{said.project}中标公告",
        *shapes.numbered(
            [
                f"项目编号：{said.number}",
                f"项目名称：{said.project}",
                "中标信息",
            ]
        ),
        f"中标供应商名称：{together}",
        writing.labelled(chance, "中标金额", said.lot.amount),
        f"四、中标日期：{writing.day(chance, said.awarded)}",
        f"五、采购人：{said.buyer}",
        f"六、采购代理机构：{said.agency}",
        f"七、评标委员会成员名单：{' '.join(said.panel)}",
        said.mark,
    ]
    return noted(
        said,
        "award",
        "consortium.html",
        shapes.page(lines[0], shapes.paragraphs(lines)),
        awards=(said.lot.award, Award(member)),
        awarded_on=said.awarded.isoformat(),
        stage="awarded",
        items=said.named,
    )


def scores(chance: Chance) -> Invented:
    """Write an award with the table of scores: who lost stands beside who won."""
    said = deal(chance, losers=3)
    lot = said.lot
    rows = [["序号", "供应商名称", "资格审查", "最终报价（元）", "综合得分", "排名"]]
    for rank, name in enumerate((lot.supplier, *lot.losers)):
        price = f"{lot.amount + rank * 21_000:.2f}"
        rows.append(
            [str(rank + 1), name, "合格", price, f"{94 - rank * 3}.5", str(rank + 1)]
        )
    lines = [
        f"一、项目编号：{said.number}",
        f"二、项目名称：{said.project}",
        "三、成交信息",
    ]
    body = [
        shapes.p(f"{said.project}成交结果公告", "text-align:center"),
        shapes.p(said.mark),
        shapes.paragraphs(lines),
        shapes.p(f"成交供应商：{lot.supplier}"),
        shapes.p(writing.labelled(chance, "成交金额", lot.amount)),
        shapes.p("四、评审情况"),
        shapes.table(rows, 'class="grid"', "th"),
        shapes.p(f"五、成交日期：{writing.day(chance, said.awarded)}"),
        shapes.p(f"六、磋商小组成员：{'、'.join(said.panel)}"),
        shapes.p(f"七、采购人：{said.buyer}"),
        shapes.p(
            f"八、代理机构：{said.agency}，"
            + writing.labelled(chance, "代理服务费", said.fee)
        ),
    ]
    return noted(
        said,
        "award",
        "scores.html",
        shapes.page(f"{said.project}成交结果公告", "\n".join(body)),
        awards=said.awards,
        bidders=lot.losers,
        awarded_on=said.awarded.isoformat(),
        stage="awarded",
        items=said.named,
    )


def framework(chance: Chance) -> Invented:
    """Write the result of a framework: several suppliers, each at a rate."""
    said = deal(chance)
    chosen = [said.lot.supplier, *names.firms(chance, 2)]
    rows = [
        ["序号", "入围供应商", "联系地址", chance.one(("折扣率", "下浮率", "优惠率"))]
    ]
    rows += [
        [str(n + 1), name, f"{name[:2]}市工业路{n + 3}号", f"{chance.between(5, 30)}%"]
        for n, name in enumerate(chosen)
    ]
    body = [
        f"<h3>{escape(said.project)}框架协议采购入围结果公告</h3>",
        shapes.paragraphs(
            [
                said.mark,
                f"项目编号：{said.number}",
                f"项目名称：{said.project}",
                f"采购人：{said.buyer}",
                f"采购代理机构：{said.agency}",
                "入围结果如下：",
            ]
        ),
        shapes.table(rows, 'border="1"', "th"),
        shapes.p(f"公告日期：{writing.day(chance, said.published)}"),
    ]
    return noted(
        said,
        "award",
        "framework.html",
        shapes.page(f"{said.project}框架协议采购入围结果公告", "\n".join(body)),
        awards=tuple(Award(name) for name in chosen),
        published_on=said.published.isoformat(),
        stage="awarded",
        items=said.named,
    )

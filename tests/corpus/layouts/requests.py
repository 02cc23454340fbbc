"""What comes before an award: intentions, requests, single source, opinions."""

from datetime import timedelta
from decimal import Decimal
from html import escape

from tests.corpus import names, shapes, wares, writing
from tests.corpus.chance import Chance
from tests.corpus.deals import Deal, Lot, deal, noted
from tests.corpus.gold import Invented, Item, Sum
from tests.corpus.layouts.awards import contacts

WAYS = (
    ("公开招标", "招标公告", "投标"),
    ("竞争性磋商", "竞争性磋商公告", "响应文件提交"),
    ("竞争性谈判", "竞争性谈判公告", "响应文件递交"),
    ("询价", "询价公告", "响应文件提交"),
)


def ceiling(lot: Lot) -> str:
    """Return the highest price of a lot, as gold: 95 % of its budget."""
    return writing.number(lot.budget * 95 / 100)


def basics(chance: Chance, said: Deal, way: str) -> tuple[list[str], bool]:
    """Return the basics of a request, and whether they name a ceiling."""
    lot = said.lot
    lines = [
        f"项目编号：{said.number}",
        f"项目名称：{said.project}",
        f"采购方式：{way}",
        writing.labelled(
            chance, chance.one(("预算金额", "采购预算", "项目预算金额")), lot.budget
        ),
    ]
    has_ceiling = chance.happens(60)
    if has_ceiling:
        label = chance.one(("最高限价", "最高限价（如有）", "最高投标限价"))
        lines.append(writing.labelled(chance, label, lot.budget * 95 / 100))
    lines += [
        f"采购需求：{lot.ware.request}。",
        f"合同履行期限：合同签订后{chance.between(15, 90)}日内交货",
        "本项目不接受联合体投标。",
    ]
    return lines, has_ceiling


def schedule(chance: Chance, said: Deal, act: str) -> list[str]:
    """Return when files are to be had and bids to be handed in."""
    start = said.requested + timedelta(days=1)
    end = start + timedelta(days=5)
    return [
        "三、获取采购文件",
        f"时间：{writing.day(chance, start)}至{writing.day(chance, end)}，"
        "每天上午8:30至11:30",
        f"售价：{chance.one(('300元', '￥500.00元', '0元'))}",
        f"四、{act}截止时间和地点",
        f"{act}截止时间：{writing.moment(chance, said.deadline)}",
        f"地点：{said.room}",
    ]


def tender(chance: Chance) -> Invented:
    """Write a request in the official form."""
    said = deal(chance)
    way, kind, act = chance.one(WAYS)
    lines, has_ceiling = basics(chance, said, way)
    headline = f"{said.project}{kind}"
    text = [
        headline,
        said.mark,
        "项目概况",
        f"{said.project}的潜在供应商应在线获取采购文件，"
        f"并于{writing.moment(chance, said.deadline)}前提交。",
        "一、项目基本情况",
        *lines,
        "二、申请人的资格要求：满足《中华人民共和国政府采购法》第二十二条规定",
        *schedule(chance, said, act),
        "五、公告期限：自本公告发布之日起5个工作日。",
        *contacts(chance, said),
    ]
    is_page = chance.happens(60)
    residue = chance.happens(40)
    body = "\n".join(
        shapes.residue(chance, line) if residue else shapes.p(line) for line in text
    )
    content = shapes.page(headline, body) if is_page else "\n".join(text).encode()
    return noted(
        said,
        "tender",
        "tender.html" if is_page else "tender.txt",
        content,
        budget=said.budgets,
        ceiling=(Sum(ceiling(said.lot)),) if has_ceiling else (),
        deadline=said.deadline.isoformat()[:16],
        stage="tendered",
        items=said.asked,
    )


def tender_lots(chance: Chance) -> Invented:
    """Write a request in lots with a table of what each asks for."""
    said = deal(chance, lots=chance.between(2, 4))
    unit = chance.one(("元", "万元"))
    rows = [["包号", "采购内容", "简要技术需求", f"预算金额（{unit}）"]]
    for lot in said.lots:
        budget = (
            f"{lot.budget:.2f}"
            if unit == "元"
            else writing.in_ten_thousands(lot.budget, 2)
        )
        rows.append([lot.part, "详见需求", lot.ware.request, budget])
    total = sum((lot.budget for lot in said.lots), Decimal(0))
    lines = [
        said.mark,
        "一、项目基本情况",
        f"项目编号：{said.number}",
        f"项目名称：{said.project}",
        writing.labelled(chance, "预算金额", total),
        "采购需求：",
    ]
    body = [
        f"<h2>{escape(said.project)}招标公告</h2>",
        shapes.paragraphs(lines),
        shapes.table(rows, 'border="1"', "th"),
        shapes.paragraphs(schedule(chance, said, "投标")),
        shapes.paragraphs(contacts(chance, said)),
    ]
    return noted(
        said,
        "tender",
        "tender_lots.html",
        shapes.page(f"{said.project}招标公告", "\n".join(body)),
        budget=(Sum(writing.number(total)), *said.budgets),
        deadline=said.deadline.isoformat()[:16],
        stage="tendered",
        items=said.asked,
    )


def prequalification(chance: Chance) -> Invented:
    """Write an invitation to qualify."""
    said = deal(chance)
    lines, has_ceiling = basics(chance, said, "邀请招标")
    text = [
        f"{said.project}资格预审公告",
        said.mark,
        *lines,
        f"提交资格预审申请文件截止时间：{writing.moment(chance, said.deadline)}",
        f"采购人：{said.buyer}",
        f"采购代理机构：{said.agency}",
        f"联系人：{said.contact}，电话：{said.phone}，邮箱：{said.mail}",
        f"发布日期：{writing.day(chance, said.requested)}",
    ]
    return noted(
        said,
        "tender",
        "prequalification.html",
        shapes.page(text[0], shapes.paragraphs(text)),
        budget=said.budgets,
        ceiling=(Sum(ceiling(said.lot)),) if has_ceiling else (),
        deadline=said.deadline.isoformat()[:16],
        published_on=said.requested.isoformat(),
        stage="tendered",
        items=said.asked,
    )


def single_source(chance: Chance) -> Invented:
    """Write why only one can supply; who that is has not won yet."""
    buyer = names.school(chance)
    said = deal(chance, buyer=buyer)
    lot = said.lot
    expert = said.panel[0]
    text = [
        f"{said.project}单一来源采购公示",
        said.mark,
        "一、项目信息",
        f"采购人：{said.buyer}",
        f"项目名称：{said.project}",
        f"项目编号：{said.number}",
        f"拟采购的货物或服务的说明：{lot.ware.request}",
        writing.labelled(chance, "拟采购的货物或服务的预算金额", lot.budget),
        "采用单一来源采购方式的原因及说明：该服务仅由下列供应商提供，无替代方案。",
        "二、拟定供应商信息",
        f"名称：{lot.supplier}",
        f"地址：{lot.supplier[:2]}市云谷路{chance.between(1, 90)}号",
        "三、公示期限",
        f"{writing.day(chance, said.requested)}"
        f"至{writing.day(chance, said.requested + timedelta(days=5))}",
        "四、专业人员论证意见",
        f"姓名：{expert}，职称：教授，工作单位：{said.buyer[:2]}省计算中心。论证意见：同意。",
        "五、联系方式",
        f"联系人：{said.contact}　联系电话：{said.phone}",
    ]
    return noted(
        said,
        "single_source",
        "single_source.txt",
        "\n".join(text).encode(),
        agency=(),
        bidders=(lot.supplier,),
        budget=said.budgets,
        stage="planned",
        items=said.asked,
        open=frozenset({"published_on"}),
    )


def intention(chance: Chance) -> Invented:
    """Write a table of what a buyer means to ask for; each row is a part."""
    buyer = names.school(chance)
    said = deal(chance, lots=chance.between(2, 5), buyer=buyer)
    month = f"{said.requested.year}年{said.requested.month}月"
    headline = f"{buyer}{month}政府采购意向"
    rows = [
        [
            "序号",
            "采购项目名称",
            "采购需求概况",
            "预算金额(万元)",
            "预计采购时间",
            "备注",
        ]
    ]
    for lot in said.lots:
        rows.append(
            [
                lot.part,
                f"{lot.ware.name if not lot.ware.asked else '科研平台建设'}采购",
                lot.ware.request,
                writing.in_ten_thousands(lot.budget, chance.one((0, 2, 6))),
                month,
                "无",
            ]
        )
    body = [
        f"<h2>{headline}</h2>",
        shapes.p(said.mark),
        shapes.p("为便于供应商及时了解政府采购信息，根据有关规定，现将意向公开如下："),
        shapes.table(rows, 'border="1"', chance.one(("td", "th"))),
        shapes.p("本次公开的采购意向是初步安排，具体以招标公告为准。"),
        shapes.p(buyer, "text-align:right"),
        shapes.p(writing.day(chance, said.requested), "text-align:right"),
    ]
    return noted(
        said,
        "intention",
        "intention.html",
        shapes.page(headline, "\n".join(body)),
        title=headline,
        number="",
        agency=(),
        budget=said.budgets,
        published_on=said.requested.isoformat(),
        stage="planned",
        items=tuple(item for lot in said.lots for item in lot.ware.asked),
    )


def imports(chance: Chance) -> Invented:
    """Write that imported goods are to be allowed, with the opinions of experts."""
    said = deal(chance)
    first, second, third = said.panel
    rows = [
        ["专家姓名", "职称", "论证意见"],
        [first, "教授", "同意采购进口产品"],
        [second, "研究员", "国产设备暂不能满足要求，同意"],
        [third, "高级工程师", "同意"],
    ]
    lines = [
        said.mark,
        f"采购单位：{said.buyer}",
        f"项目名称：{said.project}",
        f"采购内容：{said.lot.ware.request}",
        writing.labelled(chance, "预算金额", said.lot.budget),
    ]
    headline = f"关于{said.buyer}允许采购进口产品的公示"
    body = [
        f"<h2>{escape(headline)}</h2>",
        shapes.paragraphs(lines),
        shapes.table(rows),
    ]
    return noted(
        said,
        "single_source",
        "imports.html",
        shapes.page(headline, "\n".join(body)),
        number="",
        agency=(),
        budget=said.budgets,
        items=said.asked,
        open=frozenset({"stage"}),
    )


def demand(chance: Chance) -> Invented:
    """Write a list of technical demands, several of them about chips."""
    said = deal(chance)
    made = [wares.asked_for(chance) for _ in range(3)]
    items: list[Item] = []
    lines = [
        f"{said.project}采购需求公示",
        said.mark,
        f"采购人：{said.buyer}",
        f"项目名称：{said.project}",
        "一、技术参数",
    ]
    seen: set[str] = set()
    for sentence, asked in made:
        if asked[0].text not in seen:
            seen.add(asked[0].text)
            lines.append(f"★{len(seen)}. {sentence}。")
            items += asked
    lines += [
        "▲9. 机柜高度不低于42U，噪声≤55dB(A)，供电符合T4等级，机房位于A100室。",
        "10. 交货时间：合同签订后45天。",
        f"意见反馈请联系{said.contact}，{said.phone}，{said.mail}",
    ]
    return noted(
        said,
        "demand",
        "demand.txt",
        "\n".join(lines).encode(),
        number="",
        agency=(),
        items=(*said.named, *items),
        open=frozenset({"stage"}),
    )

"""Notices in the wild: universities, bidding platforms, authorities, other scripts."""

from dataclasses import replace
from decimal import Decimal
from html import escape

from tests.corpus import names, shapes, writing
from tests.corpus.chance import Chance
from tests.corpus.deals import deal, noted
from tests.corpus.gold import Award, Invented


def small_buy(chance: Chance) -> Invented:
    """Write what a university bought by itself: no agency, no number."""
    said = deal(chance, buyer=names.school(chance))
    lot = said.lot
    headline = f"{said.buyer}{said.project.removeprefix(said.buyer)}询价结果公示"
    rows = [
        ["项目名称", said.project],
        ["采购单位", said.buyer],
        ["采购内容", lot.ware.request],
        [chance.one(("预算（元）", "预算金额（元）")), f"{lot.budget:.2f}"],
        [chance.one(("成交单位", "成交供应商", "成交商家")), lot.supplier],
        [chance.one(("成交价（元）", "成交金额（元）")), f"{lot.amount:.2f}"],
        ["公示期", "3天"],
        ["联系人", f"{said.contact} {said.phone}"],
    ]
    body = [
        f"<h1>{escape(headline)}</h1>",
        f"<span>发布时间：{writing.day(chance, said.published)}  "
        f"浏览次数：{chance.between(20, 900)}</span>",
        shapes.p(said.mark),
        shapes.table(rows, 'class="wp_table"'),
    ]
    return noted(
        said,
        "award",
        "small_buy.html",
        shapes.page(headline, "\n".join(body)),
        number="",
        agency=(),
        awards=said.awards,
        budget=said.budgets,
        published_on=said.published.isoformat(),
        stage="awarded",
        items=said.asked,
    )


def online(chance: Chance) -> Invented:
    """Write the result of an online auction won by a shop or a person."""
    said = deal(chance, buyer=names.school(chance))
    seller = names.trader(chance) if chance.happens(60) else names.person(chance)
    said = replace(said, lots=(replace(said.lot, supplier=seller),))
    lot = said.lot
    lines = [
        f"{said.project}网上竞价成交公告",
        said.mark,
        f"竞价编号：{said.number}",
        f"项目名称：{said.project}",
        f"采购单位：{said.buyer}",
        f"成交供应商：{lot.supplier}",
        writing.labelled(chance, "成交金额", lot.amount),
        f"成交时间：{writing.day(chance, said.awarded)}",
        f"联系人：{said.contact}",
        f"联系电话：{said.phone}",
        f"电子邮箱：{said.mail}",
    ]
    return noted(
        said,
        "award",
        "online.txt",
        "\n".join(lines).encode(chance.one(("utf-8", "gb18030"))),
        agency=(),
        awards=said.awards,
        awarded_on=said.awarded.isoformat(),
        stage="awarded",
        items=said.named,
        silent=(said.contact, said.phone, said.mail),
    )


def candidates(chance: Chance) -> Invented:
    """Write the ranking of candidates: nobody has won yet."""
    said = deal(chance, buyer=names.state_firm(chance), losers=2)
    lot = said.lot
    ranked = (lot.supplier, *lot.losers)
    if chance.happens(50):
        rows = [
            ["排名", "中标候选人名称", "投标报价（万元）", "综合得分", "项目负责人"]
        ]
        rows += [
            [
                f"第{'一二三'[n]}名",
                name,
                writing.in_ten_thousands(lot.amount + n * 20_000, 2),
                f"{95 - n}.2",
                said.panel[n],
            ]
            for n, name in enumerate(ranked)
        ]
        ranking = shapes.table(rows, 'border="1"', "th")
    else:
        ranking = shapes.paragraphs(
            f"第{'一二三'[n]}中标候选人：{name}，"
            f"投标报价：{writing.money(chance, lot.amount + n * 20_000)}，"
            f"综合得分：{95 - n}.2"
            for n, name in enumerate(ranked)
        )
    lines = [
        said.mark,
        f"招标编号：{said.number}",
        f"项目名称：{said.project}",
        f"招标人：{said.buyer}",
        f"招标代理机构：{said.agency}",
    ]
    headline = f"{said.project}中标候选人公示"
    body = [
        f"<h2>{escape(headline)}</h2>",
        shapes.paragraphs(lines),
        ranking,
        shapes.p(
            f"公示期：{writing.day(chance, said.awarded)}"
            f"至{writing.day(chance, said.published)}"
        ),
        shapes.p(f"监督电话：{said.phone}"),
    ]
    return noted(
        said,
        "candidates",
        "candidates.html",
        shapes.page(headline, "\n".join(body)),
        bidders=ranked,
        stage="tendered",
        items=said.named,
        open=frozenset({"published_on", "awarded_on"}),
    )


def platform(chance: Chance) -> Invented:
    """Write a result on the bidding platform of a state-owned group."""
    said = deal(chance, buyer=names.state_firm(chance))
    lot = said.lot
    pairs = [
        ("项目名称", said.project),
        ("招标编号", said.number),
        ("招标人", said.buyer),
        ("招标代理机构", said.agency),
        ("中标人", lot.supplier),
        ("中标价", writing.money(chance, lot.amount)),
        ("中标通知书发出日期", ""),
        ("公示时间", f"{said.published:%Y-%m-%d} 10:0{chance.between(0, 9)}:00"),
    ]
    items = "".join(
        f'<li><label>{label}：</label><div class="v">{escape(value)}</div></li>'
        for label, value in pairs
    )
    menu = "".join(
        f"<li><a href='#'>{word}</a></li>"
        for word in ("首页", "招标公告", "中标公示", "供应商注册", "采购人登录")
    )
    body = (
        f"<ul class='nav'>{menu}</ul><h3>{escape(said.project)}中标结果公示</h3>"
        f"<ul>{items}</ul>{shapes.p(said.mark)}<div>版权所有 技术支持：某某网络</div>"
    )
    return noted(
        said,
        "award",
        "platform.html",
        shapes.page(f"{said.project}中标结果公示", body),
        awards=said.awards,
        published_on=said.published.isoformat(),
        stage="awarded",
        items=said.named,
        open=frozenset({"awarded_on"}),
    )


def traditional(chance: Chance) -> Invented:
    """Write a result in traditional characters, in Big5 half of the time."""
    said = deal(chance)
    trade = chance.one(("澄曜", "禾嶼", "硯舟", "雲棧"))
    buyer = chance.one(
        ("虛擬市立圖書館", "虛構科技大學", "擬真區衛生局", "虛擬理工大學")
    )
    form = chance.one(("股份有限公司", "有限公司"))
    winner = f"{trade}{chance.one(('資訊', '雲端科技', '電腦'))}{form}"
    project = f"{chance.one(('人工智慧伺服器', '雲端運算服務', '教學設備'))}採購案"
    amount = said.lot.amount.quantize(Decimal(1))
    currency, before, after = chance.one(
        (("TWD", "新臺幣", "元"), ("HKD", "港幣", "元"), ("HKD", "HK$", ""))
    )
    day = f"{said.awarded.year}年{said.awarded.month}月{said.awarded.day}日"
    lines = [
        f"{project}決標公告",
        "（本公告為虛構測試文本）",
        f"標案案號：{said.number}",
        f"標案名稱：{project}",
        f"招標機關：{buyer}" if chance.happens(50) else f"採購單位：{buyer}",
        f"{chance.one(('得標廠商', '得標供應商', '中標供應商'))}：{winner}",
        f"{chance.one(('決標金額', '得標金額'))}：{before}{amount:,}{after}",
        f"決標日期：{day}",
    ]
    encoding = chance.one(("big5", "utf-8"))
    return noted(
        said,
        "award",
        "traditional.html",
        shapes.page(lines[0], shapes.paragraphs(lines), encoding),
        title=project,
        buyer=(buyer,),
        agency=(),
        awards=(Award(winner, "", writing.number(amount), currency),),
        awarded_on=said.awarded.isoformat(),
        stage="awarded",
    )


def foreign(chance: Chance) -> Invented:
    """Write an award in another currency, to a company abroad or at home."""
    said = deal(chance, buyer=names.school(chance))
    currency, shape = chance.one(
        (
            ("USD", "{:,.2f}美元"),
            ("USD", "USD {:,.2f}"),
            ("USD", "US$ {:,.2f}"),
            ("EUR", "{:,.2f}欧元"),
            ("HKD", "港币{:,.2f}元"),
            ("HKD", "HKD {:,.2f}"),
        )
    )
    winner = chance.one(
        (
            said.lot.supplier,
            "Lanton Cloud (Singapore) Pte. Ltd.",
            "Haoqiong Scientific Co., Limited",
        )
    )
    lines = [
        f"{said.project}成交公告",
        said.mark,
        f"项目编号：{said.number}",
        f"项目名称：{said.project}",
        f"成交供应商：{winner}",
        f"成交金额：{shape.format(said.lot.amount)}",
        f"成交日期：{writing.day(chance, said.awarded)}",
        f"采购人：{said.buyer}",
        f"采购代理机构：{said.agency}",
    ]
    award = Award(winner, "", writing.number(said.lot.amount), currency)
    return noted(
        said,
        "award",
        "foreign.txt",
        "\n".join(lines).encode(),
        awards=(award,),
        awarded_on=said.awarded.isoformat(),
        stage="awarded",
        items=said.named,
    )


def unsaid_unit(chance: Chance) -> Invented:
    """Write a sum without a unit anywhere: what it means stays open."""
    said = deal(chance)
    lot = said.lot
    figure = writing.in_ten_thousands(lot.amount, 2)
    lines = [
        f"{said.project}结果公告",
        said.mark,
        f"项目编号：{said.number}",
        f"项目名称：{said.project}",
        f"成交供应商：{lot.supplier}",
        f"成交金额：{figure}",
        f"采购人：{said.buyer}",
    ]
    return noted(
        said,
        "award",
        "unsaid_unit.txt",
        "\n".join(lines).encode(),
        agency=(),
        awards=(Award(lot.supplier),),
        stage="awarded",
        items=said.named,
    )


def complaint(chance: Chance) -> Invented:
    """Write how a complaint was decided: its parties have won nothing."""
    said = deal(chance)
    complainant, other = names.firms(chance, 2)
    lines = [
        f"{said.project}投诉处理结果公告",
        said.mark,
        f"一、项目编号：{said.number}",
        f"二、项目名称：{said.project}",
        "三、相关当事人",
        f"投诉人：{complainant}",
        f"地址：{complainant[:2]}市环湖路5号",
        f"被投诉人：{said.buyer}",
        f"相关供应商：{other}",
        "四、基本情况：投诉人认为评分标准不合理。",
        "五、处理依据及结果：投诉事项不成立，驳回投诉。",
        f"六、执法机关：{said.buyer[:2]}市财政局",
        f"七、处理日期：{writing.day(chance, said.published)}",
    ]
    return noted(
        said,
        "complaint",
        "complaint.html",
        shapes.page(lines[0], shapes.paragraphs(lines)),
        buyer=(),
        agency=(),
        items=said.named,
        open=frozenset({"stage", "published_on", "buyer"}),
    )


def supervision(chance: Chance) -> Invented:
    """Write what an inspection found, or how an agency was graded."""
    said = deal(chance)
    kind = chance.one(("监督检查处理结果公告", "集中采购机构考核结果公告"))
    lines = [
        f"{said.buyer[:2]}市财政局{kind}",
        said.mark,
        f"一、检查对象：{said.agency}",
        "二、处理依据：《中华人民共和国政府采购法》第七十八条",
        f"三、处理结果：给予警告，并处罚款{writing.money(chance, said.fee)}。",
        f"四、处理日期：{writing.day(chance, said.published)}",
    ]
    return noted(
        said,
        "supervision",
        "supervision.txt",
        "\n".join(lines).encode(),
        title="",
        number="",
        buyer=(),
        agency=(),
        open=frozenset({"title", "stage", "published_on", "buyer", "agency"}),
    )

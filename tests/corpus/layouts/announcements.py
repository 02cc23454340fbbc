"""What listed companies tell in running sentences, of awards and of other things."""

from tests.corpus import writing
from tests.corpus.chance import Chance
from tests.corpus.deals import deal, noted
from tests.corpus.gold import Invented


def announcement(chance: Chance) -> Invented:
    """Write a listed company telling in sentences what it won."""
    said = deal(chance)
    lot = said.lot
    day = f"{said.awarded:%Y年%m月%d日}"
    sums = (
        f"{writing.in_ten_thousands(lot.amount)}万元",
        f"{lot.amount:.2f}元",
        f"人民币{lot.amount:,.2f}元",
    )
    sentence = chance.one(
        (
            "{day}，公司收到{buyer}发来的《中标通知书》，确认{winner}为“{project}”的中标单位，中标金额为{sum}。",
            "{day}，{winner}中标{buyer}“{project}”，中标金额{sum}。",
            "公司全资子公司{winner}于{day}收到招标人{buyer}发出的中标通知书，中标“{project}”，中标价{sum}。",
        )
    ).format(
        day=day,
        buyer=said.buyer,
        winner=lot.supplier,
        project=said.project,
        sum=chance.one(sums),
    )
    lines = [
        "关于子公司收到中标通知书的公告",
        said.mark,
        "本公司及董事会全体成员保证信息披露的内容真实、准确、完整。",
        sentence,
        "上述项目签订正式合同尚存在不确定性，敬请投资者注意风险。2023年度公司营业收入为12.36亿元。",
    ]
    return noted(
        said,
        "announcement",
        "announcement.txt",
        "\n".join(lines).encode(),
        number="",
        agency=(),
        awards=said.awards,
        awarded_on=said.awarded.isoformat(),
        stage="awarded",
        items=said.named,
        open=frozenset({"title", "published_on"}),
    )


def no_award(chance: Chance) -> Invented:
    """Write a listed company telling of anything but an award."""
    said = deal(chance)
    firm = said.lot.supplier
    amount = writing.money(chance, said.lot.amount)
    sentence = chance.one(
        (
            f"{firm}拟以自有资金{amount}增资其全资子公司。",
            f"{firm}控股股东于{said.awarded:%Y年%m月%d日}质押所持股份1200万股，占总股本的3.2%。",
            f"{firm}预计2023年度净利润为{amount}，同比增长12.4%。",
        )
    )
    text = f"{firm}公告\n{said.mark}\n{sentence}\n特此公告。\n"
    return noted(
        said,
        "announcement",
        "no_award.txt",
        text.encode(),
        title="",
        number="",
        buyer=(),
        agency=(),
        open=frozenset({"title", "stage", "published_on"}),
    )

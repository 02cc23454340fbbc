"""The price of one: of a row that speaks of one item, never of a machine's chips."""

from pathlib import Path

import pytest

from graphkit.catalogue import Catalogue
from graphkit.loaders import ocds
from graphkit.source import Part, Source
from graphkit.statements import Passage, Record, Statement
from graphkit.terms import Terms
from tests.notices import told
from tests.releases import release, write_releases

NOTICE = """<p>示例大学加速卡采购中标公告</p><p>项目编号：SL-2024-077</p>
<p>采购人：示例大学</p><p>中标供应商：示例科技有限公司</p><p>主要标的信息</p>
<table><tr><th>序号</th><th>货物名称</th><th>规格型号</th><th>数量</th><th>单位</th>
<th>{header}</th></tr>
<tr><td>1</td><td>{name}</td><td>{model}</td><td>8</td><td>{unit}</td><td>{price}</td></tr>
</table>"""


def priced(folder: Path, **given: str) -> list[tuple[str, str, str, str]]:
    """Return type, item, price with currency, and quantity of every priced item."""
    page = NOTICE.format(
        **{
            "header": "单价（元）",
            "name": "加速卡",
            "model": "NVIDIA A100",
            "unit": "张",
            "price": "98000",
        }
        | given
    )
    terms = Terms(Catalogue.load())
    said = (
        one
        for passage in told(page, folder, "notice.html").passages
        for one in terms.state(passage)
    )
    return [
        (
            one.type,
            one.object.text,
            f"{one.amount.value} {one.amount.currency}",
            one.quantity,
        )
        for one in said
        if one.amount and one.object
    ]


def test_a_row_of_one_item_gives_its_unit_price(tmp_path: Path) -> None:
    assert priced(tmp_path) == [("AWARDS", "A100", "98000 CNY", "8")]


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ({"header": "单价（万元）", "price": "9.8"}, "98000 CNY"),
        ({"header": "单价", "price": "98,000.00元"}, "98000 CNY"),
        ({"header": "单价", "price": "98000"}, " "),
    ],
)
def test_the_unit_of_money_is_that_of_header_or_cell_and_else_in_doubt(
    given: dict[str, str], value: str, tmp_path: Path
) -> None:
    assert [price for _, _, price, _ in priced(tmp_path, **given)] == [value]


@pytest.mark.parametrize(
    "given",
    [
        {"unit": "台", "name": "GPU服务器", "model": "含8张NVIDIA A100"},
        {"model": "NVIDIA A100、NVIDIA H100"},
        {"header": "总价（元）"},
    ],
    ids=["machine", "two items", "total"],
)
def test_a_price_that_is_not_of_one_item_is_none(
    given: dict[str, str], tmp_path: Path
) -> None:
    assert priced(tmp_path, **given) == []


def test_an_item_of_a_release_has_the_price_of_its_unit(tmp_path: Path) -> None:
    made = release("1", buyer="A", supplier="B", item="NVIDIA A100 GPU")
    made["tender"]["items"] = [
        {
            "id": "1",
            "description": "NVIDIA A100",
            "quantity": 4,
            "unit": {"name": "card", "value": {"amount": 9500.5, "currency": "EUR"}},
        }
    ]
    file = write_releases(tmp_path / "made.json", made)
    source = Source("0" * 64, "made.json", file)
    terms = Terms(Catalogue.load())
    said = [
        one
        for record in ocds.read(Part(source, 0, file.stat().st_size))
        if isinstance(record, Record)
        for passage in ocds.state(record)
        if isinstance(passage, Passage)
        for one in terms.state(passage)
    ]
    prices = {
        (one.amount.value, one.amount.currency, one.amount.locator)
        for one in said
        if one.amount
    }
    assert prices == {("9500.5", "EUR", "/releases/0/tender/items/0/unit/value/amount")}


def test_statements_without_a_price_are_as_they_were(tmp_path: Path) -> None:
    found = told("示例大学公告：采购NVIDIA A100，数量8张。", tmp_path).statements
    assert [one for one in found if isinstance(one, Statement) and one.amount] == []

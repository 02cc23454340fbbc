"""Whether tax is in an amount is what words beside it say, and nothing else."""

from pathlib import Path

import pytest

from graphkit import taxes
from tests.said import of_type, statements

SAID = [
    ("中标金额（含税）", "included", "含税"),
    ("合同价（不含税）", "excluded", "不含税"),
    ("Montant HT (EUR)", "excluded", "HT"),
    ("montant_ttc", "included", "ttc"),
    ("Value (excl. VAT)", "excluded", "excl. VAT"),
    ("amount_incl_vat", "included", "incl vat"),
    ("IMPORTE ADJUDICACION IVA INC.", "included", "IVA INC."),
    ("Precio IVA no incluido", "excluded", "IVA no incluido"),
    ("Preço sem IVA", "excluded", "sem IVA"),
    ("Auftragswert (netto)", "excluded", "netto"),
    ("Bedrag excl. BTW", "excluded", "excl. BTW"),
    ("Цена с НДС", "included", "с НДС"),
    ("契約金額（税抜）", "excluded", "税抜"),
]


@pytest.mark.parametrize(("heading", "value", "words"), SAID)
def test_a_heading_says_whether_tax_is_included(
    heading: str, value: str, words: str
) -> None:
    found = taxes.find(heading, is_heading=True)
    assert found is not None
    assert (found.value, found.text) == (value, words)
    assert heading[found.start : found.end].replace("_", " ") == words


@pytest.mark.parametrize(
    "heading",
    ["Amount", "Net Amount", "Gross", "Importo netto", "含税价/不含税价", "是否含税"],
)
def test_what_may_mean_either_says_nothing(heading: str) -> None:
    assert taxes.find(heading, is_heading=True) is None


@pytest.mark.parametrize("heading", ["VAT Amount", "IVA", "税额", "Sales tax"])
def test_tax_itself_is_no_amount(heading: str) -> None:
    assert taxes.is_tax_itself(heading)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("中标金额（含税）：100万元", "included"),
        ("中标金额：100万元（不含税）", "excluded"),
        ("中标金额：100万元，是否含税：否", ""),
        ("中标金额：100万元", ""),
    ],
)
def test_a_notice_says_it_beside_the_amount(
    tmp_path: Path, line: str, value: str
) -> None:
    file = tmp_path / "a.txt"
    head = (
        "某大学采购中标公告\n项目编号：SZU-2024-17\n采购人：示例大学\n中标人：云达公司"
    )
    text = f"{head}\n{line}\n"
    file.write_text(text, encoding="utf-8")
    (award,) = of_type(statements(tmp_path, file), "AWARDED_TO")
    assert award["amount"].get("tax", {"value": ""})["value"] == value

"""How many: what a text says of one product, and nothing worked out from it."""

from pathlib import Path

import pytest

from graphkit.catalogue import Catalogue
from graphkit.catalogue_files import Edition, catalogue_files, rows_of
from graphkit.errors import CatalogueError
from graphkit.statements import Passage, TenderRef
from graphkit.terms import Terms
from graphkit.terms.examples import check
from graphkit.terms.examples import counted as counts_of

TERMS = Terms(Catalogue.load())


def counted(text: str, quantity: str = "", unit: str = "") -> list[tuple[str, str]]:
    """Return (quantity, unit) of what a request asks for, providers left out."""
    passage = Passage(
        TenderRef("t"), "f00d", "text", text, quantity=quantity, unit=unit
    )
    return [(s.quantity, s.unit) for s in TERMS.state(passage) if s.type != "VIA"]


@pytest.mark.parametrize(
    ("text", "quantity", "unit"),
    [
        ("采购英伟达A100 80G显卡8块", "8", "块"),
        ("8张A100 80G", "8", "张"),
        ("两块RTX4090显卡", "2", "块"),
        ("A100×8", "8", ""),
        ("4*L40S 48G", "4", ""),
        ("NVIDIA A100-SXM4-80GB×8", "8", ""),
        ("A100（8张）", "8", "张"),
        ("A100（80G）*8", "8", ""),
        ("H100卡8张", "8", "张"),
        ("NVIDIA H100 80GB x 16", "16", ""),
        ("GPU：A100 80GB，数量 8", "8", ""),
        ("A100 80GB\t8\t块", "8", "块"),
        ("采购A100显卡，数量：8张", "8", "张"),
        ("Supply of 4 NVIDIA H100 GPUs", "4", ""),
        ("eight A100 GPUs", "8", ""),
        ("1,000张A100", "1000", "张"),
        ("GPU服务器1台（8×A100）", "8", ""),
        ("Azure OpenAI 服务 4000万 token", "40000000", "token"),
        ("40 million OpenAI tokens", "40000000", "token"),
    ],
)
def test_a_number_beside_a_product_is_its_quantity(
    text: str, quantity: str, unit: str
) -> None:
    assert counted(text) == [(quantity, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "A100 80G",
        "H100 PCIe",
        "8卡A100服务器2台",
        "8卡A100服务器",
        "GPU服务器500台，每台含8张A100",
        "GPU服务器2台（8×A100）",
        "each server with 8 A100 GPUs",
        "2024年采购A100显卡",
        "lot 8 A100",
    ],
)
def test_numbers_that_count_something_else_are_left_out(text: str) -> None:
    assert counted(text) == [("", "")]


def test_the_quantity_of_a_row_belongs_to_its_only_item() -> None:
    assert counted("NVIDIA A100 GPU", "8", "EA") == [("8", "EA")]
    assert counted("p4d.24xlarge", "2", "个") == [("2", "个")]
    assert counted("A100、H100显卡", "8", "块") == [("", ""), ("", "")]


def test_a_row_that_counts_machines_counts_no_chips() -> None:
    assert counted("8卡A100服务器", "2", "台") == [("", "")]
    assert counted("A100 GPU", "2", "台") == [("", "")]
    assert counted("server with A100", "3", "") == [("", "")]


def test_what_is_ruled_out_does_not_share_the_quantity_of_a_row() -> None:
    assert counted("A100显卡，非H100", "8", "块") == [("8", "块"), ("", "")]


@pytest.mark.parametrize(
    ("example", "finds"),
    [
        (row["example"], row["finds"])
        for row in rows_of("counts.csv", catalogue_files())
        if row["example"]
    ],
)
def test_every_example_of_the_table_counts_as_its_row_says(
    example: str, finds: str
) -> None:
    assert counts_of(TERMS, example) == [finds]


def test_a_case_adds_a_unit_of_its_own(tmp_path: Path) -> None:
    rows = "kind,words,means,example,finds\ncard,只,,A100显卡8只,8 只\n"
    (tmp_path / "counts.csv").write_text(rows, encoding="utf-8")
    own = Terms(Catalogue.load(tmp_path))
    check(own, Edition(tmp_path))
    assert counts_of(own, "采购A100显卡6只") == ["6 只"]
    assert counts_of(TERMS, "采购A100显卡6只") == [""]


def test_an_example_that_counts_otherwise_is_refused(tmp_path: Path) -> None:
    rows = "kind,words,means,example,finds\ncard,只,,A100显卡8只,9 只\n"
    (tmp_path / "counts.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"counts\.csv"):
        check(Terms(Catalogue.load(tmp_path)), Edition(tmp_path))

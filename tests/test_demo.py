"""The bundled records say what they are, and give the chain they are there for."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import graphkit
from graphkit import demo

BUNDLE = Path(graphkit.__file__).parent / "data" / "demo"
INVENTED = sorted((BUNDLE / "invented").iterdir())


def reported() -> list[dict[str, str]]:
    with (BUNDLE / "reported" / "reported_2024.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


# --- the records ---


@pytest.mark.parametrize("notice", INVENTED, ids=lambda path: path.name)
def test_an_invented_notice_says_so_on_its_face(notice: Path) -> None:
    assert "本公告为虚构示例（invented example）" in notice.read_text("utf-8")


@pytest.mark.parametrize("notice", INVENTED, ids=lambda path: path.name)
def test_invented_credit_codes_name_a_region_that_does_not_exist(notice: Path) -> None:
    codes = re.findall(r"统一社会信用代码：(\w+)", notice.read_text("utf-8"))
    assert [code for code in codes if not code.startswith("9199")] == []


def test_all_eleven_reported_institutions_are_there() -> None:
    assert [row["Institution"] for row in reported()] == [
        "Shenzhen University",
        "Zhejiang Lab",
        "National Center of Technology Innovation for EDA",
        "Fujian Chuanzheng Communications College",
        "Sichuan University",
        "Chongqing Changan Automobile",
        "USTC Suzhou Institute for Advanced Research",
        "Southern University of Science and Technology",
        "Tsinghua University",
        "China Coal Research Institute",
        "China National Knowledge Infrastructure",
    ]


def test_a_supplier_stands_only_where_a_report_says_who_supplied_whom() -> None:
    assert {r["Institution"]: r["Supplier"] for r in reported() if r["Supplier"]} == {
        "Shenzhen University": "Yunda Technology Ltd Co",
        "Sichuan University": "Sichuan Province Xuedong Technology Co Ltd",
    }


def test_only_what_was_spent_or_supplied_counts_as_awarded() -> None:
    awarded = [r["Institution"] for r in reported() if r["Stage"] == "awarded"]
    assert awarded == [
        "Shenzhen University",
        "National Center of Technology Innovation for EDA",
        "Sichuan University",
    ]


def test_amounts_are_those_printed_in_yuan_and_no_others() -> None:
    money = {r["Institution"]: (r["Spent"], r["Budget"]) for r in reported()}
    assert {name: sums for name, sums in money.items() if any(sums)} == {
        "Shenzhen University": ("200000", ""),
        "Zhejiang Lab": ("", "184000"),
        "National Center of Technology Innovation for EDA": ("600000", ""),
    }
    text = (BUNDLE / "reported" / "reported_2024.csv").read_text("utf-8")
    assert not re.search(r"199[,.]?804|28[,.]?027|27[,.]?996", text)


def test_every_reported_row_names_who_said_it() -> None:
    assert [row["Case"] for row in reported() if not row["Said by"]] == []


def test_the_releases_come_from_one_publisher_under_an_open_licence() -> None:
    file = BUNDLE / "ocds" / "uk_contracts_finder_2025.jsonl"
    releases = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert {release["ocid"][:12] for release in releases} == {"ocds-b5fd17-"}
    assert len(releases) == 20
    licence = (BUNDLE / "LICENCE-ocds.md").read_text("utf-8")
    assert "Open Government Licence v3.0" in licence


# --- what they give ---

WORDS = "an account giving access to cloud servers with Nvidia A100 and H100 chips"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Run the demonstration once; return its folder and the lines it said."""
    out, lines = tmp_path_factory.mktemp("demo"), []
    demo.run(out, say=lines.append)
    return out, lines


@pytest.fixture
def case(shown: tuple[Path, list[str]]) -> Iterator[Any]:
    with graphkit.open_case(shown[0] / "case") as opened:
        yield opened


def test_the_main_chain_comes_out_with_every_hop_quoted(case: Any) -> None:
    (chain,) = case.chains(institution="Shenzhen University", item="A100")
    assert {
        name: chain[name]
        for name in ("institution", "intermediary", "provider", "item", "provenance")
    } == {
        "institution": "Shenzhen University",
        "intermediary": "Yunda Technology Ltd Co",
        "provider": "AWS",
        "item": {"label": "Chip", "name": "A100"},
        "provenance": "reported",
    }
    assert [(hop["type"], hop["quote"]) for hop in chain["hops"]] == [
        ("ISSUED", "Shenzhen University"),
        ("AWARDED_TO", "Yunda Technology Ltd Co"),
        ("VIA", "AWS"),
        ("AWARDS", WORDS),
    ]


def test_each_reported_institution_has_its_chain(case: Any) -> None:
    found = {c["institution"] for c in case.chains() if c["provenance"] == "reported"}
    assert found == {row["Institution"] for row in reported()}


def test_the_chain_and_its_words_are_said(shown: tuple[Path, list[str]]) -> None:
    text = "\n".join(shown[1])
    assert "Shenzhen University -> Yunda Technology Ltd Co -> AWS -> A100" in text
    assert "“Yunda Technology Ltd Co”" in text
    assert "E2: reported, not read in the record itself" in text
    assert "reported/reported_2024.csv, row:1/Supplier" in text


def test_the_report_is_written_with_its_banners(shown: tuple[Path, list[str]]) -> None:
    page = (shown[0] / "report.html").read_text("utf-8")
    assert "rest on what others reported" in page
    assert "are invented examples" in page
    assert "Yunda Technology Ltd Co" in page


def test_the_dealer_of_chairs_gives_their_buyer_no_chain(case: Any) -> None:
    chains = case.chains(institution="江湾示例理工学院", provider="AWS")
    assert list(chains) == []


def test_who_runs_a_cloud_is_no_intermediary_of_it(case: Any) -> None:
    chains = case.chains(institution="北屿示例研究院", provider="岚云示例云")
    assert {chain["intermediary"] for chain in chains} == {None}


def test_the_agency_is_nobodys_intermediary(case: Any) -> None:
    names = {chain["intermediary"] for chain in case.chains(min_grade="E5")}
    assert "安衡示例招标代理有限公司" not in names


def test_running_it_again_adds_nothing(shown: tuple[Path, list[str]]) -> None:
    before = (shown[0] / "report.html").read_bytes()
    demo.run(shown[0], say=lambda line: None)
    assert (shown[0] / "report.html").read_bytes() == before

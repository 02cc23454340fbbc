"""From files to chains: what must be there, and what must not."""

import json
from pathlib import Path
from typing import Any

import pytest

from graphkit.cli import main
from tests.releases import release, write_releases


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    printed = capsys.readouterr()
    return status, printed.out, printed.err


class Explorer:
    """A case in a folder, driven by the command line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def run(self, command: str, *given: str) -> tuple[int, str, str]:
        return run(self.capsys, command, "--case", str(self.folder), *given)

    def load(self, *releases: dict[str, Any], name: str = "package.json") -> None:
        file = write_releases(self.folder.with_name(name), *releases)
        status, _, error = self.run("load", str(file))
        assert status == 0, error

    def chains(self, *options: str) -> list[dict[str, Any]]:
        status, out, _ = self.run("chains", "--json", *options)
        rows = [json.loads(line) for line in out.splitlines()]
        assert status == (0 if rows else 1)
        return rows

    def says(self, *options: str) -> str:
        return self.run("chains", *options)[2]


@pytest.fixture
def explorer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Explorer:
    return Explorer(tmp_path / "case", capsys)


def four(chain: dict[str, Any]) -> tuple[str, str | None, str | None, str | None]:
    item = chain["item"]
    return (
        chain["institution"],
        chain["intermediary"],
        chain["provider"],
        item and item["name"],
    )


CHAIRS = release("t1", buyer="University A", supplier="Yunda", item="40 chairs")
CLOUD = release(
    "t2", buyer="University B", supplier="Yunda", item="AWS cloud servers with A100"
)


def test_two_tenders_sharing_a_dealer_make_no_chain(explorer: Explorer) -> None:
    explorer.load(CHAIRS, CLOUD)
    assert explorer.chains("--institution", "University A") == []


def test_nothing_found_names_the_nearest_miss(explorer: Explorer) -> None:
    explorer.load(CHAIRS, CLOUD)
    said = explorer.says("--institution", "University A")
    assert "Yunda" in said
    assert "E4" in said


def test_an_inferred_chain_is_there_once_with_both_tenders(explorer: Explorer) -> None:
    explorer.load(CHAIRS, CLOUD)
    (chain,) = explorer.chains("--institution", "University A", "--min-grade", "E4")
    assert four(chain) == ("University A", "Yunda", "AWS", "A100")
    assert chain["inferred"] is True
    assert len(chain["tenders"]) == 2
    assert chain["relation"] is None
    assert chain["grade"] == "E4"


def test_one_notice_that_says_it_all_is_e1(explorer: Explorer) -> None:
    explorer.load(CHAIRS, CLOUD)
    (chain,) = explorer.chains("--institution", "University B")
    assert four(chain) == ("University B", "Yunda", "AWS", "A100")
    assert (chain["grade"], chain["inferred"], chain["relation"]) == (
        "E1",
        False,
        "AWARDS",
    )
    assert [hop["type"] for hop in chain["hops"]] == [
        "ISSUED",
        "AWARDED_TO",
        "VIA",
        "AWARDS",
    ]
    assert all(hop["quote"] for hop in chain["hops"])


def test_tender_and_award_notice_in_two_files_are_e2(explorer: Explorer) -> None:
    asked = release("t3", buyer="University B", item="AWS servers with A100 GPU")
    won = release("t3", buyer="University B", supplier="Yunda", record="2")
    explorer.load(asked, name="tender.json")
    explorer.load(won, name="award.json")
    (chain,) = explorer.chains()
    assert four(chain) == ("University B", "Yunda", "AWS", "A100")
    assert (chain["grade"], chain["relation"]) == ("E2", "SEEKS")


def test_two_awards_without_lots_are_not_mixed(explorer: Explorer) -> None:
    two = release("t4", buyer="B", supplier="Yunda", item="AWS servers with A100")
    other = {
        "id": "award-chairs",
        "status": "active",
        "suppliers": [{"name": "Chair maker"}],
        "items": [{"id": "9", "description": "chairs"}],
    }
    explorer.load({**two, "awards": [*two["awards"], other]})
    found = explorer.chains("--min-grade", "E5")
    assert [four(chain)[1] for chain in found] == ["Yunda"]


def test_an_award_to_two_suppliers_is_e3(explorer: Explorer) -> None:
    explorer.load(
        release("t5", buyer="B", supplier=["Yunda", "Other"], item="AWS with A100 GPU")
    )
    assert explorer.chains() == []
    found = explorer.chains("--min-grade", "E3")
    assert {(chain["intermediary"], chain["grade"]) for chain in found} == {
        ("Yunda", "E3"),
        ("Other", "E3"),
    }
    assert not any(chain["inferred"] for chain in found)


def test_a_failed_tender_awards_nothing(explorer: Explorer) -> None:
    explorer.load(
        release(
            "t6",
            buyer="B",
            title="AWS cloud servers with A100 GPU",
            supplier="Yunda",
            status="unsuccessful",
        )
    )
    assert {chain["intermediary"] for chain in explorer.chains()} <= {None}


PROJECT = "项目编号：SLDX-2024-0031\n项目名称：算力云服务\n采购人：示例大学\n"
CORRECTED_THEN_CANCELLED = {
    "1.txt": f"算力云服务招标公告\n{PROJECT}采购需求：AWS云服务器，配备A100 GPU\n"
    "公告日期：2024年3月1日\n",
    "2.txt": f"算力云服务更正公告\n{PROJECT}更正内容：\n原：AWS云服务器，配备A100 GPU\n"
    "现更正为：AWS云服务器，配备H100 GPU\n公告日期：2024年3月8日\n",
    "3.txt": f"算力云服务终止公告\n{PROJECT}终止原因：采购任务取消，本项目终止。\n"
    "公告日期：2024年4月2日\n",
}


def test_a_tender_that_was_corrected_then_cancelled_was_sought_and_not_awarded(
    explorer: Explorer, tmp_path: Path
) -> None:
    for name, text in CORRECTED_THEN_CANCELLED.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert explorer.run("load", str(tmp_path / name))[0] == 0
    found = explorer.chains("--min-grade", "E5")
    assert [
        (*four(chain), chain["stage"], chain["relation"], chain["grade"])
        for chain in found
    ] == [
        ("示例大学", None, "AWS", "A100", "cancelled", "SEEKS", "E1"),
        ("示例大学", None, "AWS", "H100", "cancelled", "SEEKS", "E1"),
    ]
    ends = "; the tender was cancelled, and nothing was awarded."
    assert all(chain["sentence"].endswith(ends) for chain in found)


def test_what_is_ruled_out_is_no_chain(explorer: Explorer) -> None:
    explorer.load(
        release("t7", buyer="B", supplier="Yunda", item="采购GPU服务器，非A100")
    )
    assert not [
        chain
        for chain in explorer.chains("--min-grade", "E5")
        if chain["item"] and chain["item"]["name"].startswith("A100")
    ]


def test_the_brand_alone_is_not_its_global_partition(explorer: Explorer) -> None:
    explorer.load(
        release("t8", buyer="B", supplier="Yunda", item="亚马逊云科技云服务租用")
    )
    (chain,) = explorer.chains()
    assert chain["provider"] == "AWS"


def test_a_providers_own_company_winning_is_a_direct_sale(explorer: Explorer) -> None:
    explorer.load(
        release(
            "t9",
            buyer="B",
            supplier="阿里云计算有限公司",
            item="阿里云GPU服务器，A100 80G",
        )
    )
    found = explorer.chains("--provider", "阿里云")
    assert found
    assert {chain["intermediary"] for chain in found} == {None}


def test_two_buyers_without_a_project_number_are_two_tenders(
    explorer: Explorer,
) -> None:
    first = release("x", buyer="甲大学", supplier="Yunda", item="AWS A100 GPU")
    second = release("y", buyer="乙大学", supplier="Yunda", item="AWS A100 GPU")
    for made in (first, second):
        made["tender"]["id"] = "无"
    explorer.load(first, second)
    assert len({chain["tender"] for chain in explorer.chains()}) == 2

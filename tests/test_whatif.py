"""`graphkit rules` and `whatif`: the table on a day, and the chains that change."""

import json
from pathlib import Path
from typing import Any

import pytest

from graphkit.case.supposing import presets
from graphkit.cli import main
from graphkit.rules import load
from graphkit.search.chain_query import ChainQuery
from graphkit.search.whatif import compare
from tests.graphs import Rows, day, opened
from tests.releases import release, write_releases


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("whatif")
    made = write_releases(
        folder / "made.json",
        release("1", buyer="甲大学", supplier="Yunda", item="AWS servers with A100"),
        release("2", buyer="乙大学", supplier="Shan", item="A100 GPU"),
        release("3", buyer="丙大学", supplier="Shan", item="AWS storage"),
    )
    assert main(["load", "--case", str(folder / "case"), str(made)]) == 0
    return str(folder / "case")


def asked(
    capsys: pytest.CaptureFixture[str], *given: str
) -> tuple[int, list[Any], str]:
    status = main(list(given))
    said = capsys.readouterr()
    return status, [json.loads(line) for line in said.out.splitlines()], said.err


def test_remote_access_changes_the_chain_over_a_provider_and_no_other(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, rows, said = asked(
        capsys, "whatif", "remote-access", "--case", case, "--json"
    )
    assert status == 0
    assert [(row["institution"], row["item"], row["before"]) for row in rows] == [
        ("甲大学", "A100", "no review under these rules")
    ]
    assert rows[0]["after"].startswith(
        "would need review under whatif-remote-access because it covers remote access"
    )
    assert "of 3 chains change" in said


NOW = "would need review under acs-ifr-2023 because 3A090.a: TPP 4992 >= 4800"
NONE = "no review under these rules"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("[rules.acs-ifr-2023]\non = false\n", NONE),
        ("[rules.acs-ifr-2023]\nfrom = 2024-03-02\n", NONE),
        (
            "[rules.is-informed-2022-08]\nfrom = 2022-08-26\nto = 2024-03-01\n",
            f"would need review under is-informed-2022-08 because named in the letter; "
            f"{NOW}",
        ),
        (
            '[[rule]]\nid = "own"\ntitle = "Every A100"\n'
            'window = [{ from = 2024-01-01, status = "in force" }]\n'
            'clause = [{ name = "named here", named = ["nvidia-a100"] }]\n',
            f"{NOW}; would need review under own because named here",
        ),
    ],
    ids=["off", "moved", "kept on", "added"],
)
def test_a_rule_off_moved_or_added_changes_hardware_with_its_clause(
    case: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    text: str,
    after: str,
) -> None:
    file = tmp_path / "supposed.toml"
    file.write_text(text, encoding="utf-8")
    _, rows, _ = asked(capsys, "whatif", str(file), "--case", case, "--json")
    assert [(row["institution"], row["before"], row["after"]) for row in rows] == [
        ("乙大学", NOW, after)
    ]


def test_nothing_that_changes_is_status_1(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, rows, said = asked(
        capsys, "whatif", "ownership-50", "--case", case, "--json"
    )
    assert (status, rows) == (1, [])
    assert "0 of 3 chains change" in said


def test_a_supposition_that_is_not_there_is_named_with_those_that_are(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, said = asked(capsys, "whatif", "nothing", "--case", case)
    assert status == 2
    assert "ownership-50, remote-access" in said


def test_ownership_carries_a_listing_over_owns(tmp_path: Path) -> None:
    rows = Rows()
    rows.node("tender:t1", awarded_on=day("2024-03-05"))
    rows.notice("t1", buyer="甲大学", supplier="Yunda", provider="provider:aws")
    rows.edge("DOCUMENTED_BY", "tender:t1", "doc:d1")
    rows.edge("LISTED_ON", "org:Jia", "list:el", listed_on=day("2020-06-05"))
    rows.edge("OWNS", "org:Jia", "org:Yi", share=60.0)
    rows.edge("OWNS", "org:Yi", "org:Yunda", share=51.0)
    found = compare(
        opened(rows, tmp_path), ChainQuery(), load(), load(presets()["ownership-50"])
    )
    assert [one.said for change in found.changes for one in change.after] == [
        "would need review under affiliates-2025 because Yunda is owned by Yi to 51 "
        "percent (itself owned so)"
    ]


def test_the_table_of_rules_says_what_held_on_a_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {}
    for on in ("2025-09-28", "2025-11-09", "2025-11-10", "2026-11-10"):
        nowhere = ("--case", str(tmp_path / "none"))
        _, rows, _ = asked(capsys, "rules", "--as-of", on, "--json", *nowhere)
        found[on] = {row["id"]: row["status"] for row in rows}["affiliates-2025"]
    assert found == {
        "2025-09-28": "not yet",
        "2025-11-09": "in force",
        "2025-11-10": "suspended",
        "2026-11-10": "unknown",
    }

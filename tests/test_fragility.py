"""What a chain leans on: one document, merges with their judgements, contradictions."""

import json
from pathlib import Path

import pytest

from graphkit.case import Case
from graphkit.cli import main
from graphkit.errors import CaseError
from graphkit.search.chains import ChainQuery, search
from graphkit.search.fragility import weaknesses
from tests.graphs import Rows, opened
from tests.releases import release, write_releases


def test_documents_that_stand_alone_and_contradictions_are_named(
    tmp_path: Path,
) -> None:
    rows = Rows()
    rows.notice("t1", buyer="A", supplier="Yunda", provider="provider:aws")
    rows.edge("SEEKS", "tender:t1", "chip:a100", modality="required")
    rows.edge("ISSUED", "org:A", "tender:t1", documents=("doc:d1", "doc:d2"))
    rows.edge("AWARDED_TO", "tender:t1", "org:Shan", documents="doc:d3", part="lot:2")
    rows.edge("EXCLUDES", "tender:t1", "chip:a100", documents="doc:d2")
    rows.edge("DOCUMENTED_BY", "tender:t1", "doc:d1")
    rows.node("doc:d1", path="a.html", captured_at="2024-05-01")
    graph = opened(rows, tmp_path)
    (chain,) = search(graph, ChainQuery(min_grade="E3")).chains
    found = [(one.kind, one.about) for one in weaknesses(graph, chain.to_json())]
    assert ("one document", "AWARDED_TO t1 -> Yunda") in found
    assert ("one document", "ISSUED A -> t1") not in found
    assert ("contradiction", "item") in found
    assert ("contradiction", "supplier") not in found
    assert ("capture", "a.html") in found


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = write_releases(
        tmp_path / "made.json",
        release("1", buyer="甲大学", supplier="Yunda", item="AWS servers with A100"),
        release("2", buyer="Jia College", supplier="Shan", item="AWS with H100 GPU"),
    )
    case = Case.create(tmp_path / "case")
    case.load([made])
    return case


def test_a_judgement_is_named_with_the_chains_that_would_go_with_it(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    judged = case.judge("same", "甲大学", "Jia College", why="their own page says so")
    key = case.chains()[0]["key"]
    (merge,) = [row for row in case.fragility(key) if row["kind"] == "merge"]
    assert merge["judgement"] == judged
    assert (merge["chains_gone"], merge["chains_new"]) == (1, 1)
    assert main(["fragility", key, "--case", str(case.folder), "--json"]) == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert merge["about"] in {row["about"] for row in printed}


def test_a_key_that_no_chain_has_is_refused(case: Case) -> None:
    with pytest.raises(CaseError, match="no chain has the key"):
        case.fragility("0" * 16)

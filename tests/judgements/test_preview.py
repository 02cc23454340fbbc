"""What a judgement would change, said before it is kept; and undone to the digest."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graphkit.case import Case
from graphkit.cli import main
from graphkit.errors import CaseError
from tests.judgements.conftest import copied

SAME = ("Yunda Ltd", "云达科技")


def keys(case: Case) -> set[str]:
    types = ("ISSUED", "AWARDED_TO", "RESELLS", "PART_OF", "POSSIBLY_SAME", "SEEKS")
    types += ("AWARDS", "VIA", "DOCUMENTED_BY")
    return {row["key"] for kind in types for row in case.sql(f"SELECT key FROM {kind}")}


def chains(case: Case) -> set[tuple[Any, ...]]:
    return {
        (
            row["institution"],
            None if row["inferred"] else row["tender"],
            row["intermediary"],
            row["provider"],
            (row["item"] or {}).get("name"),
            row["grade"],
        )
        for row in case.chains(min_grade="E5")
    }


def written(case: Case) -> list[Any]:
    from graphkit.case.ledger import Ledger

    with Ledger.open(case.folder) as ledger:
        return [ledger.rows(), ledger.current]


@pytest.mark.parametrize(
    ("verdict", "a", "b"),
    [
        ("same", *SAME),
        ("part-of", "Elsewhere College", "Third School"),
        ("unsure", "Other Ltd", "Yunda Ltd"),
        ("same", "TENDER-t1-1", "TENDER-t2-1"),
    ],
)
def test_a_preview_is_what_the_judgement_does(
    case: Case, verdict: str, a: str, b: str
) -> None:
    before, edges, had = written(case), keys(case), chains(case)
    preview = case.preview(verdict, a, b)
    assert written(case) == before
    uid = case.judge(verdict, a, b, why="because")
    now = keys(case)
    said: dict[str, set[str]] = {}
    for row in preview.edges:
        said.setdefault(row["change"], set()).add(row["key"])
    gone = said.get("removed", set()) | said.get("moved", set())
    assert gone == edges - now
    assert said.get("added", set()) <= now - edges
    came = {
        (
            row["institution"],
            row["tender"],
            row["intermediary"],
            row["provider"],
            row["item"],
            row["grade"],
        )
        for row in preview.chains
        if row["change"] == "added"
    }
    assert came <= chains(case) - had
    back = case.preview_undo(uid)
    assert {row["key"] for row in back.edges if row["change"] == "added"} <= edges - now
    case.undo()
    assert keys(case) == edges


def test_what_judge_refuses_a_preview_refuses(case: Case) -> None:
    case.judge("different", *SAME, why="two licences")
    with pytest.raises(CaseError, match="two licences"):
        case.preview("same", *SAME)
    with pytest.raises(CaseError, match="0 judgements begin with the id zz"):
        case.preview_undo("zz")


def test_a_dry_run_says_what_would_change_and_writes_nothing(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    before = written(case)
    case.close()
    command = ["judge", "same", *SAME, "--why", "x", "--dry-run"]
    assert main([*command, "--case", str(case.folder)]) == 0
    shown = capsys.readouterr()
    assert shown.err.splitlines()[-1] == (
        "nodes: 1 changed, 1 removed; edges: 2 moved, 1 changed; chains: 3 added"
    )
    assert "Third School" in shown.out
    assert main([*command, "--json", "--case", str(case.folder)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["counts"]["chains"] == {"added": 3}
    assert {row["grade"] for row in found["chains"]} == {"E3"}
    assert written(case) == before


NAMES = ("Yunda Ltd", "云达科技", "Other Ltd", "Third School", "Elsewhere College")
steps = st.lists(
    st.one_of(
        st.just("undo"),
        st.tuples(
            st.sampled_from(("same", "different", "part-of", "unsure")),
            st.sampled_from(NAMES),
            st.sampled_from(NAMES),
        ),
    ),
    min_size=1,
    max_size=5,
)


@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(steps)
def test_undoing_restores_every_digest_on_the_way_back(
    built: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[Any]
) -> None:
    case = copied(built, tmp_path_factory.mktemp("undo") / "case")
    digests = [case.status()["digest"]]
    for step in steps:
        if step == "undo":
            if len(digests) > 1:
                case.undo()
                digests.pop()
        else:
            try:
                case.judge(*step, why="because")
            except CaseError:
                continue
            digests.append(case.status()["digest"])
    while len(digests) > 1:
        assert case.status()["digest"] == digests.pop()
        case.undo()
    assert case.status()["digest"] == digests[0]

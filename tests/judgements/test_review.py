"""Unsure pairs, answered one by one in a plain pipe."""

import io
import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from graphkit.case import Case
from graphkit.case.review import Review
from graphkit.cli import main
from tests.releases import release, write_releases


@pytest.fixture
def doubtful(tmp_path: Path) -> Case:
    """A case in which a name is borne with two identifiers, and once without."""
    made = []
    for number, (supplier, uscc, item) in enumerate(
        (
            ("云达科技有限公司", "91440300MA5EYBB98W", "AWS A100 GPU"),
            ("云达科技有限公司", "91110108551385082Q", "chairs"),
            ("云达科技有限公司", "", "AWS H800 GPU"),
        )
    ):
        one = release(
            f"t{number}", buyer=f"University {number}", supplier=supplier, item=item
        )
        if uscc:
            party = {"id": "s", "name": supplier, "roles": ["supplier"]}
            party |= {"identifier": {"scheme": "CN-USCC", "id": uscc}}  # type: ignore[dict-item]
            one["parties"] = [party]
            one["awards"][0]["suppliers"] = [{"id": "s", "name": supplier}]
        made.append(one)
    case = Case.create(tmp_path / "case")
    case.load([write_releases(tmp_path / "a.json", *made)])
    return case


def answers(case: Case, monkeypatch: pytest.MonkeyPatch, *lines: str) -> int:
    case.close()
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{x}\n" for x in lines)))
    return main(["review", "--case", str(case.folder)])


def test_the_queue_begins_with_what_most_chains_hang_on(
    doubtful: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    doubtful.close()
    assert main(["review", "--json", "--case", str(doubtful.folder)]) == 0
    items = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [item["label"] for item in items] == ["Organization"] * 2
    assert [item["chains"] for item in items] == [2, 1]
    for item in items:
        assert item["a"]["name"] == item["b"]["name"] == "云达科技有限公司"
        assert {tuple(side["roles"][0]) for side in (item["a"], item["b"])} == {
            ("supplier", 1)
        }
        assert item["reasons"]


def test_every_answer_is_kept_at_once_with_its_reason(
    doubtful: Case, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ("x", "s one licence", "u", "d", "k")
    assert answers(doubtful, monkeypatch, *lines) == 0
    (row,) = doubtful.judgements()
    assert row["verdict"] == "different"
    assert row["why"].startswith("Looked at in a review.")
    assert row["a"] == row["b"] == "云达科技有限公司"
    said = capsys.readouterr().err
    assert "'x' is no answer" in said
    assert "undone: " in said
    assert "1 answered, 1 left" in said
    assert doubtful.pending() == ()
    assert len(Review(doubtful)) == 1


def test_an_answer_that_contradicts_is_said_and_the_pair_stays(
    doubtful: Case, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    review = Review(doubtful)
    bare = review.item(0)
    sides = {bare.a.uid, bare.b.uid}
    other = review.item(1)
    shared = (sides & {other.a.uid, other.b.uid}).pop()
    (one,) = sides - {shared}
    (two,) = {other.a.uid, other.b.uid} - {shared}
    doubtful.judge("different", one, two, why="two licence numbers")
    assert answers(doubtful, monkeypatch, "s", "s", "d", "q") == 0
    said = capsys.readouterr().err
    assert "two licence numbers" in said
    assert [row["verdict"] for row in doubtful.judgements()] == [
        "different",
        "same",
        "different",
    ]


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(
    doubtful: Case,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    width: int,
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert answers(doubtful, monkeypatch, "q") == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(cell_len, lines)) <= width
    assert any(" | " in line for line in lines)

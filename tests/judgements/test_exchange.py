"""Judgements as a file, and what comes of a bad one."""

import json
from pathlib import Path
from typing import Any

import pytest

from graphkit.case import Case
from graphkit.case.ledger import Ledger
from graphkit.cli import main
from tests.judgements.conftest import copied

SAME = ("Yunda Ltd", "云达科技")


def rows(case: Case) -> list[dict[str, Any]]:
    return [dict(row) for row in case.judgements()]


def judged(case: Case, file: Path) -> list[dict[str, Any]]:
    """Judge, undo, judge again; write the file and return its lines."""
    case.judge("same", *SAME, why="一个地址")
    case.judge("part-of", "Elsewhere College", "Third School", why="its own words")
    case.undo()
    case.judge("different", "深圳大学", "Third School", why="two places")
    case.export_judgements(file)
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_what_is_exported_and_imported_is_what_it_was(
    case: Case, built: Path, tmp_path: Path
) -> None:
    file = tmp_path / "judgements.jsonl"
    lines = judged(case, file)
    assert [line["kind"] for line in lines] == ["judgement"] * 2 + ["undo", "judgement"]
    other = copied(built, tmp_path / "other")
    first, again = other.import_judgements(file), other.import_judgements(file)
    assert (first.new, first.known, first.problems) == (4, 0, ())
    assert (again.new, again.known, again.problems) == (0, 4, ())
    assert rows(other) == rows(case)
    assert other.status()["digest"] == case.status()["digest"]
    other.export_judgements(tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == file.read_bytes()
    assert case.import_judgements(file).new == 0


def test_bad_lines_are_named_and_good_ones_kept(
    case: Case, built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "judgements.jsonl"
    good = judged(case, file)[0]
    body = good["body"]

    def changed(**changes: Any) -> str:
        return json.dumps(good | {"id": "1" * 32} | changes)

    bad = [
        ("{", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", "Expected `object`, got `array`"),
        (changed(kind="load"), "a load is no judgement"),
        (changed(kind="gossip"), "'gossip' is no kind of log row"),
        (changed(id="1"), "of the right form - at `$.id`"),
        (changed(id="f" * 32), "a year ahead"),
        (changed(body=body | {"verdict": "alike"}), "Invalid enum value 'alike'"),
        (changed(body=body | {"a": "org:../../x"}), "of the right form - at `$.a`"),
        (changed(body=body | {"b": body["a"]}), "both sides are one"),
        (changed(body=body | {"b": "tender:" + "0" * 16}), "one side only is a tender"),
        (changed(body=body | {"extra": 1}), "it has the unknown field `extra`"),
        (changed(why=7), "Expected `str`, got `int` - at `$.why`"),
        (
            json.dumps({k: v for k, v in good.items() if k != "why"}),
            "it lacks the field `why`",
        ),
        (json.dumps(good | {"why": "other"}), "is there and says other"),
        (
            changed(kind="undo", body={"undoes": "0" * 32, "kind": "judgement"}),
            "which is no judgement here",
        ),
        ("\x00", "it is not JSON"),
        (changed(why="x" * 2_000_000), "it is longer than"),
    ]
    bad_file = tmp_path / "bad.jsonl"
    text = "\n".join(
        [json.dumps(good), "", *(line for line, _ in bad), json.dumps(good)]
    )
    bad_file.write_text(text, encoding="utf-8")
    other = copied(built, tmp_path / "other")
    other.close()
    status = main(["judgements", "import", str(bad_file), "--case", str(other.folder)])
    said = capsys.readouterr().err.splitlines()
    assert status == 3
    for number, (line, problem) in enumerate(bad, 3):
        assert said[number - 3].startswith(f"bad.jsonl, line {number}: "), line[:80]
        assert problem in said[number - 3]
        assert len(said[number - 3]) < 400
    assert said[-1] == f"1 new, 1 known, {len(bad)} left out"
    assert [row["id"] for row in other.judgements()] == [good["id"]]


def test_a_file_that_undoes_something_else_is_refused(
    case: Case, tmp_path: Path
) -> None:
    with Ledger.open(case.folder) as ledger:
        (load,) = ledger.rows("load")
    file = tmp_path / "judgements.jsonl"
    judged(case, file)
    undo = next(
        json.loads(x) for x in file.read_text("utf-8").splitlines() if "undoes" in x
    )
    undo |= {"id": "1" * 32, "body": {"undoes": load.uid, "kind": "load"}}
    file.write_text(json.dumps(undo), encoding="utf-8")
    found = case.import_judgements(file)
    assert found.problems == (
        f"line 1: it undoes {load.uid}, which is no judgement here",
    )

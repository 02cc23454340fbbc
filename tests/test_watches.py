"""Watches and editions: what is new, changed or gone, and the cause of it."""

import json
from pathlib import Path

import pytest

from graphkit.case import Case
from graphkit.cli import main
from graphkit.errors import CaseError
from tests.releases import release, write_releases

JIA = release("1", buyer="甲大学", supplier="Yunda", item="AWS servers with A100")
BING = release("2", buyer="丙大学", supplier="Shan", item="AWS with H100 GPU")


@pytest.fixture
def case(tmp_path: Path) -> Case:
    case = Case.create(tmp_path / "case")
    case.load([write_releases(tmp_path / "jia.json", JIA)])
    return case


def bing(case: Case) -> Path:
    return write_releases(case.folder.parent / "bing.json", BING)


def told(rows: object) -> list[tuple[str, str, str]]:
    return [
        (row["change"], row["institution"], cause["cause"])
        for row in rows  # type: ignore[attr-defined]
        for cause in row["causes"]
    ]


WHO = "purchases/who_through_whom"


def test_equal_editions_do_not_differ(case: Case) -> None:
    case.freeze("first")
    assert list(case.diff("first")) == []


def test_a_new_source_is_the_cause_of_its_chains_and_a_forgotten_one_too(
    case: Case,
) -> None:
    case.freeze("first")
    case.load([bing(case)])
    case.freeze("second")
    assert told(case.diff("first", "second")) == [("new", "丙大学", "source")]
    case.forget("bing.json", why="not ours")
    assert told(case.diff("second")) == [("gone", "丙大学", "source")]


def test_a_frozen_revision_outlives_the_builds_after_it(case: Case) -> None:
    frozen = case.freeze("first")
    for _ in range(2):
        case.load([bing(case)])
        case.forget("bing.json", why="not ours")
        case.undo()
    assert (case.folder / "derived" / frozen / "manifest.json").is_file()
    assert told(case.diff("first")) == [("new", "丙大学", "source")]


def test_a_rejected_statement_is_named_with_its_author_and_reason(case: Case) -> None:
    case.freeze("first")
    (key,) = [s["key"] for s in case.statements() if s["type"] == "AWARDED_TO"]
    case.reject(key, why="the award was void")
    changes = case.diff("first", min_grade="E5")
    assert {cause for _, _, cause in told(changes)} == {"amendment"}
    assert all("the award was void" in row["why"] for row in changes)


def test_a_judgement_changes_a_chain_and_does_not_make_another(case: Case) -> None:
    case.load([bing(case)])
    case.freeze("first")
    case.judge("same", "甲大学", "丙大学", why="one register entry")
    changes = case.diff("first")
    assert {row["change"] for row in changes} == {"changed"}
    assert {cause for _, _, cause in told(changes)} == {"judgement"}
    assert all("one register entry" in row["why"] for row in changes)


def test_a_watch_shows_news_once(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--case", str(case.folder)]
    assert main(["watch", "add", "aws", "--provider", "AWS", *place]) == 0
    assert main(["watch", *place]) == 1
    assert main(["load", str(bing(case)), *place]) == 0
    assert "watch aws: 1 new" in capsys.readouterr().err
    assert main(["watch", "--peek", *place]) == 0
    capsys.readouterr()
    assert main(["watch", "--json", *place]) == 0
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (row["watch"], row["change"], row["institution"]) == ("aws", "new", "丙大学")
    assert main(["watch", *place]) == 1


def test_a_watch_follows_its_institution_and_no_other(case: Case) -> None:
    case.watch("jia", institution="甲大学")
    case.load([bing(case)])
    assert list(case.news()) == []
    case.judge("same", "甲大学", "丙大学", why="one register entry")
    found = {(tender, cause) for tender, _, cause in told(case.news())}
    assert found == {("new", "source"), ("new", "judgement"), ("changed", "judgement")}


def test_a_dismissed_chain_is_not_shown_again_until_that_is_undone(case: Case) -> None:
    case.watch("all")
    case.load([bing(case)])
    (row,) = case.news()
    dismissed = case.dismiss(row["key"], why="known")
    assert (list(case.news()), case.news().notes) == (
        [],
        ("1 dismissed chains or rows are left out.",),
    )
    case.undo(dismissed)
    assert [row["key"]] == [one["key"] for one in case.news()]


def test_a_question_shows_rows_that_are_new_changed_or_gone_and_why(case: Case) -> None:
    case.watch_question("who", WHO)
    case.load([bing(case)])
    again = release("3", buyer="甲大学", supplier="Yunda", item="chairs")
    case.load([write_releases(case.folder.parent / "again.json", again)])
    new, changed = sorted(case.news(), key=lambda row: row["change"], reverse=True)
    assert (new["row"]["institution"], new["why"]) == (
        "丙大学",
        "source: bing.json added",
    )
    assert changed["fields"] == {"tenders": [1, 2]}
    assert changed["why"] == "source: again.json added"
    case.looked()
    case.judge("same", "甲大学", "丙大学", why="one register entry")
    assert {
        (row["change"], cause["cause"])
        for row in case.news()
        for cause in row["causes"]
    } == {("changed", "judgement")}


def test_a_dismissed_row_is_shown_again_where_it_changes(case: Case) -> None:
    case.watch_question("who", WHO)
    case.load([bing(case)])
    (row,) = case.news()
    case.dismiss(row["key"], why="known")
    assert (list(case.news()), case.news().notes) == (
        [],
        ("1 dismissed chains or rows are left out.",),
    )
    more = release("4", buyer="丙大学", supplier="Shan", item="chairs")
    case.load([write_releases(case.folder.parent / "more.json", more)])
    assert [(row["change"], row["row"]["tenders"]) for row in case.news()] == [
        ("new", 2)
    ]


def test_load_tells_the_news_of_a_question(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--case", str(case.folder)]
    add = ["watch", "add", "chips", "--question", "tenders/naming_provider"]
    assert main([*add, "-p", "colour=red", *place]) == 2
    assert main([*add, "--item", "A100", *place]) == 2
    assert main([*add, *place]) == 0
    assert main(["watch", *place]) == 1
    capsys.readouterr()
    assert main(["load", str(bing(case)), "--json", *place]) == 0
    said = capsys.readouterr()
    (summary,) = map(json.loads, said.out.splitlines())
    assert summary["news"] == [{"watch": "chips", "new": 1, "changed": 0, "gone": 0}]
    assert "watch chips: 1 new; see `graphkit watch`" in said.err
    assert main(["watch", "--json", *place]) == 0
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (row["watch"], row["change"]) == ("chips", "new")
    assert (row["row"]["institution"], row["row"]["provider"]) == ("丙大学", "AWS")


def test_watches_and_dismissals_travel_with_a_pack(case: Case, tmp_path: Path) -> None:
    case.watch("jia", institution="甲大学")
    case.watch_question("who", WHO)
    case.dismiss(case.chains()[0]["key"], why="known")
    case.forget("jia.json", why="for a while")
    (row,) = [row for row in case.news() if row["watch"] == "who"]
    case.dismiss(row["key"], why="known")
    case.undo()
    case.pack(tmp_path / "case.pack")
    other = Case.create(tmp_path / "other")
    other.merge(tmp_path / "case.pack")
    assert [row["name"] for row in other.watches()] == ["jia", "who"]
    assert other.news().notes == (
        "The tables of the last look are gone: looking begins anew.",
    )


def test_a_name_is_given_once_and_an_unknown_edition_is_refused(case: Case) -> None:
    case.freeze("first")
    with pytest.raises(CaseError, match="'first' is there already"):
        case.freeze("first")
    with pytest.raises(CaseError, match="no edition is called 'never'"):
        case.diff("never")

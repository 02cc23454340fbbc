"""Screening a case: candidates, what confirms them, and what is remembered."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from graphkit.case import Case
from graphkit.case.lists import Wish
from graphkit.case.matches import summary
from graphkit.errors import CaseError
from tests.lists.files import AEROSPACE, SICHUAN, csl

DATED = Wish(date="2024-01-01")
Row = Mapping[str, Any]


def brief(case: Case, **asked: Any) -> list[tuple[str, str, str, str]]:
    """Return who matches what, how, and how the tenders stand."""
    return [
        (row["organization"], row["match"], row.get("basis", ""), summary(row))
        for row in case.screen(**asked)
    ]


def edges(case: Case) -> list[tuple[Any, ...]]:
    """Return the LISTED_ON edges of the case."""
    rows = case.sql(
        "SELECT o.name, l.dst, l.listed_on::VARCHAR AS listed_on, l.basis, l.quote, "
        "l.locator, l.path, l.provenance FROM LISTED_ON l "
        "JOIN Organization o ON o.uid = l.src ORDER BY o.name"
    )
    return [tuple(row.values()) for row in rows]


def test_an_equal_name_is_a_candidate_and_no_listing(case: Case, listed: Path) -> None:
    case.add_list(listed, DATED)
    assert brief(case, list_name="Entity List") == [
        ("Sichuan University", "candidate", "name", "2 unknown")
    ]
    assert [edge[0] for edge in edges(case)] == ["Some Aerospace Company"]


def test_an_equal_credit_code_confirms_under_another_name(
    case: Case, listed: Path
) -> None:
    case.add_list(listed, DATED)
    (found,) = [row for row in case.screen() if row["match"] == "confirmed"]
    assert found["organization"] == "Some Aerospace Company"
    assert found["entry"] == "China Aerospace Science and Technology Corporation"
    assert found["reasons"][0] == "Both carry uscc:91110000100014071Q."
    assert found["tenders"] == [
        {
            "tender": found["tenders"][0]["tender"],
            "title": found["tenders"][0]["title"],
            "date": "2023-03-01",
            "roles": ["AWARDED_TO"],
            "status": "listed",
            "why": "since 2021-06-03, by the list of 2024-01-01",
        }
    ]
    assert edges(case) == [
        (
            "Some Aerospace Company",
            "list:us-military-industrial-complex",
            "2021-06-03",
            "identifier",
            AEROSPACE,
            "row:2",
            "csl.csv",
            "catalogue",
        )
    ]


def test_a_person_confirms_and_the_list_speaks_of_each_tenders_day(
    case: Case, listed: Path
) -> None:
    case.add_list(listed, DATED)
    kept = case.answer_candidate(
        "confirm", "Sichuan University", "Sichuan University", why="same address"
    )
    assert brief(case, list_name="Entity List") == [
        ("Sichuan University", "confirmed", "judgement", "1 listed, 1 listed later")
    ]
    assert edges(case)[0][:4] == (
        "Sichuan University",
        "list:us-entity-list",
        "2012-09-19",
        "judgement",
    )
    (row,) = case.screen("Entity List")
    assert (row["answer"]["id"], row["answer"]["why"]) == (kept, "same address")


def test_undo_takes_a_confirmation_back_and_restores_the_tables(
    case: Case, listed: Path
) -> None:
    case.add_list(listed, DATED)
    before = case.status()["digest"]
    case.answer_candidate(
        "confirm", "Sichuan University", "Sichuan University", why="same address"
    )
    assert case.status()["digest"] != before
    assert case.undo().kind == "screening"
    assert case.status()["digest"] == before


def test_a_rejected_candidate_is_not_shown_until_its_entry_changes(
    case: Case, tmp_path: Path, listed: Path
) -> None:
    case.add_list(listed, DATED)
    case.answer_candidate(
        "reject", "Sichuan University", "Sichuan University", why="another town"
    )
    assert brief(case, list_name="Entity List") == []
    (row,) = [r for r in case.screen("Entity List", every=True) if r["uid"]][:1]
    assert (row["match"], row["answer"]["why"]) == ("rejected", "another town")
    changed = SICHUAN.replace("SCU", "Szechwan University")
    newer = csl(tmp_path, changed, AEROSPACE, name="newer.csv")
    case.add_list(newer.file, Wish(date="2024-06-01"))
    (again,) = case.screen("Entity List")
    assert (again["match"], again["changed"]) == ("candidate", True)
    assert "The entry changed since it was rejected by" in again["reasons"][-1]


def test_who_is_rejected_has_no_edge_whatever_identifier_it_carries(
    case: Case, listed: Path
) -> None:
    case.add_list(listed, DATED)
    case.answer_candidate(
        "reject", "Some Aerospace Company", "31287", why="the code is misprinted"
    )
    assert edges(case) == []
    assert [row[1] for row in brief(case)] == ["candidate"]


def test_an_alias_of_a_list_joins_no_organisations(case: Case, tmp_path: Path) -> None:
    alias = SICHUAN.replace("Szechuan University; SCU", "Yunda")
    case.add_list(csl(tmp_path, alias, name="alias.csv").file, DATED)
    names = [row["name"] for row in case.sql("SELECT name FROM Organization")]
    assert sorted(names) == ["Sichuan University", "Some Aerospace Company", "Yunda"]
    assert ("Yunda", "candidate", "name", "1 unknown") in brief(case)


def test_whoever_is_on_no_entry_was_not_found_or_nobody_knows(
    case: Case, listed: Path
) -> None:
    case.add_list(listed, Wish(date="2024-01-01", whole=True))
    (row,) = case.screen("Entity List", organization="Yunda")
    assert (row["match"], summary(row)) == (
        "none",
        "1 not found on Entity List of 2024-01-01 (whole)",
    )
    case.add_list(listed, DATED)
    assert "not listed" not in str(list(case.screen(every=True)))


def test_a_day_that_is_asked_for_takes_the_place_of_the_tenders(
    case: Case, listed: Path
) -> None:
    case.add_list(listed, DATED)
    case.answer_candidate(
        "confirm", "Sichuan University", "Sichuan University", why="same address"
    )
    asked = {"list_name": "Entity List", "as_of": "2012-01-01"}
    assert brief(case, **asked)[0][3] == "2 listed later"
    with pytest.raises(CaseError, match="is no date"):
        case.screen(as_of="tomorrow")


def test_the_age_of_each_list_is_said(case: Case, listed: Path) -> None:
    case.add_list(listed, DATED)
    notes = "\n".join(case.screen().notes)
    assert "Entity List of 2024-01-01 (" in notes
    assert "days old): partial, entries: 1." in notes
    assert "no finding about anybody" in notes


def test_a_list_that_is_installed_twice_is_there_once(case: Case, listed: Path) -> None:
    first, again = case.add_list(listed, DATED), case.add_list(listed, DATED)
    assert (first.is_new, again.is_new) == (True, False)
    assert [row["list"] for row in case.lists()] == [
        "Entity List",
        "Non-SDN Chinese Military-Industrial Complex Companies List",
    ]


def test_tables_of_lists_are_made_again_from_the_kept_bytes(
    case: Case, listed: Path
) -> None:
    case.add_list(listed, DATED)
    before = [dict(row) for row in case.screen()]
    listed.unlink()
    for file in (case.folder / "derived" / "lists").iterdir():
        file.unlink()
    assert [dict(row) for row in case.screen()] == before


def test_a_case_without_lists_and_a_name_nobody_has_are_refused(
    case: Case, listed: Path
) -> None:
    with pytest.raises(CaseError, match="the case has no list"):
        case.screen()
    case.add_list(listed, DATED)
    with pytest.raises(CaseError, match="no list is called Elsewhere") as error:
        case.screen("Elsewhere")
    assert "Entity List" in error.value.hint
    with pytest.raises(CaseError, match="no list has an entry Nobody"):
        case.answer_candidate("confirm", "Yunda", "Nobody", why="x")


def test_the_words_behind_a_listing_are_verified_against_the_kept_bytes(
    case: Case, listed: Path
) -> None:
    case.add_list(listed, DATED)
    assert case.verify().differing == ()
    (source,) = {row["source"] for row in case.lists()}
    kept = case.folder / "sources" / source
    kept.write_bytes(kept.read_bytes().replace(b"China Aerospace", b"Chile Aerospace"))
    reasons = [
        (one.locator, one.reason.split(":")[0]) for one in case.verify().differing
    ]
    assert reasons == [
        ("", "bytes do not match their hash"),
        ("row:2", "quote differs"),
    ]


def test_a_judgement_leaves_a_confirmed_body_on_its_list(
    case: Case, listed: Path
) -> None:
    case.add_list(listed, DATED)
    case.answer_candidate(
        "confirm", "Sichuan University", "Sichuan University", why="x"
    )
    stands = [dict(row) for row in case.sql("SELECT * FROM LISTED_ON ORDER BY key")]
    preview = case.preview("part-of", "Yunda", "Sichuan University")
    assert [row["type"] for row in preview.edges] == ["PART_OF"]
    case.judge("part-of", "Yunda", "Sichuan University", why="its register says so")
    now = [dict(row) for row in case.sql("SELECT * FROM LISTED_ON ORDER BY key")]
    assert now == stands != []

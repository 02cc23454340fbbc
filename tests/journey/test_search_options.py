"""Every option of a search, from the command line and from Python: the same rows."""

import json
from pathlib import Path
from typing import Any

import pytest

from graphkit import open_case
from graphkit.cli import main
from tests.graphs import day
from tests.releases import release, write_releases

ONE, CHEAP, OTHER, SCHOOL, ASKED = (f"TENDER-{number}-1" for number in range(1, 6))
FIRST, SECOND = ["甲大学", CHEAP, "A100"], ["甲大学", ONE, "A100"]
TO_SHAN = ["甲大学", CHEAP, "Shan"]
OVER_YUNDA = ["乙大学", OTHER, "Yunda", ONE, "A100"]
ROUND = ["乙大学", OTHER, "Yunda", ONE, "甲大学", CHEAP, "A100"]
OF_SCHOOL = ["甲大学计算机学院", SCHOOL, "H100"]
SOUGHT = ["甲大学", ASKED, "H20"]
E4 = {"min_grade": "E4"}
PATTERN = "(Organization)<-[:AWARDED_TO]-(Tender)-[:VIA]->(Provider)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two buyers, two dealers and a school; the second tender was the cheap one."""
    place = tmp_path_factory.mktemp("options")
    gpus, earlier = "A100 GPU", "2023-02-01"
    cheap = release("2", buyer="甲大学", supplier="Shan", item=gpus, date=earlier)
    cheap["awards"][0]["value"]["amount"] = 900
    made = write_releases(
        place / "made.json",
        release("1", buyer="甲大学", supplier="Yunda", item=f"AWS servers, {gpus}"),
        cheap,
        release(
            "3", buyer="乙大学", supplier="Yunda", item="chairs", date="2022-05-01"
        ),
        release("4", buyer="甲大学计算机学院", item="H100 GPU", date="2024-06-01"),
        release("5", buyer="甲大学", item="H20 GPU", date="2024-07-01"),
    )
    assert main(["load", "--case", str(place / "case"), str(made)]) == 0
    return place / "case"


def printed(
    capsys: pytest.CaptureFixture[str], folder: Path, *given: str
) -> tuple[list[dict[str, Any]], str]:
    capsys.readouterr()
    main([*given, "--case", str(folder), "--json"])
    said = capsys.readouterr()
    return [json.loads(line) for line in said.out.splitlines()], said.err


@pytest.mark.parametrize(
    ("ends", "options", "asked", "found"),
    [
        (("甲大学", "A100"), "", {}, [FIRST, SECOND]),
        (("甲大学", "A100"), "--limit 1", {"limit": 1}, [FIRST]),
        (("甲大学", "A100"), "--diverse", {"diverse": True}, [FIRST, SECOND]),
        (("甲大学", "A100"), "--max-hops 1", {"max_hops": 1}, []),
        (("甲大学", "A100"), "--seconds 60", {"seconds": 60.0}, [FIRST, SECOND]),
        (
            ("甲大学", "A100"),
            "--since 2024-01-01",
            {"since": day("2024-01-01")},
            [SECOND],
        ),
        (
            ("甲大学", "A100"),
            "--until 2023-12-31",
            {"until": day("2023-12-31")},
            [FIRST],
        ),
        (("甲大学", "A100"), "--stage tendered", {"stages": ("tendered",)}, []),
        (("甲大学", "H20"), "--stage tendered", {"stages": ("tendered",)}, [SOUGHT]),
        (("甲大学", "Shan"), "--min-amount 1000", {"min_amount": 1000.0}, []),
        (("甲大学", "Shan"), "--min-amount 900", {"min_amount": 900.0}, [TO_SHAN]),
        (("乙大学", "A100"), "", {}, []),
        (("乙大学", "A100"), "--min-grade E4", E4, [OVER_YUNDA, ROUND]),
        (
            ("乙大学", "A100"),
            "--min-grade E4 --diverse",
            E4 | {"diverse": True},
            [OVER_YUNDA],
        ),
        (
            ("乙大学", "A100"),
            "--min-grade E4 --forward",
            E4 | {"forward": True},
            [OVER_YUNDA],
        ),
        (("A100", "乙大学"), "--min-grade E4 --forward", E4 | {"forward": True}, []),
        (("乙大学", "A100"), "--min-grade E4 --hub 1", E4 | {"hub": 1}, []),
        (
            ("乙大学", "A100"),
            "--min-grade E4 --avoid Yunda --avoid Shan",
            E4 | {"avoid": ("Yunda", "Shan")},
            [],
        ),
        (
            ("乙大学", "A100"),
            "--min-grade E4 --avoid @university",
            E4 | {"avoid": ("@university",)},
            [OVER_YUNDA],
        ),
        (("甲大学", "A100"), "--avoid @Tender", {"avoid": ("@Tender",)}, []),
        (("甲大学", "H100"), "", {}, []),
        (("甲大学", "H100"), "--with-parts", {"with_parts": True}, [OF_SCHOOL]),
        (
            ("@university", "@controlled"),
            "--min-grade E4",
            E4,
            [OF_SCHOOL, FIRST, SECOND, SOUGHT, OVER_YUNDA],
        ),
        (
            ("@Organization", "AWS"),
            f"--pattern {PATTERN}",
            {"pattern": PATTERN},
            [["Yunda", ONE, "AWS"]],
        ),
    ],
)
def test_paths_are_those_of_the_options_on_both_ways_in(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    ends: tuple[str, str],
    options: str,
    asked: dict[str, Any],
    found: list[list[str]],
) -> None:
    rows, _ = printed(capsys, folder, "paths", *ends, *options.split())
    assert [row["nodes"] for row in rows] == found
    with open_case(folder) as case:
        assert [row["nodes"] for row in case.paths(*ends, **asked)] == found


def test_more_paths_than_the_limit_are_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, said = printed(capsys, folder, "paths", "甲大学", "A100", "--limit", "1")
    assert [row["truncated"] for row in rows] == [True]
    assert "a limit or the deadline was reached" in said


def test_a_hub_is_named_instead_of_flooding(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--min-grade", "E4", "--hub", "1")
    _, said = printed(capsys, folder, "paths", "乙大学", "A100", *options)
    assert "not joined through Yunda: it has 2 connections, more than 1" in said


def test_a_search_whose_time_is_up_says_so(folder: Path) -> None:
    with open_case(folder) as case:
        result = case.paths("甲大学", "A100", seconds=1e-9)
    assert (list(result), result.truncated) == ([], True)
    assert "the search stopped after 1e-09 s" in result.notes


@pytest.mark.parametrize(
    ("options", "asked", "institutions"),
    [
        ("", {}, ["甲大学", "甲大学", "甲大学"]),
        (
            "--with-parts",
            {"with_parts": True},
            ["甲大学", "甲大学", "甲大学计算机学院", "甲大学"],
        ),
        ("--item H20", {"item": "H20"}, ["甲大学"]),
        ("--intermediary Shan", {"intermediary": "Shan"}, ["甲大学"]),
        ("--provider AWS", {"provider": "AWS"}, ["甲大学"]),
        ("--item H100", {"item": "H100"}, []),
        (
            "--item H100 --with-parts",
            {"item": "H100", "with_parts": True},
            ["甲大学计算机学院"],
        ),
    ],
)
def test_chains_are_those_of_the_options_on_both_ways_in(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    options: str,
    asked: dict[str, Any],
    institutions: list[str],
) -> None:
    given = ("--institution", "甲大学", *options.split())
    rows, _ = printed(capsys, folder, "chains", *given)
    assert [row["institution"] for row in rows] == institutions
    with open_case(folder) as case:
        found = case.chains("甲大学", **asked)
    assert [row["institution"] for row in found] == institutions


def test_what_only_a_school_has_is_the_nearest_miss(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("--institution", "甲大学", "--item", "H100")
    _, said = printed(capsys, folder, "chains", *given)
    assert said.startswith(
        "not by 甲大学 itself, but with its parts: 甲大学计算机学院 -> "
    )

"""A restricted source never leaves the case, and nothing of it shows through."""

from pathlib import Path

import pytest

from graphkit.case import Case
from tests.releases import release, write_releases


@pytest.fixture
def case(tmp_path: Path) -> Case:
    shown = write_releases(
        tmp_path / "shown.json",
        release("a", buyer="Open University", supplier="Yunda", item="AWS A100 GPU"),
    )
    hidden = write_releases(
        tmp_path / "hidden.json",
        release("b", buyer="Secret Institute", supplier="Yunda", item="AWS H100 GPU"),
    )
    case = Case.create(tmp_path / "case")
    case.load([shown])
    case.load([hidden], restricted=True)
    return case


def test_its_own_reader_sees_a_restricted_source(case: Case) -> None:
    seen = {chain["institution"] for chain in case.chains()}
    assert seen == {"Open University", "Secret Institute"}


@pytest.mark.parametrize("kind", ["html", "csv", "svg", "graphml"])
def test_an_export_holds_nothing_of_it_and_says_what_is_missing(
    case: Case, tmp_path: Path, kind: str
) -> None:
    text = case.export(kind, tmp_path / f"out.{kind}").read_text(encoding="utf-8")
    assert "Open University" in text
    assert "Secret Institute" not in text
    assert "hidden.json" not in text


def test_the_report_says_how_many_are_missing(case: Case, tmp_path: Path) -> None:
    report = case.export("html", tmp_path / "out.html").read_text(encoding="utf-8")
    assert "1 restricted source is left out" in report


def test_an_export_does_not_change_what_the_case_shows(
    case: Case, tmp_path: Path
) -> None:
    before = case.status()["digest"]
    case.export("html", tmp_path / "out.html")
    assert case.status()["digest"] == before
    assert len(case.chains()) == 2

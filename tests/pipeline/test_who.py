"""Who is who through a whole case: files, tables, chains, judgements."""

from pathlib import Path

import pytest

import graphkit
from graphkit.case import pipeline
from graphkit.case.ledger import Ledger
from tests.pipeline.told import digest
from tests.releases import release, write_releases

BUYERS = {
    "a": ("深圳大学", "Yunda Technology Ltd"),
    "b": ("Shenzhen University", "YUNDA TECHNOLOGY LIMITED"),
    "c": ("Universität Shenzhen", "成都运达科技股份有限公司"),
}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    folder = tmp_path / "records"
    folder.mkdir()
    return {
        name: write_releases(
            folder / f"{name}.json",
            release(name, buyer=buyer, supplier=supplier, item=f"A100 for {name}"),
        )
        for name, (buyer, supplier) in BUYERS.items()
    }


def buyers(case: Path) -> set[str]:
    with graphkit.open_case(case) as opened:
        return {row["src"] for row in opened.sql("SELECT src FROM ISSUED")}


def test_one_university_in_three_languages_has_the_chains_of_all(
    case: Path, files: dict[str, Path]
) -> None:
    pipeline.load(case, list(files.values()))
    with graphkit.open_case(case) as opened:
        found = {
            (row["institution"], row["intermediary"])
            for name in ("深圳大學", "Shenzhen University", "Universität Shenzhen")
            for row in opened.chains(institution=name)
        }
        ties = [(row["basis"], row["score"]) for row in opened.why("深圳大学")]
    assert found == {
        ("Shenzhen University", "YUNDA TECHNOLOGY LIMITED"),
        ("Shenzhen University", "成都运达科技股份有限公司"),
    }
    likeness = [("likeness", score) for score in (1.0, 0.99, 0.9)]
    assert ties == [("catalogue", 0.99), *likeness]


def test_every_uid_that_was_ever_shown_leads_to_its_body(
    case: Path, files: dict[str, Path]
) -> None:
    shown: set[str] = set()
    for name in ("c", "b", "a"):
        pipeline.load(case, [files[name]])
        shown |= buyers(case)
        assert len(buyers(case)) == 1
    with graphkit.open_case(case, write=True) as opened:
        for uid in shown:
            assert opened.chains(institution=uid)
            assert opened.paths(uid, "A100")
        one, other = sorted(shown)[:2]
        opened.judge("different", one, other, why="two charters")
    assert len(buyers(case)) > 1


def test_loads_one_by_one_in_any_order_give_the_tables_of_all_at_once(
    case: Path, files: dict[str, Path], tmp_path: Path
) -> None:
    pipeline.load(case, list(files.values()))
    for name, order in (("x", "cab"), ("y", "bca")):
        other = tmp_path / name
        with Ledger.open(other, create=True):
            pass
        for letter in order:
            pipeline.load(other, [files[letter]])
        assert digest(other) == digest(case)

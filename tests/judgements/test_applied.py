"""A judgement applied to what was built: as if all had been built with it."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from graphkit.case import Case, pipeline
from graphkit.case.ledger import Ledger
from graphkit.case.rejudging import judged, rejudged
from graphkit.case.revisions import inputs
from tests.judgements.conftest import copied
from tests.stores.test_embedded_change import contents


def files(case: Case) -> dict[str, str]:
    """Return the hashes of all tables, and of the index, of the current generation."""
    folder = case.generation.folder
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for part in ("tables", "index")
        for path in sorted((folder / part).rglob("*"))
        if path.is_file()
    }


def anew(case: Case, to: Path) -> Case:
    """Return a copy of a case of which everything was built again."""
    other = copied(case.folder, to)
    shutil.rmtree(other.folder / "derived")
    pipeline.build(other.folder)
    return other


def is_taken_over(case: Case) -> bool:
    """Say whether a build would take over what the last judgement leaves alone."""
    with Ledger.open(case.folder) as ledger:
        told = judged(ledger, case.generation, inputs(ledger))
        return bool(told and rejudged(ledger, case.generation, told))


@pytest.mark.parametrize(
    ("verdict", "a", "b"),
    [
        ("same", "Elsewhere College", "Third School"),
        ("same", "Yunda Ltd", "Other Ltd"),
        ("part-of", "Elsewhere College", "Third School"),
        ("unsure", "Yunda Ltd", "Shenzhen University"),
        ("different", "Yunda Ltd", "Other Ltd"),
    ],
)
def test_what_a_judgement_leaves_is_what_a_whole_build_makes(
    case: Case, tmp_path: Path, verdict: str, a: str, b: str
) -> None:
    assert is_taken_over(case)
    case.judge(verdict, a, b, why="because")
    assert is_taken_over(case)
    other = anew(case, tmp_path / "other")
    assert files(case) == files(other)
    assert case.status()["digest"] == other.status()["digest"]
    graphs = [contents(one.generation.graph) for one in (case, other)]
    assert graphs[0] == graphs[1]
    assert case.generation.manifest | {"graph": "", "drawn": 0} == (
        other.generation.manifest | {"graph": "", "drawn": 0}
    )


def test_judgements_upon_each_other_end_as_if_built_at_once(
    case: Case, tmp_path: Path
) -> None:
    first = case.judge("same", "Elsewhere College", "Third School", why="one")
    case.judge("same", "Yunda Ltd", "Other Ltd", why="two")
    case.undo(first)
    assert files(case) == files(anew(case, tmp_path / "other"))


def test_a_judgement_of_tenders_is_left_to_a_whole_build(
    case: Case, tmp_path: Path
) -> None:
    uid = case.judge("same", "TENDER-t1-1", "TENDER-t2-1", why="one")
    assert files(case) == files(anew(case, tmp_path / "other"))
    case.undo(uid)
    assert files(case) == files(anew(case, tmp_path / "again"))


@pytest.mark.parametrize(
    "damaged", ["tables/edges/ISSUED.Organization.Tender.parquet", "manifest.json"]
)
def test_what_was_damaged_is_not_taken_over(
    case: Case, tmp_path: Path, damaged: str
) -> None:
    folder = case.generation.folder
    case.close()
    (folder / damaged).write_bytes((folder / "tables/joins.parquet").read_bytes())
    case.judge("same", "Elsewhere College", "Third School", why="because")
    assert files(case) == files(anew(case, tmp_path / "other"))

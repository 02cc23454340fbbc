import shutil
from pathlib import Path

import pytest

from graphkit.case import editions, pipeline
from graphkit.case.ledger import Ledger
from graphkit.errors import CaseError
from tests.releases import release, write_releases


@pytest.fixture
def case(tmp_path: Path) -> Path:
    place = tmp_path / "case"
    Ledger.open(place, create=True).close()
    return place


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The catalogue of an older release: it knew no host of a model."""
    folder = tmp_path / "older"
    folder.mkdir()
    for name in editions.contents(editions.shipped_folder()):
        if name != "hosts.csv":
            (folder / name).parent.mkdir(exist_ok=True)
            shutil.copy(editions.shipped_folder() / name, folder / name)
    return folder


def test_a_new_case_takes_the_catalogue_of_its_release(case: Path) -> None:
    pipeline.build(case)
    with Ledger.open(case) as ledger:
        names = editions.contents(editions.shipped_folder())
        assert editions.pinned(ledger) == names
        assert editions.folder(ledger) is None
        kept = {file.name for file in ledger.folder.sources.iterdir()}
    assert kept == set(names.values())


def test_a_case_goes_on_with_its_own_edition_until_told_otherwise(
    case: Path, older: Path, tmp_path: Path
) -> None:
    with Ledger.open(case, write=True) as ledger:
        assert editions.pin(ledger, shipped=older)
        assert not editions.pin(ledger, shipped=older)
    file = write_releases(
        tmp_path / "a.json", release("t1", buyer="Shenzhen University", item="8 A100")
    )
    first = pipeline.load(case, [file]).revision
    assert pipeline.status(case)["edges"]["HOSTS"] == 0
    assert pipeline.pending(case) == ()
    shutil.rmtree(older)
    shutil.rmtree(case / "derived")
    assert pipeline.build(case) == first
    assert pipeline.build(case, new_catalogue=True) != first
    assert pipeline.status(case)["edges"]["HOSTS"] > 0
    with Ledger.open(case, write=True) as ledger:
        (_, row) = ledger.rows("catalogue")
        ledger.undo(row.uid)
    assert pipeline.pending(case) == (
        "Not shown yet, until `graphkit build`: another catalogue.",
    )
    assert pipeline.build(case) == first


def test_a_kept_catalogue_file_that_is_gone_is_named(case: Path, older: Path) -> None:
    with Ledger.open(case, write=True) as ledger:
        editions.pin(ledger, shipped=older)
        (ledger.folder.sources / editions.pinned(ledger)["chips.csv"]).unlink()
        with pytest.raises(CaseError, match=r"catalogue's file chips\.csv is gone"):
            editions.folder(ledger)


def test_what_the_user_adds_to_the_catalogue_is_another_revision(case: Path) -> None:
    first = pipeline.build(case)
    (case / "catalogue" / "README.txt").write_text("ours")
    assert pipeline.build(case) == first
    shutil.copy(editions.shipped_folder() / "operators.csv", case / "catalogue")
    assert pipeline.build(case) != first

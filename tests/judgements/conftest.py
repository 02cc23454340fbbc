"""A case of a few tenders in which some bodies have two names."""

import shutil
from pathlib import Path

import pytest

from graphkit.case import Case
from tests.releases import release, write_releases

RELEASES = (
    release("t1", buyer="Shenzhen University", supplier="Yunda Ltd", item="chairs"),
    release("t2", buyer="Elsewhere College", supplier="云达科技", item="AWS A100 GPU"),
    release("t3", buyer="深圳大学", supplier="Other Ltd", item="Azure H100 GPU"),
    release("t4", buyer="Third School", supplier="Yunda Ltd", item="AWS H800 GPU"),
)


@pytest.fixture(autouse=True)
def anna(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHKIT_USER", "anna")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case that is built; copies of it need no building."""
    place = tmp_path_factory.mktemp("built")
    (place / "records").mkdir()
    file = write_releases(place / "records" / "package.json", *RELEASES)
    with Case.create(place / "case") as case:
        case.load([file])
    return place / "case"


@pytest.fixture
def case(built: Path, tmp_path: Path) -> Case:
    """A case of one's own, for writing."""
    return copied(built, tmp_path / "case")


def copied(case: Path, to: Path) -> Case:
    """Return a copy of a case, opened for writing."""
    shutil.copytree(case, to)
    return Case.open(to, write=True)

"""A case, and three files to load into it."""

from pathlib import Path

import pytest

from graphkit.case.ledger import Ledger
from tests.releases import release, write_releases


@pytest.fixture
def case(tmp_path: Path) -> Path:
    place = tmp_path / "case"
    with Ledger.open(place, create=True):
        pass
    return place


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Three files; two of them speak of one buyer and one supplier."""
    given = tmp_path / "records"
    given.mkdir()
    return (
        write_releases(
            given / "a.json",
            release("t1", buyer="Shenzhen University", supplier="Yunda", item="A100"),
        ),
        write_releases(
            given / "b.json",
            release("t2", buyer="Shenzhen University", supplier="Yunda", item="chairs"),
        ),
        write_releases(
            given / "c.json",
            release("t3", buyer="Elsewhere College", supplier="Other Ltd", item="H800"),
        ),
    )

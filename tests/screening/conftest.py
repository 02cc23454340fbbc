"""A case of three tenders, and lists to screen it against."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.case import Case
from tests.lists.files import AEROSPACE, SICHUAN, csl
from tests.releases import release, write_releases

CREDIT_CODE = "91110000100014071Q"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """A university in two tenders, and a supplier with a credit code."""
    later = release(
        "t2", buyer="Sichuan University", supplier="Yunda", date="2023-03-01"
    )
    later["awards"][0]["suppliers"] = [{"id": "s", "name": "Some Aerospace Company"}]
    later["parties"] = [
        {
            "id": "s",
            "name": "Some Aerospace Company",
            "roles": ["supplier"],
            "identifier": {"scheme": "CN-SCC", "id": CREDIT_CODE},
        }
    ]
    early = release(
        "t1", buyer="Sichuan University", supplier="Yunda", date="2012-03-01"
    )
    file = write_releases(tmp_path / "records.json", early, later)
    with Case.create(tmp_path / "case") as made:
        made.load([file])
        yield made


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A Consolidated Screening List with two entries of two lists."""
    folder = tmp_path / "lists"
    folder.mkdir()
    return csl(folder, SICHUAN, AEROSPACE).file

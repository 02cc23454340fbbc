"""Dictionaries of a case: one joins names, registers only suggest."""

import json
from pathlib import Path

import pytest

from graphkit.case import Case
from graphkit.errors import CaseError, SourceError
from tests.releases import release, write_releases
from tests.resolve.test_names_dictionary import RECORDS
from tests.resolve.test_registers import COMPANIES, zipped


@pytest.fixture
def bilingual(tmp_path: Path) -> Case:
    """A case that names a university in two scripts, and a British supplier."""
    british = release("t2", buyer="深圳大学", supplier="x", date="2023-03-01")
    british["awards"][0]["suppliers"] = [{"id": "s", "name": "GE Healthcare Limited"}]
    british["parties"] = [
        {
            "id": "s",
            "name": "GE Healthcare Limited",
            "identifier": {"scheme": "GB-CHC", "id": "1234567"},
            "roles": ["supplier"],
        }
    ]
    file = write_releases(
        tmp_path / "r.json", release("t1", buyer="Wuyi Institute of Optics"), british
    )
    case = Case.create(tmp_path / "case")
    case.load([file])
    return case


def ror(folder: Path, *names: str) -> Path:
    record = {
        **RECORDS[0],
        "names": [{"value": name, "types": ["label"], "lang": None} for name in names],
    }
    file = folder / "v1.66-2025-05-20-ror-data.json"
    file.write_text(json.dumps([record]), encoding="utf-8")
    return file


def count(case: Case, *names: str) -> int:
    listed = ", ".join(f"'{name}'" for name in names)
    (row,) = case.sql(
        f"SELECT count(DISTINCT uid) AS n FROM names WHERE text IN ({listed})"
    )
    return int(row["n"])


def test_an_installed_table_joins_names_of_one_body_and_says_its_version(
    bilingual: Case, tmp_path: Path
) -> None:
    both = ("Wuyi Institute of Optics", "深圳大学")
    assert count(bilingual, *both) == 2
    row = bilingual.add_dictionary("ror", ror(tmp_path, *both))
    assert (row["version"], row["date"], row["licence"], row["entries"]) == (
        "v1.66-2025-05-20",
        "2025-05-20",
        "CC0 1.0",
        1,
    )
    assert count(bilingual, *both) == 1
    assert [one["name"] for one in bilingual.dictionaries()] == ["ror"]
    bilingual.remove_dictionary("ror")
    assert count(bilingual, *both) == 2
    with pytest.raises(CaseError, match="has no dictionary ror"):
        bilingual.remove_dictionary("ror")


def test_names_that_many_bodies_have_join_nobody_by_a_dictionary(
    bilingual: Case, tmp_path: Path
) -> None:
    from graphkit.case import dictionaries
    from graphkit.case.folder import Folder

    names = ("Ministry of Health", "卫生部", "SZU", "Wuyi Institute of Optics")
    bilingual.add_dictionary("ror", ror(tmp_path, *names))
    assert dictionaries.groups(Folder(bilingual.folder)) == ()


def test_a_register_suggests_in_the_right_country_and_joins_nothing(
    bilingual: Case, tmp_path: Path
) -> None:
    before = bilingual.status()["digest"]
    file = zipped(tmp_path, "BasicCompanyData-2024-05-01", COMPANIES)
    row = bilingual.add_dictionary("companies-house", file)
    assert (row["date"], row["entries"], row["countries"]) == ("2024-05-01", 1, 1)
    assert row["age_days"] > 0
    assert bilingual.status()["digest"] == before
    assert [
        (one["organization"], one["identifier"], one["country"], one["several"])
        for one in bilingual.suggestions()
    ] == [("GE Healthcare Limited", "GB-COH:01002610", "GB", 1)]


def test_what_is_no_release_is_refused(bilingual: Case, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text("{", encoding="utf-8")
    with pytest.raises(SourceError, match="no release of the Research Organization"):
        bilingual.add_dictionary("ror", file)
    with pytest.raises(SourceError, match="there is no such file"):
        bilingual.add_dictionary("gleif", tmp_path / "none.csv")
    assert list(bilingual.dictionaries()) == []

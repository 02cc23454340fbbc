import json
import zipfile
from pathlib import Path

import pytest

from graphkit.errors import CatalogueError, SourceError
from graphkit.resolve import compare
from graphkit.resolve.names import Entry, dictionary
from graphkit.resolve.names.affiliations import affiliated
from graphkit.resolve.names.dictionaries import (
    TABLE,
    Installed,
    install,
    installed,
    of_groups,
    suggestions,
)

RECORDS = [
    {
        "id": "https://ror.org/01vy4gh70",
        "names": [
            {
                "value": "Shenzhen University",
                "lang": "en",
                "types": ["ror_display", "label"],
            },
            {"value": "深圳大学", "lang": "zh", "types": ["label"]},
            {"value": "SZU", "lang": None, "types": ["acronym"]},
        ],
        "types": ["education", "funder"],
        "status": "active",
        "locations": [{"geonames_details": {"country_code": "CN", "name": "Shenzhen"}}],
        "relationships": [],
    },
    {
        "id": "https://ror.org/05c74bq69",
        "names": [{"value": "South China Hospital", "types": ["ror_display", "label"]}],
        "types": ["healthcare"],
        "status": "active",
        "relationships": [{"type": "parent", "id": "https://ror.org/01vy4gh70"}],
    },
    {"id": "https://ror.org/000000000", "status": "withdrawn", "names": []},
]
FIRST_SCHEMA = [
    {
        "id": "https://ror.org/01vy4gh70",
        "name": "Shenzhen University",
        "aliases": [],
        "labels": [{"label": "深圳大学", "iso639": "zh"}],
        "acronyms": ["SZU"],
        "types": ["Education"],
        "status": "active",
        "country": {"country_code": "CN"},
        "addresses": [{"city": "Shenzhen"}],
        "relationships": [],
    }
]
SHENZHEN = Entry(
    "ror:01vy4gh70",
    ("Shenzhen University", "深圳大学"),
    "ROR",
    "university",
    "CN",
    "Shenzhen",
    weak=("SZU",),
)


def release(folder: Path) -> Path:
    place = folder / "v1.66-2025-05-20-ror-data.zip"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("v1.66-ror-data.json", json.dumps(FIRST_SCHEMA))
        archive.writestr("v1.66-ror-data_schema_v2.json", json.dumps(RECORDS))
    return place


def test_a_release_is_installed_with_its_version(tmp_path: Path) -> None:
    said = install(release(tmp_path), tmp_path / "catalogue")
    edition = "v1.66-2025-05-20"
    assert said == Installed("ROR", edition, "CC0 1.0", 2, "2025-05-20")
    assert installed(tmp_path / "catalogue") == (
        said,
        [
            SHENZHEN,
            Entry(
                "ror:05c74bq69",
                ("South China Hospital",),
                "ROR",
                "hospital",
                parents=("ror:01vy4gh70",),
            ),
        ],
    )


def test_the_first_schema_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "ror.json"
    file.write_text(json.dumps(FIRST_SCHEMA), encoding="utf-8")
    install(file, tmp_path, version="v1.1")
    assert installed(tmp_path) == (Installed("ROR", "v1.1", "CC0 1.0", 1), [SHENZHEN])


def test_installing_twice_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        install(release(tmp_path), tmp_path / name)
    assert (tmp_path / "a" / TABLE).read_bytes() == (
        tmp_path / "b" / TABLE
    ).read_bytes()


def test_what_is_no_release_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "release.json"
    file.write_text("<html>", encoding="utf-8")
    with pytest.raises(SourceError, match=r"release\.json: no release of the Research"):
        install(file, tmp_path)
    (tmp_path / TABLE).write_bytes(b"no table")
    with pytest.raises(CatalogueError, match="cannot be read"):
        installed(tmp_path)
    assert installed(tmp_path / "none") is None


def test_names_of_one_entry_are_one_body_and_of_two_are_two(tmp_path: Path) -> None:
    install(release(tmp_path), tmp_path)
    _, entries = installed(tmp_path) or (None, [])
    known = dictionary(entries)
    assert compare("深圳大学", "Shenzhen University", known).verdict == "same"
    assert compare("SZU", "深圳大学", known).verdict == "unsure"
    told = compare("Shenzhen University", "South China Hospital", known)
    assert (told.verdict, told.part) == ("part_of", "South China Hospital")
    assert known.kind("South China Hospital") == "hospital"


def test_a_name_of_two_bodies_decides_nothing() -> None:
    known = dictionary(
        [
            Entry("ror:1", ("Northern University", "NU"), "ROR"),
            Entry("ror:2", ("Northern University",), "ROR"),
        ]
    )
    assert compare("Northern University", "NU", known).verdict == "unsure"


def test_aliases_of_a_screening_list_only_suggest() -> None:
    known = dictionary(suggestions([("Kunlun Bank", "昆仑银行")], "OFAC"))
    assert compare("昆仑银行", "Kunlun Bank", known).verdict == "unsure"


def test_groups_that_share_a_name_are_one_body() -> None:
    groups = [("A Corp", "甲公司"), ("乙公司", "B Corp"), ("甲公司", "A Corporation")]
    assert [entry.names for entry in of_groups(groups, "own")] == [
        ("乙公司", "B Corp"),
        ("A Corp", "甲公司", "A Corporation"),
    ]


@pytest.mark.parametrize(
    ("affiliation", "uid"),
    [
        ("School of Law, Shenzhen University, Shenzhen, China", "ror:01vy4gh70"),
        ("深圳大学", "ror:01vy4gh70"),
        ("South China Hospital, Shenzhen University", "ror:01vy4gh70"),
        ("Shenzhen University Hospital", None),
        ("Acme Ltd", None),
        ("", None),
    ],
)
def test_an_affiliation_names_one_body_or_nothing_is_said(
    affiliation: str, uid: str | None, tmp_path: Path
) -> None:
    install(release(tmp_path), tmp_path)
    _, entries = installed(tmp_path) or (None, [])
    found = affiliated(affiliation, dictionary(entries))
    assert (found and found.uid) == uid

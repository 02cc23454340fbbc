"""Packages, lists and records of OCDS releases."""

import json
from pathlib import Path
from typing import Any

from graphkit.case.opened import rows
from tests.ocds.told import release
from tests.said import quarantined, readings, shared, statements

# --- packages, records, versions ---


def write(folder: Path, value: Any, name: str = "file.json") -> Path:
    file = folder / name
    file.write_text(json.dumps(value), encoding="utf-8")
    return file


def locators(folder: Path, value: Any) -> list[str]:
    return [one["locator"] for one in statements(folder, write(folder, value))]


def test_a_package_a_list_and_a_record_hold_releases(tmp_path: Path) -> None:
    one = release(buyer={"name": "A"})
    assert locators(tmp_path, one) == ["/buyer/name"]
    assert locators(tmp_path, [one, one]) == ["/0/buyer/name", "/1/buyer/name"]
    assert locators(tmp_path, {"releases": [one]}) == ["/releases/0/buyer/name"]
    record = {"ocid": "ocds-213czf-1", "releases": [one], "compiledRelease": one}
    assert locators(tmp_path, {"records": [record]}) == [
        "/records/0/releases/0/buyer/name",
        "/records/0/compiledRelease/buyer/name",
    ]


def test_what_a_record_only_links_to_is_not_missed(tmp_path: Path) -> None:
    link = {"date": "2024-01-01", "tag": ["award"], "url": "https://example.org/1"}
    record = {
        "ocid": "ocds-213czf-1",
        "releases": [link],
        "compiledRelease": release(buyer={"name": "A"}),
    }
    file = write(tmp_path, {"records": [record]})
    assert quarantined(tmp_path, file) == []
    del record["compiledRelease"]
    file = write(tmp_path, {"records": [record]})
    assert quarantined(tmp_path, file) == [
        (
            "file.json",
            "",
            "its records only link to releases that are published elsewhere",
        )
    ]


def test_a_versioned_release_is_read_in_its_last_version(tmp_path: Path) -> None:
    def versions(*values: Any) -> list[dict[str, Any]]:
        return [{"releaseID": str(n), "value": v} for n, v in enumerate(values)]

    versioned = {
        "ocid": "ocds-213czf-1",
        "initiationType": versions("tender"),
        "buyer": {"name": versions("Old", "New")},
    }
    (one,) = statements(tmp_path, write(tmp_path, versioned))
    assert (one["quote"], one["locator"]) == ("New", "/buyer/name/1/value")


def test_releases_of_one_process_are_one_tender(tmp_path: Path) -> None:
    def tenders(*releases: dict[str, Any], publisher: str = "P") -> int:
        package = {"publisher": {"name": publisher}, "releases": releases}
        (found,), _ = readings(tmp_path, write(tmp_path, package))
        table = str(found.folder / "0000.records.parquet")
        return len(list(rows("SELECT DISTINCT tender FROM read_parquet(?)", [table])))

    buyer = {"name": "A"}
    assert tenders(release(buyer=buyer), release(buyer={"name": "B"})) == 1
    assert tenders(release(buyer=buyer), release(ocid="ocds-213czf-2")) == 2
    numbered = {"buyer": buyer, "tender": {"id": "SZU-2024-17"}}
    assert tenders(numbered, numbered) == 1
    assert tenders({"buyer": buyer, "tender": {"id": "无"}}, numbered) == 2


def test_the_fixtures_load_and_each_broken_file_is_named_once(tmp_path: Path) -> None:
    archive = shared("ocds_fixtures/files.tar.xz")
    found, refused = readings(tmp_path, archive)
    silent = [one.source.path for one in found if not one.records]
    assert sorted(silent) == sorted({q.path for q in refused} & set(silent))
    assert len(refused) == len({q.path for q in refused})
    half = {
        one.source.path.rpartition("/")[2]: one.records
        for one in found
        if one.records and one.problems
    }
    assert half == {
        "tenders_releases_2_releases_not_json.json": 2,
        "detect-format_mixed.json": 1,
    }

"""The load report says what was read and what was not; retry reads what was mended."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from graphkit.case import Case
from graphkit.case.ledger import Ledger
from graphkit.case.leftovers import SETTING
from graphkit.cli import main
from graphkit.viz import loaded_page
from tests.releases import release, write_releases
from tests.said import readings

MAP = '[columns]\nbuyer = "Buyer"\nnumber = "No"\n'


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A package, a table without a map, and a file that was cut off."""
    given = tmp_path / "records"
    given.mkdir()
    made = release("t1", buyer="Shenzhen University", supplier="Yunda", item="A100")
    made["tender"] |= {"documents": [{"id": "1"}], "title_fr": "Serveurs"}
    made["x_own"] = 1
    write_releases(given / "a.json", made)
    (given / "b.csv").write_text("No,Buyer,Site\nT-0001,Example College,North\n")
    (given / "c.json.gz").write_bytes(gzip.compress(b'{"ocid": "x"}')[:-9])
    return given


def report(case: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    capsys.readouterr()
    status = main(["loaded", "--json", "--case", str(case)])
    return status, json.loads(capsys.readouterr().out)


def load(given: Path, case: Path) -> int:
    return main(["load", str(given), "--case", str(case)])


def test_the_report_says_of_each_loader_what_was_read_and_what_was_left(
    records: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case"
    assert load(records, case) == 3
    status, found = report(case, capsys)
    assert status == 3
    assert found["loaders"] == [
        {
            "loader": "ocds",
            "files": 1,
            "records": 1,
            "tenders": 1,
            "statements": 8,
            "looked": 1,
            "unread": [["tender/documents/id", 1], ["x_own", 1]],
            "quarantined": 0,
        },
        {
            "loader": "none",
            "files": 1,
            "records": 0,
            "tenders": 0,
            "statements": 0,
            "looked": 0,
            "unread": [],
            "quarantined": 1,
        },
    ]
    assert [(one["path"], one["reason"]) for one in found["refused"]] == [
        ("records/c.json.gz", "the gz file ends early, as if it had been cut off")
    ]
    (table,) = (one for one in found["files"] if one["path"] == "records/b.csv")
    assert table["quarantined"][0]["reason"] == (
        "no column map fits this table, and its columns leave doubts: "
        "no column names suppliers for sure"
    )


def test_a_load_prints_the_files_it_read_as_json(
    records: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["load", str(records), "--case", str(tmp_path / "case"), "--json"])
    summary = json.loads(capsys.readouterr().out)
    assert [(one["path"], one["loader"]) for one in summary["files"]] == [
        ("records/a.json", "ocds"),
        ("records/b.csv", ""),
    ]


def test_retry_reads_what_was_mended_and_nothing_else(
    records: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case"
    load(records, case)
    assert main(["retry", "--case", str(case)]) == 3
    (records / "b.csv.map.toml").write_text(MAP, encoding="utf-8")
    whole = release("t2", buyer="Other College", supplier="Yunda", item="H100")
    (records / "c.json.gz").write_bytes(gzip.compress(json.dumps(whole).encode()))
    capsys.readouterr()
    assert main(["retry", "--json", "--case", str(case)]) == 0
    retried = json.loads(capsys.readouterr().out)
    assert sorted(one["path"] for one in retried["read"]) == [
        "records/b.csv",
        "records/c.json.gz",
    ]
    assert (retried["records"], retried["quarantined"]) == (2, [])
    status, found = report(case, capsys)
    assert (status, found["refused"]) == (0, [])
    with Case.open(case) as opened:
        buyers = {row["name"] for row in opened.sql("SELECT name FROM Organization")}
    assert buyers == {
        "Shenzhen University",
        "Yunda",
        "Other College",
        "Example College",
    }


def test_a_map_of_the_case_mends_a_kept_table_even_where_its_file_is_gone(
    records: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case"
    load(records / "b.csv", case)
    (records / "b.csv").unlink()
    (case / "maps/mine.toml").write_text(MAP, encoding="utf-8")
    assert main(["retry", "--case", str(case)]) == 0
    said = capsys.readouterr().err
    assert "b.csv: it is not where it was loaded from any more" in said
    assert "read now: 1 of what was not; new: 1 records" in said


def test_a_readable_copy_under_the_same_path_takes_the_place_of_an_unreadable_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, case = tmp_path / "a.json", tmp_path / "case"
    file.write_text('{"no": "release"}', encoding="utf-8")
    assert load(file, case) == 3
    write_releases(file, release("t1", buyer="Example College"))
    assert main(["retry", "--case", str(case)]) == 0
    status, found = report(case, capsys)
    assert (status, [len(one["quarantined"]) for one in found["files"]]) == (0, [0, 0])


def test_where_files_lay_is_forgotten_with_the_last_problem_and_never_packed(
    records: Path, tmp_path: Path
) -> None:
    case = tmp_path / "case"
    load(records, case)
    with Ledger.open(case) as ledger:
        assert records.as_posix() in ledger.setting(SETTING)
    assert main(["pack", str(tmp_path / "p.zip"), "--case", str(case)]) == 0
    assert tmp_path.as_posix().encode() not in (tmp_path / "p.zip").read_bytes()
    for name in ("b.csv", "c.json.gz"):
        (records / name).unlink()
    assert load(records, case) == 0
    with Ledger.open(case) as ledger:
        assert ledger.setting(SETTING) == "[]"


def test_a_table_names_its_columns_without_a_role(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("No,Buyer,Site,Empty\nT-1,A,North,\nT-2,B,South,\n")
    (tmp_path / "t.csv.map.toml").write_text(MAP, encoding="utf-8")
    maps = tmp_path / "maps"
    maps.mkdir()
    (maps / "m.toml").write_text(MAP, encoding="utf-8")
    (found,), _ = readings(tmp_path, file, maps=maps)
    assert (found.looked, found.unread) == (2, (("Site", 2),))


def test_a_notice_names_labels_that_are_not_known(tmp_path: Path) -> None:
    text = (
        "中标公告\n项目编号：SZ2024-001\n采购人：深圳大学\n"
        "吉祥物名称：小云\n供应商名称：云达科技有限公司\n"
    )
    (tmp_path / "n.txt").write_text(text, encoding="utf-8")
    (found,), _ = readings(tmp_path, tmp_path / "n.txt")
    assert (found.looked, found.unread) == (1, (("吉祥物名称", 1),))


def test_the_page_is_safe_and_says_why_and_what_to_do() -> None:
    hostile = "<script>alert(1)</script>\u202e"
    item = {"path": hostile, "locator": "row:1", "reason": "why", "hint": "do this"}
    counts = {"records": 1, "tenders": 1, "statements": 2, "looked": 1}
    one = {"loader": "ocds", **counts, "unread": [[hostile, 1]]}
    found = {
        "files": [{"path": "a", "source": "0", **one, "quarantined": [item]}],
        "loaders": [{**one, "files": 1, "quarantined": 1}],
        "refused": [],
    }
    text = loaded_page.render(found)
    tree = html.fromstring(text)
    assert tree.xpath("//script | //@onerror | //@href | //@src") == []
    (row,) = tree.xpath("//section[1]//tbody/tr")
    assert [" ".join(cell.text_content().split()) for cell in row] == [
        "<script>alert(1)</script>⟨U+202E⟩ row:1",
        "why",
        "do this",
    ]
    assert loaded_page.render(found) == text


def test_an_empty_case_has_an_empty_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Case.create(tmp_path / "case"):
        pass
    nothing = {"files": [], "loaders": [], "refused": []}
    assert report(tmp_path / "case", capsys) == (1, nothing)

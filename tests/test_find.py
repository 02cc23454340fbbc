"""Words are found in names, identifiers and records, however they are written."""

import json
from pathlib import Path
from typing import Any

import pytest

from graphkit import tables
from graphkit.search.find import find
from tests.graphs import Rows, names_table, write_rows

NOTICE = "深圳大學採購Ａ１００ GPU服務器租用項目"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = Rows()
    rows.notice("t1", buyer="szu", supplier="yunda", seeks="chip:a100")
    rows.node("tender:t1", name="云服务器租用", number="SZU-2024/001")
    rows.node("org:szu", name="深圳大学")
    rows.node("org:yunda", name="Yunda", identifiers=["CN-USCC:91440300MA5D"])
    rows.node("chip:a100", name="A100", name_zh="英伟达 A100")
    rows.node("doc:d1", name="notice 1", path="notices/1.html", source="aa")
    folder = rows.write(tmp_path / "derived" / "r1" / "tables")
    names_table(folder, (("深圳大学", "org:szu"), ("深圳大學", "org:szu")))
    read = folder.parent.parent / "read" / "k1"
    statements = [statement(1, NOTICE), statement(2, "预算：20万元 [a.b]")]
    connection = tables.connect()
    write_rows(
        connection,
        statements,
        tables.STATEMENT_COLUMNS,
        "n",
        read / "0000-0000.statements.parquet",
    )
    record = {
        "document": "doc:d1",
        "source": "aa",
        "title": "GPU服务器",
        "locator": "t",
    }
    write_rows(
        connection,
        [record],
        tables.RECORD_COLUMNS,
        "document",
        read / "0000-0000.records.parquet",
    )
    connection.close()
    (folder / "parts.json").write_text(json.dumps(["k1"]), encoding="utf-8")
    return folder


def statement(number: int, quote: str) -> dict[str, Any]:
    said = {"document": "doc:d1", "source": "aa", "locator": "text", "quote": quote}
    return {"key": f"s{number}", "n": number, **said}


def test_an_organisation_is_found_by_a_part_of_any_spelling(folder: Path) -> None:
    assert find(folder, "深圳")[0] == {
        "kind": "name",
        "label": "Organization",
        "uid": "org:szu",
        "name": "深圳大学",
        "count": 2,
        "text": "深圳大学",
        "path": "",
        "source": "",
        "locator": "",
    }


@pytest.mark.parametrize("text", ["服务器租用", "服務器租用", "服 务 器"])
def test_records_are_found_in_any_script(folder: Path, text: str) -> None:
    found = [row for row in find(folder, text) if row["kind"] == "record"]
    assert found == ([record(1, NOTICE)] if " " not in text else [])


@pytest.mark.parametrize("text", ["gpu服务器", "ＧＰＵ服務器"])
def test_records_are_found_in_any_width(folder: Path, text: str) -> None:
    found = [row for row in find(folder, text) if row["kind"] == "record"]
    assert found == [record(2, "GPU服务器", locator="t")]


def record(count: int, text: str, *, locator: str = "text") -> dict[str, Any]:
    return {
        "kind": "record",
        "label": "Document",
        "uid": "doc:d1",
        "name": "notice 1",
        "count": count,
        "text": text,
        "path": "notices/1.html",
        "source": "aa",
        "locator": locator,
    }


def test_what_is_found_is_shown_as_it_stands(folder: Path) -> None:
    (row,) = (row for row in find(folder, "a100 gpu") if row["kind"] == "record")
    assert (row["text"], row["count"]) == (NOTICE, 1)


def test_a_place_in_a_long_text_is_shown_with_words_around_it(folder: Path) -> None:
    (row,) = (row for row in find(folder, "[a.b]") if row["kind"] == "record")
    assert row["text"] == "预算：20万元 [a.b]"


def test_identifiers_and_numbers_are_found(folder: Path) -> None:
    (body,) = find(folder, "91440300ma5d")
    assert (body["kind"], body["uid"]) == ("identifier", "org:yunda")
    (tender,) = find(folder, "szu-2024")
    assert (tender["kind"], tender["uid"]) == ("identifier", "tender:t1")


def test_the_catalogues_own_names_are_found(folder: Path) -> None:
    assert ("name", "chip:a100", "英伟达 A100") in [
        (row["kind"], row["uid"], row["text"]) for row in find(folder, "英伟达")
    ]


@pytest.mark.parametrize("text", ["", "  ", ".*", "((", "无此内容", "' OR 1=1 --"])
def test_nothing_is_found_for_what_nothing_holds(folder: Path, text: str) -> None:
    assert find(folder, text) == ()


def test_no_more_rows_than_asked_for(folder: Path) -> None:
    assert len(find(folder, "服务器", limit=1)) == 1


def test_tables_without_readings_are_searched_by_names(tmp_path: Path) -> None:
    rows = Rows()
    rows.notice("t1", buyer="szu")
    rows.node("tender:t1", name="GPU cloud", number="N-1")
    folder = rows.write(tmp_path / "tables")
    assert [row["uid"] for row in find(folder, "gpu")] == ["tender:t1"]

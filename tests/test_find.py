"""Words are found in names, identifiers and records, however they are written."""

import json
from pathlib import Path
from typing import Any

import pytest

from graphkit import tables
from graphkit.search import spelling, texts
from graphkit.search.find import find
from graphkit.source import Source
from tests.graphs import Rows, names_table, write_rows

NOTICE = "深圳大學採購Ａ１００ GPU服務器租用項目"
RELEASES = [
    {
        "ocid": "r1",
        "title": "GPU服务器 GPU",
        "n": 12.50,
        "lots": ["预算：20万元 [a.b]"],
    },
    {"title": "Chairs/Tables", "buyer": {"name": "第三人民医院"}},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The tables of a case with a notice, whose text was kept, and two releases."""
    rows = Rows()
    rows.notice("t1", buyer="szu", supplier="yunda", seeks="chip:a100")
    rows.node("tender:t1", name="云服务器租用", number="SZU-2024/001")
    rows.node("org:szu", name="深圳大学")
    rows.node("org:yunda", name="Yunda", identifiers=["CN-USCC:91440300MA5D"])
    rows.node("chip:a100", name="A100", name_zh="英伟达 A100")
    rows.node("doc:d1", name="notice 1", path="notices/1.html", source="aa")
    rows.node("doc:r1", name="release 1", path="releases.jsonl", source="bb")
    folder = rows.write(tmp_path / "derived" / "r1" / "tables")
    names_table(folder, (("深圳大学", "org:szu"), ("深圳大學", "org:szu")))
    notice = {"document": "doc:d1", "source": "aa", "locator": "text", "text": NOTICE}
    releases = []
    with (tmp_path / "releases.jsonl").open("wb") as file:
        for number, release in enumerate(RELEASES, 1):
            line = json.dumps(release, ensure_ascii=number == 1).encode()
            place = {"offset": file.tell(), "length": len(line)}
            about = {"source": "bb", "locator": f"line:{number}"}
            releases.append({"document": f"doc:r{number}", **about, **place})
            file.write(line + b"\n")
    reads = [folder.parents[1] / "read" / name for name in ("aa", "bb")]
    for read, records in zip(reads, ([notice], releases), strict=True):
        write_records(read, records)
    (folder.parent / "index").mkdir()
    texts.gather(reads, folder.parent / "index", tmp_path)
    return folder


def write_records(read: Path, records: list[dict[str, Any]]) -> None:
    columns = {**tables.RECORD_COLUMNS, **tables.TEXT_COLUMN}
    with tables.connect() as connection:
        file = read / "0000-0000.records.parquet"
        write_rows(connection, records, columns, "document", file)


def found(folder: Path, text: str, limit: int = 50) -> list[dict[str, Any]]:
    """Return the records that hold a text, those of the kept releases among them."""
    file = folder.parents[2] / "releases.jsonl"
    read = folder.parents[1] / "read" / "bb"
    sources = [texts.Searched(Source("bb", "releases.jsonl", file), "json", read)]
    rows = find(folder, text, limit, sources)
    return [row for row in rows if row["kind"] == "record"]


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


@pytest.mark.parametrize("text", ["服务器租用", "服務器租用", "租用", "a100 gpu"])
def test_texts_are_found_in_any_script_width_and_case(folder: Path, text: str) -> None:
    assert found(folder, text) == [record("d1", 1, NOTICE)]


@pytest.mark.parametrize("text", ["gpu服务器", "ＧＰＵ服務器"])
def test_records_are_found_in_kept_texts_and_in_the_bytes_of_sources(
    folder: Path, text: str
) -> None:
    assert found(folder, text) == [
        record("d1", 1, NOTICE),
        record("r1", 1, "GPU服务器 GPU", "line:1/title"),
    ]


@pytest.mark.parametrize(
    ("text", "uid", "count", "shown", "locator"),
    [
        ("gpu", "r1", 2, "GPU服务器 GPU", "line:1/title"),
        ("20万元", "r1", 1, "预算：20万元 [a.b]", "line:1/lots/0"),
        ("[a.b]", "r1", 1, "预算：20万元 [a.b]", "line:1/lots/0"),
        ("12.5", "r1", 1, "12.5", "line:1/n"),
        ("chairs/tables", "r2", 1, "Chairs/Tables", "line:2/title"),
        ("人民医院", "r2", 1, "第三人民医院", "line:2/buyer/name"),
    ],
)
def test_a_record_says_how_often_and_where_it_holds_a_text(
    folder: Path, text: str, uid: str, count: int, shown: str, locator: str
) -> None:
    assert found(folder, text)[0] == record(uid, count, shown, locator)


def test_the_names_of_json_members_are_no_text(folder: Path) -> None:
    assert found(folder, "title") == []


def record(uid: str, count: int, text: str, locator: str = "text") -> dict[str, Any]:
    about = {
        "d1": ("notice 1", "notices/1.html", "aa"),
        "r1": ("release 1", "releases.jsonl", "bb"),
        "r2": ("doc:r2", "", "bb"),
    }
    name, path, source = about[uid]
    return {
        "kind": "record",
        "label": "Document",
        "uid": f"doc:{uid}",
        "name": name,
        "count": count,
        "text": text,
        "path": path,
        "source": source,
        "locator": locator,
    }


def test_a_place_in_a_long_text_is_shown_with_words_around_it(tmp_path: Path) -> None:
    read = tmp_path / "k"
    rows = [{"document": "d", "source": "s", "text": "前" * 90 + "智算" + "后" * 90}]
    write_records(read, rows)
    texts.gather([read], tmp_path, tmp_path)
    with tables.connect() as connection:
        file = tmp_path / texts.FILE
        (hit,) = texts.kept(connection, file, spelling.wanted("智算"), 5)
    assert hit.text == "..." + "前" * 40 + "智算" + "后" * 40 + "..."


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

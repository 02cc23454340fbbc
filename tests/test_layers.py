"""The words at a place are read again from the bytes alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphkit.case import opened
from graphkit.errors import SourceError
from graphkit.layers import record_text
from graphkit.reading import Reading
from graphkit.reading.discovery import loaders
from graphkit.source import Source
from tests.said import readings, shared


def source(folder: Path, content: bytes, name: str = "a.json") -> Source:
    (folder / name).write_bytes(content)
    return Source("0" * 64, name, folder / name)


def rows(found: Reading, kind: str) -> list[dict[str, Any]]:
    files = str(found.folder / f"*.{kind}.parquet")
    return list(opened.rows("SELECT * FROM read_parquet(?)", [files]))


def places(row: dict[str, Any]) -> Iterator[tuple[str, int, int, str]]:
    """Yield every place a statement quotes: (locator, start, end, words)."""
    yield row["locator"], row["start"], row["end"], row["quote"]
    for side, words in (
        ("s", "s_text"),
        ("o", "o_text"),
        ("amount", "amount_said"),
        ("tax", "tax_said"),
        ("date", "date_said"),
    ):
        if row[words] is not None:
            locator = row[f"{side}_locator"] or row["locator"]
            yield locator, row[f"{side}_start"], row[f"{side}_end"], row[words]


def differing(found: Reading) -> list[tuple[str, str, str]]:
    """Return the quotes that are not what the bytes say."""
    layer = next(one.LAYER for one in loaders() if found.loader == one.NAME)
    records = {row["document"]: row for row in rows(found, "records")}
    wrong = []
    for row in rows(found, "statements"):
        record = records[row["document"]]
        text = record_text(
            found.source, layer, record["locator"], record["offset"], record["length"]
        )
        for locator, start, end, words in places(row):
            if (there := text.text_at(locator)[start:end]) != words:
                wrong.append((locator, words, there))
    return wrong


@pytest.mark.parametrize(
    "name",
    [
        "ocds_publishers",
        "ocds_uk_contracts_finder_2025",
        "ocds_fixtures/files.tar.xz",
        "ocds_fixtures/standard_docs_examples.tar.xz",
    ],
)
def test_every_quote_of_real_records_is_what_the_bytes_say(
    name: str, tmp_path: Path
) -> None:
    found, _ = readings(tmp_path, shared(name))
    assert sum(one.statements for one in found) > 100
    wrong = [one for reading in found if reading.records for one in differing(reading)]
    assert wrong == []


def test_a_locator_is_followed_through_objects_and_lists(tmp_path: Path) -> None:
    content = b'xx{"a/b": [{"~": "w\\u00fcrde"}, 100.00, 7]}yy'
    found = source(tmp_path, content)
    text = record_text(found, "json", "line:3", 2, len(content) - 4)
    assert text.text_at("line:3/a~1b/0/~0") == "würde"
    assert text.text_at("line:3/a~1b/1") == "100.00"
    assert text.text_at("line:3/a~1b/2") == "7"


@pytest.mark.parametrize(
    ("locator", "problem"),
    [
        ("line:3/c", "there is no 'c'"),
        ("line:3/a/9", "there is no '9'"),
        ("line:3/a", "neither text nor a number stands there"),
        ("line:3/b", "neither text nor a number stands there"),
        ("line:30/a", "it lies outside the record line:3"),
        ("line:4/a", "it lies outside the record line:3"),
    ],
)
def test_a_place_with_no_words_is_an_error(
    tmp_path: Path, locator: str, problem: str
) -> None:
    content = b'{"a": [1], "b": true}'
    text = record_text(source(tmp_path, content), "json", "line:3", 0, len(content))
    with pytest.raises(SourceError) as caught:
        text.text_at(locator)
    assert (caught.value.locator, caught.value.problem) == (locator, problem)


def test_bytes_that_changed_are_an_error(tmp_path: Path) -> None:
    found = source(tmp_path, b'{"a": 1}')
    for offset, length, layer, problem in (
        (0, 99, "json", "the source ends before the record"),
        (1, 5, "json", "the record is no JSON any more"),
        (0, 8, "video", "there is no text layer 'video'"),
    ):
        with pytest.raises(SourceError, match=problem):
            record_text(found, layer, "", offset, length)
    found.file.unlink()
    with pytest.raises(SourceError, match="the source could not be read"):
        record_text(found, "json", "", 0, 8)


def test_a_row_is_read_by_the_names_of_its_columns(tmp_path: Path) -> None:
    content = b'Name,"A/B",Name\n1,"x\ny",2\n'
    found = source(tmp_path, content, "a.csv")
    text = record_text(found, "table", "row:1", 16, 10)
    assert text.text_at("row:1/Name") == "1"
    assert text.text_at("row:1/A~1B") == "x\ny"
    assert text.text_at("row:1/Name (2)") == "2"

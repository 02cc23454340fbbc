"""JSON in UTF-16 and GB18030 is read like any other, and verified."""

import io
import json
from pathlib import Path

import pytest

from graphkit.case import Case
from graphkit.reading.json_encodings import json_encoding
from tests.releases import release, write_releases
from tests.said import of_type, statements


def text(folder: Path) -> str:
    made = release(
        "t1",
        buyer="深圳示例大学",
        supplier="云衡示例科技有限公司",
        item="A100 云服务器",
    )
    content = write_releases(folder / "plain.json", made).read_text(encoding="utf-8")
    return json.dumps(json.loads(content), ensure_ascii=False)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_json_that_is_not_utf8_is_read(tmp_path: Path, encoding: str) -> None:
    plain = statements(tmp_path, write(tmp_path, text(tmp_path), "utf-8"))
    other = statements(tmp_path, write(tmp_path, text(tmp_path), encoding))
    assert of_type(other, "ISSUED")[0]["subject"]["text"] == "深圳示例大学"
    assert [one["quote"] for one in other] == [one["quote"] for one in plain]


def test_a_case_verifies_json_that_is_not_utf8(tmp_path: Path) -> None:
    with Case.create(tmp_path / "case") as case:
        case.load([write(tmp_path, text(tmp_path), "gb18030")])
        verified = case.verify()
    assert verified.checked > 3
    assert verified.differing == ()


def test_latin_letters_in_another_encoding_are_left_to_the_loader() -> None:
    content = '{"name": "Peña, Müller y Cía"}'.encode("cp1252")
    assert json_encoding(io.BytesIO(content)) == ""


def test_one_broken_line_among_good_ones_turns_nothing(tmp_path: Path) -> None:
    line = text(tmp_path)
    file = tmp_path / "lines.jsonl"
    broken = '{"名称": "示例大学"}'.encode("gb18030")
    file.write_bytes(b"\n".join([line.encode(), broken, line.encode()]))
    assert len(of_type(statements(tmp_path, file), "ISSUED")) == 2


def write(folder: Path, content: str, encoding: str) -> Path:
    file = folder / f"{encoding}.json"
    file.write_bytes(content.encode(encoding))
    return file

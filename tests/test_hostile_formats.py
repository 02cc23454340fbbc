"""Workbooks, charts, captures and documents with bytes changed: read, or named.

Each format that `test_hostile_records` does not have: what is packed, drawn or saved.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import saved
from tests.said import readings
from tests.table.test_workbooks import ods, parquet, xlsx
from tests.table.unseen import UNSEEN
from tests.test_charts import CHARTS, chart
from tests.test_hostile_bytes import edited, edits
from tests.test_hostile_records import few

TABLES = ("tw_big5.csv", "jp_sjis.csv", "ru_gorod.csv", "cn_tsv.tsv", "footnotes.csv")


@cache
def files() -> Mapping[str, bytes]:
    """Return one whole file for each format."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for write, file in ((xlsx, "a.xlsx"), (ods, "a.ods"), (parquet, "a.parquet")):
            write(folder / file)
        saved.docx(folder / "a.docx", *saved.text().split("\n"))
        made = {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
        for one in CHARTS:
            made[f"chart{one[1:]}"] = chart(folder, one).read_bytes()
    made["a.mhtml"] = saved.mhtml(saved.part(saved.page().encode()))
    made["a.warc.gz"] = saved.warc(
        {saved.ADDRESS: ("text/html", saved.page().encode())}
    )
    rows = [{"supplier": "Acme", "amount": 5, "date": "2024-03-05"}] * 3
    made["rows.json"] = json.dumps({"data": rows}).encode()
    for one in TABLES:
        made[one] = UNSEEN[one].text.encode(UNSEEN[one].encoding)
    return made


@pytest.mark.parametrize("name", sorted(files()))
def test_the_whole_file_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(files()[name])
    found, refused = readings(tmp_path, tmp_path / name)
    assert sum(one.records for one in found) > 0
    assert not any("stumbled" in one.reason for one in refused)


@few
@given(name=st.sampled_from(sorted(files())), changes=edits)
def test_a_file_with_changed_bytes_is_read_or_named(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    changes: list[tuple[int, int, bytes]],
) -> None:
    folder = tmp_path_factory.mktemp("changed")
    (folder / name).write_bytes(edited(files()[name], changes))
    found, refused = readings(folder, folder / name)
    assert any(one.records for one in found) or refused
    reasons = [one.reason for one in refused]
    assert not [one for one in reasons if "stumbled" in one or "stopped" in one]

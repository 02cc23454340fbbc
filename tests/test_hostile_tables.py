"""Tables that fight back: each gives one clear sentence, and the good rows are kept."""

import gzip
from pathlib import Path

import pytest

from tests.said import quarantined, readings, statements

MANY = 1_000_000


@pytest.mark.parametrize("name", ["wide.csv", "wide.txt"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_a_million_columns_are_one_sentence(
    tmp_path: Path, name: str, separator: str
) -> None:
    header = separator.join(f"c{number}" for number in range(MANY))
    row = separator.join("1" for _ in range(MANY))
    (tmp_path / name).write_text(f"{header}\n{row}\n", encoding="utf-8")
    _, (problem,) = readings(tmp_path, tmp_path / name)
    assert problem.reason.startswith("it has more than 1")
    assert problem.reason.endswith(
        "columns: no table of records has more than the 16,384 of a spreadsheet"
    )
    assert problem.hint.startswith("check what separates its cells")


def test_short_names_of_a_million_columns_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(",".join("a" * 20_000) + "\n1,2\n")
    (found,) = quarantined(tmp_path, tmp_path / "a.csv")
    assert found[2].startswith("its header has 20,000 columns, more than the 16,384")


def test_a_row_of_a_million_cells_is_named_and_the_others_are_read(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.csv"
    wide = ",".join("1" for _ in range(MANY))
    lines = ["Supplier,Amount,Date", "Acme,5,2024-03-05", wide, "Beta,6,2024-03-06"]
    file.write_text("\n".join(lines), encoding="utf-8")
    said = statements(tmp_path, file)
    names = [s["object"]["text"] for s in said if s["type"] == "AWARDED_TO"]
    assert names == ["Acme", "Beta"]
    (broken,) = quarantined(tmp_path, file)
    assert broken[1:] == ("row:2", "it has a line of more than a megabyte")


def test_a_gzip_in_a_gzip_is_what_is_inside(tmp_path: Path) -> None:
    text = b"Supplier,Amount (GBP),Date\nAcme,5,2024-03-05\n"
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(gzip.compress(text)))
    said = statements(tmp_path, tmp_path / "a.csv.gz")
    assert [s["object"]["text"] for s in said if s["object"]] == ["Acme"]


def test_words_in_single_bytes_do_not_slow_a_long_line_down(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    long = "x" * 900_000
    lines = ["Supplier,Amount,Date", f"{long},5,2024-03-05", "Café,6,2024-03-06"]
    file.write_bytes("\n".join(lines).encode("cp1252"))
    said = statements(tmp_path, file)
    assert "Café" in [s["object"]["text"] for s in said if s["object"]]

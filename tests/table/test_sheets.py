"""How tables are written, and the maps that fit them."""

from pathlib import Path

import pytest

from graphkit.errors import SourceError
from graphkit.loaders.table.cells import grid, rows, sheet
from graphkit.loaders.table.choosing import choose
from graphkit.loaders.table.maps import parse
from graphkit.source import Source

# --- how the table is written ---


def table(folder: Path, content: bytes) -> Source:
    (folder / "a.csv").write_bytes(content)
    return Source("0" * 64, "a.csv", folder / "a.csv")


@pytest.mark.parametrize(
    ("encoding", "mark", "text", "found"),
    [
        ("utf-8", b"", "名称,数量\n深圳大学,1\n", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "名称,数量\n深圳大学,1\n", "utf-8"),
        ("gb18030", b"", "名称,数量\n深圳大学,1\n", "gb18030"),
        ("cp1252", b"", "Désignation;Montant\nécole d’été;1\n", "cp1252"),
        ("utf-16-le", b"\xff\xfe", "名称\t数量\n深圳大学\t1\n", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "名称\t数量\r\n深圳大学\t1\r\n", "utf-16-be"),
        ("utf-16-le", b"", "Name\tAmount\nCouncil\t1\n", "utf-16-le"),
        ("utf-8", b"", "a|b\rc|d\r", "utf-8"),
    ],
)
def test_encoding_separator_and_line_end_are_found(
    tmp_path: Path, encoding: str, mark: bytes, text: str, found: str
) -> None:
    content = mark + text.encode(encoding)
    form = sheet(table(tmp_path, content))
    (row,) = rows(table(tmp_path, content))
    assert form.encoding == found
    lines = text.replace("\r", "\n").split("\n")
    separator = form.separator
    assert form.header == tuple(lines[0].split(separator))
    assert row.cells == tuple(next(filter(None, lines[1:])).split(separator))
    assert content[row.offset : row.offset + row.length].decode(encoding).strip() == (
        separator.join(row.cells)
    )


def test_titles_above_the_header_are_passed_over(tmp_path: Path) -> None:
    content = b"Payments 2024,,\n,,\nName,Amount,Date\nA,1,2\n"
    assert sheet(table(tmp_path, content)).header == ("Name", "Amount", "Date")


def test_columns_have_names_of_their_own(tmp_path: Path) -> None:
    content = b'A,A,,"B\nC"\n1,2,3,4\n'
    assert sheet(table(tmp_path, content)).header == ("A", "A (2)", "column 3", "B C")


def test_rows_that_are_empty_are_counted_and_passed_over(tmp_path: Path) -> None:
    content = b"a,b\n1,2\n\n,\n3,4\n"
    assert [(row.number, row.cells) for row in rows(table(tmp_path, content))] == [
        (1, ("1", "2")),
        (4, ("3", "4")),
    ]


def test_a_cell_may_span_lines_and_hold_quotes(tmp_path: Path) -> None:
    content = b'a,b\n"x, ""y""\n\nz",5" pipe\n1,2\n'
    found = [row.cells for row in rows(table(tmp_path, content))]
    assert found == [('x, "y"\n\nz', '5" pipe'), ("1", "2")]


def test_a_row_in_another_encoding_is_named(tmp_path: Path) -> None:
    good = "é,1\n".encode() * 300
    found = list(rows(table(tmp_path, b"a,b\n" + good + b"\xe9,2\n" + good)))
    (bad,) = (row for row in found if row.problem)
    assert (bad.number, bad.problem) == (301, "it is not utf-8 like the rest")
    assert len(found) == 601


def test_what_is_no_table_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no row has two cells"):
        sheet(table(tmp_path, b"one\ntwo\n"))


# --- maps ---


def test_a_table_without_a_map_says_what_to_do(tmp_path: Path) -> None:
    found = table(tmp_path, b"a,b\n1,2\n")
    with pytest.raises(SourceError) as caught:
        choose(grid(found), found, None)
    assert caught.value.problem == (
        "no column map fits this table, and its columns leave doubts: "
        "no column names suppliers for sure"
    )
    assert caught.value.hint.startswith("`graphkit map FILE` shows")
    assert caught.value.hint.endswith("the columns are: a, b")


def test_the_map_that_names_most_columns_is_taken(tmp_path: Path) -> None:
    found = table(tmp_path, b"a,b,c\n1,2,3\n")
    for name, text in (
        ("one.toml", '[columns]\nbuyer = "a"'),
        ("two.toml", '[columns]\nbuyer = "a"\nsupplier = "b"'),
        ("other.toml", '[columns]\nbuyer = "a"\nsupplier = "z"'),
        ("0" * 63 + "1.toml", '[columns]\nbuyer = "a"\nsupplier = "b"\ntitle = "c"'),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert (
        choose(grid(found), found, tmp_path) == '[columns]\nbuyer = "a"\nsupplier = "b"'
    )


def test_a_map_beside_a_table_must_fit_it(tmp_path: Path) -> None:
    found = table(tmp_path, b"a,b\n1,2\n")
    (tmp_path / f"{'0' * 64}.toml").write_text('[columns]\nbuyer = "z"', "utf-8")
    with pytest.raises(SourceError, match="names columns it does not have: z"):
        choose(grid(found), found, tmp_path)


def test_a_broken_map_is_told_of_where_none_fits(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("[columns", encoding="utf-8")
    found = table(tmp_path, b"a,b\n1,2\n")
    with pytest.raises(SourceError, match=r"maps/bad\.toml: it is not TOML"):
        choose(grid(found), found, tmp_path)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "[columns] is missing"),
        ("[colums]", "[colums] is not known"),
        ('[columns]\nbuyr = "a"', "[columns] knows no 'buyr'"),
        ("[columns]\nbuyer = [1]", "buyer in [columns] is neither text nor number"),
        ("columns = 5", "columns is no table"),
        (
            '[columns]\nbuyer = "a"\n[text]\n"b" = "x"',
            "b in [text] may be award, request, stage",
        ),
        (
            '[columns]\nbuyer = "a"\n[fixed]\ndate_order = "YDM"',
            "date_order in [fixed] may be DMY, MDY",
        ),
        (
            '[columns]\nbuyer = "a"\n[fixed]\namount_unit = 0',
            "amount_unit in [fixed] is '0'",
        ),
        (
            '[columns]\nbuyer = "a"\n[identifiers.owner]\nX = "a"',
            "[identifiers.owner] is none of agency",
        ),
    ],
)
def test_a_wrong_map_says_what_is_wrong(text: str, problem: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse(text, "maps/a.toml")
    assert caught.value.problem.startswith(problem)

import pytest

from graphkit.cli.printing import json_line, print_rows, visible


def test_control_characters_are_shown_and_never_sent() -> None:
    assert visible("\x1b[31mred\x07 \u202eevil") == "\\x1b[31mred\\x07 \\x202eevil"


def test_json_keeps_chinese_as_it_stands() -> None:
    assert json_line({"name": "深圳大学"}) == '{"name": "深圳大学"}'


def test_columns_align_under_wide_characters(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_rows(
        [{"name": "深圳大学", "n": 1}, {"name": "MIT", "n": 2}],
        ["name", "n"],
        as_json=False,
    )
    assert capsys.readouterr().out == "name      n\n深圳大学  1\nMIT       2\n"


def test_a_long_cell_is_cut_with_a_sign(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([{"name": "x" * 100}], ["name"], as_json=False)
    assert capsys.readouterr().out == "name\n" + "x" * 59 + "…\n"


def test_no_rows_print_the_columns_alone(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([], ["name", "grade"], as_json=False)
    assert capsys.readouterr().out == "name  grade\n"

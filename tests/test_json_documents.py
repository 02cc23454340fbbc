"""One document, several, or one a line: the whole are found, the broken named."""

import json
from pathlib import Path

import pytest

from graphkit import reading
from graphkit.loaders.json_documents import (
    Document,
    documents,
    elements,
    encoding_problem,
    is_lines,
    value_start,
)
from graphkit.source import Part, Source


def source(folder: Path, content: bytes) -> Source:
    file = folder / "file.json"
    file.write_bytes(content)
    return Source("0" * 64, "file.json", file)


def found(folder: Path, content: bytes) -> list[tuple[str, int, bytes] | str]:
    """Return each document's locator, offset and bytes, and each problem's reason."""
    whole = Part(source(folder, content), 0, len(content))
    return [
        (one.locator, one.offset, one.content[:])
        if isinstance(one, Document)
        else one.reason
        for one in documents(whole)
    ]


def test_a_document_alone_has_no_locator(tmp_path: Path) -> None:
    assert found(tmp_path, b'{"a": 1}\n') == [("", 0, b'{"a": 1}\n')]
    assert found(tmp_path, b'{\n"a": 1\n}') == [("", 0, b'{\n"a": 1\n}')]
    assert found(tmp_path, b"") == []


def test_a_document_a_line_is_found_by_its_line(tmp_path: Path) -> None:
    assert found(tmp_path, b'{"a": 1}\r\n\n{"b": 2}') == [
        ("line:1", 0, b'{"a": 1}'),
        ("line:3", 11, b'{"b": 2}'),
    ]


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    mark = b"\xef\xbb\xbf"
    assert found(tmp_path, mark + b"{}") == [("", 3, b"{}")]
    assert found(tmp_path, mark + b"{}\n[]")[0] == ("line:1", 3, b"{}")


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path: Path) -> None:
    line = json.dumps({"a": "x\u2028y\x85z"}, ensure_ascii=False).encode()
    assert found(tmp_path, line + b"\n" + line) == [
        ("line:1", 0, line),
        ("line:2", len(line) + 1, line),
    ]


def test_documents_may_follow_each_other_anywhere(tmp_path: Path) -> None:
    assert found(tmp_path, b'{\n"a": "}"\n}\n[1]{"b": 2}') == [
        ("line:1", 0, b'{\n"a": "}"\n}'),
        ("line:4", 13, b"[1]"),
        ("line:4,16", 16, b'{"b": 2}'),
    ]


def test_a_broken_first_line_does_not_hide_the_others(tmp_path: Path) -> None:
    lines = b'{"a": \n' + b'{"b": 2}\n' * 3
    assert [one[0] for one in found(tmp_path, lines)] == [
        "line:1",
        "line:2",
        "line:3",
        "line:4",
    ]


def test_a_document_never_closed_does_not_hide_the_next(tmp_path: Path) -> None:
    assert found(tmp_path, b'{\n"a": [1,\n{"b": 2}\n') == [
        ("line:1", 0, b'{\n"a": [1,\n'),
        ("line:3", 11, b'{"b": 2}'),
    ]


def test_a_quote_never_closed_does_not_hide_the_next_line(tmp_path: Path) -> None:
    content = b'{"a": "b}\n' + b'{"c": 1}\n[\n]\n'
    assert [one[1] for one in found(tmp_path, content)] == [0, 10, 19]


def test_a_file_of_nothing_but_open_brackets_is_given_up(tmp_path: Path) -> None:
    (first, *_, last) = found(tmp_path, b"{\n" * 200_000)
    assert first == ("line:1", 0, b"{\n")
    assert isinstance(last, str)
    assert last.startswith("too many unclosed brackets")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"a": 1}'.encode("utf-16"), "it is UTF-16, not UTF-8"),
        ('{"a": 1}'.encode("utf-16-le"), "it is UTF-16, not UTF-8"),
        ('{"a": 1}'.encode("utf-16-be"), "it is UTF-16, not UTF-8"),
        ('{"a": 1}'.encode("utf-32"), "it is UTF-32, not UTF-8"),
        (b"\0" * 50, "it holds NUL bytes, as after a broken download"),
    ],
)
def test_an_encoding_that_is_not_utf8_is_named(content: bytes, reason: str) -> None:
    problem = encoding_problem(content)
    assert problem
    assert problem.reason == reason


def test_half_of_the_first_lines_whole_makes_lines(tmp_path: Path) -> None:
    assert is_lines(source(tmp_path, b'{"a": 1}\nx\n'))
    assert not is_lines(source(tmp_path, b'{"a": 1}\nx\ny\n'))
    assert not is_lines(source(tmp_path, b'{"a": 1}\n'))
    long = b'{"a": "' + b"x" * (3 << 20) + b'"}\n'
    assert is_lines(source(tmp_path, long * 2))


def test_the_elements_of_a_list_never_closed_are_found() -> None:
    package = b'{"x": {"releases": [0]}, "releases": [{"a": [1]}, 5, {"b": '
    assert list(elements(package, "releases")) == [(38, b'{"a": [1]}'), (50, b"5")]
    assert list(elements(b'[1, "a,b", {', "")) == [(1, b"1"), (4, b'"a,b"')]
    assert list(elements(b'{"a": 1}', "releases")) == []


def test_a_member_is_found_at_the_top_of_a_document_only() -> None:
    assert value_start(b'{"a": {"b": 1}, "b" : 2}', "b") == 22
    assert value_start(b'{"a": "b"}', "b") == -1


def test_a_broken_place_of_a_file_has_its_line(tmp_path: Path) -> None:
    broken = b'{"ocid": "ocds-213czf-1",\n "id": "1",\n "tag": [x]}\n'
    (read,) = reading.read([source(tmp_path, broken)], tmp_path / "out")
    (problem,) = read.problems
    assert problem.reason == "not JSON: invalid character (line 3, byte 47)"

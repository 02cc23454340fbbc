"""Large documents: read member by member, with the places they have in the file."""

import json
from pathlib import Path

import pytest

from graphkit import reading
from graphkit.loaders.json_documents import LONGEST_SAMPLE
from graphkit.loaders.json_members import is_package, members
from graphkit.source import Source

LISTS = ("releases", "records")
GAP = b" " * LONGEST_SAMPLE


def found(content: bytes, start: int = 0) -> list[tuple[str, int, bytes]]:
    told = []
    for key, number, offset, value in members(content, start, LISTS):
        assert offset < 0 or content[offset : offset + len(value)] == value
        told.append((key, number, value))
    return told[:-1]


def test_members_come_one_by_one_those_of_lists_by_element() -> None:
    content = b'{"uri": "x", "releases": [{"a": "]}"}, [1], 7],\n "n": {"b": []}}'
    assert found(content) == [
        ("uri", -1, b'"x"'),
        ("releases", 0, b'{"a": "]}"}'),
        ("releases", 1, b"[1]"),
        ("releases", 2, b"7"),
        ("n", -1, b'{"b": []}'),
    ]
    *_, last = members(content, 0, LISTS)
    assert last.offset == len(content)


def test_a_list_gives_its_elements() -> None:
    assert found(b' [{"a": 1}, {}]') == [("", 0, b'{"a": 1}'), ("", 1, b"{}")]


@pytest.mark.parametrize("cut", [20, 30, 40])
def test_a_document_that_breaks_off_never_ends(cut: int) -> None:
    content = b'{"releases": [{"a": 1}, {"b": 2}, {"c": "'
    *_, last = members(content[:cut], 0, LISTS)
    assert last.offset == -1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'[{"a": 1}]', True),
        (b'{"uri": "x", "records": []}', True),
        (b'{"ocid": "x", "releases": []}', False),
        (b'{"tender": {"releases": []}}', False),
        (b"  ", False),
    ],
)
def test_a_package_is_a_list_or_begins_with_one(content: bytes, said: bool) -> None:
    assert is_package(content, 0, LISTS) is said


def release(number: int) -> bytes:
    return json.dumps({"ocid": str(number), "buyer": {"name": "A"}}).encode()


@pytest.mark.parametrize(
    ("content", "locators", "problems"),
    [
        (
            b'\xef\xbb\xbf{"publisher": {"name": "P"}, "releases": ['
            + release(1)
            + GAP
            + b","
            + release(2)
            + b'], "uri": "https://example.org/"}',
            ["/releases/0", "/releases/1"],
            [],
        ),
        (
            b'{"releases": [' + release(1) + b', {"x"' + GAP + b"}, " + release(3),
            ["/releases/0", "/releases/2"],
            ["not JSON: expected ':' (byte 33554436)", "it ends in the middle"],
        ),
        (
            b"[" + release(1) + b"," + GAP + release(2) + b"]",
            ["/0", "/1"],
            [],
        ),
        (
            b'{"releases": [' + release(1) + GAP + b"]}\n" + release(2),
            ["/releases/0", "line:2"],
            [],
        ),
        (
            b'{"ocid": "1", "releases": ['
            + release(1)
            + GAP
            + b'], "compiledRelease": '
            + release(1)
            + b"}",
            ["/releases/0", "/compiledRelease"],
            [],
        ),
    ],
    ids=["package", "broken", "list", "two documents", "record"],
)
def test_a_large_file_is_read_like_a_short_one(
    tmp_path: Path, content: bytes, locators: list[str], problems: list[str]
) -> None:
    (tmp_path / "a.json").write_bytes(content)
    given = Source("0" * 64, "a.json", tmp_path / "a.json")
    (read,) = reading.read([given], tmp_path / "out")
    said = [
        one["locator"].rpartition("/buyer")[0] for one in reading.statements_json(read)
    ]
    assert said == locators
    assert len(read.problems) == len(problems)
    for problem, reason in zip(read.problems, problems, strict=True):
        assert problem.reason.startswith(reason)

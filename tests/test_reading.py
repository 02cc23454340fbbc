"""Every source is read once, in parts, by the loader its content asks for."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graphkit import reading
from graphkit.errors import CaseError, SourceError
from graphkit.loaders import ocds
from graphkit.reading import parts, workers
from graphkit.reading.discovery import loader_of
from graphkit.reading.parts import cut
from graphkit.reading.problems import MOST, listed
from graphkit.source import Source
from graphkit.statements import Problem
from tests.said import quarantined, readings, statements


def source(folder: Path, content: bytes, name: str = "a.json") -> Source:
    file = folder / name
    file.write_bytes(content)
    return Source(f"{abs(hash(content)):064x}", name, file)


def lines(count: int) -> bytes:
    return b"".join(
        b'{"ocid": "ocds-213czf-%d", "buyer": {"name": "Buyer %d"}}\n' % (n, n)
        for n in range(count)
    )


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


# --- which loader ---


@pytest.mark.parametrize(
    ("name", "content", "loader"),
    [
        ("a.json", b'{"ocid": "ocds-213czf-1"}', "ocds"),
        ("a.csv", b'\xef\xbb\xbf [ {"ocid": "ocds-213czf-1"} ]', "ocds"),
        ("a.json", b"a,b\n1,2\n", ""),
        ("a.csv", b"a,b\n1,2\n", "table"),
        ("a.csv.gz", b"a;b\n1;2\n", "table"),
        ("a.txt", b"a,b,c\n1,2,3\n4,5,6\n", "table"),
        ("a.txt", b"Dear all, this is no table.\nYours, A.\n", ""),
        ("a.json", b"false\n", "ocds"),
        ("a.txt", b"false\n", ""),
    ],
)
def test_content_tells_the_loader_and_the_suffix_breaks_ties(
    tmp_path: Path, name: str, content: bytes, loader: str
) -> None:
    found = source(tmp_path, content, name)
    try:
        assert loader == loader_of(found).NAME
    except SourceError:
        assert loader == ""


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "the file is empty"),
        (b" \n\t", "the file holds only white space"),
        (b"\0" * 99, "the file holds only NUL bytes, as after a broken download"),
        (
            b"PK\x03\x04" + b"\0" * 22 + b"\x03\0\0\0xl/",
            "no spreadsheet that can be read: File is not a zip file",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "it is an old Office document"),
        (b"just words", "no loader knows this format"),
    ],
)
def test_a_source_without_a_loader_is_named_once_with_its_reason(
    tmp_path: Path, content: bytes, problem: str
) -> None:
    file = source(tmp_path, content, "a.bin").file
    assert quarantined(tmp_path, file) == [("a.bin", "", problem)]


def test_progress_tells_every_byte_whatever_becomes_of_it(tmp_path: Path) -> None:
    given = [source(tmp_path, lines(2)), source(tmp_path, b"just words", "b.bin")]
    given.append(Source(given[0].sha256, "again.json", given[0].file))
    seen: list[int] = []
    reading.read(given, tmp_path / "out", progress=seen.append)
    assert sum(seen) == 2 * len(lines(2)) + len(b"just words")


# --- parts ---


def test_a_source_of_lines_is_cut_at_line_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 100)
    found = source(tmp_path, lines(7))
    made = list(cut(found, ocds))
    content = [part.content() for part in made]
    assert b"".join(content) == lines(7)
    assert len(made) == 4
    assert all(one.endswith(b"\n") for one in content)
    assert [part.line for part in made] == [1, 3, 5, 7]


def test_a_document_over_many_lines_is_one_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 10)
    content = b'{\n"releases": [\n' + lines(1).strip() + b"\n]}\n"
    (part,) = cut(source(tmp_path, content), ocds)
    assert (part.start, part.end) == (0, len(content))
    (part,) = cut(source(tmp_path, b""), ocds)
    assert (part.start, part.end) == (0, 0)


def test_parts_say_what_the_whole_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = source(tmp_path, lines(50)).file
    whole = statements(tmp_path, file)
    shutil.rmtree(tmp_path / "read")
    monkeypatch.setattr(parts, "PART_BYTES", 500)
    (found,), _ = readings(tmp_path, file)
    assert list(reading.statements_json(found)) == whole
    names = [name for name in files(found.folder) if "statements" in name]
    assert names == [f"{n:04}.statements.parquet" for n in range(len(names))]
    assert len(names) > 5


def test_a_long_document_is_written_in_several_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graphkit.reading import part_tables

    package = b'{"releases": [' + b",".join(lines(50).splitlines()) + b"]}"
    file = source(tmp_path, package).file
    whole = statements(tmp_path, file)
    shutil.rmtree(tmp_path / "read")
    monkeypatch.setattr(part_tables, "PART_BYTES", 500)
    (found,), _ = readings(tmp_path, file)
    assert list(reading.statements_json(found)) == whole
    assert len(files(found.folder)) > 9


def test_it_does_not_matter_how_many_statements_become_columns_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graphkit.reading import rows

    releases = [
        {
            "ocid": f"ocds-213czf-{n}",
            "buyer": {"name": f"Buyer {n}"},
            "tender": {"title": f"Call +44 20 7946 0000 for {n}", "id": f"T-{n:05}"},
            "awards": [
                {
                    "id": "1",
                    "date": "2024-03-05",
                    "suppliers": [{"name": f"Supplier {n}"}],
                    "value": {"amount": n, "currency": "GBP"},
                }
            ][: n % 2],
        }
        for n in range(20)
    ]
    file = source(tmp_path, "\n".join(map(json.dumps, releases)).encode()).file
    found = []
    for count in (1, 7, 1000):
        monkeypatch.setattr(rows, "TURNED_AT_ONCE", count)
        shutil.rmtree(tmp_path / "read", ignore_errors=True)
        ((one,), _) = readings(tmp_path, file)
        found.append(files(one.folder))
    assert found[0] == found[2]
    assert found[1] == found[2]
    assert one.statements == 80


def test_one_process_and_two_write_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 2000)
    monkeypatch.setattr(workers, "WORTH_PROCESSES", 1)
    given = [source(tmp_path, lines(90)), source(tmp_path, lines(3), "b.json")]
    reading.read(given, tmp_path / "one", workers=1)
    reading.read(given, tmp_path / "two", workers=2)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_script_without_a_guard_may_read_with_processes(tmp_path: Path) -> None:
    source(tmp_path, lines(90))
    script = tmp_path / "script.py"
    script.write_text(
        "from pathlib import Path\n"
        "from graphkit import reading\n"
        "from graphkit.reading import parts, workers\n"
        "from graphkit.source import Source\n"
        "parts.PART_BYTES, workers.WORTH_PROCESSES = 2000, 1\n"
        f"given = [Source('0' * 64, 'a.json', Path({str(tmp_path)!r}) / 'a.json')]\n"
        f"(found,) = reading.read(given, Path({str(tmp_path)!r}) / 'out', workers=2)\n"
        "print(found.records)\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("90\n", 0), done.stderr


def die(job: object) -> None:
    """End the process as the system does when memory runs out."""
    os._exit(9)


def test_a_process_that_dies_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 2000)
    monkeypatch.setattr(workers, "WORTH_PROCESSES", 1)
    monkeypatch.setattr(workers, "read_job", die)
    with pytest.raises(CaseError, match="ended without a word"):
        reading.read([source(tmp_path, lines(90))], tmp_path / "out", workers=2)


# --- the cache ---


def test_what_was_read_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = [source(tmp_path, lines(2) + b"{\n")]
    seen: list[int] = []
    first = reading.read(given, tmp_path / "out", progress=seen.append)
    monkeypatch.setattr(workers, "read_part", None)
    again = reading.read(given, tmp_path / "out", progress=seen.append)
    assert first == again
    assert (first[0].records, len(first[0].problems)) == (2, 1)
    assert seen == [len(lines(2)) + 2] * 2


def test_equal_bytes_under_two_names_are_read_once(tmp_path: Path) -> None:
    one = source(tmp_path, lines(2))
    other = Source(one.sha256, "other.json", one.file, "reported")
    found = reading.read([one, other], tmp_path / "out")
    assert [read.source for read in found] == [one, other]
    assert found[0].folder == found[1].folder


def test_an_unfinished_folder_is_made_again(tmp_path: Path) -> None:
    given = [source(tmp_path, lines(2))]
    (found,) = reading.read(given, tmp_path / "out")
    whole = files(tmp_path / "out")
    (found.folder / "problems.json").unlink()
    (tmp_path / "out" / f"{found.key}.part").mkdir()
    (tmp_path / "out" / f"{found.key}.part" / "junk").write_bytes(b"")
    reading.read(given, tmp_path / "out")
    assert files(tmp_path / "out") == whole


def test_another_loader_version_or_catalogue_is_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = [source(tmp_path, lines(2))]
    keys = {reading.read(given, tmp_path / "out")[0].key}
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "aliases.csv").write_text(
        "uid,alias\nprovider:aws,My Cloud\n", encoding="utf-8"
    )
    monkeypatch.setattr(ocds, "VERSION", ocds.VERSION + 1)
    keys.add(reading.read(given, tmp_path / "out")[0].key)
    assert len(keys) == 2


# --- keys and problems ---


def test_statement_keys_are_unique_and_do_not_depend_on_what_stands_around(
    tmp_path: Path,
) -> None:
    text = "A100, A100, A100"
    tender = {"ocid": "ocds-213czf-1", "tender": {"title": text}}
    file = source(tmp_path, json.dumps(tender).encode()).file
    before = {one["key"]: one["start"] for one in statements(tmp_path, file)}
    assert len(before) == 4
    tender["buyer"] = {"name": "A"}
    file.write_bytes(json.dumps(tender).encode())
    shutil.rmtree(tmp_path / "read")
    after = [one["type"] for one in statements(tmp_path, file)]
    assert sorted(after) == ["ISSUED", "SEEKS", "SEEKS", "SEEKS", "title"]


def test_problems_of_one_kind_are_one() -> None:
    same = [Problem(f"line:{n}", "bad") for n in range(5)]
    assert listed(same, 1) == (Problem("line:0", "bad (and 4 more like it)"),)


def test_a_file_that_gave_nothing_is_named_once() -> None:
    several = [Problem("line:1", "bad", "fix it"), Problem("line:2", "worse")]
    assert listed(several, 0) == (
        Problem(
            "line:1",
            "nothing in it could be read; the first of 2 problems: bad",
            "fix it",
        ),
    )
    assert listed(several, 1) == tuple(several)


def test_a_flood_of_problems_is_counted() -> None:
    flood = [Problem(f"line:{n}", f"bad {n}") for n in range(MOST + 50)]
    shown = listed(flood, 1)
    assert shown[:MOST] == tuple(flood[:MOST])
    assert shown[MOST:] == (
        Problem(f"line:{MOST}", "and 50 more problems from here on"),
    )


def test_half_broken_lines_are_named_and_the_others_read(tmp_path: Path) -> None:
    content = lines(2) + b'{"ocid": "x", \n' + lines(1) + b'"\xff"\n'
    file = source(tmp_path, content, "a.jsonl").file
    (found,), refused = readings(tmp_path, file)
    assert found.records == 3
    assert [(one.locator, one.reason) for one in refused] == [
        ("line:3", "it ends in the middle of a document, as if it had been cut off"),
        ("line:5", "not UTF-8 at byte 1, it may be Windows-1252"),
    ]

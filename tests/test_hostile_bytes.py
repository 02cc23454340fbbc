"""Bytes that anybody may send: nothing crashes, and what is whole is read."""

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit import reading
from graphkit.errors import SourceError
from graphkit.layers import record_text
from graphkit.loaders import ocds, table
from graphkit.loaders.table import cells
from graphkit.loaders.table.cells import rows
from graphkit.loaders.table.choosing import Chosen, encoded
from graphkit.reading import intake
from graphkit.source import Part, Source
from graphkit.statements import Problem, Record

RELEASES = [
    {
        "ocid": f"ocds-213czf-{number}",
        "date": "2024-03-05T00:00:00Z",
        "tag": ["award"],
        "parties": [{"id": "1", "name": "深圳大学", "roles": ["buyer"]}],
        "buyer": {"id": "1", "name": "深圳大学"},
        "tender": {"id": "T-2024-1", "title": 'A "quoted" title', "items": [{}]},
        "awards": [
            {
                "id": "a",
                "suppliers": [{"name": "Yunda"}],
                "value": {"amount": 12.50, "currency": "CNY"},
                "items": [{"description": "AWS with A100", "quantity": 8}],
            }
        ],
        "contracts": [{"awardID": "a", "dateSigned": "2024-04-01"}],
    }
    for number in range(5)
]
LINES = [json.dumps(one, ensure_ascii=False).encode() for one in RELEASES]
MAP = '[columns]\nbuyer = "a"\nsupplier = "b"\namount = "c"\nawarded_on = "d"\n'
COLUMNS = encoded([Chosen("", MAP)])
TABLE = "a,b,c,d\n" + '深圳大学,"Yun""da",1.5,2024-03-05\n' * 5

few = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
edits = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 3), st.binary(max_size=4)),
    min_size=1,
    max_size=4,
)


def edited(content: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """Return bytes with pieces cut out and others put in."""
    for at, length, put in changes:
        start = at % (len(content) + 1)
        content = content[:start] + put + content[start + length :]
    return content


def source(folder: Path, content: bytes, name: str = "a.json") -> Source:
    (folder / name).write_bytes(content)
    return Source("0" * 64, name, folder / name)


def everything(found: Source) -> list[str]:
    """Read and state a source; return the locators of its records."""
    records = []
    for one in ocds.read(Part(found, 0, found.file.stat().st_size)):
        if isinstance(one, Record):
            list(ocds.state(one))
            records.append(one.locator)
    return records


@few
@given(changes=edits, broken=st.integers(0, 4))
def test_a_broken_line_does_not_touch_the_others(
    tmp_path: Path, changes: list[tuple[int, int, bytes]], broken: int
) -> None:
    lines = list(LINES)
    lines[broken] = edited(lines[broken], changes).replace(b"\n", b" ")
    found = everything(source(tmp_path, b"\n".join(lines)))
    others = {f"line:{number + 1}" for number in range(5) if number != broken}
    assert others <= set(found)


@few
@given(changes=edits)
def test_a_broken_package_gives_what_is_whole(
    tmp_path: Path, changes: list[tuple[int, int, bytes]]
) -> None:
    package = b'{"uri": "x", "releases": [' + b", ".join(LINES) + b"]}"
    content = edited(package, changes)
    found = source(tmp_path, content)
    told = list(ocds.read(Part(found, 0, len(content))))
    assert told
    for one in told:
        if isinstance(one, Record):
            list(ocds.state(one))
            record_text(found, "json", one.locator, one.offset, one.length)


@few
@given(length=st.integers(1, 3000))
def test_a_package_cut_off_anywhere_gives_what_came_before(
    tmp_path: Path, length: int
) -> None:
    package = b'{"releases": [' + b",\n".join(LINES) + b"]}"
    content = package[:length]
    whole = sum(content.find(line) >= 0 for line in LINES)
    told = list(ocds.read(Part(source(tmp_path, content), 0, len(content))))
    problems = [one for one in told if isinstance(one, Problem)]
    assert len(told) - len(problems) == whole
    assert len(problems) == (content != package)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)
PLACES = st.sampled_from(
    [
        ("ocid",),
        ("date",),
        ("tag",),
        ("buyer",),
        ("buyer", "name"),
        ("buyer", "id"),
        ("parties",),
        ("tender",),
        ("tender", "items"),
        ("tender", "lots"),
        ("tender", "value"),
        ("tender", "tenderers"),
        ("planning",),
        ("awards",),
        ("contracts",),
        ("bids",),
        ("packageInfo",),
        ("links",),
        ("initiationType",),
        ("releases",),
        ("compiledRelease",),
        ("records",),
    ]
)


@few
@given(place=PLACES, value=JSON)
def test_a_member_of_any_type_is_read_or_left(
    tmp_path: Path, place: tuple[str, ...], value: object
) -> None:
    made = json.loads(LINES[0])
    inner = made
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = value
    try:
        content = json.dumps(made, allow_nan=False).encode()
    except ValueError:
        return
    everything(source(tmp_path, content))


@few
@given(changes=edits, encoding=st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_a_broken_table_gives_rows_or_one_error(
    tmp_path: Path, changes: list[tuple[int, int, bytes]], encoding: str
) -> None:
    content = edited(TABLE.encode(encoding), changes)
    found = source(tmp_path, content, "a.csv")
    cells._sheet.cache_clear()
    try:
        for row in rows(found):
            assert content[row.offset : row.offset + row.length]
        told = list(table.read(Part(found, 0, len(content), 1, COLUMNS)))
    except SourceError:
        return
    for one in told:
        if isinstance(one, Record):
            list(table.state(one))


def archives() -> list[bytes]:
    made = []
    for mode in ("w", "w:gz", "w:xz"):
        stream = io.BytesIO()
        with tarfile.open(fileobj=stream, mode=mode) as tar:  # type: ignore[call-overload]
            for number in range(3):
                member = tarfile.TarInfo(f"a/{number}.json")
                member.size = len(LINES[number])
                tar.addfile(member, io.BytesIO(LINES[number]))
        made.append(stream.getvalue())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"a/{number}.json", LINES[number])
    return [*made, stream.getvalue(), gzip.compress(LINES[0])]


@few
@given(changes=edits, content=st.sampled_from(archives()))
def test_a_broken_archive_gives_sources_or_a_word_and_stays_in_the_case(
    changes: list[tuple[int, int, bytes]], content: bytes
) -> None:
    with TemporaryDirectory() as folder:
        top = Path(folder)
        (top / "a.bin").write_bytes(edited(content, changes))
        taken = list(intake.keep([top / "a.bin"], top / "case"))
        assert taken
        written = {path for path in top.rglob("*") if path.is_file()} - {top / "a.bin"}
        kept = {one for one in taken if isinstance(one, Source)}
        hashes = {one.sha256 for one in kept}
        assert {path.name for path in written} == hashes
        assert {path.parent.parent for path in written} <= {top / "case"}


@pytest.mark.parametrize("depth", [900, 100_000])
def test_brackets_without_end_are_one_problem(tmp_path: Path, depth: int) -> None:
    deep = b'{"ocid": "ocds-213czf-1", "tender": ' + b"[" * depth + b"]" * depth + b"}"
    (found,) = reading.read([source(tmp_path, deep)], tmp_path / "out")
    assert found.records + len(found.problems) == 1


def test_a_gigantic_line_of_nothing_is_one_problem(tmp_path: Path) -> None:
    for content in (b'{"a": "' + b"x" * (40 << 20), b"[" + b"1," * (10 << 20)):
        (found,) = reading.read([source(tmp_path, content)], tmp_path / "out")
        (problem,) = found.problems
        assert problem.reason.startswith("it ends in the middle of a document")

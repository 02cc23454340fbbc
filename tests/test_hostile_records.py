"""Every loader on real and made records with bytes changed: nothing crashes or hangs.

`read_part` is what a load runs: a loader that stumbles would be named there, so a
problem that tells of stumbling is a bug, however the bytes came about.
"""

import io
import json
import tarfile
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit import lists, reading
from graphkit.errors import SourceError
from graphkit.lists.entry import About, Listed
from graphkit.reading import intake
from graphkit.source import LONGEST_LINE, Source
from graphkit.statements import Problem
from tests.ftm.test_loading import AWARD, BUYER, CONTRACT, SUPPLIER, entity
from tests.lists.files import AEROSPACE, CSL_HEADER, SICHUAN
from tests.said import SHARED
from tests.test_hostile_bytes import edited, edits
from tests.test_ted import AWARD as OLDER
from tests.test_ted import CHANGE, EFORM

FTM = [
    json.dumps(one).encode()
    for one in (
        BUYER,
        entity("c1", "Contract", **CONTRACT),
        entity("a1", "ContractAward", **AWARD),
        SUPPLIER,
        entity("o1", "Ownership", owner=["b1"], asset=["s1"], percentage=["51"]),
    )
]
NOTICE = (
    "某大学A100服务器采购中标公告\n项目编号：SZU-2024-17\n采购人：深圳大学\n"
    "中标供应商：深圳云达科技有限公司\n中标金额：93.5万元\n2024年3月5日\n"
)
few = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@cache
def records() -> dict[str, bytes]:
    """Return one whole file for each format that is not JSON of OCDS or a table."""
    made = {
        "older.xml": OLDER.encode(),
        "change.xml": CHANGE.encode(),
        "eform.xml": EFORM.encode(),
        "entities.ftm.json": b"\n".join(FTM),
        "notice.txt": NOTICE.encode(),
        "notice.html": f"<html><body><p>{NOTICE}</p></body></html>".encode(),
    }
    return made | dict(real())


def real() -> Iterator[tuple[str, bytes]]:
    """Yield some real files: small ones of each set, where they are present."""
    for archive, count in (
        ("ted_xml/notices.tar.xz", 6),
        ("eforms_xml/sdk_examples.tar.xz", 6),
        ("ocds_fixtures/files.tar.xz", 8),
    ):
        if not (SHARED / archive).exists():
            continue
        with tarfile.open(SHARED / archive) as packed:
            files = [m for m in packed if m.isfile() and 0 < m.size < 30_000]
            for member in files[:: max(1, len(files) // count)][:count]:
                stream = packed.extractfile(member)
                if stream:
                    yield Path(member.name).name, stream.read()


def told(folder: Path, name: str, content: bytes) -> reading.Reading:
    """Read one file as a load does."""
    file = folder / name
    file.write_bytes(content)
    (found,) = reading.read([Source("0" * 64, name, file)], folder / "out")
    return found


def stumbled(found: reading.Reading) -> list[str]:
    return [
        one.reason
        for one in found.problems
        if "stumbled" in one.reason or "reading stopped" in one.reason
    ]


@few
@given(name=st.sampled_from(sorted(records())), changes=edits)
def test_a_record_with_changed_bytes_is_read_or_named(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    changes: list[tuple[int, int, bytes]],
) -> None:
    folder = tmp_path_factory.mktemp("changed")
    found = told(folder, name, edited(records()[name], changes))
    assert stumbled(found) == []
    assert found.records or found.problems


@few
@given(changes=edits, broken=st.integers(0, 4))
def test_a_broken_entity_does_not_touch_the_others(
    tmp_path_factory: pytest.TempPathFactory,
    changes: list[tuple[int, int, bytes]],
    broken: int,
) -> None:
    folder = tmp_path_factory.mktemp("ftm")
    lines = list(FTM)
    lines[broken] = edited(lines[broken], changes).replace(b"\n", b" ")
    # The first line tells the format.
    content = b"\n".join((json.dumps(BUYER | {"id": "x"}).encode(), *lines))
    found = told(folder, "entities.ftm.json", content)
    assert stumbled(found) == []
    telling = sum(number != broken for number in (1, 2, 4))
    assert found.records >= telling


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)
PROPERTIES = sorted({*CONTRACT, *AWARD, "cancelled", "lotNumber", "owner", "asset"})


@few
@given(
    name=st.sampled_from(PROPERTIES),
    value=VALUES,
    schema=st.sampled_from(["Contract", "ContractAward", "Ownership", "Company"]),
)
def test_a_property_of_any_type_is_read_or_left(
    tmp_path_factory: pytest.TempPathFactory, name: str, value: object, schema: str
) -> None:
    folder = tmp_path_factory.mktemp("ftm")
    odd = {"id": "c1", "schema": schema, "properties": {name: value}}
    lines = (json.dumps(BUYER), json.dumps(odd), json.dumps(SUPPLIER))
    found = told(folder, "entities.ftm.json", "\n".join(lines).encode())
    assert stumbled(found) == []


LISTS = {
    "csl.csv": f"{CSL_HEADER}\n{SICHUAN}\n{AEROSPACE}\n".encode(),
    "own.csv": b"name,listed_on,uscc\nA Ltd,2021-06-03,91110000100014071Q\n",
    "ftm.json": b"\n".join(
        (json.dumps(SUPPLIER).encode(), b'{"id":"x","schema":"Sanction"}')
    ),
    "sdn.xml": (
        b"<sdnList><publshInformation><Record_Count>1</Record_Count>"
        b"</publshInformation><sdnEntry><uid>1</uid><lastName>A</lastName>"
        b"<sdnType>Entity</sdnType></sdnEntry></sdnList>"
    ),
    "sdn.csv": b'1,"A LTD",-0- ,"X",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n',
}


@few
@given(name=st.sampled_from(sorted(LISTS)), changes=edits)
def test_a_list_with_changed_bytes_gives_entries_or_words(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    changes: list[tuple[int, int, bytes]],
) -> None:
    folder = tmp_path_factory.mktemp("list")
    file = folder / name
    file.write_bytes(edited(LISTS[name], changes))
    given = Source("0" * 64, name, file)
    try:
        found = list(lists.read(lists.form_of(given), given))
    except SourceError:
        return
    assert all(isinstance(one, Listed | Problem | About) for one in found)


def test_archives_that_nest_too_deep_are_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "bomb.zip"
    file.write_bytes(_nested(b"{}", depth=5, copies=3))
    taken = list(intake.keep([file], tmp_path / "case"))
    assert [one.reason for one in taken if isinstance(one, intake.Quarantined)] == [
        "archives are nested more than 3 deep (and 26 more like it)"
    ]
    assert [one for one in taken if isinstance(one, Source)] == []


def _nested(content: bytes, *, depth: int, copies: int) -> bytes:
    for _ in range(depth):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(copies):
                archive.writestr(f"{number}.zip", content + bytes([number]))
        content = stream.getvalue()
    return content


def test_a_line_longer_than_any_record_is_named_and_those_around_it_read(
    tmp_path: Path,
) -> None:
    long = b'{"ocid": "2", "tender": {"title": "' + b"x" * LONGEST_LINE + b'"}}'
    lines = [b'{"ocid": "1"}', b'{"ocid": "0"}', long, b'{"ocid": "3"}']
    found = told(tmp_path, "a.jsonl", b"\n".join(lines))
    assert [(one.locator, one.reason) for one in found.problems] == [
        ("line:3", "the line is longer than 64 MB")
    ]
    assert found.records == 3


def test_words_longer_than_any_name_are_named_with_their_record(tmp_path: Path) -> None:
    long = {"ocid": "2", "buyer": {"name": "x" * 2_000_000}}
    lines = ({"ocid": "1", "buyer": {"name": "A"}}, long)
    content = "\n".join(map(json.dumps, lines)).encode()
    found = told(tmp_path, "a.jsonl", content)
    assert [(one.locator, one.reason) for one in found.problems] == [
        ("line:2", "words of it are longer than 1,000,000 characters")
    ]
    assert found.records == 1


def test_a_page_larger_than_any_notice_is_named(tmp_path: Path) -> None:
    found = told(tmp_path, "a.txt", NOTICE.encode() + b" " * (32 << 20))
    assert [one.reason for one in found.problems] == [
        "it is larger than 32 MB, and a notice is a page or two"
    ]

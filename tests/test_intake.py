"""Files, folders and archives become sources, and nothing leaves the case."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pytest

from graphkit.reading import intake
from graphkit.reading.archives import Limits
from graphkit.reading.intake import Quarantined
from graphkit.source import Source


def kept(
    case: Path, *paths: Path, limits: Limits | None = None
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the plain bytes by the path they are shown by, and what was refused."""
    sources: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    for item in intake.keep(paths, case, limits=limits):
        if isinstance(item, Source):
            assert item.path not in sources
            sources[item.path] = item.file.read_bytes()
        else:
            refused[item.path] = item.reason
    assert not list((case / "sources").glob(".incoming-*"))
    return sources, refused


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def tarred(members: Iterable[tuple[str, bytes]], mode: str = "w") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return stream.getvalue()


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return tmp_path / "case"


# --- files and folders ---


def test_a_file_is_kept_under_its_hash(case: Path, tmp_path: Path) -> None:
    file = tmp_path / "深圳 a.json"
    file.write_bytes(b"{}")
    (source,) = intake.keep([file], case, provenance="reported", restricted=True)
    digest = sha256(b"{}").hexdigest()
    assert source == Source(
        digest, "深圳 a.json", case / "sources" / digest, "reported", True
    )
    assert [one.name for one in (case / "sources").iterdir()] == [digest]


def test_equal_bytes_are_one_source_by_their_first_name(
    case: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    for name in ("b.json", "a.json"):
        (folder / name).write_bytes(b"{}")
    assert kept(case, folder) == ({"set/a.json": b"{}"}, {})
    assert kept(case, folder) == ({"set/a.json": b"{}"}, {})


def test_a_folder_is_walked_in_order_without_hidden_files(
    case: Path, tmp_path: Path
) -> None:
    for name in ("z.json", "a/y.json", "a/.x.json", ".git/config", "Thumbs.db"):
        file = tmp_path / "set" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
    sources, refused = kept(case, tmp_path / "set")
    assert (list(sources), refused) == (["set/a/y.json", "set/z.json"], {})


def test_a_case_inside_the_folder_is_no_source_of_itself(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"{}")
    kept(tmp_path / "case", tmp_path)
    (tmp_path / "b.json").write_bytes(b"[]")
    sources, _ = kept(tmp_path / "case", tmp_path)
    assert [path.rpartition("/")[2] for path in sources] == ["a.json", "b.json"]


def test_a_link_may_not_leave_its_folder(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    (tmp_path / "secret.json").write_bytes(b"secret")
    (folder / "a.json").write_bytes(b"{}")
    (folder / "inside.json").symlink_to(folder / "a.json")
    (folder / "leaves.json").symlink_to(tmp_path / "secret.json")
    (folder / "nowhere.json").symlink_to(folder / "gone.json")
    (folder / "loop").symlink_to(folder)
    assert kept(case, folder) == (
        {"set/a.json": b"{}"},
        {
            "set/leaves.json": "it is a link that leaves the folder",
            "set/nowhere.json": "it is a link that leads nowhere",
        },
    )


def test_what_is_no_file_is_named(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    os.mkfifo(folder / "pipe")
    assert kept(case, folder, tmp_path / "gone") == (
        {},
        {"set/pipe": "it is a device or a pipe, no file", "gone": "it is not there"},
    )


def test_looking_leaves_files_where_they_are(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(b"{}")
    (source,) = intake.look([file], tmp_path / "looked")
    assert isinstance(source, Source)
    assert (source.path, source.file) == (file.as_posix(), file)
    assert not (tmp_path / "looked").exists()


def test_a_name_is_shown_in_print_only(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/a\x1b[2J\xff.json")).write_bytes(b"{}")
    sources, _ = kept(case, folder)
    assert list(sources) == ["set/a\ufffd[2J\ufffd.json"]


# --- compressed files ---


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("a.json.gz", gzip.compress(b"{}", mtime=0)),
        ("a.json.gz", gzip.compress(b"{", mtime=0) + gzip.compress(b"}", mtime=0)),
        ("a.json.xz", lzma.compress(b"{}")),
        ("a.json.xz", lzma.compress(b"{") + lzma.compress(b"}")),
        ("a.json.bz2", bz2.compress(b"{}")),
    ],
)
def test_a_compressed_file_is_kept_as_received_with_its_plain_bytes(
    case: Path, tmp_path: Path, name: str, packed: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(packed)
    digest = sha256(packed).hexdigest()
    (source,) = intake.keep([file], case)
    assert source == Source(digest, name, case / "texts" / digest)
    assert (case / "sources" / digest).read_bytes() == packed
    assert (case / "texts" / digest).read_bytes() == b"{}"


@pytest.mark.parametrize(
    ("name", "packed", "reason"),
    [
        ("a.gz", gzip.compress(b"{}" * 999, mtime=0)[:-9], "the gz file ends early"),
        ("a.xz", lzma.compress(os.urandom(999))[:-40], "the xz file ends early"),
        ("a.bz2", bz2.compress(b"{}" * 999)[:-9], "the bz2 file ends early"),
        ("a.gz", b"\x1f\x8b\x08" + b"\0" * 7 + b"\xff" * 50, "the gz file is damaged"),
        ("a.xz", b"\xfd7zXZ\x00" + b"\xff" * 50, "the xz file is damaged"),
    ],
)
def test_a_damaged_compressed_file_is_named(
    case: Path, tmp_path: Path, name: str, packed: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(packed)
    sources, refused = kept(case, tmp_path / name)
    assert sources == {}
    assert refused[name].startswith(reason)


# --- archives ---


def archive(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def test_the_members_of_an_archive_are_sources(case: Path, tmp_path: Path) -> None:
    members = [("b.json", b"{}"), ("./x/a.json", b"[]"), ("x/.hidden", b"no")]
    made = [
        archive(tmp_path, "a.zip", zipped(members)),
        archive(tmp_path, "b.tar", tarred([("c.json", b"1")])),
        archive(tmp_path, "c.tar.gz", tarred([("d.json", b"2")], "w:gz")),
        archive(tmp_path, "d.tar.xz", tarred([("e.json", b"3")], "w:xz")),
        archive(tmp_path, "e.zip", zipped([("f.json.gz", gzip.compress(b"4"))])),
        archive(tmp_path, "f.zip", zipped([("g.zip", zipped([("h", b"5")]))])),
        archive(tmp_path, "empty.zip", zipped([])),
    ]
    assert kept(case, *made) == (
        {
            "a.zip//b.json": b"{}",
            "a.zip//x/a.json": b"[]",
            "b.tar//c.json": b"1",
            "c.tar.gz//d.json": b"2",
            "d.tar.xz//e.json": b"3",
            "e.zip//f.json.gz": b"4",
            "f.zip//g.zip//h": b"5",
        },
        {},
    )


def test_a_spreadsheet_is_one_file_though_it_is_a_zip(
    case: Path, tmp_path: Path
) -> None:
    content = zipped([("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>")])
    file = archive(tmp_path, "a.xlsx", content)
    assert kept(case, file) == ({"a.xlsx": content}, {})


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../evil", "its name leads out of the archive"),
        ("x/../../evil", "its name leads out of the archive"),
        ("/etc/evil", "its name is an absolute path"),
        ("C:\\evil", "its name is an absolute path"),
        ("\\\\host\\evil", "its name is an absolute path"),
        ("a\x1b]0;evil", "its name holds control characters"),
        ("x" * 2000, "its name is longer than 1,000 characters"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused_in_every_archive(
    case: Path, tmp_path: Path, name: str, reason: str
) -> None:
    members = [(name, b"evil"), ("good", b"good")]
    for made in (
        archive(tmp_path, "a.zip", zipped(members)),
        archive(tmp_path, "a.tar", tarred(members)),
    ):
        sources, refused = kept(case, made)
        assert list(sources.values()) == [b"good"]
        assert list(refused.values()) == [reason]
    written = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {"a.zip", "a.tar", sha256(b"good").hexdigest()}


def test_links_and_devices_in_an_archive_are_refused(
    case: Path, tmp_path: Path
) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as made:
        for name, kind in (("l", tarfile.SYMTYPE), ("d", tarfile.CHRTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            made.addfile(member)
    sources, refused = kept(case, archive(tmp_path, "a.tar", stream.getvalue()))
    what = "it is a link or a device, not a file"
    assert (sources, refused) == ({}, {"a.tar//l": what, "a.tar//d": what})


def test_an_encrypted_member_is_refused(case: Path, tmp_path: Path) -> None:
    content = bytearray(zipped([("a", b"x"), ("b", b"y")]))
    content[6] |= 1
    content[content.find(b"PK\x01\x02") + 8] |= 1
    assert kept(case, archive(tmp_path, "a.zip", bytes(content))) == (
        {"a.zip//b": b"y"},
        {"a.zip//a": "it is encrypted"},
    )


def test_a_damaged_member_of_a_zip_does_not_hide_the_next(
    case: Path, tmp_path: Path
) -> None:
    content = bytearray(zipped([("a", b"x" * 100), ("b", b"good")]))
    content[35] ^= 0xFF
    sources, refused = kept(case, archive(tmp_path, "a.zip", bytes(content)))
    assert sources == {"a.zip//b": b"good"}
    assert list(refused) == ["a.zip//a"]


def test_a_cut_off_archive_gives_what_is_whole(case: Path, tmp_path: Path) -> None:
    content = tarred([("a", b"good"), ("b", b"x" * 5000)])[:3000]
    sources, refused = kept(case, archive(tmp_path, "a.tar", content))
    assert sources == {"a.tar//a": b"good"}
    assert refused == {"a.tar": "the tar file ends early, as if it had been cut off"}
    content = zipped([("a", b"x" * 500)])[:-30]
    _, refused = kept(case, archive(tmp_path, "a.zip", content))
    assert refused["a.zip"].startswith("the zip file is damaged")


def test_an_archive_that_unpacks_to_too_much_is_left(
    case: Path, tmp_path: Path
) -> None:
    bomb = archive(tmp_path, "bomb.zip", zipped([("a", b"\0" * (4 << 20))]))
    limits = Limits(spared=1 << 20, ratio=100)
    assert kept(case, bomb, limits=limits) == (
        {},
        {
            "bomb.zip": "the archive was left: it unpacks to more than 100 times its "
            "size"
        },
    )
    packed = archive(tmp_path, "bomb.gz", gzip.compress(b"\0" * (4 << 20)))
    _, refused = kept(case, packed, limits=limits)
    assert "100 times" in refused["bomb.gz"]
    nested = archive(tmp_path, "nest.zip", zipped([("b.zip", bomb.read_bytes())]))
    _, refused = kept(case, nested, limits=limits)
    assert "100 times" in refused["nest.zip"]
    _, refused = kept(case, bomb, limits=Limits(total=1 << 20))
    assert list(refused) == ["bomb.zip"]


def test_an_archive_of_too_many_files_is_left(case: Path, tmp_path: Path) -> None:
    made = archive(tmp_path, "a.zip", zipped((f"{n}", b"%d" % n) for n in range(9)))
    sources, refused = kept(case, made, limits=Limits(members=5))
    assert len(sources) == 5
    assert refused == {"a.zip": "the archive was left: it holds more than 5 files"}


def test_archives_in_archives_have_an_end(case: Path, tmp_path: Path) -> None:
    content = zipped([("a", b"x")])
    for depth in range(4):
        content = zipped([("in.zip", content), ("good", b"%d" % depth)])
    sources, refused = kept(case, archive(tmp_path, "a.zip", content))
    deepest = "a.zip//in.zip//in.zip//in.zip"
    assert refused == {deepest: "archives are nested more than 3 deep"}
    assert sorted(sources.values()) == [b"1", b"2", b"3"]


def test_chinese_names_of_old_zips_are_read(case: Path, tmp_path: Path) -> None:
    content = zipped([("cccc.txt", b"x")])
    content = content.replace(b"cccc", "公告".encode("gb18030"))
    assert list(kept(case, archive(tmp_path, "a.zip", content))[0]) == [
        "a.zip//公告.txt"
    ]


# --- column maps, kills ---


def test_the_map_beside_a_table_is_kept_for_it(case: Path, tmp_path: Path) -> None:
    table = archive(tmp_path, "a.csv", b"x,y\n1,2\n")
    archive(tmp_path, "a.csv.map.toml", b'[columns]\nbuyer = "x"\n')
    (source,) = (one for one in intake.keep([table], case))
    assert isinstance(source, Source)
    kept_map = case / "maps" / f"{source.sha256}.toml"
    assert kept_map.read_bytes() == b'[columns]\nbuyer = "x"\n'


def test_a_map_from_an_archive_is_not_trusted(case: Path, tmp_path: Path) -> None:
    made = archive(tmp_path, "a.zip", zipped([("a.csv.map.toml", b"[columns]")]))
    _, refused = kept(case, made)
    assert list(refused) == ["a.zip//a.csv.map.toml"]
    assert not (case / "maps").exists()


def test_what_a_killed_load_left_is_swept_away(case: Path, tmp_path: Path) -> None:
    (case / "sources").mkdir(parents=True)
    (case / "sources" / ".incoming-half").write_bytes(b"half")
    kept(case, archive(tmp_path, "a.json", b"{}"))
    assert [one.name for one in (case / "sources").iterdir()] == [
        sha256(b"{}").hexdigest()
    ]


def test_leaving_in_the_middle_leaves_no_unfinished_file(
    case: Path, tmp_path: Path
) -> None:
    made = archive(tmp_path, "a.zip", zipped((f"{n}", b"%d" % n) for n in range(9)))
    taken = intake.keep([made], case)
    assert isinstance(next(taken), Source)
    taken.close()  # type: ignore[attr-defined]
    assert not list((case / "sources").glob(".incoming-*"))


def test_a_refusal_says_what_to_do() -> None:
    (refused,) = intake.keep([Path("/nowhere/at all")], Path("/nowhere/case"))
    assert refused == Quarantined("at all", "", "it is not there", "check the name")

"""Saved folders and WARC: what is offered as a source, and what belongs to a page."""

from pathlib import Path

import pytest

from graphkit.reading import intake
from graphkit.reading.intake import Note, Quarantined
from graphkit.source import Capture, Source
from tests import saved
from tests.test_intake import tarred, zipped

PARTS = {
    "p_files/a.js": "var a",
    "p_files/b.css": "p{}",
    "p_files/c.png": b"\x89PNG\r\n",
    "p_files/ad.html": "<p>广告</p>",
    "p_files/deep/d.gif": b"GIF89a",
}
ATTACHED = {"p_files/file.pdf": b"%PDF-1.4 x", "p_files/get.do": b"%PDF-1.4 y"}
FRAME = {"p_files/saved_resource.html": saved.page(2)}


def taken(
    folder: Path, *paths: Path
) -> tuple[list[str], dict[str, str], dict[str, str]]:
    """Return the sources, what was refused, and the notes."""
    items = list(intake.keep(paths, folder / "case"))
    return (
        sorted(item.path for item in items if isinstance(item, Source)),
        {item.path: item.reason for item in items if isinstance(item, Quarantined)},
        {item.path: item.text for item in items if isinstance(item, Note)},
    )


def test_what_a_browser_saves_beside_a_page_is_part_of_it(tmp_path: Path) -> None:
    files = {"p.html": saved.page(1), "x.js": "var x", **PARTS, **ATTACHED, **FRAME}
    folder = saved.write(tmp_path / "in", files)
    assert taken(tmp_path, folder) == (
        [
            "in/p.html",
            "in/p_files/file.pdf",
            "in/p_files/get.do",
            "in/p_files/saved_resource.html",
            "in/x.js",
        ],
        {},
        {
            "in/p.html": "5 files of its folder belong to the page "
            "(scripts, pictures, styles)"
        },
    )


@pytest.mark.parametrize("folder", ["p.files", "p_files", "p_文件"])
@pytest.mark.parametrize("suffix", ["html", "htm", "mhtml"])
def test_the_folder_of_a_page_is_known_by_its_name(
    tmp_path: Path, folder: str, suffix: str
) -> None:
    files = {f"p.{suffix}": saved.page(), f"{folder}/a.js": "var a"}
    top = saved.write(tmp_path / "in", files)
    assert taken(tmp_path, top)[0] == [f"in/p.{suffix}"]


def test_a_folder_of_such_a_name_without_a_page_is_a_folder(tmp_path: Path) -> None:
    folder = saved.write(tmp_path / "in", {"q.html": saved.page(), "p_files/a.js": "a"})
    assert taken(tmp_path, folder)[0] == ["in/p_files/a.js", "in/q.html"]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_saved_page_in_an_archive_has_its_parts_with_it(
    tmp_path: Path, pack: object
) -> None:
    files = {"d/p.html": saved.page(1)}
    files |= {f"d/{name}": content for name, content in {**PARTS, **ATTACHED}.items()}
    members = [
        (name, content.encode() if isinstance(content, str) else content)
        for name, content in files.items()
    ]
    (tmp_path / "a.zip").write_bytes(pack(members))  # type: ignore[operator]
    assert taken(tmp_path, tmp_path / "a.zip") == (
        [
            "a.zip//d/p.html",
            "a.zip//d/p_files/file.pdf",
            "a.zip//d/p_files/get.do",
        ],
        {},
        {
            "a.zip//d/p.html": "5 files of its folder belong to the page "
            "(scripts, pictures, styles)"
        },
    )


# --- WARC ---

URL = "http://www.example.org/notice?id=1"


@pytest.mark.parametrize("zipped", [True, False])
def test_the_pages_of_a_warc_are_sources_with_address_and_date(
    tmp_path: Path, zipped: bool
) -> None:
    content = saved.warc(
        {
            URL: ("text/html; charset=gbk", saved.page().encode("gbk")),
            "http://www.example.org/a.pdf": ("application/pdf", b"%PDF-1.4 x"),
            "http://www.example.org/a.js": ("text/javascript", b"var a"),
            "http://www.example.org/a.docx": ("application/octet-stream", b"PK"),
        },
        zipped=zipped,
    )
    (tmp_path / "c.warc.gz").write_bytes(content)
    items = list(intake.keep([tmp_path / "c.warc.gz"], tmp_path / "case"))
    at = "2024-05-07T02:00:00Z"
    assert [
        (item.path, item.capture) for item in items if isinstance(item, Source)
    ] == [
        (f"c.warc.gz//{url}", Capture(url, at))
        for url in (
            URL,
            "http://www.example.org/a.pdf",
            "http://www.example.org/a.docx",
        )
    ]
    assert [item for item in items if not isinstance(item, Source)] == [
        Note(
            "c.warc.gz",
            "3 pages and documents; left out: "
            "answers of other types (scripts, styles, pictures) (1), "
            "request records (4)",
        )
    ]


def test_an_answer_that_was_no_page_is_left_out(tmp_path: Path) -> None:
    content = saved.warc({URL: ("text/html", b"gone")}, status="404 Not Found")
    (tmp_path / "c.warc").write_bytes(content)
    assert taken(tmp_path, tmp_path / "c.warc") == (
        [],
        {},
        {
            "c.warc": "0 pages and documents; left out: "
            "answers with another status than 200 (1), request records (1)"
        },
    )


def test_one_page_at_two_addresses_comes_with_both(tmp_path: Path) -> None:
    other = "http://mirror.example.org/1.html"
    page = ("text/html", saved.page().encode())
    (tmp_path / "c.warc.gz").write_bytes(saved.warc({URL: page, other: page}))
    items = list(intake.keep([tmp_path / "c.warc.gz"], tmp_path / "case"))
    sources = [item for item in items if isinstance(item, Source)]
    assert [one.capture.url for one in sources] == [URL, other]
    assert len({one.sha256 for one in sources}) == 1


@pytest.mark.parametrize(
    "url",
    ["file:///C:/Users/Anna/a.html", "http://a.example/../../etc/passwd", "../a.html"],
)
def test_an_address_in_a_warc_never_becomes_a_place_on_the_disk(
    tmp_path: Path, url: str
) -> None:
    (tmp_path / "c.warc").write_bytes(
        saved.warc({url: ("text/html", saved.page().encode())}, zipped=False)
    )
    before = set(tmp_path.rglob("*"))
    paths, _, _ = taken(tmp_path, tmp_path / "c.warc")
    assert paths == ([f"c.warc//{url}"] if url.startswith("http") else [])
    new = set(tmp_path.rglob("*")) - before
    assert all(path.is_relative_to(tmp_path / "case") for path in new)


@pytest.mark.parametrize("zipped", [True, False])
def test_a_warc_cut_off_anywhere_gives_pages_or_a_word(
    tmp_path: Path, zipped: bool
) -> None:
    whole = saved.warc(
        {f"{URL}{n}": ("text/html", saved.page(n).encode()) for n in range(3)},
        zipped=zipped,
    )
    for size in range(0, len(whole), max(1, len(whole) // 23)):
        (tmp_path / "c.warc.gz").write_bytes(whole[:size])
        paths, refused, notes = taken(tmp_path, tmp_path / "c.warc.gz")
        assert paths or refused or notes


def test_a_warc_that_unpacks_to_too_much_is_left(tmp_path: Path) -> None:
    bomb = saved.warc({URL: ("text/html", b"\0" * (80 << 20))})
    (tmp_path / "c.warc.gz").write_bytes(bomb)
    _, refused, _ = taken(tmp_path, tmp_path / "c.warc.gz")
    assert list(refused.values()) == [
        "the archive was left: it unpacks to more than 500 times its size"
    ]

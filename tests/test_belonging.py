"""Attachments, transcripts and stated captures, from files to the graph."""

from pathlib import Path
from typing import Any

import pytest

from graphkit.case import Case
from graphkit.case.ledger import Ledger
from graphkit.cli import main
from graphkit.errors import SourceError
from graphkit.source import Capture
from tests import saved

LINK = '<p><a href="/upload/{0}">{1}</a></p>'
KEYS = ("path", "kind", "url", "captured_at")


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.create(tmp_path / "case")


def documents(case: Case, *keys: str) -> list[tuple[Any, ...]]:
    rows = case.table("Document").to_dict("records")
    return sorted(tuple(row[key] for key in keys or KEYS) for row in rows)


def chains(case: Case) -> list[tuple[Any, ...]]:
    return [
        (row["institution"], row["provider"], row["item"]["name"], row["grade"])
        for row in case.chains()
    ]


def unread(case: Case, folder: Path) -> dict[str, str]:
    return {one.path: one.reason for one in case.load([folder]).quarantined}


FOUND = [("示例大学", "AWS", "A100", "E2")]


@pytest.mark.parametrize(
    ("href", "words"),
    [
        ("%E6%96%87%E4%BB%B6.docx?v=1", "下载"),
        ("get?id=7", "附件1：文件.docx（1.2MB）"),
    ],
)
def test_a_file_that_a_notice_names_is_its_attachment(
    case: Case, tmp_path: Path, href: str, words: str
) -> None:
    folder = saved.write(
        tmp_path / "in", {"n.html": saved.page(1, LINK.format(href, words))}
    )
    saved.docx(folder / "文件.docx", saved.WANTED)
    summary = case.load([folder])
    assert [(note.path, note.text) for note in summary.notes] == [
        ("in/文件.docx", "an attachment of in/n.html, which names it")
    ]
    assert documents(case, "path", "kind") == [
        ("in/n.html", "award"),
        ("in/文件.docx", "attachment"),
    ]
    assert len(case.table("Tender")) == 1
    assert chains(case) == FOUND
    assert case.verify().differing == ()


def test_a_file_that_no_notice_names_is_no_attachment(
    case: Case, tmp_path: Path
) -> None:
    folder = saved.write(tmp_path / "in", {"n.html": saved.page(1)})
    saved.docx(folder / "文件.docx", saved.WANTED)
    assert unread(case, folder) == {"in/文件.docx": "no procurement notice recognised"}
    assert chains(case) == []


def test_a_file_that_lies_elsewhere_is_no_attachment(
    case: Case, tmp_path: Path
) -> None:
    named = LINK.format("文件.docx", "文件.docx")
    folder = saved.write(
        tmp_path / "in", {"a/n.html": saved.page(1, named), "b/x.txt": "x"}
    )
    saved.docx(folder / "b" / "文件.docx", saved.WANTED)
    assert "in/b/文件.docx" in unread(case, folder)


def test_a_file_that_notices_of_two_tenders_name_is_of_neither(
    case: Case, tmp_path: Path
) -> None:
    named = LINK.format("文件.docx", "文件.docx")
    pages = {f"{n}.html": saved.page(n, named) for n in (1, 2)}
    folder = saved.write(tmp_path / "in", pages)
    saved.docx(folder / "文件.docx", saved.WANTED)
    case.load([folder])
    assert len(case.table("Tender")) == 3
    assert chains(case) == []


@pytest.mark.parametrize("place", ["n_files/文件.docx", "附件/文件.docx"])
def test_a_file_in_the_folder_of_a_notice_lies_beside_it(
    case: Case, tmp_path: Path, place: str
) -> None:
    named = LINK.format(place, "采购文件")
    folder = saved.write(tmp_path / "in", {"n.html": saved.page(1, named)})
    (folder / place).parent.mkdir()
    saved.docx(folder / place, saved.WANTED)
    case.load([folder])
    assert chains(case) == FOUND


def test_a_file_added_later_is_found_when_the_folder_is_loaded_again(
    case: Case, tmp_path: Path
) -> None:
    named = LINK.format("文件.docx", "文件.docx")
    folder = saved.write(tmp_path / "in", {"n.html": saved.page(1, named)})
    case.load([folder])
    assert chains(case) == []
    saved.docx(folder / "文件.docx", saved.WANTED)
    case.load([folder])
    assert chains(case) == FOUND


def test_a_person_states_an_attachment(case: Case, tmp_path: Path) -> None:
    folder = saved.write(tmp_path / "in", {"n.html": saved.page(1), "b/x": "x"})
    file = saved.docx(folder / "b" / "spec.docx", saved.WANTED)
    at = case.folder
    given = ["load", str(folder / "n.html"), "--attach", str(file), "--case", str(at)]
    assert main(given) == 0
    assert chains(case) == FOUND
    with Ledger.open(case.folder) as ledger:
        assert [row.body["stated"] for row in ledger.rows("binding")] == [True]


# --- transcripts ---


@pytest.mark.parametrize("name", ["s.txt", "s.pdf.txt"])
def test_the_text_beside_a_scan_is_its_transcript(
    case: Case, tmp_path: Path, name: str
) -> None:
    folder = saved.write(
        tmp_path / "in", {name: saved.text() + f"\n采购内容：{saved.WANTED}"}
    )
    saved.scan(folder / "s.pdf")
    assert unread(case, folder) == {}
    ((path, of),) = documents(case, "path", "transcript_of")
    assert (path, of.partition(" ")[0]) == (f"in/{name}", "in/s.pdf")
    assert case.verify().differing == ()
    report = case.export("html", tmp_path / "r.html").read_text(encoding="utf-8")
    assert "transcript of in/s.pdf" in report


def test_a_scan_without_a_transcript_is_named(case: Case, tmp_path: Path) -> None:
    folder = saved.write(tmp_path / "in", {"other.txt": saved.text()})
    saved.scan(folder / "s.pdf")
    assert list(unread(case, folder)) == ["in/s.pdf"]


# --- stated captures ---


def test_a_person_states_where_and_when_a_page_was_saved(
    case: Case, tmp_path: Path
) -> None:
    folder = saved.write(tmp_path / "in", {"n.html": saved.page(1)})
    at = "2024-05-03T10:11:12+08:00"
    given = ["--url", saved.ADDRESS, "--captured-at", at, "--by", "Anna"]
    assert (
        main(["load", str(folder / "n.html"), *given, "--case", str(case.folder)]) == 0
    )
    assert documents(case) == [("n.html", "award", saved.ADDRESS, at)]
    assert "Anna" not in str(case.table("Document").to_dict())


def test_a_sidecar_states_the_same(case: Case, tmp_path: Path) -> None:
    sidecar = (
        f'url = "{saved.ADDRESS}"\ncaptured_at = 2024-05-03\nattach = ["a.docx"]\n'
    )
    files = {"n.html": saved.page(1), "n.html.capture.toml": sidecar}
    folder = saved.write(tmp_path / "in", files)
    saved.docx(folder / "a.docx", saved.WANTED)
    assert unread(case, folder) == {}
    assert documents(case) == [
        ("in/a.docx", "attachment", "", ""),
        ("in/n.html", "award", saved.ADDRESS, "2024-05-03"),
    ]
    assert chains(case) == FOUND


def test_a_file_that_a_sidecar_attaches_and_that_is_missing_is_told_of(
    case: Case, tmp_path: Path
) -> None:
    files = {"n.html": saved.page(1), "n.html.capture.toml": 'attach = ["a.docx"]'}
    folder = saved.write(tmp_path / "in", files)
    assert [note.text for note in case.load([folder]).notes] == [
        "a.docx, which its sidecar attaches, was not loaded"
    ]


@pytest.mark.parametrize(
    ("sidecar", "reason"),
    [
        ("url = 3", "url is no text"),
        (
            'url = "file:///C:/a.html"',
            "url 'file:///C:/a.html' is no address on the web",
        ),
        ('captured_at = "yesterday"', "captured_at 'yesterday' is no moment"),
        ('adress = "x"', "'adress' is nothing a capture has"),
        (
            'attach = ["../../etc/passwd"]',
            "attach is no list of names of files beside the notice",
        ),
        ("url =", "not TOML: Invalid value (at end of document)"),
    ],
)  # fmt: skip
def test_a_sidecar_that_is_not_as_it_should_be_is_named(
    case: Case, tmp_path: Path, sidecar: str, reason: str
) -> None:
    files = {"n.html": saved.page(1), "n.html.capture.toml": sidecar}
    folder = saved.write(tmp_path / "in", files)
    assert unread(case, folder) == {"n.html.capture.toml": reason}


def test_one_page_found_at_two_addresses_is_one_document(
    case: Case, tmp_path: Path
) -> None:
    file = saved.write(tmp_path / "in", {"n.html": saved.page(1)}) / "n.html"
    other = "http://mirror.example.org/1.html"
    case.load([file], stated=Capture(saved.ADDRESS, "2024-05-03"))
    case.load([file], stated=Capture(other, "2024-05-04"))
    digest = case.status()["digest"]
    case.load([file], stated=Capture(other, "2024-05-04"))
    assert case.status()["digest"] == digest
    ((url, count, captures),) = documents(case, "url", "n_captures", "captures")
    assert (url, count) == (saved.ADDRESS, 2)
    assert [one.split(" ")[:2] for one in captures] == [["n.html", other]]


def test_other_content_under_one_stated_address_is_a_version(
    case: Case, tmp_path: Path
) -> None:
    changed = saved.page(1).replace("20万元", "30万元")
    folder = saved.write(tmp_path / "in", {"a.html": saved.page(1), "b.html": changed})
    for name in ("a.html", "b.html"):
        case.load([folder / name], stated=Capture(saved.ADDRESS))
    versions = [of for (of,) in documents(case, "version_of")]
    assert sum(bool(of) for of in versions) == 1
    assert len(case.table("Tender")) == 1


def test_undo_takes_an_address_back(case: Case, tmp_path: Path) -> None:
    file = saved.write(tmp_path / "in", {"n.html": saved.page(1)}) / "n.html"
    case.load([file], stated=Capture(saved.ADDRESS))
    with Ledger.open(case.folder) as ledger:
        (row,) = ledger.rows("capture")
    case.undo(row.uid)
    assert documents(case) == [("n.html", "award", "", "")]


def test_an_address_is_of_one_file(case: Case, tmp_path: Path) -> None:
    folder = saved.write(tmp_path / "in", {"n.html": saved.page(1)})
    with pytest.raises(SourceError, match="are those of one notice"):
        case.load([folder], stated=Capture(saved.ADDRESS))


def test_no_export_holds_a_place_on_the_disk(case: Case, tmp_path: Path) -> None:
    head = "<!-- saved from url=(0030)file:///C:/Users/Anna/n.html -->"
    asks = f"<p>采购内容：{saved.WANTED}</p>"
    folder = saved.write(tmp_path / "in", {"n.html": saved.page(1, asks, head)})
    case.load([folder])
    for kind in ("html", "csv"):
        text = case.export(kind, tmp_path / f"r.{kind}").read_text(encoding="utf-8")
        assert "Anna" not in text
        assert str(tmp_path) not in text

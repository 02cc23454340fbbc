"""What is not read is named by its bytes, with what to do about it."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.said import quarantined, readings

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole(*streams: str) -> bytes:
    """Return what an OLE container with some streams looks like, far into the file."""
    names = b"".join(name.encode("utf-16-le") + b"\0" * 32 for name in streams)
    return OLE + bytes(range(256)) * 400 + names


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.doc", ole("WordDocument"), "it is an old Word document (.doc)"),
        ("a.pdf", ole("WordDocument"), "it is an old Word document (.doc)"),
        ("a.wps", ole("WordDocument"), "it is a WPS document (.wps)"),
        ("a.xls", ole("Workbook"), "it is an old Excel workbook (.xls)"),
        ("a.et", ole("Workbook"), "it is a WPS spreadsheet (.et)"),
        (
            "a.docx",
            ole("EncryptedPackage"),
            "it is an Office document locked by a password",
        ),
        ("a.ofd", zipped("Doc_0/Document.xml", "OFD.xml"), "it is an OFD document"),
        ("a.caj", b"CAJ\0" + b"\0" * 99, "it is a CAJ document"),
        ("a.caj", b"HN\x00\x01" + b"\0" * 99, "it is a CAJ document"),
        ("a.ceb", b"Founder CEB 3.0" + b"\0" * 99, "it is a CEB document"),
        ("a.rtf", b"{\\rtf1\\ansi x}", "it is a rich text document (RTF)"),
        ("a.zip", b"Rar!\x1a\x07\x00", "it is a RAR archive"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "it is a 7-Zip archive"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n", "it is a picture (PNG)"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "it is a picture (JPEG)"),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "it is a picture (WebP)"),
        ("a.bmp", b"BM\x9a\0\0\0\0\0\0\0", "it is a picture (BMP)"),
        ("a.heic", b"\0\0\0\x18ftypheic", "it is a picture (HEIC)"),
        ("a.mp4", b"\0\0\0\x18ftypisom", "it is a recording (MP4)"),
        ("a.html", b"\x1aE\xdf\xa3" + b"\0" * 9, "it is a recording (Matroska)"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_read_is_named_by_its_bytes(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert quarantined(tmp_path, file) == [(name, "", reason)]
    (refused,) = readings(tmp_path, file)[1]
    assert refused.hint


def test_an_archive_locked_by_a_password_is_one_line(tmp_path: Path) -> None:
    content = bytearray(zipped("a.html", "b.html"))
    for at in range(len(content)):
        if content[at : at + 4] == b"PK\x03\x04":
            content[at + 6] |= 1
        elif content[at : at + 4] == b"PK\x01\x02":
            content[at + 8] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(content))
    assert quarantined(tmp_path, tmp_path / "a.zip") == [
        ("a.zip", "", "it is locked by a password")
    ]


def test_an_archive_of_an_ofd_document_is_an_archive(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.ofd", zipped("OFD.xml"))
    (tmp_path / "a.zip").write_bytes(stream.getvalue())
    assert quarantined(tmp_path, tmp_path / "a.zip") == [
        ("a.zip//a.ofd", "", "it is an OFD document")
    ]

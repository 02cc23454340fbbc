"""Formats that are not read, told by their bytes, and what to do with each.

The bytes decide, not the name: a `.doc` may be a web page, a `.pdf` a picture. Only
where two programs write the same container does the suffix tell them apart.
"""

from pathlib import Path, PurePosixPath
from typing import NamedTuple

_PICTURE = "put the text it shows into a .txt file and load that; pictures are not read"
_RECORDING = "put what it shows and says into a .txt file; recordings are not read"
_WORD = "open it in Word, WPS or LibreOffice and save it as .docx"
_SHEET = "open it in Excel, WPS or LibreOffice and save its sheets as CSV"
_READER = "open it in its reader and print it to PDF, or save its text as .txt"
_UNPACK = "unpack it and load the folder"
_PROGRAM = "programs are not read"
_MOST = 64 << 20
"""Bytes of an Office document in which its streams are looked for."""


class Unread(NamedTuple):
    """What a file is that no loader reads, and what its owner can do."""

    what: str
    hint: str


_STARTS = (
    (b"\x89PNG", "a picture (PNG)", _PICTURE),
    (b"\xff\xd8\xff", "a picture (JPEG)", _PICTURE),
    (b"GIF8", "a picture (GIF)", _PICTURE),
    (b"II*\0", "a picture (TIFF)", _PICTURE),
    (b"MM\0*", "a picture (TIFF)", _PICTURE),
    (b"8BPS", "a picture (PSD)", _PICTURE),
    (b"AC10", "a drawing (DWG)", "print it to PDF"),
    (b"CAJ\0", "a CAJ document", _READER),
    (b"KDH ", "a CAJ document (KDH)", _READER),
    (b"Founder CEB", "a CEB document", _READER),
    (b"{\\rtf", "a rich text document (RTF)", _WORD),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it and load the file"),
    (b"MSCF", "a cabinet archive", _UNPACK),
    (b"ITSF", "a help file (CHM)", _UNPACK),
    (b"bplist00", "a Safari web archive or property list", "save the page as HTML"),
    (b"SQLite format 3\0", "an SQLite database", "export its tables as CSV"),
    (b"\x1aE\xdf\xa3", "a recording (Matroska)", _RECORDING),
    (b"FLV\x01", "a recording (FLV)", _RECORDING),
    (b"\x00\x00\x01\xba", "a recording (MPEG)", _RECORDING),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "a recording (WMV)", _RECORDING),
    (b"OggS", "a recording (Ogg)", _RECORDING),
    (b"ID3", "a recording (MP3)", _RECORDING),
    (b"#!AMR", "a recording (AMR)", _RECORDING),
    (b"\x7fELF", "a program", _PROGRAM),
    (b"MZ", "a program", _PROGRAM),
)
_RIFF = {
    b"WEBP": Unread("a picture (WebP)", _PICTURE),
    b"AVI ": Unread("a recording (AVI)", _RECORDING),
    b"WAVE": Unread("a recording (WAV)", _RECORDING),
}
_PICTURE_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif")
_OLE = b"\xd0\xcf\x11\xe0"
_BY_SUFFIX = {
    ".wps": Unread("a WPS document (.wps)", _WORD),
    ".et": Unread("a WPS spreadsheet (.et)", _SHEET),
    ".dps": Unread("a WPS presentation (.dps)", _READER),
    ".caj": Unread("a CAJ document", _READER),
    ".ceb": Unread("a CEB document", _READER),
    ".ofd": Unread("an OFD document", _READER),
}
_LOCKED = Unread(
    "an Office document locked by a password", "save it without the password"
)
_STREAMS = (
    ("EncryptedPackage", _LOCKED),
    ("WordDocument", Unread("an old Word document (.doc)", _WORD)),
    ("Workbook", Unread("an old Excel workbook (.xls)", _SHEET)),
    ("Book", Unread("an old Excel workbook (.xls)", _SHEET)),
    ("PowerPoint Document", Unread("an old PowerPoint file (.ppt)", _READER)),
)
"""Names of streams in an OLE container, as UTF-16; the first there decides."""


def unread(head: bytes, path: str, file: Path) -> Unread | None:
    """Return what a file is that no loader reads; None where nobody knows."""
    suffix = PurePosixPath(path).suffix.lower()
    if head.startswith(_OLE):
        return _office(file, suffix)
    if head.startswith(b"PK\x03\x04"):
        return _packed(head, suffix)
    for start, what, hint in _STARTS:
        if head.startswith(start):
            return Unread(what, hint)
    return _framed(head) or _named(head, suffix)


def _office(file: Path, suffix: str) -> Unread:
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    with file.open("rb") as stream:
        content = stream.read(_MOST)
    for name, found in _STREAMS:
        if name.encode("utf-16-le") in content:
            return found
    return Unread("an old Office document", _WORD)


def _packed(head: bytes, suffix: str) -> Unread:
    """Return which of the formats that are a zip inside it is."""
    if suffix == ".ofd" or b"OFD.xml" in head:
        return _BY_SUFFIX[".ofd"]
    if b"ppt/" in head:
        return Unread("a PowerPoint file", _READER)
    if b"opendocument" in head:
        return Unread("an OpenDocument file", _WORD)
    if b"epub" in head:
        return Unread("an e-book (EPUB)", _READER)
    return Unread("an Office document", "save it as .docx, CSV or text")


def _framed(head: bytes) -> Unread | None:
    """Return a picture or recording whose mark stands behind a length."""
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        if head[8:12] in _PICTURE_BRANDS:
            return Unread("a picture (HEIC)", _PICTURE)
        return Unread("a recording (MP4)", _RECORDING)
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return Unread("a picture (BMP)", _PICTURE)
    return None


def _named(head: bytes, suffix: str) -> Unread | None:
    """Return what a name says of bytes that are no text."""
    return _BY_SUFFIX.get(suffix) if b"\0" in head[:4096] else None

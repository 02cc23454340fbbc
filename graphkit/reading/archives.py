"""Archives taken apart member by member: nothing trusted, nothing held in memory.

Names in an archive never become paths on this machine. What unpacks to far more than
its size promises, or hides in archives in archives, is refused.
"""

import bz2
import gzip
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple, cast

from graphkit.errors import SourceError
from graphkit.reading import page_folders, warc
from graphkit.reading.json_encodings import KINDS, json_encoding, utf8
from graphkit.source import UNSAID, Capture

CHUNK = 1 << 20
CONTAINERS = ("zip", "tar", "warc")
SUFFIXES = (".gz", ".xz", ".bz2")
DAMAGE = (
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    RecursionError,
    RuntimeError,
    ValueError,
    gzip.BadGzipFile,
    lzma.LZMAError,
    struct.error,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the readers of archives raise for a damaged or hostile one."""

_XZ_MEMORY = 256 << 20
_DIRECTORY_BYTES = 64 << 20
_NAME_LENGTH = 1000
_DRIVE = re.compile(r"[A-Za-z]:")
_SLASHES = re.compile(r"[/\\]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may hold, with all the archives in it.

    `ratio` of unpacked to packed bytes counts once more than `spared` are unpacked.
    """

    depth: int = 3
    members: int = 100_000
    total: int = 16 << 30
    ratio: int = 500
    spared: int = 64 << 20


@dataclass(slots=True)
class Meter:
    """What came out of one archive so far; raises SourceError beyond its limits."""

    path: str
    packed: int
    limits: Limits
    unpacked: int = 0
    members: int = 0

    def count(self) -> None:
        """Take one more member into account."""
        self.members += 1
        if self.members > self.limits.members:
            raise self._refusal(f"it holds more than {self.limits.members:,} files")

    def weigh(self, size: int) -> None:
        """Take bytes that were unpacked into account."""
        self.unpacked += size
        if self.unpacked > self.limits.total:
            raise self._refusal(f"it unpacks to more than {self.limits.total >> 30} GB")
        allowed = max(self.limits.spared, self.packed * self.limits.ratio)
        if self.unpacked > allowed:
            raise self._refusal(
                f"it unpacks to more than {self.limits.ratio} times its size"
            )

    def _refusal(self, problem: str) -> SourceError:
        return SourceError(
            self.path,
            "",
            f"the archive was left: {problem}",
            hint="unpack it yourself, look at it, and load the folder",
        )


class Member(NamedTuple):
    """A file in an archive; without a stream `refusal` says why it is not taken.

    A `name` of '' is the archive itself. `page` is the saved page in whose folder the
    file lies, `note` says what was left out.
    """

    name: str
    stream: BinaryIO | None
    refusal: str = ""
    page: str = ""
    note: str = ""
    capture: Capture = UNSAID


def kind_of(stream: BinaryIO) -> str:
    """Return `zip`, `tar`, `warc`, `gz`, `xz` or `bz2`, and '' for any other file.

    JSON that is not UTF-8 counts as packed: its kind is the encoding. Office documents
    are archives inside, but one document each. The stream is left at its beginning.
    """
    head = stream.read(512)
    stream.seek(0)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "" if _is_document(head) or _holds_ofd(stream) else "zip"
    if head.startswith(warc.MARK):
        return "warc"
    if head[257:262] == b"ustar":
        return "tar"
    for mark, kind in ((b"\x1f\x8b", "gz"), (b"\xfd7zXZ\x00", "xz"), (b"BZh", "bz2")):
        if head.startswith(mark):
            return kind
    return json_encoding(stream)


def members(stream: BinaryIO, kind: str) -> Iterator[Member]:
    """Yield the files of an archive in its order; hidden ones and folders are passed.

    Each stream must be read before the next member is asked for. Raises one of
    DAMAGE where the archive is broken.
    """
    if kind == "warc":
        yield from _answered(stream)
        return
    found = _zipped(stream) if kind == "zip" else _tarred(stream)
    for member in found:
        parts = [part for part in _SLASHES.split(member.name) if part not in ("", ".")]
        if any(part.startswith(".") and part != ".." for part in parts):
            continue
        if parts and parts[0] == "__MACOSX":
            continue
        if refusal := _refused_name(member.name):
            yield Member(member.name, None, refusal)
        else:
            yield member._replace(name="/".join(parts))


def unpacked(stream: BinaryIO, kind: str) -> Iterator[bytes]:
    """Yield the plain bytes of a compressed file. Raises one of DAMAGE."""
    if kind == "xz":
        yield from _xz(stream)
        return
    if kind in KINDS:
        yield from utf8(stream, kind)
        return
    opened: BinaryIO = (
        cast(BinaryIO, gzip.GzipFile(fileobj=stream))
        if kind == "gz"
        else cast(BinaryIO, bz2.BZ2File(stream))
    )
    yield from chunks(opened)


def plain_name(path: str) -> str:
    """Return a file's name as it is when unpacked."""
    for suffix in SUFFIXES:
        path = path.removesuffix(suffix)
    return path


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of a stream, a megabyte at a time."""
    while chunk := stream.read(CHUNK):
        yield chunk


def damaged(error: BaseException, kind: str) -> str:
    """Say in a sentence what is wrong with an archive that raised one of DAMAGE."""
    if isinstance(error, EOFError) or "end of" in str(error).lower():
        return f"the {kind} file ends early, as if it had been cut off"
    if isinstance(error, NotImplementedError):
        return f"the {kind} file is packed in a way that is not known here"
    text = " ".join(str(error).split())[:120]
    return f"the {kind} file is damaged: {text}"


def _is_document(head: bytes) -> bool:
    """Say whether a zip begins as Office or OpenDocument files do."""
    length = int.from_bytes(head[26:28], "little")
    name = head[30 : 30 + length]
    return name in (
        b"[Content_Types].xml",
        b"mimetype",
        b"_rels/.rels",
    ) or name.startswith((b"docProps/", b"xl/", b"word/", b"ppt/"))


def _holds_ofd(stream: BinaryIO) -> bool:
    """Say whether a zip is an OFD document: it has an OFD.xml that lists its parts."""
    try:
        if _directory_bytes(stream) > CHUNK:
            return False
        with zipfile.ZipFile(stream) as archive:
            return "OFD.xml" in archive.namelist()
    except DAMAGE:
        return False
    finally:
        stream.seek(0)


def _answered(stream: BinaryIO) -> Iterator[Member]:
    """Yield what a WARC was answered, by address, and what was left out of it."""
    left_out: Counter[str] = Counter()
    count = 0
    for answer in warc.answers(stream, left_out):
        refusal = _refused_address(answer.url)
        count += not refusal
        body = None if refusal else answer.stream
        yield Member(answer.url, body, refusal, capture=answer.capture)
    yield Member("", None, note=warc.told(count, left_out))


def _zipped(stream: BinaryIO) -> Iterator[Member]:
    if _directory_bytes(stream) > _DIRECTORY_BYTES:
        raise zipfile.BadZipFile("its list of files is longer than any real one")
    with zipfile.ZipFile(stream) as archive:
        listed = [found for found in archive.infolist() if not found.is_dir()]
        if listed and all(found.flag_bits & 1 for found in listed):
            yield Member("", None, "it is locked by a password")
            return
        names = frozenset(map(_zip_name, listed))
        for found in listed:
            name = _zip_name(found)
            if found.flag_bits & 1:
                yield Member(name, None, "it is encrypted")
                continue
            try:
                member = archive.open(found)
            except (*DAMAGE, OSError) as error:  # it points outside the file
                yield Member(name, None, damaged(error, "zip"))
                continue
            page = page_folders.page_of(name, names)
            with member:
                yield Member(name, cast(BinaryIO, member), page=page)


def _directory_bytes(stream: BinaryIO) -> int:
    """Return the size a zip states for its list of files, which is read at once."""
    stream.seek(0, 2)
    stream.seek(max(0, stream.tell() - (1 << 17)))
    tail = stream.read()
    stream.seek(0)
    end = tail.rfind(b"PK\x05\x06")
    size = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    large = tail.rfind(b"PK\x06\x06")
    if size == 0xFFFFFFFF and large >= 0:
        return int.from_bytes(tail[large + 40 : large + 48], "little")
    return size


def _zip_name(found: zipfile.ZipInfo) -> str:
    """Return a member's name; old programs write it in the user's own encoding."""
    if found.flag_bits & 0x800:
        return found.filename
    return _decoded(found.filename.encode("cp437", "replace"))


def _tarred(stream: BinaryIO) -> Iterator[Member]:
    wary = cast(BinaryIO, _Wary(stream))
    names: set[str] = set()  # a page comes before its folder, as tar sorts them
    with tarfile.open(fileobj=wary, mode="r|", bufsize=CHUNK) as archive:
        for found in archive:
            name = _decoded(found.name.encode("utf-8", "surrogateescape"))
            if found.isdir():
                continue
            member = archive.extractfile(found) if found.isfile() else None
            if member is None:
                yield Member(name, None, "it is a link or a device, not a file")
                continue
            names.add(name)
            page = page_folders.page_of(name, names)
            yield Member(name, cast(BinaryIO, member), page=page)


class _Wary:
    """A stream that refuses to be read in huge pieces, as a hostile header asks."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        if not 0 <= size <= 16 * CHUNK:
            raise tarfile.ReadError("a header of it is longer than any real one")
        return self._stream.read(size)


def _xz(stream: BinaryIO) -> Iterator[bytes]:
    """Yield plain bytes; the memory an xz file may ask for is bounded."""
    rest = stream.read(CHUNK)
    while rest:
        decoder = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
        while not decoder.eof:
            if decoder.needs_input and not rest:
                rest = stream.read(CHUNK)
                if not rest:
                    raise EOFError
            yield decoder.decompress(rest, max_length=CHUNK)
            rest = b""
        rest = (decoder.unused_data or stream.read(CHUNK)).lstrip(b"\0")


def _refused_name(name: str) -> str:
    """Say why a name is not taken; '' for one that is."""
    if name.startswith(("/", "\\")) or _DRIVE.match(name):
        return "its name is an absolute path"
    if ".." in _SLASHES.split(name):
        return "its name leads out of the archive"
    if _CONTROL.search(name):
        return "its name holds control characters"
    if len(name) > _NAME_LENGTH:
        return f"its name is longer than {_NAME_LENGTH:,} characters"
    return ""


def _refused_address(url: str) -> str:
    """Say why the address of a page is not taken as its name; '' for one that is."""
    if _CONTROL.search(url) or len(url) > _NAME_LENGTH:
        return "its address is no real one"
    return ""


def _decoded(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("utf-8", "replace")

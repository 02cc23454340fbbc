"""JSON that is not UTF-8: UTF-16 and GB18030 are turned into it, as if unpacked.

Offsets of what is read count the UTF-8 bytes, which the case keeps beside the file as
it was received. Which encoding it is the bytes say; where they are doubtful (a broken
line, a Latin one) nothing is turned and the loader names the problem.
"""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from graphkit.layers.notice_encoding import encoding

CHUNK = 1 << 20
KINDS = ("utf-16", "utf-16-le", "utf-16-be", "gb18030")

_WIDE = {
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"{\0": "utf-16-le",
    b"[\0": "utf-16-le",
    b"\0{": "utf-16-be",
    b"\0[": "utf-16-be",
}
_STARTS = ("{", "[")
_ALONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_HAN = re.compile("[\u4e00-\u9fff]")


def json_encoding(stream: BinaryIO) -> str:
    """Return which of KINDS a JSON file is in; '' for UTF-8 and any other file.

    The stream is left at its beginning.
    """
    head = stream.read(512)
    try:
        if name := _WIDE.get(head[:2], ""):
            if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
                return ""
            text = head.decode(name, "replace").lstrip()
            return name if text.startswith(_STARTS) else ""
        if head.lstrip()[:1] in (b"{", b"["):
            stream.seek(0)
            return _chinese(stream)
        return ""
    finally:
        stream.seek(0)


def utf8(stream: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield the text of a stream as UTF-8. Raises UnicodeDecodeError."""
    decoder = codecs.getincrementaldecoder(name)("strict")
    while chunk := stream.read(CHUNK):
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()


def _chinese(stream: BinaryIO) -> str:
    """Return gb18030 where the first bytes that are not UTF-8 are Chinese in it."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    while chunk := stream.read(CHUNK):
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            break
    else:
        return ""
    return "gb18030" if _is_gb18030(chunk) and _is_whole(stream) else ""


def _is_gb18030(chunk: bytes) -> bool:
    """Say whether bytes read as Chinese: Latin letters would stand alone."""
    if encoding(chunk)[0] != "gb18030":
        return False
    text = chunk.decode("gb18030", "replace")
    return len(_HAN.findall(text)) > len(_ALONE.findall(chunk))


def _is_whole(stream: BinaryIO) -> bool:
    stream.seek(0)
    try:
        return all(True for _ in utf8(stream, "gb18030"))
    except UnicodeDecodeError:
        return False

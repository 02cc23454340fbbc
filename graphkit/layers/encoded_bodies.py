"""Bodies that a page carries as base64, in an attribute, a script or a `data:` address.

Some portals send a notice so and let a script write it out. What decodes to Chinese
text is read; pictures, fonts and anything else are not.
"""

import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from graphkit.errors import SourceError
from graphkit.layers.notice_encoding import decode

MOST_BODIES = 20
MOST_BYTES = 4 << 20
"""Of base64 in one page; what comes after is left alone."""

_FEWEST = 160
_BODY = re.compile(
    r"(?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]|\\/){40,}+"
    r"(?:(?:\\/|\\[rn]|\s|%2[BbFf]|&\#1[03];)*+[A-Za-z0-9+/]++)*+"
    r"(?:=|%3[Dd]|\\u003[dD]){0,2}"
)
_ENDS = re.compile(r"\s*+(?:[\"'`<\\&]|\Z)")
_CLEAN = re.compile(r"\\[rn]|\s|\\(?=/)|&#1[03];")
_UNPRINTED = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_PRINTED = re.compile("[^\x00-\x08\x0e-\x1f\x7f\ufffd]*")
_HAN = re.compile("[\u4e00-\u9fff]")
_FEW_HAN = 12
_ESCAPED = re.compile(rb"[\x21-\x7e\s]*%[0-9A-Fa-f]{2}[\x21-\x7e\s]*")


def bodies(source: str) -> Iterator[str]:
    """Yield the texts that stand as base64 in a page, in its order."""
    found, left = 0, MOST_BYTES
    for match in _BODY.finditer(source):
        written = match[0]
        if len(written) < _FEWEST or not _ENDS.match(source, match.end()):
            continue
        if not _may_be_text(written):
            continue
        left -= len(written)
        if found >= MOST_BODIES or left < 0:
            return
        text = _text(written)
        if text:
            found += 1
            yield text


def _may_be_text(written: str) -> bool:
    """Say whether it begins as text does: pictures and fonts have control bytes."""
    return not _UNPRINTED.search(_decoded(written[:200])[:96])


def _text(written: str) -> str:
    """Return the Chinese text that base64 stands for; '' where it is anything else."""
    content = _decoded(written)
    if _ESCAPED.fullmatch(content):  # btoa(encodeURIComponent(...))
        content = unquote_to_bytes(content)
    try:
        text = decode(content, "")
    except SourceError:
        return ""
    is_text = _PRINTED.fullmatch(text) and len(_HAN.findall(text)) >= _FEW_HAN
    return text if is_text else ""


def _decoded(written: str) -> bytes:
    plain = _CLEAN.sub("", written).replace("\\u003d", "").replace("\\u003D", "")
    plain = plain.replace("%2B", "+").replace("%2b", "+")
    plain = plain.replace("%2F", "/").replace("%2f", "/").replace("%3D", "")
    plain = plain.replace("%3d", "").rstrip("=")
    try:
        # One character alone is half a byte: the page was cut off in its middle.
        plain = plain[: len(plain) - (len(plain) % 4 == 1)]
        return binascii.a2b_base64(plain + "=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return b"\0"

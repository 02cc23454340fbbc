"""MHTML (.mht, .mhtml): the page inside, with its frames, its address and its date.

Browsers save a page so, with its pictures, as one mail. The page is its first HTML
part; of the others those that it frames are put where they are shown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from urllib.parse import urljoin

from graphkit.errors import SourceError
from graphkit.layers.notice_encoding import decode
from graphkit.layers.saved_page import mail_date, web_address

MOST_BYTES = 128 << 20
MOST_PAGE = 16 << 20
"""Bytes of the page inside; what is larger is no notice."""

_MOST_BOUNDARIES = 20
_MOST_PARTS = 5000
_FRAMES = 30
_HEAD = 16384
_FIRST = re.compile(rb"\A\s{0,9}[A-Za-z][A-Za-z-]{1,40}:[ \t]?")
_END = re.compile(rb"\r?\n[ \t]*\r?\n")
_TYPE = re.compile(rb"^content-type:\s*(?:multipart/related|text/html)\b", re.I | re.M)
_MIME = re.compile(rb"^mime-version:", re.I | re.M)
_FRAME = re.compile(
    r"""<i?frame\b[^<>]{0,2000}?\bsrc\s*=\s*["']?([^"'\s<>]{1,2000})[^<>]{0,2000}>""",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Saved:
    """The page in an MHTML file: HTML, where and when it was saved ('' if not said)."""

    html: str
    url: str
    captured_at: str


def is_mhtml(content: bytes) -> bool:
    """Say whether bytes are a page saved as a mail, by the header they begin with."""
    if not _FIRST.match(content):
        return False
    header = _END.split(content[:_HEAD], maxsplit=1)[0]
    return bool(_TYPE.search(header) and _MIME.search(header))


def saved(content: bytes, path: str) -> Saved:
    """Return the page inside. Raises SourceError where there is none to be read."""
    if len(content) > MOST_BYTES:
        raise _refused(path, f"it is larger than {MOST_BYTES >> 20} MB")
    lower = content.lower()
    if lower.count(b"boundary=") > _MOST_BOUNDARIES:
        raise _refused(path, "its parts are nested too deeply")
    if lower.count(b"content-type:") > _MOST_PARTS:
        raise _refused(path, f"it has more than {_MOST_PARTS:,} parts")
    try:
        mail = message_from_bytes(content.lstrip())
        pages = [part for part in mail.walk() if part.get_content_type() == "text/html"]
        if not pages:
            raise _refused(path, "there is no page in it")
        named = _named(pages)
        main = pages[0]
        url = _location(mail) or _location(main)
        html = _framed(_text(main, path), url, named, path)
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        raise _refused(path, "it is a damaged MHTML file") from error
    return Saved(html, web_address(url), mail_date(str(mail.get("Date", ""))))


def _framed(html: str, url: str, named: Mapping[str, Message], path: str) -> str:
    """Return HTML with the pages that it frames in place; frames in frames are not."""
    left = _FRAMES

    def inner(match: re.Match[str]) -> str:
        nonlocal left
        src = match[1].replace("&amp;", "&")
        part = named.get(src) or named.get(_joined(url, src))
        left -= 1
        if part is None or left < 0:
            return match[0]
        return f"<div>{_text(part, path)}</div>"

    return _FRAME.sub(inner, html) if len(named) > 1 else html


def _named(pages: list[Message]) -> dict[str, Message]:
    """Return the pages by what a frame may call them: cid: or address."""
    named: dict[str, Message] = {}
    for part in pages:
        content_id = str(part.get("Content-ID", "")).strip(" <>")
        for name in (f"cid:{content_id}" if content_id else "", _location(part)):
            if name:
                named.setdefault(name, part)
    return named


def _location(part: Message) -> str:
    for name in ("Snapshot-Content-Location", "Content-Location"):
        if found := "".join(str(part.get(name, "")).split()):
            return found
    return ""


def _joined(url: str, src: str) -> str:
    try:
        return urljoin(url, src)
    except ValueError:  # http://[ is no address
        return src


def _text(part: Message, path: str) -> str:
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes):
        raise _refused(path, "there is no page in it")
    if len(body) > MOST_PAGE:
        raise _refused(path, f"the page in it is larger than {MOST_PAGE >> 20} MB")
    charset = part.get_param("charset", "")
    return decode(body, path, str(charset))


def _refused(path: str, problem: str) -> SourceError:
    return SourceError(
        path, "", problem, hint="open it in a browser and save it as HTML"
    )

"""Where and when a page was saved, as its own head says.

Browsers, SingleFile and HTTrack leave a comment; publishers name the page's address by
`canonical`, `og:url` or `base`. Only addresses on the web count: `file:///C:/Users/...`
would tell whose machine it was.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape

_HEAD = 65536
_LONGEST = 2000
_WEB = re.compile(r"https?://[^\s<>\"'\\^`{|}\x00-\x20\x7f]+", re.I)
_OWNER = re.compile(r"\A(https?://)[^/?#@]*@", re.I)
_SAVED = (
    re.compile(r"saved from url=\(\d+\)(\S+)"),
    re.compile(r"Page saved with SingleFile\s{1,9}url:\s{0,9}(\S+)"),
)
_MIRRORED = re.compile(
    r"<!-- Mirrored from (\S+) by HTTrack [^<>]{0,80}?, ([^<>]{10,40}?) -->"
)
_SAVED_ON = re.compile(
    r"saved date:\s{0,9}(\w{3} \w{3} \d\d \d{4} \d\d:\d\d:\d\d GMT[+-]\d{4})"
)
_STATED = (
    re.compile(
        r"""<link[^<>]{1,200}?canonical["']?[^<>]{1,200}?href=["']?([^"' <>]+)""", re.I
    ),
    re.compile(
        r"""<meta[^<>]{1,200}?og:url["'][^<>]{1,200}?content=["']([^"'<>]+)""", re.I
    ),
    # The base of a whole site names no page.
    re.compile(
        r"<base[^<>]{1,200}?href=[\"']?"
        r"(https?://[^\"' <>/]+/[^\"' <>]*[^\"' <>/])[ \"'>]",
        re.I,
    ),
)


def address(source: str) -> str:
    """Return the address an HTML page says it was saved from; '' where it does not."""
    head = source[:_HEAD]
    if mirrored := _MIRRORED.search(head):
        return web_address(f"http://{mirrored[1]}")
    for pattern in (*_SAVED, *_STATED):
        match = pattern.search(head)
        if match and (found := web_address(unescape(match[1]))):
            return found
    return ""


def web_address(text: str) -> str:
    """Return an address on the web without a user's name in it; '' for any other."""
    found = _WEB.fullmatch(text.strip()[: _LONGEST + 1])
    if found is None or len(found[0]) > _LONGEST:
        return ""
    return _OWNER.sub(r"\1", found[0])


def saved_at(source: str) -> str:
    """Return when a program says it saved the page, in ISO 8601; '' where none does."""
    head = source[:_HEAD]
    if found := _SAVED_ON.search(head):
        try:
            moment = datetime.strptime(found[1], "%a %b %d %Y %H:%M:%S GMT%z")
        except ValueError:
            return ""
        return moment.isoformat()
    mirrored = _MIRRORED.search(head)
    return mail_date(mirrored[2]) if mirrored else ""


def mail_date(text: str) -> str:
    """Return the date of a mail or HTTP header in ISO 8601; '' where it is none."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    if moment.tzinfo is None:  # "-0000", or no zone: UTC by RFC 5322
        moment = moment.replace(tzinfo=UTC)
    return moment.isoformat()

"""WARC: the pages and documents that a crawler was answered, with address and date.

Requests, revisits, redirects, scripts and pictures are counted and left out. What is
compressed in transit is unpacked by warcio, a piece at a time.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast

from graphkit.layers.saved_page import web_address
from graphkit.source import Capture

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

MARK = b"WARC/"

_TAKEN = (
    "text/html",
    "application/xhtml+xml",
    "application/pdf",
    "application/msword",
    "application/vnd.openxmlformats-officedocument",
    "application/vnd.ms-excel",
    "application/zip",
    "multipart/related",
)
_UNSURE = ("", "application/octet-stream", "application/x-download")
_SUFFIXES = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".html", ".wps", ".ofd")
_OTHERS = "answers of other types (scripts, styles, pictures)"


@dataclass(frozen=True, slots=True)
class Answer:
    """A page or document of a WARC: its stream must be read before the next."""

    url: str
    stream: BinaryIO
    capture: Capture


def answers(stream: BinaryIO, left_out: Counter[str]) -> Iterator[Answer]:
    """Yield what was answered; `left_out` counts the rest by what it is.

    Raises ValueError where the file is damaged.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(stream, no_record_parse=False):
            reason = _reason(record)
            if reason:
                left_out[reason] += 1
                continue
            url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip(
                "<>"
            )
            at = str(record.rec_headers.get_header("WARC-Date") or "")
            yield Answer(
                url,
                cast(BinaryIO, record.content_stream()),
                Capture(web_address(url), at[:32]),
            )
    except (ArchiveLoadFailed, AttributeError) as error:
        raise ValueError(str(error) or "a record of it cannot be read") from error


def told(count: int, left_out: Counter[str]) -> str:
    """Say in one line what a WARC gave and what was left out."""
    taken = f"{count:,} pages and documents" if count != 1 else "1 page or document"
    rest = ", ".join(f"{what} ({n:,})" for what, n in sorted(left_out.items()))
    return f"{taken}; left out: {rest or 'nothing'}"


def _reason(record: "ArcWarcRecord") -> str:
    """Say what a record is that is not read; '' for one that is."""
    kind = str(record.rec_type)
    if kind not in ("response", "resource"):
        return f"{kind} records"
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    if not web_address(url):
        return "records without an address on the web"
    headers = record.rec_headers
    if kind == "response":
        headers = record.http_headers
        if headers is None:
            return "answers that are not HTTP"
        if str(headers.get_statuscode()) != "200":
            return "answers with another status than 200"
    return (
        "" if _is_taken(str(headers.get_header("Content-Type") or ""), url) else _OTHERS
    )


def _is_taken(said: str, url: str) -> bool:
    """Say whether an answer may be a notice, by its type or else its name."""
    kind = said.partition(";")[0].strip().lower()
    if kind in _UNSURE:
        return url.partition("?")[0].lower().endswith(_SUFFIXES)
    return kind.startswith(_TAKEN)

"""The labels of a notice that the table of labels does not know."""

import re
from collections.abc import Iterator

from graphkit.loaders.notice.document import Notice
from graphkit.loaders.notice.labels import hits
from graphkit.statements import Record

_LABELLED = re.compile(
    r"^[ \t|]*(?:[(]?[\d一二三四五六七八九十]{1,3}[)、.][ ]?)?"
    r"(?P<label>[一-鿿][一-鿿() ]{1,15}) ?:",
    re.MULTILINE,
)


def unread(record: Record, content: bytes) -> Iterator[str]:
    """Yield what begins a line before a colon and is no label that is known."""
    notice = record.fields
    if not isinstance(notice, Notice):
        return
    known = bytearray(len(notice.folded))  # a page may be labels alone
    for hit in hits(notice.folded):
        known[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
    for found in _LABELLED.finditer(notice.folded):
        if not any(known[slice(*found.span("label"))]):
            yield found["label"].replace(" ", "")

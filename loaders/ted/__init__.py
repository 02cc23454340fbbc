"""TED: notices of the EU's procurement journal, eForms (UBL) and the older schema.

One file is one notice, one record. The older schema is TED_EXPORT R2.0.8 and R2.0.9
(forms F01 to F25, T01, T02, and the defence forms 16 to 18); eForms are UBL 2.3 with
the EU's extension. Of a notice in several languages the original is read. Nothing is
taken from who reviews complaints, from contacts, or from what a notice says of law.
"""

from collections.abc import Iterator

from graphkit.errors import SourceError
from graphkit.layers import xml_page
from graphkit.loaders.ted import eforms, forms
from graphkit.loaders.ted.unread import unread as not_quoted
from graphkit.source import Part
from graphkit.statements import Passage, Problem, Record, Statement

NAME = "ted"
VERSION = 3
SUFFIXES = (".xml",)
LAYER = "xml"
LINES = False

_MARKS = (
    b"<TED_EXPORT",
    b"specification:ubl:schema:xsd:ContractNotice-2",
    b"specification:ubl:schema:xsd:ContractAwardNotice-2",
    b"specification:ubl:schema:xsd:PriorInformationNotice-2",
    b"data.europa.eu/p27/eforms-business-registration-information-notice",
)


def sniff(head: bytes, path: str) -> bool:
    """Say whether a source is a notice of TED, by the names at its beginning."""
    text = head.replace(b"\0", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    return any(mark in text for mark in _MARKS)


def read(part: Part) -> Iterator[Record | Problem]:
    """Yield the notice of a file, or a Problem where it is none that can be read."""
    source = part.source
    try:
        root = xml_page.parse(part.content(), source.path)
    except SourceError as error:
        yield Problem("", error.problem, error.hint)
        return
    kind = forms.kind(root) if xml_page.name(root) == forms.ROOT else eforms.kind(root)
    if not kind:
        yield Problem(
            xml_page.locator(root),
            "it is a notice of TED without a form that says anything",
            "fetch the whole notice",
        )
        return
    length = part.end - part.start
    address = forms.address(root) if xml_page.name(root) == forms.ROOT else ""
    yield Record(
        source.sha256,
        xml_page.locator(root),
        kind,
        root,
        part.start,
        length,
        url=address,
    )


def state(record: Record) -> Iterator[Statement | Passage]:
    """Yield what a notice says: its buyers, lots, awards, winners, values and texts."""
    root: xml_page.Element = record.fields
    if xml_page.name(root) == forms.ROOT:
        yield from forms.state(root, record.source)
    else:
        yield from eforms.state(root, record.source)


def unread(record: Record, content: bytes) -> Iterator[str]:
    """Yield the elements of a notice that nothing is read from: `PROCEDURE/PT_OPEN`."""
    yield from not_quoted(record.fields, state(record))

"""The elements of a notice that nothing is read from."""

from collections.abc import Iterable, Iterator

from graphkit.layers.xml_page import Element, locator, name
from graphkit.statements import Passage, Statement

_CLERICAL = frozenset(
    (
        *("TECHNICAL_SECTION", "LINKS_SECTION", "CODED_DATA_SECTION"),
        *("TRANSLATION_SECTION", "UBLVersionID", "CustomizationID"),
    )
)
"""What a register writes around the form: keys, links, addresses once more."""

_KEYS = frozenset(
    (
        *("NOTICE_NUMBER_OJ", "NATIONALID", "LOT_NO", "LOT_NUMBER", "CONTRACT_NO"),
        *("CONTRACT_NUMBER", "ID", "CompanyID", "VersionID", "ContractFolderID"),
        *("RankCode", "TenderResultCode", "NoticeTypeCode", "IdentificationCode"),
        *("NoticePublicationID", "ChangedNoticeIdentifier"),
    )
)
"""What is read to tell notices, lots and bodies apart, and quoted nowhere."""


def unread(root: Element, said: Iterable[Statement | Passage]) -> Iterator[str]:
    """Yield `PARENT/NAME` of every element with words that nothing said quotes."""
    read = {place.partition("/@")[0] for one in said for place in _places(one)}
    for section in root:
        if isinstance(section.tag, str) and name(section) not in _CLERICAL:
            yield from _unread(section, read)


def _unread(element: Element, read: set[str]) -> Iterator[str]:
    if name(element) in _KEYS or locator(element) in read:
        return
    children = [child for child in element if isinstance(child.tag, str)]
    if not children and (element.text or "").strip():
        parent = element.getparent()
        above = f"{name(parent)}/" if parent is not None else ""
        yield f"{above}{name(element)}"
    for child in children:
        yield from _unread(child, read)


def _places(one: Statement | Passage) -> Iterator[str]:
    if isinstance(one, Passage):
        yield one.locator
        return
    yield one.evidence.locator
    for part in (one.subject, one.object, one.amount, one.date):
        if part is not None and part.locator:
            yield part.locator

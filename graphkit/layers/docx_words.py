"""What a Word document's paragraphs say in the end, as its reader sees it.

Tracked insertions are read, tracked deletions are not: what stands in the final text
counts. Text of content controls, links, fields and text boxes is read where it stands;
of an alternative that is written twice for old readers, the newer.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "delText", "instrText"))
_GONE |= {f"{_COMPATIBLE}Fallback", f"{W}delInstrText", f"{W}rPr", f"{W}pPr"}
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_DEL = f"{W}del"
_BLOCKS = frozenset((f"{W}p", f"{W}tbl"))
_BOX = f"{W}txbxContent"
_DEEPEST = 200
"""Elements within each other; what is nested deeper is no text of a notice."""


def words(paragraph: "_Element") -> tuple[str, list["_Element"]]:
    """Return the text of a paragraph, and the text boxes that are anchored in it."""
    boxes: list[_Element] = []
    return "".join(_pieces(paragraph, boxes, 0)), boxes


def blocks(parent: "_Element", depth: int = 0) -> Iterator["_Element"]:
    """Yield the paragraphs and tables of a body or cell, in order.

    Those within content controls and tracked insertions stand where these do.
    """
    for child in parent:
        if child.tag in _BLOCKS:
            yield child
        elif child.tag not in _GONE and depth < _DEEPEST:
            yield from blocks(child, depth + 1)


def is_removed(row: "_Element") -> bool:
    """Say whether a table's row was deleted, which is tracked in its properties."""
    return row.find(f"{W}trPr/{W}del") is not None


def deletions(body: "_Element") -> int:
    """Return in how many places words were deleted under tracked changes."""
    return sum(
        next(one.iter(f"{W}delText"), None) is not None for one in body.iter(_DEL)
    )


def _pieces(element: "_Element", boxes: list["_Element"], depth: int) -> Iterator[str]:
    for child in element:
        if child.tag in _GONE or depth > _DEEPEST:
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == _BOX:
            boxes.append(child)
        elif isinstance(child.tag, str):
            yield from _pieces(child, boxes, depth + 1)

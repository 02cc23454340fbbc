"""XML documents: parsed without entities, with a place and a text for every element.

A locator is the path of local names from the root, with a number where a parent has
several children of one name: `/TED_EXPORT/FORM_SECTION/F03_2014/AWARD_CONTRACT[2]`.
The text at a locator is that of the element and all below it, comments left out; at
`/@NAME` behind it the attribute's value, at `/@name` also the element's own name.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from graphkit.errors import SourceError

Element = Any
"""An element of lxml, which comes without types."""

LARGEST = 256 << 20
"""Bytes of a document: one notice of a register has a few hundred thousand."""

_STEP = re.compile(r"([^\[\]]+)(?:\[(\d+)\])?")


def parse(content: bytes, path: str) -> Element:
    """Return the root of a document.

    Raises SourceError for what is no well-formed XML, is larger than LARGEST, or
    declares a document type: entities could be anything, and a notice needs none.
    """
    if len(content) > LARGEST:
        raise SourceError(path, "", f"it has more than {LARGEST >> 20} MB of XML")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        problem = f"it is no well-formed XML: {error}"
        raise SourceError(path, "", problem, hint="fetch the file again") from error
    if root.getroottree().docinfo.doctype:
        raise SourceError(
            path,
            "",
            "it declares a document type, which could hide other files in it",
            hint="take the line <!DOCTYPE ...> out, if you trust the file",
        )
    return root


def name(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def text(element: Element) -> str:
    """Return the text of an element and of all below it, in order."""
    return "".join(str(piece) for piece in element.itertext())


def locator(element: Element) -> str:
    """Return the path that leads to an element from its root."""
    steps: list[str] = []
    here = element
    while here is not None:
        own = name(here)
        before = sum(1 for _ in here.itersiblings(f"{{*}}{own}", preceding=True))
        is_sole = not before and next(here.itersiblings(f"{{*}}{own}"), None) is None
        steps.append(own if is_sole else f"{own}[{before + 1}]")
        here = here.getparent()
    return "/" + "/".join(reversed(steps))


def text_at(root: Element, place: str) -> str | None:
    """Return the text at a locator; None where nothing stands there."""
    first, *steps = place.removeprefix("/").split("/")
    here = root
    if first != name(root):
        return None
    for step in steps:
        if step.startswith("@"):
            said: str | None = here.get(step[1:])
            return name(here) if said is None and step == "@name" else said
        found = _STEP.fullmatch(step)
        alike = [child for child in here if found and name(child) == found[1]]
        number = int((found and found[2]) or 1)
        if not 1 <= number <= len(alike):
            return None
        here = alike[number - 1]
    return text(here)


@lru_cache(maxsize=8)
def stored(file: Path, path: str) -> Element:
    """Return the root of a stored source, which never changes, so it is kept."""
    return parse(file.read_bytes(), path)

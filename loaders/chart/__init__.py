"""Link charts: GEXF and GraphML, as Gephi, yEd, Maltego and networkx write them.

Every edge is one record: two names and the chart's word for what ties them. A chart
says what somebody drew: its links are an analyst's, and none is a hop of a chain.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from graphkit.errors import SourceError
from graphkit.evidence import Evidence
from graphkit.layers import xml_page
from graphkit.loaders.table import LONGEST_LABEL
from graphkit.source import Part
from graphkit.statements import NO_TENDER, Mention, Problem, Record, Statement

NAME = "chart"
VERSION = 1
SUFFIXES = (".gexf", ".graphml", ".xml")
LAYER = "xml"
LINES = False

MOST_EDGES = 20_000
"""More than that nobody has drawn."""

OURS = "it has tenders: it is an export of a case, not a chart somebody drew"

_MARKS = (b"<gexf", b"<graphml")
_NAMES = ("label", "name", "title", "NodeLabel", "EdgeLabel")
_RELATIONS = ("label", "relation", "type", "name", "EdgeLabel")


class Words(NamedTuple):
    """Words of a chart and where they stand."""

    text: str
    locator: str
    start: int = 0

    @property
    def end(self) -> int:
        """The place behind them."""
        return self.start + len(self.text)


class Link(NamedTuple):
    """An edge of a chart; `relation` may be empty."""

    start: Words
    relation: Words
    end: Words


def sniff(head: bytes, path: str) -> bool:
    """Say whether a source is a link chart, by the name of its root."""
    text = head[:4096].replace(b"\0", b"")
    return any(mark in text for mark in _MARKS)


def read(part: Part) -> Iterator[Record | Problem]:
    """Yield the edges of a chart, and a Problem for each that has no two names."""
    try:
        root = xml_page.parse(part.content(), part.source.path)
    except SourceError as error:
        yield Problem("", error.problem, error.hint)
        return
    if any(
        str(data.get("value") or data.text).casefold() == "tender"
        for data in _data(root)
    ):
        yield Problem("", OURS, "load the pack of the case it was exported from")
        return
    edges = list(root.iter("{*}edge"))
    if len(edges) > MOST_EDGES:
        hint = "write its edges as a table with the columns From, Relation, To"
        yield Problem("", f"it has {len(edges):,} edges", hint)
        return
    keys = _keys(root)
    nodes = _nodes(root, keys)
    for number, edge in enumerate(edges, 1):
        ends = [nodes.get(str(edge.get(side))) for side in ("source", "target")]
        place = xml_page.locator(edge)
        if None in ends:
            yield Problem(place, f"edge {number} joins a node without a name")
            continue
        start, end = (one for one in ends if one)
        relation = _words(edge, keys, _RELATIONS) or Words("", "")
        link = Link(start, relation, end)
        yield Record(part.source.sha256, place, "link", link, 0, part.end - part.start)


def state(record: Record) -> Iterator[Statement]:
    """Yield the link that an edge draws."""
    link = record.fields
    assert isinstance(link, Link)
    said = link.relation if link.relation.text else link.end
    evidence = Evidence(record.source, said.locator, said.start, said.end, said.text)
    label = " ".join(link.relation.text.replace("|", "/").split())[:LONGEST_LABEL]
    start, end = (
        Mention("Organization", one.text, one.start, one.end, (), one.locator)
        for one in (link.start, link.end)
    )
    yield Statement("LINKED", NO_TENDER, start, end, evidence, modality=label)


def _data(root: xml_page.Element) -> Iterator[xml_page.Element]:
    """Yield what nodes say of themselves beside their names."""
    yield from root.iter("{*}attvalue", "{*}data")


def _nodes(root: xml_page.Element, keys: Mapping[str, str]) -> Mapping[str, Words]:
    """Return the names of nodes by their ids; a node without one is left out."""
    found = {}
    for node in root.iter("{*}node"):
        if words := _words(node, keys, _NAMES):
            found[str(node.get("id"))] = words
    return found


def _keys(root: xml_page.Element) -> Mapping[str, str]:
    """Return what the data of GraphML are called, by the ids of their keys."""
    return {
        str(key.get("id")): str(key.get("attr.name", "")) for key in root.iter("{*}key")
    }


def _words(
    element: xml_page.Element, keys: Mapping[str, str], names: tuple[str, ...]
) -> Words | None:
    """Return the first of some attributes or data that an element has."""
    for name in names:
        if found := _trimmed(str(element.get(name, ""))):
            text, start = found
            return Words(text, f"{xml_page.locator(element)}/@{name}", start)
        for data in element.iter("{*}data"):
            called = keys.get(str(data.get("key")), str(data.get("key")))
            if called == name and (found := _trimmed(xml_page.text(data))):
                text, start = found
                return Words(text, xml_page.locator(data), start)
    return None


def _trimmed(text: str) -> tuple[str, int] | None:
    """Return the words of a text and where they begin; None where there are none."""
    words = text.strip()
    return (words, len(text) - len(text.lstrip())) if words else None

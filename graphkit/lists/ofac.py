"""OFAC's own files: sdn.csv or cons_prim.csv with alt and add beside it, and sdn.xml.

The CSV has no header and no dates; `-0-` is an empty cell. A weak alias stands in the
remarks as `a.k.a. 'NAME'`. The XML counts its entries and says when it was published.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from graphkit.lists.entry import About, Item, Listed, distinct, split_aliases
from graphkit.lists.source import words
from graphkit.lists.words import country, identifiers, labels
from graphkit.loaders.table.cells import bare_rows
from graphkit.source import Source
from graphkit.statements import Problem

NAME = "ofac"
TITLE = "OFAC list"

LINK = "https://sanctionslist.ofac.treas.gov"
_AGAIN = "download it again"
_NOTHING = "-0-"
_KINDS = frozenset((_NOTHING, "individual", "vessel", "aircraft"))
_WEAK = re.compile(r"a\.k\.a\. '([^']+)'")
_PLACE = re.compile(r"(?P<value>\S+)(?: \((?P<country>[^)]+)\))?")


def sniff(source: Source, head: bytes) -> bool:
    """Say whether a file is OFAC's main file, in CSV or XML."""
    if head.lstrip(b"\xef\xbb\xbf \r\n")[:1] == b"<":
        return b"<sdnList" in head or b":sdnList" in head
    if head[:1] not in b"0123456789" or not head:
        return False
    for row in bare_rows(source):
        cells = _cells(row.cells)
        return len(cells) == 12 and row.cells[2].strip() in _KINDS
    return False


def companions(name: str) -> tuple[str, ...]:
    """Return the names of the files beside a main file: aliases, then addresses."""
    found = re.fullmatch(r"(?i)(.*?)(sdn|prim)(\.csv)", name)
    if not found:
        return ()
    before, word, rest = found.groups()
    said = ("ALT", "ADD") if word.isupper() else ("alt", "add")
    return tuple(f"{before}{one}{rest}" for one in said)


def read(source: Source, beside: tuple[Source, ...] = ()) -> Iterator[Item]:
    """Yield entries of organisations in the order of the file."""
    if source.head(64).lstrip(b"\xef\xbb\xbf \r\n")[:1] == b"<":
        yield from _xml(source)
        return
    aliases, addresses = _beside(beside, 0), _beside(beside, 1)
    with source.file.open("rb") as stream:
        for row in bare_rows(source):
            if row.problem or len(row.cells) != 12:
                # The file ends with one character of the time of punched tape.
                if row.cells != ("\x1a",):
                    reason = row.problem or "it has not twelve cells"
                    yield Problem(f"row:{row.number}", reason)
                continue
            cells = _cells(row.cells)
            if cells[1] and not cells[2]:
                quote = words(stream, row.offset, row.length)
                yield _listed(row.number, quote, cells, aliases, addresses)


def _listed(
    number: int,
    quote: str,
    cells: list[str],
    aliases: Mapping[str, list[list[str]]],
    addresses: Mapping[str, list[list[str]]],
) -> Listed:
    uid, name, remarks = cells[0], " ".join(cells[1].split()), cells[11]
    other = [one[3] for one in aliases.get(uid, ())]
    strong, weak = split_aliases(name, other, _WEAK.findall(remarks))
    countries = {country(one[4]) for one in addresses.get(uid, ())} - {""}
    return Listed(
        uid=uid,
        name=name,
        locator=f"row:{number}",
        quote=quote,
        aliases=strong,
        weak=weak,
        identifiers=identifiers(_remarked(remarks)),
        countries=tuple(sorted(countries)),
        programs=distinct(re.split(r"\] \[", cells[3])),
        link=LINK,
    )


def _cells(cells: Iterable[str]) -> list[str]:
    return ["" if cell.strip() == _NOTHING else cell.strip() for cell in cells]


def _beside(files: tuple[Source, ...], place: int) -> Mapping[str, list[list[str]]]:
    """Return the rows of one of the files beside, by the number of their entry."""
    found: dict[str, list[list[str]]] = {}
    if place < len(files):
        for row in bare_rows(files[place]):
            cells = _cells(row.cells)
            if len(cells) >= 5:
                found.setdefault(cells[0], []).append(cells)
    return found


def _remarked(remarks: str) -> Iterator[tuple[str, str, str]]:
    """Yield label, value and country of `Tax ID No. 7702070139 (Russia)`."""
    for part in remarks.split(";"):
        said = part.strip().rstrip(".")
        for label in labels():
            if said.startswith(f"{label} "):
                found = _PLACE.fullmatch(said[len(label) :].strip())
                if found:
                    yield label, found["value"], country(found["country"] or "")
                break


def _xml(source: Source) -> Iterator[Item]:
    from lxml import etree

    number, day, count = 0, "", ""
    try:
        for _, element in etree.iterparse(
            str(source.file),
            tag=("{*}sdnEntry", "{*}publshInformation"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        ):
            if element.tag.rpartition("}")[2] == "publshInformation":
                day = _american(_said(element, "Publish_Date"))
                count = _said(element, "Record_Count")
            else:
                number += 1
                yield from _element(element, number)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        yield Problem(f"entry {number + 1}", f"the XML breaks off: {error.msg}", _AGAIN)
        return
    # The file counts persons and vessels as well, as we do here.
    yield About(day, count == str(number))
    if count and count != str(number):
        reason = f"the file is to hold {count} entries and holds {number}"
        yield Problem("/sdnList/publshInformation", reason, _AGAIN)


def _american(text: str) -> str:
    try:
        return datetime.strptime(text, "%m/%d/%Y").date().isoformat()
    except ValueError:
        return ""


def _element(element: Any, number: int) -> Iterator[Item]:
    locator = f"/sdnList/sdnEntry[{number}]"
    if _said(element, "sdnType").casefold() != "entity":
        return
    uid, name = _said(element, "uid"), " ".join(_said(element, "lastName").split())
    if not uid or not name:
        yield Problem(locator, "the entry has no uid or no name")
        return
    known = [
        (_said(aka, "lastName"), _said(aka, "category").casefold() == "weak")
        for aka in element.iterfind("{*}akaList/{*}aka")
    ]
    strong, weak = split_aliases(
        name,
        [text for text, is_weak in known if not is_weak],
        [text for text, is_weak in known if is_weak],
    )
    ids = [
        tuple(_said(one, tag) for tag in ("idType", "idNumber", "idCountry"))
        for one in element.iterfind("{*}idList/{*}id")
    ]
    places = element.iterfind("{*}addressList/{*}address")
    countries = {country(_said(place, "country")) for place in places} - {""}
    programs = element.iterfind("{*}programList/{*}program")
    yield Listed(
        uid=uid,
        name=name,
        locator=locator,
        quote="".join(element.itertext()).strip(),
        aliases=strong,
        weak=weak,
        identifiers=identifiers((label, value, country(c)) for label, value, c in ids),
        countries=tuple(sorted(countries)),
        programs=distinct(program.text or "" for program in programs),
        link=LINK,
    )


def _said(element: Any, tag: str) -> str:
    return (element.findtext(f"{{*}}{tag}") or "").strip()

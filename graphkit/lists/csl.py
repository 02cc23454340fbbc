"""The US Consolidated Screening List, as CSV and as JSON.

One file holds a dozen lists; each row says of which it is. Persons, vessels and
aircraft are passed over. The list tells no weak aliases apart: short ones are taken
for weak. A start date is the day of listing; the notices behind the first one in
`federal_register_notice` amended the entry, and their days are not said.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from graphkit.errors import SourceError
from graphkit.lists import days
from graphkit.lists.entry import Item, Listed, Period, distinct, split_aliases, uid_of
from graphkit.lists.source import header, rows
from graphkit.lists.words import country, identifiers
from graphkit.source import Source
from graphkit.statements import Problem

NAME = "csl"
TITLE = ""
"""The rows name their lists themselves."""

LARGEST = 1 << 29
"""Bytes of a JSON file, which is read as a whole."""

_COLUMNS = frozenset(("source", "name", "alt_names", "source_list_url"))
_NO_BODIES = frozenset(("individual", "vessel", "aircraft"))
_SHORT = re.compile(r"\(([\w-]+?)(?: List)?\)")
_LISTING = re.compile(r"Listing Date \((.+?)\):?")

Row = Mapping[str, Any]


def sniff(source: Source, head: bytes) -> bool:
    """Say whether a file is this list."""
    if head.lstrip()[:1] in (b"{", b"["):
        return b'"results"' in head and b'"source' in head
    try:
        return set(header(source)) >= _COLUMNS
    except SourceError:
        return False


def read(source: Source) -> Iterator[Item]:
    """Yield entries of organisations in the order of the file."""
    is_json = source.head(64).lstrip()[:1] in (b"{", b"[")
    for item in _objects(source) if is_json else _table(source):
        if isinstance(item, Problem):
            yield item
        else:
            yield from _entry(*item)


def _table(source: Source) -> Iterator[tuple[str, Row, str] | Problem]:
    for row in rows(source):
        if isinstance(row, Problem):
            yield row
            continue
        several = {
            name: [part.strip() for part in row[name].split("; ")]
            for name in ("alt_names", "addresses", "programs")
        }
        ids = [_identifier(text) for text in row["ids"].split("; ")]
        yield row.locator, {**row.cells, **several, "ids": ids}, row.quote


def _identifier(text: str) -> tuple[str, str, str]:
    """Return label, value and country of `Tax ID No., 7702070139, RU`."""
    label, _, rest = text.partition(", ")
    value, _, code = rest.rpartition(", ")
    return (label, value, code) if value and country(code) else (label, rest, "")


def _objects(source: Source) -> Iterator[tuple[str, Row, str] | Problem]:
    if source.file.stat().st_size > LARGEST:
        raise SourceError(source.path, "", "too large", hint="give the list as CSV")
    try:
        found = msgspec.json.decode(source.file.read_bytes(), type=_Results)
    except (msgspec.DecodeError, RecursionError) as error:
        raise SourceError(
            source.path,
            "",
            f"not the JSON of the Consolidated Screening List: {error}",
            hint="download it again, or give the list as CSV",
        ) from error
    for number, raw in enumerate(found.results):
        locator = f"/results/{number}"
        try:
            fields = msgspec.json.decode(raw, type=dict[str, Any])
            yield locator, _flat(fields), bytes(raw).decode()
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            yield Problem(locator, f"no entry of a list: {error}")


class _Results(msgspec.Struct):
    results: list[msgspec.Raw]


def _flat(fields: Row) -> Row:
    addresses = [
        ", ".join(filter(None, (_text(one.get("address")), _text(one.get("country")))))
        for one in _mappings(fields.get("addresses"))
    ]
    ids = [
        (_text(one.get("type")), _text(one.get("number")), _text(one.get("country")))
        for one in _mappings(fields.get("ids"))
    ]
    known = {"_id": fields.get("id"), "addresses": addresses, "ids": ids}
    texts = {
        name: [_text(one) for one in value] if isinstance(value, list) else _text(value)
        for name, value in fields.items()
        if name not in known
    }
    notice = texts.get("federal_register_notice") or ""
    return {**texts, **known, "federal_register_notice": notice}


def _mappings(value: object) -> Iterator[Row]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield one


def _text(value: object) -> str:
    return str(value) if isinstance(value, str | int | float) else ""


def _several(value: object) -> Iterable[str]:
    return [str(one) for one in value] if isinstance(value, list) else ()


def _entry(locator: str, row: Row, quote: str) -> Iterator[Item]:
    name = " ".join(str(row.get("name") or "").split())
    listing = str(row.get("source") or "").strip()
    if str(row.get("type") or "").strip().casefold() in _NO_BODIES:
        return
    if not name or not listing:
        yield Problem(locator, "it has no name" if listing else "it names no list")
        return
    found = (country(a.rpartition(", ")[2]) for a in _several(row.get("addresses")))
    countries = tuple(sorted(set(filter(None, found))))
    aliases, weak = split_aliases(name, _several(row.get("alt_names")))
    ids = tuple(row.get("ids") or ())
    begun, wrong = _listed_on(row, listing, ids, locator)
    ended, wrong_end = days.read(str(row.get("end_date") or ""), locator)
    yield from filter(None, (wrong, wrong_end))
    policy = (row.get("license_requirement"), row.get("license_policy"))
    yield Listed(
        uid=str(row.get("entity_number") or "").strip() or uid_of(name, countries),
        name=name,
        locator=locator,
        quote=quote,
        list=listing,
        aliases=aliases,
        weak=weak,
        identifiers=identifiers(ids),
        countries=countries,
        programs=distinct(_several(row.get("programs"))),
        periods=(Period(begun, ended),),
        policy=" ".join(distinct(str(text or "") for text in policy)),
        citation=str(row.get("federal_register_notice") or "").strip(),
        link=str(row.get("source_list_url") or "").strip(),
    )


def _listed_on(
    row: Row, listing: str, ids: Iterable[tuple[str, str, str]], locator: str
) -> tuple[str, Problem | None]:
    """Return the day of listing: the start date, or that said for this very list.

    An entry of one list may carry the day on which another took it up.
    """
    if start := str(row.get("start_date") or "").strip():
        return days.read(start, locator)
    short = _SHORT.search(listing)
    for label, value, _ in ids:
        said = _LISTING.fullmatch(label)
        if said and short and said[1] == short[1]:
            return days.read(value, locator)
    return "", None

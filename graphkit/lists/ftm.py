"""FollowTheMoney entities, as OpenSanctions publishes them: one JSON object a line.

An organisation is listed where a topic of its own says so (`sanction`,
`export.control` ...) or a Sanction names it. A body that is only linked to a listed
one (`sanction.linked`) is not listed: ownership carries a listing only where a rule
says so. Where nothing in the file has a topic or a Sanction, the file is itself a
list and every organisation in it an entry.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from graphkit.lists import days
from graphkit.lists.entry import (
    About,
    Item,
    Listed,
    Period,
    distinct,
    split_aliases,
)
from graphkit.lists.words import country, identifiers, labels
from graphkit.source import Source
from graphkit.statements import Problem

NAME = "ftm"
TITLE = "FollowTheMoney entities"

BODIES = frozenset(("Organization", "Company", "LegalEntity", "PublicBody"))
LISTING = frozenset(
    (
        "sanction",
        "sanction.counter",
        "export.control",
        "export.risk",
        "debarment",
        "asset.frozen",
        "invest.ban",
        "invest.risk",
        "reg.action",
        "reg.warn",
    )
)
"""Topics by which an authority has put a body on a list."""

Values = Mapping[str, Any]


class _Entity(msgspec.Struct):
    id: str
    schema: str
    properties: dict[str, Any] = {}
    datasets: list[str] = []
    last_seen: str | None = None


class _Sanction(NamedTuple):
    period: Period
    program: str


class _Line(NamedTuple):
    locator: str
    text: str
    entity: _Entity


def sniff(source: Source, head: bytes) -> bool:
    """Say whether a file holds FollowTheMoney entities."""
    first = head.lstrip(b"\xef\xbb\xbf \r\n")
    return first[:1] == b"{" and b'"schema"' in first and b'"properties"' in first


def read(source: Source) -> Iterator[Item]:
    """Yield listed organisations in the order of the file, which is read twice."""
    sanctions: dict[str, list[_Sanction]] = {}
    seen, is_marked = "", False
    for line in _lines(source):
        if isinstance(line, Problem):
            yield line
            continue
        entity = line.entity
        seen = max(seen, (entity.last_seen or "")[:10])
        is_marked |= bool(_texts(entity.properties, "topics"))
        if entity.schema == "Sanction":
            is_marked = True
            said, wrong = _sanction(entity.properties, line.locator)
            yield from wrong
            for uid in _texts(entity.properties, "entity"):
                sanctions.setdefault(uid, []).append(said)
    for line in _lines(source):
        if not isinstance(line, Problem) and line.entity.schema in BODIES:
            said_of = sanctions.get(line.entity.id, ())
            yield from _entry(line, said_of, every=not is_marked)
    yield About(days.read(seen, "")[0])


def _lines(source: Source) -> Iterator[_Line | Problem]:
    decoder = msgspec.json.Decoder(_Entity)
    with source.file.open("rb") as stream:
        for number, content in enumerate(stream, 1):
            if not content.strip():
                continue
            locator = f"line:{number}"
            try:
                text = content.decode("utf-8-sig").rstrip("\r\n")
                yield _Line(locator, text, decoder.decode(text))
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                yield Problem(locator, f"no entity: {error}", "download it again")


def _sanction(values: Values, locator: str) -> tuple[_Sanction, list[Problem]]:
    problems: list[Problem] = []
    begun = _day(values, ("listingDate", "startDate"), min, locator, problems)
    ended = _day(values, ("endDate",), max, locator, problems)
    program = _texts(values, "program") or _texts(values, "authority")
    return _Sanction(Period(begun, ended), "; ".join(program)), problems


def _entry(line: _Line, flat: Iterable[_Sanction], *, every: bool) -> Iterator[Item]:
    values = line.entity.properties
    problems: list[Problem] = []
    said = list(flat)
    for one in values.get("sanctions") or ():
        if isinstance(one, dict) and isinstance(one.get("properties"), dict):
            sanction, wrong = _sanction(one["properties"], line.locator)
            said.append(sanction)
            problems += wrong
    topics = _texts(values, "topics")
    if not (every or said or LISTING.intersection(topics)):
        return
    names = _texts(values, "name")
    if not names:
        yield Problem(line.locator, "the entity has no name")
        return
    own = _day(values, ("listingDate",), min, line.locator, problems)
    changed = _day(values, ("modifiedAt",), max, line.locator, problems)
    yield from problems
    codes = _countries(values)
    strong, weak = split_aliases(
        names[0],
        (*names[1:], *_texts(values, "alias"), *_texts(values, "previousName")),
        (*_texts(values, "weakAlias"), *_texts(values, "abbreviation")),
    )
    periods = tuple(dict.fromkeys(one.period for one in said))
    yield Listed(
        uid=line.entity.id,
        name=" ".join(names[0].split()),
        locator=line.locator,
        quote=line.text,
        aliases=strong,
        weak=weak,
        identifiers=identifiers(_identified(values, codes)),
        countries=codes,
        programs=distinct((*topics, *(one.program for one in said))),
        periods=tuple(sorted(periods, key=_by_days)) or (Period(own),),
        amended_on=(changed,) if changed else (),
        citation="; ".join(line.entity.datasets),
        link=next(iter(_texts(values, "sourceUrl")), ""),
    )


def _by_days(period: Period) -> tuple[str, str]:
    return period.listed_on, period.delisted_on


def _identified(
    values: Values, codes: tuple[str, ...]
) -> Iterator[tuple[str, str, str]]:
    """Yield identifiers; a register's number with the country, if there is but one."""
    code = codes[0] if len(codes) == 1 else ""
    for label in labels():
        yield from ((label, value, code) for value in _texts(values, label))


def _countries(values: Values) -> tuple[str, ...]:
    said = (*_texts(values, "jurisdiction"), *_texts(values, "country"))
    return tuple(sorted({country(one) for one in said} - {""}))


def _day(
    values: Values,
    names: tuple[str, ...],
    choose: Any,
    locator: str,
    problems: list[Problem],
) -> str:
    """Return the date of the first property that has one; of several by `choose`."""
    for name in names:
        found = [days.read(text, locator) for text in _texts(values, name)]
        problems += [wrong for _, wrong in found if wrong]
        if known := [day for day, _ in found if day]:
            return str(choose(known))
    return ""


def _texts(values: Values, name: str) -> list[str]:
    found = values.get(name)
    several = found if isinstance(found, list) else [found]
    return [one for one in several if isinstance(one, str) and one.strip()]

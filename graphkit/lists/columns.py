"""A list of one's own: a CSV or XLSX table with a column of names.

Columns are known by their headers, in English or Chinese; several values of one cell
stand between `|` or `;`. A column that is called like a register (`uscc`, `lei`,
`GB-COH`) holds identifiers; in `identifiers` they are written `scheme:value`. The
table of listed Chinese bodies that comes with graphkit has this form as well.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from graphkit.errors import SourceError
from graphkit.lists import days, sheets
from graphkit.lists.entry import (
    Item,
    Listed,
    Period,
    distinct,
    split_aliases,
    uid_of,
)
from graphkit.lists.source import Row, header, rows
from graphkit.lists.words import country, identifiers
from graphkit.resolve.identifiers import is_scheme
from graphkit.source import Source
from graphkit.statements import Problem

NAME = "table"
TITLE = ""
"""A list of one's own is called as its file, or as its rows say."""

ROLES: Mapping[str, tuple[str, ...]] = {
    "uid": ("id", "entry", "编号"),
    "name": (
        *("name", "name_en", "organisation", "organization", "company", "entity"),
        *("supplier", "名称", "单位名称", "企业名称", "机构名称", "公司名称"),
    ),
    "other": ("name_zh", "name_cn", "chinese name", "中文名称", "中文名"),
    "aliases": (
        "aliases",
        "alias",
        "alt_names",
        "aka",
        "other names",
        "别名",
        "曾用名",
    ),
    "weak": ("weak aliases", "weak", "abbreviations", "abbreviation", "简称"),
    "list": ("list", "清单"),
    "listed_on": (
        *("listed_on", "listed", "added", "start_date", "date listed"),
        *("date added", "列入日期", "列入时间"),
    ),
    "delisted_on": (
        *("delisted_on", "delisted", "removed", "end_date", "date removed"),
        *("移出日期", "移出时间"),
    ),
    "amended_on": ("amended_on", "amended", "修订日期"),
    "country": ("country", "countries", "jurisdiction", "国家", "国别"),
    "identifiers": ("identifiers", "identifier", "ids"),
    "program": ("program", "programs", "programme"),
    "policy": ("licence_policy", "license_policy", "policy"),
    "requirement": ("licence_requirement", "license_requirement"),
    "citation": ("citation", "fr_citation"),
    "link": ("link", "url", "source_url"),
}
"""What a column is, by its header in lower case."""

LISTS: Mapping[str, str] = {"EL": "Entity List", "UVL": "Unverified List"}
NO_LIST = frozenset(("none", "unknown"))
"""Rows of bodies that stand on no list, as far as the table knows."""

_BETWEEN = re.compile(r"\s*[|;；]\s*")


def sniff(source: Source, head: bytes) -> bool:
    """Say whether a file is a table with a column of names."""
    try:
        return "name" in _roles(_header(source, head)).values()
    except SourceError:
        return False


def columns_of(source: Source, head: bytes) -> tuple[str, ...]:
    """Return the columns a file has, none where it is no table."""
    try:
        return _header(source, head)
    except SourceError:
        return ()


def _header(source: Source, head: bytes) -> tuple[str, ...]:
    return sheets.header(source) if sheets.is_sheet(head) else header(source)


def read(source: Source) -> Iterator[Item]:
    """Yield the rows that name a body, in the order of the table."""
    head = source.head(512)
    roles = _roles(_header(source, head))
    for row in sheets.rows(source) if sheets.is_sheet(head) else rows(source):
        if isinstance(row, Problem):
            yield row
        else:
            yield from _entry(row, roles)


def _roles(columns: tuple[str, ...]) -> dict[str, str]:
    """Return the role of each column; of two for one role the first has it."""
    found: dict[str, str] = {}
    for column in columns:
        folded = " ".join(column.casefold().split())
        known = _known().get(folded) or _known().get(folded.replace("_", " "), "")
        role = known or (f"scheme:{column}" if is_scheme(column) else "")
        if role and role not in found.values():
            found[column] = role
    return found


@cache
def _known() -> Mapping[str, str]:
    return {header: role for role, headers in ROLES.items() for header in headers}


def _entry(row: Row, roles: Mapping[str, str]) -> Iterator[Item]:
    said = {role: row[column] for column, role in roles.items()}
    known = {role: _BETWEEN.split(text) for role, text in said.items()}
    listing = said.get("list", "")
    if listing.casefold() in NO_LIST:
        return
    other = " ".join(said.get("other", "").split())
    name = " ".join(said.get("name", "").split()) or other
    if not name:
        yield Problem(row.locator, "the row names nobody", "fill in its name")
        return
    dates = {}
    for role in ("listed_on", "delisted_on"):
        dates[role], wrong = days.read(said.get(role, ""), row.locator)
        yield from filter(None, (wrong,))
    amended = [days.read(text, row.locator) for text in known.get("amended_on", ())]
    yield from filter(None, (wrong for _, wrong in amended))
    codes = tuple(sorted({country(c) for c in known.get("country", ())} - {""}))
    strong, weak = split_aliases(
        name, (other, *known.get("aliases", ())), known.get("weak", ())
    )
    yield Listed(
        uid=said.get("uid", "") or uid_of(name, codes),
        name=name,
        locator=row.locator,
        quote=row.quote,
        list=LISTS.get(listing, listing),
        aliases=strong,
        weak=weak,
        identifiers=identifiers(_identified(said, codes)),
        countries=codes,
        programs=distinct(known.get("program", ())),
        periods=(Period(dates["listed_on"], dates["delisted_on"]),),
        amended_on=tuple(day for day, _ in amended if day),
        policy="; ".join(
            distinct((said.get("requirement", ""), said.get("policy", "")))
        ),
        citation=said.get("citation", ""),
        link=said.get("link", ""),
    )


def _identified(
    said: Mapping[str, str], codes: tuple[str, ...]
) -> Iterator[tuple[str, str, str]]:
    code = codes[0] if len(codes) == 1 else ""
    for role, text in said.items():
        if role.startswith("scheme:"):
            yield role.removeprefix("scheme:"), text, code
    for one in _BETWEEN.split(said.get("identifiers", "")):
        scheme, _, value = one.rpartition(":")
        yield scheme, value, code

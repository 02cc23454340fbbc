"""Who stands on a list: nodes of lists, and LISTED_ON where something confirms it.

A strong identifier on both sides confirms, or a person does; a name never. What a
person rejected has no edge, whatever it carries. Nothing is passed on from a parent or
an owner.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.identity import edge_key
from graphkit.lists import Listed
from graphkit.lists.table import Shelf
from graphkit.personal import masked

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = dict[str, Any]
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list as one file has it: its node, its name in the file, and its table."""

    uid: str
    name: str
    said: str
    date: str
    whole: bool
    private: bool
    source: str
    path: str
    table: Path


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What a person said of an organisation (any of its uids) and an entry."""

    confirms: bool
    organization: str
    list: str
    entry: str
    log: str


@dataclass(frozen=True, slots=True)
class Listings:
    """The lists in use, oldest received first, and the answers about them."""

    lists: tuple[ListRow, ...] = ()
    answers: tuple[AnswerRow, ...] = ()

    @property
    def nodes(self) -> Mapping[str, ListRow]:
        """The newest edition of each list, by its uid."""
        ordered = sorted(self.lists, key=lambda row: row.date)
        return {row.uid: row for row in ordered}

    def shelf(self) -> Shelf:
        """Return their entries, to be asked together."""
        return Shelf([(row.uid, row.said, row.date, row.table) for row in self.lists])


def listed(connection: "DuckDBPyConnection", listings: Listings) -> list[Row]:
    """Return the LISTED_ON edges, a row each, ordered by key."""
    if not listings.lists:
        return []
    with listings.shelf() as shelf:
        why = _carried(connection, shelf)
        _answered(connection, listings, why)
        entries = shelf.entries((of, uid) for _, of, uid in why)
        made = [
            row
            for key, reason in sorted(why.items())
            if key[1:] in entries
            for row in _edges(key, reason, entries[key[1:]], listings)
        ]
    several = Counter((row["src"], row["dst"]) for row in made)
    return [_keyed(row, several[row["src"], row["dst"]] > 1) for row in made]


def _carried(connection: "DuckDBPyConnection", shelf: Shelf) -> dict[Key, Row]:
    """Return why bodies stand on entries with which they share an identifier."""
    rows = connection.execute(
        "SELECT DISTINCT said, uid FROM (SELECT uid, "
        "unnest(string_split(identifiers, chr(31))) AS said FROM named "
        "WHERE label = 'Organization' AND identifiers <> '') ORDER BY ALL"
    ).fetchall()
    bodies: dict[str, list[str]] = {}
    for said, uid in rows:
        bodies.setdefault(said, []).append(uid)
    found: dict[Key, Row] = {}
    for said, of, entry in shelf.carriers(sorted(bodies)) if bodies else ():
        for uid in bodies[said]:
            reason = {"basis": "identifier", "identifier": said}
            found.setdefault((uid, of, entry), reason)
    return found


def _answered(
    connection: "DuckDBPyConnection", listings: Listings, why: dict[Key, Row]
) -> None:
    """Add what people confirmed, and take out what they rejected."""
    rows = connection.execute(
        "SELECT DISTINCT anchor_uid, uid FROM named WHERE label = 'Organization' "
        "UNION SELECT DISTINCT uid, uid FROM named WHERE label = 'Organization'"
    ).fetchall()
    now: dict[str, str] = dict(sorted(rows))
    for answer in listings.answers:
        if answer.organization not in now:
            continue
        key = (now[answer.organization], answer.list, answer.entry)
        if not answer.confirms:
            why.pop(key, None)
        elif key not in why or why[key]["basis"] != "identifier":
            why[key] = {"basis": "judgement", "statement": answer.log}


def _edges(
    key: Key,
    reason: Row,
    found: tuple[Listed, str, int],
    listings: Listings,
) -> Iterator[Row]:
    body, of, uid = key
    entry, _, edition = found
    row = listings.lists[edition]
    for period in entry.periods:
        yield {
            "type": "LISTED_ON",
            "start_label": "Organization",
            "end_label": "List",
            "src": body,
            "dst": of,
            "part": f"{uid}@{period.listed_on}",
            "n_statements": 1,
            "provenance": "analyst" if row.private else "catalogue",
            "quote": masked(entry.quote),
            "source": row.source,
            "path": row.path,
            "locator": entry.locator,
            "listed_on": _day(period.listed_on),
            "delisted_on": _day(period.delisted_on),
            "entry": uid,
            "listed_name": entry.name,
            **reason,
        }


def _day(text: str) -> str | None:
    # A month or a year is no day: better none than a wrong one.
    return text if len(text) == 10 else None


def _keyed(row: Row, is_several: bool) -> Row:
    part = row["part"] if is_several else ""
    key = edge_key(row["type"], row["src"], row["dst"], part, "")
    return row | {"part": part, "key": key}


def nodes(listings: Listings, known: Iterable[str]) -> Iterator[Row]:
    """Yield a row for each list in use; `known` are uids that the catalogue has."""
    there = set(known)
    for uid, row in sorted(listings.nodes.items()):
        about = {"uid": uid, "dated": _day(row.date), "coverage": _coverage(row)}
        if uid not in there:
            about |= {"name": row.name, "name_zh": "", "name_en": row.name}
            about |= {"provenance": "analyst" if row.private else "catalogue"}
        yield about


def _coverage(row: ListRow) -> str:
    return "whole" if row.whole else "partial"

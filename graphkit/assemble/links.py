"""Links that notices state: which tenders are one because a notice says so.

A notice may give the address of an earlier one, its number in a journal, or its number
without a buyer, or name a file that was loaded with it. The
address decides where one tender alone has a record there; the number where one tender
alone has it, under the same title, or where a correction also gives the day on which
one tender of that number was published. A title by itself never joins.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from graphkit.assemble.captures import OF_NOTICES
from graphkit.assemble.columns import create
from graphkit.assemble.mentions import read_ids
from graphkit.identity import address_key, is_number, name_keys

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Pair = tuple[str, str]


def linked(
    connection: "DuckDBPyConnection", attached: Sequence[Pair] = ()
) -> tuple[Pair, ...]:
    """Return pairs of tenders that a notice ties together, sorted.

    `attached` are (notice, file that it names), by hash of the source.
    """
    found = {*_by_address(connection), *_by_number(connection), *_by_day(connection)}
    found |= set(_by_notice(connection))
    return tuple(sorted(found | set(_by_attachment(connection, attached))))


def _by_attachment(
    connection: "DuckDBPyConnection", attached: Sequence[Pair]
) -> Iterator[Pair]:
    """Yield files with the tender of the notice that names them.

    A file that notices of two tenders name is of neither.
    """
    if not attached:
        return
    shape = {"notice": "VARCHAR", "file": "VARCHAR"}
    create(connection, "attached", shape, attached)
    yield from connection.execute(
        "SELECT f.tender, min(n.tender) FROM attached "
        "JOIN recorded n ON n.source = notice JOIN recorded f ON f.source = file "
        "WHERE n.tender <> '' AND f.tender <> '' AND n.kind <> 'attachment' "
        "GROUP BY file, f.tender HAVING count(DISTINCT n.tender) = 1"
    ).fetchall()


def _by_address(connection: "DuckDBPyConnection") -> Iterator[Pair]:
    said = connection.execute(
        "SELECT DISTINCT tender, o_ids FROM told "
        "WHERE type = 'DOCUMENTED_BY' AND o_label = 'Document'"
    ).fetchall()
    if not said:
        return
    at = connection.execute(
        "SELECT DISTINCT url, tender FROM recorded WHERE url <> '' AND tender <> ''"
    ).fetchall()
    found: dict[str, set[str]] = {}
    for url, tender in at:
        found.setdefault(address_key(url), set()).add(tender)
    for tender, ids in said:
        there = found.get(dict(read_ids(ids)).get("url", ""), set())
        if len(there) == 1:
            yield tender, next(iter(there))


def _by_notice(connection: "DuckDBPyConnection") -> Iterator[Pair]:
    """Yield change notices with the one tender that has the notice they change."""
    said = connection.execute(
        "SELECT DISTINCT tender, o_ids FROM told WHERE type = 'DOCUMENTED_BY' "
        "AND o_label = 'Document' AND contains(o_ids, '\"notice\"') ORDER BY ALL"
    ).fetchall()
    if not said:
        return
    there = connection.execute(
        "SELECT DISTINCT tender, tender_ids FROM recorded "
        "WHERE contains(tender_ids, '\"notice\"') ORDER BY ALL"
    ).fetchall()
    found: dict[str, set[str]] = {}
    for tender, ids in there:
        for scheme, number in read_ids(ids):
            if scheme == "notice":
                found.setdefault(number, set()).add(tender)
    for tender, ids in said:
        others = found.get(dict(read_ids(ids)).get("notice", ""), set()) - {tender}
        if len(others) == 1:
            yield tender, next(iter(others))


def _by_day(connection: "DuckDBPyConnection") -> Iterator[Pair]:
    """Yield corrections with the tender of their number that appeared on their day."""
    said = connection.execute(
        "SELECT DISTINCT t.tender, t.o_ids, r.number FROM told t "
        "JOIN recorded r ON r.tender = t.tender AND r.document = t.document "
        "WHERE t.type = 'DOCUMENTED_BY' AND t.o_label = 'Document' "
        "AND contains(t.o_ids, '\"published_on\"') AND r.number <> '' ORDER BY ALL"
    ).fetchall()
    if not said:
        return
    there = connection.execute(
        "SELECT DISTINCT r.tender, r.number, t.date FROM told t "
        "JOIN recorded r ON r.tender = t.tender AND r.document = t.document "
        "WHERE t.type = 'published_on' AND r.number <> '' ORDER BY ALL"
    ).fetchall()
    keys = name_keys([number for *_, number in said] + [n for _, n, _ in there])
    found: dict[Pair, set[str]] = {}
    for (tender, _, day), key in zip(there, keys[len(said) :], strict=True):
        found.setdefault((key, day), set()).add(tender)
    for (tender, ids, _), key in zip(said, keys, strict=False):
        day = dict(read_ids(ids))["published_on"]
        others = found.get((key, day), set()) - {tender}
        if is_number(key) and len(others) == 1:
            yield tender, next(iter(others))


def _by_number(connection: "DuckDBPyConnection") -> Iterator[Pair]:
    """Yield notices that name a number and no buyer with the tender that has both."""
    connection.execute(
        f"CREATE TABLE numbered AS SELECT DISTINCT r.tender, number, title, "
        f"b.tender IS NOT NULL AS has_buyer FROM recorded r "
        f"{OF_NOTICES} LEFT JOIN (SELECT DISTINCT tender FROM told "
        f"WHERE type = 'ISSUED') b ON b.tender = r.tender "
        f"WHERE number <> '' AND title <> '' AND r.tender <> ''"
    )
    rows = connection.execute(
        "SELECT tender, number, title, has_buyer FROM numbered WHERE EXISTS "
        "(SELECT 1 FROM numbered WHERE NOT has_buyer) ORDER BY ALL"
    ).fetchall()
    numbers = name_keys([number for _, number, _, _ in rows])
    titles = name_keys([title for _, _, title, _ in rows])
    owners: dict[str, set[str]] = {}
    called: dict[Pair, set[str]] = {}
    bare: list[tuple[str, str, str]] = []
    for (tender, _, _, has_buyer), number, title in zip(
        rows, numbers, titles, strict=True
    ):
        if has_buyer:
            owners.setdefault(number, set()).add(tender)
            called.setdefault((number, title), set()).add(tender)
        else:
            bare.append((tender, number, title))
    for tender, number, title in bare:
        if len(owners.get(number, ())) == 1:
            yield from ((tender, owner) for owner in called.get((number, title), ()))

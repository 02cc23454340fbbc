"""What a name that many bodies have means: who used it, and where.

Ministry of Health is one within a country or a publisher's processes; 第三人民医院 or a
person who supplies is one for one buyer; anything else is one within its tender.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from graphkit.assemble.columns import create
from graphkit.identity import name_keys

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Narrow(NamedTuple):
    """A name that many bodies have: its scope, and the country its mention carries."""

    text: str
    ids: str
    scope: str
    country: str


class Used(NamedTuple):
    """One tender that uses a name, and the context the name has there.

    `others` are contexts that it had while less, or has when more, was known of the
    tender's buyers.
    """

    tender: str
    context: str
    mentions: int
    rank: int
    others: tuple[str, ...] = ()


def contexts(
    connection: "DuckDBPyConnection", names: Sequence[Narrow]
) -> Mapping[tuple[str, str], list[Used]]:
    """Return where names are used, by text and identifiers as they are written."""
    if not names:
        return {}
    shape = dict.fromkeys(Narrow._fields, "VARCHAR")
    create(connection, "narrow_name", shape, names)
    _use(connection)
    publisher = _publishers(connection)
    buyer = _buyers(connection)
    found: dict[tuple[str, str], list[Used]] = {}
    rows = connection.execute(
        "SELECT text, ids, scope, country, tender, is_buyer, mentions, rank "
        "FROM narrow_use ORDER BY text, ids, tender"
    )
    for *written, tender, is_buyer, mentions, rank in rows.fetchall():
        name = Narrow(*written)
        context = tender
        buyers = buyer.get(tender, frozenset())
        if name.scope == "national" and (name.country or tender in publisher):
            context = f"within:{name.country or publisher[tender]}"
        elif _is_bound(name) and not is_buyer and len(buyers) == 1 and "" not in buyers:
            context = f"buyer:{next(iter(buyers))}"
        others = {tender, *(f"buyer:{key}" for key in buyers if key)} - {context}
        told = tuple(sorted(others)) if _is_bound(name) else ()
        use = Used(tender, context, mentions, rank, told)
        found.setdefault((name.text, name.ids), []).append(use)
    return found


def used_in(row: str) -> str:
    """Return SQL of where a statement uses a name: in its tender, else in its record.

    `row` is what the query calls the statement.
    """
    return f"coalesce(nullif({row}.told_tender, ''), {row}.document)"


def _is_bound(name: Narrow) -> bool:
    """Say whether what a name means is said by the buyer."""
    return name.scope in ("local", "person")


def _use(connection: "DuckDBPyConnection") -> None:
    sides = " UNION ALL ".join(
        f"SELECT {side}_text AS text, {side}_ids AS ids, {used_in('said')} AS tender, "
        f"type = 'ISSUED' AS is_buyer, rank FROM said "
        f"WHERE {side}_label = 'Organization'"
        for side in "so"
    )
    connection.execute(
        "CREATE TABLE narrow_use AS SELECT text, ids, scope, country, tender, "
        "bool_or(is_buyer) AS is_buyer, count(*) AS mentions, min(rank) AS rank "
        f"FROM ({sides}) JOIN narrow_name USING (text, ids) GROUP BY ALL"
    )


def _publishers(connection: "DuckDBPyConnection") -> Mapping[str, str]:
    """Return who published the process of a tender: the prefix of its ocid."""
    rows = connection.execute(
        "SELECT told_tender, min(prefix) FROM (SELECT told_tender, "
        'regexp_extract(tender_ids, \'"ocid","(ocds-[a-z0-9]{6})\', 1) AS prefix '
        "FROM record SEMI JOIN narrow_use u ON u.tender = told_tender) "
        "WHERE prefix <> '' GROUP BY told_tender"
    )
    return dict(rows.fetchall())


def _buyers(connection: "DuckDBPyConnection") -> Mapping[str, Collection[str]]:
    """Return the name keys of each tender's buyers; '' for one without a full name."""
    rows = connection.execute(
        "SELECT told_tender, s_text, bool_or(n.text IS NOT NULL) FROM said "
        "LEFT JOIN narrow_name n ON n.text = s_text AND n.ids = s_ids "
        "SEMI JOIN narrow_use u ON u.tender = told_tender "
        "WHERE type = 'ISSUED' AND s_label = 'Organization' GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    keys = name_keys([text for _, text, _ in rows])
    found: dict[str, set[str]] = {}
    for (tender, _, is_narrow), key in zip(rows, keys, strict=True):
        found.setdefault(tender, set()).add("" if is_narrow else key)
    return found

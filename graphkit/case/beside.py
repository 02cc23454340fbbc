"""What stands beside the words of records: translations, marks, one sentence a chain.

Neither changes a record, a statement or a grade.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from graphkit.case import remarks
from graphkit.case.ledger import Ledger
from graphkit.tables import reading
from graphkit.viz import wording

Row = dict[str, Any]


def sentences(chains: Iterable[Row], tables: Path) -> list[Row]:
    """Return chains, each with a `sentence` that says in English what it connects."""
    found = list(chains)
    named = {chain["institution"] for chain in found}
    names = other_names(tables, named | {wording.supplier(chain) for chain in found})
    return [
        chain
        | {"sentence": wording.plain(wording.glossed(wording.finding(chain), names))}
        for chain in found
    ]


def other_names(tables: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the name in the other script of organisations that records give one."""
    wanted = sorted(name for name in set(names) if name)
    if not wanted:
        return {}
    with reading() as connection:
        rows = connection.execute(
            """SELECT name, CASE WHEN name = name_zh THEN name_en ELSE name_zh END AS o
            FROM read_parquet(?) WHERE list_contains(?, name) AND o <> name AND o <> ''
            ORDER BY uid""",
            [str(tables / "nodes" / "Organization.parquet"), wanted],
        ).fetchall()
    return dict(rows)


def translated(case: Path, chains: Iterable[Row], *, by: bool = True) -> list[Row]:
    """Return chains whose hops carry the `translations` of their quotes.

    Without `by` nobody's name goes along, as what leaves a case may hold none.
    """
    with Ledger.open(case) as ledger:
        made = _by_quote(ledger, by=by)
    return [
        chain | {"hops": [_hop(hop, made) for hop in chain["hops"]]} if made else chain
        for chain in chains
    ]


def marked(case: Path, tables: Path, chains: Iterable[Row]) -> list[Row]:
    """Return chains whose hops carry the `mark` of the statement that they quote.

    It is `checked` or `disputed`, with the day `marked_on`; hops of which nobody has
    said either carry none.
    """
    with Ledger.open(case) as ledger:
        marks = remarks.marks(ledger)
    edges = edges_of(tables, marks)
    said = {
        edge: {"mark": one["mark"], "marked_on": one["at"][:10]}
        for edge, statement in edges.items()
        for one in (marks[statement],)
    }
    return [
        chain | {"hops": [hop | said.get(hop["key"], {}) for hop in chain["hops"]]}
        for chain in chains
    ]


def edges_of(tables: Path, statements: Iterable[str]) -> dict[str, str]:
    """Return the statement of every edge whose best one is among some, by its key."""
    wanted = list(statements)
    if not wanted:
        return {}
    files = sorted(map(str, (tables / "edges").glob("*.parquet")))
    with reading() as connection:
        rows = connection.execute(
            "SELECT key, statement FROM read_parquet(?, union_by_name => true)"
            " WHERE list_contains(?, statement)",
            [files, wanted],
        ).fetchall()
    return dict(rows)


def _hop(hop: Row, made: Mapping[tuple[str, str], list[Row]]) -> Row:
    found = made.get((hop["source"], hop["quote"]))
    return hop | {"translations": found} if found else hop


def _by_quote(ledger: Ledger, *, by: bool) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in ledger.live("translation"):
        of = row.body["of"]
        made = {"text": row.body["text"], "language": row.body["language"]}
        made |= {"at": row.at, **({"by": row.by} if by else {})}
        found.setdefault((of["source"], of["quote"]), []).append(made)
    return found

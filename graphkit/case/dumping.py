"""Files of the graph itself, of one table, or of the rows of a question.

They hold every name and every quote there is, but nothing of restricted sources.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit import tables
from graphkit.case import asking, entities, leaving, persons, views
from graphkit.case.leaving import Wish
from graphkit.case.ledger import Ledger
from graphkit.errors import CaseError
from graphkit.results import Results
from graphkit.search.graph import Graph

if TYPE_CHECKING:
    from graphkit.case.generations import Generation

NEO4J = ("cypher", "neo4j-import")
"""Formats of the graph itself, for a Neo4j."""

GRAPHS = (*NEO4J, "ftm")
"""Formats of the whole graph, or of what hangs on some tenders."""

TABLES = ("csv", "xlsx")
"""Formats of one table."""


def write(case: Path, kind: str, place: Path, wish: Wish, *, table: str = "") -> Path:
    """Write a table, a question's rows or the graph; return where: a file or folder.

    Raises CaseError where a format cannot do what is wished.
    """
    if table and kind not in TABLES:
        raise CaseError(f"a table is no {kind}", hint="--format csv or xlsx")
    if wish.redact or (wish.hides and kind in NEO4J):
        raise CaseError(
            "this file would hold every name and source",
            hint="leave names out of a file of chains: --format html, csv, xlsx",
        )
    with leaving.public(case) as (generation, restricted):
        note = leaving.restricted_sentence(restricted)
        if kind == "ftm":
            _entities(case, generation, wish, place)
        elif kind in NEO4J:
            _graph(case, generation, kind, place, wish, note)
        else:
            found = _rows(case, generation, wish, table)
            name = table or wish.question.rpartition("/")[2]
            _write_rows(kind, name, found, note, place)
    return place


def _entities(case: Path, generation: "Generation", wish: Wish, file: Path) -> None:
    """Write FollowTheMoney entities, one JSON object a line."""
    rows = list(entities.entities(generation, _tenders(case, generation, wish)))
    if wish.hides:
        rows = _without_persons(case, generation, rows)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes("".join(lines).encode())


def _graph(
    case: Path,
    generation: "Generation",
    kind: str,
    place: Path,
    wish: Wish,
    note: str,
) -> None:
    from graphkit.store import neo4j_files, script
    from graphkit.store.selection import Selection

    with Ledger.open(case) as ledger:
        uid, revision = ledger.uid, ledger.current
    with tables.connect() as database:
        chosen = Selection.of(
            database, generation.tables, _tenders(case, generation, wish)
        )
        if kind == "cypher":
            script.write(chosen, uid, place, note)
        else:
            neo4j_files.write(chosen, uid, revision, place, note)


def _tenders(case: Path, generation: "Generation", wish: Wish) -> Sequence[str] | None:
    """Return the tenders that are wished for, None for the whole case."""
    if wish.question:
        return asking.tenders(generation, case, wish.question, wish.params)
    if not (wish.keys or wish.view):
        return None
    found = leaving.candidates(case, Graph.open(generation.folder), wish)
    chosen = leaving.selected(found.chains, generation, case, wish)
    return sorted({uid for row in chosen for uid in row["tenders"]})


def _rows(case: Path, generation: "Generation", wish: Wish, table: str) -> Results:
    """Return the rows of a table or a question, without persons where they hide."""
    if table:
        found = _table(generation, table)
    else:
        found = asking.ask(generation, case, wish.question, wish.params)
    if not wish.hides:
        return found
    return Results(
        _without_persons(case, generation, found),
        columns=found.columns,
        notes=found.notes,
        truncated=found.truncated,
    )


def _without_persons(
    case: Path, generation: "Generation", rows: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    with Ledger.open(case) as ledger:
        return persons.of_case(generation.tables, ledger.uid).rows(rows)


def _table(generation: "Generation", name: str) -> Results:
    known = sorted(view for view, _ in views.views(generation))
    if name not in known:
        raise CaseError(f"there is no table {name}", hint=f"tables: {', '.join(known)}")
    columns, rows = views.run(
        generation, f"SELECT * FROM {views.quoted(name)} ORDER BY ALL"
    )
    return Results(rows, columns=columns)


def _write_rows(kind: str, name: str, found: Results, note: str, file: Path) -> None:
    from graphkit.viz import row_sheets

    cut = "A limit was reached: there are more rows." if found.truncated else ""
    notes = [said for said in (*found.notes, cut, note) if said]
    file.parent.mkdir(parents=True, exist_ok=True)
    row_sheets.write(kind, name, found.columns, list(found), notes, file)

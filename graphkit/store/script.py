"""A graph as a Cypher script that `cypher-shell` or any Neo4j console runs.

It merges on case and uid, so that running it twice changes nothing, and every value
stands in it as a literal: nothing in a text of a source acts.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from graphkit.store.differences import Table
from graphkit.store.neo4j_files import constraints
from graphkit.store.selection import Selection
from graphkit.store.values import ALWAYS

_APART = re.compile(r"(?<=\\)(?=u)")
"""Where a backslash stands before a u: a server takes both for one letter's code."""

_ENDS = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What a console may take for the end of a line, and what UTF-8 does not hold."""

ROWS = 200
"""Rows of a statement: a server reads long texts slowly."""


def write(selection: Selection, case: str, file: Path, note: str = "") -> None:
    """Write the chosen nodes and edges as Cypher statements, each ended by `;`.

    `note`, a sentence of ours, stands in its first line.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f"// {note}\n" if note else "")
        for line in constraints():
            out.write(f"{line};\n")
        for table in selection.filled():
            for rows in _batches(selection, table):
                out.write(_statement(table, rows, case))


def _batches(selection: Selection, table: Table) -> Iterator[list[dict[str, Any]]]:
    found = selection.connection.cursor().execute(
        f"SELECT * FROM {selection.rows(table)} ORDER BY {table.key}"
    )
    names = [column[0] for column in found.description or ()]
    while rows := found.fetchmany(ROWS):
        yield [dict(zip(names, row, strict=True)) for row in rows]


def _statement(table: Table, rows: list[dict[str, Any]], case: str) -> str:
    lines = ",\n".join(_map(row) for row in rows)
    key = f"{{_case: {literal(case)}, {table.key}: row.{table.key}}}"
    if not table.ends:
        made = f"MERGE (x:{table.type} {key})"
    else:
        start, end = (
            f"({name}:{label} {{_case: {literal(case)}, uid: row.{column}}})"
            for name, label, column in zip(
                "ab", table.ends, ("src", "dst"), strict=True
            )
        )
        made = f"MATCH {start} MATCH {end} MERGE (a)-[x:{table.type} {key}]->(b)"
    return f"UNWIND [\n{lines}\n] AS row\n{made}\nSET x += row.values;\n"


def _map(row: dict[str, Any]) -> str:
    apart = {name: row[name] for name in ("uid", "key", "src", "dst") if name in row}
    own = {
        name: value
        for name, value in row.items()
        if name not in ("src", "dst")
        and value is not None
        and (value != "" or name in ALWAYS)
    }
    inner = ", ".join(f"`{name}`: {literal(value)}" for name, value in own.items())
    outer = ", ".join(f"{name}: {literal(value)}" for name, value in apart.items())
    return f"{{{outer}, values: {{{inner}}}}}"


def literal(value: object) -> str:
    """Return a value as a Cypher literal."""
    if isinstance(value, date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return f"toFloat('{'-' * (value < 0)}Infinity')"
    if isinstance(value, float) and value != value:
        return "toFloat('NaN')"
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    return " + ".join(map(_text, _APART.split(str(value))))


def _text(text: str) -> str:
    """Return a text in quotes: JSON's escapes are Cypher's, too."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)

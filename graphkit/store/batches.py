"""Changes of a server's rows as Cypher texts and their parameters."""

from typing import Any

from graphkit.store.differences import Table
from graphkit.store.lines import Layout

Batch = tuple[str, dict[str, Any]]

EACH = "UNWIND $lines AS line WITH split(line, $field) AS f "


def inserted(table: Table, layout: Layout, lines: list[str], case: str) -> Batch:
    """Return what creates rows; it counts them.

    An edge whose nodes are not there is not created, and not counted.
    """
    values = layout.values(bool(table.ends))
    given = ", ".join(f"{name}: {value}" for name, value in values if value != "null")
    properties = f"{{_case: $case, {given}}}"
    made = f"(x:{table.type} {properties})"
    if table.ends:
        made = f"(a)-[x:{table.type} {properties}]->(b)"
    text = f"{EACH}{_ends(table)}CREATE {made} RETURN count(x)"
    return text, {**layout.params(lines), "case": case}


def updated(table: Table, layout: Layout, lines: list[str], case: str) -> Batch:
    """Return what sets our properties of rows, and no others; it counts them."""
    values = dict(layout.values(bool(table.ends)))
    given = ", ".join(f"x.{name} = {value}" for name, value in values.items())
    key = values[f"`{table.key}`"]
    found = f"(x:{table.type} {{_case: $case, uid: {key}}})"
    if table.ends:
        found = f"(a)-[x:{table.type} {{_case: $case, key: {key}}}]->(b)"
    text = f"{EACH}{_ends(table)}MATCH {found} SET {given} RETURN count(x)"
    return text, {**layout.params(lines), "case": case}


def edges_deleted(kind: str, keys: list[str], case: str) -> Batch:
    """Return what removes edges of a type; it counts them."""
    found = f"MATCH ()-[x:{kind}]->() WHERE x._case = $case AND x.key IN $keys "
    return f"{found}DELETE x RETURN count(*)", {"case": case, "keys": keys}


def nodes_deleted(label: str, keys: list[str], case: str) -> Batch:
    """Return what removes nodes that others' relationships do not hold on to."""
    free = f"{_nodes(label)}WHERE NOT {_HELD} "
    return f"{free}DETACH DELETE x RETURN count(*)", {"case": case, "keys": keys}


def nodes_held(label: str, keys: list[str], case: str) -> Batch:
    """Return what counts the nodes that others' relationships hold on to."""
    taken = f"{_nodes(label)}WHERE {_HELD} "
    return f"{taken}RETURN count(*)", {"case": case, "keys": keys}


_HELD = "EXISTS { (x)-[r]-() WHERE coalesce(r._case, '') <> $case }"


def _nodes(label: str) -> str:
    return f"UNWIND $keys AS key MATCH (x:{label} {{_case: $case, uid: key}}) "


def _ends(table: Table) -> str:
    if not table.ends:
        return ""
    start, end = table.ends
    return (
        f"MATCH (a:{start} {{_case: $case, uid: f[0]}}) "
        f"MATCH (b:{end} {{_case: $case, uid: f[1]}}) "
    )

"""Organisations and the catalogue's nodes."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit import classified, tables
from graphkit.assemble import listings
from graphkit.assemble.columns import create, provenance
from graphkit.assemble.inputs import Inputs
from graphkit.identity import name_keys
from graphkit.resolve.identifiers import strong
from graphkit.schema import schema

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from graphkit.catalogue import Entry

FROM_RECORDS = ("Organization", "Tender", "Document", "Classification")
"""Labels whose nodes come from records; all others are the catalogue's."""


def write_organizations(
    connection: "DuckDBPyConnection", inputs: Inputs, out: Path
) -> None:
    """Write `nodes/Organization.parquet`.

    An organisation's name is the one that most statements use, of equal ones the
    first in order of the alphabet; its kind that of the first such name that tells.
    """
    register(connection, inputs)
    tables.write(
        connection,
        organizations(),
        "uid",
        out / "nodes" / "Organization.parquet",
    )


def organizations() -> str:
    """Return SQL of a row for each organisation, out of its rows in `named`."""
    picked = ", ".join(
        f"coalesce({name}, []) AS {name}" if sql == "VARCHAR[]" else name
        for name, sql in tables.node_columns("Organization").items()
    )
    return f"SELECT {picked} FROM ({_organizations()})"


def _organizations() -> str:
    order = "ORDER BY mentions DESC, text"
    best = f"first(text {order})"
    first_said = "min(jurisdiction) FILTER (jurisdiction <> '')"
    return (
        f"SELECT uid, {best} AS name, "
        f"coalesce({best} FILTER (has_han(text)), '') AS name_zh, "
        f"coalesce({best} FILTER (NOT has_han(text)), '') AS name_en, "
        f"{provenance('min(rank)')} AS provenance, "
        f"coalesce(first(kind {order}) FILTER (kind <> 'unknown'), 'unknown') AS kind, "
        f"CASE WHEN count(DISTINCT jurisdiction) FILTER (jurisdiction <> '') = 1 "
        f"THEN {first_said} ELSE '' END AS jurisdiction, "
        f"'' AS parent_jurisdiction, "
        f"coalesce(first(province {order}) FILTER (province <> ''), '') AS province, "
        f"list_sort(list_distinct(flatten(list(string_split(identifiers, chr(31))) "
        f"FILTER (identifiers <> '')))) AS identifiers, "
        f"list_sort(list_distinct(list_concat(coalesce(list(DISTINCT anchor_uid) "
        f"FILTER (anchor_uid <> uid), []), coalesce(first(was), [])))) "
        f"AS former_uids, count(DISTINCT text) AS n_names FROM ("
        f"SELECT * REPLACE (concat_ws(chr(31), nullif(identifiers, ''), r.ror) "
        f"AS identifiers) FROM named LEFT JOIN registered r USING (key) "
        f"LEFT JOIN (SELECT uid, list(was) AS was FROM former GROUP BY uid) "
        f"USING (uid) "
        f"WHERE label = 'Organization') GROUP BY uid"
    )


def write_classifications(connection: "DuckDBPyConnection", out: Path) -> None:
    """Write `nodes/Classification.parquet`: every code that a statement names."""
    written = "(ids::JSON)[0]"
    query = (
        f"SELECT uid, first(scheme || ' ' || code) AS name, '' AS name_zh, "
        f"first(scheme || ' ' || code) AS name_en, {provenance('min(rank)')} "
        f"AS provenance, first(scheme) AS scheme, first(code) AS code FROM ("
        f"SELECT uid, rank, {written}->>0 AS scheme, {written}->>1 AS code "
        f"FROM named WHERE label = '{classified.LABEL}') GROUP BY uid"
    )
    tables.write(connection, query, "uid", out / "nodes" / "Classification.parquet")


def register(connection: "DuckDBPyConnection", inputs: Inputs) -> None:
    """Make the table `registered` of ROR identifiers that the dictionary gives."""
    catalogue = inputs.catalogue
    groups = {group[0]: group for group in catalogue.organizations}
    rows = [
        (name, identifier)
        for first, ror in catalogue.ror.items()
        for identifier in strong((("ror", ror),))
        for name in groups.get(first, (first,))
    ]
    keys = name_keys([name for name, _ in rows])
    known = {key: ror for key, (_, ror) in zip(keys, rows, strict=True)}
    shape = {"key": "VARCHAR", "ror": "VARCHAR"}
    create(connection, "registered", shape, sorted(known.items()))


def write_catalogue(
    connection: "DuckDBPyConnection", inputs: Inputs, out: Path
) -> None:
    """Write the nodes of every other label: all entries of the catalogue."""
    for label in schema().nodes:
        if label in FROM_RECORDS:
            continue
        columns = tables.node_columns(label)
        known = {
            entry.uid: {
                column: _value(entry, column, columns[column]) for column in columns
            }
            for entry in inputs.catalogue.entries.values()
            if entry.label == label
        }
        if label == "List":
            for row in listings.nodes(inputs.listings, known):
                known[row["uid"]] = known.get(row["uid"], {}) | row
        rows = [tuple(row.get(column) for column in columns) for row in known.values()]
        create(connection, f"node_{label}", columns, rows)
        tables.write(
            connection,
            f"SELECT * FROM node_{label}",
            "uid",
            out / "nodes" / f"{label}.parquet",
        )


def _value(entry: "Entry", column: str, kind: str) -> Any:
    if column == "provenance":
        return "catalogue"
    own: Mapping[str, str] = entry.properties
    found = own.get(column, getattr(entry, column, ""))
    return None if found == "" and kind != "VARCHAR" else found

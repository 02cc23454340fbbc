"""Who the mentions are: the table `named`, and `names.parquet`.

`named` has a row for every label, text and identifiers that mentions carry, with the
uid of the node they mean. A name that many bodies have has a row for every tender
that uses it, and its `context` is that tender.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import astuple

from graphkit import classified, tables
from graphkit.assemble.bodies import bodies
from graphkit.assemble.columns import create
from graphkit.assemble.inputs import Inputs
from graphkit.assemble.mentions import (
    NAMED_COLUMNS,
    SEPARATOR,
    Mention,
    Named,
    mentions,
)
from graphkit.identity import name_keys
from graphkit.resolve import Comparing, JoinedTenders, Resolution
from graphkit.resolve.joins import Join
from graphkit.tables import JOIN_COLUMNS, SUGGESTION_COLUMNS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from graphkit.catalogue import Catalogue


NAMES_ORDER = "label, text, ids, context, uid"
"""The order of `names.parquet`."""

JOINS_ORDER = ", ".join(JOIN_COLUMNS)
"""The order of `joins.parquet`."""


def name(
    connection: "DuckDBPyConnection",
    inputs: Inputs,
    joined: JoinedTenders,
    out: Path,
    how: Comparing,
) -> Resolution:
    """Make the table `named`, write `names.parquet` and return who is who."""
    told = list(mentions(connection))
    organizations = [mention for mention in told if mention.label == "Organization"]
    others = [mention for mention in told if mention.label != "Organization"]
    rows, resolution = bodies(connection, organizations, inputs, joined, how)
    rows += _others(_standing(connection, others, joined), inputs.catalogue, joined)
    create(connection, "named", NAMED_COLUMNS, rows)
    known = [*_aliases(inputs.catalogue), *_joined(joined)]
    create(connection, "known_name", NAMED_COLUMNS, known)
    tables.write(
        connection,
        "SELECT * FROM named UNION ALL SELECT * FROM known_name",
        NAMES_ORDER,
        out / "names.parquet",
    )
    former = {"was": "VARCHAR", "uid": "VARCHAR"}
    create(connection, "former", former, resolution.former)
    _explain(connection, resolution, out)
    return resolution


def join_row(join: Join) -> tuple[object, ...]:
    """Return the columns of a join, its reasons as one text."""
    return (*astuple(join)[:4], SEPARATOR.join(join.reasons), join.judgement)


def split_reasons(table: str) -> str:
    """Return SQL of rows whose reasons are one text, as they are written."""
    split = f"string_split(reasons, '{SEPARATOR}') AS reasons"
    return f"SELECT * REPLACE ({split}) FROM {table}"


def _explain(
    connection: "DuckDBPyConnection", resolution: Resolution, out: Path
) -> None:
    """Write `joins.parquet` and `suggestions.parquet`: why names are one, or may be."""
    joined = [join_row(join) for join in resolution.joins]
    suggested = [
        (*astuple(said)[:4], SEPARATOR.join(said.reasons))
        for said in resolution.suggested
    ]
    for name, shape, rows in (
        ("joins", JOIN_COLUMNS, joined),
        ("suggestions", SUGGESTION_COLUMNS, suggested),
    ):
        given = {**shape, "reasons": "VARCHAR"}
        create(connection, f"{name}_row", given, rows)
        order, file = ", ".join(given), out / f"{name}.parquet"
        tables.write(connection, split_reasons(f"{name}_row"), order, file)


def _standing(
    connection: "DuckDBPyConnection", told: list[Mention], joined: JoinedTenders
) -> list[Mention]:
    """Return the mentions without tenders of which the case holds no record."""
    if not any(mention.label == "Tender" for mention in told):
        return told
    rows = connection.execute("SELECT DISTINCT tender FROM said").fetchall()
    known = {uid for (uid,) in rows} | joined.uid.keys()
    return [
        mention
        for mention in told
        if mention.label != "Tender" or dict(mention.ids).get("tender", "") in known
    ]


def _others(
    told: list[Mention], catalogue: "Catalogue", joined: JoinedTenders
) -> Iterator[Named]:
    """Yield the rows of mentions that carry a uid, but for unknown ones."""
    keys = name_keys([mention.text for mention in told])
    for mention, key in zip(told, keys, strict=True):
        uid = _carried_uid(mention, catalogue, joined)
        if uid:
            yield Named(
                mention.label,
                mention.text,
                mention.written_ids,
                "",
                key,
                "",
                "",
                uid,
                uid,
                "catalogue",
                mentions=mention.mentions,
                rank=mention.rank,
            )


def _carried_uid(
    mention: Mention, catalogue: "Catalogue", joined: JoinedTenders
) -> str:
    ids = dict(mention.ids)
    if mention.label == "Tender":
        tender = ids.get("tender", "")
        return joined.uid.get(tender, tender)
    if mention.label == classified.LABEL:
        return classified.uid_of(mention.ids)
    entry = catalogue.entries.get(ids.get("catalogue", ""))
    return entry.uid if entry and entry.label == mention.label else ""


def _aliases(catalogue: "Catalogue") -> Iterator[Named]:
    """Yield every name and alias of the catalogue, without identifiers."""
    known = sorted(
        {
            (entry.label, text, entry.uid)
            for entry in catalogue.entries.values()
            for text in (entry.name, entry.name_zh, entry.name_en, *entry.aliases)
            if text
        }
    )
    keys = name_keys([text for _, text, _ in known])
    for (label, text, uid), key in zip(known, keys, strict=True):
        yield Named(label, text, "", "", key, "", "", uid, uid, "catalogue")


def _joined(joined: JoinedTenders) -> Iterator[Named]:
    """Yield every tender that joined another under the uid it had."""
    for uid, now in sorted(joined.uid.items()):
        yield Named("Tender", uid, "", "", uid, "", "", uid, now, "judgement")

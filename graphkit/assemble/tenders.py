"""Tenders: stage, dates and values out of all their documents."""

from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import tables
from graphkit.assemble import titles
from graphkit.assemble.columns import (
    AWARDED,
    DAY_BITS,
    PROGRESS,
    latest_first,
    place_of,
    provenance,
    word_at,
)
from graphkit.assemble.statements import HANDLE_BITS
from graphkit.assemble.titles import SHOWN_TITLE

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_HANDLE = (1 << HANDLE_BITS) - 1
_RANK_SHIFT = HANDLE_BITS + DAY_BITS
_PART_SHIFT = _RANK_SHIFT + 3
_DATES = (
    ("('published_on')", "published"),
    ("('awarded_on', 'AWARDED_TO')", "awarded"),
    ("('signed_on')", "signed"),
)


def document(connection: "DuckDBPyConnection") -> None:
    """Make the table `doc`: what each record says of each tender, in a few numbers.

    `handle` is the statement that names the tender best: number, title, anything.
    """
    place = place_of("type", ("number", "title"))
    progress = (
        f"CASE WHEN type = 'AWARDED_TO' THEN "
        f"greatest(coalesce({place_of('stage', PROGRESS)}, 0), {AWARDED}) "
        f"ELSE {place_of('stage', PROGRESS)} END"
    )
    connection.execute(
        f"CREATE TABLE doc AS SELECT document, tender, count(*) AS n_statements, "
        f"min((coalesce({place}, 2)::BIGINT << {HANDLE_BITS}) | handle) & {_HANDLE} "
        f"AS handle, max({progress}) FILTER (is_void IS NULL) AS progress, "
        f"min(rank) AS best_rank, max(rank) AS rank "
        f"FROM said LEFT JOIN (SELECT handle, true AS is_void FROM void) "
        f"USING (handle) "
        f"WHERE document <> '' AND tender <> '' GROUP BY document, tender"
    )


def tender(connection: "DuckDBPyConnection", out: Path) -> None:
    """Write `nodes/Tender.parquet`, and make the view `tender_row` of it.

    Name, number and budget are those of the latest document of the strongest
    provenance, unless a person gave others. A document without a day counts as early.
    """
    _call(connection)
    titles.mask(connection)
    _value(connection)
    _progress(connection)
    picked = ", ".join(tables.node_columns("Tender"))
    file = out / "nodes" / "Tender.parquet"
    tables.write(connection, f"SELECT {picked} FROM ({_rows()})", "uid", file)
    connection.execute(
        f"CREATE VIEW tender_row AS SELECT * FROM read_parquet({tables.literal(file)})"
    )
    for made in ("called", "value", "reached"):
        connection.execute(f"DROP TABLE {made}")


def _call(connection: "DuckDBPyConnection") -> None:
    """Make the table `called` of names and numbers: each tender's best of both."""
    order = (  # what a notice is called goes before what its attachments are
        f"((kind = 'attachment')::BIGINT << {_PART_SHIFT}) "
        f"| (rank::BIGINT << {_RANK_SHIFT}) "
        f"| ({latest_first('t.day')} << {HANDLE_BITS}) | handle"
    )
    sides = " UNION ALL ".join(
        f"SELECT tender, '{kind}' AS kind, {kind} AS text, {order} AS place "
        f"FROM record LEFT JOIN dated t USING (document) "
        f"ANTI JOIN (SELECT document FROM rejected WHERE type = '{kind}') "
        f"USING (document) WHERE {kind} <> '' AND tender <> '' "
        f"UNION ALL SELECT tender, '{kind}', quote, -handle FROM said "
        f"WHERE amended AND type = '{kind}'"
        for kind in ("title", "number")
    )
    connection.execute(
        f"CREATE TABLE called AS SELECT tender, "
        f"arg_min(text, place) FILTER (kind = 'title') AS title, "
        f"arg_min(text, place) FILTER (kind = 'number') AS number "
        f"FROM ({sides}) GROUP BY tender"
    )


def _value(connection: "DuckDBPyConnection") -> None:
    """Make the table `value`: budget and dates of each tender that gives any."""
    place = (
        f"((part <> '')::BIGINT << {_PART_SHIFT}) | (rank::BIGINT << {_RANK_SHIFT}) "
        f"| ({latest_first('t.day')} << {HANDLE_BITS}) | handle"
    )
    budget = ", ".join(
        f"arg_min({column}, place) FILTER (type = 'budget' AND amount IS NOT NULL) "
        f"AS {name}"
        for column, name in (
            ("amount", "budget"),
            ("coalesce(amount_text, '')", "budget_text"),
            ("coalesce(currency, '')", "currency"),
            ("coalesce(tax, '')", "tax"),
        )
    )
    earliest = ", ".join(
        f"min(date) FILTER (type IN {types} AND first_day(date) IS NOT NULL) AS {name}"
        for types, name in _DATES
    )
    connection.execute(
        f"CREATE TABLE value AS SELECT tender, {budget}, {earliest}, "
        f"min(day) FILTER (type = 'AWARDED_TO') AS announced, "
        f"coalesce(bool_or(type = 'AWARDED_TO'), false) AS is_awarded FROM ("
        f"SELECT x.*, t.day, {place} AS place FROM (SELECT * FROM said "
        f"ANTI JOIN void USING (handle) WHERE tender <> '' AND type IN ('budget', "
        f"'published_on', 'awarded_on', 'signed_on', 'AWARDED_TO')) x "
        f"LEFT JOIN dated t USING (document)) GROUP BY tender"
    )


def _progress(connection: "DuckDBPyConnection") -> None:
    """Make the table `reached`: how far each tender came since it last ended."""
    connection.execute(
        "CREATE TABLE reached AS SELECT tender, "
        "count(DISTINCT coalesce(v.into, document)) AS n_documents, "
        "max(progress) FILTER (until IS NULL OR day > until) AS progress, "
        "max(end_stage) AS end_stage, min(best_rank) AS rank FROM doc "
        "LEFT JOIN dated USING (document) LEFT JOIN versioned v USING (document) "
        "LEFT JOIN (SELECT tender, until, "
        "stage AS end_stage FROM ended WHERE part = '') USING (tender) GROUP BY tender"
    )


def _rows() -> str:
    awarded = f"(is_awarded OR coalesce(progress, 0) >= {AWARDED})"
    day = (
        f"CASE WHEN {awarded} THEN coalesce(awarded, signed, announced, published) "
        f"ELSE published END"
    )
    return (
        f"SELECT uid, name, CASE WHEN has_han(name) THEN name ELSE '' END AS name_zh, "
        f"'' AS name_en, provenance, number, stage, first_day(date_text) AS date, "
        f"date_text, first_day(published) AS published_on, "
        f"first_day(awarded) AS awarded_on, first_day(signed) AS signed_on, budget, "
        f"budget_text, currency, tax, n_documents, n_statements FROM ("
        f"SELECT tender AS uid, coalesce({SHOWN_TITLE}, number, tender) AS name, "
        f"{provenance('coalesce(r.rank, a.rank)')} AS provenance, "
        f"coalesce(number, '') AS number, {word_at('progress', PROGRESS)} AS reached, "
        f"CASE WHEN reached <> '' THEN reached WHEN end_stage IS NULL THEN '' "
        f"WHEN is_awarded THEN 'awarded' ELSE end_stage END AS stage, "
        f"coalesce({day}, '') AS date_text, published, awarded, signed, budget, "
        f"coalesce(budget_text, '') AS budget_text, "
        f"coalesce(currency, '') AS currency, coalesce(tax, '') AS tax, "
        f"coalesce(n_documents, 0) AS n_documents, n_statements "
        f"FROM (SELECT tender, count(*) AS n_statements, min(rank) AS rank FROM said "
        f"WHERE tender <> '' GROUP BY tender) a LEFT JOIN reached r USING (tender) "
        f"LEFT JOIN called USING (tender) LEFT JOIN masked_title USING (title) "
        f"LEFT JOIN value USING (tender))"
    )

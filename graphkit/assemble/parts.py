"""Parts, days and ends of tenders: what the records of one tender say together.

Tables made: `divided` (tender, one_lot, many), `dated` (document, day), `ended`
(tender, part, until, stage), `void` (handles of awards that an end took back).
"""

from typing import TYPE_CHECKING

from graphkit.assemble.columns import AWARDED, ENDED, PROGRESS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PARTED = (
    "AWARDED_TO",
    "VIA",
    "SEEKS",
    "AWARDS",
    "EXCLUDES",
    "BID_ON",
    "SUBCONTRACTED_TO",
)
"""Edge types that belong to a part of their tender; all others to the whole."""

DESCRIBING = ("CLASSIFIED_AS", "item", "document")
"""Types of statement that tell what is bought: no part is made by them alone."""

OUTCOMES = ("AWARDED_TO", "AWARDS", "SUBCONTRACTED_TO", "awarded_on", "signed_on")
"""Types of statement that fall where the tender, or its part, ends without an award."""

ENDS = f"type = 'status' AND stage IN {ENDED}"

_REACHED = f"type IN {OUTCOMES} OR (type = 'status' AND stage IN {PROGRESS[AWARDED:]})"

IN_PART = (
    "CASE WHEN d.many IS NOT TRUE THEN '' "
    "WHEN x.part = '' OR (d.one_lot AND starts_with(x.part, 'lot:')) THEN '?' "
    "ELSE x.part END"
)
"""SQL of an edge's part, given its statement `x` and its tender's row `d` of divided.

A tender of one part has none. In one of several, what names no part, or only the sole
lot that is the whole of it, is of '?'.
"""


def divide(connection: "DuckDBPyConnection") -> None:
    """Make the tables of this module; parts count wherever a record names them."""
    connection.execute(
        "CREATE TABLE named_part AS SELECT DISTINCT tender, part FROM said "
        "WHERE part <> '' AND tender <> '' "
        f"AND type NOT IN {DESCRIBING} "
        # An award that came to nothing is no part beside the one that was made.
        f"AND NOT ({ENDS} AND starts_with(part, 'award:')) "
        "UNION SELECT tender, part FROM tried"
    )
    connection.execute(
        "CREATE TABLE divided AS SELECT tender, lots = 1 AS one_lot, "
        "parts - (lots = 1)::INTEGER > 1 AS many FROM (SELECT tender, "
        "count(*) AS parts, count(*) FILTER (starts_with(part, 'lot:')) AS lots "
        "FROM named_part GROUP BY tender)"
    )
    connection.execute(
        "CREATE TABLE dated AS SELECT document, min(date) AS day FROM said "
        "WHERE type = 'published_on' AND first_day(date) IS NOT NULL "
        "AND document <> '' GROUP BY document"
    )
    _end(connection)


def _end(connection: "DuckDBPyConnection") -> None:
    """Find where tenders and parts ended, and which awards that leaves void.

    An award stands if its document is of a later day than the end; where either has
    no day it does not.
    """
    part = (
        "CASE WHEN (d.one_lot AND starts_with(x.part, 'lot:')) "
        "OR (p.part IS NOT NULL AND d.many IS NOT TRUE) THEN '' ELSE x.part END"
    )
    connection.execute(
        f"CREATE TABLE ended AS SELECT tender, part, max(until) AS until, "
        f"arg_max(stage, (until, handle)) AS stage FROM ("
        f"SELECT x.tender, {part} AS part, x.stage, x.handle, "
        f"coalesce(last_text(t.day), '9') AS until FROM "
        f"(SELECT * FROM said WHERE {ENDS} AND tender <> '') x "
        f"LEFT JOIN divided d USING (tender) LEFT JOIN dated t USING (document) "
        f"LEFT JOIN named_part p ON p.tender = x.tender AND p.part = x.part) "
        f"GROUP BY tender, part"
    )
    connection.execute(
        f"CREATE TABLE void AS SELECT DISTINCT x.handle FROM "
        f"(SELECT * FROM said WHERE {_REACHED}) x JOIN ended e "
        f"ON e.tender = x.tender AND (e.part IN ('', x.part) "
        f"OR starts_with(x.part, e.part || '/')) "
        f"LEFT JOIN dated t USING (document) "
        f"WHERE NOT coalesce(t.day > e.until, false)"
    )
    # Where the last attempt ended the tender has: but lots of earlier ones may stand.
    connection.execute(
        "INSERT INTO ended SELECT tender, '', until, stage FROM ended "
        "SEMI JOIN (SELECT tender, part FROM tried WHERE is_last) USING (tender, part) "
        "ANTI JOIN (SELECT tender FROM ended WHERE part = '') USING (tender)"
    )

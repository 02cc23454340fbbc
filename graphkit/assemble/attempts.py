"""Attempts: a purchase that failed and is called again under the same number.

A notice of a second attempt says so, and its loader gives its tender the identifier
`attempt`. A notice that names no attempt is of the first, if it is not later than the
first notice that names one; one that ends the purchase also where it has no day, as
what was called again had ended. Of any other nobody knows.
"""

from typing import TYPE_CHECKING

from graphkit.assemble.parts import ENDS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NUMBER = 'regexp_extract(tender_ids, \'"attempt","([0-9]+)"\', 1)'


def place(connection: "DuckDBPyConnection") -> None:
    """Make the views `said` and `record`, each statement in the attempt it is of.

    Makes the table `tried` (tender, part, is_last) of tenders with several attempts.
    """
    connection.execute("CREATE VIEW record AS SELECT * FROM single_record")
    connection.execute(
        f"CREATE TABLE named_attempt AS SELECT document, tender, "
        f"max({_NUMBER}::INTEGER) AS attempt FROM single_record "
        f"WHERE contains(tender_ids, '\"attempt\"') GROUP BY document, tender"
    )
    _try(connection)
    is_any = connection.execute("SELECT 1 FROM named_attempt LIMIT 1").fetchone()
    said = _placed() if is_any else "SELECT * FROM single_said"
    connection.execute(f"CREATE VIEW said AS {said}")


def _try(connection: "DuckDBPyConnection") -> None:
    """Find the attempt of every document of those tenders; 0 where nobody knows."""
    connection.execute(
        f"CREATE TABLE attempt AS SELECT document, tender, CASE "
        f"WHEN n.attempt IS NOT NULL THEN n.attempt "
        f"WHEN last_text(d.day) <= f.day OR (d.day IS NULL AND d.ends) THEN 1 "
        f"ELSE 0 END AS attempt FROM ("
        f"SELECT document, tender, bool_or({ENDS}) AS ends, "
        f"min(date) FILTER (type = 'published_on' AND first_day(date) IS NOT NULL) "
        f"AS day FROM (SELECT * FROM single_said "
        f"SEMI JOIN named_attempt USING (tender)) GROUP BY document, tender) d "
        f"LEFT JOIN named_attempt n USING (document, tender) "
        f"LEFT JOIN (SELECT a.tender, min(date) AS day FROM named_attempt a "
        f"JOIN single_said s ON s.document = a.document AND s.tender = a.tender "
        f"WHERE type = 'published_on' AND first_day(date) IS NOT NULL GROUP BY ALL) f "
        f"USING (tender)"
    )
    connection.execute(
        "CREATE TABLE tried AS SELECT DISTINCT tender, 'attempt:' || attempt AS part, "
        "attempt = last AS is_last FROM (SELECT tender, attempt, "
        "max(attempt) OVER (PARTITION BY tender) AS last, "
        "count(DISTINCT attempt) OVER (PARTITION BY tender) AS n FROM attempt) "
        "WHERE n > 1"
    )


def _placed() -> str:
    """Return SQL of all statements; a part names its attempt where there are several.

    An attempt with one lot is that lot. In one of several, what names none belongs
    to no part, but for what ends the whole attempt.
    """
    lots = (
        "SELECT tender, attempt, count(DISTINCT nullif(part, '')) AS lots "
        "FROM single_said JOIN attempt USING (document, tender) GROUP BY ALL"
    )
    part = (
        f"CASE WHEN t.tender IS NULL THEN s.part WHEN a.attempt = 0 THEN '' "
        f"WHEN l.lots <= 1 OR ({ENDS} AND s.part = '') THEN 'attempt:' || a.attempt "
        f"WHEN s.part = '' THEN '' ELSE 'attempt:' || a.attempt || '/' || s.part END"
    )
    return (
        f"SELECT s.* REPLACE ({part} AS part) FROM single_said s "
        f"LEFT JOIN attempt a USING (document, tender) "
        f"LEFT JOIN (SELECT DISTINCT tender FROM tried) t USING (tender) "
        f"LEFT JOIN ({lots}) l USING (tender, attempt)"
    )

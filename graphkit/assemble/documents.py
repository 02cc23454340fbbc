"""Documents: the records as seen from the graph, and which tender they are about."""

from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import tables
from graphkit.assemble.columns import (
    PROGRESS,
    SHOWN_QUOTE,
    create,
    provenance,
    word_at,
)
from graphkit.assemble.inputs import Inputs
from graphkit.assemble.titles import SHOWN_TITLE

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def write(connection: "DuckDBPyConnection", inputs: Inputs, out: Path) -> None:
    """Write `nodes/Document.parquet`: every record, also one that says nothing.

    The words of a transcript are those of a scan, which is named with it.
    """
    shape = {"source": "VARCHAR", "scan": "VARCHAR"}
    create(connection, "transcribed", shape, inputs.transcribed)
    query = (
        f"SELECT document AS uid, "
        f"coalesce(nullif({SHOWN_TITLE}, ''), nullif(number, ''), "
        f"concat_ws(' ', path, nullif(locator, ''))) AS name, "
        f"CASE WHEN has_han(name) THEN name ELSE '' END AS name_zh, '' AS name_en, "
        f"{provenance('r.rank')} AS provenance, source, locator, path, kind, "
        f"first_day(day) AS published_on, url, captured_at, "
        f"coalesce(x.scan, '') AS transcript_of, compiled, "
        f"coalesce(c.captures, []) AS captures, "
        f"1 + coalesce(len(c.captures), 0) AS n_captures, "
        f"coalesce(v.into, '') AS version_of FROM record r "
        f"LEFT JOIN source USING (source) LEFT JOIN dated USING (document) "
        f"LEFT JOIN (SELECT t.source, min(concat_ws(' ', w.path, t.scan)) AS scan "
        f"FROM transcribed t JOIN source w ON w.source = t.scan "
        f"GROUP BY t.source) x USING (source) "
        f"LEFT JOIN ({_captures()}) c USING (document) "
        f"LEFT JOIN versioned v USING (document) "
        f"LEFT JOIN masked_title USING (title)"
    )
    picked = ", ".join(tables.node_columns("Document"))
    tables.write(
        connection,
        f"SELECT {picked} FROM ({query})",
        "uid",
        out / "nodes" / "Document.parquet",
    )


def _captures() -> str:
    """Return SQL of the other places of a Document, as (path, address, source).

    They are those of its copies, and the other addresses of its own bytes.
    """
    return (
        "SELECT document, list_sort(list(DISTINCT concat_ws(' ', w.path, "
        "nullif(f.url, ''), f.source))) AS captures FROM ("
        "SELECT c.into AS document, j.url, j.source FROM copied c "
        "JOIN joined_record j ON j.document = c.document UNION "
        "SELECT coalesce(c.into, j.document), o.url, o.source FROM stated_address o "
        "JOIN joined_record j ON j.source = o.source AND j.url <> o.url "
        "LEFT JOIN copied c ON c.document = j.document WHERE o.url <> '') f "
        "LEFT JOIN source w ON w.source = f.source GROUP BY document"
    )


def edges() -> str:
    """Return SQL of DOCUMENTED_BY, which quotes what names the tender."""
    return (
        f"SELECT d.tender AS src, d.document AS dst,"
        f" concat_ws('|', 'DOCUMENTED_BY', src, dst, '', '') AS key, "
        f"d.tender, '' AS part, {word_at('d.progress', PROGRESS)} AS stage, "
        f"first_day(day) AS date, day AS date_text, [d.document] AS documents, "
        f"CASE WHEN s.amended THEN 'amendment' ELSE 'record' END AS basis, "
        f"s.key AS statement, {SHOWN_QUOTE}, s.source, "
        f"w.path, s.locator, d.n_statements, "
        f"{provenance('d.rank')} AS provenance, r.kind FROM doc d "
        f"JOIN said s USING (handle) JOIN (SELECT document, kind FROM record) r "
        f"ON r.document = d.document LEFT JOIN source w ON w.source = s.source "
        f"LEFT JOIN dated t ON t.document = d.document"
    )

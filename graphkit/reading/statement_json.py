"""Statements as JSON objects, one a line: the form that others read and compare."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit import tables
from graphkit.layers.pdf_mark import JOINT, is_pdf_file
from graphkit.personal import masked

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = Mapping[str, Any]

_QUERY = """
SELECT s.*, r.number, r.number_locator, r.number_start, r.title, r.title_locator,
    r.title_start, r.tender_ids
FROM read_parquet(?) s JOIN read_parquet(?) r USING (document)
ORDER BY r."offset", r.locator, s.n
"""


def statements_json(
    folder: Path, source: Path, *, path: str, provenance: str
) -> Iterator[dict[str, Any]]:
    """Yield what a source says, in file order, from the tables in its folder.

    `source` holds its bytes; `path` and `provenance` are those of the source: equal
    bytes may come by another name. What a PDF says carries the `page` on which its
    quote begins. An empty folder yields nothing.
    """
    paged = is_pdf_file(source)
    with tables.connect() as connection:
        for file in tables.parts(folder, "statements"):
            records = file.with_name(file.name.replace("statements", "records"))
            starts = _page_starts(connection, records) if paged else []
            found = connection.execute(_QUERY, [str(file), str(records)])
            names = [column[0] for column in found.description or ()]
            while rows := found.fetchmany(1000):
                for values in rows:
                    row = dict(zip(names, values, strict=True))
                    said = to_json(row, path, provenance)
                    if paged:
                        said["page"] = bisect_right(starts, row["start"]) + 1
                    yield said


def _page_starts(connection: "DuckDBPyConnection", records: Path) -> list[int]:
    """Return where the second page and those after it begin in a PDF's text layer."""
    found = connection.execute("SELECT text FROM read_parquet(?)", [str(records)])
    text = "".join(text or "" for (text,) in found.fetchall())
    return [match.end() for match in re.finditer(JOINT, text)]


def to_json(row: Row, path: str, provenance: str) -> dict[str, Any]:
    """Return a statement as JSON: a row of statements, joined with its record's."""
    return {
        "key": row["key"],
        "type": row["type"],
        "tender": {"number": row["number"], "title": masked(row["title"])},
        "subject": _mention(row, "s") or _tender(row),
        "object": _mention(row, "o"),
        "part": row["part"],
        "stage": row["stage"],
        "modality": row["modality"],
        "amount": _amount(row),
        "date": _date(row),
        "quantity": row["quantity"],
        "unit": row["unit"],
        "provenance": provenance,
        "path": path,
        "source": row["source"],
        "locator": row["locator"],
        "start": row["start"],
        "end": row["end"],
        "quote": row["quote_shown"] or row["quote"],
    }


def _mention(row: Row, side: str) -> dict[str, Any] | None:
    label = row[f"{side}_label"]
    if label is None:
        return None
    return {
        "label": label,
        "text": row[f"{side}_text"],
        "start": row[f"{side}_start"],
        "end": row[f"{side}_end"],
        "ids": _ids(row[f"{side}_ids"]),
    } | _elsewhere(row, f"{side}_locator")


def _tender(row: Row) -> dict[str, Any]:
    kind = "number" if row["number"] else "title"
    text, start = row[kind], row[f"{kind}_start"]
    text = masked(text) if kind == "title" else text
    return {
        "label": "Tender",
        "text": text,
        "start": start,
        "end": start + len(text),
        "ids": _ids(row["tender_ids"]),
    } | _elsewhere(row, f"{kind}_locator")


def _amount(row: Row) -> dict[str, Any] | None:
    if row["amount_said"] is None:
        return None
    return (
        {
            "value": row["amount_text"],
            "currency": row["currency"],
            "text": row["amount_said"],
            "start": row["amount_start"],
            "end": row["amount_end"],
        }
        | _elsewhere(row, "amount_locator")
        | _tax(row)
    )


def _tax(row: Row) -> dict[str, Any]:
    """Return what is said of the tax in an amount, where anything is."""
    if not row["tax"]:
        return {}
    return {
        "tax": {
            "value": row["tax"],
            "text": row["tax_said"],
            "start": row["tax_start"],
            "end": row["tax_end"],
        }
        | _elsewhere(row, "tax_locator")
    }


def _date(row: Row) -> dict[str, Any] | None:
    if row["date"] is None:
        return None
    return {
        "value": row["date"],
        "text": row["date_said"],
        "start": row["date_start"],
        "end": row["date_end"],
    } | _elsewhere(row, "date_locator")


def _elsewhere(row: Row, column: str) -> dict[str, str]:
    """Return the locator of what does not stand where the statement's quote does."""
    locator = row[column]
    return {"locator": locator} if locator and locator != row["locator"] else {}


def _ids(text: str) -> dict[str, str | list[str]]:
    """Return identifiers by scheme; a list where a scheme gives several."""
    found: dict[str, str | list[str]] = {}
    for scheme, value in json.loads(text):
        before = found.get(scheme)
        if before is None:
            found[scheme] = value
        else:
            found[scheme] = [*([before] if isinstance(before, str) else before), value]
    return found

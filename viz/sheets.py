"""Tables of chains: CSV and XLSX that a spreadsheet opens without acting on them.

A cell that starts like a formula is defused; nothing becomes a link; the bytes are the
same whenever the same chains are written.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from graphkit.viz import wording
from graphkit.viz.cells import SUPPLY
from graphkit.viz.shown import shown
from graphkit.viz.wording import Chain

BYTE_ORDER_MARK = "\ufeff"
MOST_CHARACTERS = 32_767
"""What a cell of a spreadsheet holds."""

CREATED = datetime(2000, 1, 1)
"""Stands in every XLSX file, so that equal chains give equal bytes."""

COLUMNS = (
    "key",
    "finding",
    "institution",
    "tender",
    "intermediary",
    "provider",
    "item",
    "item_label",
    "relation",
    "modality",
    "stage",
    "date",
    "amount",
    "currency",
    "tax",
    "grade",
    "because",
    "inferred",
    "provenance",
    "count",
    "controls",
    "tender_uids",
)
EVIDENCE = ("quote", "path", "locator", "source")
HOPS = ("issued", "awarded", "provider", "item", "further")
HOP_COLUMNS = ("chain", "hop", "type", "from", "to", *EVIDENCE)
SOURCE_COLUMNS = (
    "source",
    "path",
    "provenance",
    "loader",
    "loader_version",
    "url",
    "captured_at",
    "transcript_of",
)

_ACTS = re.compile(r"^[\s'\"]*[=+\-@\uff1d\uff0b\uff0d\uff20|]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def write_csv(chains: Sequence[Chain], file: Path) -> None:
    """Write one row a chain, with the evidence of its hops, as CSV in UTF-8.

    It starts with a byte order mark, so that spreadsheets read Chinese. Columns are
    the same for any chains, in the same order.
    """
    evidence = [f"{hop}_{name}" for hop in HOPS for name in EVIDENCE]
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow((*COLUMNS, *evidence))
    for chain in chains:
        row = (*_row(chain), *_evidence(chain))
        table.writerow([defused(cell) for cell in row])
    file.write_bytes((BYTE_ORDER_MARK + text.getvalue()).encode())


def write_xlsx(
    chains: Sequence[Chain],
    file: Path,
    *,
    sources: Sequence[Mapping[str, Any]] = (),
    notes: Sequence[str] = (),
) -> None:
    """Write the sheets `chains`, `hops`, `sources` and `read me` of a workbook.

    Every cell is text or a plain number; `notes` are what a reader must know first.
    """
    hops = [
        (chain["key"], n, *(hop.get(name) for name in HOP_COLUMNS[2:]))
        for chain in chains
        for n, hop in enumerate(chain.get("hops", ()), 1)
    ]
    listed = [tuple(row.get(name) for name in SOURCE_COLUMNS) for row in sources]
    with workbook(file) as book:
        write_sheet(book, "chains", COLUMNS, [_row(chain) for chain in chains])
        write_sheet(book, "hops", HOP_COLUMNS, hops)
        write_sheet(book, "sources", SOURCE_COLUMNS, listed)
        write_sheet(book, "read me", ("read me first",), [(note,) for note in notes])


def workbook(file: Path) -> Any:
    """Return a new workbook, to be filled in a `with`, in which no text acts."""
    import xlsxwriter  # only here

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"created": CREATED})
    return book


def write_sheet(
    book: Any, name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Write one sheet of a workbook; every cell is text or a plain number."""
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": False})
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, bold)
        widest = max([len(column), *(len(as_cell(row[place])) for row in rows)])
        sheet.set_column(place, place, min(widest, 48) + 2)
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(number, place, value)
            elif columns[place] == "amount" and _NUMBER.fullmatch(as_cell(value)):
                sheet.write_number(number, place, float(as_cell(value)))
            else:
                sheet.write_string(number, place, as_cell(value))
    sheet.freeze_panes(1, 0)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def defused(value: object) -> str:
    """Return a value as a cell that no spreadsheet takes for a formula.

    What starts with `=`, `+`, `-`, `@` or a wide form of them gets an apostrophe in
    front; numbers stay numbers.
    """
    text = as_cell(value)
    if _NUMBER.fullmatch(text) or not _ACTS.match(text):
        return text
    return f"'{text}"


def as_cell(value: object) -> str:
    """Return a value as the text that a cell holds."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = shown(str(value))
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"


def _row(chain: Chain) -> tuple[object, ...]:
    item = chain.get("item") or {}
    made: dict[str, object] = {
        "finding": wording.plain(wording.finding(chain)),
        "because": wording.because(chain),
        "item": item.get("name"),
        "item_label": item.get("label"),
        "tender": " | ".join(wording.tender_names(chain)),
        "tender_uids": " | ".join(map(str, chain.get("tenders") or ())),
        "controls": " | ".join(_control(row) for row in chain.get("controls") or ()),
    }
    return tuple(made[name] if name in made else chain.get(name) for name in COLUMNS)


def _control(control: Mapping[str, Any]) -> str:
    said = (control.get(name) for name in ("status", "rule", "clause"))
    return ", ".join(str(word) for word in said if word)


def _evidence(chain: Chain) -> Iterator[str]:
    """Yield quote, path, locator and source of each kind of hop, in column order."""
    kinds: dict[str, list[Mapping[str, Any]]] = {name: [] for name in HOPS}
    for hop in chain.get("hops", ()):
        kind = _kind(str(hop["type"]))
        kinds["further" if kinds[kind] else kind].append(hop)
    for hops in kinds.values():
        for name in EVIDENCE:
            yield " | ".join(str(hop.get(name) or "") for hop in hops)


def _kind(relation: str) -> str:
    if relation in SUPPLY:
        return "awarded"
    named = {"ISSUED": "issued", "VIA": "provider", "SEEKS": "item", "AWARDS": "item"}
    return named.get(relation, "further")

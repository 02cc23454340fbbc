"""Everything the sources say and people added, as the views the other steps read.

Every statement has a `handle`: a number that is the place of its part among all parts
of the case, and its row in it. As parts are in the order of their sources' hashes, it
does not depend on when a source was loaded, and choosing the smallest of several is
choosing the first.
"""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graphkit import tables
from graphkit.assemble.columns import as_text, create
from graphkit.assemble.inputs import Inputs
from graphkit.source import PROVENANCES
from graphkit.tables import AMENDED_COLUMNS, RECORD_COLUMNS, STATEMENT_COLUMNS, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROW_BITS = 24
"""Rows of one part are fewer than 2 ** 24, parts fewer than 2 ** 16."""

HANDLE_BITS = 40
MANY_FILES = 48
SMALL_FILE_BYTES = 1 << 19
"""So many small files are copied into one, or every query would open all of them."""

ANALYST = PROVENANCES.index("analyst")

HAS_ENDS = "s_label IS NOT NULL AND o_label IS NOT NULL"

PARTS = "parts.json"
"""The file that lists the folders of what was read."""

_STATEMENT = ", ".join(f'"{column}"' for column in STATEMENT_COLUMNS)
_TEXTS = (
    "document",
    "tender",
    "part",
    "stage",
    "modality",
    "s_text",
    "s_ids",
    "o_text",
    "o_ids",
)
"""Columns that amendments may leave open, and queries compare."""


class Only(NamedTuple):
    """The tables that list, as `tender`, whose statements and records are wanted."""

    statements: str
    records: str


def gather(
    connection: "DuckDBPyConnection",
    inputs: Inputs,
    spill: Path,
    only: Only | None = None,
) -> None:
    """Make the views `told` and `recorded`, and the tables about sources.

    `told` are all live statements with `handle`, `rank` (of the provenance, 0 is the
    strongest) and `amended`; `recorded` all records, with `handle` and `rank`. With
    `only` they are those of some tenders, and statements that have two ends of their
    own: those count over all tenders.
    """
    _take_sources(connection, inputs)
    for kind, columns in (
        ("statements", STATEMENT_COLUMNS),
        ("records", RECORD_COLUMNS),
    ):
        _read(connection, inputs, kind, columns, spill)
    if only is not None:
        _narrow(connection, only)
    _take_amended(connection, inputs)
    _take_rejected(connection, inputs)
    _tell(connection, inputs)
    _address(connection, inputs)
    if only is not None and inputs.amended:
        kept = f"tender IN (SELECT tender FROM {only.statements}) OR ({HAS_ENDS})"
        connection.execute(f"CREATE TABLE some_told AS SELECT * FROM told WHERE {kept}")
        connection.execute("CREATE OR REPLACE VIEW told AS SELECT * FROM some_told")


def _narrow(connection: "DuckDBPyConnection", only: Only) -> None:
    """Keep what is read of some tenders, and statements of two ends of their own."""
    for kind, listed in only._asdict().items():
        query = f"SELECT * FROM read_{kind} SEMI JOIN {listed} USING (tender)"
        if kind == "statements":
            query += (
                f" UNION ALL SELECT * FROM read_statements "
                f"ANTI JOIN {listed} USING (tender) WHERE {HAS_ENDS}"
            )
        connection.execute(f"CREATE TABLE some_{kind} AS {query}")
        connection.execute(
            f"CREATE OR REPLACE VIEW read_{kind} AS SELECT * FROM some_{kind}"
        )


def write(connection: "DuckDBPyConnection", inputs: Inputs, out: Path) -> None:
    """Write the tables about sources, what people added to them and what they reject.

    `parts.json` lists the folders of what was read, in order.
    """
    for query, order, name in (
        ("SELECT * EXCLUDE (rank) FROM source", "source", "sources"),
        ("SELECT * EXCLUDE (place) FROM amended_row", "log, key", "amended"),
        ("SELECT * FROM rejected", "document, n", "rejected"),
    ):
        tables.write(connection, query, order, out / f"{name}.parquet")
    reads = out.parent.parent / "read"
    listed = [Path(os.path.relpath(path, reads)).as_posix() for path in inputs.reads]
    text = json.dumps(listed, ensure_ascii=False, indent=0)
    (out / PARTS).write_text(text, encoding="utf-8")


def join_tenders(connection: "DuckDBPyConnection", joined: Mapping[str, str]) -> None:
    """Make the views `joined_said` and `joined_record`, joined tenders under one uid.

    `told_tender` keeps the uid that the record gives.
    """
    shape = {"told_tender": "VARCHAR", "to_tender": "VARCHAR"}
    create(connection, "joined", shape, sorted(joined.items()))
    for view, base in (("joined_said", "told"), ("joined_record", "recorded")):
        if joined:
            query = (
                "SELECT b.* REPLACE (coalesce(j.to_tender, b.tender) AS tender), "
                f"b.tender AS told_tender FROM {base} b "
                "LEFT JOIN joined j ON j.told_tender = b.tender"
            )
        else:
            query = f"SELECT *, tender AS told_tender FROM {base}"
        connection.execute(f"CREATE VIEW {view} AS {query}")


def _take_sources(connection: "DuckDBPyConnection", inputs: Inputs) -> None:
    shape = {**tables.SOURCE_COLUMNS, "rank": "UTINYINT"}
    rows = [
        (
            row.source,
            row.path,
            row.provenance,
            row.restricted,
            row.loader,
            row.loader_version,
            PROVENANCES.index(row.provenance),
        )
        for row in inputs.sources
    ]
    create(connection, "source", shape, rows)


def _read(
    connection: "DuckDBPyConnection",
    inputs: Inputs,
    kind: str,
    columns: Mapping[str, str],
    spill: Path,
) -> None:
    """Make the view `read_statements` or `read_records` of all files of a kind."""
    files: list[Path] = []
    ranks: list[tuple[int, int]] = []
    for row, folder in zip(inputs.sources, inputs.reads, strict=True):
        for file in tables.parts(folder, kind):
            ranks.append((len(files), PROVENANCES.index(row.provenance)))
            files.append(file)
    shape = {"file_index": "UBIGINT", "rank": "UTINYINT"}
    create(connection, f"{kind}_file", shape, ranks)
    query = _picked(files, kind, columns)
    if _are_small(files):
        merged = literal(spill / f"{kind}.parquet")
        connection.execute(f"COPY ({query}) TO {merged} (FORMAT parquet)")
        query = f"SELECT * FROM read_parquet({merged})"
    connection.execute(f"CREATE VIEW read_{kind} AS {query}")


def _are_small(files: Sequence[Path]) -> bool:
    size = sum(file.stat().st_size for file in files)
    return len(files) > MANY_FILES and size < len(files) * SMALL_FILE_BYTES


def _picked(files: Sequence[Path], kind: str, columns: Mapping[str, str]) -> str:
    if not files:
        empty = ", ".join(f'NULL::{kind_} AS "{c}"' for c, kind_ in columns.items())
        return f"SELECT {empty}, 0::BIGINT AS handle, 0::UTINYINT AS rank WHERE false"
    listed = ", ".join(literal(file) for file in files)
    rank = "f.rank"
    if kind == "statements":  # what somebody drew is an analyst's, whoever sent it
        rank = f"greatest(f.rank, if(r.type = 'LINKED', {ANALYST}, 0))::UTINYINT"
    picked = ", ".join(f'r."{column}"' for column in columns)
    return (
        f"SELECT {picked}, "
        f"(r.file_index::BIGINT << {ROW_BITS}) | r.file_row_number AS handle, "
        f"{rank} AS rank "
        f"FROM read_parquet([{listed}]) r JOIN {kind}_file f USING (file_index)"
    )


def _take_amended(connection: "DuckDBPyConnection", inputs: Inputs) -> None:
    rows = [
        (place, *(as_text(row.get(column)) for column in AMENDED_COLUMNS))
        for place, row in enumerate(inputs.amended)
    ]
    create(connection, "amended_row", {"place": "BIGINT", **AMENDED_COLUMNS}, rows)


def _take_rejected(connection: "DuckDBPyConnection", inputs: Inputs) -> None:
    keys = ((key,) for key in sorted(set(inputs.rejected)))
    create(connection, "rejected_key", {"key": "VARCHAR"}, keys)
    connection.execute(
        f"CREATE TABLE rejected AS SELECT {_STATEMENT} FROM read_statements "
        + ("SEMI JOIN rejected_key USING (key)" if inputs.rejected else "WHERE false")
    )


def _tell(connection: "DuckDBPyConnection", inputs: Inputs) -> None:
    live = "ANTI JOIN rejected_key USING (key)" if inputs.rejected else ""
    filled = ", ".join(f"coalesce({column}, '') AS {column}" for column in _TEXTS)
    first = 1 << (HANDLE_BITS - 1)
    added = (
        f"UNION ALL SELECT {_STATEMENT}, {first} + place AS handle, "
        f"greatest(coalesce(rank, 0), {ANALYST})::UTINYINT AS rank, true AS amended "
        "FROM amended_row a LEFT JOIN source USING (source)"
    )
    connection.execute(
        f"CREATE VIEW told AS SELECT * REPLACE ({filled}) FROM "
        f"(SELECT {_STATEMENT}, handle, rank, false AS amended "
        f"FROM read_statements {live} {added if inputs.amended else ''})"
    )


def _address(connection: "DuckDBPyConnection", inputs: Inputs) -> None:
    """Make the view `recorded`: all records, at the address that is stated for them.

    What a person or an archive states goes before what a page says itself; of several
    the earliest counts, and `stated_address` keeps all.
    """
    shape = dict.fromkeys(("source", "url", "captured_at"), "VARCHAR")
    create(connection, "stated_address", shape, inputs.captures)
    if not inputs.captures:
        connection.execute("CREATE VIEW recorded AS SELECT * FROM read_records")
        return
    first = (
        "SELECT source, first(url ORDER BY place, url) AS url, "
        "first(captured_at ORDER BY place, url) AS captured_at FROM (SELECT *, "
        "(url = '', coalesce(nullif(captured_at, ''), '~')) AS place "
        "FROM stated_address) "
        "GROUP BY source"
    )
    connection.execute(
        f"CREATE VIEW recorded AS SELECT r.* REPLACE ("
        f"coalesce(nullif(c.url, ''), r.url) AS url, "
        f"coalesce(nullif(c.captured_at, ''), r.captured_at) AS captured_at) "
        f"FROM read_records r LEFT JOIN ({first}) c USING (source)"
    )

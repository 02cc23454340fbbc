"""Assembling: from what was read and judged to the tables of nodes and edges.

Set work is SQL over the Parquet files of the readings. Equal inputs give equal bytes,
whatever the threads and the memory, and in whatever order sources came.
"""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from graphkit import resolve, tables
from graphkit.assemble import (
    attempts,
    captures,
    documents,
    edges,
    facts,
    links,
    names,
    nodes,
    parts,
    statements,
    tenders,
)
from graphkit.assemble.columns import define_macros
from graphkit.assemble.doubts import doubtful_tenders
from graphkit.assemble.inputs import Inputs, SourceRow
from graphkit.assemble.listings import AnswerRow, Listings, ListRow
from graphkit.assemble.unfollowed import UNFOLLOWED, write_unfollowed
from graphkit.resolve import PLAIN, Comparing
from graphkit.schema import schema

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = [
    "UNFOLLOWED",
    "AnswerRow",
    "Inputs",
    "ListRow",
    "Listings",
    "SourceRow",
    "assemble",
    "digest",
]

Written = Callable[[Path], object]
"""What is told of a table that is done."""


def assemble(
    inputs: Inputs,
    out: Path,
    *,
    memory: str = "1GB",
    threads: int = 2,
    how: Comparing = PLAIN,
    temporary: Path | None = None,
    written: Written = lambda file: None,
) -> None:
    """Write all tables of a case into `out`, which is emptied first.

    Working files go below `temporary`, by default beside `out`; `how` says in how many
    processes names are compared, and what of it is there already. `written` is told of
    each table of nodes, then of edges, as soon as it is done.
    """
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    parent = temporary or out.parent
    parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=parent, prefix="assemble-") as spill:
        connection = tables.connect(Path(spill), memory=memory, threads=threads)
        try:
            define_macros(connection)
            _assemble(connection, inputs, out, Path(spill), how, written)
        finally:
            connection.close()


def digest(out: Path) -> str:
    """Return 32 hex digits for the tables in `out` and all they were made from.

    Equal digests, equal rows in equal order; when which source was loaded is no part
    of it.
    """
    reads = out.parent.parent / "read"
    folders = json.loads((out / "parts.json").read_text(encoding="utf-8"))
    files = [*sorted(out.rglob("*.parquet")), out / UNFOLLOWED]
    for folder in folders:
        files += sorted((reads / folder).glob("*.parquet"))
    whole = hashlib.blake2b(digest_size=16)
    for file in files:
        with file.open("rb") as stream:
            part = hashlib.file_digest(stream, "blake2b").digest()
        whole.update(file.name.encode() + b"\0" + part)
    return whole.hexdigest()


def _assemble(
    connection: "DuckDBPyConnection",
    inputs: Inputs,
    out: Path,
    spill: Path,
    how: Comparing,
    written: Written,
) -> None:
    statements.gather(connection, inputs, spill)
    statements.write(connection, inputs, out)
    known = _tenders(connection) if _judges_tenders(inputs) else ()
    linked = links.linked(connection, inputs.attached)
    joined = resolve.tenders(known, inputs.judgements, linked)
    statements.join_tenders(connection, joined.uid)
    captures.unite(connection, out)
    attempts.place(connection)
    who = names.name(connection, inputs, joined, out, how)
    write_unfollowed(out, (*who.unfollowed, *joined.unfollowed))
    parts.divide(connection)
    tenders.document(connection)
    tenders.tender(connection, out)
    documents.write(connection, inputs, out)
    nodes.write_organizations(connection, inputs, out)
    nodes.write_classifications(connection, out)
    nodes.write_catalogue(connection, inputs, out)
    for label in schema().nodes:
        written(out / "nodes" / f"{label}.parquet")
    written(edges.write_documented(connection, documents.edges(), out))
    connection.execute("DROP TABLE doc")  # what follows needs the memory
    edges.relate(connection)
    facts.add_judged(connection, inputs, who, joined)
    alike = doubtful_tenders(connection, inputs.judged_pairs)
    facts.add_doubts(connection, who, alike.pairs)
    facts.add_catalogue(connection, inputs)
    facts.add_listed(connection, inputs)
    facts.add_summary(connection, inputs.catalogue)
    for file in edges.write(connection, out):
        written(file)


def _judges_tenders(inputs: Inputs) -> bool:
    return any(told.a.startswith("tender:") for told in inputs.judgements)


def _tenders(connection: "DuckDBPyConnection") -> tuple[str, ...]:
    rows = connection.execute("SELECT DISTINCT tender FROM told WHERE tender <> ''")
    return tuple(uid for (uid,) in rows.fetchall())

"""Stored: what tables that exist were assembled from, read back from them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import tables
from graphkit.assemble.inputs import Inputs, SourceRow
from graphkit.assemble.statements import PARTS
from graphkit.resolve import Judgement

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from graphkit.catalogue import Catalogue


def inputs(
    connection: "DuckDBPyConnection",
    folder: Path,
    catalogue: "Catalogue",
    judgements: Sequence[Judgement],
) -> Inputs:
    """Return what the tables in `folder` were made from, with other judgements."""
    reads = folder.parent.parent / "read"
    rejected = connection.execute(
        f"SELECT DISTINCT key FROM {file(folder, 'rejected')} ORDER BY key"
    ).fetchall()
    amended = connection.execute(
        f"SELECT * FROM {file(folder, 'amended')} ORDER BY log, key"
    )
    columns = [column[0] for column in amended.description or ()]
    added = [dict(zip(columns, row, strict=True)) for row in amended.fetchall()]
    picked = ", ".join(SourceRow.__dataclass_fields__)
    sources = connection.execute(
        f"SELECT {picked} FROM {file(folder, 'sources')} ORDER BY source"
    ).fetchall()
    return Inputs(
        tuple(SourceRow(*row) for row in sources),
        tuple(reads / name for name in json.loads((folder / PARTS).read_bytes())),
        catalogue,
        tuple(key for (key,) in rejected),
        tuple(added),
        tuple(judgements),
    )


def copies(connection: "DuckDBPyConnection", folder: Path) -> dict[str, str]:
    """Return the Document that each copy of a notice is of."""
    query = f'SELECT document, "into" FROM {file(folder, "captures")}'
    return dict(connection.execute(query).fetchall())


def joined(connection: "DuckDBPyConnection") -> dict[str, str]:
    """Return the tender that each one joined, given the table `name_row`."""
    query = (
        "SELECT anchor_uid, uid FROM name_row "
        "WHERE label = 'Tender' AND ids = '' AND basis = 'judgement'"
    )
    return dict(connection.execute(query).fetchall())


def file(folder: Path, name: str) -> str:
    """Return SQL of the rows of a table."""
    return f"read_parquet({tables.literal(folder / f'{name}.parquet')})"

"""Rewriting: the tables of a folder with what other judgements change put in.

What comes out is, byte for byte, what `assemble` makes of all with those judgements:
files of which nothing changes are copied, the others written by the same writer.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from graphkit import tables
from graphkit.assemble import stored
from graphkit.assemble.columns import create
from graphkit.assemble.differences import MOVED_COLUMNS, Again, Renamed, Row, moved
from graphkit.assemble.mentions import SEPARATOR
from graphkit.assemble.names import JOINS_ORDER, NAMES_ORDER, join_row, split_reasons
from graphkit.assemble.unfollowed import read_unfollowed, write_unfollowed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def rewrite(folder: Path, out: Path, again: Again) -> None:
    """Write into `out`, which is emptied first, the tables of `folder` as they become.

    `again` is what `again.again` says of those tables.
    """
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(folder, out)
    with (
        TemporaryDirectory(dir=out.parent, prefix="rewrite-") as spill,
        tables.connect(Path(spill)) as connection,
    ):
        for name in sorted({*again.gone, *again.new}):
            gone, new = again.gone.get(name, ()), again.new.get(name, ())
            _exchange(connection, folder, out, name, gone, new)
        _rename(connection, folder, out, again.renamed)
        _rejoin(connection, folder, out, again.renamed)
    _contradict(folder, out, again.renamed)


def _exchange(
    connection: "DuckDBPyConnection",
    folder: Path,
    out: Path,
    name: str,
    gone: Sequence[str],
    new: Sequence[Row],
) -> None:
    """Write a table of nodes or edges without the keys that are gone, with new rows."""
    kind, _, table = name.partition("/")
    if kind == "nodes":
        key, shape = "uid", tables.node_columns(table)
    else:
        key, shape = "key", tables.edge_columns(table.partition(".")[0])
    create(connection, "gone", {key: "VARCHAR"}, [(one,) for one in gone])
    rows = [tuple(_plain(row[column]) for column in shape) for row in new]
    given = {
        column: "VARCHAR" if sql == "VARCHAR[]" else sql
        for column, sql in shape.items()
    }
    create(connection, "new", given, rows)
    lists = ", ".join(
        f"CASE WHEN {column} = '' THEN [] "
        f"ELSE string_split({column}, '{SEPARATOR}') END AS {column}"
        for column, sql in shape.items()
        if sql == "VARCHAR[]"
    )
    picked = f"* REPLACE ({lists})" if lists else "*"
    query = (
        f"SELECT * FROM {stored.file(folder, name)} ANTI JOIN gone USING ({key}) "
        f"UNION ALL SELECT {picked} FROM new"
    )
    tables.write(connection, query, key, out / f"{name}.parquet")
    connection.execute("DROP TABLE gone")
    connection.execute("DROP TABLE new")


def _plain(value: object) -> object:
    return SEPARATOR.join(value) if isinstance(value, list) else value


def _rename(
    connection: "DuckDBPyConnection", folder: Path, out: Path, renamed: Renamed
) -> None:
    create(connection, "moved", MOVED_COLUMNS, renamed.moved)
    names = moved(stored.file(folder, "names"))
    tables.write(connection, names, NAMES_ORDER, out / "names.parquet")


def _rejoin(
    connection: "DuckDBPyConnection", folder: Path, out: Path, renamed: Renamed
) -> None:
    shape = {**tables.JOIN_COLUMNS, "reasons": "VARCHAR"}
    create(connection, "joins_row", shape, map(join_row, renamed.joins))
    uids = [(uid,) for uid in sorted(renamed.anchors)]
    create(connection, "anchor", {"uid": "VARCHAR"}, uids)
    query = (
        f"SELECT * FROM {stored.file(folder, 'joins')} WHERE a NOT IN "
        f"(SELECT uid FROM anchor) UNION ALL {split_reasons('joins_row')}"
    )
    tables.write(connection, query, JOINS_ORDER, out / "joins.parquet")


def _contradict(folder: Path, out: Path, renamed: Renamed) -> None:
    others = [
        one
        for one in read_unfollowed(folder)
        if one.judgement not in renamed.judgements
    ]
    write_unfollowed(out, (*others, *renamed.unfollowed))

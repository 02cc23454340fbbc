"""A change of the embedded graph: a copy of the file with some rows exchanged.

It holds what `embedded.build` would make of the changed tables. Rows go in by COPY,
which the engine's log does not keep: the copy is checkpointed before it counts.
"""

import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from graphkit import tables
from graphkit.schema import schema
from graphkit.store import embedded
from graphkit.store.embedded import Connection
from graphkit.store.embedded_tables import column, copied, linked, literal

Keys = Mapping[str, Sequence[str]]
"""Keys of rows by table, such as `nodes/Tender`, `edges/ISSUED.Organization.Tender`.

A node's key is its uid.
"""

MOST = 20_000
"""Rows that are exchanged one by one; with more, making all anew is faster."""


def change(old: Path, file: Path, folder: Path, gone: Keys, new: Keys) -> bool:
    """Make `file` from the graph `old` and the tables in `folder` that changed since.

    A row that is read otherwise is both `gone` and `new`. Where the change is large,
    or the copy does not have as many rows as the tables, the graph is made anew and
    False returned. Raises StoreError as `embedded.build` does.
    """
    is_whole = False
    if sum(map(len, (*gone.values(), *new.values()))) <= MOST:
        shutil.copyfile(old, file)
        with (
            TemporaryDirectory(dir=file.parent, prefix="change-") as spill,
            suppress(RuntimeError),
        ):
            is_whole = _changed(file, folder, gone, new, Path(spill))
    if not is_whole:
        embedded.build(folder, file)
    return is_whole


def _changed(file: Path, folder: Path, gone: Keys, new: Keys, spill: Path) -> bool:
    """Exchange the rows; say whether the graph has as many as the tables have."""
    pool = embedded.BUILDING_POOL + MOST * embedded.BYTES_A_ROW
    with embedded.opened(file, pool) as connection:
        connection.execute("BEGIN TRANSACTION")
        for name, keys in gone.items():
            if name.startswith("edges/"):
                _unlink(connection, name, keys)
        for name in sorted({*gone, *new}):
            if name.startswith("nodes/"):
                was, will = gone.get(name, ()), new.get(name, ())
                _exchange_nodes(connection, folder, name, was, will, spill)
        for name, keys in new.items():
            if name.startswith("edges/"):
                _add(connection, folder, name, keys, spill)
        connection.execute("COMMIT")
        is_whole = all(
            _count(connection, name) == _rows(folder, name) for name in {*gone, *new}
        )
        connection.execute("CHECKPOINT")
    return is_whole


def _unlink(connection: Connection, name: str, keys: Sequence[str]) -> None:
    kind, start, end = name.partition("/")[2].split(".")
    rows = [
        {"key": key, "src": src, "dst": dst}
        for key in keys
        for src, dst in (key.split("|")[1:3],)
    ]
    connection.execute(
        f"UNWIND $rows AS row MATCH (:{start} {{uid: row.src}})-[e:{kind}]->"
        f"(:{end} {{uid: row.dst}}) WHERE e.key = row.key DELETE e",
        {"rows": rows},
    )


def _exchange_nodes(
    connection: Connection,
    folder: Path,
    table: str,
    gone: Sequence[str],
    new: Sequence[str],
    spill: Path,
) -> None:
    """Take nodes out, bring nodes in, and set anew what is said of those that stay."""
    label = table.partition("/")[2]
    given = schema().nodes[label].properties
    left, came = sorted({*gone} - {*new}), sorted({*new} - {*gone})
    connection.execute(
        f"UNWIND $uids AS uid MATCH (n:{label} {{uid: uid}}) DELETE n", {"uids": left}
    )
    if came:
        file = _picked(folder, table, "uid", came, spill)
        connection.execute(copied(label, (), given, file))
    if stay := sorted({*gone} & {*new}):
        own = [name for name in given if name != "uid"]
        read = ", ".join(f"{column(name, given[name])} AS now_{name}" for name in own)
        file = _picked(folder, table, "uid", stay, spill)
        connection.execute(
            f"LOAD FROM {literal(file)} WITH uid AS now_uid, {read} "
            f"MATCH (n:{label} {{uid: now_uid}}) "
            f"SET {', '.join(f'n.`{name}` = now_{name}' for name in own)}"
        )


def _add(
    connection: Connection, folder: Path, name: str, keys: Sequence[str], spill: Path
) -> None:
    kind, start, end = name.partition("/")[2].split(".")
    edge = schema().edges[kind]
    file = _picked(folder, name, "key", keys, spill)
    connection.execute(linked(edge, start, end, file))


def _picked(
    folder: Path, name: str, key: str, keys: Sequence[str], spill: Path
) -> Path:
    """Write the rows of some keys of a table into a file of their own."""
    file = spill / f"{name.partition('/')[2]}.{len(list(spill.iterdir()))}.parquet"
    query = (
        f"SELECT * FROM read_parquet({tables.literal(folder / f'{name}.parquet')}) "
        f"WHERE {key} IN (SELECT unnest(?))"
    )
    with tables.reading() as connection:
        connection.execute(f"CREATE TEMP TABLE picked AS {query}", [keys])
        tables.write(connection, "SELECT * FROM picked", key, file)
    return file


def _count(connection: Connection, name: str) -> int:
    """Return how many rows of a table the graph has."""
    of, _, table = name.partition("/")
    if of == "nodes":
        pattern = f"(x:{table})"
    else:
        kind, start, end = table.split(".")
        pattern = f"(:{start})-[x:{kind}]->(:{end})"
    found = embedded.answer(connection, f"MATCH {pattern} RETURN count(x)")
    return int(next(iter(found.get_next())))


def _rows(folder: Path, name: str) -> int:
    file = tables.literal(folder / f"{name}.parquet")
    with tables.reading() as connection:
        query = f"SELECT count(*) FROM read_parquet({file})"
        (count,) = connection.execute(query).fetchone() or (0,)
    return int(count)

"""Differences: what one folder of tables has that another has not."""

from dataclasses import dataclass, field
from filecmp import cmp
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from graphkit import tables
from graphkit.assemble import stored
from graphkit.resolve import Contradiction
from graphkit.resolve.joins import Join

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Renamed:
    """What the tables about names say otherwise.

    `moved` are (text, ids, context, uid, basis) of names that get another body or
    basis. `joins` are all between anchors of `anchors`, and `unfollowed` all that is
    said against one of `judgements`.
    """

    moved: tuple[tuple[str, ...], ...] = ()
    anchors: frozenset[str] = frozenset()
    joins: tuple[Join, ...] = ()
    judgements: frozenset[str] = frozenset()
    unfollowed: tuple[Contradiction, ...] = ()


@dataclass(frozen=True, slots=True)
class Again:
    """The rows that are `gone` (by file, key) and those that are `new`, by file.

    A row that is read otherwise is in both. Files are named as below the folder of
    the tables, without suffix. `bodies` maps a body's uid to those that its names
    have afterwards, where that is not its own alone. `places` are the rows of edges
    that are gone, counted from 0 in their file, each with its identifier. `renamed`
    is known of judgements about organisations alone.
    """

    gone: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    new: dict[str, list[Row]] = field(default_factory=dict)
    bodies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    renamed: Renamed = Renamed()


MOVED_COLUMNS = dict.fromkeys(
    ("text", "ids", "context", "to_uid", "to_basis"), "VARCHAR"
)
"""The columns of a table of names that move, as `Renamed.moved` has them."""


def moved(names: str) -> str:
    """Return SQL of names `n` as they become, given the table `moved` of those."""
    return (
        f"SELECT n.* REPLACE (coalesce(to_uid, n.uid) AS uid, "
        f"coalesce(to_basis, n.basis) AS basis) FROM {names} n LEFT JOIN moved m "
        f"ON n.label = 'Organization' AND m.text = n.text AND m.ids = n.ids "
        f"AND m.context = n.context"
    )


def difference(one: Path, other: Path) -> Again:
    """Return how one folder of tables differs from another, in nodes and edges."""
    again = Again()
    with (
        TemporaryDirectory(prefix="graphkit-") as spill,
        tables.connect(Path(spill)) as connection,
    ):
        for file in sorted((*one.glob("nodes/*"), *one.glob("edges/*"))):
            name = file.relative_to(one)
            if not cmp(file, other / name, shallow=False):
                _note(connection, again, name.with_suffix("").as_posix(), one, other)
        again.bodies.update(_renamed(connection, one, other))
    return again


def _note(
    connection: "DuckDBPyConnection", again: Again, name: str, one: Path, other: Path
) -> None:
    key = "uid" if name.startswith("nodes") else "key"
    was, will = (f"SELECT * FROM {stored.file(x, name)}" for x in (one, other))
    gone = connection.execute(f"SELECT {key} FROM ({was} EXCEPT {will}) ORDER BY ALL")
    if rows := gone.fetchall():
        again.gone[name] = [found for (found,) in rows]
    new = connection.execute(f"SELECT * FROM ({will} EXCEPT {was}) ORDER BY {key}")
    if found := named(new):
        again.new[name] = found


def _renamed(
    connection: "DuckDBPyConnection", one: Path, other: Path
) -> dict[str, tuple[str, ...]]:
    """Return the uids that the names of a body or tender have in the other tables."""
    names, others = stored.file(one, "names"), stored.file(other, "names")
    rows = connection.execute(
        f"SELECT DISTINCT w.uid, n.uid FROM {names} w JOIN {others} n "
        f"USING (label, text, ids, context) WHERE label = 'Organization' UNION ALL "
        f"SELECT anchor_uid, uid FROM {others} WHERE label = 'Tender' AND ids = '' "
        f"ORDER BY ALL"
    ).fetchall()
    found: dict[str, tuple[str, ...]] = {}
    for uid, now in rows:
        found[uid] = (*found.get(uid, ()), now)
    return {uid: now for uid, now in found.items() if now != (uid,)}


def named(found: "DuckDBPyConnection") -> list[Row]:
    """Return the rows of a query, each by the names of its columns."""
    columns = [column[0] for column in found.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]

"""Entries as a Parquet table, written and asked in pieces: a list may have a million.

A row is an entry in the order of its file; texts of several values have SEPARATOR
between them, and `entry` holds all of it as JSON.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from graphkit import tables
from graphkit.identity import SEPARATOR, name_keys
from graphkit.lists import days
from graphkit.lists.entry import About, Item, Listed
from graphkit.statements import Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BATCH = 20_000
MOST = 20
"""Problems of a file that are told one by one."""

COLUMNS: Mapping[str, str] = {
    "place": "BIGINT",
    "list": "VARCHAR",
    "uid": "VARCHAR",
    "name": "VARCHAR",
    "key": "VARCHAR",
    "whole": "VARCHAR",
    "weak": "VARCHAR",
    "identifiers": "VARCHAR",
    "state": "VARCHAR",
    "entry": "VARCHAR",
}
"""`whole` are names that tell a body, `weak` those that may be several bodies'."""

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Listed)


@dataclass(slots=True)
class Written:
    """What went into a table: entries by list, problems met, what the file says.

    Of the problems MOST are kept, `n_problems` counts all. `lost` says that one of
    them is about more than a date: somebody may be missing.
    """

    entries: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    n_problems: int = 0
    lost: bool = False
    about: About = field(default_factory=About)

    def met(self, problem: Problem) -> None:
        """Take a problem into account."""
        self.n_problems += 1
        self.lost |= problem.hint != days.HINT
        if len(self.problems) < MOST:
            self.problems.append(problem)


class Name(NamedTuple):
    """A name of an entry."""

    text: str
    list: str
    uid: str
    is_weak: bool


def write(items: Iterable[Item], file: Path) -> Written:
    """Write entries as they come and return what was written.

    Of several entries of a list with one uid the second is `uid#2`.
    """
    written = Written()
    file.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=file.parent, prefix=".list-") as spill:
        with tables.connect(Path(spill)) as connection:
            shape = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS.items())
            connection.execute(f"CREATE TABLE given ({shape})")
            _insert(connection, items, written)
            again = "row_number() OVER (PARTITION BY list, uid ORDER BY place)"
            query = (
                f"SELECT * EXCLUDE (again) REPLACE (CASE WHEN again > 1 "
                f"THEN uid || '#' || again ELSE uid END AS uid) "
                f"FROM (SELECT *, {again} AS again FROM given)"
            )
            tables.write(connection, query, "place", Path(spill) / "list.parquet")
        (Path(spill) / "list.parquet").replace(file)
    return written


def _insert(
    connection: "DuckDBPyConnection", items: Iterable[Item], written: Written
) -> None:
    rows: list[Sequence[object]] = []
    for place, item in enumerate(items):
        if isinstance(item, Problem):
            written.met(item)
        elif isinstance(item, About):
            written.about = item
        else:
            written.entries[item.list] = written.entries.get(item.list, 0) + 1
            rows.append(_row(place, item))
        if len(rows) == BATCH:
            _flush(connection, rows)
            rows = []
    _flush(connection, rows)


def _row(place: int, item: Listed) -> Sequence[object]:
    return (
        place,
        item.list,
        item.uid,
        item.name,
        "",  # its key: those of a batch are made together
        SEPARATOR.join((item.name, *item.aliases)),
        SEPARATOR.join(item.weak),
        SEPARATOR.join(item.identifiers),
        item.state,
        _ENCODER.encode(item).decode(),
    )


def _flush(connection: "DuckDBPyConnection", rows: Sequence[Sequence[object]]) -> None:
    import numpy as np  # slow to load

    if not rows:
        return
    turned = zip(COLUMNS, zip(*rows, strict=True), strict=True)
    arrays = {name: np.array(values, object) for name, values in turned}
    arrays["key"] = np.array(name_keys(list(arrays["name"])), object)
    arrays["place"] = arrays["place"].astype(np.int64)
    connection.register("batch", arrays)
    picked = ", ".join(f'"{name}"' for name in COLUMNS)
    connection.execute(f"INSERT INTO given SELECT {picked} FROM batch")
    connection.unregister("batch")


class Shelf:
    """Editions of lists, asked together; of an entry the newest edition's is kept.

    Hold it in a `with`. `parts` are (uid of the list, its name in the file, date,
    file), the earlier received of equal dates first.
    """

    def __init__(self, parts: Sequence[tuple[str, str, str, Path]]) -> None:
        """Open the tables of the parts."""
        self._spill = TemporaryDirectory(prefix="graphkit-")
        self.connection = tables.connect(Path(self._spill.name))
        union = " UNION ALL ".join(
            f"SELECT * REPLACE ({tables.literal(uid)} AS list), "
            f"{tables.literal(day)} AS seen, {number} AS edition "
            f"FROM read_parquet({tables.literal(file)}) "
            f"WHERE list = {tables.literal(name)}"
            for number, (uid, name, day, file) in enumerate(parts)
        )
        newest = "PARTITION BY list, uid ORDER BY seen DESC, edition DESC"
        query = f"SELECT * FROM ({union}) QUALIFY row_number() OVER ({newest}) = 1"
        if not parts:
            shape = ", ".join(f"NULL::{kind} AS {n}" for n, kind in COLUMNS.items())
            query = f"SELECT {shape}, '' AS seen, 0 AS edition WHERE false"
        # Read again at each use, by column: nothing of a large list stays in memory.
        self.connection.execute(f"CREATE VIEW listed AS {query}")

    def __enter__(self) -> "Shelf":
        """Return the shelf itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.connection.close()
        self._spill.cleanup()

    def names(self) -> Iterator[Name]:
        """Yield every name of every entry, in order of the names."""
        each = " UNION ALL ".join(
            f"SELECT unnest(string_split({column}, chr(31))) AS text, list, uid, "
            f"{column == 'weak'} AS is_weak FROM listed WHERE {column} <> ''"
            for column in ("whole", "weak")
        )
        found = self.connection.cursor().execute(f"{each} ORDER BY ALL")
        while some := found.fetchmany(BATCH):
            yield from (Name(*row) for row in some)

    def count(self) -> int:
        """Return how many names there are."""
        both = "whole || CASE WHEN weak = '' THEN '' ELSE chr(31) || weak END"
        query = f"SELECT sum(len(string_split({both}, chr(31)))) FROM listed"
        ((number,),) = self.connection.execute(query).fetchall()
        return int(number or 0)

    def carriers(self, identifiers: Sequence[str]) -> list[tuple[str, str, str]]:
        """Return (identifier, list, uid) of entries that carry one of these."""
        import numpy as np  # slow to load

        self.connection.register("asked", {"said": np.array(identifiers, object)})
        found = self.connection.execute(
            "SELECT DISTINCT said, list, uid FROM (SELECT list, uid, "
            "unnest(string_split(identifiers, chr(31))) AS said FROM listed "
            "WHERE identifiers <> '') SEMI JOIN asked USING (said) ORDER BY ALL"
        ).fetchall()
        self.connection.unregister("asked")
        return found

    def called(self, text: str, key: str) -> list[tuple[str, str]]:
        """Return (list, uid) of entries with a uid, else with a name of this key."""
        by_uid = self.connection.execute(
            "SELECT list, uid FROM listed WHERE uid = ? ORDER BY ALL", [text]
        ).fetchall()
        if by_uid:
            return by_uid
        found = self.connection.execute(
            "SELECT list, uid FROM listed WHERE key = ? ORDER BY ALL", [key]
        )
        return found.fetchall()

    def entries(
        self, wanted: Iterable[tuple[str, str]]
    ) -> dict[tuple[str, str], tuple[Listed, str, int]]:
        """Return entries by (list, uid), each with its edition's date and number."""
        import numpy as np  # slow to load

        keys = sorted(set(wanted))
        if not keys:
            return {}
        columns = dict(zip(("list", "uid"), zip(*keys, strict=True), strict=True))
        arrays = {name: np.array(values, object) for name, values in columns.items()}
        self.connection.register("asked", arrays)
        found = self.connection.execute(
            "SELECT list, uid, entry, seen, edition FROM listed "
            "SEMI JOIN asked USING (list, uid)"
        ).fetchall()
        self.connection.unregister("asked")
        return {
            (of, uid): (_DECODER.decode(entry), seen, edition)
            for of, uid, entry, seen, edition in found
        }

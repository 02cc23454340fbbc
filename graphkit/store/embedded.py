"""The embedded graph: one ladybug file, made from the tables and only ever read.

The file can be thrown away: `build` makes it again. Its format moves between versions
of the engine, so the version is pinned exactly.
"""

import re
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import ladybug

from graphkit import tables
from graphkit.errors import QueryError, StoreError
from graphkit.schema import schema
from graphkit.store import LIMIT, SECONDS, Rows
from graphkit.store.clauses import capped, columns
from graphkit.store.dialect import HIDDEN, to_embedded
from graphkit.store.embedded_tables import AGAIN, Table, created, files
from graphkit.store.embedded_values import Reader, links
from graphkit.store.guard import read_only

if TYPE_CHECKING:
    pass

Connection = ladybug.Connection
"""What a change of a graph file goes through."""

LARGEST = 1 << 34
"""Bytes a file may have: by default the engine reserves 8 TiB of address space."""

READING_POOL = 1 << 30
BUILDING_POOL = 1 << 29
"""Bytes of memory the engine may use at the most; it takes what it needs."""

BYTES_A_ROW = 4096
"""What a COPY holds of each row until it ends, measured with full edges."""

PATIENCE_S = 5.0
"""How long a locked file is waited for."""

_DAMAGED = re.compile(
    r"not a valid Lbug|Cannot read checkpoint|Cannot read PIP|may be corrupted"
    r"|checksum|storage version|Cannot open file",
    re.IGNORECASE,
)
_lock = threading.Lock()
_databases: dict[tuple[str, int, int], tuple[ladybug.Database, int]] = {}


# --- making it ---


def build(tables_folder: Path, file: Path) -> None:
    """Make the graph file of a tables folder; one that is there is replaced.

    Raises StoreError where a table is missing or has other columns than the schema.
    """
    with tables.connect() as connection:
        every = [Table.of(connection, path) for path in files(tables_folder)]
    _make(file, every, max(table.rows for table in every))


def grow(given: Iterable[Path], file: Path, most: int) -> None:
    """Make the graph file of tables as they come, those of nodes first.

    None may have more than `most` rows. Raises StoreError as `build`.
    """
    with tables.connect() as connection:
        _make(file, (Table.of(connection, path) for path in given), most)


def _make(file: Path, given: Iterable["Table"], most: int) -> None:
    pool = BUILDING_POOL + most * BYTES_A_ROW
    for old in file.parent.glob(f"{file.name}*"):
        old.unlink()
    try:
        with opened(file, pool) as connection:
            _fill(connection, given)
    except RuntimeError as error:
        for broken in file.parent.glob(f"{file.name}*"):
            broken.unlink()
        raise StoreError(f"the graph could not be made: {_first(error)}") from error


@contextmanager
def opened(file: Path, pool: int) -> Iterator[Connection]:
    """Give a connection that writes a file; `pool` are bytes of memory it may use."""
    database = ladybug.Database(
        str(file), buffer_pool_size=pool, max_db_size=_reserved(pool * 4)
    )
    try:
        connection = ladybug.Connection(database)
        yield connection
        connection.close()
    finally:
        database.close()


def _reserved(size: int) -> int:
    """Return the address space of a file: the engine takes powers of 2 only."""
    return max(LARGEST, 1 << (size - 1).bit_length())


def _fill(connection: ladybug.Connection, given: Iterable["Table"]) -> None:
    connection.execute("BEGIN TRANSACTION")  # each by itself would be a sync
    for text in created():
        connection.execute(text)
    connection.execute("COMMIT")
    for table in given:
        if table.rows:
            connection.execute(table.copy())
    connection.execute("CHECKPOINT")


# --- reading it ---


class EmbeddedStore:
    """A graph file opened for reading; see `store.Store`.

    A process opens a file once, however many stores it has; each text gets a
    connection of its own, because cached statements keep their memory.
    """

    def __init__(self, file: Path) -> None:
        """Open the file. Raises StoreError where it is missing or damaged."""
        self.file = file
        self._key: tuple[str, int, int] | None = _opened(file)
        try:
            self._labels = _labels(_databases[self._key][0])
        except StoreError:
            self.close()
            raise

    def run(
        self,
        text: str,
        params: Mapping[str, Any] | None = None,
        *,
        seconds: float = SECONDS,
        limit: int = LIMIT,
    ) -> Rows:
        """Return the rows of a text; see `store.Store`."""
        query = read_only(text, params or {})
        named = columns(query, text)
        query = to_embedded(capped(query, limit + 1))
        with self._connection(seconds) as connection, _refusals(seconds):
            result = answer(connection, query.text, query.params)
            found: list[list[Any]] = []
            while len(found) <= limit and result.has_next():
                found.append(list(result.get_next()))
            names = named or tuple(result.get_column_names())
            reader = Reader(self._uids(connection, found), self._labels)
            rows = [_row(names, reader, row) for row in found[:limit]]
        shown = tuple(name for name in names if not name.startswith(HIDDEN))
        return Rows(shown, rows, len(found) > limit)

    def revision(self) -> str:
        """Return the name of the folder the file is in, which is its revision."""
        return self.file.absolute().parent.name

    def close(self) -> None:
        """Let go of the file; closing twice does nothing."""
        if self._key is not None:
            _closed(self._key)
            self._key = None

    def __enter__(self) -> Self:
        """Return the store; leaving closes it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()

    @contextmanager
    def _connection(self, seconds: float) -> Iterator[ladybug.Connection]:
        if self._key is None:
            raise StoreError("the graph is closed")
        connection = ladybug.Connection(_databases[self._key][0])
        connection.set_query_timeout(max(1, int(seconds * 1000)))
        try:
            yield connection
        finally:
            connection.close()

    def _uids(
        self, connection: ladybug.Connection, found: list[list[Any]]
    ) -> dict[tuple[int, int], str]:
        """Return the uids of nodes that edges of the rows join, by internal number."""
        uids: dict[tuple[int, int], str] = {}
        for table, places in links(found).items():
            result = answer(
                connection,
                f"MATCH (n:{self._labels[table]}) WHERE offset(id(n)) IN $places "
                "RETURN offset(id(n)), n.uid",
                {"places": sorted(places)},
            )
            for place, uid in map(list, result.get_all()):
                uids[table, int(place)] = str(uid)
        return uids


def answer(
    connection: Connection, text: str, params: Mapping[str, Any] | None = None
) -> ladybug.QueryResult:
    """Run one statement; a text of several would give a list of results."""
    result = connection.execute(text, dict(params or {}))
    return result[-1] if isinstance(result, list) else result


def _row(names: tuple[str, ...], reader: Reader, row: list[Any]) -> dict[str, Any]:
    return {
        name: reader.plain(value)
        for name, value in zip(names, row, strict=True)
        if not name.startswith(HIDDEN)
    }


def _opened(file: Path) -> tuple[str, int, int]:
    """Return the key of the process's one database of a file, opened where needed."""
    if not file.is_file():
        raise StoreError(f"there is no graph at {file.name}", hint=AGAIN)
    status = file.stat()
    key = (str(file.absolute()), status.st_ino, status.st_mtime_ns)
    with _lock:
        database, users = _databases.get(key) or (_database(file), 0)
        _databases[key] = (database, users + 1)
    return key


def _closed(key: tuple[str, int, int]) -> None:
    with _lock:
        database, users = _databases[key]
        if users > 1:
            _databases[key] = (database, users - 1)
        else:
            del _databases[key]
            database.close()


def _database(file: Path) -> ladybug.Database:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            return ladybug.Database(
                str(file),
                read_only=True,
                buffer_pool_size=READING_POOL,
                max_db_size=_reserved(file.stat().st_size * 2),
            )
        except RuntimeError as error:
            is_locked = "lock" in str(error).lower()
            if not is_locked:
                raise _broken(file, error) from error
            if time.monotonic() > deadline:
                raise StoreError(
                    f"{file.name} is locked by another program",
                    hint="try again when that is done",
                ) from error
            time.sleep(0.1)


def _broken(file: Path, error: RuntimeError) -> StoreError:
    return StoreError(f"{file.name} is damaged: {_first(error)}", hint=AGAIN)


def _labels(database: ladybug.Database) -> dict[int, str]:
    """Return the labels by the engine's number. Raises StoreError for another graph."""
    connection = ladybug.Connection(database)
    listed = answer(connection, "CALL show_tables() RETURN id, name, type").get_all()
    connection.close()
    rows = (list(row) for row in listed)
    labels = {int(number): str(name) for number, name, kind in rows if kind == "NODE"}
    if set(labels.values()) != set(schema().nodes):
        raise StoreError("the graph file is empty or of another version", hint=AGAIN)
    return labels


@contextmanager
def _refusals(seconds: float) -> Iterator[None]:
    """Turn what the engine says into a QueryError, or a StoreError for a bad file."""
    try:
        yield
    except (RuntimeError, TypeError, ValueError) as error:
        told = _first(error)
        if "Interrupted" in told:
            raise QueryError(
                f"the answer took longer than {seconds:g} s",
                hint="ask for less, or give it more --seconds",
            ) from error
        if "Buffer manager" in told:
            raise QueryError(
                "the answer needs more memory than it may have", hint="ask for less"
            ) from error
        if _DAMAGED.search(told):
            raise StoreError(f"the graph is damaged: {told}", hint=AGAIN) from error
        raise QueryError(told) from error


def _first(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0]

"""One part of a source, read and written as two tables: statements and records.

Reading is a pure function of bytes, loader and catalogue: the same part gives the same
files on any number of processes.
"""

import errno
import os
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import collector, tables
from graphkit.errors import CaseError, GraphkitError
from graphkit.loaders import Loader
from graphkit.reading.parts import PART_BYTES
from graphkit.reading.rows import Gathered
from graphkit.reading.unread import Names, Unread
from graphkit.source import Part
from graphkit.statements import Passage, Problem, Record, Statement

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from graphkit.reading.rows import Array
    from graphkit.terms import Terms

# What a loader may trip over in a record; those around it are read all the same.
SLIPS = (
    GraphkitError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
LONGEST_QUOTE = 1_000_000
TOO_LONG = f"words of it are longer than {LONGEST_QUOTE:,} characters"
"""No name, title or amount is; what is cannot be shown to anybody."""
_PLAIN = re.compile(r"[\w:.-]*", re.ASCII)
_own = threading.local()


@dataclass(frozen=True, slots=True)
class Counts:
    """What a part gave, and what was unread in the `looked` records looked at."""

    records: int
    statements: int
    problems: tuple[Problem, ...]
    looked: int = 0
    unread: Names = ()


def read_part(
    part: Part, loader: Loader, terms: "Terms", folder: Path, number: int
) -> Counts:
    """Read a part and write `NNNN-MMMM.statements.parquet` and `.records.parquet`.

    NNNN is the part's number; MMMM counts on where a part that could not be cut is
    long, so that memory stays bounded.
    """
    with collector.paused():
        return _read_part(part, loader, terms, folder, number)


def _read_part(
    part: Part, loader: Loader, terms: "Terms", folder: Path, number: int
) -> Counts:
    gathered = Gathered()
    records = statements = written = 0
    problems: list[Problem] = []
    unread = Unread()
    for found in _records(part, loader):
        problem = _gather(gathered, found, loader, terms)
        gathered.turn()
        if isinstance(found, Record) and not unread.is_full:
            with suppress(*SLIPS):  # what is left unread never costs a record
                unread.look(found, part, loader)
        if problem:
            problems.append(problem)
        else:
            records += 1
        if gathered.size >= PART_BYTES:
            statements += _write(gathered, folder, f"{number:04}-{written:04}")
            written, gathered = written + 1, Gathered()
    if gathered.records:
        statements += _write(gathered, folder, f"{number:04}-{written:04}")
    names = tuple(unread.names.items())
    return Counts(records, statements, tuple(problems), unread.records, names)


def _records(part: Part, loader: Loader) -> Iterator[Record | Problem]:
    try:
        yield from loader.read(part)
    except SLIPS as error:
        yield Problem("", f"reading stopped: {slip(error)}", "the rest was not read")


def _gather(
    gathered: Gathered, found: Record | Problem, loader: Loader, terms: "Terms"
) -> Problem | None:
    """Take in a record with all it says; one that trips its loader is left out."""
    if isinstance(found, Problem):
        return found
    try:
        told = _said(found, loader, terms)
        if max([len(one.evidence.quote) for one in told], default=0) > LONGEST_QUOTE:
            return Problem(found.locator, TOO_LONG, "the other records were read")
        gathered.add(found, told)
    except SLIPS as error:
        return Problem(
            found.locator,
            f"the loader {loader.NAME} stumbled over it: {slip(error)}",
            "the other records of the file were read",
        )
    return None


def _said(record: Record, loader: Loader, terms: "Terms") -> list[Statement]:
    told: list[Statement] = []
    for said in loader.state(record):
        if isinstance(said, Passage):
            told += terms.state(said)
        else:
            told.append(said)
    return told


def _write(gathered: Gathered, folder: Path, name: str) -> int:
    """Write both tables; return the number of statements."""
    records = {**tables.RECORD_COLUMNS, **tables.TEXT_COLUMN}
    for kind, columns, arrays in (
        ("statements", tables.STATEMENT_COLUMNS, gathered.statement_columns()),
        ("records", records, gathered.record_columns()),
    ):
        _write_table(columns, arrays, folder / f"{name}.{kind}.parquet")
    return gathered.statements


def _write_table(
    columns: Mapping[str, str], arrays: Mapping[str, "Array"], file: Path
) -> None:
    picked = []
    for name, kind in columns.items():
        value = _constant(arrays[name]) if name in arrays else "NULL"
        if name == next(iter(columns)):
            value = ""  # this one tells how many rows there are
        picked.append(f"{value or _quoted(name)}::{kind} AS {_quoted(name)}")
    connection = _connection()
    connection.register("part", dict(arrays))
    with _told():
        # File order is the same every time; sorting would only cost.
        tables.write(connection, f"SELECT {', '.join(picked)} FROM part", "", file)
    connection.unregister("part")


def _constant(array: "Array") -> str:
    """Return a word that is a column's only value as SQL, else ''."""
    first = array[0] if len(array) else None
    if not isinstance(first, str) or first != array[-1] or not _PLAIN.fullmatch(first):
        return ""
    return f"'{first}'" if (array == first).all() else ""


def _quoted(name: str) -> str:
    return f'"{name}"'


def _connection() -> "DuckDBPyConnection":
    """Return this thread's connection: opening one takes as long as a small table."""
    connection: DuckDBPyConnection | None = getattr(_own, "connection", None)
    if connection is None:
        connection = tables.connect(memory="600MB", threads=1)
        _own.connection = connection
    return connection


@contextmanager
def _told() -> Iterator[None]:
    """Turn what DuckDB says of the disk into what the system would have said."""
    import duckdb  # slow to load

    try:
        yield
    except duckdb.Error as error:
        if "No space left" in str(error):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        problem = str(error).splitlines()[0]
        raise CaseError(f"a table could not be written: {problem}") from error


def slip(error: BaseException) -> str:
    """Return what stopped a loader, in one short line."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}"[:200]

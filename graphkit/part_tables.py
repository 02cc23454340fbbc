"""One part of a source, read and written as two tables: statements and records.

Reading is a pure function of bytes, loader and catalogue: the same part gives the same
files on any number of processes.
"""

import errno
import gc
import os
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import tables
from graphkit.errors import CaseError, GraphkitError
from graphkit.loaders import Loader
from graphkit.parts import PART_BYTES
from graphkit.rows import record_row, statement_rows
from graphkit.source import Part
from graphkit.statements import Passage, Problem, Record, Statement, TenderRef

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from graphkit.terms import Terms

# What a loader may trip over in a record; those around it are read all the same.
_SLIPS = (
    GraphkitError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_NOWHERE = TenderRef("")
_PLAIN = re.compile(r"[\w:.-]*", re.ASCII)
_own = threading.local()
_NUMPY = {"INTEGER": "int32", "BIGINT": "int64", "DOUBLE": "float64", "BOOLEAN": "bool"}


@dataclass(frozen=True, slots=True)
class Counts:
    """What a part gave."""

    records: int
    statements: int
    problems: tuple[Problem, ...]


def read_part(
    part: Part, loader: Loader, terms: "Terms", folder: Path, number: int
) -> Counts:
    """Read a part and write `NNNN-MMMM.statements.parquet` and `.records.parquet`.

    NNNN is the part's number; MMMM counts on where a part that could not be cut is
    long, so that memory stays bounded.
    """
    pair = _Pair()
    records = statements = written = 0
    problems: list[Problem] = []
    with _no_collector():
        for found in _records(part, loader):
            problem = pair.add(found, loader, terms)
            if problem:
                problems.append(problem)
            else:
                records += 1
            if pair.size >= PART_BYTES:
                statements += pair.write(folder, f"{number:04}-{written:04}")
                written, pair = written + 1, _Pair()
        if pair.records:
            statements += pair.write(folder, f"{number:04}-{written:04}")
    return Counts(records, statements, tuple(problems))


def _records(part: Part, loader: Loader) -> Iterator[Record | Problem]:
    try:
        yield from loader.read(part)
    except _SLIPS as slip:
        yield Problem("", f"reading stopped: {_slip(slip)}", "the rest was not read")


@dataclass(slots=True)
class _Pair:
    """The rows of a pair of tables, until they are written."""

    statements: list[tuple[object, ...]] = field(default_factory=list)
    records: list[tuple[object, ...]] = field(default_factory=list)
    size: int = 0

    def add(
        self, record: Record | Problem, loader: Loader, terms: "Terms"
    ) -> Problem | None:
        """Take in a record with all it says; one that trips its loader is left out."""
        if isinstance(record, Problem):
            return record
        try:
            said = list(_said(record, loader, terms))
            rows = statement_rows(record, said)
        except _SLIPS as slip:
            return Problem(
                record.locator,
                f"the loader {loader.NAME} stumbled over it: {_slip(slip)}",
                "the other records of the file were read",
            )
        tender = said[0].tender if said else _NOWHERE
        self.statements += rows
        self.records.append(record_row(record, tender))
        self.size += record.length
        return None

    def write(self, folder: Path, name: str) -> int:
        """Write both tables; return the number of statements."""
        for kind, columns, rows in (
            ("statements", tables.STATEMENT_COLUMNS, self.statements),
            ("records", tables.RECORD_COLUMNS, self.records),
        ):
            _write(columns, rows, folder / f"{name}.{kind}.parquet")
        return len(self.statements)


def _said(record: Record, loader: Loader, terms: "Terms") -> Iterator[Statement]:
    for said in loader.state(record):
        if isinstance(said, Passage):
            yield from terms.state(said)
        else:
            yield said


def _write(
    columns: Mapping[str, str], rows: Sequence[tuple[object, ...]], file: Path
) -> None:
    """Write rows as a table, by the fastest way into DuckDB: columns of numpy."""
    arrays: dict[str, object] = {}
    picked = []
    turned = zip(*rows, strict=True) if rows else ((),) * len(columns)
    for (name, kind), values in zip(columns.items(), turned, strict=True):
        literal, named = _literal(values) if arrays else "", f'"{name}"'
        if not literal:
            arrays[name] = _array(kind, values)
        picked.append(f"{literal or named}::{kind} AS {named}")
    connection = _connection()
    connection.register("part", arrays)
    with _told():
        # File order is the same every time; sorting would only cost.
        tables.write(connection, f"SELECT {', '.join(picked)} FROM part", "", file)
    connection.unregister("part")


def _array(kind: str, values: Sequence[object]) -> object:
    import numpy as np  # slow to load

    dtype = _NUMPY.get(kind)
    if dtype is None:
        return np.array(values, dtype=object)
    if None not in values:
        return np.array(values, dtype)
    filled = np.array(values, dtype=object)
    missing = np.equal(filled, np.array(None, dtype=object))
    filled[missing] = 0
    return np.ma.masked_array(filled.astype(dtype), mask=missing)


def _literal(values: Sequence[object]) -> str:
    """Return SQL for a column that says the same everywhere, else ''."""
    first = values[0] if values else 0
    if first is not None and not (isinstance(first, str) and _PLAIN.fullmatch(first)):
        return ""
    if values.count(first) < len(values):
        return ""
    return "NULL" if first is None else f"'{first}'"


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


@contextmanager
def _no_collector() -> Iterator[None]:
    """Keep the collector from walking millions of rows that make no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _slip(slip: BaseException) -> str:
    text = " ".join(str(slip).split())
    return f"{type(slip).__name__}: {text}"[:200]

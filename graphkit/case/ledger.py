"""The ledger of a case: which sources came in, and what people decided.

One SQLite file. The log is append-only: taking something back is a new row, and the
file itself refuses to change or lose one. Row ids are unique in the world and sort in
the order of events, so that two people's logs can be joined.
"""

import getpass
import json
import os
import secrets
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from graphkit.case import database, folder, locks, placing, receipts
from graphkit.case.database import canonical, storable
from graphkit.case.folder import Folder, plainly
from graphkit.case.receipts import Receipt, Received
from graphkit.errors import CaseError
from graphkit.source import Source

KINDS = (
    "load",
    "judgement",
    "amendment",
    "note",
    "check",
    "forget",
    "erase",
    "undo",
    "view",
    "watch",
    "catalogue",
    "translation",
    "capture",
    "binding",
    "list",
    "screening",
    "edition",
)
"""What a row of the log can be about."""

DECISIONS = ("judgement", "amendment", "forget", "translation", "screening")
"""Kinds of which `undo` without an id takes back the newest."""

_FINAL = {
    "load": "`graphkit forget SOURCE` takes a source out",
    "erase": "the bytes are gone; load the file again into a new case",
}
"""Kinds that cannot be undone, and what to do instead."""


@dataclass(frozen=True, slots=True)
class LogRow:
    """One event: `at` is UTC in ISO 8601, `by` its author, `why` the reason given."""

    uid: str
    kind: str
    at: str
    by: str
    why: str
    body: Mapping[str, Any]


@dataclass(slots=True)
class Ledger:
    """An open ledger. Open it with `Ledger.open`, in a `with`, in one thread."""

    folder: Folder
    writable: bool
    _connection: sqlite3.Connection
    _stack: ExitStack = field(default_factory=ExitStack)

    @classmethod
    def open(
        cls,
        case: Path,
        *,
        write: bool = False,
        create: bool = False,
        doing: str = "",
        patience_s: float = locks.PATIENCE_S,
    ) -> Self:
        """Return the ledger of a case; a writer holds the case's lock until it closes.

        Raises CaseError where there is no case, it is newer than this program, it
        cannot be written, or another process writes for longer than `patience_s`.
        """
        found = folder.create(case) if create else folder.find(case)
        with ExitStack() as stack:
            if write or create:
                stack.enter_context(
                    locks.writing(
                        found.lock, by=author(), doing=doing, patience_s=patience_s
                    )
                )
            with plainly(case):
                connection = database.connect(
                    found, write=write or create, create=create
                )
                stack.enter_context(closing(connection))
                if write or create:
                    database.migrate(connection, found)
                elif database.is_older(connection, case):
                    return cls._moved_on(case)
            ledger = cls(found, write or create, connection, stack.pop_all())
            if write:
                ledger.settle()
            return ledger

    @classmethod
    def _moved_on(cls, case: Path) -> Self:
        # A reader of an older case becomes its writer for a moment.
        with cls.open(case, write=True, doing="migration"):
            pass
        return cls.open(case)

    def __enter__(self) -> Self:
        """Return the ledger itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the file and let the next writer in."""
        with plainly(self.folder.root):
            self._stack.close()

    # --- the log ---

    def append(
        self, kind: str, body: Mapping[str, Any], why: str = "", *, by: str = ""
    ) -> str:
        """Write one row and return its uid; it is on the disk when this returns."""
        if kind not in KINDS:
            raise CaseError(f"{kind!r} is no kind of log row: {', '.join(KINDS)}")
        with self._transaction():
            return self._append(kind, body, why, by or author())

    def adopt(
        self,
        rows: Iterable[LogRow],
        received: Iterable[Received] = (),
        settings: Mapping[str, str] | None = None,
    ) -> None:
        """Write rows and receipts of other logs as they are, all of them or none.

        Rows whose uid is here, and receipts that are, change nothing.
        """
        with self._transaction():
            there = {uid for (uid,) in self._connection.execute("SELECT uid FROM log")}
            self._connection.executemany(
                "INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)",
                [_stored(row) for row in rows if row.uid not in there],
            )
            self._connection.executemany(
                "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [tuple(one) for one in received],
            )
            for name, value in (settings or {}).items():
                self._set(name, value)

    def rows(self, *kinds: str) -> tuple[LogRow, ...]:
        """Return the log, or its rows of some kinds, oldest first."""
        marks = ",".join("?" * len(kinds))
        where = f"WHERE kind IN ({marks})" if kinds else ""
        with plainly(self.folder.root):
            found = self._connection.execute(
                f"SELECT uid, kind, at, by, why, body FROM log {where} ORDER BY uid",
                kinds,
            ).fetchall()
        return tuple(
            LogRow(uid, kind, at, by, why, json.loads(body))
            for uid, kind, at, by, why, body in found
        )

    def live(self, *kinds: str) -> tuple[LogRow, ...]:
        """Return the rows that nobody has undone, oldest first.

        An undo can itself be undone, and then what it took back stands again.
        """
        undone: set[str] = set()
        for row in reversed(self.rows("undo")):
            if row.uid not in undone:
                undone.add(row.body["undoes"])
        return tuple(row for row in self.rows(*kinds) if row.uid not in undone)

    def undo(self, uid: str = "", why: str = "") -> LogRow:
        """Take back a row, by default the newest decision, and return that row.

        A unique beginning of a uid will do. Raises CaseError where there is no such
        row, it is undone already, or it is of a kind that cannot be undone.
        """
        row = self._named(uid) if uid else self._newest()
        self.append("undo", {"undoes": row.uid, "kind": row.kind}, why)
        return row

    def _newest(self) -> LogRow:
        erased = {row.body["source"] for row in self.rows("erase")}
        rows = [
            row
            for row in self.live(*DECISIONS)
            if not (row.kind == "forget" and row.body["source"] in erased)
        ]
        if not rows:
            raise CaseError("there is nothing to undo")
        return rows[-1]

    def _named(self, uid: str) -> LogRow:
        rows = [row for row in self.rows() if row.uid.startswith(uid)]
        if len(rows) != 1:
            many = f"{len(rows)} rows begin with" if rows else "no row has"
            raise CaseError(
                f"{many} the id {uid}", hint="`graphkit status` and the log list ids"
            )
        (row,) = rows
        if row.kind in _FINAL:
            raise CaseError(f"{row.kind} cannot be undone", hint=_FINAL[row.kind])
        if row not in self.live(row.kind):
            raise CaseError(f"{row.kind} {row.uid} is undone already")
        if row.kind == "forget" and self._is_erased(row.body["source"]):
            raise CaseError("the source was erased since", hint=_FINAL["erase"])
        return row

    def _is_erased(self, sha256: str) -> bool:
        return any(row.body["source"] == sha256 for row in self.rows("erase"))

    def _append(self, kind: str, body: Mapping[str, Any], why: str, by: str) -> str:
        (newest,) = self._connection.execute("SELECT max(uid) FROM log").fetchone()
        uid = _later(newest or "")
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        row = LogRow(uid, kind, at, by, why, body)
        self._connection.execute(
            "INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)", _stored(row)
        )
        return uid

    # --- sources ---

    def receive(
        self, source: Source, size: int, about: Mapping[str, Any], load: str = ""
    ) -> str:
        """Record a source that was kept; '' where the ledger knew all of it.

        Else the uid of the log row of its load: `load`, or where that is '' a new
        row that says `about`.
        """
        path = storable(source.path)
        given = (source.sha256, path, source.provenance, source.restricted)
        with self._transaction():
            if self._connection.execute(
                "SELECT 1 FROM source WHERE (sha256, path, provenance, restricted)"
                " = (?, ?, ?, ?)",
                given,
            ).fetchone():
                return ""
            load = load or self._append("load", about, "", author())
            self._connection.execute(
                "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?)", (*given, size, load)
            )
        return load

    def receipts(self) -> tuple[Receipt, ...]:
        """Return every source ever recorded, also those forgotten, by SHA-256."""
        gone = {
            row.body["source"]: (row.uid, row.kind == "erase")
            for row in (*self.live("forget"), *self.rows("erase"))
        }
        return receipts.summed(self.received(), gone)

    def received(self) -> tuple[Received, ...]:
        """Return every receiving of every source, by SHA-256, oldest first."""
        with plainly(self.folder.root):
            rows = self._connection.execute(
                "SELECT sha256, path, provenance, restricted, size, log FROM source"
                " ORDER BY sha256, log, path, provenance, restricted"
            ).fetchall()
        return tuple(map(Received._make, rows))

    def sources(self) -> tuple[Source, ...]:
        """Return the sources that count: neither forgotten nor erased, by SHA-256."""
        case = self.folder
        unpacked = {path.name for path in case.texts.glob("*")}
        return tuple(
            Source(
                row.sha256,
                row.path,
                (case.texts if row.sha256 in unpacked else case.sources) / row.sha256,
                row.provenance,
                row.restricted,
            )
            for row in self.receipts()
            if not row.gone
        )

    def named(self, text: str) -> Receipt:
        """Return the source of a SHA-256, of its beginning, or of a path as shown.

        Raises CaseError where none is called so, or several are.
        """
        found = [
            row
            for row in self.receipts()
            if row.path == text or (len(text) >= 6 and row.sha256.startswith(text))
        ]
        if len(found) == 1:
            return found[0]
        several = ", ".join(f"{row.path} ({row.sha256[:12]})" for row in found[:5])
        raise CaseError(
            f"{len(found)} sources are called {text}" if found else f"no source {text}",
            hint=several or "give a path as it is shown, or a SHA-256",
        )

    def settle(self) -> None:
        """Go on with a merge that ended in the middle; see `placing`."""
        setting = self.setting(placing.SETTING)
        if not setting:
            return
        with plainly(self.folder.root):
            placed = placing.place(self.folder, setting)
            with self._transaction():
                self._set(placing.SETTING, "")
            needed = {one.sha256 for one in self.received()}
            for row in self.rows("catalogue"):
                needed |= set(row.body["files"].values())
            for digest in set(placed) - needed:
                (self.folder.sources / digest).unlink(missing_ok=True)

    # --- settings ---

    @property
    def uid(self) -> str:
        """The case's own uid, unique in the world, the same for ever."""
        return self.setting("case")

    @property
    def current(self) -> str:
        """The revision readers see; '' before the first build."""
        return self.setting("current")

    def set_current(self, revision: str) -> None:
        """Let readers see another revision, in one transaction."""
        self.keep("current", revision)

    def keep(self, name: str, value: str) -> None:
        """Keep a value of this case alone under a name; it does not travel."""
        with self._transaction():
            self._set(name, value)

    def setting(self, name: str) -> str:
        """Return what the ledger itself keeps under a name; '' where nothing is."""
        with plainly(self.folder.root):
            row = self._connection.execute(
                "SELECT value FROM setting WHERE name = ?", (name,)
            ).fetchone()
        return row[0] if row else ""

    def _set(self, name: str, value: str) -> None:
        self._connection.execute(
            "INSERT INTO setting VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if not self.writable:
            raise CaseError(f"{self.folder.root} was opened for reading only")
        with plainly(self.folder.root), database.transaction(self._connection):
            yield


def _stored(row: LogRow) -> tuple[str, ...]:
    values = (row.uid, row.kind, row.at, row.by, row.why, canonical(row.body))
    return tuple(map(storable, values))


def author() -> str:
    """Return who acts: $GRAPHKIT_USER, else the login name."""
    if named := os.environ.get("GRAPHKIT_USER"):
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return "unknown"


def _later(newest: str) -> str:
    # Nanoseconds, then chance. A clock that lags, or an id of a colleague whose
    # clock is fast, never puts an answer before what it answers.
    floor = int(newest[:16], 16) + 1 if newest else 0
    return f"{max(time.time_ns(), floor):016x}{secrets.token_hex(8)}"

"""The file of the ledger: its tables, its format, how it is opened and moved on.

`PRAGMA user_version` holds the format. WAL lets readers and the writer work at once.
"""

import json
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from graphkit.case.folder import Folder
from graphkit.errors import CaseError

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE setting (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE log (
        uid TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        why TEXT NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body))
    ) WITHOUT ROWID;
    CREATE INDEX log_by_kind ON log (kind, uid);

    CREATE TABLE source (
        sha256 TEXT NOT NULL,
        path TEXT NOT NULL,
        provenance TEXT NOT NULL,
        restricted INTEGER NOT NULL,
        size INTEGER NOT NULL,
        log TEXT NOT NULL REFERENCES log (uid),
        PRIMARY KEY (sha256, path, provenance, restricted)
    ) WITHOUT ROWID;

    CREATE TRIGGER log_never_changes BEFORE UPDATE ON log
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
    CREATE TRIGGER log_never_shrinks BEFORE DELETE ON log
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
    CREATE TRIGGER log_never_repeats BEFORE INSERT ON log
    WHEN EXISTS (SELECT 1 FROM log WHERE uid = NEW.uid)
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
    CREATE TRIGGER source_never_changes BEFORE UPDATE ON source
    BEGIN SELECT RAISE(ABORT, 'sources are append-only'); END;
    CREATE TRIGGER source_never_shrinks BEFORE DELETE ON source
    BEGIN SELECT RAISE(ABORT, 'sources are append-only'); END;
    """,
    # The load belongs to the key: which of two people's came first must not depend on
    # whose case took in the other's.
    """
    ALTER TABLE source RENAME TO source_1;

    CREATE TABLE source (
        sha256 TEXT NOT NULL,
        path TEXT NOT NULL,
        provenance TEXT NOT NULL,
        restricted INTEGER NOT NULL,
        size INTEGER NOT NULL,
        log TEXT NOT NULL REFERENCES log (uid),
        PRIMARY KEY (sha256, path, provenance, restricted, log)
    ) WITHOUT ROWID;
    INSERT INTO source SELECT * FROM source_1;

    DROP TRIGGER source_never_changes;
    DROP TRIGGER source_never_shrinks;
    DROP TABLE source_1;
    CREATE TRIGGER source_never_changes BEFORE UPDATE ON source
    BEGIN SELECT RAISE(ABORT, 'sources are append-only'); END;
    CREATE TRIGGER source_never_shrinks BEFORE DELETE ON source
    BEGIN SELECT RAISE(ABORT, 'sources are append-only'); END;
    """,
)
"""Each step leads from one format of the file to the next; the first makes it."""


def canonical(value: object) -> str:
    """Return JSON that is the same text for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def storable(text: str) -> str:
    """Return text that SQLite takes: bytes of a file name that are none, escaped."""
    return text.encode("utf-8", "backslashreplace").decode()


def migrate(
    connection: sqlite3.Connection, case: Folder, steps: tuple[str, ...] = STEPS
) -> None:
    """Bring a file to the newest format; one that holds something is copied before.

    The copy is `case.vN.db`, N its old format. A newer file raises CaseError.
    """
    version = _version(connection, case.root, len(steps))
    if version == len(steps):
        return
    if version:
        copy = case.root / f"case.v{version}.db"
        with closing(sqlite3.connect(copy)) as target:
            connection.backup(target)
    connection.execute("PRAGMA journal_mode = WAL")
    with transaction(connection):
        for step in steps[version:]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute(
            "INSERT INTO setting VALUES ('case', ?) ON CONFLICT DO NOTHING",
            (secrets.token_hex(16),),
        )


def connect(case: Folder, *, write: bool, create: bool = False) -> sqlite3.Connection:
    """Return a connection in autocommit; without `write` the file is left as it is."""
    mode = "rwc" if create else "rw" if write else "ro"
    try:
        return _opened(case, f"mode={mode}")
    except sqlite3.OperationalError:
        if write or os.access(case.root, os.W_OK):
            raise
        # Where nobody can write, the files beside the database cannot be made.
        return _opened(case, "mode=ro&immutable=1")


def _opened(case: Folder, options: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{case.database.resolve().as_uri()}?{options}",
        uri=True,
        isolation_level=None,
        timeout=30,
    )
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def is_older(connection: sqlite3.Connection, case: Path) -> bool:
    """Say whether a file waits for `migrate`; a newer one raises CaseError."""
    return _version(connection, case, len(STEPS)) < len(STEPS)


def _version(connection: sqlite3.Connection, case: Path, newest: int) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > newest:
        raise CaseError(
            f"{case} was written by a newer graphkit: its format is {version}, "
            f"this one knows {newest}",
            hint="install a newer graphkit; the case was not touched",
        )
    return int(version)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what the block did, or none of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # SQLite ends it by itself on a full disk
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    # `executescript` would commit the transaction it stands in.
    held = ""
    for piece in script.split(";"):
        held += piece + ";"
        if sqlite3.complete_statement(held):
            yield held
            held = ""

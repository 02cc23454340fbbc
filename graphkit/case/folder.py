"""A case on disk: which file lies where, and what is said when the disk refuses.

What the user and the sources gave (`case.db`, `sources/`, `texts/`, `catalogue/`,
`questions/`, `maps/`, `settings.toml`) cannot be made again; `derived/` can.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graphkit import settings
from graphkit.errors import CaseError

_FOLDERS = ("sources", "texts", "catalogue", "questions", "maps", "derived")
_FILES = ("case.db", "case.db-wal", "case.db-shm", "case.lock", settings.FILE_NAME)

_REFUSALS = {
    errno.ENOSPC: ("the disk is full", "make room; the case is as it was"),
    errno.EDQUOT: ("your share of the disk is used up", "make room and try again"),
    errno.EFBIG: ("a file could not be written to its end", "make room; see limits"),
    errno.EACCES: ("it is not writable", "ask for write access, or copy the case"),
    errno.EPERM: ("it is not writable", "ask for write access, or copy the case"),
    errno.EROFS: ("it is on a read-only disk", "copy the case to another disk"),
    errno.ENOLCK: ("its disk knows no locks", "copy the case to a local disk"),
    errno.ENOTSUP: ("its disk knows no locks", "copy the case to a local disk"),
}
_SQLITE_REFUSALS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_IOERR_WRITE: errno.EFBIG,
}


@dataclass(frozen=True, slots=True)
class Folder:
    """The places of a case; nothing here touches the disk."""

    root: Path

    @property
    def database(self) -> Path:
        """The ledger's file."""
        return self.root / "case.db"

    @property
    def lock(self) -> Path:
        """The file whose lock a writer holds."""
        return self.root / "case.lock"

    @property
    def sources(self) -> Path:
        """Bytes as they were received, named by their SHA-256."""
        return self.root / "sources"

    @property
    def texts(self) -> Path:
        """Plain bytes of sources that came compressed, named as in `sources`."""
        return self.root / "texts"

    @property
    def catalogue(self) -> Path:
        """What the user adds to the catalogue."""
        return self.root / "catalogue"

    @property
    def questions(self) -> Path:
        """The user's own questions in Cypher."""
        return self.root / "questions"

    @property
    def maps(self) -> Path:
        """The user's column maps."""
        return self.root / "maps"

    @property
    def incoming(self) -> Path:
        """Files dropped on a page that are not read yet; made when the first comes."""
        return self.root / "incoming"

    @property
    def derived(self) -> Path:
        """All that `build` makes again from the rest."""
        return self.root / "derived"

    @property
    def reads(self) -> Path:
        """The cache of what was read from each source."""
        return self.derived / "read"

    def generation(self, revision: str) -> Path:
        """The folder of the tables, index and graph of one revision."""
        return self.derived / revision

    def plain(self, sha256: str) -> Path:
        """The plain bytes of a source: unpacked where it came packed."""
        unpacked = self.texts / sha256
        return unpacked if unpacked.exists() else self.sources / sha256


def create(root: Path) -> Folder:
    """Return the folder of a case, made where it is not there yet.

    Raises CaseError where the place holds something else, or cannot be written.
    """
    _refuse_other_things(root)
    with plainly(root):
        for name in _FOLDERS:
            (root / name).mkdir(parents=True, exist_ok=True)
    return Folder(root)


def find(root: Path) -> Folder:
    """Return the folder of a case that is there; else raise CaseError."""
    folder = Folder(root)
    if not folder.database.is_file():
        raise CaseError(
            f"there is no case in {root}",
            hint="`graphkit load PATH` makes one; --case DIR names another",
        )
    return folder


@contextmanager
def plainly(root: Path) -> Iterator[None]:
    """Turn what the disk or the database refuses into a CaseError of one sentence.

    Other errors of the operating system pass through: they name a file of their own.
    """
    try:
        yield
    except OSError as error:
        raise _refused(root, error.errno) or error from error
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0)
        number = _SQLITE_REFUSALS.get(code) or _SQLITE_REFUSALS.get(code & 0xFF)
        raise _refused(root, number) or _unusable(root, error) from error


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk; folders only where that is known."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refused(root: Path, number: int | None) -> CaseError | None:
    problem, hint = _REFUSALS.get(number or 0, ("", ""))
    return CaseError(f"{root}: {problem}", hint=hint) if problem else None


def _unusable(root: Path, error: sqlite3.DatabaseError) -> CaseError:
    hint = "put back a copy of case.db; sources/ still has every file"
    if isinstance(error, sqlite3.OperationalError):
        hint = "see that it can be read, and that the disk has room"
    return CaseError(f"{root}: case.db cannot be used: {error}", hint=hint)


def _refuse_other_things(root: Path) -> None:
    if root.exists() and not root.is_dir():
        raise CaseError(f"{root} is a file", hint="name a folder for the case")
    if not root.is_dir() or Folder(root).database.exists():
        return
    own = {*_FOLDERS, *_FILES, Folder(root).incoming.name}
    others = sorted({item.name for item in root.iterdir()} - own)
    if others:
        raise CaseError(
            f"{root} holds other things, such as {others[0]}",
            hint="name a new or empty folder for the case",
        )

"""Incoming: files dropped on a page, in the case's folder until they are read.

What was read is kept in `sources/` and leaves here. What was refused stays, so that it
can be tried again, until it is read, or left out by a person.
"""

import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp, mkstemp

from graphkit.case import leftovers
from graphkit.case.folder import Folder, plainly
from graphkit.case.ledger import Ledger
from graphkit.errors import CaseError
from graphkit.reading.intake import SIDECAR
from graphkit.reading.sidecars import CAPTURE
from graphkit.reading.walking import shown_name, walk
from graphkit.source import PROVENANCES

ARRIVING, UNFINISHED = ".arriving-", ".part-"
"""How folders begin of files that are not all there yet, and such a file."""

_STALE_S = 24 * 3600
_LONGEST = 1000
_LONGEST_STEP = 200
_DEEPEST = 40
_FORBIDDEN = '\\\0:*?"<>|' if sys.platform == "win32" else "\\\0"
_SIDECARS = (CAPTURE, SIDECAR)


def arriving(case: Path) -> Path:
    """Return a new folder for files on their way; what was left of old ones goes."""
    root = Folder(case).incoming
    with plainly(case):
        root.mkdir(exist_ok=True)
        for stale in root.glob(".*-*"):
            if time.time() - stale.stat().st_mtime > _STALE_S:
                drop([stale])
        return Path(mkdtemp(prefix=ARRIVING, dir=root))


@contextmanager
def unfinished(case: Path) -> Iterator[Path]:
    """Give a file to write to; it is deleted where it was not moved elsewhere."""
    root = Folder(case).incoming
    root.mkdir(exist_ok=True)
    handle, name = mkstemp(prefix=UNFINISHED, dir=root)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def place(batch: Path, name: str) -> Path:
    """Return where a file of a name lies below a batch, its folder made.

    Whatever the name, the place is below. Raises CaseError for one that is no name.
    """
    steps = [one for one in PurePosixPath(name).parts if one not in ("/", "//", "..")]
    if not steps or len(name) > _LONGEST or len(steps) > _DEEPEST:
        raise CaseError(f"{name[:80]!r} is no name of a file", hint="rename it")
    for step in steps:
        if len(step.encode("utf-8", "replace")) > _LONGEST_STEP:
            raise CaseError(f"{step[:40]!r}… is too long a name", hint="rename it")
        if any(letter in _FORBIDDEN or letter < " " for letter in step):
            raise CaseError(
                f"{name[:80]!r} is no name of a file: it has a letter that no folder "
                "can hold",
                hint="rename it",
            )
    file = batch.joinpath(*steps)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise CaseError(f"{name[:80]!r} lies in a file, not in a folder") from error
    return file


def take_in(
    case: Path, batch: Path, provenance: str, *, restricted: bool
) -> tuple[list[Path], list[Path]]:
    """Move what arrived to what waits; return what came, and all that waits so.

    A file or folder takes the place of one of the same name, which it mends.
    """
    if provenance not in PROVENANCES:
        raise CaseError(f"{provenance!r} is no provenance")
    kind = f"{provenance}-restricted" if restricted else provenance
    waiting = Folder(case).incoming / kind
    with plainly(case):
        waiting.mkdir(parents=True, exist_ok=True)
        came = [_moved(one, waiting / one.name) for one in sorted(batch.iterdir())]
        return came, sorted(waiting.iterdir())


def settle(case: Path, paths: Sequence[Path]) -> None:
    """Delete of files that a load was given what was read; keep what was refused."""
    root = Folder(case).incoming.absolute()
    own = [path for path in paths if path.absolute().is_relative_to(root)]
    if not own:
        return
    with Ledger.open(case, write=True, doing="load") as ledger, plainly(case):
        refused = _refused(ledger, own)
        gone = [path for path in own if _is_cleared(path, refused)]
        leftovers.forget(ledger, gone)


def drop(paths: Iterable[Path]) -> None:
    """Delete files and folders that came and are not to be loaded."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def waiting(case: Path) -> frozenset[str]:
    """Return how what waits is shown: the paths of which a load refused something."""
    with Ledger.open(case) as ledger:
        return frozenset(shown for _, shown in _waiting(ledger))


def leave_out(case: Path, shown: str) -> None:
    """Delete a file that waits, and list it no more. Raises CaseError for another."""
    with Ledger.open(case, write=True, doing="load") as ledger:
        paths = [path for path, one in _waiting(ledger) if one == shown]
        if not paths:
            raise CaseError(
                f"{shown} does not wait here",
                hint="what a command loaded is listed until it can be read",
            )
        leftovers.leave(ledger, paths, shown)
    settle(case, paths)


def _moved(file: Path, target: Path) -> Path:
    if target.exists():
        drop([target])
    return file.rename(target)


def _waiting(ledger: Ledger) -> Iterator[tuple[Path, str]]:
    """Yield what was dropped with how that is shown of it that was refused."""
    root = ledger.folder.incoming.absolute()
    for left in leftovers.of(ledger):
        for path in map(Path, left.load.paths):
            if path.is_relative_to(root):
                name = shown_name(path.name)
                for item in left.refused:
                    if name in _prefixes(item.path):
                        yield path, item.path


def _refused(ledger: Ledger, own: Sequence[Path]) -> frozenset[str]:
    """Return the shown paths, and those above them, of what is refused of files."""
    paths = {*leftovers.absolute(own)}
    return frozenset(
        prefix
        for left in leftovers.of(ledger)
        if paths & {*left.load.paths}
        for item in left.refused
        for prefix in _prefixes(item.path)
    )


def _prefixes(shown: str) -> Iterator[str]:
    """Yield a path and all above it: the member of an archive, the archive ..."""
    while shown:
        yield shown
        shown = shown.rpartition("/")[0]


def _is_cleared(path: Path, refused: frozenset[str]) -> bool:
    """Delete what was read of a file or folder; say whether nothing of it is left."""
    name = shown_name(path.name)
    if path.is_dir():
        files = [(one, shown) for one, shown in walk(path, name)]
    else:
        files = [(path, name)]
    kept = {
        str(file)
        for file, shown in files
        if isinstance(file, Path) and shown in refused
    }
    kept |= {f"{file}{suffix}" for file in kept for suffix in _SIDECARS}
    if not kept:
        drop([path])
        return True
    for folder, _, names in os.walk(path, topdown=False):
        for one in names:
            if str(Path(folder) / one) not in kept:
                (Path(folder) / one).unlink()
        if not any(Path(folder).iterdir()):
            Path(folder).rmdir()
    return False

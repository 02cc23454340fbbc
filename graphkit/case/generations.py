"""Generations: the folders under `derived/`, one for each revision that was built.

A generation is written as `<revision>.part` and renamed when it is whole; from then
on nothing in it changes. Readers hold the one they read; the others are swept away
by a later build.
"""

import json
import shutil
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.case import locks
from graphkit.case.folder import Folder, plainly, sync
from graphkit.case.ledger import Ledger
from graphkit.errors import CaseError
from graphkit.reading import DONE

PART = ".part"
OLD = ".old"
KEPT_BESIDE = ("read", "catalogue", "lists", "dictionaries")
"""Folders of `derived/` that are no generations."""


@dataclass(frozen=True, slots=True)
class Generation:
    """What was built for one revision; `pending` says what it does not show yet."""

    folder: Path
    pending: tuple[str, ...] = ()

    @property
    def revision(self) -> str:
        """The revision it was built for."""
        return self.folder.name.removesuffix(PART)

    @property
    def tables(self) -> Path:
        """The folder of Parquet tables."""
        return self.folder / "tables"

    @property
    def names(self) -> Path:
        """The folder of what names came to, for the generation after this one."""
        return self.folder / "names"

    @property
    def index(self) -> Path:
        """The folder of the edge index."""
        return self.folder / "index"

    @property
    def graph(self) -> Path:
        """The embedded graph; missing where its engine cannot be installed."""
        return self.folder / "graph.lbug"

    @property
    def digest(self) -> str:
        """What the tables hold, in a few digits: equal rows, equal digest."""
        return (self.folder / "digest").read_text(encoding="ascii").strip()

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What it was built from, and counts; CaseError where it cannot be read."""
        try:
            manifest: dict[str, Any] = json.loads(
                (self.folder / "manifest.json").read_bytes()
            )
        except (OSError, ValueError) as error:
            raise CaseError(
                f"the tables of revision {self.revision} are damaged",
                hint="`graphkit build` makes them again",
            ) from error
        return manifest

    @property
    def reads(self) -> Mapping[str, str]:
        """The key of what was read from each source, by SHA-256."""
        return {row["source"]: row["key"] for row in self.manifest["sources"]}


def is_built(case: Folder, revision: str) -> bool:
    """Say whether a revision was built and is still there."""
    return bool(revision) and (case.generation(revision) / "manifest.json").is_file()


def lacks_reads(case: Folder, revision: str) -> bool:
    """Say whether what a generation was read from has been deleted since."""
    keys = set(Generation(case.generation(revision)).reads.values())
    return not all((case.reads / key / DONE).is_file() for key in keys)


@contextmanager
def held(case: Path, *, tries: int = 10) -> Iterator[Generation]:
    """Hold the current generation while it is read; raise CaseError if there is none.

    A build may switch to another one meanwhile: this one stays until it is let go.
    """
    for _ in range(tries):
        with Ledger.open(case) as ledger:
            folder, revision = ledger.folder, ledger.current
        if not is_built(folder, revision):
            break
        generation = Generation(folder.generation(revision))
        with locks.reading(generation.folder / "lock") as is_held:
            if is_held:
                yield generation
                return
    raise CaseError(
        f"the tables of {case} are not built", hint="`graphkit build` makes them"
    )


def begin(case: Folder, revision: str) -> Generation:
    """Return an empty generation to build in."""
    part = case.derived / f"{revision}{PART}"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    (part / "lock").touch()
    return Generation(part)


def finish(case: Folder, built: Generation) -> Generation:
    """Put a whole generation on the disk and under its name; then it is for good."""
    # At once: the disk takes hundreds of requests together as fast as one.
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(sync, (built.folder, *built.folder.rglob("*"))))
    target = case.generation(built.revision)
    if target.exists():  # it was damaged, or it would not have been built again
        _remove(target)
    built.folder.rename(target)
    sync(case.derived)
    return Generation(target)


def sweep(case: Folder, keep: Collection[str]) -> None:
    """Delete unfinished and stale generations; only the writer may call this.

    What a reader holds stays until the next time.
    """
    with plainly(case.root):
        for folder in _generations(case):
            if folder.name not in keep:
                _sweep(folder)


def sweep_reads(case: Folder, keep: Collection[str]) -> None:
    """Delete what was read from sources and no generation needs, but for `keep`."""
    needed = set(keep)
    for folder in _generations(case):
        with suppress(CaseError):
            needed.update(Generation(folder).reads.values())
    with plainly(case.root):
        for folder in _folders(case.reads):
            if folder.name not in needed:
                _remove(folder)


def names(case: Folder) -> frozenset[str]:
    """Return the names of all generations on the disk, also of unfinished ones."""
    return frozenset(folder.name for folder in _generations(case))


def showing(case: Folder, sources: Collection[str]) -> frozenset[str]:
    """Return the revisions on the disk that hold statements of any of `sources`.

    One that cannot be read may.
    """
    found = set()
    for folder in _generations(case):
        try:
            if Generation(folder).reads.keys().isdisjoint(sources):
                continue
        except CaseError:
            pass
        found.add(folder.name)
    return frozenset(found)


def _generations(case: Folder) -> tuple[Path, ...]:
    return tuple(
        path for path in _folders(case.derived) if path.name not in KEPT_BESIDE
    )


def _folders(parent: Path) -> tuple[Path, ...]:
    if not parent.is_dir():
        return ()
    return tuple(sorted(path for path in parent.iterdir() if path.is_dir()))


def _sweep(folder: Path) -> None:
    with locks.sweeping(folder / "lock") as is_free:
        if is_free:
            _remove(folder)


def _remove(folder: Path) -> None:
    # Renamed first: nobody can start to read what is half deleted. Where files are
    # open the rename fails on some systems, and it stays for the next time.
    old = folder
    if not folder.name.endswith((PART, OLD)):
        old = folder.with_name(f"{folder.name}{OLD}")
        shutil.rmtree(old, ignore_errors=True)
        try:
            folder.rename(old)
        except PermissionError:
            return
    shutil.rmtree(old, ignore_errors=True)

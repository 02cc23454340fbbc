"""Dropped: files that a person drops on the page, from the browser into the case."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from graphkit.case import incoming
from graphkit.case.folder import plainly
from graphkit.case.readings import Progress
from graphkit.errors import CaseError
from graphkit.web.answers import Asked
from graphkit.web.keeper import Keeper

LARGEST = 8 << 30
"""Bytes of one dropped file."""

MOST_FILES = 50_000
"""Files that may be on their way at once."""

SPARE = 1 << 30
"""Bytes of the disk that are left free: what is read needs room, too."""


MOST_BATCHES = 32
"""Loads that may be under way, or begun and left, at once."""


@dataclass
class _Batch:
    folder: Path
    count: int = 0


class Dropped:
    """Files on their way into the case, in batches, each in a folder until loaded.

    A batch is what one page sends for one load; the page names it.
    """

    def __init__(self, case: Path) -> None:
        """Make places in the case's folder when the first file comes."""
        self.case = case
        self._batches: dict[str, _Batch] = {}
        self._guard = Lock()

    async def keep(
        self, batch: str, name: str, size: int, pieces: AsyncIterator[bytes]
    ) -> int:
        """Write one file under its name, below its batch; return its bytes.

        `size` is what is announced. A file that does not come to its end is not kept.
        """
        with plainly(self.case):
            file = self._place(batch, name, size)
            with incoming.unfinished(self.case) as unfinished:
                with unfinished.open("wb") as stream:
                    size = await _written(name, pieces, stream)
                _take_place(unfinished, file, name)
        return size

    def file(self, batch: str, name: str) -> Path:
        """Return a file that came; raises CaseError for one that did not."""
        with self._guard:
            found = self._batches.get(batch)
        file = incoming.place(found.folder, name) if found else None
        if file is None or not file.is_file():
            raise CaseError(f"{name[:80]} is not here", hint="drop it on the page")
        return file

    @contextmanager
    def taken(self, batch: str) -> Iterator[Path | None]:
        """Give the folder of the files that came, and delete what stays in it."""
        with self._guard:
            found = self._batches.pop(batch, None)
        try:
            yield found.folder if found else None
        finally:
            if found:
                shutil.rmtree(found.folder, ignore_errors=True)

    def close(self) -> None:
        """Delete what nobody loaded."""
        for batch in [*self._batches]:
            with self.taken(batch):
                pass

    def _place(self, batch: str, name: str, size: int) -> Path:
        with self._guard:
            found = self._batches.get(batch)
            if found is None:
                if len(self._batches) >= MOST_BATCHES:
                    raise CaseError("too many loads are under way", hint="end some")
                found = self._batches[batch] = _Batch(incoming.arriving(self.case))
            found.count += 1
        if found.count > MOST_FILES:
            raise CaseError(
                f"more than {MOST_FILES:,} files at once",
                hint="load the folder with `graphkit load`",
            )
        if size > LARGEST:
            raise _too_large(name)
        if size + SPARE > shutil.disk_usage(found.folder).free:
            raise CaseError(f"the disk has no room for {name[:80]}", hint="make room")
        return incoming.place(found.folder, name)


def load(keeper: Keeper, dropped: Dropped, asked: Asked) -> dict[str, Any]:
    """Load the files that were dropped, and return what came of them.

    What was refused waits in the case for another try; see `retry`.
    """
    provenance = asked.text("provenance", "primary")
    restricted = bool(asked.given.get("restricted"))
    named = asked.text("batch")
    with dropped.taken(named) as batch, keeper.changing("reading") as case:
        if batch is None or not any(batch.iterdir()):
            raise CaseError("no files came", hint="drop some on the page")
        came, paths = incoming.take_in(
            case.folder, batch, provenance, restricted=restricted
        )
        try:
            summary = case.load(
                paths,
                provenance=provenance,
                restricted=restricted,
                mix=bool(asked.given.get("mix")),
                progress=_progress(keeper),
            )
        except BaseException:
            incoming.drop(came)
            raise
        incoming.settle(case.folder, paths)
    return summary.to_json()


def abandon(keeper: Keeper, dropped: Dropped, asked: Asked) -> dict[str, Any]:
    """Delete what came of a batch that is not to be loaded."""
    with dropped.taken(asked.text("batch")):
        return {}


def retry(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Load again what could not be read, as `graphkit retry`."""
    with keeper.changing("reading") as case:
        return case.retry(progress=_progress(keeper)).to_json()


def leave_out(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Delete a dropped file that could not be read, and list it no more."""
    with keeper.changing("leaving out") as case:
        incoming.leave_out(case.folder, asked.text("path"))
    return {}


def _progress(keeper: Keeper) -> Progress:
    def advance(done: int, total: int) -> None:
        keeper.work.done = done / total if total else 0.0
        if done >= total:
            keeper.work.doing = "building"

    return advance


def _take_place(unfinished: Path, file: Path, name: str) -> None:
    try:
        unfinished.replace(file)
    except OSError as error:
        raise CaseError(
            f"{name[:80]} came while its batch was loaded, or lies in a folder's place",
            hint="drop it again",
        ) from error


async def _written(name: str, pieces: AsyncIterator[bytes], stream: Any) -> int:
    size = 0
    async for piece in pieces:
        size += len(piece)
        if size > LARGEST:
            raise _too_large(name)
        stream.write(piece)
    return size


def _too_large(name: str) -> CaseError:
    return CaseError(
        f"{name[:80]} is larger than {LARGEST:,} bytes",
        hint="load it with `graphkit load`",
    )

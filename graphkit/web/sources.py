"""Sources: what the case holds, and files that a person drops on the page."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from shutil import rmtree
from tempfile import mkdtemp
from threading import Lock
from typing import Any

from graphkit.errors import CaseError
from graphkit.web.answers import Asked
from graphkit.web.keeper import Keeper

LARGEST = 8 << 30
"""Bytes of one dropped file."""


class Dropped:
    """Files on their way into the case, in a folder of their own until loaded."""

    def __init__(self) -> None:
        """Make a place for files when the first one comes."""
        self._folder: Path | None = None
        self._guard = Lock()

    async def keep(self, name: str, pieces: AsyncIterator[bytes]) -> int:
        """Write one file under its name, below the folder; return its bytes."""
        file = self._place(name)
        size = 0
        with file.open("wb") as stream:
            async for piece in pieces:
                size += len(piece)
                if size > LARGEST:
                    raise CaseError(
                        f"{name} is larger than {LARGEST:,} bytes",
                        hint="load it with `graphkit load`",
                    )
                stream.write(piece)
        return size

    @contextmanager
    def taken(self) -> Iterator[list[Path]]:
        """Give the files that came, and delete them afterwards."""
        with self._guard:
            folder, self._folder = self._folder, None
        try:
            yield sorted(folder.iterdir()) if folder else []
        finally:
            if folder:
                rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Delete what nobody loaded."""
        with self.taken():
            pass

    def _place(self, name: str) -> Path:
        steps = [
            one for one in PurePosixPath(name).parts if one not in ("/", "..", ".")
        ]
        if not steps or len(name) > 1000 or any(c in name for c in "\\\0:"):
            raise CaseError(f"{name!r} is no name of a file")
        with self._guard:
            self._folder = self._folder or Path(mkdtemp(prefix="graphkit-"))
            file = self._folder.joinpath(*steps)
        file.parent.mkdir(parents=True, exist_ok=True)
        return file


def load(keeper: Keeper, dropped: Dropped, asked: Asked) -> dict[str, Any]:
    """Load the files that were dropped, and return what came of them."""
    with dropped.taken() as paths, keeper.changing("reading") as case:
        if not paths:
            raise CaseError("no files came", hint="drop some on the page")

        def progress(done: int, total: int) -> None:
            keeper.work.done = done / total if total else 0.0

        summary = case.load(
            paths,
            provenance=asked.text("provenance", "primary"),
            restricted=bool(asked.given.get("restricted")),
            mix=bool(asked.given.get("mix")),
            progress=progress,
        )
    return summary.to_json()


def status(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Return what the case holds, what is pending or missing, and what is being done.

    While the case is being opened no more than that, with its name.
    """
    work = keeper.work
    doing = {"doing": work.doing, "done": work.done}
    if work.doing and asked.given.get("brief"):
        return doing
    if keeper.opening:
        return doing | {"opening": True, "name": keeper.name}
    with keeper.reading() as case:
        problems = [
            problem
            for row in case.generation.manifest["sources"]
            for problem in row["problems"]
        ]
        return {
            "missing": [],
            **case.status(),
            **doing,
            "name": keeper.name,
            "hides_persons": case.hides_persons,
            "problems": problems[:500],
            "provenances": list(case.provenances()),
        }

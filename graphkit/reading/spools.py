"""Bytes on their way into a case: written beside, synced, and then renamed.

A file stands under its hash only when it is whole.
"""

import os
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from graphkit.errors import SourceError
from graphkit.reading.archives import (
    CONTAINERS,
    DAMAGE,
    Meter,
    chunks,
    kind_of,
    unpacked,
)

UNFINISHED = ".incoming-"


@dataclass(frozen=True, slots=True)
class Spooled:
    """Bytes in an unfinished file of the case, and their hash."""

    file: Path
    sha256: str


def spool(
    folder: Path, pieces: Iterable[bytes], name: str, meter: Meter | None = None
) -> Spooled:
    """Write bytes to an unfinished file of a folder, synced to the disk."""
    folder.mkdir(parents=True, exist_ok=True)
    digest = sha256()
    with NamedTemporaryFile(dir=folder, prefix=UNFINISHED, delete=False) as file:
        try:
            for piece in _read(pieces, name):
                if meter:
                    meter.weigh(len(piece))
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            file.close()
            Path(file.name).unlink(missing_ok=True)
            raise
    return Spooled(Path(file.name), digest.hexdigest())


def ahead(pieces: Iterator[bytes]) -> Generator[bytes, None, None]:
    """Yield pieces while a thread makes the next one.

    Unpacking and writing let other threads run, so that two cores share the work.
    """
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, pieces, None)
        while (piece := coming.result()) is not None:
            coming = thread.submit(next, pieces, None)
            yield piece


def head_of(file: Path, size: int = 65536) -> bytes:
    """Return the first bytes of a file; none where it cannot be read."""
    try:
        with file.open("rb") as stream:
            return stream.read(size)
    except OSError:
        return b""


def sha256_of(stream: BinaryIO) -> str:
    """Return the SHA-256 of a stream's bytes."""
    digest = sha256()
    for piece in chunks(stream):
        digest.update(piece)
    return digest.hexdigest()


def place(unfinished: Path, target: Path) -> None:
    """Give a whole file its name, for good."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        unfinished.unlink()
        return
    unfinished.replace(target)
    with suppress(OSError):  # where folders cannot be synced, as on Windows
        handle = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def keep_bytes(received: Spooled, case: Path, name: str, meter: Meter) -> None:
    """Give the bytes of a source their place in a case, and those within them theirs.

    Raises one of DAMAGE where they are packed and cannot be unpacked.
    """
    with received.file.open("rb") as stream:
        kind = kind_of(stream)
        if kind and kind not in CONTAINERS:
            plain = spool(case / "sources", unpacked(stream, kind), name, meter)
            place(plain.file, case / "texts" / received.sha256)
    place(received.file, case / "sources" / received.sha256)


@contextmanager
def opened(file: Path, name: str) -> Iterator[BinaryIO]:
    """Open a file for reading; SourceError by its shown name where that fails."""
    try:
        stream = file.open("rb")
    except OSError as error:
        raise SourceError(
            name, "", f"it could not be opened: {error.strerror}"
        ) from error
    with stream:
        yield stream


def _read(pieces: Iterable[bytes], name: str) -> Iterator[bytes]:
    """Yield pieces; what goes wrong at the source is told apart from our own disk."""
    try:
        yield from pieces
    except DAMAGE:
        raise
    except OSError as error:
        problem = f"it could not be read: {error.strerror or error}"
        raise SourceError(name, "", problem) from error

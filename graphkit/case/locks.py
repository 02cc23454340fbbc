"""Locks of the operating system: one writer a case, readers that hold a generation.

They end with the process that holds them, however it ends, and no reader ever waits
for a writer: a reader's lock only keeps what it reads from being swept away.
"""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path

import msgspec

from graphkit.case.folder import plainly
from graphkit.errors import CaseError

PAUSE_S = 0.05
PATIENCE_S = 5.0
"""How long a writer waits for another one before it gives up."""

if sys.platform == "win32":
    import msvcrt

    # Other processes cannot read a locked byte: lock one beyond what is written.
    _FAR = 1 << 20

    def _take(stream: FileIO, *, shared: bool) -> bool:
        # An open file keeps its folder from being renamed, which is all a
        # reader needs.
        if shared:
            return True
        stream.seek(_FAR)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            stream.seek(0)
        return True

    def _release(stream: FileIO) -> None:
        stream.seek(_FAR)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(stream: FileIO, *, shared: bool) -> bool:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(stream, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(stream: FileIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_UN)


class Holder(msgspec.Struct, frozen=True):
    """Who writes: `since` is UTC, to the second; `doing` is a command's name."""

    by: str
    number: int
    since: str
    doing: str = ""

    def __str__(self) -> str:
        """Return the holder in words, for a message."""
        doing = f", {self.doing}" if self.doing else ""
        return f"{self.by} (process {self.number}{doing}) since {self.since}"


_held: dict[tuple[int, str], int] = {}
_guard = threading.Lock()


@contextmanager
def writing(
    file: Path, *, by: str, doing: str = "", patience_s: float = PATIENCE_S
) -> Iterator[None]:
    """Be the only writer; within one thread this may be asked for again.

    Raises CaseError naming the holder where another one writes for longer than
    `patience_s`.
    """
    place = (threading.get_ident(), str(file.resolve()))
    with _guard:
        again = place in _held
        _held[place] = _held.get(place, 0) + 1
    try:
        if again:
            yield
        else:
            with _exclusive(file, Holder(by, os.getpid(), _now(), doing), patience_s):
                yield
    finally:
        with _guard:
            _held[place] -= 1
            if not _held[place]:
                del _held[place]


@contextmanager
def reading(file: Path) -> Iterator[bool]:
    """Hold what `file` lies beside while it is read; False where it is going or gone.

    Any number of readers hold it at once. Where it may not even be opened nobody
    can sweep it either, and it is read without a lock.
    """
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(file.open("rb", buffering=0))
            held = _take(stream, shared=True) and _is_still(stream, file)
        except FileNotFoundError:
            held = False
        except PermissionError:
            held = True
        yield held


@contextmanager
def sweeping(file: Path) -> Iterator[bool]:
    """Hold what `file` lies beside against readers; False where one reads it."""
    if sys.platform == "win32":
        # A folder in which anybody has a file open, we too, cannot be renamed: the
        # rename itself tells.
        yield True
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(file.open("rb+", buffering=0))
            held = _take(stream, shared=False)
        except FileNotFoundError:
            held = True
        yield held


@contextmanager
def _exclusive(file: Path, holder: Holder, patience_s: float) -> Iterator[None]:
    with plainly(file.parent):
        number = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
        stream = os.fdopen(number, "rb+", buffering=0)
    with stream:
        with plainly(file.parent):
            _wait(stream, file, patience_s)
            _sign(stream, msgspec.json.encode(holder))
        try:
            yield
        finally:
            _sign(stream, b"")
            _release(stream)


def _wait(stream: FileIO, file: Path, patience_s: float) -> None:
    until = time.monotonic() + patience_s
    while not _take(stream, shared=False):
        if time.monotonic() > until:
            raise CaseError(
                f"{file.parent} is being written by {_holder(stream)}",
                hint="wait for it to end; reading commands work meanwhile",
            )
        time.sleep(PAUSE_S)


def _sign(stream: FileIO, text: bytes) -> None:
    # On a full disk the name is missing from a message, and `forget --erase` works.
    with suppress(OSError):
        stream.seek(0)
        stream.truncate()
        stream.write(text)


def _holder(stream: FileIO) -> str:
    stream.seek(0)
    try:
        return str(msgspec.json.decode(stream.read(4096), type=Holder))
    except msgspec.DecodeError:  # it has only just begun, or is about to end
        return "another process"


def _is_still(stream: FileIO, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(stream.fileno()), file.stat())
    except FileNotFoundError:
        return False


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")

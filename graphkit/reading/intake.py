"""Intake: files, folders and archives become sources, kept by the hash of their bytes.

Bytes are kept as they were received; of a compressed file its plain bytes too. A file
stands under its hash only when it is whole: it is written beside, synced and renamed.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from graphkit.errors import SourceError
from graphkit.reading.archives import (
    CONTAINERS,
    DAMAGE,
    Limits,
    Member,
    Meter,
    chunks,
    damaged,
    kind_of,
    members,
    plain_name,
    unpacked,
)
from graphkit.reading.walking import Quarantined, shown_name, walk
from graphkit.source import Source

__all__ = ["Quarantined", "keep", "look"]

SIDECAR = ".map.toml"
"""`contracts.csv.map.toml` beside `contracts.csv` is its column map."""

_UNFINISHED = ".incoming-"


_Taken = Iterator["Source | Quarantined"]


def keep(
    paths: Iterable[Path],
    case: Path,
    *,
    provenance: str = "primary",
    restricted: bool = False,
    limits: Limits | None = None,
) -> Iterator[Source | Quarantined]:
    """Copy files into a case; yield a Source for each, or why it was left.

    Folders are walked in sorted order without hidden files, archives member by
    member. Equal bytes are one source, by the name they came under first. Errors of
    the case's own disk are raised as they are.
    """
    for stale in (case / "sources").glob(f"{_UNFINISHED}*"):
        stale.unlink(missing_ok=True)
    taker = _Taker(case, provenance, restricted, limits or Limits())
    for path in paths:
        is_named = path.name not in ("", "..")
        yield from taker.take(path, path.name if is_named else path.resolve().name)


def look(
    paths: Iterable[Path], folder: Path, *, provenance: str = "primary"
) -> Iterator[Source | Quarantined]:
    """Do as `keep` in a temporary folder, with paths shown as the user gave them."""
    taker = _Taker(folder, provenance, False, Limits(), copies=False)
    for path in paths:
        yield from taker.take(path, path.as_posix())


@dataclass(frozen=True, slots=True)
class Spooled:
    """Bytes in an unfinished file of the case, and their hash."""

    file: Path
    sha256: str


@dataclass(slots=True)
class _Taker:
    """Takes one thing after the other into a case; `copies` unless only looking."""

    case: Path
    provenance: str
    restricted: bool
    limits: Limits
    copies: bool = True
    seen: set[str] = field(default_factory=set)

    def take(self, path: Path, name: str) -> _Taken:
        """Yield what a file or folder gives, shown by `name`."""
        name = shown_name(name)
        try:
            is_folder, is_file, is_there = path.is_dir(), path.is_file(), path.exists()
        except OSError as error:
            reason = f"it could not be looked at: {error.strerror}"
            yield Quarantined(name, "", reason)
            return
        if is_folder:
            for found, shown in walk(path, name, apart=self.case):
                if isinstance(found, Quarantined):
                    yield found
                else:
                    yield from self._file(found, shown)
        elif is_file:
            yield from self._file(path, name)
        else:
            what = "no file or folder" if is_there else "not there"
            yield Quarantined(name, "", f"it is {what}", "check the name")

    def _file(self, file: Path, name: str) -> _Taken:
        if file.name.endswith(SIDECAR):
            return
        try:
            with _opened(file, name) as stream:
                yield from self._opened(stream, file, name)
        except SourceError as error:
            yield Quarantined(error.path, error.locator, error.problem, error.hint)

    def _opened(self, stream: BinaryIO, file: Path, name: str) -> _Taken:
        meter = Meter(name, os.fstat(stream.fileno()).st_size, self.limits)
        kind = kind_of(stream)
        if kind in CONTAINERS:
            yield from self._members(stream, kind, name, meter, 1)
            return
        if kind or self.copies:
            spooled = self._spool(chunks(stream), name)
            taken = self._spooled(spooled, name, meter, 0)
        else:
            taken = self._seen(file, sha256_of(stream), name)
        for item in taken:
            if isinstance(item, Source):
                self._keep_map(file, item.sha256)
            yield item

    def _members(
        self, stream: BinaryIO, kind: str, name: str, meter: Meter, depth: int
    ) -> _Taken:
        """Yield what the members of an archive give; a broken one ends with a word."""
        self._check_depth(name, depth)
        try:
            for member in members(stream, kind):
                meter.count()
                shown = f"{name}//{shown_name(member.name)}"
                yield from self._member(member, kind, shown, meter, depth)
        except DAMAGE as error:
            hint = "fetch it again; what came before the damage was taken"
            raise SourceError(name, "", damaged(error, kind), hint=hint) from error

    def _check_depth(self, name: str, depth: int) -> None:
        if depth > self.limits.depth:
            problem = f"archives are nested more than {self.limits.depth} deep"
            raise SourceError(name, "", problem, hint="unpack the outer ones")

    def _member(
        self, member: Member, kind: str, name: str, meter: Meter, depth: int
    ) -> _Taken:
        refusal = member.refusal
        if name.endswith(SIDECAR):
            refusal = "a column map from an archive is not trusted: put it into maps/"
        if refusal or member.stream is None:
            yield Quarantined(name, "", refusal, "unpack the archive and load the file")
            return
        try:
            spooled = self._spool(chunks(member.stream), name, meter)
        except DAMAGE as error:
            if kind == "tar":  # what follows in it cannot be found
                raise
            yield Quarantined(name, "", damaged(error, kind), "fetch it again")
            return
        try:
            yield from self._spooled(spooled, name, meter, depth)
        except SourceError as error:
            if error.path != name:
                raise
            yield Quarantined(name, "", error.problem, error.hint)

    def _spooled(
        self, received: Spooled, name: str, meter: Meter, depth: int
    ) -> _Taken:
        """Yield what bytes give that lie in an unfinished file, and see to the file."""
        try:
            self._check_depth(name, depth)
            with received.file.open("rb") as stream:
                kind = kind_of(stream)
                if kind in CONTAINERS:
                    yield from self._members(stream, kind, name, meter, depth + 1)
                elif kind:
                    plain = self._plain(stream, kind, name, meter)
            if not kind:
                yield from self._kept(received, None, name)
            elif kind not in CONTAINERS:
                yield from self._packed(received, plain, name, meter, depth)
        finally:
            received.file.unlink(missing_ok=True)

    def _plain(self, stream: BinaryIO, kind: str, name: str, meter: Meter) -> Spooled:
        try:
            return self._spool(unpacked(stream, kind), name, meter)
        except DAMAGE as error:
            raise SourceError(
                name, "", damaged(error, kind), hint="fetch it again"
            ) from error

    def _packed(
        self, received: Spooled, plain: Spooled, name: str, meter: Meter, depth: int
    ) -> _Taken:
        with plain.file.open("rb") as stream:
            inner = kind_of(stream)
        try:
            if inner in CONTAINERS:  # a.tar.gz is one archive
                yield from self._spooled(plain, name, meter, depth)
            elif inner:
                below = f"{name}//{plain_name(name.rpartition('/')[2])}"
                yield from self._spooled(plain, below, meter, depth + 1)
            else:
                yield from self._kept(received, plain, name)
        finally:
            plain.file.unlink(missing_ok=True)

    def _kept(self, received: Spooled, plain: Spooled | None, name: str) -> _Taken:
        """Give bytes their place in the case, unless they came before."""
        file = self.case / "sources" / received.sha256
        if received.sha256 in self.seen:
            return
        if plain:
            place(plain.file, self.case / "texts" / received.sha256)
        place(received.file, file)
        if plain:
            file = self.case / "texts" / received.sha256
        yield from self._seen(file, received.sha256, name)

    def _seen(self, file: Path, digest: str, name: str) -> _Taken:
        if digest not in self.seen:
            self.seen.add(digest)
            yield Source(digest, name, file, self.provenance, self.restricted)

    def _keep_map(self, file: Path, digest: str) -> None:
        """Keep the column map that lies beside a table, under the table's hash."""
        for name in (file.name, plain_name(file.name)):
            sidecar = file.with_name(name + SIDECAR)
            if sidecar.is_file():
                with _opened(sidecar, sidecar.name) as stream:
                    spooled = self._spool(chunks(stream), sidecar.name)
                target = self.case / "maps" / f"{digest}.toml"
                target.parent.mkdir(parents=True, exist_ok=True)
                spooled.file.replace(target)
                return

    def _spool(
        self, pieces: Iterator[bytes], name: str, meter: Meter | None = None
    ) -> Spooled:
        return spool(pieces, self.case, name, meter)


def spool(
    pieces: Iterable[bytes], case: Path, name: str, meter: Meter | None = None
) -> Spooled:
    """Write bytes to an unfinished file of a case, synced to the disk.

    `keep` sweeps such files away where they were left.
    """
    folder = case / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    digest = sha256()
    with NamedTemporaryFile(dir=folder, prefix=_UNFINISHED, delete=False) as file:
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


def keep_bytes(received: Spooled, case: Path, name: str, meter: Meter) -> None:
    """Give the bytes of a source their place in a case, and those within them theirs.

    Raises one of DAMAGE where they are packed and cannot be unpacked.
    """
    with received.file.open("rb") as stream:
        kind = kind_of(stream)
        if kind and kind not in CONTAINERS:
            plain = spool(unpacked(stream, kind), case, name, meter)
            place(plain.file, case / "texts" / received.sha256)
    place(received.file, case / "sources" / received.sha256)


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


@contextmanager
def _opened(file: Path, name: str) -> Iterator[BinaryIO]:
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

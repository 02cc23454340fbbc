"""Intake: files, folders and archives become sources, kept by the hash of their bytes.

Bytes are kept as they were received; of a compressed file its plain bytes too. A file
stands under its hash only when it is whole: it is written beside, synced and renamed.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from graphkit.errors import SourceError
from graphkit.reading import bindings, discovery, page_folders, sidecars
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
from graphkit.reading.bindings import Bindings, Bound, Placed, places
from graphkit.reading.sidecars import CAPTURE, UNSTATED, Stated
from graphkit.reading.spools import (
    UNFINISHED,
    Spooled,
    ahead,
    head_of,
    opened,
    place,
    sha256_of,
    spool,
)
from graphkit.reading.walking import Note, Quarantined, shown_name, walk
from graphkit.source import UNSAID, Capture, Source

__all__ = ["Bound", "Note", "Quarantined", "keep", "look", "roles"]

SIDECAR = ".map.toml"
"""`contracts.csv.map.toml` beside `contracts.csv` is its column map."""

_HEAD = 65536
_TOO_DEEP = "unpack the outer ones"

_Taken = Iterator["Source | Quarantined | Note"]
Item = Source | Quarantined | Note | Bound


def keep(
    paths: Iterable[Path],
    case: Path,
    *,
    provenance: str = "primary",
    restricted: bool = False,
    limits: Limits | None = None,
    stated: Mapping[Path, Stated] | None = None,
) -> Iterator[Item]:
    """Copy files into a case; yield a Source for each, or why it was left.

    Folders are walked in sorted order without hidden files, archives member by
    member. Equal bytes are one source, by the name they came under first; they come
    again where they were found at another address. What belongs together comes last.
    `stated` is what a person says of a path. Errors of the case's own disk are
    raised as they are.
    """
    for stale in (case / "sources").glob(f"{UNFINISHED}*"):
        stale.unlink(missing_ok=True)
    taker = _Taker(case, provenance, restricted, limits or Limits())
    for path in paths:
        taker.stated = (stated or {}).get(path, UNSTATED)
        is_named = path.name not in ("", "..")
        yield from taker.take(path, path.name if is_named else path.resolve().name)
    yield from taker.belonging()


def look(
    paths: Iterable[Path], folder: Path, *, provenance: str = "primary"
) -> Iterator[Item]:
    """Do as `keep` in a temporary folder, with paths shown as the user gave them."""
    taker = _Taker(folder, provenance, False, Limits(), copies=False)
    for path in paths:
        yield from taker.take(path, path.as_posix())
    yield from taker.belonging()


def roles(items: Iterable[Item]) -> Mapping[str, str]:
    """Return how sources are read because of others, by hash: see `Source.role`."""
    bound = (item for item in items if isinstance(item, Bound))
    return bindings.roles((one.kind, one.to, one.source) for one in bound)


@dataclass(frozen=True, slots=True)
class _Here:
    """The file that is being taken: its folder, its name, how it is shown.

    `stated` is what a person says of it; of a page in an archive, what that says.
    """

    folder: str = ""
    file: str = ""
    shown: str = ""
    stated: Stated = UNSTATED


@dataclass(slots=True)
class _Taker:
    """Takes one thing after the other into a case; `copies` unless only looking."""

    case: Path
    provenance: str
    restricted: bool
    limits: Limits
    copies: bool = True
    stated: Stated = UNSTATED
    seen: dict[str, set[Capture]] = field(default_factory=dict)
    bindings: Bindings = field(default_factory=Bindings)
    parts: Counter[str] = field(default_factory=Counter)
    here: _Here = field(default_factory=_Here)

    def belonging(self) -> Iterator[Note | Bound]:
        """Yield what belongs together, and what is said to and did not come."""
        for notice, file in self.bindings.missing():
            yield Note(notice, f"{file}, which its sidecar attaches, was not loaded")
        yield from self.bindings.found()

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
            yield from self._folder(path, name)
        elif is_file:
            yield from self._file(path, name)
        else:
            what = "no file or folder" if is_there else "not there"
            yield Quarantined(name, "", f"it is {what}", "check the name")

    def _folder(self, folder: Path, name: str) -> _Taken:
        walked = list(walk(folder, name, apart=self.case))
        names = frozenset(shown for _, shown in walked)
        for found, shown in walked:
            page = page_folders.page_of(shown, names)
            if isinstance(found, Quarantined):
                yield found
            elif page and not self._stays(shown, head_of(found)):
                self.parts[page] += 1
            else:
                yield from self._file(found, shown)
        yield from self._belonging()

    def _belonging(self) -> Iterator[Note]:
        """Yield how many files belong to each saved page, once."""
        for page, count in sorted(self.parts.items()):
            yield Note(page, page_folders.belonging(count))
        self.parts.clear()

    def _stays(self, name: str, head: bytes) -> bool:
        """Say whether a file in the folder of a page may be a record of its own."""
        if page_folders.stays(name, head):
            return True
        return page_folders.may_be_frame(name) and any(
            loader.sniff(head, name) for loader in discovery.loaders()
        )

    def _file(self, file: Path, name: str) -> _Taken:
        if file.name.endswith((SIDECAR, CAPTURE)):
            return
        try:
            self.here = self._stated_of(file, name)
            with opened(file, name) as stream:
                yield from _counted(self._opened(stream, file, name))
            yield from self._belonging()
        except SourceError as error:
            yield Quarantined(error.path, error.locator, error.problem, error.hint)

    def _stated_of(self, file: Path, name: str) -> _Here:
        """Return what is stated of a file: by its sidecar, else of all files."""
        folder = file.resolve().parent.as_posix()
        sidecar = file.with_name(file.name + CAPTURE)
        stated = sidecars.read(sidecar) if sidecar.is_file() else self.stated
        return _Here(folder, plain_name(file.name), name, stated)

    def _opened(self, stream: BinaryIO, file: Path, name: str) -> _Taken:
        meter = Meter(name, os.fstat(stream.fileno()).st_size, self.limits)
        kind = kind_of(stream)
        if kind in CONTAINERS:
            self._refuse_address(name)
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
                shown = f"{name}//{shown_name(member.name)}" if member.name else name
                yield from self._member(member, kind, shown, meter, depth)
        except DAMAGE as error:
            hint = "fetch it again; what came before the damage was taken"
            raise SourceError(name, "", damaged(error, kind), hint=hint) from error

    def _refuse_address(self, name: str) -> None:
        if self.here.stated.capture.url:
            problem = "an address is that of one page, and this is an archive"
            hint = "unpack it and give each page a sidecar: NAME.capture.toml"
            raise SourceError(name, "", problem, hint=hint)

    def _check_depth(self, name: str, depth: int) -> None:
        if depth > self.limits.depth:
            problem = f"archives are nested more than {self.limits.depth} deep"
            raise SourceError(name, "", problem, hint=_TOO_DEEP)

    def _member(
        self, member: Member, kind: str, name: str, meter: Meter, depth: int
    ) -> _Taken:
        refusal = member.refusal
        if name.endswith(SIDECAR):
            refusal = "a column map from an archive is not trusted: put it into maps/"
        if name.endswith(CAPTURE):
            refusal = "what an archive says of its own files is not trusted"
        if member.note:
            yield Note(name, member.note)
            return
        if refusal or member.stream is None:
            yield Quarantined(name, "", refusal, "unpack the archive and load the file")
            return
        try:
            head = member.stream.read(_HEAD)
            if member.page and not self._stays(name, head):
                self.parts[f"{name.removesuffix(member.name)}{member.page}"] += 1
                return
            pieces = chain((head,), chunks(member.stream))
            spooled = self._spool(pieces, name, meter)
        except DAMAGE as error:
            if kind == "tar":  # what follows in it cannot be found
                raise
            yield Quarantined(name, "", damaged(error, kind), "fetch it again")
            return
        try:
            if member.capture != UNSAID:
                self.here = replace(self.here, stated=Stated(member.capture))
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
            return self._spool(ahead(unpacked(stream, kind)), name, meter)
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
        if plain:
            place(plain.file, self.case / "texts" / received.sha256)
        place(received.file, file)
        if plain:
            file = self.case / "texts" / received.sha256
        yield from self._seen(file, received.sha256, name)

    def _seen(self, file: Path, digest: str, name: str) -> _Taken:
        """Yield bytes as a source, again only where another address is said of them."""
        here, capture = self.here, self.here.stated.capture
        inner = name.removeprefix(here.shown) if name.startswith(here.shown) else ""
        placed = Placed(
            digest, file, places(here.folder, here.file, inner), capture.url
        )
        self.bindings.placed.append(placed)
        if here.stated.attach:
            self.bindings.attach.append((placed, here.stated.attach))
        known = self.seen.get(digest)
        if known is None or capture not in known | {UNSAID}:
            yield Source(
                digest, name, file, self.provenance, self.restricted, "", capture
            )
        self.seen.setdefault(digest, set()).add(capture)

    def _keep_map(self, file: Path, digest: str) -> None:
        """Keep the column map that lies beside a table, under the table's hash."""
        for name in (file.name, plain_name(file.name)):
            sidecar = file.with_name(name + SIDECAR)
            if sidecar.is_file():
                with opened(sidecar, sidecar.name) as stream:
                    spooled = self._spool(chunks(stream), sidecar.name)
                target = self.case / "maps" / f"{digest}.toml"
                target.parent.mkdir(parents=True, exist_ok=True)
                spooled.file.replace(target)
                return

    def _spool(
        self, pieces: Iterator[bytes], name: str, meter: Meter | None = None
    ) -> Spooled:
        return spool(self.case / "sources", pieces, name, meter)


def _counted(taken: _Taken) -> _Taken:
    """Yield what one file gives, archives that lie too deep in it as one at the end."""
    deep: list[Quarantined] = []
    for item in taken:
        if isinstance(item, Quarantined) and item.hint == _TOO_DEEP:
            deep.append(item)
        else:
            yield item
    if deep:
        more = f" (and {len(deep) - 1} more like it)" if len(deep) > 1 else ""
        first = deep[0]
        yield Quarantined(first.path, first.locator, first.reason + more, first.hint)

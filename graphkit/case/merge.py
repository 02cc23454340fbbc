"""Merges: another person's pack joined into a case, all of it or nothing.

Sources join by hash and rows of the log by id, so merging twice changes nothing, and
who merges into whom does not matter. Everything is looked at before anything is kept:
a pack that is damaged, hostile or newer is refused in one sentence.
"""

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from graphkit.case import arrivals, foreign, placing
from graphkit.case.folder import plainly
from graphkit.case.ledger import Ledger, LogRow
from graphkit.case.pack import (
    FORMAT,
    LOG,
    MANIFEST,
    SOURCES,
    Entry,
    Manifest,
    files_of,
    is_own,
)
from graphkit.case.receipts import Received
from graphkit.errors import CaseError, SourceError
from graphkit.reading import spools
from graphkit.reading.archives import DAMAGE, Limits, Meter, damaged
from graphkit.source import PROVENANCES

KEEPS = ("ours", "theirs")
_MANIFEST_BYTES = 64 << 20
_LINES_BYTES = 256 << 20


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought; `restricted` sources were left out of the pack.

    `contradictions`, filled by the caller once the case is built, name every judgement
    that clashes now.
    """

    sources: int
    rows: int
    files: int
    restricted: int
    contradictions: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "sources": self.sources,
            "rows": self.rows,
            "files": self.files,
            "restricted": self.restricted,
            "contradictions": [*self.contradictions],
        }

    def __str__(self) -> str:
        """Say it in a line or two."""
        said = (
            f"{self.sources:,} new sources, {self.rows:,} new rows of the log, "
            f"{self.files:,} new files"
        )
        if self.restricted:
            said += f"\n{self.restricted:,} restricted sources are not in the pack"
        return said


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decided before a merge.

    `keep` says whose file stays where both have one of a name; `mix` lets invented
    records and others together; `erase` lets go of bytes that the other erased.
    """

    keep: str = ""
    mix: bool = False
    erase: bool = False

    def __post_init__(self) -> None:
        """Refuse a word that says nobody's."""
        if self.keep not in ("", *KEEPS):
            raise CaseError(f"keep whose? {self.keep!r} is neither ours nor theirs")


def look(file: Path) -> Manifest:
    """Return what a pack says it holds. Raises CaseError where it is none."""
    with _opened(file) as pack:
        return pack.manifest


def take(case: Path, file: Path, choices: Choices | None = None) -> Merged:
    """Join a pack into a case; what it means is for `build` to say.

    Raises CaseError where the pack cannot be trusted, or a choice is needed; the case
    is then as it was.
    """
    with (
        Ledger.open(case, write=True, doing="merge") as ledger,
        plainly(case),
        _opened(file) as pack,
    ):
        merging = _Merging(ledger, pack, choices or Choices())
        return merging.merge()


class _Receiving(msgspec.Struct, forbid_unknown_fields=True):
    """A line of `sources.jsonl`."""

    sha256: foreign.Hash
    path: foreign.Text
    provenance: str
    restricted: bool | Literal[0, 1]
    size: Annotated[int, msgspec.Meta(ge=0)]
    log: foreign.Uid


@dataclass(slots=True)
class _Pack:
    """A pack that is open: its manifest agrees with the names in it."""

    file: Path
    archive: zipfile.ZipFile
    manifest: Manifest
    meter: Meter

    def refusal(self, problem: str, hint: str = "") -> CaseError:
        return CaseError(
            f"{self.file.name}: {problem}",
            hint=hint or "ask for the pack again; the case is as it was",
        )

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of an entry, no more of them than the manifest says."""
        left = self.manifest.entries[name].size
        try:
            with self.archive.open(name) as stream:
                while piece := stream.read(1 << 20):
                    left -= len(piece)
                    if left < 0:
                        raise self.refusal(f"{name} holds more than it should")
                    self.meter.weigh(len(piece))
                    yield piece
        except DAMAGE as error:
            raise self.refusal(damaged(error, "zip")) from error
        except SourceError as error:
            raise self.refusal(error.problem) from error
        if left:
            raise self.refusal(f"{name} is cut off")

    def lines(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Yield the lines of an entry with their places, once it is whole."""
        if self.manifest.entries[name].size > _LINES_BYTES:
            raise self.refusal(f"{name} is larger than any log")
        text = b"".join(self.pieces(name))
        if sha256(text).hexdigest() != self.manifest.entries[name].sha256:
            raise self.refusal(f"{name} is damaged")
        for number, line in enumerate(text.split(b"\n"), 1):
            if line.strip():
                yield f"{name}, line {number}", line


@contextmanager
def _opened(file: Path) -> Iterator[_Pack]:
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(file))
            manifest = _manifest(archive)
        except FileNotFoundError as error:
            raise CaseError(f"{file}: there is no such file") from error
        except (*DAMAGE, msgspec.MsgspecError) as error:
            raise CaseError(
                f"{file.name}: it is no pack of a case, or it is damaged",
                hint="`graphkit pack FILE` makes one; the case is as it was",
            ) from error
        pack = _Pack(
            file, archive, manifest, Meter(file.name, file.stat().st_size, Limits())
        )
        _check(pack)
        yield pack


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    with archive.open(MANIFEST) as stream:
        text = stream.read(_MANIFEST_BYTES)
    version = msgspec.json.decode(text).get("format", 0)
    if isinstance(version, int) and version > FORMAT:
        raise CaseError(
            f"it was packed by a newer graphkit: its format is {version}, "
            f"this one knows {FORMAT}",
            hint="install a newer graphkit; the case is as it was",
        )
    return msgspec.json.decode(text, type=Manifest)


def _check(pack: _Pack) -> None:
    """Refuse names that lead away, are there twice, or are not what is promised."""
    names = pack.archive.namelist()
    promised = {MANIFEST, *pack.manifest.entries}
    if len(names) != len(set(names)) or set(names) != promised:
        raise pack.refusal("what is in it is not what it promises")
    for name, entry in pack.manifest.entries.items():
        is_source = name == f"sources/{entry.sha256}"
        if not (name in (LOG, SOURCES) or is_source or is_own(name)):
            raise pack.refusal(f"a pack has no entry {name[:200]!r}")
    if not {LOG, SOURCES} <= promised:
        raise pack.refusal("it has no log")


@dataclass(slots=True)
class _Merging:
    """One merge, step by step; nothing is kept before `_keep`."""

    ledger: Ledger
    pack: _Pack
    choices: Choices
    rows: list[LogRow] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    staged: dict[str, spools.Spooled] = field(default_factory=dict)

    def merge(self) -> Merged:
        known = {row.uid: row for row in self.ledger.rows()}
        self.rows = [row for row in self._rows(known) if row.uid not in known]
        self.received = list(self._receivings({*known, *(r.uid for r in self.rows)}))
        new = self._new_sources()
        own = self._own_files()
        self._refuse_mixture()
        self._refuse_erasure()
        try:
            wanted = [f"sources/{one}" for one in self._lacking()]
            for name in (*wanted, *own):
                self._stage(name, self.pack.manifest.entries[name])
            self._keep(own)
        finally:
            for staged in self.staged.values():
                staged.file.unlink(missing_ok=True)
        restricted = self.pack.manifest.restricted
        return Merged(len(new), len(self.rows), len(own), restricted)

    def _rows(self, known: Mapping[str, LogRow]) -> Iterator[LogRow]:
        met: dict[str, LogRow] = {}
        for place, line in self.pack.lines(LOG):
            try:
                row = foreign.read(line)
            except CaseError as error:
                raise self.pack.refusal(f"{place}: {error}") from error
            before = known.get(row.uid) or met.get(row.uid)
            if before is not None and not foreign.is_equal(before, row):
                raise self.pack.refusal(
                    f"{place}: row {row.uid} is there already, and says other"
                )
            if row.uid not in met:
                met[row.uid] = row
                yield row

    def _receivings(self, rows: set[str]) -> Iterator[Received]:
        for place, line in self.pack.lines(SOURCES):
            try:
                one = msgspec.json.decode(line, type=_Receiving)
            except (msgspec.MsgspecError, RecursionError) as error:
                raise self.pack.refusal(f"{place}: {error}") from error
            if one.provenance not in PROVENANCES or one.log not in rows:
                raise self.pack.refusal(f"{place}: it belongs to no load of the log")
            yield Received(
                one.sha256,
                one.path,
                one.provenance,
                bool(one.restricted),
                one.size,
                one.log,
            )

    def _new_sources(self) -> set[str]:
        known = {one.sha256 for one in self.ledger.receipts()}
        return {one.sha256 for one in self.received} - known

    def _erased(self) -> set[str]:
        """Return the sources that anybody erased."""
        rows = (*self.ledger.rows("erase"), *self.rows)
        return {row.body["source"] for row in rows if row.kind == "erase"}

    def _lacking(self) -> list[str]:
        """Return the hashes whose bytes the case has yet to get, sorted."""
        needed = {one.sha256 for one in self.received} - self._erased()
        needed |= {sha256 for row in self.rows for sha256 in files_of(row)}
        folder = self.ledger.folder.sources
        lacking = sorted(one for one in needed if not (folder / one).is_file())
        for one in lacking:
            if f"sources/{one}" not in self.pack.manifest.entries:
                raise self.pack.refusal(f"the bytes of {one[:12]} are not in it")
        return lacking

    def _own_files(self) -> list[str]:
        """Return the names of the user's own files to take; CaseError for a clash."""
        root, taken = self.ledger.folder.root, []
        for name, entry in sorted(self.pack.manifest.entries.items()):
            if not is_own(name):
                continue
            there = root / name
            if not there.exists():
                taken.append(name)
            elif not there.is_file() or _hash(there) != entry.sha256:
                if not self.choices.keep:
                    raise CaseError(
                        f"both cases have a file {name}, and they differ",
                        hint="--keep ours or --keep theirs, or make them alike first",
                    )
                if self.choices.keep == "theirs":
                    taken.append(name)
        return taken

    def _refuse_mixture(self) -> None:
        receipts = self.ledger.receipts()
        ours = {one.provenance for one in receipts if not one.erased}
        both = ours | {one.provenance for one in self.received}
        is_mixed = "invented" in ours and len(ours) > 1
        if "invented" in both and len(both) > 1 and not (is_mixed or self.choices.mix):
            raise CaseError(
                "invented and other records would mix", hint="say --mix if they may"
            )

    def _refuse_erasure(self) -> None:
        held = {one.sha256: one for one in self.ledger.receipts() if not one.erased}
        going = [
            held[row.body["source"]]
            for row in self.rows
            if row.kind == "erase" and row.body["source"] in held
        ]
        if going and not self.choices.erase:
            raise CaseError(
                f"who made the pack erased {going[0].path}, which this case holds",
                hint="--erase lets its bytes go here, too",
            )

    def _stage(self, name: str, entry: Entry) -> None:
        staged = spools.spool(self.ledger.folder.sources, self.pack.pieces(name), name)
        self.staged[name] = staged
        if staged.sha256 != entry.sha256:
            raise self.pack.refusal(f"{name} is damaged")

    def _keep(self, own: list[str]) -> None:
        """Give everything its place: bytes, then rows at once, then own files."""
        folder = self.ledger.folder
        for name, staged in self.staged.items():
            try:
                spools.keep_bytes(staged, folder.root, name, self.pack.meter)
            except DAMAGE as error:
                raise self.pack.refusal(f"{name}: {damaged(error, '')}") from error
            except SourceError as error:
                raise self.pack.refusal(error.problem) from error
        setting = placing.written({name: self.staged[name].sha256 for name in own})
        settings = {placing.SETTING: setting} if setting else {}
        self.ledger.adopt(self.rows, self.received, settings)
        self.ledger.settle()
        for one in self._erased():
            arrivals.drop(folder, one)


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return spools.sha256_of(stream)

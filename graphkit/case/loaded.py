"""What was loaded: of each file what was read, what was not, why, and what to do."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from graphkit import tables
from graphkit.case import generations, leftovers
from graphkit.case.generations import Generation
from graphkit.case.ledger import Ledger
from graphkit.reading.intake import Quarantined
from graphkit.reading.unread import LISTED, Names

NO_LOADER = "none"


class FileRead(msgspec.Struct, frozen=True):
    """One file: its counts, and the names of what nothing was read from.

    Of `unread` each name has the number of records, out of `looked`, that hold it.
    `looked` is 0 where its loader does not tell.
    """

    path: str
    source: str
    loader: str
    records: int
    tenders: int
    statements: int
    looked: int
    unread: Names
    quarantined: tuple[Quarantined, ...]


class LoaderRead(msgspec.Struct, frozen=True):
    """All files of one loader together."""

    loader: str
    files: int
    records: int
    tenders: int
    statements: int
    looked: int
    unread: Names
    quarantined: int


@dataclass(frozen=True, slots=True)
class LoadReport:
    """The files of a case by path, and what never became a source of it.

    `tenders` are those of each loader: files may be about the same.
    """

    files: tuple[FileRead, ...]
    refused: tuple[Quarantined, ...]
    tenders: Mapping[str, int]

    @property
    def records(self) -> int:
        """The records of all files."""
        return sum(one.records for one in self.files)

    @property
    def statements(self) -> int:
        """The statements of all files."""
        return sum(one.statements for one in self.files)

    @property
    def unread(self) -> tuple[Quarantined, ...]:
        """What is not read: files that were refused, then what is in others."""
        return (*self.refused, *(q for one in self.files for q in one.quarantined))

    def loaders(self) -> tuple[LoaderRead, ...]:
        """Return the same by loader, by name; files without one come last."""
        names = sorted({one.loader for one in self.files}, key=lambda n: (not n, n))
        return tuple(
            _together(name, self.files, self.tenders.get(name, 0)) for name in names
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "files": msgspec.to_builtins(self.files),
            "loaders": msgspec.to_builtins(self.loaders()),
            "refused": msgspec.to_builtins(self.refused),
        }


def report(case: Path) -> LoadReport:
    """Return what the files of a case gave, as its tables stand now."""
    with Ledger.open(case) as ledger:
        refused = [item for left in leftovers.of(ledger) for item in left.refused]
        paths = {one.sha256: one.path for one in ledger.receipts()}
        is_built = generations.is_built(ledger.folder, ledger.current)
        current = Generation(ledger.folder.generation(ledger.current))
        files = files_of(current, paths) if is_built else ()
        tenders = _tenders(current, "s.loader") if is_built else {}
    return LoadReport(_mended(files), tuple(dict.fromkeys(refused)), tenders)


def files_of(current: Generation, paths: Mapping[str, str]) -> tuple[FileRead, ...]:
    """Return what those sources gave whose paths are given by SHA-256, by path."""
    return tuple(sorted(_read(current, paths), key=lambda one: (one.path, one.source)))


def _read(current: Generation, paths: Mapping[str, str]) -> Iterator[FileRead]:
    tenders = _tenders(current, "s.source")
    for row in current.manifest["sources"]:
        if row["source"] not in paths:
            continue
        yield FileRead(
            paths[row["source"]],
            row["source"],
            row["loader"],
            row["records"],
            tenders.get(row["source"], 0),
            row["statements"],
            row.get("looked", 0),
            tuple((name, count) for name, count in row.get("unread", ())),
            tuple(msgspec.convert(row["problems"], list[Quarantined])),
        )


def _tenders(current: Generation, by: str) -> Mapping[str, int]:
    """Return how many tenders the documents of each source or loader are about."""
    edges = tables.literal(
        current.tables / "edges" / "DOCUMENTED_BY.Tender.Document.parquet"
    )
    nodes = tables.literal(current.tables / "nodes" / "Document.parquet")
    sources = tables.literal(current.tables / "sources.parquet")
    with tables.connect() as connection:
        found = connection.execute(
            f"SELECT {by}, count(DISTINCT e.src) FROM read_parquet({edges}) e "
            f"JOIN read_parquet({nodes}) d ON d.uid = e.dst "
            f"JOIN read_parquet({sources}) s ON s.source = d.source GROUP BY {by}"
        ).fetchall()
    return dict(found)


def _mended(files: Sequence[FileRead]) -> tuple[FileRead, ...]:
    """Return files without those that came again, under their path, and were read."""
    read = {one.path for one in files if one.records}
    return tuple(
        msgspec.structs.replace(one, quarantined=())
        if not one.records and one.path in read
        else one
        for one in files
    )


def _together(loader: str, every: Sequence[FileRead], tenders: int) -> LoaderRead:
    files = [one for one in every if one.loader == loader]
    names: Counter[str] = Counter()
    for one in files:
        names.update(dict(one.unread))
    unread = sorted(names.items(), key=lambda one: (-one[1], one[0]))
    return LoaderRead(
        loader or NO_LOADER,
        len(files),
        sum(one.records for one in files),
        tenders,
        sum(one.statements for one in files),
        sum(one.looked for one in files),
        tuple(unread[:LISTED]),
        sum(len(one.quarantined) for one in files),
    )

"""From files to tables, index and graph: every step, in order, forwards only.

A generation is switched to in one transaction, and readers of the one before are not
disturbed. What ends in the middle is gone on with by the next `build`.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from graphkit.case import (
    arrivals,
    builder,
    editions,
    generations,
    leftovers,
    loaded,
    mapping,
    standing,
)
from graphkit.case.folder import plainly
from graphkit.case.generations import Generation
from graphkit.case.ledger import Ledger
from graphkit.case.leftovers import Load
from graphkit.case.loaded import FileRead
from graphkit.case.readings import Progress
from graphkit.case.standing import pending, status
from graphkit.errors import SourceError
from graphkit.reading.intake import Note, Quarantined
from graphkit.reading.sidecars import Stated
from graphkit.source import UNSAID, Capture

__all__ = ["LoadSummary", "build", "generation", "load", "pending", "status"]


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What a load brought: new `sources` and what was read from them.

    `quarantined` names what could not be read of all files given, also of those
    that were there before. `notes` say what was left out or belongs together, `files`
    what each file given holds. `chains`, filled by the caller, counts those of the
    whole case by grade.
    """

    sources: int
    records: int
    statements: int
    quarantined: tuple[Quarantined, ...]
    seconds: float
    revision: str
    chains: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    files: tuple[FileRead, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "sources": self.sources,
            "records": self.records,
            "statements": self.statements,
            "quarantined": msgspec.to_builtins(self.quarantined),
            "chains": dict(self.chains),
            "notes": msgspec.to_builtins(self.notes),
            "files": msgspec.to_builtins(self.files),
            "seconds": round(self.seconds, 3),
            "revision": self.revision,
        }


def load(
    case: Path,
    paths: Sequence[Path],
    *,
    provenance: str = "primary",
    restricted: bool = False,
    mix: bool = False,
    strict: bool = False,
    stated: Capture = UNSAID,
    attach: Sequence[Path] = (),
    workers: int | None = None,
    dask: str = "",
    progress: Progress | None = None,
) -> LoadSummary:
    """Keep files, folders and archives in a case, and build it.

    Loading again what is there changes nothing. `strict` raises SourceError at the
    first problem, and nothing of that file is recorded. Records that are `invented`
    and others come into one case only with `mix`; else CaseError.
    """
    started = time.monotonic()
    for path in (*paths, *attach):
        if not path.exists():
            raise SourceError(str(path), "", "there is no such file or folder")
    with Ledger.open(case, write=True, doing="load") as ledger, plainly(case):
        arrived = arrivals.receive(
            ledger,
            (*paths, *attach),
            provenance=provenance,
            restricted=restricted,
            mix=mix,
            strict=strict,
            stated=_stated(paths, stated, attach),
        )
        new = [arrived.met[sha256] for sha256 in sorted(arrived.new)]
        arrived.notes += mapping.keep_proposed(ledger, new)
        built = builder.build(ledger, workers=workers, dask=dask, progress=progress)
        summary = _summary(arrived, built, time.monotonic() - started)
        given = Load(
            leftovers.absolute(paths),
            provenance,
            restricted,
            mix,
            stated,
            leftovers.absolute(attach),
        )
        is_whole = not summary.quarantined
        leftovers.keep(ledger, given, arrived.refused, is_whole=is_whole)
    return summary


def build(
    case: Path,
    *,
    new_catalogue: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
) -> str:
    """Bring the tables, index and graph to what the logs say; return the revision.

    Nothing is done twice: what was read or built from equal inputs is used again,
    unless its files were damaged.
    """
    with Ledger.open(case, write=True, doing="build") as ledger, plainly(case):
        if new_catalogue:
            editions.pin(ledger, "build --catalogue new")
        built = builder.build(ledger, check=True, workers=workers, progress=progress)
    return built.revision


@contextmanager
def generation(case: Path) -> Iterator[Generation]:
    """Hold the current generation for reading; its `pending` says what it lacks.

    Where `derived/` was deleted it is built first.
    """
    with Ledger.open(case) as ledger:
        is_built = generations.is_built(ledger.folder, ledger.current)
        behind = standing.pending_of(ledger) if is_built else ()
    if not is_built:
        build(case)
    with generations.held(case) as held:
        yield Generation(held.folder, behind)


def _stated(
    paths: Sequence[Path], stated: Capture, attach: Sequence[Path]
) -> Mapping[Path, Stated]:
    """Return what is said of each path; SourceError where it can be of one file only.

    Files that are attached are said to be saved with the notice, not at its address.
    """
    if (stated.url or attach) and not (len(paths) == 1 and paths[0].is_file()):
        raise SourceError(
            str(paths[0]),
            "",
            "an address and attached files are those of one notice",
            hint="give each notice a sidecar: NAME.capture.toml",
        )
    about = {path: Stated(stated, tuple(attach)) for path in paths}
    return about | {path: Stated(replace(stated, url="")) for path in attach}


def _summary(
    arrived: arrivals.Arrivals, built: Generation, seconds: float
) -> LoadSummary:
    read = {row["source"]: row for row in built.manifest["sources"]}
    rows = [read[sha256] for sha256 in arrived.met if sha256 in read]
    new = [row for row in rows if row["source"] in arrived.new]
    problems = [
        msgspec.convert(problem, Quarantined)
        for row in rows
        for problem in row["problems"]
    ]
    return LoadSummary(
        sources=len(new),
        records=sum(row["records"] for row in new),
        statements=sum(row["statements"] for row in new),
        quarantined=(*arrived.refused, *problems),
        seconds=seconds,
        revision=built.revision,
        notes=(*arrived.notes, *arrivals.told(arrived)),
        files=loaded.files_of(
            built, {one.sha256: one.path for one in arrived.met.values()}
        ),
    )

"""Reading: every source once, in parts, by the loader its content asks for.

What a source says is kept in a folder named after all it depends on: its bytes, the
loader and its version, the catalogue, the column map. It is read in `<key>.part`,
which is renamed when it is whole; what was read before is not read again.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from graphkit import tables
from graphkit.catalogue_files import Edition
from graphkit.errors import SourceError
from graphkit.identity import digest
from graphkit.loaders import Loader
from graphkit.reading import statement_json
from graphkit.reading.bindings import SCAN
from graphkit.reading.discovery import Recognised, loader_of, loaders
from graphkit.reading.intake import Quarantined
from graphkit.reading.part_tables import Counts
from graphkit.reading.parts import cut
from graphkit.reading.problems import listed
from graphkit.reading.unread import Names, summed
from graphkit.reading.workers import Job, edition_of, prepare, run
from graphkit.source import Source
from graphkit.statements import Problem
from graphkit.tables import STATEMENT_COLUMNS

__all__ = ["Reading", "loader_of", "loaders", "read", "read_key", "statements_json"]

Progress = Callable[[int], None]
"""Called with the number of bytes that were read since the last call."""

Spread = Callable[[Sequence[Job]], Iterator[tuple[Job, Counts]]]

DONE = "problems.json"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source gave: a folder of tables, and what could not be read.

    `loader` is empty where no loader knows the source. The tables are
    `NNNN.statements.parquet` and `NNNN.records.parquet`, in file order. `unread` are
    names of what no loader read, each with in how many of the `looked` records.
    """

    source: Source
    loader: str
    version: int
    key: str
    folder: Path
    records: int
    statements: int
    problems: tuple[Quarantined, ...]
    looked: int = 0
    unread: Names = ()


class _Done(msgspec.Struct, frozen=True):
    """What `problems.json` holds: it is written last, so a folder with it is whole."""

    records: int
    statements: int
    problems: tuple[Problem, ...]
    looked: int = 0
    unread: Names = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a source is to be read; without a loader `problem` says why it is not.

    A scan has neither: its transcript is read.
    """

    source: Source
    loader: Loader | None
    problem: Problem | None
    columns: str
    key: str
    folder: Path

    @property
    def unfinished(self) -> Path:
        """The folder while it is being made."""
        return self.folder.with_name(f"{self.key}.part")

    @property
    def is_done(self) -> bool:
        """Whether the source was read before."""
        return (self.folder / DONE).is_file()


def read(
    sources: Sequence[Source],
    out: Path,
    catalogue_folder: Path | None = None,
    maps_folder: Path | None = None,
    *,
    shipped: Path | None = None,
    workers: int | None = None,
    dask: str = "",
    progress: Progress | None = None,
) -> list[Reading]:
    """Read sources into folders below `out`; return what each gave, in their order.

    `shipped` is the edition of our own catalogue, where it is not this release's.
    `workers` is the most processes to use, by default one for each core; small
    sources are read in this one. With `dask` the cluster of that scheduler reads.
    Raises CaseError where a process dies, or the cluster cannot be used.
    """
    edition = edition_of(catalogue_folder, shipped)
    prepare(edition)
    recognised = Recognised(out / "loaders.json")
    plans = [
        _plan(source, out, recognised, edition.digest, maps_folder)
        for source in sources
    ]
    recognised.save()
    waiting = {plan.key: plan for plan in plans if not plan.is_done}
    advance = progress or _unheard
    for plan in plans:
        if waiting.get(plan.key) is not plan:
            advance(plan.source.file.stat().st_size)
    spread = partial(run, workers=workers, dask=dask)
    _read_all(waiting, edition, spread, advance)
    return [_reading(plan) for plan in plans]


def read_key(
    source: Source, loader: Loader, catalogue_digest: str, map_digest: str = ""
) -> str:
    """Return the name of the folder that holds what a source gave."""
    role = (source.role,) if source.role else ()
    version = f"{loader.VERSION} {','.join(STATEMENT_COLUMNS)}"
    return digest(
        source.sha256, loader.NAME, version, catalogue_digest, map_digest, *role
    )


def statements_json(reading: Reading) -> Iterator[dict[str, Any]]:
    """Yield what a source says as JSON objects, in file order."""
    return statement_json.statements_json(
        reading.folder,
        reading.source.file,
        path=reading.source.path,
        provenance=reading.source.provenance,
    )


def _plan(
    source: Source, out: Path, recognised: Recognised, catalogue: str, maps: Path | None
) -> _Plan:
    columns = ""
    if source.role == SCAN:
        key = digest(source.sha256, SCAN)
        return _Plan(source, None, None, "", key, out / key)
    try:
        loader = recognised.loader_of(source)
        column_map = getattr(loader, "column_map", None)
        if column_map is not None:
            columns = column_map(source, maps)
    except SourceError as error:
        problem = Problem(error.locator, error.problem, error.hint)
        key = digest(source.sha256, "", problem.reason, problem.hint)
        return _Plan(source, None, problem, "", key, out / key)
    key = read_key(source, loader, catalogue, digest(columns) if columns else "")
    return _Plan(source, loader, None, columns, key, out / key)


def _read_all(
    plans: Mapping[str, _Plan],
    edition: Edition,
    spread: Spread,
    advance: Progress,
) -> None:
    """Read what was not read yet; each folder is finished with its last part."""
    counts: dict[str, dict[int, Counts]] = {}
    jobs = [job for plan in plans.values() for job in _begin(plan, edition)]
    missing = Counter(job.key for job in jobs)
    for job, count in spread(jobs):
        counts.setdefault(job.key, {})[job.number] = count
        advance(job.part.end - job.part.start)
        if len(counts[job.key]) == missing[job.key]:
            _finish(plans[job.key], counts.pop(job.key))
    for key, plan in plans.items():
        if key not in missing:
            _finish(plan, {})
            advance(plan.source.file.stat().st_size)


def _begin(plan: _Plan, edition: Edition) -> list[Job]:
    """Make the folder of a source anew and return what there is to read."""
    shutil.rmtree(plan.unfinished, ignore_errors=True)
    plan.unfinished.mkdir(parents=True)
    if plan.loader is None:
        return []
    return [
        Job(plan.key, number, part, plan.loader.NAME, plan.unfinished, edition)
        for number, part in enumerate(cut(plan.source, plan.loader, plan.columns))
    ]


def _finish(plan: _Plan, counts: Mapping[int, Counts]) -> None:
    """Number the tables through, say what was found, and give the folder its name."""
    for kind in ("statements", "records"):
        for number, file in enumerate(tables.parts(plan.unfinished, kind)):
            file.rename(file.with_name(f"{number:04}.{kind}.parquet"))
    ordered = [counts[number] for number in sorted(counts)]
    records = sum(count.records for count in ordered)
    found = [problem for count in ordered for problem in count.problems]
    if plan.problem:
        found.append(plan.problem)
    statements = sum(count.statements for count in ordered)
    looked, unread = summed((count.looked, count.unread) for count in ordered)
    done = _Done(records, statements, listed(found, records), looked, unread)
    (plan.unfinished / DONE).write_bytes(msgspec.json.encode(done))
    shutil.rmtree(plan.folder, ignore_errors=True)
    plan.unfinished.rename(plan.folder)


def _reading(plan: _Plan) -> Reading:
    done = msgspec.json.decode((plan.folder / DONE).read_bytes(), type=_Done)
    path = plan.source.path
    problems = (Quarantined(path, p.locator, p.reason, p.hint) for p in done.problems)
    return Reading(
        plan.source,
        plan.loader.NAME if plan.loader else "",
        plan.loader.VERSION if plan.loader else 0,
        plan.key,
        plan.folder,
        done.records,
        done.statements,
        tuple(problems),
        done.looked,
        done.unread,
    )


def _unheard(size: int) -> None:
    """Take the progress that nobody asked for."""

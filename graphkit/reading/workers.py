"""Reading spread over processes, where there is enough to read.

Processes are spawned: each loads the catalogue once and takes one part after the other.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import TYPE_CHECKING

from graphkit.catalogue_files import Edition, catalogue_files, digest_of
from graphkit.errors import CaseError
from graphkit.reading.discovery import loaders
from graphkit.reading.part_tables import Counts, read_part
from graphkit.source import Part

if TYPE_CHECKING:
    from graphkit.terms import Terms

WORTH_PROCESSES = 32 << 20
"""Bytes below which starting processes takes longer than reading."""


@dataclass(frozen=True, slots=True)
class Job:
    """One part to read, with all that a fresh process needs to know.

    `key` names the source's folder, `folder` is where its tables go meanwhile.
    """

    key: str
    number: int
    part: Part
    loader: str
    folder: Path
    edition: Edition


def edition_of(folder: Path | None, shipped: Path | None) -> Edition:
    """Return the catalogue of a case's folder; it is loaded when it is needed."""
    from graphkit.catalogue import READING

    files = catalogue_files(folder, shipped=shipped)
    return Edition(folder, shipped, digest_of(files, READING))


def run(
    jobs: Sequence[Job], workers: int | None, dask: str = ""
) -> Iterator[tuple[Job, Counts]]:
    """Yield each job with what it gave, as they are done.

    With the address of a Dask scheduler they are read on its cluster. Raises CaseError
    where a process dies, CatalogueError where the catalogue is malformed.
    """
    if dask and jobs:
        from graphkit.reading import cluster  # an extra, and slow to load

        yield from cluster.run(jobs, dask)
        return
    size = sum(job.part.end - job.part.start for job in jobs)
    count = min(workers or os.cpu_count() or 1, len(jobs))
    if count < 2 or size < WORTH_PROCESSES:
        for job in jobs:
            yield job, read_job(job)
    else:
        yield from _spread(jobs, count)


def _spread(jobs: Sequence[Job], count: int) -> Iterator[tuple[Job, Counts]]:
    pool = ProcessPoolExecutor(
        count, mp_context=get_context("spawn"), initializer=end_with_parent
    )
    try:
        with hidden_main():
            pending = {pool.submit(read_job, job): job for job in jobs}
        for future in as_completed(pending):
            yield pending[future], future.result()
    except BrokenProcessPool as error:
        raise CaseError(
            "a process that was reading ended without a word, as when memory runs out",
            hint="try again with --workers 1",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def prepare(edition: Edition, *names: str) -> None:
    """Let the loaders of some names, by default all, read with an edition."""
    for loader in loaders():
        take = getattr(loader, "prepare", None)
        if take is not None and (not names or loader.NAME in names):
            take(edition)


def read_job(job: Job) -> Counts:
    """Read a part in this process and write its tables into the job's folder."""
    loader = next(one for one in loaders() if job.loader == one.NAME)
    prepare(job.edition, job.loader)
    return read_part(job.part, loader, _terms(job.edition), job.folder, job.number)


@lru_cache(maxsize=2)
def _terms(edition: Edition) -> "Terms":
    from graphkit.catalogue import Catalogue
    from graphkit.terms import Terms, examples

    terms = Terms(Catalogue.load(edition.folder, shipped=edition.shipped))
    examples.check(terms, edition)
    return terms


def end_with_parent() -> None:
    """Let this process end with the one that started it, also where that is killed.

    Else it would wait for work for ever, or write what somebody else writes by then.
    """
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


@contextmanager
def hidden_main() -> Iterator[None]:
    """Keep spawned processes from running the caller's script a second time.

    A process needs nothing from it, and a script without `if __name__ ==
    "__main__"` would start processes of its own for ever.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main

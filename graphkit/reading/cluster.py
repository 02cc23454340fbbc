"""Reading on somebody's Dask cluster: parts go out as bytes, tables come back.

The cluster needs no disk in common with this machine, only the same graphkit: that
the loaders and the catalogue are the same there is asked first.
"""

import threading
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from graphkit.catalogue_files import Edition, catalogue_files
from graphkit.errors import CaseError
from graphkit.reading import workers
from graphkit.reading.discovery import loaders
from graphkit.reading.part_tables import Counts
from graphkit.reading.workers import Job

SENT = 64 << 20
"""Bytes of the largest part that is sent; a larger one is read on this machine."""

HEAD = 64 << 10
"""Bytes of a source's beginning that go with each part: they tell its encoding."""

AHEAD = 2
"""Parts on their way for each thread of the cluster, so that none waits for work."""

AGAIN = 3
"""How often a part is sent again whose worker died."""

PATIENCE_S = 10

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A part with its bytes and the catalogue's files: all that reading needs."""

    job: Job
    size: int
    head: bytes
    content: bytes
    own: Files | None
    shipped: Files | None


def run(jobs: Sequence[Job], address: str) -> Iterator[tuple[Job, Counts]]:
    """Yield each job with what it gave, as the cluster is done with them.

    Raises CaseError where Dask is not installed, no scheduler answers at `address`,
    its workers have another graphkit, or they are lost.
    """
    with _client(address) as client:
        yield from _sent(client, [job for job in jobs if _length(job) <= SENT])
    for job in jobs:
        if _length(job) > SENT:
            yield job, workers.read_job(job)


def _length(job: Job) -> int:
    return job.part.end - job.part.start


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        import distributed
    except ImportError as error:
        raise CaseError(
            "--dask needs the package distributed, which is not installed",
            hint="install graphkit with its extra: .[dask]",
        ) from error
    connect: Any = distributed.Client  # it has no types
    try:
        client = connect(address, timeout=PATIENCE_S, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise CaseError(
            f"no Dask scheduler answers at {address}",
            hint="the address looks like tcp://HOST:8786; `dask scheduler` prints it",
        ) from error
    try:
        yield client
    except (distributed.KilledWorker, distributed.CancelledError, OSError) as error:
        if isinstance(error, OSError) and error.filename:
            raise  # of this machine's own disk
        raise CaseError(
            f"the Dask cluster at {address} lost what it was reading: {_line(error)}",
            hint="see that its workers have memory, and load again: nothing is lost",
        ) from error
    finally:
        client.close()


def _sent(client: Any, jobs: Sequence[Job]) -> Iterator[tuple[Job, Counts]]:
    """Send parts a few at a time, so that their bytes never fill this machine.

    A part that a worker took away with it when it died is sent again.
    """
    import distributed

    if not jobs:
        return
    as_completed: Any = distributed.as_completed
    threads = _threads(client, jobs)
    waiting = deque(jobs)
    flying: dict[Any, Job] = {}
    sent: Counter[int] = Counter()
    done = as_completed(loop=client.loop)

    def send() -> None:
        job = waiting.popleft()
        sent[id(job)] += 1
        parcel = client.scatter(_packed(job))
        future = client.submit(read_parcel, parcel, pure=False)
        flying[future] = job
        done.add(future)

    while waiting and len(flying) < AHEAD * threads:
        send()
    for future in done:
        job = flying.pop(future)
        try:
            counts, files = future.result()
        except distributed.CancelledError:  # its bytes were where it was to be read
            if sent[id(job)] > AGAIN:
                raise
            waiting.appendleft(job)
            send()
            continue
        for name, content in files.items():
            (job.folder / name).write_bytes(content)
        if waiting:
            send()
        yield job, counts


def _threads(client: Any, jobs: Sequence[Job]) -> int:
    """Return the cluster's threads; CaseError where its graphkit is not ours."""
    threads = int(sum(client.nthreads().values()))
    if not threads:
        raise CaseError(
            "the Dask cluster has no workers", hint="start some with `dask worker`"
        )
    parcel = replace(_packed(jobs[0]), head=b"", content=b"")
    ours = _reader(parcel.job.edition)
    there = client.run(_reader_there, parcel, on_error="return")
    for worker, reader in there.items():
        if reader != ours:
            raise CaseError(
                f"the Dask worker {worker} does not read as this graphkit does",
                hint="install the same graphkit, and the same loaders, on all workers",
            )
    return threads


def _reader(edition: Edition) -> tuple[str, ...]:
    """Return what tells how records are read: the catalogue, loaders, versions."""
    digest = workers.edition_of(edition.folder, edition.shipped).digest
    return digest, *sorted(f"{one.NAME}:{one.VERSION}" for one in loaders())


def _packed(job: Job) -> Parcel:
    source, edition = job.part.source, job.edition
    return Parcel(
        job,
        source.file.stat().st_size,
        source.head(HEAD),
        job.part.content(),
        _files(edition.folder, shipped=False),
        _files(edition.shipped, shipped=True),
    )


def _files(folder: Path | None, *, shipped: bool) -> Files | None:
    if folder is None:
        return None
    kept = {"shipped": folder} if shipped else {"folder": folder}
    found = catalogue_files(**kept)
    return {one.name: one.content for one in found if one.shipped == shipped}


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


# --- what runs on the cluster ---

_places: dict[str, tuple[TemporaryDirectory[str], Edition]] = {}
_placing = threading.Lock()


def read_parcel(parcel: Parcel) -> tuple[Counts, Files]:
    """Read a part that came as bytes; return counts and the tables by name."""
    job = parcel.job
    with TemporaryDirectory(prefix="graphkit-") as name:
        file, out = Path(name) / "source", Path(name) / "out"
        out.mkdir()
        _write(file, parcel)
        source = replace(job.part.source, file=file)
        part = replace(job.part, source=source)
        edition = _edition(parcel)
        there = replace(job, part=part, folder=out, edition=edition)
        counts = workers.read_job(there)
        return counts, {one.name: one.read_bytes() for one in sorted(out.iterdir())}


def _reader_there(parcel: Parcel) -> tuple[str, ...]:
    return _reader(_edition(parcel))


def _write(file: Path, parcel: Parcel) -> None:
    """Write a file in which the part lies where it lies in the whole source.

    What is not sent is a hole, so that places and the size of the source are true.
    """
    with file.open("wb") as stream:
        stream.write(parcel.head)
        stream.seek(parcel.job.part.start)
        stream.write(parcel.content)
        stream.truncate(parcel.size)


def _edition(parcel: Parcel) -> Edition:
    """Return the catalogue as it lies here, written once for each of its states."""
    given = parcel.job.edition
    if given.folder is None and given.shipped is None:
        return given
    with _placing:
        if given.digest not in _places:
            home = TemporaryDirectory(prefix="graphkit-catalogue-")
            own = _laid(Path(home.name) / "catalogue", parcel.own)
            shipped = _laid(Path(home.name) / "shipped", parcel.shipped)
            edition = Edition(own, shipped, given.digest)
            _places[given.digest] = (home, edition)
        return _places[given.digest][1]


def _laid(folder: Path, files: Files | None) -> Path | None:
    if files is None:
        return None
    for name, content in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    folder.mkdir(exist_ok=True)
    return folder

"""Readings: the cached reading of a case's sources, with the case's own catalogue."""

from collections.abc import Callable, Sequence

from graphkit import reading
from graphkit.case import editions
from graphkit.case.ledger import Ledger
from graphkit.reading import Reading
from graphkit.source import Source

Progress = Callable[[int, int], None]
"""Called with the bytes read so far and in all."""


def read(
    ledger: Ledger,
    sources: Sequence[Source],
    *,
    workers: int | None = None,
    dask: str = "",
    progress: Progress | None = None,
) -> list[Reading]:
    """Return what each source says, in the order given; nothing is read twice."""
    case = ledger.folder
    total = sum(source.file.stat().st_size for source in sources)
    return reading.read(
        sources,
        case.reads,
        case.catalogue,
        case.maps,
        shipped=editions.folder(ledger),
        workers=workers,
        dask=dask,
        progress=_summed(progress, total) if progress else None,
    )


def _summed(progress: Progress, total: int) -> Callable[[int], None]:
    done = 0

    def advance(size: int) -> None:
        nonlocal done
        done += size
        progress(done, total)

    return advance

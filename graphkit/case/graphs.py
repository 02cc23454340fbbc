"""The embedded graph of a generation: grown beside its tables, changed, drawn again."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from hashlib import blake2b, file_digest
from pathlib import Path
from queue import Empty, SimpleQueue
from types import ModuleType

from graphkit.case.generations import Generation
from graphkit.case.rejudging import MOST_GROWN, Rejudged


@contextmanager
def growing(file: Path, most: int) -> Iterator[Callable[[Path], object]]:
    """Give a function for finished tables: they are drawn beside what goes on.

    None may have more than `most` rows.
    """
    finished: SimpleQueue[Path | None] = SimpleQueue()
    with ThreadPoolExecutor(1) as pool:  # the engine leaves the interpreter alone
        drawing = pool.submit(_grow, iter(finished.get, None), file, most)
        try:
            yield finished.put
        except BaseException:  # whoever waits for the end waits for no more tables
            with suppress(Empty):
                while True:
                    finished.get_nowait()
            raise
        finally:
            finished.put(None)
        drawing.result()


def _grow(given: Iterable[Path], file: Path, most: int) -> None:
    embedded = _engine()
    if embedded:
        embedded.grow(given, file, most)


def draw(folder: Path, file: Path) -> bool:
    """Make the graph of the tables in a folder; False where there is no engine."""
    embedded = _engine()
    if embedded:
        embedded.build(folder, file)
    return embedded is not None


def _engine() -> ModuleType | None:
    # The engine has no wheel for every system; all but `ask` and `cypher` do without.
    try:
        from graphkit.store import embedded
    except ImportError:
        return None
    return embedded


def change(built: Generation, rejudged: Rejudged) -> int:
    """Make the graph; return how many bytes it had when it was last made anew."""
    if drawn := _unworn(rejudged.last):
        from graphkit.store.embedded_change import change as exchange

        if exchange(
            rejudged.last.graph, built.graph, built.tables, rejudged.gone, rejudged.new
        ):
            return drawn
    else:
        draw(built.tables, built.graph)
    return size(built)


def size(built: Generation) -> int:
    """Return how many bytes the graph has, 0 where no engine made one."""
    return built.graph.stat().st_size if built.graph.is_file() else 0


def _unworn(last: Generation) -> int:
    """Return how large a graph was made, 0 where it is not good for a change."""
    drawn: int = last.manifest.get("drawn", 0)
    if not drawn or hashed(last.graph) != last.manifest["graph"]:
        return 0
    return drawn if size(last) <= drawn * MOST_GROWN else 0


def hashed(*files: Path) -> str:
    """Return a hash of files' names and bytes; '' where the first is missing."""
    if not files or not files[0].is_file():
        return ""
    whole = blake2b(digest_size=16)
    for file in files:
        with file.open("rb") as stream:
            whole.update(file.name.encode() + file_digest(stream, "blake2b").digest())
    return whole.hexdigest()

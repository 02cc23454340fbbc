"""Index, chains and paths over invented tenders, at one size.

    python -m tests.benchmarks.chains TENDERS FOLDER

Prints one figure a line, as JSON. Tables and index are kept in FOLDER. Seconds are
those of the processor, so that what else a machine does is not counted; only the
deadline is one of the clock.
"""

import json
import random
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np

from graphkit.search import chains, index, paths
from graphkit.search.graph import Graph
from tests.benchmarks import measure, tenders

REPEATS = 5
PAIRS = 200
PATIENCE_S = 0.5
"""How much later than its deadline a search may answer."""

Figure = tuple[str, float]
"""What was measured, and seconds, megabytes or a number."""


def main(count: int, folder: Path) -> None:
    """Build the index in a process of its own, search it in this one, print."""
    folder.mkdir(parents=True, exist_ok=True)
    built = tenders.write(folder / "tables", count)
    shutil.rmtree(folder / "index", ignore_errors=True)
    making = "import sys; from pathlib import Path; from graphkit.search import index;"
    making += "index.build(Path(sys.argv[1]), Path(sys.argv[2]))"
    made = measure.python("-c", making, str(built), str(folder / "index"))
    if made.status:
        raise SystemExit(made.output)
    say("index built, seconds of the clock", made.seconds)
    say("index built, seconds of processors", made.processor)
    say("index built, MB", made.peak_mb)
    say("index opened", best(lambda: Graph.open(folder)))
    graph = Graph.open(folder)
    for figures in (chain_figures(graph), path_figures(graph)):
        for figure in figures:
            say(*figure)
    say("searching, MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


def say(what: str, value: float) -> None:
    """Print one figure."""
    print(json.dumps([what, value]), flush=True)


def chain_figures(graph: Graph) -> Iterator[Figure]:
    """Yield the least seconds of a search for chains, and how many there are."""
    issued = graph.index.edges.start[graph.index.of_type("ISSUED")]
    degrees = np.bincount(issued, minlength=graph.index.n_nodes)
    hub, usual = int(degrees.argmax()), int(np.abs(degrees - 30).argmin())
    for grade in ("E2", "E4"):
        for name, institution in (
            ("one institution", graph.index.uid(usual)),
            ("a hub", graph.index.uid(hub)),
            ("the whole case", ""),
        ):
            query = chains.ChainQuery(institution=institution, min_grade=grade)
            total = sum(chains.count(graph, query).values())
            yield (
                f"chains of {name}, {grade}",
                best(partial(chains.search, graph, query)),
            )
            yield f"chains of {name}, {grade}: how many there are", total


def path_figures(graph: Graph) -> Iterator[Figure]:
    """Yield p95 and worst of k = 10 paths of up to 6 hops over many random pairs."""
    for name, grade, pairs in drawn(graph.index):
        took, late = [], 0
        for start, end in pairs:
            query = paths.PathQuery(start, end, min_grade=grade)
            began = time.monotonic()
            took.append(timed(partial(paths.search, graph, query)))
            late += time.monotonic() - began > query.seconds + PATIENCE_S
        took.sort()
        said = f"paths, {name}, {grade}"
        yield f"{said}: p95", took[int(len(took) * 0.95)]
        yield f"{said}: worst", took[-1]
        yield f"{said}: later than their deadline", late


def drawn(at: index.Index) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Yield kinds of pairs with a grade, and the pairs: the same for the same index."""
    chance = random.Random(1)
    buyers = np.unique(at.edges.start[at.of_type("ISSUED")]).tolist()
    suppliers = np.unique(at.edges.end[at.of_type("AWARDED_TO")]).tolist()
    chips = [at.number("chip:a100"), at.number("chip:h100")]
    for name, ends in (
        ("institution to institution", buyers),
        ("institution to supplier", suppliers),
        ("institution to chip", chips),
    ):
        for grade in ("E2", "E4"):
            yield (
                name,
                grade,
                [
                    (at.uid(chance.choice(buyers)), at.uid(chance.choice(ends)))
                    for _ in range(PAIRS)
                ],
            )


def timed(work: Callable[[], object]) -> float:
    """Return the processor seconds that some work takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def best(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the least seconds of several runs."""
    return min(timed(work) for _ in range(repeats))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))

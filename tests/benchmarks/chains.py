"""Index, chains and paths over invented tenders: `python -m tests.benchmarks.chains`.

    python -m tests.benchmarks.chains [TENDERS] [FOLDER]

Prints one line for each figure. Tables and index are kept in FOLDER where it is given.
"""

import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np

from graphkit.search import chains, index, paths
from graphkit.search.graph import Graph
from tests.benchmarks import tenders

REPEATS = 5
PAIRS = 200


def main(arguments: list[str]) -> None:
    """Build in a folder, measure, print."""
    count = int(arguments[0]) if arguments else 100_000
    if len(arguments) > 1:
        run(count, Path(arguments[1]) / str(count))
        return
    with tempfile.TemporaryDirectory() as folder:
        run(count, Path(folder))


def run(count: int, folder: Path) -> None:
    """Print the figures for `count` tenders."""
    folder.mkdir(parents=True, exist_ok=True)
    built = tenders.write(folder / "tables", count)
    shutil.rmtree(folder / "index", ignore_errors=True)
    took = timed(lambda: index.build(built, folder / "index"))
    print(f"{count:,} tenders: index built in {took:.1f} s, {peak_mb():.0f} MB")
    print(f"opened in {1000 * best(lambda: Graph.open(folder)):.1f} ms")
    graph = Graph.open(folder)
    for name, took in chain_figures(graph):
        print(f"chains of {name}: {1000 * took:.1f} ms")
    for name, all_took in path_figures(graph):
        ordered = sorted(all_took)
        middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
        print(
            f"10 paths of 6 hops, {name}: median {1000 * middle:.1f} ms, "
            f"p95 {1000 * late:.1f} ms, worst {1000 * ordered[-1]:.1f} ms"
        )
    print(f"peak {peak_mb():.0f} MB")


def chain_figures(graph: Graph) -> Iterator[tuple[str, float]]:
    """Yield what was searched and the seconds it took at best."""
    issued = graph.index.edges.start[graph.index.of_type("ISSUED")]
    degrees = np.bincount(issued, minlength=graph.index.n_nodes)
    hub, usual = int(degrees.argmax()), int(np.abs(degrees - 30).argmin())
    for name, node in (("hub", hub), ("institution", usual)):
        uid, tenders_of = graph.index.uid(node), int(degrees[node])
        for grade in ("E2", "E4"):
            query = chains.ChainQuery(institution=uid, min_grade=grade)
            found = chains.search(graph, query)
            took = best(partial(chains.search, graph, query))
            said = f"{name} of {tenders_of:,} tenders, {grade}"
            yield f"{said} ({len(found.chains):,} chains)", took
    for grade in ("E2", "E4"):
        query = chains.ChainQuery(min_grade=grade)
        total = sum(chains.count(graph, query).values())
        took = best(partial(chains.search, graph, query), 2)
        yield f"the whole case, {grade} (first 1,000 of {total:,})", took


def path_figures(graph: Graph) -> Iterator[tuple[str, list[float]]]:
    """Yield what was searched and the seconds that each of many pairs took."""
    chance, at = random.Random(1), graph.index
    buyers = np.unique(at.edges.start[at.of_type("ISSUED")]).tolist()
    suppliers = np.unique(at.edges.end[at.of_type("AWARDED_TO")]).tolist()
    chips = [at.number("chip:a100"), at.number("chip:h100")]
    for name, ends in (
        ("institution to institution", buyers),
        ("institution to supplier", suppliers),
        ("institution to chip", chips),
    ):
        for grade in ("E2", "E4"):
            took = []
            for _ in range(PAIRS):
                one, other = chance.choice(buyers), chance.choice(ends)
                query = paths.PathQuery(at.uid(one), at.uid(other), min_grade=grade)
                took.append(timed(partial(paths.search, graph, query)))
            yield f"{name}, {grade}", took


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def best(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the least seconds of several runs."""
    return min(timed(work) for _ in range(repeats))


def peak_mb() -> float:
    """Return the most resident memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main(sys.argv[1:])

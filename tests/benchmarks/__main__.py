"""`make bench`: the figures the documentation quotes, each beside what else does it.

    python -m tests.benchmarks [RELEASES]

Prints whole-process seconds and memory. With $GRAPHKIT_TEST_NEO4J also the push.
"""

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import judgements, measure, peers, releases
from tests.benchmarks.measure import Measured

RUNS = 20


def main(count: int) -> None:
    """Measure loading, chains, the push and the start of the command line."""
    with tempfile.TemporaryDirectory(prefix="graphkit-bench-") as name:
        folder = Path(name)
        file = releases.write(folder / f"{count}.jsonl", count)
        size = file.stat().st_size / 1e6
        print(f"{count:,} releases, {size:.0f} MB, {os.cpu_count()} cores")
        for workers in (1, 2):
            case = folder / f"case{workers}"
            row(f"load, {workers} process(es)", load(file, case, workers))
        digests = {digest(folder / f"case{workers}") for workers in (1, 2)}
        print(f"digest: {'the same' if len(digests) == 1 else 'DIFFERENT'} {digests}")
        row(
            "pandas + networkx",
            measure.python("-m", "tests.benchmarks.peers", str(file)),
        )
        row("graphkit --help", measure.python("-m", "graphkit", "--help"))
        chains(folder / "case2")
        judgements.main(folder / "case2")
        push(folder / "case2", folder / "case1", file)


def load(file: Path, case: Path, workers: int) -> Measured:
    """Load a file into a new case, from bytes to tables, index and graph."""
    shutil.rmtree(case, ignore_errors=True)
    options = ("--case", str(case), "--workers", str(workers))
    return measure.python("-m", "graphkit", "load", str(file), *options)


def digest(case: Path) -> str:
    """Return the digest of a case's tables."""
    said = measure.python("-m", "graphkit", "status", "--json", "--case", str(case))
    return str(json.loads(said.output)["digest"])


def chains(case: Path) -> None:
    """Print how long chains take in a case that is open: one buyer, and all."""
    import graphkit

    with graphkit.open_case(case) as opened:
        busiest = opened.sql(
            "SELECT src, count(*) AS n FROM ISSUED GROUP BY src ORDER BY n DESC, src"
        )
        named = {
            "the largest institution": busiest[0]["src"],
            "a middling institution": busiest[len(busiest) // 10]["src"],
        }
        for what, uid in named.items():
            median = timed(lambda uid=uid: len(opened.chains(institution=uid)))
            count = len(opened.chains(institution=uid))
            print(f"{count:>4} chains of {what:<25} {median * 1000:8.1f} ms")
        whole = timed(lambda: len(opened.chains(limit=100)))
        print(f"{'first 100 chains of the whole case':<40} {whole * 1000:8.1f} ms")


def push(case: Path, other: Path, file: Path) -> None:
    """Print how long a push takes, and the same edges with the plain driver.

    A server that was just started still compiles itself: a second case tells what
    one that has been running for a while needs.
    """
    url = os.environ.get("GRAPHKIT_TEST_NEO4J")
    if not url:
        print("push: no Neo4j at $GRAPHKIT_TEST_NEO4J")
        return
    word = os.environ.get("GRAPHKIT_TEST_NEO4J_PASSWORD", "")
    os.environ["GRAPHKIT_NEO4J_PASSWORD"] = word
    command = ("-m", "graphkit", "push", url, "--beside", "--case")
    row("push, server just started", measure.python(*command, str(case)))
    row("the same again", measure.python(*command, str(case)))
    row("push of another case", measure.python(*command, str(other)))
    print(f"plain driver, three labels, no quotes: {peers.driver(file, url, word)}")


def timed(work: Callable[[], object]) -> float:
    """Return the median seconds of RUNS runs."""
    seconds = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return sorted(seconds)[RUNS // 2]


def row(what: str, measured: Measured) -> None:
    """Print one run; the last line it said where it failed."""
    failed = f"  FAILED: {measured.output[-300:]}" if measured.status else ""
    print(f"{what:<40} {measured.seconds:8.2f} s {measured.peak_mb:8.0f} MB{failed}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)

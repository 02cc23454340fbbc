"""How long a judgement takes in a case: preview, applied, undone; packed and merged.

    python -m tests.benchmarks.judgements CASE

CASE is a case that is built; it is as it was afterwards, but for two rows of its log.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from graphkit.case import Case

RUNS = 3

Seconds = tuple[float, float]


def main(folder: Path) -> None:
    """Print seconds for usual pairs, the largest buyer, and large suppliers."""
    with Case.open(folder, write=True) as case:
        buyers = ranked(case, "ISSUED", "src")
        sellers = ranked(case, "AWARDED_TO", "dst")
        pairs = {
            "two usual buyers": (buyers[len(buyers) // 10], buyers[len(buyers) // 2]),
            "two usual suppliers": (
                sellers[len(sellers) // 10],
                sellers[len(sellers) // 2],
            ),
            "the largest buyer, a usual one": (buyers[0], buyers[len(buyers) // 10]),
            "the two largest suppliers": (sellers[0], sellers[1]),
        }
        case.searched()
        for what, (a, b) in pairs.items():
            seconds = [
                timed(lambda a=a, b=b: case.preview("same", a, b)) for _ in range(RUNS)
            ]
            row(f"preview: {what}", min(seconds))
        a, b = pairs["two usual suppliers"]
        row("judge, applied", timed(lambda: case.judge("same", a, b, why="benchmark")))
        row("undo", timed(case.undo))
        with tempfile.TemporaryDirectory(prefix="graphkit-bench-") as name:
            pack, other = Path(name) / "case.pack", Path(name) / "other"
            row("pack", timed(lambda: case.pack(pack)))
            print(f"{'its size':<40} {pack.stat().st_size / 1e6:8.1f} MB")
            with Case.create(other) as merged:
                row("merge into an empty case", timed(lambda: merged.merge(pack)))
                row("merge again", timed(lambda: merged.merge(pack)))


def ranked(case: Case, kind: str, side: str) -> list[str]:
    """Return the organisations of an edge type, the busiest first."""
    rows = case.sql(
        f"SELECT {side} AS uid, count(*) AS n FROM {kind} GROUP BY ALL "
        f"ORDER BY n DESC, uid"
    )
    return [row["uid"] for row in rows]


def timed(work: Callable[[], object]) -> Seconds:
    """Return the wall and the processor seconds of one run."""
    started, spent = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - spent


def row(what: str, seconds: Seconds) -> None:
    """Print one figure: wall seconds, then those of the processor."""
    print(f"{what:<40} {seconds[0]:8.2f} s {seconds[1]:8.2f} s", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Assemble the tables of many releases, and say how long it took and in what memory.

python -m tests.benchmarks.assembly 100000 [THREADS [MEMORY]]
"""

import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import measure


def main(arguments: list[str]) -> None:
    """Make the input where it is not there yet, then measure a process of its own."""
    count, threads, memory = (*arguments, *("100000", "2", "1GB")[len(arguments) :])
    folder = Path(tempfile.gettempdir()) / "graphkit-bench"
    place = f"__import__('pathlib').Path({str(folder)!r})"
    _run("statements", f"inputs({place}, {count})")
    took = _run("assembly", f"assembled({place}, {count}, {threads}, {memory!r})")
    print(f"{int(count):,} releases: {took.output.strip()}, {took.peak_mb:.0f} MB")


def assembled(folder: Path, count: int, threads: int, memory: str) -> None:
    """Assemble, and print seconds and the digest."""
    from graphkit.assemble import assemble, digest
    from tests.benchmarks import statements

    given = statements.inputs(folder, count)
    out = folder / "derived" / f"r{count}-{threads}" / "tables"
    wall, processor = time.perf_counter(), time.process_time()
    assemble(given, out, threads=threads, memory=memory)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(f"{wall:.2f} s, {processor:.2f} s of processor, digest {digest(out)}")


def _run(module: str, call: str) -> measure.Measured:
    code = f"from tests.benchmarks import {module}; {module}.{call}"
    return measure.python("-c", code)


if __name__ == "__main__":
    main(sys.argv[1:])

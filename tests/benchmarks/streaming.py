"""`make bench-stream`: one package of releases, larger than what may hold it.

    python -m tests.benchmarks.streaming [MEGABYTES]

The file is one JSON document on one line, real releases of Contracts Finder over and
over: it cannot be cut, and one process reads it.
"""

import gzip
import sys
import tempfile
from itertools import cycle
from pathlib import Path

from tests.benchmarks import measure
from tests.benchmarks.loading import row
from tests.benchmarks.releases import REAL

TARGET = "target: 5,000 MB in less than 1,000 MB of memory"


def main(megabytes: int) -> None:
    """Print what reading a package of some size takes."""
    with tempfile.TemporaryDirectory(prefix="graphkit-bench-") as name:
        file = write(Path(name) / "package.json", megabytes * 1_000_000)
        print(f"one package of {file.stat().st_size / 1e6:,.0f} MB; {TARGET}")
        what = "graphkit: quoted statements as tables"
        command = ("-m", "tests.benchmarks.loading", what, str(file), name)
        row("reading, one process", measure.python(*command))


def write(file: Path, size: int) -> Path:
    """Write a package of at least `size` bytes."""
    with gzip.open(REAL, "rb") as stream:
        real = [line.strip() for line in stream if line.strip()]
    written, comma = 0, b""
    with file.open("wb") as out:
        out.write(b'{"publisher":{"name":"Contracts Finder"},"releases":[')
        for release in cycle(real):
            written += out.write(comma + release)
            comma = b","
            if written >= size:
                break
        out.write(b"]}\n")
    return file


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)

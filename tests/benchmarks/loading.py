"""`make bench-load`: releases from gzip to graph, and the reading alone beside others.

    python -m tests.benchmarks.loading [RELEASES]

Loads the same file with one process, with two, and on a Dask cluster of two workers,
and compares the digests. Seconds of the processor count all processes of a run, so
that they say the same on a busy machine; the others are those of the clock.
"""

import gzip
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil

from tests.benchmarks import measure, releases
from tests.benchmarks.__main__ import digest
from tests.benchmarks.measure import Measured
from tests.benchmarks.peers import rows

TARGET = "target: a million in 240 s of the clock and 4,000 MB on two idle cores"
FTM: Mapping[str, Any] = {
    "buyer": {
        "schema": "PublicBody",
        "key_literal": "buyer",
        "keys": ["buyer"],
        "properties": {"name": {"column": "buyer"}},
    },
    "supplier": {
        "schema": "Company",
        "key_literal": "supplier",
        "keys": ["supplier"],
        "properties": {"name": {"column": "supplier"}},
    },
    "contract": {
        "schema": "Contract",
        "key_literal": "contract",
        "keys": ["tender"],
        "properties": {
            "name": {"column": "tender"},
            "authority": {"entity": "buyer"},
        },
    },
    "award": {
        "schema": "ContractAward",
        "key_literal": "award",
        "keys": ["tender", "supplier"],
        "properties": {
            "amount": {"column": "amount"},
            "contract": {"entity": "contract"},
            "supplier": {"entity": "supplier"},
        },
    },
}
"""followthemoney's mapping of a row: buyer, supplier, contract and award, no quotes."""


def main(count: int) -> None:
    """Print the figures of a file of some releases."""
    with tempfile.TemporaryDirectory(prefix="graphkit-bench-") as name:
        folder = Path(name)
        file = releases.write(folder / f"{count}.jsonl", count)
        packed = _packed(file)
        sizes = " and ".join(
            f"{one.stat().st_size / 1e6:.0f}" for one in (file, packed)
        )
        print(f"{count:,} releases, {sizes} MB plain and packed; {TARGET}")
        print(f"{'':<44}{'processor':>11}{'clock':>10}{'memory':>11}")
        for what in READINGS:
            package = NEEDED.get(what)
            if package and not find_spec(package):
                print(f"reading: {what:<35}{package} is not installed")
                continue
            command = ("-m", "tests.benchmarks.loading", what, str(file), str(folder))
            row(f"reading: {what}", measure.python(*command))
        loads(packed, folder)


def _packed(file: Path) -> Path:
    packed = file.with_name(f"{file.name}.gz")
    with file.open("rb") as plain, gzip.open(packed, "wb", compresslevel=1) as out:
        shutil.copyfileobj(plain, out)
    return packed


def loads(packed: Path, folder: Path) -> None:
    """Load a file in three ways and say whether the same came out."""
    digests = {}
    for name, how in (("one process", "1"), ("two processes", "2")):
        measured = load(packed, folder / "case", "--workers", how)
        row(f"load, {name}", measured)
        print(measured.output.rstrip())
        digests[name] = digest(folder / "case")
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        before = _spent()
        options = ("--workers", "1", "--dask", cluster.scheduler_address)
        measured = load(packed, folder / "case", *options)
        workers = _spent() - before
    row("load, Dask cluster of two workers", measured, also=workers)
    digests["Dask"] = digest(folder / "case")
    same = "the same" if len(set(digests.values())) == 1 else "DIFFERENT"
    print(f"digest: {same} {digests}")


def load(packed: Path, case: Path, *options: str) -> Measured:
    """Load a file into a new case; the output has a line for each step."""
    shutil.rmtree(case, ignore_errors=True)
    steps = ("-m", "tests.benchmarks.steps")
    command = (*steps, "load", str(packed), "--case", str(case))
    return measure.python(*command, *options)


def row(what: str, measured: Measured, *, also: float = 0.0) -> None:
    """Print one run; `also` is what others' processes spent on it."""
    failed = f"  FAILED: {measured.output[-300:]}" if measured.status else ""
    print(
        f"{what:<44}{measured.processor + also:>9.1f} s{measured.seconds:>8.1f} s"
        f"{measured.peak_mb:>8.0f} MB{failed}",
        flush=True,
    )


def _spent() -> float:
    """Return the processor's seconds of the cluster's processes until now."""
    children = psutil.Process().children(recursive=True)
    return sum(sum(child.cpu_times()[:2]) for child in children)


# --- the reading alone, each in a process of its own ---


def _msgspec(file: Path, folder: Path) -> int:
    import msgspec

    decode = msgspec.json.Decoder().decode
    return sum(1 for line in _lines(file) if decode(line))


def _json(file: Path, folder: Path) -> int:
    return sum(1 for line in _lines(file) if json.loads(line))


def _graphkit(file: Path, folder: Path) -> int:
    from graphkit import reading
    from graphkit.source import Source

    given = Source("0" * 64, file.name, file)
    (found,) = reading.read([given], folder / "read", workers=1)
    return found.statements


def _followthemoney(file: Path, folder: Path) -> int:
    from followthemoney import model

    mapping = model.make_mapping({"csv_url": "file:///rows", "entities": FTM}, "bench")
    return sum(len(mapping.map(_texts(row))) for row in rows(file))


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in row.items() if value is not None}


def _lines(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        yield from stream


READINGS: Mapping[str, Callable[[Path, Path], int]] = {
    "bare JSON (msgspec)": _msgspec,
    "bare JSON (standard library)": _json,
    "graphkit: quoted statements as tables": _graphkit,
    "followthemoney: mapped entities": _followthemoney,
}
NEEDED = {"followthemoney: mapped entities": "followthemoney"}
"""What needs a package that not every machine can install."""


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1] in READINGS:
        print(READINGS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3])))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)

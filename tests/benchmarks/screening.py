"""How long a screening takes: `make bench-screening`.

Prints seconds and memory of 100,000 supplier names of `../shared/data` against the
Consolidated Screening List there, and of 1,000 of them against a list of a million
invented entries. An argument is the number of entries.
"""

import csv
import gzip
import resource
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from graphkit import lists
from graphkit.lists import table
from graphkit.lists.candidates import best, candidates
from graphkit.source import Source
from tests.benchmarks.names import SHARED, rows

MILLION = 1_000_000
DAY = "2023-11-30"


def main(entries: int = MILLION) -> None:
    """Print all figures."""
    given = [
        r["vendor_name"] for r in rows("goc_suppliers/all_vendor_names_110k.csv.gz")
    ]
    ours = list(dict.fromkeys(given))[:100_000]
    with TemporaryDirectory() as folder:
        packed = SHARED / "us_screening_lists" / "csl_2023_entities.csv.gz"
        file = Path(folder) / "csl.csv"
        file.write_bytes(gzip.decompress(packed.read_bytes()))
        screened("Consolidated Screening List", file, ours)
        large = Path(folder) / "large.csv"
        invented(large, ours, entries)
        screened(f"{entries:,} invented entries", large, ours[:1000])


def invented(file: Path, words: list[str], entries: int) -> None:
    """Write a list whose names are made of words of real ones, in a fixed order."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("name", "listed_on"))
        writer.writerows((name, "2020-01-01") for name in islice(made(words), entries))


def made(words: list[str]) -> Iterator[str]:
    """Yield names: the beginning of one and the end of another."""
    for step in range(1, len(words)):
        for at, name in enumerate(words):
            other = words[(at * 7919 + step) % len(words)]
            yield f"{name.split()[0]} {other.split()[-1]} {at}"


def screened(title: str, file: Path, ours: list[str]) -> None:
    """Print how long reading, writing and comparing take, and how many candidates."""
    source = Source("0" * 64, file.name, file)
    started = time.perf_counter()
    written = table.write(
        lists.read(lists.form_of(source), source), file.with_suffix(".parquet")
    )
    parts = [
        (name, name, DAY, file.with_suffix(".parquet")) for name in written.entries
    ]
    installed = time.perf_counter() - started
    started = time.perf_counter()
    with table.Shelf(parts) as shelf:
        names = shelf.count()
        found = best(candidates(ours, shelf))
    took = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{title}: {names:,} names read in {installed:.1f} s; {len(ours):,} names "
        f"compared in {took:.1f} s, {len(found):,} candidates, {peak} MB"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MILLION)

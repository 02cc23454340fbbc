"""`make bench-paths`: graded paths, chains and questions against their bars.

    python -m tests.benchmarks.paths [TENDERS ...]

The bars hold at 100,000 tenders and on all real releases at hand; the status is 1 where
one is missed. Larger sizes, growth and what general tools need are printed.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from graphkit.case import Case
from tests.benchmarks import chains, general, measure, tenders
from tests.said import SHARED

SIZES = (10_000, 100_000, 1_000_000)
GATE = 100_000
SMALL = 2_000
"""Tenders of which a Neo4j can still list trails."""

REAL = ("ocds_publishers", "ocds_uk_contracts_finder_2025")
QUESTION_S = 1.0

Figures = Mapping[str, float]

BARS: Figures = {
    "index opened": 0.2,
    "chains of one institution, E2": 0.010,
    "chains of a hub, E2": 0.1,
    "chains of the whole case, E2": 1.0,
    "chains of the whole case, E4": 1.0,
    **{
        f"paths, institution to {end}, {grade}: {what}": most
        for end in ("institution", "supplier", "chip")
        for grade in ("E2", "E4")
        for what, most in (("p95", 0.05), ("later than their deadline", 0))
    },
}
"""The most of each figure at the size of the gate."""

BUILT: Figures = {
    "index built, seconds of the clock": 20,
    "index built, MB": 1500,
}
"""What a million tenders should keep to; printed."""

GROWING = (
    "index built, seconds of processors",
    "index built, MB",
    "chains of the whole case, E2",
    "searching, MB",
)


def main(sizes: tuple[int, ...]) -> int:
    """Measure, print, and return 1 where a bar is missed."""
    print(f"{os.cpu_count()} cores; seconds are those of the processor")
    with tempfile.TemporaryDirectory(prefix="graphkit-bench-") as name:
        folder = Path(name)
        measured = {size: figures_of(size, folder / str(size)) for size in sizes}
        missed = sum(
            [show(size, figures) for size, figures in measured.items()],
        )
        growth(measured)
        missed += questions(folder / "case")
        rivals(folder)
    print(f"\n{missed} bar(s) missed" if missed else "\nevery bar is kept")
    return int(missed > 0)


def figures_of(size: int, folder: Path) -> Figures:
    """Return what a process of its own measured at one size."""
    said = measure.python("-m", "tests.benchmarks.chains", str(size), str(folder))
    if said.status:
        raise SystemExit(said.output)
    return dict(json.loads(line) for line in said.output.splitlines())


def show(size: int, figures: Figures) -> int:
    """Print the figures of one size; return how many bars of the gate are missed."""
    print(f"\n{size:,} tenders")
    bars = {**BARS, **(BUILT if size >= SIZES[-1] else {})}
    missed = 0
    for what, value in figures.items():
        said, is_kept = judged(value, bars.get(what))
        print(f"  {what:<58} {shown(what, value):>12}{said}")
        missed += not is_kept
    return missed if size == GATE else 0


def judged(value: float, most: float | None) -> tuple[str, bool]:
    """Say whether a figure keeps its bar; '' where it has none."""
    if most is None:
        return "", True
    is_kept = value <= most
    return f"  {'kept' if is_kept else 'MISSED'}: at most {most:g}", is_kept


def shown(what: str, value: float) -> str:
    """Return a figure with its unit."""
    if what.endswith("MB"):
        return f"{value:,.0f} MB"
    if "how many" in what or "later than" in what:
        return f"{value:,.0f}"
    return f"{value:.3f} s"


def growth(measured: Mapping[int, Figures]) -> None:
    """Print how figures grow from the smallest size to the largest."""
    few, many = min(measured), max(measured)
    if few == many:
        return
    times = many / few
    print(f"\nfrom {few:,} to {many:,} tenders, {times:g} times as many")
    for what in GROWING:
        grown = measured[many][what] / measured[few][what]
        verdict = "no faster than linear" if grown <= times else "FASTER THAN LINEAR"
        print(f"  {what:<58} {grown:7.1f} times  {verdict}")


def questions(folder: Path) -> int:
    """Time every question on all real releases; return how many are too slow."""
    real = [SHARED / name for name in REAL if (SHARED / name).is_dir()]
    if not real:
        print(f"\nquestions: {', '.join(REAL)} are not in {SHARED.name}")
        return 0
    case = Case.create(folder)
    case.load(real)
    print(f"\nquestions on {' and '.join(path.name for path in real)}, all together,")
    print(f"on the embedded store, at most {QUESTION_S:g} s each")
    missed = 0
    for name, ask in asked(case):
        took = chains.best(ask, 3)
        missed += took > QUESTION_S
        said, rows = judged(took, QUESTION_S)[0], len(list(ask()))
        print(f"  {name:<46} {rows:>6} rows {1000 * took:8.1f} ms{said}")
    case.close()
    return missed


def asked(case: Case) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield every question, ready to be asked with what the case holds."""
    given = filled(case)
    for name in (row["name"] for row in case.questions()):
        params = (param for param in case.question(name).params if param.required)
        chosen = {param.name: given[param.name] for param in params}
        yield name, lambda name=name, chosen=chosen: case.ask(name, **chosen)


def filled(case: Case) -> dict[str, str]:
    """Return what required parameters may be: what most tenders of the case name."""
    return {
        "organization": most(case, "SELECT src AS uid FROM ISSUED"),
        "provider": most(case, "SELECT dst AS uid FROM VIA", "Provider"),
        "chip": most(case, "SELECT dst AS uid FROM SEEKS", "Chip"),
        "since": "2016-01-01",
    }


def most(case: Case, named: str, label: str = "Organization") -> str:
    """Return the node of a label that most rows name, the first where none does."""
    found = case.sql(
        f"SELECT n.uid FROM {label} n LEFT JOIN ({named}) e ON e.uid = n.uid "
        "GROUP BY n.uid ORDER BY count(e.uid) DESC, n.uid LIMIT 1"
    )
    return str(found[0]["uid"])


def rivals(folder: Path) -> None:
    """Print what general tools need, each at the size that it can bear."""
    print(f"\ngeneral tools, {general.PAIRS} pairs of organisations, by the clock")
    small = tenders.write(folder / "small" / "tables", SMALL)
    large = tenders.write(folder / "rivals" / "tables", SIZES[0])
    print(f"  {SIZES[0]:,} tenders: {general.networkx(large)}")
    url = os.environ.get("GRAPHKIT_TEST_NEO4J")
    if not url:
        print("  Neo4j: none at $GRAPHKIT_TEST_NEO4J")
        return
    for said in general.neo4j(large, url, trails=False):
        print(f"  {SIZES[0]:,} tenders: {said}")
    for said in general.neo4j(small, url, trails=True):
        print(f"  {SMALL:,} tenders: {said}")


if __name__ == "__main__":
    sys.exit(main(tuple(map(int, sys.argv[1:])) or SIZES))

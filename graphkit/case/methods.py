"""Methods: what was read and left out on the way to the findings, and how well.

`funnel` counts from files to chains. `draw` takes a seeded sample of statements for a
person to mark; `rates` reads the marks and gives error rates with their intervals
(Wilson 1927, 95 percent).
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit import tables
from graphkit.errors import SourceError
from graphkit.results import Results
from graphkit.search.funnel import SAMPLES, Dropped, Step, steps

if TYPE_CHECKING:
    from graphkit.case.generations import Generation
    from graphkit.search.graph import Graph

FUNNEL = ("step", "count", "of", "share", "dropped")
SAMPLE = ("verdict", "type", "text", "quote", "path", "locator", "key")
RATES = ("type", "marked", "right", "wrong", "error_rate", "low", "high", "unsure")
VERDICTS = ("right", "wrong", "unsure")
Z_95 = 1.959964


def funnel(generation: "Generation", graph: "Graph") -> Results:
    """Return how many are left at each step, out of how many, with samples dropped."""
    rows = [
        {
            "step": step.name,
            "count": step.count,
            "of": step.of,
            "share": round(step.count / step.of, 3) if step.of else None,
            "dropped": [{"what": one.what, "name": one.name} for one in step.dropped],
        }
        for step in counted(generation, graph)
    ]
    note = "A step counts records of this case; what it drops may stand in others."
    return Results(rows, columns=FUNNEL, notes=(note,))


def counted(generation: "Generation", graph: "Graph") -> Iterator[Step]:
    """Yield the steps from sources to records, then from tenders to chains."""
    yield from _reading(generation)
    yield from steps(graph)


def _reading(generation: "Generation") -> Iterator[Step]:
    sources = generation.manifest["sources"]
    empty = [row for row in sources if not row["records"]]
    problems = [problem for row in sources for problem in row["problems"]]
    records = sum(row["records"] for row in sources)
    dropped = tuple(Dropped(row["source"], "no record in it") for row in empty)
    yield Step("sources", len(sources), len(sources))
    yield Step(
        "of these with a record",
        len(sources) - len(empty),
        len(sources),
        dropped[:SAMPLES],
    )
    refused = tuple(
        Dropped(f"{problem['path']} {problem['locator']}".strip(), problem["reason"])
        for problem in problems
    )
    whole = records + len(problems)
    yield Step("records read of those found", records, whole, refused[:SAMPLES])


def draw(generation: "Generation", n: int, seed: int) -> Results:
    """Return about `n` statements to be marked, evenly over the types there are.

    The same case, number and seed give the same ones. What a person added or rejected
    is not drawn.
    """
    from graphkit.case import said

    drawn = _keys(generation, n, seed)
    rows = [
        {
            "verdict": "",
            "type": row["type"],
            "text": _told(row),
            "quote": row["quote"],
            "path": row["path"],
            "locator": row["locator"],
            "key": row["key"],
        }
        for row in said.of_case(generation)
        if row["key"] in drawn and not row.get("rejected")
    ]
    rows.sort(key=lambda row: (row["type"], row["key"]))
    return Results(rows, columns=SAMPLE)


def _keys(generation: "Generation", n: int, seed: int) -> set[str]:
    from graphkit.case.views import read_files

    files = read_files(generation, "statements")
    if not files:
        return set()
    with tables.connect() as connection:
        found = connection.execute(
            "SELECT key FROM (SELECT key, row_number() OVER "
            "(PARTITION BY type ORDER BY md5(key || ?), key) AS turn, "
            "md5(key || ?) AS chance "
            f"FROM {tables.read_parts(files)}) ORDER BY turn, chance, key LIMIT ?",
            [str(seed), str(seed), n],
        ).fetchall()
    return {key for (key,) in found}


def _told(row: Mapping[str, Any]) -> str:
    """Return what a statement says, as a person marks it."""
    subject, other = row["subject"] or {}, row["object"] or {}
    amount, date = row["amount"] or {}, row["date"] or {}
    tender = row["tender"]["title"] or row["tender"]["number"] or "tender"
    parts = (
        subject.get("text") or tender,
        other.get("text") or "",
        f"{amount['value']} {amount['currency'] or ''}".strip() if amount else "",
        date.get("value") or "",
        f"part {row['part']}" if row["part"] else "",
        row["modality"] or "",
    )
    return " | ".join(part for part in parts if part)


def write(sample: Results, file: Path) -> None:
    """Write a sample as CSV that a spreadsheet opens without acting on it."""
    from graphkit.viz.sheets import BYTE_ORDER_MARK, defused

    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(sample.columns)
    for row in sample:
        table.writerow([defused(row[column]) for column in sample.columns])
    file.write_bytes((BYTE_ORDER_MARK + text.getvalue()).encode())


def rates(file: Path) -> Results:
    """Return error rates by type of statement, and of all, from a sample marked.

    Raises SourceError for a file that is no sample, or a verdict that is none.
    """
    counts: dict[str, Counter[str]] = {}
    for number, row in enumerate(_marked(file), 2):
        verdict = (row["verdict"] or "").strip().casefold()
        if verdict and verdict not in VERDICTS:
            raise SourceError(
                str(file.name),
                f"row {number}",
                f"{verdict!r} is no verdict",
                hint=f"write {', '.join(VERDICTS)} or nothing",
            )
        for kind in (row["type"], "all"):
            counts.setdefault(kind, Counter())[verdict] += 1
    return Results(
        [_rate(kind, counts[kind]) for kind in sorted(counts)], columns=RATES
    )


def _marked(file: Path) -> Sequence[Mapping[str, str]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            file.name, "", "cannot be read as a table in UTF-8"
        ) from error
    rows = csv.DictReader(io.StringIO(text))
    if not {"verdict", "type"} <= set(rows.fieldnames or ()):
        raise SourceError(
            file.name,
            "row 1",
            "it has no columns verdict and type",
            hint="`graphkit sample -o FILE.csv` writes a table to mark",
        )
    return list(rows)


def _rate(kind: str, counts: Counter[str]) -> dict[str, Any]:
    right, wrong = counts["right"], counts["wrong"]
    marked = right + wrong
    low, high = interval(wrong, marked)
    return {
        "type": kind,
        "marked": marked,
        "right": right,
        "wrong": wrong,
        "error_rate": round(wrong / marked, 3) if marked else None,
        "low": round(low, 3),
        "high": round(high, 3),
        "unsure": counts["unsure"],
    }


def interval(wrong: int, marked: int) -> tuple[float, float]:
    """Return Wilson's 95 percent interval of a rate; 0 to 1 where none is marked."""
    if not marked:
        return 0.0, 1.0
    rate, square = wrong / marked, Z_95 * Z_95 / marked
    middle = (rate + square / 2) / (1 + square)
    half = Z_95 * sqrt(rate * (1 - rate) / marked + square / 4 / marked) / (1 + square)
    # At the ends the formula gives 0 and 1, but for the rounding of the machine.
    low = middle - half if wrong else 0.0
    return low, middle + half if wrong < marked else 1.0

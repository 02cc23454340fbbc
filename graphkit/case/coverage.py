"""Coverage: what was searched, by source and month, so that silence is no answer.

A record counts in the month in which it was published, else in that of its tender.
Files of one folder or archive stand together where they are many. A row without records
is a month, or several in a row, of which its source has none; a row without a month
holds what says no day, further copies of a notice, and what could not be read.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from graphkit import tables
from graphkit.case import leftovers, loaded, views
from graphkit.case.generations import Generation
from graphkit.case.ledger import Ledger

COLUMNS = ("source", "month", "until", "records", "tenders", "quarantined")
NAMED = "named"
"""The column that is there where a name was looked for."""

MANY = 20
"""Files of one folder from which on they stand together."""

NAMING = (
    "VIA",
    "SEEKS",
    "AWARDS",
    "ISSUED",
    "HANDLED_BY",
    "BID_ON",
    "AWARDED_TO",
    "SUBCONTRACTED_TO",
)
"""Edges by which a tender names a thing; one that is ruled out is not sought."""

Row = dict[str, Any]

_RECORDS = """
SELECT s.path, strftime(coalesce(d.published_on, t.date), '%Y-%m') AS month,
    r.document, e.src AS tender, n.tender IS NOT NULL AS is_named
FROM records r JOIN sources s USING (source)
LEFT JOIN Document d ON d.uid = r.document
LEFT JOIN DOCUMENTED_BY e ON e.dst = r.document
LEFT JOIN Tender t ON t.uid = e.src
LEFT JOIN ({named}) n ON n.tender = e.src
"""
_MONTHS = f"""
SELECT path, month, list(DISTINCT document) AS documents,
    list(DISTINCT tender) FILTER (tender IS NOT NULL) AS tenders,
    list(DISTINCT tender) FILTER (is_named) AS named
FROM ({_RECORDS}) GROUP BY path, month ORDER BY path, month
"""
_NO_ONE = "SELECT '' AS tender WHERE false"


@dataclass(slots=True)
class Held:
    """What one source holds of one month."""

    documents: set[str] = field(default_factory=set)
    tenders: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)


def rows(
    case: Path, generation: Generation, uids: Collection[str] | None = None
) -> list[Row]:
    """Return what each source holds of each month, sources by path, months in order.

    With `uids` also how many of the tenders name one of those things.
    """
    report = loaded.report(case)
    unread = Counter(item.path for item in report.unread)
    found = _found(generation, uids)
    place = _places({*(one.path for one in report.files), *unread})
    held: dict[str, dict[str, Held]] = defaultdict(lambda: defaultdict(Held))
    for path, month, documents, tenders, named in found:
        one = held[place.get(path, path)][month or ""]
        one.documents.update(documents)
        one.tenders.update(tenders or ())
        one.named.update(named or ())
    lost: Counter[str] = Counter()
    for path, count in unread.items():
        lost[place[path]] += count
    names = sorted({*place.values(), *held})
    return [
        row if uids is not None else {key: row[key] for key in COLUMNS}
        for name in names
        for row in _rows(name, held[name], lost[name])
    ]


def sentence(case: Path, generation: Generation) -> str:
    """Return in one sentence what was searched: records, sources, months, gaps.

    It costs a look at the days of the documents, also where they are a million.
    """
    sources = generation.manifest["sources"]
    records = sum(row["records"] for row in sources)
    said = f"searched: {_many(records, 'record')} of {_many(len(sources), 'source')}"
    if months := _months(generation):
        gaps = len(set(_between(months[0], months[-1])) - set(months))
        said += f", published {months[0]} to {months[-1]}"
        said += f" ({_many(gaps, 'month')} between without any)" if gaps else ""
    with Ledger.open(case) as ledger:
        refused = {item for left in leftovers.of(ledger) for item in left.refused}
    lost = len(refused) + sum(len(row["problems"]) for row in sources)
    said += f"; {lost:,} could not be read" if lost else ""
    return f"{said}. `graphkit absence` lists it."


def _months(generation: Generation) -> list[str]:
    """Return the months in which documents were published, in order."""
    file = tables.literal(generation.tables / "nodes" / "Document.parquet")
    with tables.connect() as connection:
        found = connection.execute(
            f"SELECT DISTINCT strftime(published_on, '%Y-%m') AS month "
            f"FROM read_parquet({file}) WHERE published_on IS NOT NULL ORDER BY month"
        ).fetchall()
    return [month for (month,) in found]


def _found(
    generation: Generation, uids: Collection[str] | None
) -> Iterator[tuple[str, str | None, list[str], list[str] | None, list[str] | None]]:
    if not views.read_files(generation, "records"):
        return
    listed = ", ".join(map(tables.literal, sorted(uids or ())))
    named = " UNION ".join(
        f"SELECT tender FROM {kind} WHERE src IN ({listed}) OR dst IN ({listed})"
        for kind in NAMING
    )
    query = _MONTHS.format(named=named if listed else _NO_ONE)
    for row in views.run(generation, query)[1]:
        yield tuple(row.values())


def _places(paths: Iterable[str]) -> Mapping[str, str]:
    """Return under which name each file stands: its own, or that of a full folder."""
    parents = {path: str(PurePosixPath(path).parent) for path in paths}
    counts = Counter(parents.values())
    return {
        path: f"{folder}/" if counts[folder] > MANY else path
        for path, folder in parents.items()
    }


def _rows(name: str, held: Mapping[str, Held], lost: int) -> Iterator[Row]:
    months = sorted(month for month in held if month)
    before = ""
    for month in months:
        if before and (gap := list(_between(before, month))[1:-1]):
            yield _row(name, gap[0], gap[-1], Held(), 0)
        yield _row(name, month, month, held[month], 0)
        before = month
    if "" in held or lost:
        yield _row(name, None, None, held.get("", Held()), lost)


def _row(name: str, month: str | None, until: str | None, held: Held, lost: int) -> Row:
    return {
        "source": name,
        "month": month,
        "until": until,
        "records": len(held.documents),
        "tenders": len(held.tenders),
        "quarantined": lost,
        NAMED: len(held.named),
    }


def _between(first: str, last: str) -> Iterator[str]:
    """Yield the months from one to another, both with them."""
    year, month = map(int, first.split("-"))
    while f"{year:04}-{month:02}" <= last:
        yield f"{year:04}-{month:02}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"

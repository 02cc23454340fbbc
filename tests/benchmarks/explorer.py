"""`make bench-api`: how long the explorer's server takes to answer, beside two peers.

    python -m tests.benchmarks.explorer [RELEASES] [CASE]

A real server of a case of 100,000 releases is asked over HTTP, one request after the
other. Bars hold for the p95 of the processor's milliseconds, client and all; those of
the clock stand beside. The status is 1 where a bar is missed. A CASE that is there is
used again. Peers: SQLite's FTS5 with trigrams over the same names (no pinyin), and the
case's embedded graph asked for a hub's newest edges in Cypher.
"""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from graphkit.case import Case
from graphkit.search.index import Index
from tests.benchmarks import releases
from tests.web.conftest import Client, serving

RELEASES = 100_000
HUBS = 40
BARS: Mapping[str, float] = {"search as you type": 30, "expand a hub": 50}

HUB = (
    "MATCH (o:Organization)-[e:ISSUED]->(t:Tender) WHERE o.uid = $uid "
    "RETURN e.key AS key, t.uid AS uid, t.name AS name ORDER BY e.date DESC LIMIT 40"
)

Work = Callable[[], object]
Took = tuple[float, float]
"""Milliseconds of the processor and of the clock."""


def main(count: int, kept: Path | None) -> int:
    """Measure, print, and return 1 where a bar is missed."""
    with tempfile.TemporaryDirectory(prefix="graphkit-bench-") as name:
        case = kept or Path(name) / "case"
        if not case.exists():
            file = releases.write(Path(name) / "releases.jsonl", count)
            with Case.create(case) as made:
                made.load([file], workers=1)
        with Case.open(case) as opened:
            opened.directory.ready()
            hubs, names = largest(opened.searched().index), typed(opened)
            with serving(case) as client:
                missed = sum(
                    [show(what, work) for what, work in ours(client, hubs, names)]
                )
            for what, work in peers(opened, hubs, names):
                show(what, work)
    return int(missed > 0)


def ours(
    client: Client, hubs: Sequence[str], names: Sequence[str]
) -> Iterator[tuple[str, list[Work]]]:
    """Yield what is asked of the server, each with every request."""
    yield "search as you type", [asking(client, "typed", text=one) for one in names]
    yield (
        "search the text of records",
        [asking(client, "records", text=one) for one in names[::40]],
    )
    yield (
        "count what hubs have",
        [asking(client, "neighbours", uid=uid) for uid in hubs],
    )
    rows = {uid: client.ask("neighbours", uid=uid)["rows"][0] for uid in hubs}
    wishes: list[dict[str, Any]] = [
        {"uid": uid, "offset": offset}
        | {name: row[name] for name in ("type", "direction", "label")}
        for uid, row in rows.items()
        for offset in (0, 40)
    ]
    yield "expand a hub", [asking(client, "expand", **wish) for wish in wishes]
    yield "chains of a hub", [asking(client, "chains", uid=uid) for uid in hubs[:20]]
    hops = [
        hop["key"]
        for chain in client.ask("chains")["rows"][:20]
        for hop in chain["hops"][:2]
    ]
    yield "evidence of a hop", [asking(client, "evidence", key=key) for key in hops]


def peers(
    case: Case, hubs: Sequence[str], names: Sequence[str]
) -> Iterator[tuple[str, list[Work]]]:
    """Yield what else could answer, on the same names and edges."""
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE said USING fts5(name, tokenize='trigram')")
    rows = case.sql(
        "SELECT name FROM Organization UNION ALL SELECT name FROM Tender "
        "UNION ALL SELECT number FROM Tender"
    )
    index.executemany("INSERT INTO said VALUES (?)", [(r["name"],) for r in rows])
    find = "SELECT name FROM said WHERE name MATCH ? ORDER BY length(name) LIMIT 48"
    yield (
        "peer: SQLite FTS5, from three letters on",
        [
            lambda one=one: index.execute(find, [f'"{one}"']).fetchall()  # type: ignore[misc]
            for one in names
            if len(one) > 2
        ],
    )
    yield (
        "peer: embedded Cypher, a hub's newest",
        [
            lambda uid=uid: case.cypher(HUB, {"uid": uid})  # type: ignore[misc]
            for uid in hubs[:20]
        ],
    )


def asking(client: Client, what: str, **given: Any) -> Work:
    """Return a request that fails where it is refused."""

    def ask() -> None:
        found = client.ask(what, **given)
        if "error" in found:
            raise SystemExit(f"{what} {given}: {found['error']}")

    return ask


def largest(index: Index) -> list[str]:
    """Return the organisations with the most edges, the largest first."""
    first, count = index.labels["Organization"]
    ends = np.concatenate((index.edges.start, index.edges.end))
    degrees = np.bincount(ends, minlength=index.n_nodes)[first : first + count]
    return [index.uid(first + int(n)) for n in np.argsort(-degrees)[:HUBS]]


def typed(case: Case) -> list[str]:
    """Return what somebody types on the way to names and numbers, letter by letter."""
    rows = case.sql("SELECT name FROM Organization ORDER BY uid LIMIT 40")
    numbers = case.sql("SELECT number FROM Tender ORDER BY uid LIMIT 20")
    whole = [str(value) for row in (*rows, *numbers) for value in row.values()]
    whole += ["university of town", "daxue", "shenzhen", "深圳大学", "aws a100"]
    return [one[:end] for one in whole for end in range(1, min(len(one), 16) + 1)]


def show(what: str, works: Sequence[Work]) -> int:
    """Measure and print one line; return 1 where its bar is missed."""
    for work in works[:3]:
        work()  # what is read at a first look
    took = [timed(work) for work in works]
    processor, clock = (p95([one[side] for one in took]) for side in (0, 1))
    most = BARS.get(what, float("inf"))
    bar = f"  {'kept' if processor <= most else 'MISSED'}: {most:g}" * (what in BARS)
    print(
        f"{what:<42} {len(works):>5} p95 {processor:7.1f} ms processor "
        f"{clock:7.1f} ms clock{bar}",
        flush=True,
    )
    return int(processor > most)


def timed(work: Work) -> Took:
    """Return how long some work takes."""
    began, clock = time.process_time(), time.perf_counter()
    work()
    return (time.process_time() - began) * 1e3, (time.perf_counter() - clock) * 1e3


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return sorted(values)[int(len(values) * 0.95)]


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(
        main(
            int(given[0]) if given else RELEASES,
            Path(given[1]) if len(given) > 1 else None,
        )
    )

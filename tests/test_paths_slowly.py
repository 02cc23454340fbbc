"""Paths as a slow search finds them, and grades that no added hop raises."""

import random
from collections.abc import Callable
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from graphkit.search.hops import read
from graphkit.search.index import Index
from graphkit.search.meetings import Meetings
from graphkit.search.path_seeker import grade_of
from graphkit.search.paths import PathQuery, search
from graphkit.search.walks import Ways
from tests.graphs import Rows, opened
from tests.slow_paths import SlowPaths, Way

GRAPHS, PAIRS = 1000, 2
STAGES = ("tendered", "awarded", "contracted")
KINDS = (
    ("ISSUED", "org", "tender"),
    ("ISSUED", "org", "tender"),
    ("AWARDED_TO", "tender", "org"),
    ("AWARDED_TO", "tender", "org"),
    ("HANDLED_BY", "tender", "org"),
    ("BID_ON", "org", "tender"),
    ("SUBCONTRACTED_TO", "tender", "org"),
    ("VIA", "tender", "provider"),
    ("SEEKS", "tender", "chip"),
    ("AWARDS", "tender", "product"),
    ("AWARDS", "tender", "chip"),
    ("EXCLUDES", "tender", "chip"),
    ("RETENDER_OF", "tender", "tender"),
    ("POSSIBLY_SAME", "org", "org"),
    ("PART_OF", "org", "org"),
    ("OWNS", "org", "org"),
    ("OPERATES", "org", "provider"),
    ("VARIANT_OF", "chip", "chip"),
    ("VARIANT_OF", "provider", "provider"),
    ("OFFERS", "provider", "product"),
    ("RUNS_ON", "product", "chip"),
    ("CONTROLLED_BY", "chip", "rule"),
)


def drawn(seed: int) -> Rows:
    """A small random graph; its uids carry the seed, so that many fit in one folder."""
    chance, rows = random.Random(seed), Rows()
    sizes = {"org": 4, "tender": 4, "provider": 2, "chip": 3, "product": 2, "rule": 1}
    for _ in range(chance.randint(4, 22)):
        kind, start, end = chance.choice(KINDS)
        ends = [
            f"{place}:{seed}-{chance.randrange(sizes[place])}" for place in (start, end)
        ]
        if ends[0] == ends[1]:
            continue
        count = chance.choice((1, 1, 1, 2))
        rows.edge(
            kind,
            *ends,
            part=chance.choice(("", "", "", "lot:1", "lot:2", "?")),
            modality="required" if kind == "SEEKS" else "",
            documents=[f"doc:{seed}-{chance.randrange(3)}" for _ in range(count)],
            basis=chance.choice(("record", "record", "name", "judgement", "catalogue")),
            provenance=chance.choice(("primary", "primary", "primary", "reported")),
            quote=chance.choice(("said", "said", "said", "said", "")),
            identifier=chance.choice(("", "", "X:1", "X:2")),
        )
    for uid in list(rows.nodes):
        if uid.startswith("tender:") and chance.random() < 0.1:
            rows.node(uid, stage="failed")
        if uid.startswith("doc:") and chance.random() < 0.2:
            rows.node(uid, compiled=True)
    return rows


def united(many: list[Rows]) -> Rows:
    every = Rows()
    for rows in many:
        every.nodes |= rows.nodes
        every.edges |= rows.edges
    return every


def test_the_best_paths_are_those_of_a_slow_search(tmp_path: Path) -> None:
    many = [drawn(seed) for seed in range(GRAPHS)]
    graph, chance = opened(united(many), tmp_path), random.Random(0)
    compared = 0
    for rows in many:
        slow = SlowPaths(rows)
        pairs = list(combinations(sorted(slow.by_node), 2))
        for start, end in chance.sample(pairs, min(len(pairs), PAIRS)):
            worst, limit, hops = chance.choice(((5, 3, 6), (4, 5, 5), (2, 4, 4)))
            expected = slow.best(start, end, hops=hops, worst=worst, limit=limit)
            query = PathQuery(start, end, hops, limit, f"E{worst}", seconds=600)
            assert [
                (int(p.grade[1]), (p.uids, tuple(hop.key for hop in p.hops)))
                for p in search(graph, query).paths
            ] == expected
            compared += len(expected)
    assert compared > GRAPHS // 2


def dated(seed: int) -> Rows:
    """A small random graph whose tenders have days and stages, its awards amounts."""
    rows, chance = drawn(seed), random.Random(-seed)
    for uid in sorted(rows.nodes):
        if uid.startswith("tender:") and chance.random() < 0.8:
            rows.node(uid, date=date(2020 + chance.randrange(4), 1, 1))
            rows.node(uid, stage=rows.nodes[uid].get("stage") or chance.choice(STAGES))
    for edge in rows.edges.values():
        if edge["kind"] == "AWARDED_TO" and chance.random() < 0.7:
            edge["amount"] = float(chance.randrange(3))
    return rows


def wanted(rows: Rows, query: PathQuery) -> Callable[[Way], bool]:
    """Return what a query asks of a way but for its ends, length and grade."""

    def fits(way: Way) -> bool:
        nodes, keys = way
        days = [day for uid in nodes if (day := rows.nodes[uid].get("date"))]
        between = (rows.nodes[u] for u in nodes[1:-1] if u.startswith("tender:"))
        return (
            all(map(is_large, keys))
            and all(map(is_in, between))
            and (not query.forward or days == sorted(days))
        )

    def is_in(tender: dict[str, Any]) -> bool:
        day, stage = tender.get("date"), tender.get("stage", "")
        is_late = not query.since or bool(day and day >= query.since)
        return is_late and (not query.stages or stage in query.stages)

    def is_large(key: str) -> bool:
        edge = rows.edges[key]
        if edge["kind"] != "AWARDED_TO" or query.min_amount is None:
            return True
        return bool(edge.get("amount", -1.0) >= query.min_amount)

    return fits


def test_what_is_asked_of_days_stages_and_amounts_is_kept_as_in_a_slow_search(
    tmp_path: Path,
) -> None:
    many = [dated(seed) for seed in range(GRAPHS // 2)]
    graph, chance = opened(united(many), tmp_path), random.Random(1)
    compared = 0
    for rows in many:
        slow = SlowPaths(rows)
        uids = sorted(slow.by_node)
        if len(uids) < 5:
            continue
        ends = chance.sample(uids, 4)
        query = PathQuery(
            tuple(ends[:2]),
            tuple(ends[2:]),
            limit=5,
            min_grade="E5",
            seconds=600,
            since=chance.choice((None, date(2021, 1, 1))),
            stages=chance.choice(((), ("awarded", "tendered"))),
            min_amount=chance.choice((None, 1.0)),
            forward=chance.choice((False, True)),
        )
        expected = slow.best(
            query.start, query.end, hops=6, worst=5, limit=5, fits=wanted(rows, query)
        )
        assert [
            (int(p.grade[1]), (p.uids, tuple(hop.key for hop in p.hops)))
            for p in search(graph, query).paths
        ] == expected
        compared += len(expected)
    assert compared > GRAPHS // 4


def test_no_added_hop_raises_a_grade(tmp_path: Path) -> None:
    many = [drawn(seed) for seed in range(GRAPHS, GRAPHS + 60)]
    graph = opened(united(many), tmp_path)
    index, shortened = graph.index, 0
    meetings, numbers = Meetings(index, 1000), keys(index)
    for rows in many:
        slow = SlowPaths(rows)
        for start, end in list(combinations(sorted(slow.by_node), 2))[::9]:
            for path in search(graph, PathQuery(start, end, min_grade="E5")).paths:
                nodes = np.array([[index.number(uid) for uid in path.uids]])
                edges = np.array([[numbers[hop.key] for hop in path.hops]])
                for last in range(1, edges.shape[1]):
                    part = Ways(nodes[:, : last + 1], edges[:, :last])
                    grade = int(grade_of(index, meetings, part)[0])
                    assert grade <= int(path.grade[1])
                    shortened += 1
    assert shortened > 50


def keys(index: Index) -> dict[str, int]:
    """Return every edge's number by its key."""
    every = read(index, np.arange(len(index.edges)))[0]
    return {hop.key: number for number, hop in every.items()}

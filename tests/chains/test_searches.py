"""Searches of chains: large tenders, and the same answers as a slow search."""

import random

import pytest

from graphkit.search import cells, joins, stars
from graphkit.search.chains import ChainQuery, search
from tests.chains.told import Open, found, two_lots
from tests.graphs import Rows
from tests.slow_chains import SlowChains


def test_a_tender_of_very_many_parts_keeps_what_has_none_apart(
    open_graph: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cells, "MOST_PLACES", 1)
    rows = two_lots()
    rows.edge("VIA", "tender:t1", "provider:azure", part="?")
    rows.edge("SEEKS", "tender:t1", "chip:h100", part="?", modality="required")
    graph = open_graph(rows)
    assert found(graph, min_grade="E3", provider="provider:azure") == [
        ("B", "", "azure", "h100", "E3")
    ]


def test_more_combinations_than_can_be_looked_at_are_said(
    open_graph: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = Rows()
    said = {"supplier": [f"s{n}" for n in range(9)], "awards": ["chip:a", "chip:b"]}
    rows.notice("t1", buyer="A", **said)
    rows.notice("t2", buyer="C", supplier="s1")
    graph = open_graph(rows)
    query = ChainQuery(min_grade="E3")
    assert len(search(graph, query).chains) == 18
    assert not search(graph, query).truncated
    monkeypatch.setattr(stars, "COMBINATIONS", 5)
    cut = search(graph, query)
    assert (len(cut.chains), cut.truncated) == (5, True)
    monkeypatch.setattr(joins, "JOIN_ROWS", 1)
    assert search(graph, ChainQuery(min_grade="E4")).truncated


def drawn(seed: int) -> Rows:
    """Random tenders with parts, several of everything, and some that failed."""
    chance, rows = random.Random(seed), Rows()
    kinds = (
        ("ISSUED", "org", "tender"),
        ("AWARDED_TO", "tender", "org"),
        ("AWARDED_TO", "tender", "org"),
        ("HANDLED_BY", "tender", "org"),
        ("VIA", "tender", "provider"),
        ("SEEKS", "tender", "chip"),
        ("SEEKS", "tender", "product"),
        ("AWARDS", "tender", "chip"),
        ("AWARDS", "tender", "product"),
        ("RUNS_ON", "product", "chip"),
    )
    for _ in range(chance.randint(6, 26)):
        kind, start, end = chance.choice(kinds)
        ends = [f"{place}:{seed}-{chance.randrange(3)}" for place in (start, end)]
        parted = kind not in ("ISSUED", "HANDLED_BY", "RUNS_ON")
        rows.edge(
            kind,
            *ends,
            part=chance.choice(("", "", "lot:1", "lot:2", "?")) if parted else "",
            modality=chance.choice(("required", "minimum")) if kind == "SEEKS" else "",
            documents=[f"doc:{seed}-{chance.randrange(3)}" for _ in range(2)],
            provenance=chance.choice(("primary", "primary", "primary", "reported")),
            quote=chance.choice(("said", "said", "said", "said", "")),
            stage="failed" if chance.random() < 0.05 else "",
        )
    for uid in list(rows.nodes):
        if chance.random() < 0.15:
            rows.node(uid, compiled=True, stage="failed")
    return rows


def test_chains_are_those_of_a_slow_search(open_graph: Open) -> None:
    many = [drawn(seed) for seed in range(300)]
    rows = Rows()
    for one in many:
        rows.nodes |= one.nodes
        rows.edges |= one.edges
    graph = open_graph(rows)
    for worst in (1, 2, 3, 5):
        expected = sorted(chain for one in many for chain in SlowChains(one).all(worst))
        query = ChainQuery(min_grade=f"E{worst}", limit=10**6)
        chains = [c for c in search(graph, query).chains if not c.inferred]
        places = ("institution", "tender", "supplier", "provider", "item")
        assert expected == sorted(
            (*(c.uids.get(place, "") for place in places), int(c.grade[1]))
            for c in chains
        )
        assert len(expected) > 50

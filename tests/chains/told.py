"""Small graphs of one notice, and the chains found in them."""

from collections.abc import Callable

from graphkit.search.chains import Chain, ChainQuery, search
from graphkit.search.graph import Graph
from tests.graphs import Rows

Open = Callable[[Rows], Graph]


def found(graph: Graph, **query: str) -> list[tuple[str, str, str, str, str]]:
    """Return institution, intermediary, provider, item, grade of every chain."""
    return [
        (c.institution, c.intermediary, c.provider, c.item, c.grade)
        for c in search(graph, ChainQuery(**query)).chains  # type: ignore[arg-type]
    ]


def only(graph: Graph, **query: str) -> Chain:
    (chain,) = search(graph, ChainQuery(**query)).chains  # type: ignore[arg-type]
    return chain


def cloud(**more: str) -> Rows:
    """One notice: B rents AWS with A100 through Yunda."""
    rows = Rows()
    said = {"buyer": "B", "supplier": "Yunda", "provider": "provider:aws"}
    rows.notice("t2", **{**said, "awards": "chip:a100", "document": "doc:d2", **more})
    return rows


def two_lots() -> Rows:
    rows = Rows()
    lot = {"part": "lot:1", "supplier": "Yunda", "awards": "chip:a100"}
    rows.notice("t1", buyer="B", provider="provider:aws", **lot)
    rows.notice("t1", supplier="Chairs", part="lot:2", seeks="product:x/chair")
    return rows

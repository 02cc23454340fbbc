"""A drawing as the modules in static/view take it: things and relations.

Cards stay what they are in the drawing: one card a tender and part of it, so that
nothing can be read off the picture that stands in no record.
"""

from collections.abc import Callable, Mapping
from typing import Any

from graphkit.viz.drawing import Card, Drawing, Link
from graphkit.viz.shown import language

LABELS: Mapping[str, str] = {
    "institution": "Organization",
    "intermediary": "Organization",
    "supplier": "Organization",
    "tender": "Tender",
    "provider": "Provider",
    "product": "Product",
    "chip": "Chip",
    "model": "Model",
}


def things(drawing: Drawing, provenance: Callable[[str], str]) -> Mapping[str, Any]:
    """Return `nodes` and `edges`, each with the numbers of its chains, from 1.

    `provenance` says that of a source.
    """
    return {
        "nodes": [_node(card) for card in drawing.cards],
        "edges": [
            _edge(n, link, provenance(link.source))
            for n, link in enumerate(drawing.links)
        ],
    }


def _node(card: Card) -> Mapping[str, Any]:
    names = {
        f"name_{'zh' if language(name) == 'zh' else 'en'}": name
        for name in (card.other, card.name)
        if name
    }
    return {
        "uid": card.key,
        "label": LABELS[card.kind],
        "name": card.name,
        **names,
        "note": " · ".join(card.notes),
        "column": card.column,
        "chains": _numbers(card.chains),
    }


def _edge(number: int, link: Link, provenance: str) -> Mapping[str, Any]:
    return {
        "key": f"e{number}",
        "type": link.relation,
        "from": link.start,
        "to": link.end,
        "verb": link.verb,
        "grade": link.grade,
        "provenance": provenance,
        "inferred": link.relation == "INFERRED",
        "quote": link.quote,
        "chains": _numbers(link.chains),
    }


def _numbers(chains: tuple[int, ...]) -> list[int]:
    return [number + 1 for number in chains]

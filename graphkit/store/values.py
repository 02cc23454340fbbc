"""What comes back from a store, in plain Python: the same from every one."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from graphkit.schema import schema

OWN = frozenset(("_case", "_hash"))
"""A server's bookkeeping, which never comes back."""

ALWAYS = frozenset(("uid", "key", "tender", "part", "modality"))
"""Properties that every node or edge has; any other that is empty text is not there."""


def node(label: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return a node: its label, then what it has of the schema's properties."""
    return {"label": label} | _kept(properties, _node_order(label))


def edge(
    kind: str, start: str, end: str, properties: Mapping[str, Any]
) -> dict[str, Any]:
    """Return an edge: its type, the uids it joins, then its properties."""
    ends = {"type": kind, "src": start, "dst": end}
    return ends | _kept(properties, _edge_order(kind))


def path(nodes: list[Any], edges: list[Any]) -> dict[str, Any]:
    """Return a path: its nodes and edges, in order."""
    return {"nodes": nodes, "edges": edges}


def _kept(properties: Mapping[str, Any], order: tuple[str, ...]) -> dict[str, Any]:
    others = sorted(properties.keys() - set(order))
    return {
        name: properties[name]
        for name in (*order, *others)
        if properties.get(name) is not None and name not in OWN
    }


@cache
def _node_order(label: str) -> tuple[str, ...]:
    known = schema().nodes.get(label)
    return tuple(known.properties) if known else ()


@cache
def _edge_order(kind: str) -> tuple[str, ...]:
    known = schema().edges.get(kind)
    return tuple(known.properties) if known else ()

"""Values of the embedded engine as plain Python."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from graphkit.store import values

INNER = frozenset(("_ID", "_LABEL", "_SRC", "_DST"))
"""What the engine puts among the properties of nodes and edges."""


class Reader:
    """Turns values into what every store gives; `uids` are those of joined nodes."""

    def __init__(
        self, uids: Mapping[tuple[int, int], str], labels: Mapping[int, str]
    ) -> None:
        """Keep the uids by the engine's own numbers."""
        self.uids = uids
        self.labels = labels

    def plain(self, value: Any) -> Any:
        """Return a value without anything of the engine in it."""
        if isinstance(value, dict):
            return self._mapping(value)
        if isinstance(value, list):
            return [self.plain(item) for item in value]
        if isinstance(value, Decimal):  # a sum of integers is a wider number there
            whole = int(value)
            return whole if whole == value else float(value)
        if isinstance(value, timedelta | UUID):
            return str(value)
        return value.hex() if isinstance(value, bytes) else value

    def _mapping(self, value: Mapping[str, Any]) -> Any:
        if "_NODES" in value:
            edges = self.plain(value["_RELS"])
            return values.path(self.plain(value["_NODES"]), edges)
        if "_SRC" in value:
            start, end = (self.uids[_number(value[end])] for end in ("_SRC", "_DST"))
            return values.edge(value["_LABEL"], start, end, self._properties(value))
        if "_ID" in value and "_LABEL" in value:
            return values.node(value["_LABEL"], self._properties(value))
        return {name: self.plain(item) for name, item in value.items()}

    def _properties(self, value: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: self.plain(item) for name, item in value.items() if name not in INNER
        }


def links(found: Any) -> dict[int, set[int]]:
    """Return the numbers of the nodes that edges anywhere in values join, by table."""
    tables: dict[int, set[int]] = {}
    for value in _edges(found):
        for end in ("_SRC", "_DST"):
            table, place = _number(value[end])
            tables.setdefault(table, set()).add(place)
    return tables


def _edges(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        if "_SRC" in value:
            yield value
        else:
            for item in value.values():
                yield from _edges(item)
    elif isinstance(value, list):
        for item in value:
            yield from _edges(item)


def _number(reference: Mapping[str, int]) -> tuple[int, int]:
    return reference["table"], reference["offset"]

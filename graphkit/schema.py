"""The graph's labels, edge types and properties, read from `schema.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Properties = Mapping[str, str]
"""Property name to type, in the order of the tables' columns."""


@dataclass(frozen=True, slots=True)
class NodeType:
    """A label of the graph and the properties its nodes may have, `uid` first."""

    label: str
    about: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class EdgeType:
    """A relationship type: the pairs of labels it joins and its properties."""

    name: str
    about: str
    between: tuple[tuple[str, str], ...]
    properties: Properties

    def tables(self) -> tuple[str, ...]:
        """The names of its tables, `TYPE.From.To`, in schema order."""
        return tuple(f"{self.name}.{start}.{end}" for start, end in self.between)


@dataclass(frozen=True, slots=True)
class Schema:
    """The whole graph; `nodes` and `edges` keep the order of the file."""

    version: int
    nodes: Mapping[str, NodeType]
    edges: Mapping[str, EdgeType]


@cache
def schema() -> Schema:
    """Return the schema of `schema.toml`."""
    text = (files("graphkit") / "schema.toml").read_text(encoding="utf-8")
    parsed = tomllib.loads(text)
    nodes = {
        label: _node(label, parsed["node_properties"], spec)
        for label, spec in parsed["nodes"].items()
    }
    edges = {
        name: _edge(name, parsed["edge_properties"], spec)
        for name, spec in parsed["edges"].items()
    }
    return Schema(parsed["version"], nodes, edges)


def _node(label: str, common: Properties, spec: Mapping[str, str]) -> NodeType:
    own = {key: value for key, value in spec.items() if key != "about"}
    return NodeType(label, spec["about"], {**common, **own})


def _edge(name: str, common: Properties, spec: Mapping[str, object]) -> EdgeType:
    own = {
        key: str(value)
        for key, value in spec.items()
        if key not in ("about", "between")
    }
    pairs = spec["between"]
    assert isinstance(pairs, list)
    between = tuple((start, end) for start, end in pairs)
    return EdgeType(name, str(spec["about"]), between, {**common, **own})

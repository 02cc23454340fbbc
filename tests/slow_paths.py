"""A slow reference for path search: every simple path, one rule after another."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Any

from graphkit.schema import schema
from tests.graphs import Rows, label

Edge = Mapping[str, Any]
Way = tuple[tuple[str, ...], tuple[str, ...]]
"""Uids of nodes, keys of edges."""

BODIES = {"ISSUED", "AWARDED_TO", "BID_ON", "SUBCONTRACTED_TO"}
NAMED = {"VIA", "SEEKS", "AWARDS"}
PARTED = NAMED | {"AWARDED_TO", "SUBCONTRACTED_TO", "BID_ON"}
KIN = {"POSSIBLY_SAME", "PART_OF", "OWNS", "OPERATES", "LISTED_ON"}
BASES = {"identifier": 3, "judgement": 3, "name": 4}
NEVER = 9


class SlowPaths:
    """Paths of a few rows, by the rules as they are written in `docs/paths.md`."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.edges = {key: edge for key, edge in rows.edges.items() if self.used(edge)}
        self.by_node: dict[str, list[str]] = {}
        for key, edge in self.edges.items():
            for uid in (edge["src"], edge["dst"]):
                self.by_node.setdefault(uid, []).append(key)

    def used(self, edge: Edge) -> bool:
        if edge["kind"] in ("RESELLS", "DOCUMENTED_BY", "EXCLUDES", "CLASSIFIED_AS"):
            return False
        if edge["kind"] not in ("AWARDED_TO", "AWARDS"):
            return edge["src"] != edge["dst"]
        ended = ("failed", "cancelled")
        stage = self.rows.nodes[edge["src"]].get("stage", "")
        if stage in ended or edge["stage"] in ended:
            return False
        agents = {
            (other["src"], other["dst"])
            for other in self.rows.edges.values()
            if other["kind"] == "HANDLED_BY"
        }
        return (edge["src"], edge["dst"]) not in agents

    def best(
        self,
        start: str | tuple[str, ...],
        end: str | tuple[str, ...],
        *,
        hops: int,
        worst: int,
        limit: int,
        fits: Callable[[Way], bool] = lambda way: True,
    ) -> list[tuple[int, Way]]:
        """Return the best paths with their grades, in order."""
        starts, ends = (
            {one} if isinstance(one, str) else {*one} for one in (start, end)
        )
        found = [
            (grade, way)
            for first in starts
            for last in ends - starts
            for way in self.ways((first,), (), last, hops)
            if (grade := self.grade(way)) <= worst
            and not {*way[0][1:-1]} & (starts | ends)
            and fits(way)
        ]
        return sorted(found, key=self.rank)[:limit]

    def rank(self, graded: tuple[int, Way]) -> tuple[int, int, int, tuple[int, ...]]:
        grade, (_, keys) = graded
        strength = min(len(self.edges[key]["documents"]) for key in keys)
        return grade, len(keys), -strength, tuple(self.order[key] for key in keys)

    @cached_property
    def order(self) -> dict[str, int]:
        tables = [name for kind in schema().edges.values() for name in kind.tables()]

        def table(key: str) -> tuple[int, str]:
            edge = self.rows.edges[key]
            ends = label(edge["src"]), label(edge["dst"])
            return tables.index(".".join((edge["kind"], *ends))), key

        return {key: n for n, key in enumerate(sorted(self.rows.edges, key=table))}

    def ways(
        self, nodes: tuple[str, ...], keys: tuple[str, ...], end: str, hops: int
    ) -> Iterator[Way]:
        """Yield every simple way to the end whose steps may follow each other."""
        if nodes[-1] == end:
            if keys:
                yield nodes, keys
            return
        for key in self.by_node.get(nodes[-1], ()) if len(keys) < hops else ():
            edge = self.edges[key]
            far = edge["dst"] if edge["src"] == nodes[-1] else edge["src"]
            if far in nodes or (keys and self.meet(nodes[-1], keys[-1], key) == NEVER):
                continue
            yield from self.ways((*nodes, far), (*keys, key), end, hops)

    def grade(self, way: Way) -> int:
        nodes, keys = way
        worst = max(self.floor(self.edges[key]) for key in keys)
        for node, (one, other) in zip(nodes[1:], pairwise(keys), strict=False):
            worst = max(worst, self.meet(node, one, other))
        stated = [set(self.edges[key]["documents"]) for key in keys]
        plain = {
            uid
            for uid in set.intersection(*stated)
            if not self.rows.nodes[uid].get("compiled")
        }
        return max(worst, 1 if plain else 2)

    def floor(self, edge: Edge) -> int:
        """Return the best grade an edge allows."""
        kind, basis = edge["kind"], edge["basis"]
        if kind == "POSSIBLY_SAME" or not edge["quote"]:
            return 5
        if not edge["source"] and basis not in ("catalogue", "judgement"):
            return 5
        second = edge["provenance"] in ("catalogue", "reported", "analyst")
        best = 2 if second or basis == "catalogue" else 1
        if kind in KIN or kind == "RETENDER_OF":
            best = max(best, BASES.get(basis, 1))
        return max(best, 3) if kind == "RETENDER_OF" else best

    def meet(self, node: str, one: str, other: str) -> int:
        """Return the best grade of two edges that meet in a node."""
        a, b = self.edges[one], self.edges[other]
        kinds = {a["kind"], b["kind"]}
        if label(node) == "Tender":
            return self.in_tender(a, b)
        if label(node) == "Organization":
            return self.in_organization(a, b)
        if label(node) == "Product":
            asked = kinds & {"SEEKS", "AWARDS"}
            others = kinds - asked
            fine = len(others) == 2 or (asked and len(others) == 1)
            return 2 if fine else NEVER
        onward = [
            edge["kind"] in ("VARIANT_OF", "CONTROLLED_BY") and edge["src"] == node
            for edge in (a, b)
        ]
        return 2 if sum(onward) == 1 else NEVER

    def in_tender(self, a: Edge, b: Edge) -> int:
        best = 1
        if a["kind"] in PARTED and b["kind"] in PARTED:
            if a["part"] != b["part"]:
                return 3 if "?" in (a["part"], b["part"]) else NEVER
            best = 3 if a["part"] == "?" else 1
        for one, other in ((a, b), (b, a)):
            if one["kind"] == "AWARDED_TO" and other["kind"] in NAMED:
                suppliers = {
                    edge["dst"]
                    for edge in self.edges.values()
                    if (edge["kind"], edge["src"], edge["part"])
                    == ("AWARDED_TO", one["src"], one["part"])
                }
                best = 3 if len(suppliers) > 1 and one["part"] != "?" else best
        return best

    def in_organization(self, a: Edge, b: Edge) -> int:
        if "HANDLED_BY" in (a["kind"], b["kind"]):
            return NEVER
        if not {a["kind"], b["kind"]} <= BODIES:
            return 1
        if a["identifier"] and a["identifier"] == b["identifier"]:
            return 3
        bases = {a["basis"], b["basis"]}
        return 3 if "judgement" in bases and "name" not in bases else 4

"""A slow reference for chains: every combination of a part, rule after rule."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from tests.graphs import Rows

Edge = Mapping[str, Any]
Slow = tuple[str, str, str, str, str, int]
"""Institution, tender, supplier, provider, item (uids, '' for none), grade."""

ENDED = ("failed", "cancelled")


class SlowChains:
    """Chains of one tender each, by the rules as `docs/paths.md` has them."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def of(self, kind: str, tender: str) -> list[Edge]:
        end = "dst" if kind == "ISSUED" else "src"
        return [
            edge
            for edge in self.rows.edges.values()
            if edge["kind"] == kind and edge[end] == tender
        ]

    def all(self, worst: int) -> list[Slow]:
        """Return every chain of a grade or better, sorted."""
        tenders = [uid for uid in self.rows.nodes if uid.startswith("tender:")]
        found = [chain for uid in tenders for chain in self.chains(uid, worst)]
        return sorted(chain for chain in found if chain[-1] <= worst)

    def chains(self, tender: str, worst: int) -> Iterator[Slow]:
        awards, vias, items = self.awards(tender), self.of("VIA", tender), []
        items = self.of("SEEKS", tender) + self.awarded_items(tender)
        said = {edge["part"] for edge in (*awards, *vias, *items)}
        for part in sorted(said - {"?"}) or sorted(said):
            cell = [self.within(edges, part) for edges in (awards, vias, items)]
            if cell[1] or cell[2]:
                yield from self.combined(tender, part, *cell, worst)

    def within(self, edges: list[Edge], part: str) -> list[Edge]:
        return [edge for edge in edges if edge["part"] in (part, "?")]

    def stands(self, edge: Edge) -> bool:
        tender = self.rows.nodes[edge["src"]]
        return edge["stage"] not in ENDED and tender.get("stage", "") not in ENDED

    def awards(self, tender: str) -> list[Edge]:
        agents = {edge["dst"] for edge in self.of("HANDLED_BY", tender)}
        return [
            edge
            for edge in self.of("AWARDED_TO", tender)
            if self.stands(edge) and edge["dst"] not in agents
        ]

    def awarded_items(self, tender: str) -> list[Edge]:
        return [edge for edge in self.of("AWARDS", tender) if self.stands(edge)]

    def combined(
        self,
        tender: str,
        part: str,
        awards: list[Edge],
        vias: list[Edge],
        items: list[Edge],
        worst: int,
    ) -> Iterator[Slow]:
        clear = {edge["dst"] for edge in awards if edge["part"] != "?"}
        hops = self.with_facts(self.unanswered(items))
        for buyer, award, via, item in product(
            self.of("ISSUED", tender),
            awards or [None],
            self.maybe(vias),
            self.maybe(hops),
        ):
            chosen = [edge for edge in (buyer, award, via) if edge] + list(item or ())
            weak = any(edge["part"] == "?" for edge in chosen)
            weak |= bool(award) and award["part"] != "?" and len(clear) > 1
            hidden = (via is None and vias) or (item is None and items)
            if (via or item) and not (weak and hidden):
                yield (
                    buyer["src"],
                    tender,
                    award["dst"] if award else "",
                    via["dst"] if via else "",
                    item[-1]["dst"] if item else "",
                    self.grade(chosen, weak),
                )

    def maybe(self, choices: list[Any]) -> list[Any]:
        """Return choices, and none of them where none is of a stated part."""
        first = [c[0] if isinstance(c, tuple) else c for c in choices]
        return choices + [None] * all(edge["part"] == "?" for edge in first)

    def unanswered(self, items: list[Edge]) -> list[Edge]:
        def answers(award: Edge, item: Edge) -> bool:
            clearer = award["part"] != "?" or item["part"] == "?"
            return award["kind"] == "AWARDS" and award["dst"] == item["dst"] and clearer

        return [
            item
            for item in items
            if item["kind"] == "AWARDS"
            or item["modality"] not in ("", "required")
            or not any(answers(award, item) for award in items)
        ]

    def with_facts(self, items: list[Edge]) -> list[tuple[Edge, ...]]:
        facts = [e for e in self.rows.edges.values() if e["kind"] == "RUNS_ON"]
        return [
            hops
            for item in items
            for hops in [
                (item,),
                *((item, f) for f in facts if f["src"] == item["dst"]),
            ]
        ]

    def grade(self, hops: list[Edge], weak: bool) -> int:
        grade = 3 if weak else 1
        for edge in hops:
            if not edge["quote"] or (
                not edge["source"] and edge["basis"] != "catalogue"
            ):
                return 5
            if edge["provenance"] != "primary" or edge["basis"] == "catalogue":
                grade = max(grade, 2)
            grade = max(grade, 2) if edge["kind"] == "RUNS_ON" else grade
        stated = [set(edge["documents"]) for edge in hops if edge["kind"] != "RUNS_ON"]
        nodes = self.rows.nodes
        plain = [u for u in set.intersection(*stated) if not nodes[u].get("compiled")]
        return grade if plain else max(grade, 2)

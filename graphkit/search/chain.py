"""A chain as people see it: its names, its grade, and the hops it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np

from graphkit.identity import chain_key
from graphkit.rules import Control, Rules, controls, load
from graphkit.search import grades, reasons
from graphkit.search.arrays import NONE
from graphkit.search.cells import ENDED
from graphkit.search.chain_rows import Row
from graphkit.search.hops import Hop, Names, day, read, said_date
from graphkit.search.index import Index
from graphkit.source import PROVENANCES


@dataclass(frozen=True, slots=True)
class Chain:
    """Names that one tender's records put together, or several tenders' (`inferred`).

    Empty where no record names a part: hardware bought has no provider, a direct sale
    and a tender not yet awarded no intermediary. `tender` and `tenders` are uids.
    `date` and `until` are the first and the last day it may mean, `date_text` the date
    as precise as it was said. `count` is
    the number of pairs of tenders that support an inferred chain.
    """

    key: str
    institution: str
    tender: str
    tenders: tuple[str, ...]
    intermediary: str
    provider: str
    item: str
    item_label: str
    relation: str
    modality: str
    stage: str
    until: date | None
    date: date | None
    date_text: str
    amount: float | None
    currency: str
    tax: str
    grade: str
    inferred: bool
    provenance: str
    count: int
    controls: tuple[Control, ...]
    hops: tuple[Hop, ...]
    why: str
    uids: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the chain as `chains --json` prints it; what is not named is null."""
        return {
            "key": self.key,
            "institution": self.institution,
            "tender": self.tender,
            "tenders": list(self.tenders),
            "intermediary": self.intermediary or None,
            "provider": self.provider or None,
            "item": (
                {"label": self.item_label, "name": self.item} if self.item else None
            ),
            "relation": self.relation or None,
            "modality": self.modality or None,
            "stage": self.stage or None,
            "date": self.date_text or None,
            "amount": self.amount,
            "currency": self.currency or None,
            "tax": self.tax or None,
            "grade": self.grade,
            "inferred": self.inferred,
            "provenance": self.provenance,
            "count": self.count,
            "controls": [
                {"rule": c.rule, "status": c.status, "clause": c.clause}
                for c in self.controls
            ],
            "hops": [hop.to_json() for hop in self.hops],
            "grade_words": grades.WORDS[self.grade],
            "why": self.why,
            "uids": self.uids,
        }


class Reader:
    """Makes chains of rows of edges.

    `as_of` evaluates the rules on that day instead of the chain's own; `rules` is a
    file that switches or moves some of them, or rules that were loaded.
    """

    def __init__(
        self,
        index: Index,
        as_of: date | None = None,
        rules: Rules | Path | None = None,
    ) -> None:
        """Read names and quotes from an index."""
        self.index, self.as_of = index, as_of
        self.rules = rules if isinstance(rules, Rules) else load(rules)

    def chains(self, rows: Sequence[Row]) -> tuple[Chain, ...]:
        """Return the chains of rows, in their order."""
        edges = np.array([edge for row in rows for edge in row.hops], np.int64)
        hops, names = read(self.index, edges)
        return tuple(self._chain(row, hops, names) for row in rows)

    def _chain(self, row: Row, hops: Mapping[int, Hop], names: Names) -> Chain:
        index, inferred = self.index, row.won != NONE
        own = tuple(hops[edge] for edge in row.hops)
        nodes = self._nodes(row)
        uids = {place: names.uids[node] for place, node in nodes.items()}
        called = {place: names.names[node] for place, node in nodes.items()}
        tenders = (uids["tender"], names.uids[row.tender])
        item = nodes.get("item", NONE)
        first, last = day(row.day), day(row.until)
        amount, currency, tax = self._price(row)
        return Chain(
            key=chain_key(hop.key for hop in own),
            institution=called["institution"],
            tender=uids["tender"],
            tenders=tenders if inferred else tenders[:1],
            intermediary=called.get("intermediary", ""),
            provider=called.get("provider", ""),
            item=called.get("item", ""),
            item_label=index.label(item) if item != NONE else "",
            relation=hops[row.item].type if item != NONE and not inferred else "",
            modality="" if inferred else self._modality(row),
            stage="" if inferred else self._stage(row),
            date=first,
            until=last,
            date_text=said_date(first, last),
            amount=amount,
            currency=currency,
            tax=tax,
            grade=grades.GRADES[row.grade - 1],
            inferred=inferred,
            provenance=PROVENANCES[row.provenance],
            count=row.count,
            controls=self._controls(uids.get("item", ""), first, last),
            hops=own,
            why=reasons.of_chain(index, row),
            uids=uids,
        )

    def _price(self, row: Row) -> tuple[float | None, str, str]:
        """Return what was awarded, its currency, and whether tax is in it.

        An inferred chain has no amount of its own.
        """
        index, award = self.index, row.award
        amount = float(index.edges.amount[award])
        if row.won != NONE or award == NONE or isnan(amount):
            return None, "", ""
        return amount, index.said("currency", award), index.said("tax", award)

    def _modality(self, row: Row) -> str:
        return self.index.said("modality", row.item if row.item != NONE else row.via)

    def _nodes(self, row: Row) -> dict[str, int]:
        """Return the node in each place of a chain that has one."""
        start, end = self.index.edges.start, self.index.edges.end
        nodes = {"institution": int(start[row.buyer]), "tender": int(end[row.buyer])}
        if row.award != NONE:
            nodes["supplier"] = int(end[row.award])
            if not row.direct:
                nodes["intermediary"] = nodes["supplier"]
        if row.via != NONE:
            nodes["provider"] = int(end[row.via])
        if row.item != NONE:
            nodes["item"] = int(end[row.item if row.fact == NONE else row.fact])
        return nodes

    def _stage(self, row: Row) -> str:
        """Return how far the chain's part came, by its hops, else by its tender."""
        index = self.index
        own = int(index.tenders.stage[index.within("Tender", row.tender)])
        stages = index.vocabularies["stage"]
        return stages[own if stages[own] in ENDED else row.stage or own]

    def _controls(
        self, uid: str, first: date | None, last: date | None
    ) -> tuple[Control, ...]:
        if not uid:
            return ()
        if self.as_of:
            first = last = self.as_of
        return controls(uid, first or date.min, last or date.max, self.rules)

"""Chains as rows of edge numbers, one at a time, on the way to being read."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.search.arrays import NONE
from graphkit.search.index import Index
from graphkit.search.joins import Joins
from graphkit.search.offers import Numbers
from graphkit.search.stars import Stars, is_direct


@dataclass(frozen=True, slots=True)
class Row:
    """The edges of one chain, NONE for a hop it has not.

    `won` is NONE in a chain of one tender; in an inferred one it is the award of the
    institution's own tender, and `award` to `fact` are those of `tender`, another
    one. `direct` says that the supplier runs the provider. Of all hops `provenance`
    is the weakest, `floor` the worst grade that one brings, `stage` the furthest.
    """

    tender: int
    buyer: int
    award: int
    via: int
    item: int
    fact: int
    grade: int
    day: int
    won: int
    count: int
    direct: bool
    provenance: int
    floor: int
    stage: int

    @property
    def hops(self) -> list[int]:
        """The edges there are, in order of the hops."""
        every = (self.buyer, self.won, self.award, self.via, self.item, self.fact)
        return [edge for edge in every if edge != NONE]


def star_rows(index: Index, stars: Stars) -> list[Row]:
    """Return chains of one tender as rows."""
    none, one = np.full(len(stars), NONE), np.ones(len(stars), np.int64)
    return _rows(
        index, stars, buyer=stars.buyer, grade=stars.grade, won=none, count=one
    )


def join_rows(index: Index, joins: Joins) -> list[Row]:
    """Return inferred chains as rows."""
    return _rows(
        index,
        joins.stars,
        buyer=joins.buyer,
        grade=joins.grade,
        won=joins.won,
        count=joins.count,
    )


def _rows(index: Index, stars: Stars, **columns: Numbers) -> list[Row]:
    every = {field.name: getattr(stars, field.name) for field in fields(stars)}
    every |= columns
    names = ("buyer", "won", "award", "via", "item", "fact")
    hops = np.stack([every[name] for name in names], axis=1)
    every["direct"] = is_direct(index, stars.award, stars.via)
    every["provenance"] = _most(index.edges.provenance, hops)
    every["floor"] = _most(index.support.grade, hops)
    every["stage"] = _most(index.edges.stage, hops)
    listed = [every[field.name].tolist() for field in fields(Row)]
    return [Row(*values) for values in zip(*listed, strict=True)]


def _most(values: npt.NDArray[Any], hops: npt.NDArray[Any]) -> npt.NDArray[Any]:
    most: npt.NDArray[Any] = np.where(hops == NONE, 0, values[hops]).max(axis=1)
    return most

"""Chains as rows of edge numbers, one at a time, on the way to being read."""

from collections.abc import Mapping
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
    one. `direct` says that the supplier runs the provider. `until` is the last day that
    `day` may mean. Of all `hops` there are, in their order, `provenance` is the
    weakest, `floor` the worst grade that one brings, `stage` the furthest.
    """

    tender: int
    buyer: int
    award: int
    via: int
    item: int
    fact: int
    grade: int
    day: int
    until: int
    won: int
    count: int
    direct: bool
    provenance: int
    floor: int
    stage: int
    hops: tuple[int, ...]


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
    every["until"] = _until(index, every)
    listed = [every[field.name].tolist() for field in fields(Row)[:-1]]
    there = [tuple(e for e in row if e != NONE) for row in hops.tolist()]
    return [Row(*values) for values in zip(*listed, there, strict=True)]


def _until(index: Index, every: Mapping[str, Numbers]) -> Numbers:
    """Return the last day that each row's day may mean, as what gives it says."""
    edges, tenders, day = index.edges, index.tenders, every["day"]
    place = index.within("Tender", every["tender"])
    until = np.where(tenders.day[place] == day, tenders.until[place], day)
    for name in ("item", "award"):
        edge = every[name]
        gives = (edge != NONE) & (edges.day[edge] == day)
        until = np.where(gives, edges.until[edge], until)
    return until


def _most(values: npt.NDArray[Any], hops: npt.NDArray[Any]) -> npt.NDArray[Any]:
    most: npt.NDArray[Any] = np.where(hops == NONE, 0, values[hops]).max(axis=1)
    return most

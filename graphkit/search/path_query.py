"""What is asked of paths: their ends, and what may lie between."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.errors import NameLookupError
from graphkit.search.arrays import NO_DAY, NONE, Flags
from graphkit.search.hops import EPOCH
from graphkit.search.index import Index

HUB_STEPS = 2_000
"""An organisation with more steps than this joins no tenders, unless it is an end."""

Nodes = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class PathQuery:
    """What is asked for; `start`, `end` and `avoid` are uids, or several of them.

    `limit` paths of at most `max_hops` hops and of `min_grade` or better, looked for
    within `seconds`. A path leads from one of the starts to one of the ends and passes
    through none of the others, nor of `avoid`, which shuts no end; `with_parts` adds
    what is PART_OF the ends. Organisations with more than `hub` connections join no
    tenders.

    Tenders between the ends are of the days `since` to `until`, of one of the `stages`,
    and awards of `min_amount` or more, whatever the currency; what a record does not
    say is none of these. `forward`: no tender is earlier than one before it.
    `pattern` says which hops follow each other (see `patterns`); `diverse` gives paths
    that share no more than half of what lies between their ends with a better one.
    """

    start: str | tuple[str, ...]
    end: str | tuple[str, ...]
    max_hops: int = 6
    limit: int = 10
    min_grade: str = "E2"
    avoid: tuple[str, ...] = ()
    seconds: float = 5.0
    hub: int = HUB_STEPS
    since: date | None = None
    until: date | None = None
    stages: tuple[str, ...] = ()
    min_amount: float | None = None
    forward: bool = False
    pattern: str = ""
    diverse: bool = False
    with_parts: bool = False


def node(index: Index, uid: str) -> int:
    """Return the node of a uid. Raises NameLookupError where there is none."""
    found = index.number(uid)
    if found == NONE:
        raise NameLookupError(f"nothing has the uid {uid!r}")
    return found


def ends_of(index: Index, given: str | tuple[str, ...], with_parts: bool) -> Nodes:
    """Return the nodes of uids, ascending; with what is part of them where asked."""
    uids = (given,) if isinstance(given, str) else given
    found = np.unique(np.array([node(index, uid) for uid in uids], np.int64))
    while with_parts:
        parts = index.edges.start[index.entering_all(found, "PART_OF")]
        more = np.union1d(found, parts)
        if len(more) == len(found):
            break
        found = more
    return found


def shut(index: Index, query: PathQuery, ends: Nodes) -> Flags:
    """Say of every node whether no path goes through it; an end is never shut."""
    found = np.zeros(index.n_nodes, np.bool_)
    first, count = index.labels["Tender"]
    found[first : first + count] = ~_tenders(index, query)
    found[[node(index, uid) for uid in query.avoid]] = True
    found[ends] = False
    return found


def large_enough(index: Index, query: PathQuery) -> Flags | None:
    """Say of every edge if it is no award below `min_amount`; None for no bound."""
    if query.min_amount is None:
        return None
    found: Flags = np.ones(len(index.edges), np.bool_)
    award = index.of_type("AWARDED_TO")
    with np.errstate(invalid="ignore"):
        found[award] = index.edges.amount[award] >= query.min_amount
    return found


def _tenders(index: Index, query: PathQuery) -> Flags:
    """Say of every tender whether its day and stage are asked for."""
    tenders = index.tenders
    fits: Flags = np.ones(len(tenders.day), np.bool_)
    if query.since:
        fits &= (tenders.day >= (query.since - EPOCH).days) & (tenders.day != NO_DAY)
    if query.until:
        fits &= (tenders.until <= (query.until - EPOCH).days) & (tenders.day != NO_DAY)
    if query.stages:
        wanted = np.array(
            [stage in query.stages for stage in index.vocabularies["stage"]]
        )
        fits &= wanted[tenders.stage]
    return fits


def runs_forward(index: Index, nodes: Nodes) -> Flags:
    """Say of rows of nodes whether no tender is earlier than one before it.

    A tender without a day is neither; of a partial date the last day counts.
    """
    first, count = index.labels["Tender"]
    latest = np.full(len(nodes), -NO_DAY, np.int64)
    fits: Flags = np.ones(len(nodes), np.bool_)
    for column in nodes.T:
        is_tender = (column >= first) & (column < first + count)
        place = np.where(is_tender, column - first, 0)
        day = index.tenders.day[place].astype(np.int64)
        is_dated = is_tender & (day != NO_DAY)
        fits &= ~is_dated | (index.tenders.until[place] >= latest)
        latest = np.where(is_dated, np.maximum(latest, day), latest)
    return fits

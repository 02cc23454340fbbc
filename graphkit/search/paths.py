"""Paths: how two things connect, as well as records support it.

The best come first: by grade, then length, then strength of evidence (by how many
documents the weakest hop is stated), then in the order of the tables. A path names no
node twice. What joins tenders is an inference, and says so.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from graphkit.identity import chain_key
from graphkit.search import grades, reasons
from graphkit.search.graph import Graph
from graphkit.search.hops import Hop, Names, read
from graphkit.search.index import Index
from graphkit.search.meetings import Meetings
from graphkit.search.path_query import PathQuery, ends_of, large_enough, shut
from graphkit.search.path_seeker import Found, Seeker
from graphkit.search.walks import Limits
from graphkit.source import PROVENANCES

__all__ = ["Path", "PathQuery", "PathResult", "search"]

HUBS_NAMED = 3
CHOICE = 10
"""How many paths are looked at for each one that must be unlike the others."""

SHARED_MOST = 0.5
"""How much of what lies between its ends a diverse path may share with a better one."""


@dataclass(frozen=True, slots=True)
class Path:
    """A way from one node to another: names of nodes, hops in their order.

    A hop runs from its edge's start to its end, whichever way the path goes.
    `truncated` is that of the search: there may be better paths that were not seen.
    """

    key: str
    nodes: tuple[str, ...]
    hops: tuple[Hop, ...]
    grade: str
    inferred: bool
    truncated: bool
    provenance: str
    why: str
    uids: tuple[str, ...]
    labels: tuple[str, ...]
    tenders: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the path as `paths --json` prints it."""
        return {
            "key": self.key,
            "nodes": list(self.nodes),
            "hops": [hop.to_json() for hop in self.hops],
            "grade": self.grade,
            "inferred": self.inferred,
            "truncated": self.truncated,
            "provenance": self.provenance,
            "grade_words": grades.WORDS[self.grade],
            "why": self.why,
            "uids": list(self.uids),
            "labels": list(self.labels),
            "tenders": list(self.tenders),
        }


@dataclass(frozen=True, slots=True)
class PathResult:
    """Paths, best first; `misses` say what was left out or what stood nearest.

    `truncated` says that there are more paths than `limit`, or that the search was
    cut short: by its deadline, by a hub, by too many ways.
    """

    paths: tuple[Path, ...]
    truncated: bool
    misses: tuple[str, ...]


def search(graph: Graph, query: PathQuery) -> PathResult:
    """Return the best paths between two nodes.

    Raises NameLookupError for an unknown uid, QueryError for an unknown grade.
    """
    index, ends = graph.index, time.monotonic() + query.seconds
    seeker = Seeker(index, _limits(index, query, ends), query)
    worst = grades.number(query.min_grade)
    if query.diverse:
        found = _diverse(seeker.best(worst, query.limit * CHOICE), query.limit)
    else:
        found = seeker.best(worst, query.limit)
    paths = read_paths(index, seeker.meetings, found, truncated=seeker.is_cut)
    misses = [] if paths else _nearest(index, seeker, query)
    return PathResult(paths, seeker.is_cut, (*misses, *_left_out(index, seeker, query)))


def _limits(index: Index, query: PathQuery, until: float) -> Limits:
    ends = np.concatenate(
        [ends_of(index, given, query.with_parts) for given in (query.start, query.end)]
    )
    return Limits(until, shut(index, query, ends), large_enough(index, query))


def _diverse(found: Sequence[Found], limit: int) -> list[Found]:
    """Return the best ways, each unlike every better one in what lies between."""
    chosen: list[Found] = []
    for ways in found:
        own = set(ways.nodes[1:-1])
        if all(_shared(own, kept) <= SHARED_MOST for kept in chosen):
            chosen.append(ways)
    return chosen[:limit]


def _shared(own: set[int], other: Found) -> float:
    """Return how much of a way lies on another one; all of a direct hop lies on any."""
    return len(own & set(other.nodes[1:-1])) / len(own) if own else 1.0


def read_paths(
    index: Index, meetings: Meetings, found: Sequence[Found], *, truncated: bool
) -> tuple[Path, ...]:
    """Return the paths of ways, in their order, with names and quotes."""
    every = [edge for ways in found for edge in ways.edges]
    hops, names = read(index, np.array(every, np.int64))
    return tuple(_path(index, meetings, ways, hops, names, truncated) for ways in found)


def _path(
    index: Index,
    meetings: Meetings,
    ways: Found,
    hops: Mapping[int, Hop],
    names: Names,
    truncated: bool,
) -> Path:
    own = [hops[edge] for edge in ways.edges]
    weakest = int(index.edges.provenance[list(ways.edges)].max())
    labels = tuple(index.label(node) for node in ways.nodes)
    uids = tuple(names.uids[node] for node in ways.nodes)
    tenders = [u for u, kind in zip(uids, labels, strict=True) if kind == "Tender"]
    return Path(
        key=chain_key(hop.key for hop in own),
        nodes=tuple(names.names[node] for node in ways.nodes),
        hops=tuple(own),
        grade=grades.GRADES[ways.grade - 1],
        inferred=len(tenders) > 1,
        truncated=truncated,
        provenance=PROVENANCES[weakest],
        why=reasons.of_path(index, meetings, ways),
        uids=uids,
        labels=labels,
        tenders=tuple(tenders),
    )


def _nearest(index: Index, seeker: Seeker, query: PathQuery) -> Iterator[str]:
    """Say what failed where there is no path: an end, the grade, what is avoided."""
    if not len(seeker.end):
        yield "both ends are the same"
        return
    for ends in (seeker.start, seeker.end):
        if (index.steps.start[ends] == index.steps.start[ends + 1]).all():
            yield f"no hop of a path starts from {index.name(int(ends[0]))}"
            return
    above = grades.number(query.min_grade)
    if told := _told(index, seeker.best(5, 1, above)):
        yield f"not at {query.min_grade}, but {told}"
        return
    for asked, freed in (
        ("without what is avoided", replace(query, avoid=())),
        ("with what is asked of days, stages, amounts and hops", _plain(query)),
    ):
        if freed != query:
            limits = _limits(index, freed, seeker.limits.ends)
            other = Seeker(index, limits, freed)
            if told := _told(index, other.best(5, 1)):
                yield f"not {asked}, but {told}"
                return
    yield f"no path of at most {query.max_hops} hops"


def _plain(query: PathQuery) -> PathQuery:
    """Return a query without bounds on what lies between its ends."""
    freed = replace(query, since=None, until=None, stages=(), min_amount=None)
    return replace(freed, forward=False, pattern="")


def _told(index: Index, found: Sequence[Found]) -> str:
    """Return the first way as a sentence, '' where there is none."""
    for ways in found:
        grade = grades.GRADES[ways.grade - 1]
        names = " -> ".join(index.name(node) for node in ways.nodes)
        return f"at {grade} ({grades.WORDS[grade]}): {names}"
    return ""


def _left_out(index: Index, seeker: Seeker, query: PathQuery) -> Iterator[str]:
    """Say what the search did not look at."""
    limits, start = seeker.limits, index.steps.start
    hubs = sorted(limits.hubs, key=lambda n: (int(start[n] - start[n + 1]), n))
    for hub in hubs[:HUBS_NAMED]:
        steps = int(start[hub + 1] - start[hub])
        yield (
            f"not joined through {index.name(hub)}: it has {steps:,} connections, "
            f"more than {query.hub:,}; ask for paths from or to it"
        )
    if len(hubs) > HUBS_NAMED:
        yield f"nor through {len(hubs) - HUBS_NAMED} others with as many"
    if limits.late:
        yield f"the search stopped after {query.seconds:g} s"
    if limits.cut:
        yield "there are more ways than were looked at"

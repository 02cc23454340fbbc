"""Paths: how two things connect, as well as records support it.

The best come first: by grade, then length, then strength of evidence (by how many
documents the weakest hop is stated), then in the order of the tables. A path names no
node twice. What joins tenders is an inference, and says so.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graphkit.identity import chain_key
from graphkit.search import grades, reasons
from graphkit.search.arrays import Flags
from graphkit.search.graph import Graph
from graphkit.search.hops import Hop, Names, read
from graphkit.search.index import Index
from graphkit.search.meetings import Meetings
from graphkit.search.path_seeker import Found, PathQuery, Seeker, node
from graphkit.search.walks import Limits
from graphkit.source import PROVENANCES

__all__ = ["Path", "PathQuery", "PathResult", "search"]

HUBS_NAMED = 3


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
    index = graph.index
    seeker = Seeker(index, _limits(index, query), query)
    found = seeker.best(grades.number(query.min_grade), query.limit)
    paths = read_paths(index, seeker.meetings, found, truncated=seeker.is_cut)
    misses = [] if paths else _nearest(index, seeker, query)
    return PathResult(paths, seeker.is_cut, (*misses, *_left_out(index, seeker, query)))


def _limits(index: Index, query: PathQuery) -> Limits:
    ends = time.monotonic() + query.seconds
    avoid = np.zeros(index.n_nodes, np.bool_)
    avoid[[node(index, uid) for uid in query.avoid]] = True
    return Limits(ends, avoid)


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
    for uid in (query.start, query.end):
        place = node(index, uid)
        if index.steps.start[place] == index.steps.start[place + 1]:
            yield f"no hop of a path starts from {index.name(place)}"
            return
    if query.start == query.end:
        yield "both ends are the same"
        return
    above = grades.number(query.min_grade)
    if told := _told(index, seeker.best(5, 1, above)):
        yield f"not at {query.min_grade}, but {told}"
        return
    if query.avoid:
        freed = Seeker(index, Limits(seeker.limits.ends, _nothing(index)), query)
        if told := _told(index, freed.best(5, 1)):
            yield f"not without what is avoided, but {told}"
            return
    yield f"no path of at most {query.max_hops} hops"


def _nothing(index: Index) -> Flags:
    return np.zeros(index.n_nodes, np.bool_)


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

"""Walks: what can be reached from one end of a path, hop by hop, and by which ways.

A walk grows in layers of states, a state being a node and the class of the step that
reached it. Which steps may follow hangs on no more than that, but for parts, names and
nodes that come twice: those are looked at when the ways are read out as rows.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.search.arrays import Flags, Longs, among, grouped, spread
from graphkit.search.index import Index
from graphkit.search.meetings import Meetings

Numbers = npt.NDArray[Any]

LAYER_STEPS = 3_000_000
JOINT_GRADE = 3
"""The best grade at which tenders are joined: by an identifier or a judgement."""

ROWS = 300_000
"""The most steps looked at from one layer, and the most ways held at once."""


@dataclass(slots=True)
class Limits:
    """What bounds a search, and what of it was met.

    `avoid` are nodes that no way goes through, `edges` those that it may go by (all
    where there are none). `hubs` are nodes through which ways were left out, `cut` says
    that there were too many ways, `late` that time was up (`ends`, on the monotonic
    clock).
    """

    ends: float
    avoid: Flags
    edges: Flags | None = None
    hubs: set[int] = field(default_factory=set)
    cut: bool = False
    late: bool = False

    def is_over(self) -> bool:
        """Say whether time is up, and remember it."""
        self.late |= time.monotonic() > self.ends
        return self.late

    def within(self, counts: Numbers, most: int) -> Flags:
        """Say which of the leading counts fit, and remember where some do not."""
        fits: Flags = np.cumsum(counts) <= most
        self.cut |= not fits.all()
        return fits


@dataclass(frozen=True, slots=True)
class Layer:
    """States in ascending order, and the links to them from the layer before.

    Links of state `s` of the layer before are `start[s]:start[s + 1]`; each has the
    `edge` it goes by and the `state` of this layer that it leads to.
    """

    node: Numbers
    arrival: Numbers
    start: Longs
    edge: Numbers
    state: Numbers


@dataclass(frozen=True, slots=True)
class Ways:
    """Rows of nodes, from an end of the path on, and of the edges between them."""

    nodes: Numbers
    edges: Numbers

    def __len__(self) -> int:
        """Return how many ways there are."""
        return len(self.nodes)

    def where(self, rows: Numbers) -> "Ways":
        """Return some of the ways."""
        return Ways(self.nodes[rows], self.edges[rows])


class Walk:
    """All that is reached from `roots` with hops and joins of grade `worst` or better.

    Roots are in ascending order. The walk does not go on from `goals`, the other ends
    of paths, nor into another root. `hops` says for each hop of a pattern in which
    classes it may arrive; without it every hop may in every class.
    """

    def __init__(
        self,
        index: Index,
        meetings: Meetings,
        limits: Limits,
        roots: Numbers,
        goals: Numbers,
        worst: int,
        hops: Sequence[Flags] = (),
    ) -> None:
        """Stand at the roots."""
        self.index, self.meetings, self.limits = index, meetings, limits
        self.roots, self.worst, self.hops = roots, worst, hops
        self.is_goal = np.zeros(index.n_nodes, np.bool_)
        self.is_goal[goals] = True
        self.shut = limits.avoid.copy()
        self.shut[roots] = True
        none, classes = np.zeros(0, np.int64), np.full(len(roots), meetings.start)
        first = Layer(roots, classes, np.zeros(1, np.int64), none, none)
        self.layers = [first]

    @property
    def cost(self) -> int:
        """How many steps lead on from the last layer."""
        begin, end = self._leading()
        return int((end - begin).sum())

    def _leading(self) -> tuple[Numbers, Numbers]:
        """Return where the steps that may lead on from the last layer begin and end."""
        start, last = self.index.steps.start, self.layers[-1]
        begin, end = start[last.node], start[last.node + 1]
        closed = self._closed(last) | self.is_goal[last.node]
        return begin, np.where(closed, begin, end)

    def _closed(self, last: Layer) -> Flags:
        """Say of states where it does not go on: to tenders, but as an inference."""
        steps, hub = self.index.steps, self.meetings.is_hub[last.node]
        closed: Flags = self.meetings.is_body[last.arrival] & ~steps.kin[last.node]
        if self.worst > JOINT_GRADE:
            closed &= hub
        elif self.worst == JOINT_GRADE:
            closed &= hub | ~steps.joint[last.node]
        return closed

    def grow(self) -> None:
        """Add the layer that is one hop further."""
        steps, last = self.index.steps, self.layers[-1]
        self._note_hubs(last)
        begin, end = self._leading()
        end = np.where(self.limits.within(end - begin, LAYER_STEPS), end, begin)
        owner, place = self._following(last, *spread(begin, end))
        width = self.meetings.start + 1
        reached = steps.far[place] * np.int64(width) + steps.arrival[place]
        states, state = np.unique(reached, return_inverse=True)
        links = grouped(owner, len(last.node)), steps.edge[place], state.reshape(-1)
        self.layers.append(Layer(states // width, states % width, *links))

    def _following(
        self, last: Layer, owner: Numbers, place: Numbers
    ) -> tuple[Numbers, Numbers]:
        """Return the steps that may follow their states."""
        steps, rules = self.index.steps, self.meetings
        leaving = steps.arrival[place] ^ 1
        fits = rules.best[last.arrival[owner], leaving] <= self.worst
        fits &= steps.bar[place] <= self.worst
        owner, place, leaving = owner[fits], place[fits], leaving[fits]
        fits = ~self.shut[steps.far[place]]
        if self.limits.edges is not None:
            fits &= self.limits.edges[steps.edge[place]]
        if self.hops:
            fits &= self.hops[len(self.layers) - 1][steps.arrival[place]]
        hubs = rules.is_hub[last.node]
        if hubs.any():
            flooded = rules.floods[last.arrival[owner], leaving] & hubs[owner]
            self.limits.hubs.update(last.node[owner[fits & flooded]].tolist())
            fits &= ~flooded
        return owner[fits], place[fits]

    def _note_hubs(self, last: Layer) -> None:
        if self.worst >= JOINT_GRADE:
            closed = self._closed(last) & ~self.is_goal[last.node]
            hubs = last.node[closed & self.meetings.is_hub[last.node]]
            self.limits.hubs.update(hubs.tolist())

    def ways(self, depth: int, nodes: Numbers) -> Ways:
        """Return the ways of `depth` hops that end in some nodes (ascending)."""
        alive = self._alive(depth, nodes)
        state = np.arange(len(self.roots))
        ways = Ways(self.roots[:, None], np.zeros((len(self.roots), 0), np.int64))
        for layer, reaching in zip(self.layers[1 : depth + 1], alive, strict=True):
            begin, end = layer.start[state], layer.start[state + 1]
            owner, link = spread(begin, end)
            keep = reaching[layer.state[link]]
            owner, link = owner[keep], link[keep]
            if self.limits.is_over():
                owner, link = owner[:0], link[:0]
            ways, state = self._further(ways, layer, owner, link)
        return ways

    def _alive(self, depth: int, nodes: Numbers) -> list[Flags]:
        """Say of the states of each layer from which of the nodes can be reached."""
        alive = [among(self.layers[depth].node, nodes)]
        for layer in reversed(self.layers[2 : depth + 1]):
            links = alive[0][layer.state]
            before = np.zeros(len(layer.start) - 1, np.bool_)
            owner = np.repeat(np.arange(len(before)), np.diff(layer.start))
            before[owner[links]] = True
            alive.insert(0, before)
        return alive if depth else []

    def _further(
        self, ways: Ways, layer: Layer, owner: Numbers, link: Numbers
    ) -> tuple[Ways, Numbers]:
        """Return the ways one hop longer that follow the rules, and their states."""
        far, edge = layer.node[layer.state[link]], layer.edge[link]
        keep = ~(ways.nodes[owner] == far[:, None]).any(axis=1)
        if ways.edges.shape[1]:
            node, before = ways.nodes[owner, -1], ways.edges[owner, -1]
            keep &= self.meetings.floors(node, before, edge) <= self.worst
            keep &= ~self.meetings.flooded(node, before, edge)
        if self.worst == 1:
            hops = np.column_stack((ways.edges[owner], edge))
            keep &= self.index.support.shared(hops)
        rows = np.flatnonzero(keep)
        if len(rows) > ROWS:
            self.limits.cut, rows = True, rows[:ROWS]
        longer = Ways(
            np.column_stack((ways.nodes[owner[rows]], far[rows])),
            np.column_stack((ways.edges[owner[rows]], edge[rows])),
        )
        return longer, layer.state[link[rows]]


def common(one: Layer, other: Layer) -> Numbers:
    """Return the nodes that two layers have in common, ascending."""
    few, many = sorted((one.node, other.node), key=len)
    shared = few[among(few, many)]
    first = np.ones(len(shared), np.bool_)
    first[1:] = shared[1:] != shared[:-1]
    nodes: Numbers = shared[first]
    return nodes


def joined(
    one: Ways, other: Ways, meetings: Meetings, limits: Limits, worst: int
) -> Ways:
    """Return the ways from one root to the other that meet in their last nodes."""
    order = np.argsort(other.nodes[:, -1], kind="stable")
    ends = other.nodes[order, -1]
    low = np.searchsorted(ends, one.nodes[:, -1], "left")
    high = np.searchsorted(ends, one.nodes[:, -1], "right")
    high = np.where(limits.within(high - low, ROWS), high, low)
    left, place = spread(low, high)
    right = order[place]
    keep = np.ones(len(left), np.bool_)
    for column in one.nodes[:, :-1].T:
        for back in other.nodes[:, :-1].T:
            keep &= column[left] != back[right]
    if one.edges.shape[1] and other.edges.shape[1]:
        node, pair = one.nodes[left, -1], (one.edges[left, -1], other.edges[right, -1])
        keep &= meetings.floors(node, *pair) <= worst
        flooded = meetings.flooded(node, *pair)
        limits.hubs.update(np.unique(node[keep & flooded]).tolist())
        keep &= ~flooded
    left, right = left[keep], right[keep]
    return Ways(
        np.column_stack((one.nodes[left], other.nodes[right, -2::-1])),
        np.column_stack((one.edges[left], other.edges[right, ::-1])),
    )

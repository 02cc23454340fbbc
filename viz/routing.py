"""Where cards stand and how lines run: lanes past a column, ports along a card."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from graphkit.viz import layout
from graphkit.viz.drawing import (
    CARD_WIDTH,
    GUTTER,
    HEADING,
    LANE_STEP,
    PORT_STEP,
    ROW_GAP,
    Card,
    Drawing,
    Link,
    column_x,
)

Passage = tuple[float, float, float]


class Sheet(NamedTuple):
    """Cards and links that are to stand on one sheet, without places.

    Links with the same lane name that pass a column pass it together, side by side.
    """

    cards: Sequence[Card]
    links: Sequence[Link]
    lanes: Sequence[str]


def place(sheets: Sequence[Sheet]) -> tuple[Drawing, ...]:
    """Return the drawings of sheets, with everything at its place."""
    spots = [_Spots(*sheet) for sheet in sheets]
    firsts = [0, *accumulate(len(each.column) for each in spots)]
    edges = [
        ((left + first, right + first), weight)
        for each, first in zip(spots, firsts, strict=False)
        for (left, right), weight in each.edges.items()
    ]
    middles = layout.stack(
        [column for each in spots for column in each.column],
        [height for each in spots for height in each.height],
        [ends for ends, _ in edges],
        [weight for _, weight in edges],
        ROW_GAP,
        [n for n, each in enumerate(spots) for _ in each.column],
    )
    return tuple(
        _drawn(sheet.cards, sheet.links, each, middles[first:last])
        for sheet, each, (first, last) in zip(
            sheets, spots, pairwise(firsts), strict=True
        )
    )


def _drawn(
    cards: Sequence[Card],
    links: Sequence[Link],
    spots: "_Spots",
    middles: Sequence[float],
) -> Drawing:
    if not cards:
        return Drawing((), ())
    placed = {
        card.key: card._replace(x=column_x(card.column), y=y + HEADING)
        for card, y in zip(cards, middles, strict=False)
    }
    passages = spots.passages(middles)
    ends = _ends(links, passages, placed)
    routed = tuple(
        link._replace(via=via, start_y=start, end_y=end)
        for link, via, (start, end) in zip(links, passages, ends, strict=True)
    )
    lowest = max(card.y + card.height / 2 for card in placed.values())
    lowest = max([lowest, *(y for via in passages for _, _, y in via)])
    columns = max(card.column for card in cards) + 1
    width = columns * CARD_WIDTH + (columns - 1) * GUTTER
    return Drawing(tuple(placed.values()), routed, columns, width, round(lowest + 2, 1))


class _Spots:
    """The boxes to stack: the cards, and a lane wherever links pass a column."""

    def __init__(
        self, cards: Sequence[Card], links: Sequence[Link], lanes: Sequence[str]
    ) -> None:
        self.links = links
        self.column = [card.column for card in cards]
        self.height = [card.height for card in cards]
        self.index = {card.key: n for n, card in enumerate(cards)}
        self.lane: dict[tuple[str, int], int] = {}
        self.riders: dict[int, list[int]] = {}
        self.edges: dict[tuple[int, int], float] = {}
        for n, (link, lane) in enumerate(zip(links, lanes, strict=True)):
            self._add(n, link, lane)
        for spot, riders in self.riders.items():
            self.height[spot] = LANE_STEP * len(riders) + 12

    def _add(self, n: int, link: Link, lane: str) -> None:
        start, end = self.index[link.start], self.index[link.end]
        stops = [start]
        for column in range(self.column[start] + 1, self.column[end]):
            spot = self.lane.get((lane, column))
            if spot is None:
                spot = self.lane[(lane, column)] = len(self.column)
                self.column.append(column)
                self.height.append(0.0)
            self.riders.setdefault(spot, []).append(n)
            stops.append(spot)
        stops.append(end)
        for left, right in pairwise(stops):
            both_lanes = left in self.riders and right in self.riders
            self.edges[(left, right)] = 3.0 if both_lanes else 1.0

    def passages(self, middles: Sequence[float]) -> list[tuple[Passage, ...]]:
        """Return, for each link, where it passes the columns between its ends."""
        found: list[list[Passage]] = [[] for _ in self.links]
        target = [middles[self.index[link.end]] for link in self.links]
        for spot, riders in sorted(
            self.riders.items(), key=lambda item: self.column[item[0]]
        ):
            x = column_x(self.column[spot])
            top = middles[spot] + HEADING - (len(riders) - 1) / 2 * LANE_STEP
            riders.sort(key=lambda n: (target[n], n))
            for rank, n in enumerate(riders):
                y = round(top + rank * LANE_STEP, 1)
                found[n].append((x - CARD_WIDTH / 2, x + CARD_WIDTH / 2, y))
        return [tuple(via) for via in found]


def _ends(
    links: Sequence[Link],
    passages: list[tuple[Passage, ...]],
    cards: Mapping[str, Card],
) -> list[tuple[float, float]]:
    """Spread the ends of links over the sides of their cards, in order of height."""
    starts, ends = [], []
    for link, via in zip(links, passages, strict=True):
        start, end = cards[link.start], cards[link.end]
        starts.append((start, via[0][2] if via else end.y))
        ends.append((end, via[-1][2] if via else start.y))
    return list(zip(_along(starts), _along(ends), strict=True))


def _along(wanted: list[tuple[Card, float]]) -> list[float]:
    by_card: dict[str, list[int]] = {}
    for n, (card, _) in enumerate(wanted):
        by_card.setdefault(card.key, []).append(n)
    heights = [0.0] * len(wanted)
    for members in by_card.values():
        card = wanted[members[0]][0]
        members.sort(key=lambda n: (wanted[n][1], n))
        step = min(PORT_STEP, (card.height - 16) / max(len(members) - 1, 1))
        for rank, n in enumerate(members):
            shift = (rank - (len(members) - 1) / 2) * step
            heights[n] = round(card.y + shift, 1)
    return heights

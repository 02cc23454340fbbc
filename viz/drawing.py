"""What is drawn: cards and links, and where they stand.

The one format of a drawing: the figure of a report, an SVG file, a GEXF file and a
network page are all written from a `Drawing`. Cards carry what is written on them,
links the hop they stand for with its evidence; both know which chains they belong to.
"""

from dataclasses import dataclass
from typing import NamedTuple

CARD_WIDTH = 188.0
GUTTER = 94.0
PADDING = 10.0
LINE = 16.5
SMALL_LINE = 14.0
CAPTION = 15.0
ROW_GAP = 14.0
LANE_STEP = 5.0
HEADING = 34.0
PORT_STEP = 13.0
MOST_PORTS = 8
NAME_SIZE, SMALL_SIZE = 13.0, 11.0


class Card(NamedTuple):
    """One thing of the drawing: `x`, `y` is the middle, `column` counts from 0.

    `other` is the name in the other script, `notes` lines of facts, `badge` a grade.
    """

    key: str
    kind: str
    name: str
    column: int
    chains: tuple[int, ...]
    other: str = ""
    notes: tuple[str, ...] = ()
    badge: str = ""
    lines: tuple[str, ...] = ()
    x: float = 0.0
    y: float = 0.0
    height: float = 0.0


class Link(NamedTuple):
    """A line from card to card: a hop, or (INFERRED) what only two tenders suggest.

    `grade` is the best of its chains, '' where only inferred ones need it. `via` says
    where it passes a column between its ends: left x, right x, y.
    """

    relation: str
    start: str
    end: str
    verb: str
    ink: str
    grade: str
    chains: tuple[int, ...]
    quote: str = ""
    path: str = ""
    locator: str = ""
    source: str = ""
    via: tuple[tuple[float, float, float], ...] = ()
    start_y: float = 0.0
    end_y: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """Cards and links in reading order, and the size of the sheet they stand on."""

    cards: tuple[Card, ...]
    links: tuple[Link, ...]
    columns: int = 0
    width: float = 0.0
    height: float = 0.0


def column_x(column: int) -> float:
    """Return the middle of a column."""
    return CARD_WIDTH / 2 + column * (CARD_WIDTH + GUTTER)

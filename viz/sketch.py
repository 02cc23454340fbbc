"""From chains to a drawing: which cards there are, and which lines join them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphkit.viz import style
from graphkit.viz.cells import SUPPLY, Cell, Hop, cells, end_of, hop_id, start_of
from graphkit.viz.drawing import (
    CAPTION,
    CARD_WIDTH,
    LINE,
    MOST_PORTS,
    NAME_SIZE,
    PADDING,
    PORT_STEP,
    SMALL_LINE,
    Card,
    Drawing,
    Link,
)
from graphkit.viz.routing import Sheet, place
from graphkit.viz.shown import one_line, wrap
from graphkit.viz.wording import Chain, grade_name, money, period, tender_name

Names = Mapping[str, str]
"""The other name of a node, in the other script, by the name chains know it by."""

DENSE = 90
"""From so many cards on a name has one line, so that hundreds stay legible."""


SHEET, SHEETS = 26, 20
"""Cards that can be taken in at once; with many chains a sheet holds more."""


def draw(
    chains: Sequence[Chain],
    names: Names | None = None,
    places: Sequence[int] | None = None,
) -> Drawing:
    """Return the drawing of chains, or of those at some places, from left to right.

    Every card of the tender column is one cell (see `cells`), and all lines leave from
    there: what is not connected to one card of a tender stands in no record together.
    """
    drawn = range(len(chains)) if places is None else places
    return place([_sketch(chains, names or {}, drawn).sheet()])[0]


def outline(chains: Sequence[Chain], names: Names | None = None) -> Drawing:
    """Return the drawing of chains without places, for who stands cards up anew."""
    return _sketch(chains, names or {}, range(len(chains))).unplaced()


def _sketch(chains: Sequence[Chain], names: Names, places: Sequence[int]) -> "_Sketch":
    sketch = _Sketch(chains, names)
    for cell in cells(chains, places):
        sketch.add(cell)
    for number in places:
        if chains[number].get("inferred"):
            sketch.infer(number, chains[number])
    return sketch


def draw_apart(
    chains: Sequence[Chain], names: Names | None = None
) -> tuple[Drawing, ...]:
    """Return one drawing, or several where there are too many cards for a sheet.

    An institution's chains stay together. A cloud or chip then stands in several
    drawings; no relation is lost, for none runs from tender to tender.
    """
    most = max(SHEET, len(chains) // SHEETS)
    groups: list[tuple[list[int], set[object]]] = []
    for places in _by_institution(chains):
        cards = {card for number in places for card in _cards_of(chains[number])}
        if groups and len(groups[-1][1] | cards) <= most:
            groups[-1][0].extend(places)
            groups[-1][1].update(cards)
        else:
            groups.append((places, cards))
    return place(
        [_sketch(chains, names or {}, sorted(some)).sheet() for some, _ in groups]
    )


def _by_institution(chains: Sequence[Chain]) -> Iterator[list[int]]:
    groups: dict[str, list[int]] = {}
    for number, chain in enumerate(chains):
        hops: Sequence[Chain] = chain.get("hops") or ({},)
        key = str(hops[0].get("from_uid") or chain["institution"])
        groups.setdefault(key, []).append(number)
    yield from groups.values()


def _cards_of(chain: Chain) -> Iterator[object]:
    for hop in chain.get("hops", ()):
        yield from (start_of(hop), end_of(hop))


@dataclass(slots=True)
class _Thing:
    """A card while chains are still being added to it."""

    key: str
    kind: str
    name: str
    column: int
    notes: tuple[str, ...] = ()
    chains: dict[int, None] = field(default_factory=dict)


@dataclass(slots=True)
class _Line:
    """A link while chains are still being added to it."""

    relation: str
    start: str
    end: str
    hop: Hop
    verb: str
    lane: str
    chains: dict[int, None] = field(default_factory=dict)


class _Sketch:
    """Cards and links as they come, before anything has a place."""

    def __init__(self, chains: Sequence[Chain], names: Names) -> None:
        self.chains = chains
        self.names = names
        self.things: dict[tuple[str, ...], _Thing] = {}
        self.by_key: dict[str, _Thing] = {}
        self.lines: dict[tuple[Any, ...], _Line] = {}

    def thing(self, key: tuple[str, ...], kind: str, name: str, column: int) -> _Thing:
        if key not in self.things:
            thing = _Thing(f"c{len(self.things)}", kind, name, column)
            self.things[key] = self.by_key[thing.key] = thing
        return self.things[key]

    def line(self, chain: int, hop: Hop, start: _Thing, end: _Thing, lane: str) -> None:
        key = (*hop_id(hop), start.key, end.key)
        if key not in self.lines:
            relation, said = str(hop["type"]), self.chains[chain]
            stage, modality = (str(said.get(k) or "") for k in ("stage", "modality"))
            verb = style.caption(relation, stage, modality)
            self.lines[key] = _Line(relation, start.key, end.key, hop, verb, lane)
        for holder in (self.lines[key], start, end):
            holder.chains[chain] = None

    def add(self, cell: Cell) -> None:
        """Add the card of a cell and what hangs on it."""
        first = cell.sides[0]
        tender = self.thing(
            ("tender", cell.tender, str(cell.number)),
            "tender",
            tender_name(self.chains[first.chain], cell.tender),
            1,
        )
        tender.notes = self._tender_notes(cell)
        for side in cell.sides:
            ends: dict[str, _Thing] = {side.tender: tender}
            for hop in side.hops:
                self._hop(side.chain, hop, tender, ends)

    def _tender_notes(self, cell: Cell) -> tuple[str, ...]:
        direct = [
            self.chains[side.chain]
            for side in cell.sides
            if not self.chains[side.chain].get("inferred")
        ]
        chain = direct[0] if direct else {}
        part = f"part {cell.number} of {cell.count}" if cell.count > 1 else ""
        rows = ((period(chain), str(chain.get("stage") or "")), (money(chain), part))
        return tuple(" · ".join(filter(None, row)) for row in rows if any(row))

    def _hop(
        self, chain: int, hop: Hop, tender: _Thing, ends: dict[str, _Thing]
    ) -> None:
        relation, start, end = str(hop["type"]), start_of(hop), end_of(hop)
        if relation == "ISSUED":
            buyer = self.thing(("institution", start), "institution", hop["from"], 0)
            self.line(chain, hop, buyer, tender, "")
        elif relation in SUPPLY:
            between = hop["to"] == self.chains[chain].get("intermediary")
            kind = "intermediary" if between else "supplier"
            supplier = self.thing((kind, end), kind, hop["to"], 2)
            self.line(chain, hop, tender, supplier, "")
        elif relation == "VIA":
            ends[end] = self.thing(("provider", end), "provider", hop["to"], 3)
            self.line(chain, hop, tender, ends[end], tender.key)
        else:
            origin = ends.get(start, tender)
            ends[end] = self._item(chain, hop, origin)
            lane = tender.key if origin is tender else ""
            self.line(chain, hop, origin, ends[end], lane)

    def _item(self, chain: int, hop: Hop, origin: _Thing) -> _Thing:
        """Return the card of an item; by a catalogue fact it stands one column on."""
        item = self.chains[chain].get("item") or {}
        kind = "product"
        if hop["to"] == item.get("name"):
            kind = style.item_kind(str(item.get("label") or ""))
        column = max(origin.column + 1, 4)
        known = self.things.get(("item", end_of(hop), str(column)))
        return known or self.thing(
            ("item", end_of(hop), str(column)), kind, str(hop["to"]), column
        )

    def infer(self, number: int, chain: Chain) -> None:
        """Add the line of a chain that no record states."""
        hops = chain.get("hops", ())
        named = [hop for hop in hops if hop["type"] not in (*SUPPLY, "ISSUED")]
        start = self.things.get(("institution", start_of(hops[0]))) if hops else None
        if start is None or not named:
            return
        last = end_of(named[-1])
        end = next(t for key, t in self.things.items() if key[1] == last)
        hop = {"type": "INFERRED", "from": start.name, "to": end.name}
        self.line(number, hop, start, end, f"inferred {start.key} {end.key}")

    def sheet(self) -> Sheet:
        """Return cards, with what is written on them, and links for one sheet."""
        drawing = self.unplaced()
        dense = len(drawing.cards) > DENSE
        ends = Counter(link.end for link in drawing.links)
        cards = [_filled(card, dense, ends[card.key]) for card in drawing.cards]
        lanes = [line.lane for line in self.lines.values()]
        return Sheet(cards, drawing.links, lanes)

    def unplaced(self) -> Drawing:
        """Return cards and links as they came; none has a place or lines of text."""
        return Drawing(
            tuple(map(self._card, self.things.values())),
            tuple(map(self._link, self.lines.values())),
        )

    def _card(self, thing: _Thing) -> Card:
        return Card(
            thing.key,
            thing.kind,
            thing.name,
            thing.column,
            tuple(thing.chains),
            one_line(self.names.get(thing.name, "")),
            thing.notes,
            self._best(thing.chains) if thing.kind == "tender" else "",
        )

    def _link(self, line: _Line) -> Link:
        end = self.by_key[line.end]
        grade = self._best(line.chains)
        verb = line.verb
        if line.relation == "INFERRED":
            chain = self.chains[next(iter(line.chains))]
            grade = grade_name(chain)
            verb = f"inferred across {len(chain.get('tenders') or ()) or 2} tenders"
        return Link(
            line.relation,
            line.start,
            line.end,
            verb,
            style.ink(line.relation, end.kind),
            grade,
            tuple(line.chains),
            quote=str(line.hop.get("quote") or ""),
            path=str(line.hop.get("path") or ""),
            locator=str(line.hop.get("locator") or ""),
            source=str(line.hop.get("source") or ""),
        )

    def _best(self, numbers: Mapping[int, None]) -> str:
        """Return the best grade of chains in one tender; '' where all are inferred.

        What is weak in an inferred chain is its join, not the hops of its tenders.
        """
        chains = map(self.chains.__getitem__, numbers)
        stated = (grade_name(one) for one in chains if not one.get("inferred"))
        return min(stated, default="")


def _filled(card: Card, dense: bool, ends: int) -> Card:
    """Return a card with the lines of its name, as high as these and its ports ask."""
    room = (CARD_WIDTH - 2 * PADDING - 4) / NAME_SIZE
    lines = wrap(card.name, room, 1 if dense else 3 if not card.other else 2)
    height = 2 * 7 + CAPTION + len(lines) * LINE
    height += SMALL_LINE * (bool(card.other) + len(card.notes))
    height = max(height, min(ends, MOST_PORTS) * PORT_STEP + 8)
    return card._replace(lines=lines, height=height)

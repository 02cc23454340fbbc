"""A drawing as SVG: inside a page, or as a file of its own.

Only shapes, text and classes; no script, no link, nothing fetched. Colours come as CSS
variables from `style`, so a page can turn them with the screen.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from graphkit.viz import style
from graphkit.viz.drawing import (
    CAPTION,
    CARD_WIDTH,
    LINE,
    PADDING,
    SMALL_LINE,
    SMALL_SIZE,
    Card,
    Drawing,
    Link,
    column_x,
)
from graphkit.viz.shown import clip, language, one_line, shown, wrap

MARGIN = 8.0
HEAD = 7.0
MOST_LINES = 4
"""Of a note below a figure."""

SMALLEST = 640.0
"""Width of a figure with few columns, so that its notes can be read."""

SMALL_ROOM = (CARD_WIDTH - 2 * PADDING - 4) / SMALL_SIZE * 1.08
"""For text that is not bold, which widths are estimated for."""


def svg(drawing: Drawing, *, title: str) -> str:
    """Return the drawing as an `<svg>` element; it scales to its container's width."""
    width, height = drawing.width + 2 * MARGIN, drawing.height + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" role="group" '
        f'viewBox="{_n(-MARGIN)} {_n(-MARGIN)} {_n(width)} {_n(height)}" '
        f'width="{_n(width)}" height="{_n(height)}" aria-label={_attr(title)}>',
        *_headings(drawing),
        '<g class="links">',
        *_links(drawing),
        '</g><g class="cards">',
        *(_card(card) for card in drawing.cards),
        "</g></svg>",
    ]
    return "\n".join(parts)


def document(drawing: Drawing, *, title: str, notes: Sequence[str] = ()) -> str:
    """Return a complete SVG file with its own style, on white, for print and paper.

    `notes` are written below the drawing: what it rests on, what it does not prove.
    """
    sheet = max(drawing.width, SMALLEST)
    room = sheet / SMALL_SIZE
    written = [line for note in notes for line in wrap(note, room, MOST_LINES)]
    note_height = 16.0 * len(written) + (14.0 if written else 0.0)
    width = sheet + 2 * MARGIN
    height = drawing.height + 2 * MARGIN + note_height
    inner = svg(drawing, title=title).split("\n", 1)[1].removesuffix("</svg>")
    lines = [
        f'<text class="note" x="0" y="{_n(drawing.height + 24 + 16 * n)}">'
        f"{_text(line)}</text>"
        for n, line in enumerate(written)
    ]
    css = style.palette_css(dark=False) + style.drawing_css()
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" role="img" '
            f'viewBox="{_n(-MARGIN)} {_n(-MARGIN)} {_n(width)} {_n(height)}" '
            f'width="{_n(width)}" height="{_n(height)}">',
            f"<title>{_text(title)}</title>",
            f"<style>{escape(css)}</style>",
            f'<rect x="{_n(-MARGIN)}" y="{_n(-MARGIN)}" width="{_n(width)}" '
            f'height="{_n(height)}" fill="#ffffff"/>',
            inner,
            *lines,
            "</svg>\n",
        )
    )


def sample(grade: str) -> str:
    """Return a small piece of line as a grade draws it, for legends."""
    return (
        '<svg class="drawing sample" aria-hidden="true">'
        f'<path class="line i-tender g-{grade}" d="M1 5H43"/></svg>'
    )


def _headings(drawing: Drawing) -> Iterator[str]:
    for column, heading in enumerate(style.COLUMNS[: drawing.columns]):
        x = column_x(column) - CARD_WIDTH / 2
        yield f'<text class="heading" x="{_n(x)}" y="12">{_text(heading)}</text>'


def _links(drawing: Drawing) -> Iterator[str]:
    cards = {card.key: card for card in drawing.cards}
    written: dict[tuple[str, int], str] = {}
    for link in drawing.links:
        spot = (link.end, round(link.end_y / 11))
        verb = "" if written.get(spot) == link.verb else link.verb
        written[spot] = link.verb
        yield _link(link, cards, verb)


def _link(link: Link, cards: Mapping[str, Card], verb: str) -> str:
    x = cards[link.start].x + CARD_WIDTH / 2
    tip = cards[link.end].x - CARD_WIDTH / 2 - 1
    path, y = [f"M{_n(x)} {_n(link.start_y)}"], link.start_y
    for left, right, height in link.via:
        path += [_bend(x, y, left, height), f"H{_n(right)}"]
        x, y = right, height
    path.append(_bend(x, y, tip - HEAD, link.end_y))
    grade = f" · {link.grade}" if link.grade > "E2" else ""
    label = (
        f'<text class="verb" x="{_n(tip - HEAD - 3)}" '
        f'y="{_n(link.end_y - 4)}">{_text(verb + grade)}</text>'
        if verb
        else ""
    )
    chains = " ".join(str(number + 1) for number in link.chains)
    about = _text(_about(link, cards))
    return (
        f'<g class="link" data-chains="{chains}"><title>{about}</title>'
        f'<path class="line i-{link.ink} g-{link.grade}" '
        f'd="{"".join(path)}"/>{_head(link, tip)}{label}</g>'
    )


def _bend(x: float, y: float, to_x: float, to_y: float) -> str:
    if y == to_y:
        return f"H{_n(to_x)}"
    middle = _n((x + to_x) / 2)
    return f"C{middle} {_n(y)} {middle} {_n(to_y)} {_n(to_x)} {_n(to_y)}"


def _head(link: Link, tip: float) -> str:
    """Return the tip: hollow where something is only sought, inferred or named."""
    hollow = " hollow" if link.relation in ("SEEKS", "VIA", "INFERRED") else ""
    y = link.end_y
    points = f"M{_n(tip - HEAD)} {_n(y - 3.5)}L{_n(tip)} {_n(y)}L{_n(tip - HEAD)} "
    return f'<path class="h-{link.ink}{hollow}" d="{points}{_n(y + 3.5)}Z"/>'


def _about(link: Link, cards: Mapping[str, Card]) -> str:
    said = f"\n“{link.quote}”\n{link.path} · {link.locator}" if link.quote else ""
    start, end = cards[link.start].name, cards[link.end].name
    return f"{start} — {link.verb} → {end}{said}"


def _card(card: Card) -> str:
    left, top = card.x - CARD_WIDTH / 2, card.y - card.height / 2
    x, y = left + PADDING + 4, top + 7 + CAPTION - 4
    kind = style.KINDS[card.kind]
    chains = " ".join(str(number + 1) for number in card.chains)
    lines = [
        f'<g class="card k-{card.kind}" data-chains="{chains}">',
        f"<title>{_text(_full_name(card))}</title>",
        f'<rect class="box" x="{_n(left)}" y="{_n(top)}" width="{_n(CARD_WIDTH)}" '
        f'height="{_n(card.height)}" rx="3"/>',
        f'<rect class="spine" x="{_n(left)}" y="{_n(top)}" width="4" '
        f'height="{_n(card.height)}"/>',
        _line("kind", x, y, kind.caption),
    ]
    if card.badge:
        right = left + CARD_WIDTH - PADDING
        lines.append(
            f'<text class="badge" x="{_n(right)}" y="{_n(y)}">'
            f"{_text(card.badge)}</text>"
        )
    y += LINE + 1
    for text in card.lines:
        lines.append(_line("name", x, y, text))
        y += LINE
    y -= LINE - SMALL_LINE
    small = [("other", card.other), *(("note", note) for note in card.notes)]
    for name, text in small:
        if text:
            lines.append(_line(name, x, y + 1, clip(one_line(text), SMALL_ROOM)))
            y += SMALL_LINE
    return "".join((*lines, "</g>"))


def _full_name(card: Card) -> str:
    named = [card.name, card.other, *card.notes]
    return f"{style.KINDS[card.kind].caption}: {' · '.join(filter(None, named))}"


def _line(name: str, x: float, y: float, text: str) -> str:
    tongue = language(text)
    lang = f' lang="{tongue}"' if tongue else ""
    return (
        f'<text class="{name}" x="{_n(x)}" y="{_n(y)}"{lang}>'
        f"{_text(one_line(text))}</text>"
    )


@lru_cache(maxsize=65536)
def _text(text: str) -> str:
    return escape(shown(text))


def _attr(text: str) -> str:
    return quoteattr(shown(text))


@lru_cache(maxsize=65536)
def _n(number: float) -> str:
    return f"{number + 0.0:.1f}".removesuffix(".0")  # never -0: it is kept as 0

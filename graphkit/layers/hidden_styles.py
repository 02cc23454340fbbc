"""What the style sheets in a page hide: `display:none` of a class, an id, a tag.

Only sheets in the page itself are looked at, only rules that hold everywhere (none in
`@media`), and of two rules for one element the one that a browser would follow. A
script may show later what a sheet hides; that is not seen.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

MOST_SHEET = 256 << 10
MOST_HIDING = 200
MOST_RULES = 2000
"""Characters of a sheet, hiding rules and rules that are looked at."""

HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|font-size\s*:\s*0+(?:\.0+)?(?![\d.])",
    re.I,
)
_ON_SCREEN = ("all", "screen")
_SIMPLE = re.compile(r"[\w\-#.*>\s]+")
_PIECE = re.compile(r"([#.]?)[\w-]+")
_MATTERS = ("display", "visibility", "font-size")
_ZERO = re.compile(r"0+(?:\.0+)?(?:[a-z]{2,4}|%)?", re.I)
_COLOR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]+)", re.I)
_BACKGROUND = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)", re.I)
_WHITE = re.compile(
    r"\s*(?:white|#fff(?:fff)?|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))\s*", re.I
)

Weight = tuple[bool, int, int, int, int]
"""Whether important; ids, classes and tags of the selector; place in the page."""


class Rule(NamedTuple):
    """A declaration of one selector: whether it hides by a property, and its weight."""

    selector: str
    name: str
    hides: bool
    weight: Weight


def hidden(parser: LexborHTMLParser) -> list[LexborNode]:
    """Return the elements that the page's own sheets hide, in the order of rules."""
    rules = _rules(_sheets(parser))
    found: dict[tuple[int, str], tuple[Weight, LexborNode]] = {}
    for rule in [rule for rule in rules if rule.hides][:MOST_HIDING]:
        for node in _matched(parser, rule):
            key = (node.mem_id, rule.name)
            if key not in found or rule.weight > found[key][0]:
                found[key] = (rule.weight, node)
    for rule in rules if found else ():
        for node in () if rule.hides else _matched(parser, rule):
            key = (node.mem_id, rule.name)
            if key in found and rule.weight > found[key][0]:
                del found[key]
    return [
        node
        for (_, name), (weight, node) in found.items()
        if _stays_hidden(node, name, is_important=weight[0])
    ]


def _matched(parser: LexborHTMLParser, rule: Rule) -> list[LexborNode]:
    try:
        return parser.css(rule.selector)
    except SelectolaxError:  # no selector after all
        return []


def hides_inline(node: LexborNode) -> bool:
    """Say whether an element's own style hides what it says."""
    style = node.attributes.get("style") or ""
    found = HIDES.search(style)
    if found:
        return not found[0].lower().startswith("font") or _is_bare(node)
    colour, ground = _COLOR.search(style), _BACKGROUND.search(style)
    return bool(
        colour
        and ground
        and _WHITE.fullmatch(colour[1])
        and _WHITE.fullmatch(ground[1])
    )


def _stays_hidden(node: LexborNode, name: str, *, is_important: bool) -> bool:
    """Say whether what a sheet hides is not shown by the element's own style.

    A page that is hidden as a whole is shown by its script.
    """
    if node.tag in ("html", "body"):
        return False
    if name == "font-size" and not _is_bare(node):
        return False
    inline = None if is_important else _inline(node, name)
    return inline is not False


def _inline(node: LexborNode, name: str) -> bool | None:
    style = node.attributes.get("style") or ""
    match = re.search(rf"(?:^|;)\s*{name}\s*:\s*([^;!]+)", style, re.I)
    return _is_hiding(name, match[1].strip()) if match else None


def _is_bare(node: LexborNode) -> bool:
    """Say whether nothing inside can set a size of its own: a gap is closed so."""
    sized = node.css("[style],[class],[id],font,h1,h2,h3,h4,small,big")
    return all(inner.mem_id == node.mem_id for inner in sized)


def _sheets(parser: LexborHTMLParser) -> str:
    """Return the page's own sheets that hold on a screen, one after the other."""
    sheets: list[str] = []
    length = 0
    for node in parser.css("style"):
        if (node.attributes.get("media") or "all").strip().lower() in _ON_SCREEN:
            sheets.append(node.text())
            length += len(sheets[-1])
        if length > MOST_SHEET:
            break
    return "\n".join(sheets)[:MOST_SHEET]


@lru_cache(maxsize=64)
def _rules(sheets: str) -> tuple[Rule, ...]:
    """Return the rules that bear on what is seen; none where nothing is hidden."""
    if not HIDES.search(sheets):
        return ()
    return tuple(_read(sheets))[:MOST_RULES]


def _read(sheets: str) -> Iterator[Rule]:
    import tinycss2  # pages without such a sheet never need it

    for place, rule in enumerate(
        tinycss2.parse_stylesheet(sheets, skip_comments=True, skip_whitespace=True)
    ):
        if rule.type != "qualified-rule":
            continue
        said = [one for one in _declarations(rule.content) if one[0] in _MATTERS]
        for selector in tinycss2.serialize(rule.prelude).split(",") if said else ():
            selector = selector.strip()
            if not _SIMPLE.fullmatch(selector):
                continue
            for name, value, important in said:
                weight = (important, *_specificity(selector), place)
                yield Rule(selector, name, _is_hiding(name, value), weight)


def _declarations(content: Iterable[object]) -> Iterator[tuple[str, str, bool]]:
    import tinycss2

    for one in tinycss2.parse_blocks_contents(
        content, skip_comments=True, skip_whitespace=True
    ):
        if one.type == "declaration":
            value = tinycss2.serialize(one.value).strip()
            yield one.lower_name, value, one.important


def _is_hiding(name: str, value: str) -> bool:
    value = value.lower()
    if name == "font-size":
        return _ZERO.fullmatch(value) is not None
    return value in (("none",) if name == "display" else ("hidden", "collapse"))


def _specificity(selector: str) -> tuple[int, int, int]:
    kinds = [match[1] for match in _PIECE.finditer(selector)]
    return kinds.count("#"), kinds.count("."), kinds.count("")

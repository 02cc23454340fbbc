"""Colours, shapes and captions: one place, so that legend, page and figure agree.

Nothing is told by colour alone: a kind also has its column and caption, a grade its
line and its words, a relation its verb.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graphkit.search.grades import WORDS


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of card: its caption, its column, and its ink on light and dark paper."""

    name: str
    caption: str
    column: int
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Grade:
    """How well records support a chain: its words, and the look of its line."""

    name: str
    words: str
    weight: float
    dashes: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a source comes from, and what its banner says of one and of several."""

    name: str
    word: str
    of_one: str = ""
    of_several: str = ""


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("institution", "Institution", 0, "#2a5a8c", "#8db8e2"),
        Kind("tender", "Tender", 1, "#59616c", "#a9b2be"),
        Kind("intermediary", "Intermediary", 2, "#8f5f00", "#e0b25a"),
        Kind("supplier", "Supplier, runs the cloud", 2, "#8f5f00", "#e0b25a"),
        Kind("provider", "Cloud", 3, "#1b6e60", "#6fc7b4"),
        Kind("product", "Product", 4, "#6b5a2e", "#c9b98a"),
        Kind("chip", "Chip", 4, "#a23b2a", "#ee9a88"),
        Kind("model", "Model", 4, "#74478a", "#cfa6e3"),
    )
}

COLUMNS = (
    "Institution",
    "Tender",
    "Intermediary or supplier",
    "Cloud",
    "Chip, model, product",
    "By catalogue",
)
"""Headings of the columns; the last one only where a catalogue fact leads on."""

GRADES: Mapping[str, Grade] = {
    name: Grade(name, WORDS[name], weight, dashes)
    for name, weight, dashes in (
        ("E1", 2.4, ""),
        ("E2", 1.5, ""),
        ("E3", 1.5, "9 4"),
        ("E4", 1.5, "4 4"),
        ("E5", 1.5, "1.5 4"),
    )
}

PROVENANCES: Mapping[str, Provenance] = {
    provenance.name: provenance
    for provenance in (
        Provenance("primary", "record"),
        Provenance("catalogue", "catalogue"),
        Provenance(
            "reported",
            "reported",
            "rests on what others reported (the press, or our note of it), not on the "
            "records themselves.",
            "rest on what others reported (the press, or our note of it), not on the "
            "records themselves.",
        ),
        Provenance(
            "analyst",
            "analyst",
            "rests on an analyst's own note, without a source that could be checked.",
            "rest on an analyst's own notes, without a source that could be checked.",
        ),
        Provenance(
            "invented",
            "invented",
            "is an invented example: the institution, companies and numbers in it do "
            "not exist.",
            "are invented examples: the institutions, companies and numbers in them do "
            "not exist.",
        ),
    )
}

RELATIONS: Mapping[str, str] = {
    "ISSUED": "issued",
    "AWARDED_TO": "awarded to",
    "SUBCONTRACTED_TO": "subcontracted to",
    "VIA": "names",
    "SEEKS": "seeks",
    "AWARDS": "awards",
    "RUNS_ON": "runs on",
    "OFFERS": "offers",
    "HOSTS": "hosts",
    "VARIANT_OF": "variant of",
    "OPERATES": "operates",
    "INFERRED": "inferred",
}
"""What stands at a line; any other type is shown as its own name, lower case."""

CLAIMS: Mapping[str, str] = {
    "AWARDED_TO": "was awarded to",
    "SUBCONTRACTED_TO": "was subcontracted to",
}
"""With the tender as subject, where the verb differs from that at the line."""

CATALOGUE_RELATIONS = frozenset(
    ("RUNS_ON", "OFFERS", "HOSTS", "VARIANT_OF", "OPERATES")
)

SEEKS_BY_MODALITY: Mapping[str, str] = {
    "minimum": "seeks at least",
    "or_equivalent": "seeks this or equal",
    "benchmark": "compares with",
    "example": "cites as example",
}
SEEKS_BY_STAGE: Mapping[str, str] = {"planned": "plans"}
AWARDS_BY_STAGE: Mapping[str, str] = {
    "contracted": "contracts for",
    "accepted": "accepts",
}

CONTROLS: Mapping[str, str] = {
    "controlled": "controlled",
    "not controlled": "not controlled",
    "unknown": "not known",
}

PAPER: Mapping[str, tuple[str, str]] = {
    "paper": ("#ffffff", "#15181c"),
    "card": ("#fbfaf7", "#1d2126"),
    "ink": ("#1a1d21", "#e8e6e1"),
    "faint": ("#5d646d", "#a3abb5"),
    "rule": ("#d9d6cf", "#363c44"),
    "wash": ("#f5f3ee", "#1b1f24"),
    "mark": ("#fbeeb8", "#564a12"),
    "accent": ("#8c1d18", "#f0a79f"),
}

FONTS: Mapping[str, str] = {
    "serif": '"Source Serif 4", "Source Serif Pro", Charter, "Iowan Old Style", '
    '"Noto Serif", Georgia, "Noto Serif CJK SC", "Songti SC", SimSun, serif',
    "sans": '"Source Sans 3", "Noto Sans", -apple-system, "Segoe UI", '
    '"Helvetica Neue", Arial, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", '
    "sans-serif",
    "mono": 'ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono", '
    '"Liberation Mono", monospace',
}
"""Nothing is fetched: of each the first that the reader's machine has."""


def kind(name: str) -> Kind:
    """Return a kind of card; what has no place in a chain is grey, and stands last."""
    grey = KINDS["tender"]
    other = Kind(name, name.capitalize(), len(COLUMNS) - 1, grey.light, grey.dark)
    return KINDS.get(name, other)


def item_kind(label: str) -> str:
    """Return the kind of card for an item's label in the graph."""
    kind = label.lower()
    return kind if kind in ("chip", "model") else "product"


def caption(relation: str, stage: str = "", modality: str = "") -> str:
    """Return the verb at a line, as strong as stage and modality and no stronger."""
    if relation == "SEEKS" and modality in SEEKS_BY_MODALITY:
        return SEEKS_BY_MODALITY[modality]
    by_stage = {"SEEKS": SEEKS_BY_STAGE, "AWARDS": AWARDS_BY_STAGE}.get(relation, {})
    default = RELATIONS.get(relation, relation.replace("_", " ").lower())
    return by_stage.get(stage, default)


def claim(relation: str, stage: str = "", modality: str = "") -> str:
    """Return the verb of a hop as a sentence says it."""
    return CLAIMS.get(relation) or caption(relation, stage, modality)


def ink(relation: str, end: str) -> str:
    """Return the name of the ink of a line: that of the kind of card it ends at."""
    return "tender" if relation == "ISSUED" else end


def palette_css(*, dark: bool) -> str:
    """Return colours and fonts as one block of CSS variables, to be changed there.

    With `dark` a second block turns the colours on dark screens.
    """
    pairs = {
        **{kind.name: (kind.light, kind.dark) for kind in KINDS.values()},
        **PAPER,
    }
    light = _variables({name: pair[0] for name, pair in pairs.items()} | dict(FONTS))
    if not dark:
        return f":root{{{light}}}\n"
    night = _variables({name: pair[1] for name, pair in pairs.items()})
    return (
        f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark)"
        f"{{:root{{{night}}}}}\n"
    )


def _variables(values: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in values.items())


def drawing_css() -> str:
    """Return the style of the drawing's shapes, by kind, relation and grade."""
    kinds = "".join(
        f".k-{name}{{--c:var(--{name})}}.i-{name}{{stroke:var(--{name})}}"
        f".h-{name}{{stroke:var(--{name});fill:var(--{name})}}\n"
        for name in KINDS
    )
    grades = "".join(
        f".drawing .g-{grade.name}{{stroke-width:{grade.weight};"
        f"stroke-dasharray:{grade.dashes or 'none'}}}"
        for grade in GRADES.values()
    )
    return f"{_SHAPES}{kinds}{grades}\n"


_SHAPES = """\
.drawing{font-family:var(--sans,system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif)}
.drawing text{fill:var(--ink)}
.drawing .heading{font-size:11px;letter-spacing:.06em;fill:var(--faint)}
.drawing .box{fill:var(--card);stroke:var(--c);stroke-width:1}
.drawing .spine{fill:var(--c)}
.drawing .kind{font-size:9.5px;letter-spacing:.05em;fill:var(--c)}
.drawing .name{font-size:13px;font-weight:600}
.drawing .other,.drawing .note{font-size:11px;fill:var(--faint)}
.drawing .badge{font-size:10px;font-weight:700;fill:var(--c)}
.drawing .verb,.drawing .badge{text-anchor:end}
.drawing .line{fill:none;stroke-width:1.3;stroke-linejoin:round}
.drawing .hollow{fill:var(--paper)}
.drawing .verb{font-size:10.5px;fill:var(--faint);stroke:var(--paper);stroke-width:3;\
paint-order:stroke;stroke-linejoin:round}
"""

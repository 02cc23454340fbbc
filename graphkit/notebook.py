"""Results as a notebook shows them: small pages, each in a frame of its own.

A page asks the network for nothing. The sandbox of its frame gives it an origin that
no other page has, so that it can neither read the notebook nor reach its kernel; a page
that only shows rows may run no script at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit import embed
from graphkit.errors import QueryError
from graphkit.viz import chapters, relations, style, walks, wording
from graphkit.viz.modules import bundle
from graphkit.viz.page import framed, page, static
from graphkit.viz.rows import Cell, cell, cells
from graphkit.viz.sketch import draw, outline
from graphkit.viz.things import things

if TYPE_CHECKING:
    from graphkit.viz.network import OfflineNetwork

Row = Mapping[str, Any]

MOST_ROWS, MOST_COLUMNS = 50, 40
MOST_CHAINS, MOST_DRAWN = 12, 2_000
"""Chains of a figure that stands, and chains or paths of one that moves."""

MOST_BYTES = 200_000
"""Of what a notebook keeps of one result; a view that was asked for may have more."""

HEIGHT, LEAST, LINE = 480, 140, 28
"""Pixels of a frame, of the lowest one, and of a row in it."""

STYLES = (
    style.palette_css(dark=True),
    static("small.css"),
    static("banners.css"),
)
"""Of what stands in a frame."""

PATH = ("path", "grade", "why", "words of the sources")
"""Columns of paths."""


@dataclass(frozen=True, slots=True)
class Told:
    """Rows with what must be known of them: what they are called, what is missing.

    `called` is their name; without one it is how many there are of what.
    """

    rows: Sequence[Row]
    columns: Sequence[str]
    notes: Sequence[str] = ()
    truncated: bool = False
    called: str = ""

    @property
    def what(self) -> str:
        """What one of the rows is: `chain`, `path` or `row`."""
        first = self.rows[0] if self.rows else {}
        if "hops" not in first:
            return "row"
        return "chain" if "institution" in first else "path"

    def title(self, shown: int) -> str:
        """Say what they are, or how many there are and how many of them are shown."""
        if self.called:
            return self.called
        count = len(self.rows)
        named = f"{count:,} {self.what}{'' if count == 1 else 's'}"
        return named if shown == count else f"{shown:,} of {named}"

    def said(self) -> list[str]:
        """Return the notes, and that a limit was reached where one was."""
        cut = "A limit was reached: there are more than were asked for."
        return [*self.notes, *([cut] if self.truncated else [])]


@dataclass(frozen=True, slots=True)
class View:
    """A page with a drawing that moves: shown by a notebook, or kept as a file."""

    title: str
    page: str

    def __repr__(self) -> str:
        """Say what it is, for where nothing can be drawn."""
        return f"<a view of {self.title}; write(FILE) keeps it as a page>"

    def _repr_html_(self) -> str:
        return framed(self.page, self.title, HEIGHT + 200, acts=True)

    def write(self, file: Path | str) -> Path:
        """Write the page, which opens from disk and asks for nothing; return where."""
        Path(file).write_bytes(self.page.encode())
        return Path(file)


def shown(told: Told) -> str:
    """Return rows as a notebook shows them, in at most about MOST_BYTES.

    Chains are a figure with their words below it, paths and other rows a table. What
    does not fit is left out, and the title says of how many.
    """
    count = min(len(told.rows), MOST_CHAINS if told.what == "chain" else MOST_ROWS)
    while True:
        made = _figure(told, count) if told.what == "chain" else _table(told, count)
        if len(made.encode()) <= MOST_BYTES or not count:
            return made
        count //= 2


def view(told: Told) -> View:
    """Return chains or paths as a page with a drawing that moves and its table.

    Raises QueryError for rows that are neither, or none.
    """
    _need_hops(told)
    rows = told.rows[:MOST_DRAWN]
    title = told.title(len(rows))
    drawn = _things(rows) if told.what == "chain" else walks.things(rows)
    text = page(
        "view.html",
        styles=STYLES,
        scripts=(bundle("explore.js"),),
        title=title,
        banners=chapters.banners(rows, told.what),
        notes=told.said(),
        things=drawn,
        caution=chapters.CAUTIONS[0],
    )
    return View(title, text)


def _things(chains: Sequence[Row]) -> Row:
    """Return what is drawn of chains; a line rests on what its chain rests on."""
    rests = {
        str(hop.get("source") or ""): str(chain.get("provenance") or "")
        for chain in chains
        for hop in chain["hops"]
    }
    return things(outline(chains), lambda source: rests.get(source, ""))


def _figure(told: Told, count: int) -> str:
    title = told.title(count)
    meta = {"title": title, "notes": told.said()}
    made = embed.render(told.rows[:count], (), meta, runs=False)
    return framed(made, title, HEIGHT)


def _table(told: Told, count: int) -> str:
    title = told.title(count)
    rows, is_path = told.rows[:count], told.what == "path"
    columns = told.columns[:MOST_COLUMNS]
    banners = chapters.banners(rows, "path") if is_path else ()
    made = page(
        "rows.html",
        styles=STYLES,
        scripts=(),
        title=title,
        banners=banners,
        notes=told.said(),
        columns=PATH if is_path else [cell(name).text for name in columns],
        rows=[_path(row) if is_path else cells(row, columns) for row in rows],
        caution=chapters.CAUTIONS[0] if is_path else "",
    )
    lines = count + 2 * (len(told.notes) + len(banners))
    if is_path:  # with its words each takes two, and the caution below two more
        lines += count + 2
    return framed(made, title, min(HEIGHT, LEAST + LINE * lines))


def _path(path: Row) -> tuple[Cell, ...]:
    joined = len(path.get("tenders") or ()) or 2
    inferred = f"inferred across {joined} tenders" if path.get("inferred") else ""
    said = (
        " → ".join(map(str, path["nodes"])),
        wording.grade_name(path),
        " · ".join(filter(None, (inferred, wording.because(path)))),
        " · ".join(f"“{hop['quote']}”" for hop in path["hops"] if hop.get("quote")),
    )
    return tuple(map(cell, said))


def network(told: Told) -> "OfflineNetwork":
    """Return chains or paths as a pyvis network; raises QueryError for other rows."""
    from graphkit.viz.network import to_pyvis  # pyvis is slow to load

    if told.rows:
        _need_hops(told)
    is_path = told.what == "path"
    drawing = relations.drawn(walks.things(told.rows)) if is_path else draw(told.rows)
    banners = chapters.sentences(told.rows, told.what)
    notes = (*banners, *told.said(), chapters.CAUTIONS[0])
    return to_pyvis(drawing, told.title(len(told.rows)), notes)


def _need_hops(told: Told) -> None:
    if told.what == "row":
        raise QueryError(
            "there is nothing to draw: these rows are no chains and no paths",
            hint="show the rows themselves, or to_pandas()",
        )

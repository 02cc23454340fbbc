"""Files of chains for other programs: figures, tables, graphs, a network page.

Each takes chains as `chains --json` gives them and writes one file, the same bytes
for the same chains. Nothing in a file is fetched, and no text of a source acts.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from graphkit.embed import write_embed
from graphkit.report import write_report
from graphkit.viz import chapters, graphs, sheets, svg
from graphkit.viz.sketch import draw
from graphkit.viz.wording import Chain

Row = Mapping[str, Any]
Writer = Callable[[Sequence[Chain], Sequence[Row], Row, Path], None]


def write(
    kind: str,
    chains: Sequence[Chain],
    sources: Sequence[Row],
    meta: Row,
    file: Path,
) -> None:
    """Write chains in one of FORMATS; `meta` is that of `report.write_report`."""
    WRITERS[kind](chains, sources, meta, file)


def write_csv(
    chains: Sequence[Chain], sources: Sequence[Row], meta: Row, file: Path
) -> None:
    """Write one row a chain as CSV; see `viz.sheets`."""
    sheets.write_csv(chains, file)


def write_xlsx(
    chains: Sequence[Chain], sources: Sequence[Row], meta: Row, file: Path
) -> None:
    """Write a workbook of chains, hops and sources, and what a reader must know."""
    sheets.write_xlsx(chains, file, sources=sources, notes=_notes(chains, meta))


def write_svg(
    chains: Sequence[Chain], sources: Sequence[Row], meta: Row, file: Path
) -> None:
    """Write the drawing as an SVG figure with its banners below."""
    title = str(meta.get("title") or "Chains in tender records")
    drawing = draw(chains, meta.get("names") or {})
    text = svg.document(drawing, title=title, notes=_notes(chains, meta))
    file.write_bytes(text.encode())


def write_gexf(
    chains: Sequence[Chain], sources: Sequence[Row], meta: Row, file: Path
) -> None:
    """Write the drawing's cards and links as GEXF, with places and colours."""
    drawing = draw(chains, meta.get("names") or {})
    file.write_bytes(graphs.gexf(drawing, chains, _notes(chains, meta)))


def write_graphml(
    chains: Sequence[Chain], sources: Sequence[Row], meta: Row, file: Path
) -> None:
    """Write the drawing's cards and links as GraphML."""
    drawing = draw(chains, meta.get("names") or {})
    file.write_bytes(graphs.graphml(drawing, chains, _notes(chains, meta)))


def write_pyvis(
    chains: Sequence[Chain], sources: Sequence[Row], meta: Row, file: Path
) -> None:
    """Write the drawing as a page made with pyvis that works offline."""
    from graphkit.viz import network  # pyvis is slow to load

    title = str(meta.get("title") or "Chains in tender records")
    drawing = draw(chains, meta.get("names") or {})
    drawn = network.to_pyvis(drawing, title, _notes(chains, meta))
    file.write_bytes(network.html(drawn).encode())


def _notes(chains: Sequence[Chain], meta: Row) -> tuple[str, ...]:
    said = (*chapters.sentences(chains), *chapters.notes(meta))
    return (*said, *chapters.CAUTIONS)


WRITERS: Mapping[str, Writer] = {
    "html": write_report,
    "embed": write_embed,
    "svg": write_svg,
    "csv": write_csv,
    "xlsx": write_xlsx,
    "gexf": write_gexf,
    "graphml": write_graphml,
    "pyvis": write_pyvis,
}
FORMATS = tuple(WRITERS)

"""The embed: a few chains as a small page that stands inside another one.

Title, drawing, source line and the same in words; no toolbar, nothing fetched. Below
704 pixels the chains stand as strips instead of the drawing. It tells the page around
it how high it is: `{"graphkit": "height", "height": pixels}` by postMessage.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graphkit.errors import GraphkitError
from graphkit.viz import chapters, style, svg, wording
from graphkit.viz.library import Library
from graphkit.viz.page import page, static
from graphkit.viz.sketch import draw
from graphkit.viz.wording import Chain

MOST_BYTES = 200_000


def write_embed(
    chains: Sequence[Chain],
    sources: Sequence[Mapping[str, Any]],
    meta: Mapping[str, Any],
    file: Path,
) -> None:
    """Write chains as a page to embed; `meta` is that of `report.write_report`.

    Raises GraphkitError where they would take more than MOST_BYTES; nothing is
    written then.
    """
    made = render(chains, sources, meta).encode()
    if len(made) > MOST_BYTES:
        raise GraphkitError(
            f"{file.name}: an embed of {len(chains):,} chains takes "
            f"{len(made):,} bytes, more than the {MOST_BYTES:,} it may have",
            hint="choose fewer with --chain KEY or --min-grade",
        )
    file.write_bytes(made)


def render(
    chains: Sequence[Chain],
    sources: Sequence[Mapping[str, Any]],
    meta: Mapping[str, Any],
    *,
    runs: bool = True,
) -> str:
    """Return the page as text; see `write_embed`. Without `runs` it has no script."""
    names = meta.get("names") or {}
    library = Library(chains, sources, names)
    title = wording.title(meta)
    return page(
        "embed.html",
        styles=(
            style.palette_css(dark=True),
            static("embed.css"),
            static("banners.css"),
            style.drawing_css(),
        ),
        scripts=(static("embed.js"),) if runs else (),
        title=title,
        banners=chapters.banners(chains),
        notes=tuple(chapters.notes(meta)),
        figure=svg.svg(draw(chains, names), title=title),
        chains=[chapters.chapter(n, c, library, {}) for n, c in enumerate(chains, 1)],
        sources=library.used(),
        caution=chapters.CAUTIONS[0],
    )

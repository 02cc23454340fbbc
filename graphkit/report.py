"""The report: chains as one HTML file that a newsroom can publish.

It opens from disk, asks the network for nothing, is readable without its script, and
comes out byte for byte the same from the same chains: nothing in it looks at a clock.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from graphkit import collector
from graphkit.source import PROVENANCES
from graphkit.viz import chapters, ruled, style, svg, wording
from graphkit.viz.hops import provenance
from graphkit.viz.library import Library
from graphkit.viz.modules import bundle
from graphkit.viz.page import json_block, page, static
from graphkit.viz.sketch import draw_apart, outline
from graphkit.viz.things import things
from graphkit.viz.wording import Chain

OPENS, ENDS = '<script type="application/json" id="manifest">', "</script>"
"""What stands around the manifest in a page; nothing a source says can stand so."""

MOST_ON_SHEETS = 2_000
"""Chains that are drawn on sheets; of more only the drawing that moves is made."""


def write_report(
    chains: Sequence[Chain],
    sources: Sequence[Mapping[str, Any]],
    meta: Mapping[str, Any],
    file: Path,
) -> None:
    """Write the report of chains (as `chains --json` gives them) to an HTML file.

    `sources` are rows of the case's table of sources. `meta` may hold `title`,
    `question`, `query` (filters), `revision`, `digest`, `version`, `date`,
    `rules_checked`, `rules` (as `Rule.to_json` gives them), `counts`, `names` (the
    other name of a node), `notes` (sentences about what is missing), `truncated`,
    `left_out` and `pictures` (of quotes, by `library.picture_key`); see docs/report.md.
    """
    file.write_bytes(render(chains, sources, meta).encode())


def render(
    chains: Sequence[Chain],
    sources: Sequence[Mapping[str, Any]],
    meta: Mapping[str, Any],
) -> str:
    """Return the report as text; see `write_report`.

    What is stated comes before what is inferred, records before what others said of
    them and what is invented last; among equals, chains that name more come first.
    """
    with collector.paused():
        return _render(sorted(chains, key=_rank), sources, meta)


def _render(
    chains: Sequence[Chain],
    sources: Sequence[Mapping[str, Any]],
    meta: Mapping[str, Any],
) -> str:
    names = meta.get("names") or {}
    drawings = draw_apart(chains, names) if len(chains) <= MOST_ON_SHEETS else ()
    library = Library(chains, sources, names, meta.get("pictures"))
    titles = ruled.titles(meta)
    findings = chapters.findings(chains, names)
    alone = {finding.numbers: finding.sentence for finding in findings}
    inferred = any(chain.get("inferred") for chain in chains)
    body = page(
        "report.html",
        styles=(
            style.palette_css(dark=True),
            static("report.css"),
            static("banners.css"),
            style.drawing_css(),
        ),
        scripts=(bundle("explore.js"), static("report.js")),
        title=wording.title(meta),
        standfirst=chapters.standfirst(meta),
        tally=tuple(chapters.tally(chains, meta)),
        banners=chapters.banners(chains),
        notes=tuple(chapters.notes(meta)),
        bunch_of=chapters.BUNCH,
        findings=findings,
        cautions=chapters.CAUTIONS,
        figures=[
            svg.svg(drawing, title=chapters.figure_title(n, len(drawings)))
            for n, drawing in enumerate(drawings, 1)
        ],
        things=things(outline(chains, names), library.provenance),
        grades=chapters.grades(chains),
        inferred=inferred,
        filters=chapters.choices(chains),
        chains=[
            chapters.chapter(n, chain, library, titles, alone.get((n,), ()))
            for n, chain in enumerate(chains, 1)
        ],
        sources=library.used(),
        unused=library.unused(),
        methods=tuple(chapters.methods(chains, meta)),
        rules=ruled.rules(chains, meta),
        all_grades=[chapters.grade(name) for name in style.GRADES],
        version=str(meta.get("version") or ""),
        manifest={},
    )
    manifest = {"chains": chains, "sources": list(sources), "meta": _said(meta)}
    block = json_block(manifest)
    sealed = f'{block.removesuffix("}")},"sha256":"{_sealing(body, block)}"}}'
    return body.replace(f"{OPENS}{{}}{ENDS}", f"{OPENS}{sealed}{ENDS}")


def checksum(body: str, manifest: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a page without its manifest, and of the manifest."""
    return _sealing(body, json_block(manifest))


def _sealing(body: str, block: str) -> str:
    return sha256((body + block).encode()).hexdigest()


def picture_hash(picture: Mapping[str, Any]) -> str:
    """Return the SHA-256 by which a manifest knows a picture of its page."""
    return sha256(str(picture["png"]).encode()).hexdigest()


def _said(meta: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a manifest keeps of `meta`: pictures stand in the page already."""
    pictures = meta.get("pictures") or {}
    hashes = {key: picture_hash(one) for key, one in pictures.items()}
    return {**meta, **({"pictures": hashes} if "pictures" in meta else {})}


def _rank(chain: Chain) -> tuple[bool, int, int]:
    name = provenance(chain)
    known = PROVENANCES.index(name) if name in PROVENANCES else len(PROVENANCES)
    named = (wording.supplier(chain), chain.get("provider"), chain.get("item"))
    return bool(chain.get("inferred")), known, -sum(map(bool, named))

"""The demonstration: bundled records, from files to a chain and a report.

The records of `data/demo` are loaded as what they are: reported by the press, invented,
or real releases. They stand in one case only because the demonstration asks for it.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from graphkit.case import Case
from graphkit.terminal import aligned
from graphkit.viz import style, wording
from graphkit.viz.shown import one_line

BUNDLES: Mapping[str, str] = {
    "reported": "reported",
    "invented": "invented",
    "ocds": "primary",
}
"""Folders of `data/demo`, in the order of loading, and their provenance."""

INSTITUTION, ITEM = "Shenzhen University", "A100"
WEAKEST = "E4"
"""The report also shows what is only inferred, marked as such."""

Say = Callable[[str], object]
Chain = Mapping[str, Any]


def run(out: Path, *, say: Say = print) -> Path:
    """Make OUT/case of the bundled records, say the main chain, write OUT/report.html.

    Returns the report's path. Run again, it finds the case and adds nothing.
    """
    out.mkdir(parents=True, exist_ok=True)
    bundle = as_file(files("graphkit") / "data" / "demo")
    with bundle as folder, Case.create(out / "case") as case:
        _load(case, folder, say)
        for chain in case.chains(institution=INSTITUTION, item=ITEM):
            say("")
            for line in told(chain):
                say(line)
        report = case.export("html", out / "report.html", min_grade=WEAKEST)
    say("")
    say(f"All chains, with the words behind every hop: {report}")
    return Path(report)


def _load(case: Case, folder: Path, say: Say) -> None:
    shutil.copytree(folder / "catalogue", case.folder / "catalogue", dirs_exist_ok=True)
    for name, provenance in BUNDLES.items():
        summary = case.load([folder / name], provenance=provenance, mix=True)
        say(f"{name:<9} {summary.records:>3} records, {summary.statements} statements")


def told(chain: Chain) -> Iterator[str]:
    """Yield the lines of a chain for a terminal: its names, its grade, its quotes."""
    item = chain["item"] or {}
    names = (
        chain["institution"],
        wording.supplier(chain),
        chain["provider"],
        item.get("name"),
    )
    yield " -> ".join(one_line(name) for name in names if name)
    yield f"  {chain['grade']}: {wording.because(chain)}"
    yield from (f"  {one_line(name)}" for name in wording.tender_names(chain))
    rows = [
        row
        for hop in chain["hops"]
        for row in (
            (f"    {_verb(hop, chain)}", one_line(_other(hop)), _place(hop)),
            ("", f"“{one_line(hop['quote'])}”", ""),
        )
    ]
    yield from aligned(rows)


def _verb(hop: Chain, chain: Chain) -> str:
    verb = style.caption(hop["type"], chain["stage"] or "", chain["modality"] or "")
    return "issued by" if hop["type"] == "ISSUED" else verb


def _other(hop: Chain) -> str:
    """Return the end of a hop that is not the tender."""
    return str(hop["from"] if hop["type"] == "ISSUED" else hop["to"])


def _place(hop: Chain) -> str:
    return one_line(f"{hop['path']}, {hop['locator']}")

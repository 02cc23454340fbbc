"""What was loaded, as one page: read, not read, why, what to do.

It asks the network for nothing and gives the same bytes for the same report.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graphkit.viz.page import page, static
from graphkit.viz.style import palette_css

Report = Mapping[str, Any]
"""A report of `case.loaded()`: `files`, `loaders`, `refused`."""

MOST = 1_000
"""Rows of a list; how many more there are is said."""

NAMED = 20
"""Names of what is not understood that are shown of a loader."""


def unread(report: Report) -> list[Mapping[str, Any]]:
    """Return what was not read: files that were refused, then what is in others."""
    return [*report["refused"], *(q for f in report["files"] for q in f["quarantined"])]


def write(report: Report, file: Path) -> None:
    """Write the page of a report."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(render(report).encode())


def render(report: Report) -> str:
    """Return the page of a report as text."""
    left = unread(report)
    files = sorted(report["files"], key=lambda one: (not one["quarantined"],))
    loaders = report["loaders"]
    return page(
        "loaded.html",
        styles=(palette_css(dark=True), static("explain.css"), static("loaded.css")),
        scripts=(),
        title="What was read, and what was not",
        tally=_tally(loaders, left),
        unread=left[:MOST],
        more_unread=max(0, len(left) - MOST),
        loaders=[_loader(one) for one in loaders],
        files=[_file(one) for one in files[:MOST]],
        more_files=max(0, len(files) - MOST),
    )


def _tally(
    loaders: Sequence[Mapping[str, Any]], left: Sequence[object]
) -> tuple[tuple[str, str], ...]:
    def total(name: str) -> str:
        return f"{sum(one[name] for one in loaders):,}"

    return (
        ("Files", total("files")),
        ("Records", total("records")),
        ("Statements", total("statements")),
        ("Not read", f"{len(left):,}"),
    )


def _loader(one: Mapping[str, Any]) -> Mapping[str, Any]:
    looked = one["looked"]
    return {
        **_counted(one),
        "files": f"{one['files']:,}",
        "looked": f"{looked:,}",
        "unread": [
            {"name": name, "count": f"{count:,}", "share": f"{count / looked:.0%}"}
            for name, count in one["unread"][:NAMED]
        ],
        "more": max(0, len(one["unread"]) - NAMED),
    }


def _file(one: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        **_counted(one),
        "path": one["path"],
        "unread": ", ".join(name for name, _ in one["unread"][:5]),
        "problems": len(one["quarantined"]),
    }


def _counted(one: Mapping[str, Any]) -> Mapping[str, Any]:
    counts = {name: f"{one[name]:,}" for name in ("records", "tenders", "statements")}
    return {"loader": one["loader"] or "none", **counts}

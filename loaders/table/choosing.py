"""Choosing: which column map each table of a source is read with.

A table's own map comes first, then the maps of the case, then those shipped with
graphkit; at last a proposal, where headings and cells leave no doubt.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from graphkit.errors import SourceError
from graphkit.identity import digest
from graphkit.loaders.table.grids import Grid
from graphkit.loaders.table.headings import TABLES
from graphkit.loaders.table.maps import ColumnMap, parse
from graphkit.loaders.table.proposal import propose, toml
from graphkit.source import Source

PROPOSED = "proposed by graphkit from headings and cells"
"""How the `about` of a map begins that nobody wrote."""

_OWN = re.compile(r"[0-9a-f]{64}(-[0-9a-f]{8})?\.toml")


class Chosen(NamedTuple):
    """How the table `name` of a source is read: by a map, or why not."""

    name: str
    text: str
    problem: str = ""
    hint: str = ""

    @property
    def own_name(self) -> str:
        """What follows the hash of its source in the name of a table's own map."""
        return f"-{digest(self.name)[:8]}" if self.name else ""

    @property
    def is_proposed(self) -> bool:
        """Whether nobody wrote the map."""
        return self.text.startswith(f'about = "{PROPOSED}')


def column_maps(source: Source, grids: Sequence[Grid], maps: Path | None) -> str:
    """Return how the tables of a source are read, as `Part.columns`.

    Raises SourceError where no table of it can be.
    """
    chosen = tuple(_chosen(grid, source, maps) for grid in grids)
    if not any(one.text for one in chosen):
        first = chosen[0] if chosen else Chosen("", "", "it holds no table")
        raise SourceError(source.path, first.name, first.problem, hint=first.hint)
    return encoded(chosen)


def encoded(chosen: Sequence[Chosen]) -> str:
    """Return how the tables of a source are read as one text."""
    return msgspec.json.encode(chosen).decode()


def decoded(columns: str) -> tuple[Chosen, ...]:
    """Return how the tables of a source are read, out of `encoded`."""
    return msgspec.json.decode(columns.encode(), type=tuple[Chosen, ...])


def choose(grid: Grid, source: Source, maps: Path | None) -> str:
    """Return the map for a table, as TOML: one that is known, else a sure proposal.

    Raises SourceError with what to do where its columns leave doubts.
    """
    text, unfit = known(grid, source, maps)
    if text:
        return text
    proposal = propose(grid)
    if proposal.is_sure:
        return toml(proposal, f"{PROPOSED}; correct it where it is wrong")
    doubts = "; ".join(proposal.doubts)
    problem = f"no column map fits this table, and its columns leave doubts: {doubts}"
    hint = (
        "`graphkit map FILE` shows what its columns may mean, with --save it writes "
        f"that to maps/NAME.toml for you to correct -- {_columns_are(grid.header)}"
    )
    raise SourceError(source.path, grid.name, "; ".join([problem, *unfit]), hint=hint)


def known(grid: Grid, source: Source, maps: Path | None) -> tuple[str, list[str]]:
    """Return the map there is for a table, or '', and which files of maps are none.

    Its own map is named after the hash of the source; of the others, that which names
    most of the table's columns is taken. Raises SourceError where its own is wrong.
    """
    if own := _own(grid, source, maps):
        return own, []
    fitting, unfit = _fitting(maps, grid.header)
    shipped = [(len(one.named), text) for one, text in _shipped(grid.header)]
    for found in (fitting, shipped):
        if found:
            return max(found)[1], unfit
    return "", unfit


def _chosen(grid: Grid, source: Source, maps: Path | None) -> Chosen:
    try:
        return Chosen(grid.name, choose(grid, source, maps))
    except SourceError as error:
        return Chosen(grid.name, "", error.problem, error.hint)


def _own(grid: Grid, source: Source, maps: Path | None) -> str:
    """Return the table's own map, '' where it has none.

    Of a source with several tables, the first own map that fits this one is taken.
    """
    files = sorted(maps.glob(f"{source.sha256}*.toml")) if maps else []
    missing = ""
    for file in files:
        text = file.read_text("utf-8", "replace")
        try:
            missing = _missing(parse(text, source.path), grid.header)
        except SourceError as error:
            problem = f"its column map is wrong: {error.problem}"
            raise SourceError(source.path, "", problem, hint=error.hint) from error
        if not missing:
            return text
    if missing and not grid.name:
        problem = f"its column map names columns it does not have: {missing}"
        raise SourceError(source.path, "", problem, hint=_columns_are(grid.header))
    return ""


def _fitting(
    maps: Path | None, header: Sequence[str]
) -> tuple[list[tuple[int, str]], list[str]]:
    """Return the maps of a case that fit, weighed, and why others are no maps."""
    fitting, unfit = [], []
    for file in sorted(maps.glob("*.toml")) if maps and maps.is_dir() else ():
        if _OWN.fullmatch(file.name):
            continue
        text = file.read_text("utf-8", "replace")
        try:
            found = parse(text, f"maps/{file.name}")
        except SourceError as error:
            unfit.append(str(error))
            continue
        if not _missing(found, header):
            fitting.append((len(found.named), text))
    return fitting, unfit


def _shipped(header: Sequence[str]) -> Iterator[tuple[ColumnMap, str]]:
    return ((one, text) for one, text in _all_shipped() if not _missing(one, header))


@cache
def _all_shipped() -> tuple[tuple[ColumnMap, str], ...]:
    files = sorted((TABLES / "maps").glob("*.toml"))
    texts = [file.read_text("utf-8") for file in files]
    return tuple(
        (parse(text, file.name), text) for file, text in zip(files, texts, strict=True)
    )


def _missing(found: ColumnMap, header: Sequence[str]) -> str:
    return ", ".join(name for name in found.named if name not in header)


def _columns_are(header: Sequence[str]) -> str:
    shown = [name if name.isprintable() else "?" for name in header]
    names = ", ".join(name[:40] for name in shown[:30])
    more = f" and {len(shown) - 30} more" if len(shown) > 30 else ""
    return f"the columns are: {names}{more}"

"""Mapping: what the columns of a table mean, proposed, changed and kept as a map."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

import msgspec

from graphkit.case import column_maps, mapping
from graphkit.case.folder import Folder
from graphkit.case.mapping import Look, Mapped
from graphkit.errors import CaseError, QueryError
from graphkit.loaders.table import maps
from graphkit.loaders.table.maps import ColumnMap
from graphkit.reading.intake import SIDECAR
from graphkit.statements import STAGES
from graphkit.web.answers import Asked
from graphkit.web.dropped import Dropped
from graphkit.web.keeper import Keeper

MOST_TABLES = 24
"""Tables of one file that are shown: sheets of a workbook, files of an archive."""

MOST_COLUMNS = 400
LONGEST_CELL = 120


def proposed(keeper: Keeper, dropped: Dropped, asked: Asked) -> dict[str, Any]:
    """Return the tables of a file, how they are read, and what that would make.

    The file is a `source` of the case, or a `file` of a `batch` that was dropped.
    `tables` are maps
    to try instead of those that are there, or proposed.
    """
    found = _looked(keeper, dropped, asked)
    with keeper.reading() as case:
        hide = hider.value if (hider := case.hider()) else _as_it_is
        shown = [
            _shown(one, hide) | {"name": column_maps.name_of(case.folder, one)}
            for one in found
        ]
    return {
        "tables": shown,
        "more": len(found) == MOST_TABLES,
        "roles": maps.ROLES,
        "said": maps.SAID,
        "parties": maps.PARTIES,
        "stages": STAGES,
    }


def keep(keeper: Keeper, dropped: Dropped, asked: Asked) -> dict[str, Any]:
    """Keep the maps in `tables`, in the case's maps/; return the files' names.

    What is dropped is loaded by them, what the case keeps at its next build.
    """
    given = _given(asked)
    found = [
        one
        for one in _looked(keeper, dropped, asked)
        if (one.source, one.table) in given
    ]
    if not found:
        raise CaseError("nothing was chosen", hint="say what a column means")
    name = asked.text("name") or PurePosixPath(found[0].path).stem
    with keeper.changing("mapping") as case:
        files = column_maps.keep(
            case.folder, found, name, replace=bool(asked.given.get("replace"))
        )
    if dropped_file := asked.text("file"):
        # It says what the person has just said otherwise.
        file = dropped.file(asked.text("batch"), dropped_file)
        file.with_name(file.name + SIDECAR).unlink(missing_ok=True)
    return {"files": files}


def _looked(keeper: Keeper, dropped: Dropped, asked: Asked) -> list[Mapped]:
    folder = keeper.folder
    how = Look(
        rows=asked.whole("rows", 5, 50),
        tables=MOST_TABLES,
        given=_given(asked),
        edition=column_maps.edition(folder),
    )
    own = Folder(folder).maps
    if named := asked.text("source"):
        return mapping.look_again(column_maps.source(folder, named), own, how)
    file = dropped.file(asked.text("batch"), asked.text("file"))
    before = f"{file.parent.as_posix()}/"
    return [
        replace(one, path=one.path.removeprefix(before))
        for one in mapping.look(file, own, how)
    ]


def _given(asked: Asked) -> dict[tuple[str, str], ColumnMap]:
    """Return the maps that a page gives, by the hash and the table they are for."""
    given = asked.given.get("tables", [])
    try:
        found = msgspec.convert(given, list[_Chosen])
    except msgspec.ValidationError as error:
        raise QueryError(f"that is no column map: {error}") from error
    return {(one.source, one.table): one.map for one in found}


class _Chosen(msgspec.Struct, frozen=True):
    source: str
    table: str
    map: ColumnMap


def _as_it_is(value: Any) -> Any:
    return value


def _shown(one: Mapped, hide: Callable[[Any], Any]) -> dict[str, Any]:
    """Return a table as the page shows it: a column a row, with its first cells.

    What rows say is hidden where it names persons; the map stays what is kept.
    """
    columns = [
        {"name": name, "cells": [hide(_cell(row, place)) for row in one.first]}
        for place, name in islice(enumerate(one.header), MOST_COLUMNS)
    ]
    return {
        "path": one.path,
        "source": one.source,
        "table": one.table,
        "text": one.map,
        "known": one.known,
        "doubts": one.doubts,
        "unused": one.unused[:MOST_COLUMNS],
        "edges": hide(one.edges),
        "nodes": hide(one.nodes),
        "problems": hide(one.problems),
        "stages": one.stages,
        "columns": columns,
        "n_columns": len(one.header),
        "map": _parsed(one),
    }


def _parsed(one: Mapped) -> Mapping[str, Any]:
    has_columns = set(one.header) != set(one.unused)
    return asdict(maps.parse(one.map, one.path) if has_columns else maps.NOTHING)


def _cell(row: Sequence[str], place: int) -> str:
    return row[place][:LONGEST_CELL] if place < len(row) else ""

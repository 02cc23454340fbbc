"""Remarks: what people said of things, statements and chains, named as they are now."""

from collections.abc import Iterable, Mapping
from typing import Any

from graphkit.case import Case
from graphkit.case.tags import STATEMENT
from graphkit.web.answers import Asked
from graphkit.web.keeper import Keeper

Row = dict[str, Any]

_CHAIN = "chain:"


def told(keeper: Keeper, asked: Asked) -> Mapping[str, Any]:
    """Return notes, marks of chains, saved views, the log, and what they are on."""
    with keeper.reading() as case:
        found = case.remarks(asked.text("about"))
        notes, marks = (_now(case, found[name]) for name in ("notes", "marks"))
        edges = case.quoting(
            row["about"].removeprefix(STATEMENT)
            for row in notes
            if row["about"].startswith(STATEMENT)
        )
        hops = [
            hop
            for row in notes
            if row["about"].startswith(_CHAIN)
            for hop in row["about"].removeprefix(_CHAIN).split("\n")
        ]
        ends = [end for key in (*edges, *hops) for end in key.split("|")[1:3]]
        nodes = list(case.cards([*(row["about"] for row in notes), *ends]))
        return {
            **found,
            "notes": notes,
            "marks": marks,
            "nodes": nodes,
            "edges": {key: f"{STATEMENT}{said}" for key, said in edges.items()},
        }


def notes_on(case: Case, uid: str) -> list[Row]:
    """Return the notes on a thing, also those from when it was called otherwise."""
    return [r for r in _now(case, case.remarks()["notes"]) if r["about"] == uid]


def _now(case: Case, rows: Iterable[Row]) -> list[Row]:
    said = list(rows)
    abouts = case.followed(row["about"] for row in said)
    return [row | {"about": about} for row, about in zip(said, abouts, strict=True)]

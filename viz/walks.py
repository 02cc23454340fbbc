"""Paths as the modules in static/view take them: each in a row of its own.

A thing that two paths share stands in both rows, so that nothing can be read across
paths that no path says.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from graphkit.viz.shown import language

Row = Mapping[str, Any]


def things(paths: Sequence[Row]) -> Row:
    """Return `nodes` and `edges` of paths as `paths --json` gives them."""
    rows = list(enumerate(paths, 1))
    return {
        "nodes": [node for n, path in rows for node in _nodes(n, path)],
        "edges": [edge for n, path in rows for edge in _edges(n, path)],
    }


def _nodes(number: int, path: Row) -> list[Row]:
    named = zip(path["uids"], path["nodes"], path["labels"], strict=True)
    return [
        {
            "uid": f"{number} {uid}",
            "label": label,
            "name": name,
            f"name_{'zh' if language(name) == 'zh' else 'en'}": name,
            "column": column,
            "chains": [number],
        }
        for column, (uid, name, label) in enumerate(named)
    ]


def _edges(number: int, path: Row) -> list[Row]:
    return [
        {
            "key": f"{number} {place}",
            "type": hop["type"],
            "from": f"{number} {hop['from_uid']}",
            "to": f"{number} {hop['to_uid']}",
            "grade": path["grade"],
            "provenance": path["provenance"],
            "inferred": bool(path["inferred"]),
            "part": hop.get("part") or "",
            "quote": hop.get("quote") or "",
            "chains": [number],
        }
        for place, hop in enumerate(path["hops"])
    ]

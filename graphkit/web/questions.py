"""Questions: named ones as forms, and Cypher that only reads."""

from typing import Any

from graphkit import queries
from graphkit.schema import schema
from graphkit.web.answers import Asked, rows
from graphkit.web.keeper import Keeper

MOST_ROWS = 1000


def listed(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Return the questions with what each asks and takes, and the graph's schema."""
    own = keeper.folder / "questions"
    return {
        "rows": [
            {
                "name": one.name,
                "title": one.title,
                "asks": one.asks,
                "says": one.says,
                "omits": one.omits,
                "text": "" if one.is_search else one.text,
                "params": [
                    {
                        "name": param.name,
                        "type": param.type,
                        "about": param.about,
                        "default": param.default,
                        "required": param.required,
                    }
                    for param in one.params
                ],
            }
            for one in queries.all(own)
        ],
        "schema": _schema(),
    }


def ask(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Return the rows of a named question."""
    name, given = asked.text("name"), asked.mapping("params")
    with keeper.reading() as case:
        return _bounded(rows(case.ask(name, **given)))


def cypher(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Return the rows of Cypher, within limits of rows and time."""
    with keeper.reading() as case:
        found = case.cypher(
            asked.text("text"),
            asked.mapping("params"),
            seconds=asked.whole("seconds", 5, 30),
            limit=asked.whole("limit", MOST_ROWS, MOST_ROWS),
        )
        return rows(found)


def _bounded(found: dict[str, Any]) -> dict[str, Any]:
    cut = len(found["rows"]) > MOST_ROWS
    return found | {
        "rows": found["rows"][:MOST_ROWS],
        "truncated": found["truncated"] or cut,
    }


def _schema() -> dict[str, Any]:
    known = schema()
    return {
        "nodes": {name: list(of.properties) for name, of in known.nodes.items()},
        "edges": {
            name: [list(pair) for pair in of.between]
            for name, of in known.edges.items()
        },
    }

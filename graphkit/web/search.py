"""Search: names while a person types, and the text of records when they pause."""

from typing import Any

from graphkit.web.answers import Asked, rows
from graphkit.web.keeper import Keeper


def typed(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Return things by name, alias, pinyin or number, a few of each label."""
    with keeper.reading() as case:
        return rows(case.typed(asked.text("text"), limit=asked.whole("limit", 6, 50)))


def records(keeper: Keeper, asked: Asked) -> dict[str, Any]:
    """Return records whose text holds some words."""
    with keeper.reading() as case:
        found = case.find(asked.text("text"), limit=asked.whole("limit", 40, 500))
        return rows(found) | {"rows": [r for r in found if r["kind"] == "record"]}

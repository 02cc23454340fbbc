"""Versioned releases: every value a list of the versions it had; the last one holds.

What is said is quoted where it stands, in the last version of its field.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from msgspec.structs import replace

from graphkit.evidence import Evidence
from graphkit.statements import Amount, Day, Mention, Passage, Statement

_Said = TypeVar("_Said", Mention, Evidence, Amount, Day)

Moves = Mapping[str, str]
"""Pointers in the plain release to those in the versioned one, where they differ."""


def plain(versioned: Mapping[str, object]) -> tuple[dict[str, object], Moves]:
    """Return a versioned release as a plain one, and where its values stand."""
    moves: dict[str, str] = {}
    fields = {
        name: _last(value, f"/{name}", f"/{name}", moves)
        for name, value in versioned.items()
    }
    return fields, moves


def moved(said: Statement | Passage, at: str, moves: Moves) -> Statement | Passage:
    """Return what was said of the plain release with its true locators.

    `at` is the locator of the record, which stands in front of every other.
    """
    true = partial(_true, at=at, moves=moves)
    tender = replace(
        said.tender,
        number_at=(true(said.tender.number_at[0]), said.tender.number_at[1]),
        title_at=(true(said.tender.title_at[0]), said.tender.title_at[1]),
    )
    if isinstance(said, Passage):
        price = said.price and replace(said.price, locator=true(said.price.locator))
        return replace(said, tender=tender, locator=true(said.locator), price=price)
    placed = {
        name: _placed(part, true)
        for name in ("subject", "object", "evidence", "amount", "date")
        if (part := getattr(said, name)) is not None
    }
    return replace(said, tender=tender, **placed)


def _placed(part: _Said, true: Callable[[str], str]) -> _Said:
    found = replace(part, locator=true(part.locator))
    if isinstance(found, Mention) and found.address:
        sits = found.address
        return replace(found, address=replace(sits, locator=true(sits.locator)))
    return found


def _true(locator: str, *, at: str, moves: Moves) -> str:
    return at + moves.get(locator[len(at) :], locator[len(at) :]) if locator else ""


def _is_history(values: list[object]) -> bool:
    """Say whether a list holds the versions of a value."""
    return bool(values) and all(
        isinstance(value, dict) and "value" in value and "releaseID" in value
        for value in values
    )


def _last(value: object, pointer: str, true: str, moves: dict[str, str]) -> object:
    if isinstance(value, list) and _is_history(value):
        last = len(value) - 1
        return _last(value[last]["value"], pointer, f"{true}/{last}/value", moves)
    if isinstance(value, list):
        return [
            _last(element, f"{pointer}/{number}", f"{true}/{number}", moves)
            for number, element in enumerate(value)
        ]
    if isinstance(value, dict):
        return {
            name: _last(inner, f"{pointer}/{name}", f"{true}/{name}", moves)
            for name, inner in value.items()
        }
    if pointer != true:
        moves[pointer] = true
    return value

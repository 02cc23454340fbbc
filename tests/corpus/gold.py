"""What a notice says, for certain: the answer beside an invented notice."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

ORDINARY = frozenset({"title", "stage"})
"""Fields that are single strings and that any notice has."""


@dataclass(frozen=True, slots=True)
class Award:
    """Who won a part, for how much; no value where none is said, or not for certain."""

    name: str
    part: str = ""
    value: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """A budget or a ceiling of a part."""

    value: str
    part: str = ""
    currency: str = "CNY"


@dataclass(frozen=True, slots=True)
class Item:
    """A chip, model, product or provider as a notice speaks of it.

    `text` is contained in the words that name it. Without `uid`, `part` or `quantity`
    nothing is asked about them.
    """

    relation: str
    text: str
    modality: str = ""
    quantity: str = ""
    uid: str = ""
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    """All a notice says; an empty field is one that must stay empty.

    `silent` are words that must not be within any mention. `open` names fields that
    two careful readers would fill differently: they are not scored.
    """

    file: str = ""
    kind: str = ""
    title: str = ""
    number: str = ""
    buyer: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    awards: tuple[Award, ...] = ()
    bidders: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    budget: tuple[Sum, ...] = ()
    ceiling: tuple[Sum, ...] = ()
    published_on: str = ""
    deadline: str = ""
    awarded_on: str = ""
    signed_on: str = ""
    stage: str = ""
    items: tuple[Item, ...] = ()
    silent: tuple[str, ...] = ()
    open: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Invented:
    """A notice as a site would give it: name and bytes; and what it says."""

    name: str
    content: bytes
    gold: Gold


LISTS: Mapping[str, type] = {
    "awards": Award,
    "budget": Sum,
    "ceiling": Sum,
    "items": Item,
}


def from_row(row: Mapping[str, Any]) -> Gold:
    """Return the gold of one line of `gold.jsonl`; raises KeyError on a wrong key."""
    known = {field.name for field in fields(Gold)}
    if unknown := sorted(set(row) - known - {"note"}):
        raise KeyError(f"{row['file']}: no field of a gold row: {unknown}")
    said: dict[str, Any] = {}
    for key, value in row.items():
        if key == "note":
            continue
        if key in LISTS:
            value = tuple(LISTS[key](**one) for one in value)
        elif isinstance(value, list):
            value = frozenset(value) if key == "open" else tuple(value)
        said[key] = value
    return Gold(**said)

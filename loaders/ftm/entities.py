"""Entities of a file, and whom they refer to by ids, wherever those stand."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from graphkit.loaders.ftm.words import BODIES, identifiers
from graphkit.loaders.json_documents import ENCODING_MARK, TOO_LONG
from graphkit.source import LONGEST_LINE, Part
from graphkit.statements import Ids, Problem

TELLING = ("Contract", "ContractAward", "Ownership")
_REFERS = ("authority", "supplier", "contract", "owner", "asset")
_NO_ENTITY_HINT = "what is whole beside it was read"


class _Read(msgspec.Struct):
    id: str
    schema: str
    properties: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Entity:
    """One line; `properties` are lists of texts, whatever the file wrote."""

    id: str
    schema: str
    locator: str
    offset: int
    length: int
    properties: Mapping[str, Any]

    def first(self, name: str) -> tuple[str, str]:
        """Return the first text of a property with its locator; two '' for none."""
        return next(self.each(name), ("", ""))

    def each(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield the texts of a property, each with its locator."""
        value = self.properties.get(name)
        at = f"{self.locator}/properties/{name}"
        if isinstance(value, str):
            value = [value] if value.strip() else []
            yield from ((text, at) for text in value)
        elif isinstance(value, list):
            for number, text in enumerate(value):
                if isinstance(text, str) and text.strip():
                    yield text, f"{at}/{number}"


@dataclass(frozen=True, slots=True)
class Body:
    """Somebody another entity refers to: a name, where it stands, what it carries."""

    name: str
    locator: str
    ids: Ids


@dataclass(slots=True)
class Refers:
    """Which ids are referred to, and how many awards a contract has."""

    ids: set[str] = field(default_factory=set)
    awards: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Entities:
    """What is known of a file beside the entity at hand."""

    refers: Refers
    bodies: dict[str, Body]
    contracts: dict[str, Entity]

    def note(self, entity: Entity) -> None:
        """Remember whom an entity that tells something refers to."""
        if entity.schema in TELLING:
            for name in _REFERS:
                self.refers.ids.update(text for text, _ in entity.each(name))
        if entity.schema == "ContractAward":
            self.refers.awards[entity.first("contract")[0]] += 1

    def name(self, entity: Entity) -> None:
        """Remember who an entity is that is referred to; the first of an id counts."""
        if entity.id not in self.refers.ids:
            return
        if entity.schema == "Contract":
            self.contracts.setdefault(entity.id, entity)
        if entity.schema in BODIES:
            name, locator = entity.first("name")
            if name:
                ids = identifiers(entity.schema, entity.properties)
                self.bodies.setdefault(entity.id, Body(name, locator, ids))


def entities(part: Part) -> Iterator[Entity | Problem]:
    """Yield the entities of a source line by line, and a Problem for each that is none.

    A line is held at a time, never the file.
    """
    decoder = msgspec.json.Decoder(_Read)
    for number, start, line in part.lines():
        content = line.removeprefix(ENCODING_MARK)
        if not content.strip():
            continue
        locator = f"line:{number}"
        if len(line) > LONGEST_LINE:
            yield Problem(locator, TOO_LONG, _NO_ENTITY_HINT)
            continue
        try:
            found = decoder.decode(content)
        except (ValueError, RecursionError) as error:
            yield Problem(locator, f"no entity: {error}", _NO_ENTITY_HINT)
            continue
        offset = start + len(line) - len(content)
        yield Entity(
            found.id, found.schema, locator, offset, len(content), found.properties
        )

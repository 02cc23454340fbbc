"""What FollowTheMoney calls things: schemata of bodies, and properties of identifiers.

Source: the model of FollowTheMoney 4.11 (followthemoney/schema/*.yaml, MIT licence);
`tests/ftm/model.toml` keeps the part of it that is used, and how it was taken.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from graphkit.statements import Ids

BODIES = frozenset(
    ("Organization", "Company", "LegalEntity", "PublicBody", "Person", "Asset")
)
KIND: Mapping[str, str] = {"Person": "person"}
"""What a schema says of the kind of a body beyond doubt."""

SCHEMES: Mapping[str, str] = {
    "leiCode": "lei",
    "uscCode": "uscc",
    "uniqueEntityId": "uei",
    "vatCode": "vat",
    "ogrnCode": "RU-OGRN",
    "innCode": "RU-INN",
}
"""Properties that hold the numbers of one register each."""

REGISTRATION = "registrationNumber"
REGISTERS: Mapping[str, str] = {"GB": "GB-COH", "CN": "uscc", "FR": "FR-SIREN"}
"""Whose number it is that stands as a registration number, by the only country."""


def identifiers(schema: str, properties: Mapping[str, Any]) -> Ids:
    """Return the identifiers of a body, its only country, and that it is a person."""
    found = {
        (SCHEMES[name], text) for name in SCHEMES for text in _of(properties, name)
    }
    countries = {text.upper() for text in _of(properties, "jurisdiction")}
    countries = countries or {text.upper() for text in _of(properties, "country")}
    if len(countries) == 1:
        (country,) = countries
        found.add(("country", country))
        if register := REGISTERS.get(country):
            found |= {(register, text) for text in _of(properties, REGISTRATION)}
    if kind := KIND.get(schema):
        found.add(("kind", kind))
    return tuple(sorted(found))


def _of(properties: Mapping[str, Any], name: str) -> Iterator[str]:
    value = properties.get(name)
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str) and text.strip():
            yield text.strip()

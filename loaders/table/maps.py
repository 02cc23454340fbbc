"""Column maps: what the columns of a table mean, said by a person in a few lines.

```toml
[columns]                   # what we call it = what the table calls it
buyer = "Department"
supplier = "Supplier name"
amount = "Amount"
awarded_on = "Date"

[fixed]                     # what holds for every row
currency = "GBP"

[text]                      # where products are looked for
"Description" = "award"     # what was awarded; or "request", what was asked for
```
A map is for a table when all the columns it names are there. Nothing is read that it
does not name.
"""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from graphkit import taxes
from graphkit.errors import SourceError
from graphkit.loaders.table.marks import CODES
from graphkit.loaders.table.packed import Packed
from graphkit.statements import STAGES

ROLES = (
    "agency",
    "amount",
    "awarded_on",
    "bidder",
    "budget",
    "buyer",
    "currency",
    "deadline",
    "from",
    "number",
    "part",
    "process",
    "published_on",
    "quantity",
    "relation",
    "signed_on",
    "stage",
    "supplier",
    "supplier_address",
    "supplier_postcode",
    "supplier_town",
    "tax",
    "title",
    "to",
    "unit",
    "url",
)
FIXED = (
    "amount_unit",
    "currency",
    "date_order",
    "decimal",
    "publisher",
    "separator",
    "stage",
    "tax",
)
SAID = ("award", "request", "stage")
"""What a text column tells of; `stage` leaves it to the stage of the row."""
PARTIES = ("agency", "bidder", "buyer", "supplier")

_TABLES = (
    "columns",
    "fixed",
    "text",
    "identifiers",
    "stages",
    "classifications",
    "packed",
    "schemes",
)


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What a table's columns mean; the names are those of the table.

    `identifiers` gives a party's columns of identifiers by their scheme, `stages`
    the table's own words for a stage, `classifications` columns of codes by their
    scheme. `packed` tells of parties that stand in one cell with other fields.
    `needs` are columns that must be there too.
    """

    columns: Mapping[str, str]
    fixed: Mapping[str, str]
    text: Mapping[str, str]
    identifiers: Mapping[str, Mapping[str, str]]
    stages: Mapping[str, str]
    needs: tuple[str, ...] = ()
    classifications: Mapping[str, str] = field(default_factory=dict)
    packed: Mapping[str, Packed] = field(default_factory=dict)

    @property
    def named(self) -> tuple[str, ...]:
        """Every column that a table must have for the map, sorted."""
        parties = (found.values() for found in self.identifiers.values())
        codes = self.classifications.values()
        several = (self.columns.values(), self.text, *parties, codes, self.needs)
        return tuple(sorted({name for names in several for name in names}))

    @property
    def unit(self) -> Decimal:
        """What an amount of 1 in the table is worth."""
        return Decimal(self.fixed.get("amount_unit", "1"))


NOTHING = ColumnMap({}, {}, {}, {}, {})
"""The map that reads nothing."""


def parse(text: str, name: str) -> ColumnMap:
    """Return a map from its TOML; SourceError says what is wrong with it."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(name, f"it is not TOML: {error}") from error
    for key in found:
        if key not in (*_TABLES, "about", "needs"):
            raise _wrong(name, f"[{key}] is not known, only {', '.join(_TABLES)}")
    columns = _texts(found, "columns", name, ROLES)
    if not columns:
        raise _wrong(name, "[columns] is missing")
    fixed = _texts(found, "fixed", name, FIXED)
    _check_fixed(fixed, name)
    return ColumnMap(
        columns,
        fixed,
        _texts(found, "text", name, values=SAID),
        _identifiers(found, name),
        _texts(found, "stages", name, values=STAGES),
        _needs(found, name),
        _texts(found, "classifications", name),
        _packed(found, name),
    )


def toml(found: ColumnMap, about: str) -> str:
    """Return a map as a person can read and change it; `parse` reads it."""
    lines = [f"about = {_quoted(about)}"]
    if found.needs:
        lines.append(f"needs = [{', '.join(map(_quoted, found.needs))}]")
    tables: tuple[tuple[str, Mapping[str, str]], ...] = (
        ("columns", found.columns),
        ("fixed", found.fixed),
        ("text", found.text),
        *((f"identifiers.{name}", one) for name, one in found.identifiers.items()),
        ("classifications", found.classifications),
        ("stages", found.stages),
        *((f"packed.{name}", _packing(one)) for name, one in found.packed.items()),
        *(("schemes", one.schemes) for one in islice(found.packed.values(), 1)),
    )
    for name, values in tables:
        if values or name == "columns":
            lines += ["", f"[{name}]", *_lines(values)]
    return "\n".join(lines) + "\n"


def _packing(one: Packed) -> dict[str, str]:
    places = {"name": one.name, "scheme": one.scheme, "number": one.number}
    said = {key: str(place) for key, place in places.items() if place}
    return {"between": one.between, **said}


def _quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _lines(values: Mapping[str, str]) -> list[str]:
    return [
        f"{key if key.isascii() and key.isidentifier() else _quoted(key)}"
        f" = {_quoted(value)}"
        for key, value in values.items()
    ]


def _texts(
    found: Mapping[str, object],
    table: str,
    name: str,
    keys: Sequence[str] = (),
    values: Sequence[str] = (),
) -> dict[str, str]:
    """Return a table of texts, with keys and values out of those allowed."""
    given = found.get(table, {})
    if not isinstance(given, dict):
        raise _wrong(name, f"{table} is no table: write [{table}] above its lines")
    texts: dict[str, str] = {}
    for key, value in given.items():
        if keys and key not in keys:
            raise _wrong(name, f"[{table}] knows no {key!r}, only {', '.join(keys)}")
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            raise _wrong(name, f"{key} in [{table}] is neither text nor number")
        if values and value not in values:
            raise _wrong(name, f"{key} in [{table}] may be {', '.join(values)}")
        texts[key] = str(value)
    return texts


def _identifiers(found: Mapping[str, object], name: str) -> dict[str, dict[str, str]]:
    given = found.get("identifiers", {})
    if not isinstance(given, dict):
        raise _wrong(name, "identifiers is no table")
    for party in given:
        if party not in PARTIES:
            parties = ", ".join(PARTIES)
            raise _wrong(name, f"[identifiers.{party}] is none of {parties}")
    return {party: _texts(given, party, name) for party in given}


def _packed(found: Mapping[str, object], name: str) -> dict[str, Packed]:
    """Return how parties are packed; SourceError where that is not said whole."""
    given = found.get("packed", {})
    if not isinstance(given, dict):
        raise _wrong(name, "packed is no table: write [packed.supplier]")
    schemes = _texts(found, "schemes", name)
    packed: dict[str, Packed] = {}
    for party in given:
        if party not in PARTIES:
            raise _wrong(name, f"[packed.{party}] is none of {', '.join(PARTIES)}")
        said = _texts(given, party, name, ("between", "name", "scheme", "number"))
        places = [said.get(key, "0") for key in ("name", "scheme", "number")]
        if not said.get("between") or not all(map(str.isdecimal, places)):
            raise _wrong(name, f"[packed.{party}] needs between = and name = a number")
        if not (1 <= int(places[0]) <= 99):
            raise _wrong(name, f"name in [packed.{party}] counts fields from 1")
        name_at, scheme_at, number_at = map(int, places)
        between = said["between"]
        packed[party] = Packed(between, name_at, scheme_at, number_at, schemes)
    return packed


def _needs(found: Mapping[str, object], name: str) -> tuple[str, ...]:
    given = found.get("needs", [])
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise _wrong(name, 'needs is no list of columns: write needs = ["A", "B"]')
    return tuple(given)


def _check_fixed(fixed: Mapping[str, str], name: str) -> None:
    allowed = {
        "date_order": ("DMY", "MDY"),
        "decimal": (".", ","),
        "stage": STAGES,
        "tax": taxes.VALUES,
    }
    for key, values in allowed.items():
        if key in fixed and fixed[key] not in values:
            raise _wrong(name, f"{key} in [fixed] may be {', '.join(values)}")
    code = fixed.get("currency", "GBP")
    if code not in CODES:
        raise _wrong(name, f"currency in [fixed] is {code!r}, not a code of ISO 4217")
    unit = fixed.get("amount_unit", "1")
    if not re.fullmatch(r"[1-9]\d{0,11}|0\.\d{1,6}", unit):
        raise _wrong(name, f"amount_unit in [fixed] is {unit!r}, not a number above 0")


def _wrong(name: str, problem: str) -> SourceError:
    return SourceError(name, "", problem, hint="see docs/sources/table.md")

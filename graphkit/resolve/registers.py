"""Registers of organisations: names with the number that a register gives them.

GLEIF's golden copy (level 1, CSV; CC0 1.0) and the basic company data of Companies
House (CSV; Open Government Licence 3.0). A register has many bodies of one name: an
equal name of the right country suggests a number, and never joins.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from graphkit.errors import SourceError
from graphkit.resolve.identifiers import strong


class Registered(msgspec.Struct, frozen=True):
    """A body of a register: its number as `scheme:value`, names, country, state."""

    identifier: str
    names: tuple[str, ...]
    country: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """How one register publishes its bodies."""

    name: str
    title: str
    licence: str
    needed: tuple[str, ...]
    entry: Callable[[Mapping[str, str]], Registered | None]


def entries(register: Register, file: Path, shown: str = "") -> Iterator[Registered]:
    """Yield a register's bodies in the order of its file, without rows that give none.

    Raises SourceError where the file is no copy of the register.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            header = [column.strip() for column in next(reader, [])]
            missing = [column for column in register.needed if column not in header]
            if missing:
                raise _no_copy(register, shown, f"it has no column {missing[0]}")
            for row in reader:
                found = register.entry(dict(zip(header, row, strict=False)))
                if found:
                    yield found
    except (UnicodeDecodeError, csv.Error) as error:
        raise _no_copy(register, shown or file.name, str(error)) from error


def _no_copy(register: Register, shown: str, said: str) -> SourceError:
    return SourceError(
        shown,
        "",
        f"no copy of {register.title}: {said}",
        hint="give the CSV, or the ZIP it came in, as it was downloaded",
    )


def date_of(name: str) -> str:
    """Return the date that a file name states (2024-05-01 or 20240501), or ''."""
    found = re.search(r"(20\d\d)-?([01]\d)-?([0-3]\d)", name)
    return "-".join(found.groups()) if found else ""


def _numbered(scheme: str, value: str) -> str:
    return next(iter(strong(((scheme, value),))), "")


def _names(texts: Iterable[str]) -> tuple[str, ...]:
    found = dict.fromkeys(" ".join(text.split()) for text in texts)
    return tuple(text for text in found if text)


_OTHER = re.compile(r"Entity\.(Transliterated)?OtherEntityNames\..*EntityName\.\d+")
_PREVIOUS = re.compile(r"PreviousName_\d+\.CompanyName")


def _gleif(row: Mapping[str, str]) -> Registered | None:
    others = (text for column, text in row.items() if _OTHER.fullmatch(column))
    names = _names((row["Entity.LegalName"], *others))
    identifier = _numbered("lei", row["LEI"])
    country = row.get("Entity.LegalJurisdiction") or row["Entity.LegalAddress.Country"]
    state = row.get("Entity.EntityStatus", "")
    if not names or not identifier:
        return None
    return Registered(identifier, names, country[:2].upper(), state.casefold())


def _companies_house(row: Mapping[str, str]) -> Registered | None:
    others = (text for column, text in row.items() if _PREVIOUS.fullmatch(column))
    names = _names((row["CompanyName"], *others))
    identifier = _numbered("GB-COH", row["CompanyNumber"])
    state = row.get("CompanyStatus", "")
    return Registered(identifier, names, "GB", state.casefold()) if identifier else None


REGISTERS: Mapping[str, Register] = {
    "gleif": Register(
        "gleif",
        "the GLEIF golden copy",
        "CC0 1.0",
        ("LEI", "Entity.LegalName", "Entity.LegalAddress.Country"),
        _gleif,
    ),
    "companies-house": Register(
        "companies-house",
        "the basic company data of Companies House",
        "Open Government Licence 3.0",
        ("CompanyName", "CompanyNumber", "CompanyStatus"),
        _companies_house,
    ),
}

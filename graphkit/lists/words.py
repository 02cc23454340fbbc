"""What lists call countries, and the identifiers by which they name bodies."""

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from io import StringIO

from graphkit.identity import digest, name_key
from graphkit.resolve.identifiers import strong
from graphkit.resolve.words import folded

_CODE = re.compile(r"[A-Z]{2}")


def country(text: str) -> str:
    """Return the ISO 3166 code (two letters) of a country's name or code, or ''."""
    text = text.strip()
    if _CODE.fullmatch(text.upper()) and text.upper() in _codes():
        return text.upper()
    return _countries().get(folded(text), "")


def identifiers(said: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    """Return the sound strong identifiers of (label, value, country code), sorted.

    A label is one of `data/lists/identifiers.csv` or the name of a scheme; what is
    neither, or has a wrong check digit, is left out: it must not confirm anybody.
    """
    found: set[str] = set()
    for label, value, code in said:
        found.update(strong(((_scheme(label.strip(), value.strip(), code), value),)))
    return tuple(sorted(found))


@cache
def labels() -> tuple[str, ...]:
    """Return the labels that lists use, the longest first."""
    return tuple(sorted({row["label"] for row in _rows("identifiers")}, key=_longest))


def _longest(label: str) -> tuple[int, str]:
    return -len(label), label


def _scheme(label: str, value: str, code: str) -> str:
    known = _labelled().get(label)
    if known is None:
        return label
    for row in known:
        if row["country"] in ("", code) and (
            not row["pattern"] or re.fullmatch(row["pattern"], value)
        ):
            return row["scheme"]
    return ""


def list_uid(name: str) -> str:
    """Return the uid of a list: the catalogue's, where it knows the name."""
    key = name_key(name)
    known = _lists().get(key)
    return f"list:{known or digest('list', key)}"


def list_name(name: str) -> str:
    """Return what a list is called for short, where the catalogue knows the name."""
    known = _lists().get(name_key(name))
    return next((row["name"] for row in _rows("lists") if row["id"] == known), name)


@cache
def _lists() -> Mapping[str, str]:
    return {name_key(row["name"]): row["id"] for row in _rows("lists")}


@cache
def _labelled() -> Mapping[str, list[Mapping[str, str]]]:
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in _rows("identifiers"):
        found.setdefault(row["label"], []).append(row)
    return found


@cache
def _countries() -> Mapping[str, str]:
    return {folded(row["name"]): row["code"] for row in _rows("countries")}


@cache
def _codes() -> frozenset[str]:
    return frozenset(row["code"] for row in _rows("countries"))


@cache
def _rows(table: str) -> tuple[Mapping[str, str], ...]:
    place = files("graphkit") / "data" / "lists" / f"{table}.csv"
    return tuple(csv.DictReader(StringIO(place.read_text(encoding="utf-8"))))

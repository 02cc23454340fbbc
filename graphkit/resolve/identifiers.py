"""Identifiers of organisations: which are sound, and strong enough to join names.

A scheme is **strong** where a register gives one body one number. Everything else (a
publisher's own number, a row in somebody's file) is shown and joins nothing.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from graphkit.resolve.words import rows
from graphkit.statements import Ids

NO_IDENTIFIERS = frozenset(("catalogue", "country", "jurisdiction", "tender"))
"""Schemes that say something else about a mention than who issued a number."""

_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SEPARATORS = re.compile(r"[\s./\-\u2010-\u2015]+")
_PLAIN = re.compile(r"(?=.*[0-9])[A-Z0-9]{4,24}")
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Scheme:
    """A strong scheme: the form of its numbers, and what the register's country is."""

    name: str
    rank: int
    pattern: re.Pattern[str]
    check: str
    jurisdiction: str


def strong(ids: Ids) -> tuple[str, ...]:
    """Return the sound strong identifiers as `scheme:value`, the most telling first.

    Values are narrowed, in upper case, without separators. What has a wrong check
    digit or form is left out: a misread number must not join anybody.
    """
    found: dict[str, int] = {}
    for name, value in ids:
        scheme = _schemes().get(name.casefold())
        if scheme and (sound := _sound(scheme, value)):
            found[f"{scheme.name}:{sound}"] = scheme.rank
    return tuple(sorted(found, key=lambda text: (found[text], text)))


def shown(ids: Ids) -> tuple[str, ...]:
    """Return every identifier as `scheme:value`, strong ones in their sound form."""
    weak = {
        f"{scheme}:{value}"
        for scheme, value in ids
        if scheme not in NO_IDENTIFIERS and not strong(((scheme, value),))
    }
    return tuple(sorted(weak.union(strong(ids))))


def scheme_of(identifier: str) -> str:
    """Return the scheme of a strong identifier."""
    return identifier.partition(":")[0]


def jurisdiction(ids: Ids, identifiers: tuple[str, ...]) -> str:
    """Return the country (ISO 3166, two letters) that a mention carries, or ''.

    The record's own word for it counts first, then the register of an identifier.
    """
    said = dict(ids)
    for name in ("jurisdiction", "country"):
        if _COUNTRY.fullmatch(country := said.get(name, "").upper()):
            return country
    for identifier in identifiers:
        if country := _schemes()[scheme_of(identifier).casefold()].jurisdiction:
            return country
    return ""


def is_uscc(text: str) -> bool:
    """Say whether 18 characters are a unified social credit code (GB 32100-2015)."""
    if len(text) != 18 or any(letter not in _USCC for letter in text):
        return False
    total = sum(
        _USCC.index(letter) * 3**place for place, letter in enumerate(text[:17])
    )
    return _USCC[-total % 31] == text[17]


def is_lei(text: str) -> bool:
    """Say whether 20 characters are a legal entity identifier (ISO 17442)."""
    if len(text) != 20 or not text.isalnum() or not text.isascii():
        return False
    return int("".join(str(int(letter, 36)) for letter in text)) % 97 == 1


def _sound(scheme: Scheme, value: str) -> str:
    text = _SEPARATORS.sub("", unicodedata.normalize("NFKC", value)).upper()
    text = text.removeprefix(scheme.name.replace("-", "").upper()).removeprefix(":")
    if prepare := _PREPARE.get(scheme.check or scheme.name):
        text = prepare(text)
    if len(set(text.lstrip("0"))) < 2 or not scheme.pattern.fullmatch(text):
        return ""
    return text if _CHECKS.get(scheme.check, bool)(text) else ""


def _company_number(text: str) -> str:
    return text.zfill(8) if text.isdigit() else text


def _siren(text: str) -> str:
    return text[:9] if len(text) in (9, 14) else ""


def _ror(text: str) -> str:
    return text.removeprefix("HTTPS:").removeprefix("RORORG").lower()


_PREPARE: Mapping[str, Callable[[str], str]] = {
    "gb-coh": _company_number,
    "fr-siren": _siren,
    "ror": _ror,
}
_CHECKS: Mapping[str, Callable[[str], bool]] = {"uscc": is_uscc, "lei": is_lei}


@cache
def _schemes() -> Mapping[str, Scheme]:
    found: dict[str, Scheme] = {}
    for rank, row in enumerate(rows("schemes")):
        pattern = re.compile(row["pattern"]) if row["pattern"] else _PLAIN
        scheme = Scheme(row["scheme"], rank, pattern, row["check"], row["jurisdiction"])
        for name in (row["scheme"], *filter(None, row["aliases"].split("|"))):
            found[name.casefold()] = scheme
    return found

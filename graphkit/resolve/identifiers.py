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

NO_IDENTIFIERS = frozenset(("catalogue", "country", "jurisdiction", "kind", "tender"))
"""Schemes that say something else about a mention than who issued a number."""

_REGISTRARS = "123456789ANY"
"""Who gives credit codes: A is the military, N agriculture, Y others."""
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
        scheme, value = _scheme(name, value)
        if scheme and (sound := _sound(scheme, value)):
            found[f"{scheme.name}:{sound}"] = scheme.rank
    return tuple(sorted(found, key=lambda text: (found[text], text)))


def _scheme(name: str, value: str) -> tuple[Scheme | None, str]:
    """Return the scheme of an identifier; a value may bring it (GB-COH-01002610)."""
    if found := _schemes().get(name.casefold()):
        return found, value
    country, _, rest = value.strip().partition("-")
    register, _, number = rest.partition("-")
    if name or not number or not _COUNTRY.fullmatch(country):
        return None, value
    return _schemes().get(f"{country}-{register}".casefold()), number


def shown(ids: Ids) -> tuple[str, ...]:
    """Return every identifier as `scheme:value`, strong ones in their sound form."""
    weak = {
        f"{scheme}:{value}"
        for scheme, value in ids
        if scheme not in NO_IDENTIFIERS and not strong(((scheme, value),))
    }
    return tuple(sorted(weak.union(strong(ids))))


def is_scheme(name: str) -> bool:
    """Say whether a name is that of a strong scheme."""
    return name.casefold() in _schemes()


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
        if identifier.startswith("vat:"):
            return {"EL": "GR", "XI": "GB"}.get(identifier[4:6], identifier[4:6])
        if country := _schemes()[scheme_of(identifier).casefold()].jurisdiction:
            return country
    return ""


def is_uscc(text: str) -> bool:
    """Say whether 18 characters are a unified social credit code (GB 32100-2015)."""
    if len(text) != 18 or any(letter not in _USCC for letter in text):
        return False
    if text[0] not in _REGISTRARS or not is_organization_code(text[8:17]):
        return False
    total = sum(
        _USCC.index(letter) * 3**place for place, letter in enumerate(text[:17])
    )
    return _USCC[-total % 31] == text[17]


def is_organization_code(text: str) -> bool:
    """Say whether 9 characters are an organisation code (GB 11714-1997).

    A credit code holds one as its characters 9 to 17.
    """
    total = sum(
        weight * int(letter, 36)
        for weight, letter in zip((3, 7, 9, 10, 5, 8, 4, 2), text, strict=False)
    )
    return "0123456789X0"[(11 - total % 11)] == text[8]


def is_vat(text: str) -> bool:
    """Say whether a VAT number has the right check digits, where we know the rule."""
    rule = _VAT.get(text[:2])
    return rule is None or rule(text[2:])


def _belgian(number: str) -> bool:
    return 97 - int(number[:8]) % 97 == int(number[8:])


def _german(number: str) -> bool:
    product = 10
    for digit in number[:8]:
        total = (int(digit) + product) % 10 or 10
        product = 2 * total % 11
    return (11 - product) % 10 == int(number[8])


def _french(number: str) -> bool:
    if not number[:2].isdigit():
        return True
    return (12 + 3 * (int(number[2:]) % 97)) % 97 == int(number[:2])


def _italian(number: str) -> bool:
    doubled = [2 * int(digit) for digit in number[1::2]]
    plain = sum(int(digit) for digit in number[::2])
    return (plain + sum(n - 9 if n > 9 else n for n in doubled)) % 10 == 0


def _polish(number: str) -> bool:
    weights = (6, 5, 7, 2, 3, 4, 5, 6, 7)
    total = sum(w * int(d) for w, d in zip(weights, number, strict=False))
    return total % 11 == int(number[9])


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
_VAT: Mapping[str, Callable[[str], bool]] = {
    "BE": _belgian,
    "DE": _german,
    "FR": _french,
    "IT": _italian,
    "PL": _polish,
}
_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "uscc": is_uscc,
    "lei": is_lei,
    "vat": is_vat,
}


@cache
def _schemes() -> Mapping[str, Scheme]:
    found: dict[str, Scheme] = {}
    for rank, row in enumerate(rows("schemes")):
        pattern = re.compile(row["pattern"]) if row["pattern"] else _PLAIN
        scheme = Scheme(row["scheme"], rank, pattern, row["check"], row["jurisdiction"])
        for name in (row["scheme"], *filter(None, row["aliases"].split("|"))):
            found[name.casefold()] = scheme
    return found

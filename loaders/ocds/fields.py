"""Questions to JSON as publishers write it: anything may be missing or mistyped.

Every function answers with nothing where there is nothing usable, and never raises.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from graphkit.evidence import NAME_OF
from graphkit.statements import Amount, Day, Tax
from graphkit.taxes import EXCLUDED, INCLUDED

Fields = Mapping[str, object]
NOTHING: Fields = {}

_CURRENCY = re.compile(r"[A-Z]{3}")
_DATE = re.compile(r"\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")
_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?([eE][+-]?\d{1,2})?")
LANGUAGE = r"_[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?"
"""What follows the name of a text in another language: `_fr`, `_es_PY`."""

_LANGUAGE = re.compile(LANGUAGE)


def mapping(value: object) -> Fields:
    """Return an object's fields; no fields for anything else."""
    return value if isinstance(value, dict) else NOTHING


def listed(owner: Fields, key: str, at: str = "") -> Sequence[tuple[str, Fields]]:
    """Return (locator, object) of a list, or of the one object in its place."""
    value = owner.get(key)
    if not value:
        return ()
    if isinstance(value, list):
        return [
            (f"{at}/{key}/{number}", element)
            for number, element in enumerate(value)
            if isinstance(element, dict)
        ]
    return [(f"{at}/{key}", value)] if isinstance(value, dict) else ()


def scalar(value: object) -> str:
    """Return a text or number as text; empty for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def trimmed(text: str) -> tuple[int, int]:
    """Return where a text begins and ends without the white space around it."""
    length = len(text.strip())
    if length == len(text):
        return 0, length
    start = len(text) - len(text.lstrip())
    return start, start + length


def translations(owner: Fields, key: str, language: str = "") -> list[tuple[str, str]]:
    """Return (key, text) of a text in other languages: `name_fr`, `title_es_PY`.

    That in `language` comes first, the others by their codes.
    """
    found = [
        (name, text)
        for name, text in owner.items()
        if name.startswith(key)
        and _LANGUAGE.fullmatch(name, len(key))
        and isinstance(text, str)
        and text.strip()
    ]
    return sorted(found, key=lambda one: (one[0] != f"{key}_{language}", one[0]))


def decimal(text: str) -> str:
    """Return a number as decimal digits; empty where it is none."""
    if not _NUMBER.fullmatch(text):
        return ""
    if "e" not in text and "E" not in text:
        return text.removeprefix("+")
    try:
        return f"{Decimal(text):f}"
    except InvalidOperation:
        return ""


def tax_in(money: Fields, at: str) -> Tax | None:
    """Return what a value says of tax; `at` is its locator.

    `valueAddedTaxIncluded` says it (extension valueAddedTax); who gives an
    `amountGross` beside an amount means one without tax (Find a Tender).
    """
    flag = money.get("valueAddedTaxIncluded")
    if isinstance(flag, bool):
        value, text = (INCLUDED, "true") if flag else (EXCLUDED, "false")
        return Tax(value, text, 0, len(text), f"{at}/valueAddedTaxIncluded")
    name = "amountGross"
    if scalar(money.get(name)).strip():
        return Tax(EXCLUDED, name, 0, len(name), f"{at}/{name}/{NAME_OF}")
    return None


def amount_in(text: str, currency: str, at: str, tax: Tax | None = None) -> Amount:
    """Return the money that a text with a currency beside it says.

    An amount that is no number keeps its text, with an empty value.
    """
    start, end = trimmed(text)
    code = currency.strip().upper()
    return Amount(
        decimal(text[start:end]),
        code if _CURRENCY.fullmatch(code) else "",
        text[start:end],
        start,
        end,
        at,
        tax,
    )


def day_in(text: str, at: str) -> Day | None:
    """Return the date a text begins with as it stands there, without a time of day."""
    found = _date_in(text[:24])
    if not found:
        return None
    said, start = found
    return Day(said, said, start, start + len(said), at)


@lru_cache(maxsize=4096)
def _date_in(said: str) -> tuple[str, int] | None:
    """Return the date a text begins with, and where it begins; None for none."""
    found = _DATE.match(said)
    if not found:
        return None
    year, month, day = (int(text or 1) for text in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return None
    return said[found.start(1) : found.end()], found.start(1)

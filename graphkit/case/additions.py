"""Additions: what a person enters as an amendment, checked before it is kept."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from graphkit import identity
from graphkit.case.database import canonical
from graphkit.case.opened import Opened, Row
from graphkit.errors import CaseError
from graphkit.statements import MODALITIES, STAGES, VALUES

if TYPE_CHECKING:
    from graphkit.catalogue import Catalogue, Entry

SUBJECTS = ("ISSUED", "BID_ON")
OBJECTS = ("HANDLED_BY", "AWARDED_TO", "SUBCONTRACTED_TO")
CATALOGUED = ("VIA", "SEEKS", "AWARDS", "EXCLUDES")
LINK = "LINKED"
TYPES = (*SUBJECTS, *OBJECTS, *CATALOGUED, LINK, *VALUES)
"""What can be added: relations of a tender, its values, and links without a tender."""

_MONEY = ("budget", "ceiling")
_DAYS = ("published_on", "deadline", "awarded_on", "signed_on")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Addition:
    """Words a person chose, and what they say.

    `source` is a SHA-256, its beginning, or the path it is shown by; '' makes it a
    note of its author, which needs a `tender`. The words are `start:end` at `locator`
    (by default the text of a notice), or `quote` where that stands there once. `text`
    is the name within them, by default all of them. `entry` is the uid of a catalogue
    entry, where the name alone does not say which. `amount` is a decimal number;
    `amount_said` and `date_said` are the words within the quote that say amount and
    date. A link leads from `text` to the name `to`, and its modality is any word.
    """

    type: str
    text: str = ""
    to: str = ""
    source: str = ""
    locator: str = ""
    start: int = -1
    end: int = -1
    quote: str = ""
    tender: str = ""
    part: str = ""
    stage: str = ""
    modality: str = ""
    entry: str = ""
    amount: str = ""
    amount_said: str = ""
    currency: str = ""
    date: str = ""
    date_said: str = ""
    quantity: str = ""
    unit: str = ""


def check(addition: Addition) -> None:
    """Raise CaseError where an addition contradicts itself or the schema."""
    if addition.type not in TYPES:
        raise CaseError(
            f"{addition.type!r} cannot be added", hint=f"one of {', '.join(TYPES)}"
        )
    _one_of("stage", addition.stage, STAGES)
    if addition.type == LINK:
        return _check_link(addition)
    if addition.to:
        raise CaseError(f"a {addition.type} has one name", hint=f"{LINK} has two ends")
    _one_of("modality", addition.modality, MODALITIES)
    if addition.type == "status" and not addition.stage:
        raise CaseError("a status needs a stage", hint=f"one of {', '.join(STAGES)}")
    if addition.type in _MONEY and not addition.amount:
        raise CaseError(f"a {addition.type} needs an amount")
    if addition.type in _DAYS and not addition.date:
        raise CaseError(f"{addition.type} needs a date", hint="YYYY-MM-DD or less")
    if addition.amount and not _is_decimal(addition.amount):
        raise CaseError(f"{addition.amount!r} is no amount", hint="such as 1200000.50")
    if addition.date and not _DAY.fullmatch(addition.date):
        raise CaseError(f"{addition.date!r} is no date", hint="YYYY-MM-DD or less")
    is_note = not addition.source
    if is_note and not (addition.text and addition.tender):
        raise CaseError("a note without a source needs a text and a tender")


def _check_link(addition: Addition) -> None:
    if not (addition.text and addition.to):
        raise CaseError(f"a {LINK} needs two names", hint="give --text and --to")
    if addition.tender or addition.amount or addition.date:
        raise CaseError(f"a {LINK} is of no tender, and has no amount and no date")


def completed(addition: Addition, old: Row) -> Addition:
    """Return an addition that takes from a statement what it leaves open itself.

    Without words of its own it is about the quote of the statement.
    """
    is_note = not (addition.source or addition.quote or addition.start >= 0)
    if is_note:
        addition = replace(
            addition,
            source=old["source"],
            locator=old["locator"],
            start=old["start"],
            end=old["end"],
        )
    addition = replace(
        addition,
        source=addition.source or old["source"],
        locator=addition.locator or old["locator"],
    )
    if addition.type == LINK:
        return addition
    return replace(
        addition,
        tender=addition.tender or old["tender"],
        part=addition.part or old["part"] or "",
        stage=addition.stage or old["stage"] or "",
        modality=addition.modality or old["modality"] or "",
    )


def chosen(addition: Addition, opened: Opened) -> dict[str, Any]:
    """Return the columns of a statement about words in a stored source.

    Raises CaseError where the words do not stand there, or more than once.
    """
    locator = addition.locator or "text"
    text = opened.text(locator)
    start, end = _span(text, locator, addition)
    quote = text[start:end]
    said = _said(addition) | {
        "source": opened.source.sha256,
        "locator": locator,
        "start": start,
        "end": end,
        "quote": quote,
    }
    for side, words in _words(addition, quote).items():
        at = start + _only(quote, words, "the chosen words")
        said |= {f"{side}_start": at, f"{side}_end": at + len(words)}
    return said | _mentions(addition, quote)


def note(addition: Addition) -> dict[str, Any]:
    """Return the columns of a statement that rests on its author alone."""
    return (
        _said(addition)
        | {"source": "", "locator": "", "start": 0, "end": 0, "quote": ""}
        | _mentions(addition, addition.text)
    )


def entry(catalogue: "Catalogue", addition: Addition, text: str) -> dict[str, Any]:
    """Return the columns that name the catalogue entry an addition speaks of.

    It is the one of `addition.entry`, else the only one called `text`; CaseError
    where there is none, or its label does not suit the relation.
    """
    found = _entries(catalogue, addition.entry, text)
    if len(found) != 1:
        many = ", ".join(one.uid for one in found[:5]) or "none"
        raise CaseError(
            f"{addition.entry or text!r} is no one entry of the catalogue: {many}",
            hint="name the entry by its uid, such as chip:nvidia-a100",
        )
    (only,) = found
    if addition.type != "EXCLUDES" and (
        (addition.type == "VIA") != (only.label == "Provider")
    ):
        raise CaseError(f"{addition.type} does not lead to a {only.label}: {only.uid}")
    ids = canonical([["catalogue", only.uid]])
    return {"o_label": only.label, "o_ids": ids}


def _entries(catalogue: "Catalogue", uid: str, text: str) -> list["Entry"]:
    if uid:
        return [catalogue.entries[uid]] if uid in catalogue.entries else []
    key = identity.name_key(text)
    return [
        one
        for one in catalogue.entries.values()
        if key in identity.name_keys([one.name, *one.aliases])
    ]


def _span(text: str, locator: str, addition: Addition) -> tuple[int, int]:
    if addition.start < 0:
        if not addition.quote:
            raise CaseError("no words chosen", hint="give a quote, or start and end")
        start = _only(text, addition.quote, locator)
        return start, start + len(addition.quote)
    if not addition.start < addition.end <= len(text):
        raise CaseError(
            f"{addition.start}:{addition.end} lies outside the text of "
            f"{locator}, which has {len(text)} characters"
        )
    words = text[addition.start : addition.end]
    if addition.quote and words != addition.quote:
        raise CaseError(
            f"{addition.start}:{addition.end} holds {words!r}, not {addition.quote!r}"
        )
    return addition.start, addition.end


def _only(text: str, words: str, where: str) -> int:
    first = text.find(words)
    if first < 0:
        raise CaseError(f"{words!r} does not stand in {where}")
    if text.find(words, first + 1) >= 0:
        raise CaseError(
            f"{words!r} stands {text.count(words)} times in {where}",
            hint="choose more words, or give start and end",
        )
    return first


def _words(addition: Addition, quote: str) -> dict[str, str]:
    named = _names(addition, quote) | {
        "amount": addition.amount_said,
        "date": addition.date_said,
    }
    if addition.type in _MONEY:
        named["amount"] = addition.amount_said or quote
    if addition.type in _DAYS:
        named["date"] = addition.date_said or quote
    return {name: words for name, words in named.items() if words}


def _names(addition: Addition, quote: str) -> dict[str, str]:
    """Return the name on each side, subject and object, that an addition has."""
    if addition.type in VALUES:
        return {}
    if addition.type == LINK:
        return {"s": addition.text, "o": addition.to}
    side = "s" if addition.type in SUBJECTS else "o"
    return {side: addition.text or quote}


def _mentions(addition: Addition, quote: str) -> dict[str, Any]:
    return {
        f"{side}_{name}": value
        for side, text in _names(addition, quote).items()
        for name, value in (
            ("label", "Organization"),
            ("text", text),
            ("locator", ""),
            ("ids", "[]"),
        )
    }


def _said(addition: Addition) -> dict[str, Any]:
    said: dict[str, Any] = {
        name: getattr(addition, name)
        for name in ("type", "tender", "part", "stage", "modality", "quantity", "unit")
    }
    if addition.amount:
        said |= {
            "amount": float(addition.amount),
            "amount_text": addition.amount,
            "amount_said": addition.amount_said,
            "amount_locator": "",
            "currency": addition.currency,
        }
    if addition.date:
        said |= {
            "date": addition.date,
            "date_said": addition.date_said,
            "date_locator": "",
        }
    return said


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value and value not in allowed:
        raise CaseError(f"{value!r} is no {name}", hint=f"one of {', '.join(allowed)}")


def _is_decimal(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False

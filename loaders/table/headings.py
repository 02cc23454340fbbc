"""Headings: what columns are called in many languages, and what that makes of them.

The words stand in `data/tables/headings.csv`. A heading that says more than such words
is no more than a hint: `Supplier postcode` names no supplier.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import graphkit
from graphkit.taxes import is_tax_itself, without_tax

TABLES = Path(graphkit.__file__).parent / "data" / "tables"

GROUPED = " > "
"""Between the name of a group of columns and that of one of them."""

EXACT, PLAIN, HINT = 3, 2, 1
"""A heading is such words; has them and words that change nothing; has them."""

_BEHIND_PHRASES = 1000
_DATED = ("awarded_on", "signed_on")
"""Roles that `date` alone does not say."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SPLIT = re.compile(r"[\W_]+")
_PLURAL = re.compile(r"\(e?s\)")
_BRACKETS = re.compile(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]")
_MONEY = re.compile(r"[A-Za-z]{0,2}[$€£¥₹₽₩₺₴₦]|zł|Kč|\bруб\b\.?", re.IGNORECASE)
_BESIDE = re.compile(
    r" ?[/|] ?|(?<=[A-Za-z)]) (?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff]) ?(?=[A-Za-z])"
)
"""Between the two languages of a heading."""

_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SHORT = {
    **{"amt": "amount", "amnt": "amount", "val": "value", "desc": "description"},
    **{"dept": "department", "num": "number", "no": "number"},
    **{"nr": "number", "nº": "number", "org": "organisation", "ref": "reference"},
    **{"pmt": "payment", "qty": "quantity", "awd": "award", "dt": "date"},
    **{"nm": "name", "nme": "name", "vndr": "vendor", "cntrct": "contract"},
    **{"nbr": "number", "govt": "government", "auth": "authority", "ctr": "contract"},
}


_NUMBERS = frozenset(("number", "n", "numero", "nummer", "id", "reference", "code"))
"""Words that say of a contract or order that its number is meant."""


_CODED = frozenset(("cpv", "unspsc", "naics", "psc", "nigp", "gsin"))
_CODES_OF = frozenset(
    ("code", "codes", "number", "codigo", "codice", "main", "principal", "product")
)


class Heading(NamedTuple):
    """A column's heading as read: a role, how well it fits, and the words' place."""

    role: str
    fit: int
    place: int
    language: str


def bare(heading: str) -> str:
    """Return a heading in small letters without accents, marks and short forms.

    Signs of money go, and the 1 of the first of several columns: `Supplier 1`.
    """
    text = _PLURAL.sub("", unicodedata.normalize("NFKC", heading))
    text = _CAMEL.sub(" ", _MONEY.sub(" ", text))
    split = unicodedata.normalize("NFD", text.casefold().replace("ß", "ss"))
    plain = "".join(one for one in split if not unicodedata.combining(one))
    text = unicodedata.normalize("NFC", plain)
    if _HAN.search(text):
        return re.sub(r"\s+", "", _BRACKETS.sub("", text))
    words = [_SHORT.get(word, word) for word in _SPLIT.split(text) if word]
    return " ".join(words[:-1] if len(words) > 1 and words[-1] == "1" else words)


def read(heading: str) -> tuple[Heading, ...]:
    """Return what a heading may mean, the best first; nothing for unknown words."""
    found: dict[str, Heading] = {}
    heading = heading.replace("_", " ")
    own_tax = is_tax_itself(heading)
    if not own_tax:
        heading = without_tax(heading)
    for said in (*_named(heading), *_in_two_languages(heading)):
        if own_tax and said.role in ("amount", "budget"):
            continue
        known = found.get(said.role)
        if not known or (said.fit, -said.place) > (known.fit, -known.place):
            found[said.role] = said
    return tuple(sorted(found.values(), key=lambda one: (-one.fit, one.place)))


def _named(heading: str) -> Iterator[Heading]:
    """Yield what a heading says, and the last part of one that has a group above it."""
    group, _, own = heading.rpartition(GROUPED)
    for text in dict.fromkeys((bare(f"{group} {own}"), bare(own))):
        yield from _fitting(text)


def _in_two_languages(heading: str) -> Iterator[Heading]:
    """Yield what the halves of `Fournisseur / Supplier`, `Date 日期` are names of.

    Both must say so; beside one in other letters it is enough that this says nothing
    else.
    """
    halves = [half for half in _BESIDE.split(heading) if half.strip()]
    if len(halves) != 2:
        return
    first, second = ([*_plainly(half)] for half in halves)
    is_translated = bool(_HAN.search(halves[0])) != bool(_HAN.search(halves[1]))
    if is_translated and not (first and second):
        yield from (*first, *second)
        return
    roles = {said.role for said in second}
    yield from (said for said in first if said.role in roles)


def _plainly(heading: str) -> Iterator[Heading]:
    return (said for said in _fitting(bare(heading)) if said.fit > HINT)


def identifier(heading: str) -> str:
    """Return the scheme of the register whose numbers a column holds, or ''."""
    text = bare(heading)
    for scheme, words in _schemes().items():
        if any(f" {word} " in f" {text} " or _ends_so(text, word) for word in words):
            return scheme
    return ""


def scheme(heading: str) -> str:
    """Return the scheme whose codes a column is called after, or ''."""
    words = [word for word in bare(heading).split() if word not in _CODES_OF]
    return words[0].upper() if len(words) == 1 and words[0] in _CODED else ""


@cache
def stages() -> dict[str, str]:
    """Return the stage by words that tables have for it, as `bare` writes them."""
    return {word: row["stage"] for word, row in _stage_rows()}


@cache
def running() -> dict[str, str]:
    """Return the stage by those words that mean another one of a contract."""
    return {
        word: row["of_contract"] for word, row in _stage_rows() if row["of_contract"]
    }


def _stage_rows() -> Iterator[tuple[str, dict[str, str]]]:
    for row in rows_of("stages.csv"):
        yield from ((bare(word), row) for word in row["words"].split("|"))


def is_nobody(name: str) -> bool:
    """Say whether what stands in the place of a name says that there is none."""
    words = bare(name)
    return not words or words in _nobody()


@cache
def _nobody() -> frozenset[str]:
    rows = (row["words"].split("|") for row in rows_of("nobody.csv"))
    return frozenset(bare(word) for words in rows for word in words)


def _ends_so(text: str, word: str) -> bool:
    return bool(_HAN.search(word)) and text.endswith(word)


def _fitting(text: str) -> Iterator[Heading]:
    for role, language, place, phrase in _phrases():
        if phrase == text:
            yield Heading(role, EXACT, place, language)
        elif phrase in text and (fit := _fit(text, phrase, role)):
            yield Heading(role, fit, place, language)
    words = [word for word in text.split() if word not in _neutral()]
    for one in _compounds():
        if one.fits(words):
            yield Heading(one.role, PLAIN, _BEHIND_PHRASES, one.language)


class _Compound(NamedTuple):
    """Words that make up headings of a role: one of the heads, and any of the others.

    `Cash expense`, `Payments total` and `Total cash payments` are all money.
    """

    role: str
    language: str
    heads: frozenset[str]
    others: frozenset[str]

    def fits(self, words: Sequence[str]) -> bool:
        """Say whether a heading is made of such words and no other."""
        return bool(
            self.heads.intersection(words) and self.heads.union(self.others) >= {*words}
        ) and (len(words) > 1 or self.role not in _DATED)


@cache
def _compounds() -> tuple[_Compound, ...]:
    return tuple(
        _Compound(
            row["role"],
            row["language"],
            frozenset(row["heads"].split()),
            frozenset(row["others"].split()),
        )
        for row in rows_of("compounds.csv")
    )


def _fit(text: str, phrase: str, role: str) -> int:
    """Say how well a phrase tells of a heading that holds more than it."""
    if _HAN.search(phrase):
        left = text.replace(phrase, "", 1)
        return PLAIN if left in _neutral() else HINT if text.endswith(phrase) else 0
    padded = f" {text} "
    if f" {phrase} " not in padded:
        return 0
    others = padded.replace(f" {phrase} ", " ", 1).split()
    same = _neutral() | (_NUMBERS if role == "number" else frozenset())
    return PLAIN if all(word in same for word in others) else HINT


@cache
def _phrases() -> tuple[tuple[str, str, int, str], ...]:
    """Return (role, language, place in its row, phrase)."""
    return tuple(
        (row["role"], row["language"], place, bare(phrase))
        for row in rows_of("headings.csv")
        for place, phrase in enumerate(row["headings"].split("|"))
    )


@cache
def _neutral() -> frozenset[str]:
    """Return the words that change nothing of what a heading says."""
    rows = [row["headings"] for row in rows_of("neutral.csv")]
    marks = [bare(row["mark"]) for row in rows_of("marks.csv")]
    marks = [mark for mark in marks if len(mark) > 1 or not mark.isascii()]
    return frozenset(word for words in (*rows, *marks) for word in words.split())


@cache
def _schemes() -> Mapping[str, tuple[str, ...]]:
    return {
        row["scheme"]: tuple(bare(word) for word in row["headings"].split("|"))
        for row in rows_of("identifiers.csv")
    }


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of one of our tables of words."""
    with (TABLES / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))

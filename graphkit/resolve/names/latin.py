"""Names in Latin letters taken apart.

Words are compared in a common form (see `latin_words`): Universität, université and
univ are all university.
"""

import re
import unicodedata
from functools import cache, lru_cache

import msgspec

from graphkit.resolve.names.gazetteer import gazetteer, world
from graphkit.resolve.names.latin_forms import inner
from graphkit.resolve.names.latin_words import common, is_country, place_of
from graphkit.resolve.words import words_of

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "&": " "}
    | dict.fromkeys("'’ʼ‘`´", "")
)
_WORD = re.compile(r"[^\W_]+")
_ELISION = re.compile(r"\b([ld])['’](?=[a-z]{2})")
_POSSESSIVE = re.compile(r"['’ʼ`´]s\b")
# A country in brackets behind a legal form is a remark: `Adsen Co. Ltd. (China)`.
_REMARK = re.compile(r"(?<=[.\w]) *\(([\w ]+)\)$")
_FORMERLY = re.compile(
    r"\((?:f\.?k\.?a|a\.?k\.?a|d\.?b\.?a|formerly|also known as)\b[^)]*\)?", re.I
)
_COUNTER = re.compile(r"\s*\([0-9]+\)$")
_ACRONYM = re.compile(
    r"\(([a-z]{2,8})\)|^([a-z]{2,8})(?::| [-\u2013\u2014]) |"
    r"\s+[-\u2013\u2014] ?([a-z]{2,8})$",
    re.I | re.A,
)
_PHRASES = (
    ("peoples republic of china", "china"),
    ("peoples liberation army", "pla"),
    ("traditional chinese medicine", "chinese medicine"),
    ("traditional chinese medical", "chinese medicine"),
    (" hui autonomous region", ""),
    (" zhuang autonomous region", ""),
    *((f" {people} autonomous region", "") for people in ("uygur", "uyghur", "uighur")),
    ("inner mongolia autonomous region", "inner mongolia"),
    ("tibet autonomous region", "tibet"),
    (" special administrative region", ""),
    ("united states of america", "us"),
    ("united states", "us"),
    ("united kingdom", "uk"),
)


class Latin(msgspec.Struct, frozen=True, gc=False):
    """A Latin name in parts: words in common form, legal form, places.

    `words` are without the legal form and words like *of*; `spelled` is the same
    without the common forms, `letters` all of it in one word. `places` are one
    spelling of each; `country` is a remark behind the legal form.
    """

    words: tuple[str, ...]
    spelled: tuple[str, ...]
    form: str
    form_class: str
    places: frozenset[str]
    letters: str
    country: str


@lru_cache(maxsize=65_536)
def latin(name: str) -> Latin:
    """Return a Latin name in parts."""
    name = _without_remarks(" ".join(unicodedata.normalize("NFKC", name).split()))
    words = tokens(name)
    first, last, (form, form_class) = inner(words)
    kept = words[first:last]
    country = ""
    if not form and (remark := _REMARK.search(name)):
        bare = tokens(name[: remark.start()])
        first, last, found = inner(bare)
        said = common("".join(tokens(remark[1])) or "_")
        if found[0] and is_country(said):
            kept, (form, form_class), country = bare[first:last], found, said
    kept = kept or words
    spelled = _without_stops(_joined(kept)) or kept
    alike = tuple(map(common, spelled))
    places = frozenset(place for word in alike if (place := place_of(word)))
    return Latin(alike, spelled, form, form_class, places, "".join(kept), country)


def _without_stops(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that tell something; a letter in front is a name's (I Metal)."""
    stop = words_of("stop")
    return tuple(
        word
        for place, word in enumerate(words)
        if word not in stop or (not place and word in "eiosuwy")
    )


def tokens(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case without accents, initials as a word."""
    text = unicodedata.normalize("NFKC", name).casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = _POSSESSIVE.sub("s", _ELISION.sub(r"\1 ", text)).translate(_LETTERS)
    for phrase, brief in _PHRASES:
        text = text.replace(phrase, brief)
    found: list[str] = []
    alone = False
    for word in _WORD.findall(text):
        single = len(word) == 1 and word.isalpha()
        if single and alone:
            found[-1] += word
        else:
            found.append(word)
        alone = single
    return tuple(found)


def _without_remarks(name: str) -> str:
    """Return a name without a former name or its own initials beside it."""
    bare = _COUNTER.sub("", _FORMERLY.sub("", name)) if "(" in name else name
    found = _ACRONYM.search(bare)
    if not found:
        return bare
    rest = f"{bare[: found.start()]} {bare[found.end() :]}"
    return rest if _abbreviates(found[found.lastindex or 0], rest) else bare


def _abbreviates(acronym: str, name: str) -> bool:
    begins = iter([word[0].casefold() for word in _WORD.findall(name)])
    return all(letter in begins for letter in acronym.casefold())


def _joined(words: tuple[str, ...]) -> tuple[str, ...]:
    """Put the words of places together (hong kong, xi an)."""
    found: list[str] = []
    at = 0
    while at < len(words):
        pair = words[at : at + 2]
        glued = "".join(pair)
        is_place = len(pair) == 2 and (
            " ".join(pair) in world() or glued in _split_places()
        )
        found.append(glued if is_place else words[at])
        at += 2 if is_place else 1
    return tuple(found)


@cache
def _split_places() -> frozenset[str]:
    return frozenset(word for words in gazetteer().latin.values() for word in words)

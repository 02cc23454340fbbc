"""Latin words in common form, and what they tell.

A word is ordinary if many bodies have it (consulting), shared if it is no ordinary word
and many have it all the same (Smith, Delta), rare if it is hardly in a second name.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from graphkit.resolve.names.gazetteer import gazetteer, world
from graphkit.resolve.persons import is_given_name
from graphkit.resolve.syllables import is_pinyin
from graphkit.resolve.words import rows

CHINESE = "cn:"
"""What the places of China are marked with."""
_NUMBER = re.compile(r"([0-9]+)(?:st|nd|rd|th)?")
_COUNTED = {
    word: str(value)
    for words in (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh "
        "twelfth",
        "- ii iii iv - vi vii viii ix - xi xii xiii xiv xv xvi xvii xviii xix xx",
    )
    for value, word in enumerate(words.split(), 1)
}
_SOUNDS = (
    (re.compile("[aeiouyj']|(?<=[a-z])h"), ""),
    (re.compile("ph|v|w"), "f"),
    (re.compile("x"), "ks"),
    (re.compile("[cqg]"), "k"),
    (re.compile("[zt]s|z"), "s"),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=65_536)
def common(word: str) -> str:
    """Return the common form of a word: singular, in English, numbers in digits."""
    table = _equivalents()
    if word in table:
        return table[word]
    if word in _COUNTED:
        return _COUNTED[word]
    if word[0].isdigit() and (counted := _NUMBER.fullmatch(word)):
        return counted[1]
    single = singular(word)
    return table.get(single, single)


def is_foreign(word: str) -> bool:
    """Say whether a word is of another language than its common form."""
    meant = common(word)
    if meant in (word, singular(word)) or word[0].isdigit():
        return False
    letters = iter(f"{meant}s")
    if word[0] == meant[0] and all(letter in letters for letter in word):
        return False
    return OSA.distance(word, meant, score_cutoff=1) > 1


def singular(word: str) -> str:
    """Return an English word without the ending of its plural."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 5:
        return f"{word[:-3]}y"
    return word[:-1]


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """Return the consonants that transliterations of a word have in common."""
    kept = word[1:]
    for pattern, sound in _SOUNDS:
        kept = pattern.sub(sound, kept)
    return ("k" if word[:1] in "cqg" else word[:1]) + kept


def is_number(word: str) -> bool:
    """Say whether a word in common form is a number (not 3M, L3)."""
    return word.isdigit()


def place_of(word: str) -> str:
    """Return one spelling of the place that a word names, '' for none."""
    return _places().get(word, "")


def lies_in(place: str, other: str) -> bool:
    """Say whether a place may lie in another, both as `place_of` spells them.

    It is only known of places in China.
    """
    inner, outer = _in_china(place), _in_china(other)
    if other == "china":
        return bool(inner)
    return bool(outer) and outer in gazetteer().above.get(inner, ())


def _in_china(place: str) -> str:
    """Return the short Chinese form of a place as `place_of` spells it, else ''."""
    if place.startswith(CHINESE):
        return place.removeprefix(CHINESE)
    return _romanised().get(place, "")


def is_country(word: str) -> bool:
    """Say whether a word is a country's name or the adjective to it."""
    return word in _countries()


def is_ordinary(word: str) -> bool:
    """Say whether many bodies have a word in their names, so that it tells little."""
    return word in _vocabulary("ordinary")


def is_own(word: str) -> bool:
    """Say whether a word is a body's own: no place, number or ordinary word."""
    return not (is_ordinary(word) or place_of(word) or is_number(word))


@lru_cache(maxsize=65_536)
def is_rare(word: str) -> bool:
    """Say whether a word is hardly in the name of a second body.

    Pinyin is not: the same letters are several Chinese names.
    """
    return (
        len(word) > 2
        and is_own(word)
        and word not in _vocabulary("shared")
        and not is_given_name(word)
        and not is_pinyin(word)
        and not is_pinyin(f"{word}s")
    )


@cache
def _places() -> Mapping[str, str]:
    found = {common(word.replace(" ", "")): place for word, place in world().items()}
    for place, spellings in gazetteer().latin.items():
        for spelling in spellings:
            found.setdefault(common(spelling), f"{CHINESE}{place}")
    return found


@cache
def _romanised() -> Mapping[str, str]:
    return {
        spelling: place
        for place, spellings in gazetteer().latin.items()
        for spelling in spellings
    }


@cache
def _countries() -> frozenset[str]:
    words = [row["word"] for row in rows("world") if row["level"] == "country"]
    return frozenset(common(word.replace(" ", "")) for word in words)


@cache
def _equivalents() -> Mapping[str, str]:
    return {row["word"]: row["means"] for row in rows("equivalents")}


@cache
def _vocabulary(role: str) -> frozenset[str]:
    words = [row["word"] for row in rows("vocabulary") if row["role"] == role]
    return frozenset(words) | {common(word) for word in words}

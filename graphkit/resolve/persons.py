"""Names of natural persons, as far as a short list of common names tells them.

A person's name joins nothing by itself, so that to take a company for a person is the
lesser harm: it stays apart, and a judgement or an identifier joins it.
"""

import re
from collections.abc import Mapping
from functools import cache

from graphkit.folding import has_han
from graphkit.resolve.syllables import is_pinyin
from graphkit.resolve.words import rows

_LATIN_WORD = re.compile(r"[^\W\d_][\w'’.\-]*")
_PARTICLES = frozenset(
    ("da", "das", "de", "del", "der", "di", "do", "dos", "la", "las", "los", "van", "y")
)
_LONGEST_GIVEN = 11
"""Letters of two syllables of pinyin at most, with some room."""
_MASKED = re.compile(r".{1,3}[某*○×]{1,3}")


def is_person(text: str, key: str) -> bool:
    """Say whether a folded name with no word of an organisation in it is a person's."""
    return _is_chinese_person(text, key) if has_han(key) else _is_latin_person(text)


def is_given_name(word: str) -> bool:
    """Say whether a folded Latin word is a common given name."""
    return _names().get(word) == "given"


def _is_chinese_person(text: str, key: str) -> bool:
    words = _names()
    if words.get(text.strip()[-2:]) == "title" or _MASKED.fullmatch(text.strip()):
        return True
    if len(key) in (3, 4) and words.get(key[:2]) == "surname":
        return True
    return len(key) in (2, 3) and words.get(key[:1]) == "surname"


def _is_latin_person(text: str) -> bool:
    words = [
        bare
        for word in _LATIN_WORD.findall(text)
        if (bare := word.strip(".'’-")) not in _PARTICLES
    ]
    if not 2 <= len(words) <= 5 or any(mark in text for mark in "&/(0123456789"):
        return False
    known = _names()
    if known.get(words[0]) == "title":
        return True
    first = text.partition(",")[2] or text
    given = next((word.strip(".'’-") for word in _LATIN_WORD.findall(first)), "")
    if len(words) <= 4 and known.get(given) == "given":
        return True
    return len(words) == 2 and _is_romanised(words[0], words[1])


def _is_romanised(surname: str, given: str) -> bool:
    """Say whether two words are a Chinese name in pinyin (Wang Wei)."""
    return (
        _names().get(surname) == "pinyin"
        and len(given) <= _LONGEST_GIVEN
        and is_pinyin(given)
    )


@cache
def _names() -> Mapping[str, str]:
    return {row["word"]: row["what"] for row in rows("persons")}

"""Any two names compared."""

import unicodedata
from functools import lru_cache

from graphkit.folding import has_han
from graphkit.identity import name_keys, simplified
from graphkit.resolve.generic import scopes
from graphkit.resolve.kinds import kinds
from graphkit.resolve.names.bilingual import compare_bilingual
from graphkit.resolve.names.chinese_pairs import compare_chinese
from graphkit.resolve.names.comparison import Comparison, different, same, unsure
from graphkit.resolve.names.dictionary import Dictionary
from graphkit.resolve.names.latin_pairs import compare_latin
from graphkit.resolve.names.transcribed import transcribed
from graphkit.resolve.words import words_of


def compare(a: str, b: str, dictionary: Dictionary | None = None) -> Comparison:
    """Say whether two names are of one body, with a score and reasons.

    The order of the names does not matter. Names that many bodies have (市医院) and
    names of persons are never the same by themselves. A dictionary speaks first.

    >>> compare("深圳云达科技有限公司", "云达科技（深圳）有限公司").verdict
    'unsure'
    """
    first, second = sorted((a, b))
    if dictionary is not None and (told := dictionary.compare(first, second)):
        return _unless_part(first, second, told)
    found = _compare(first, second)
    if dictionary is not None and found.verdict != "same":
        found = _by_other_names(first, second, dictionary) or found
    return _unless_shared(first, second, found) if found.verdict == "same" else found


def _unless_part(a: str, b: str, told: Comparison) -> Comparison:
    """Return part_of where names say so of two bodies that the dictionary has.

    That a university and its institute are two does not make them strangers.
    """
    if told.verdict not in ("different", "part_of"):
        return told
    found = _compare(a, b)
    return found if found.verdict == "part_of" else told


def _by_other_names(a: str, b: str, dictionary: Dictionary) -> Comparison | None:
    """Return same where one name is the same as another name the dictionary has."""
    for known, other in ((a, b), (b, a)):
        for entry in dictionary.sure(known):
            for name in entry.names:
                pair = sorted((name, other))
                told = dictionary.compare(*pair) or _compare(*pair)
                if told.verdict == "same":
                    return same(
                        0.9,
                        f"{entry.source} also calls '{known}' '{name}' ({entry.uid}).",
                        f"That is the same as '{other}'.",
                    )
    return None


def _compare(a: str, b: str) -> Comparison:
    han = has_han(a), has_han(b)
    if han == (True, True):
        return _unless_collided(a, b, compare_chinese(a, b))
    if han == (True, False):
        return compare_bilingual(a, b)
    if han == (False, True):
        return compare_bilingual(b, a)
    found = compare_latin(a, b)
    return found if found.verdict == "same" else _transcribed(a, b) or found


def _transcribed(a: str, b: str) -> Comparison | None:
    """Return same where one name is the pinyin of the other's translation."""
    for spoken, other in ((a, b), (b, a)):
        if (han := transcribed(spoken)) and not transcribed(other):
            told = compare_bilingual(han, other)
            if told.verdict == "same":
                return same(0.87, f"'{spoken}' is pinyin for {han}.", *told.reasons)
    return None


def _unless_shared(a: str, b: str, found: Comparison) -> Comparison:
    """Return unsure for equal names that many bodies or persons have."""
    for scope in (_scope(a), _scope(b)):
        if scope == "person":
            return unsure(0.6, "Persons of one name are many.", *found.reasons)
        if scope:
            return unsure(0.6, f"Many bodies are called '{a}'.", *found.reasons)
    return found


@lru_cache(maxsize=65_536)
def _scope(name: str) -> str:
    keys = name_keys([name])
    return scopes(keys, kinds([name], keys), ())[0]


def _unless_collided(a: str, b: str, found: Comparison) -> Comparison:
    """Look at the traditional characters of names that are equal once simplified.

    鍾 and 鐘 both become 钟, and are two names; 雲 and 云 are one.
    """
    if found.verdict not in ("same", "part_of"):
        return found
    ours, theirs = _letters(a), _letters(b)
    if ours == theirs or len(ours) != len(theirs):
        return found
    pairs = [
        (one, other)
        for one, other in zip(ours, theirs, strict=True)
        if one != other and simplified(one) == simplified(other)
    ]
    for one, other in pairs:
        reason = f"{one} and {other} are one character only when simplified."
        if _are_variants(one, other):
            continue
        if simplified(one) != one and simplified(other) != other:
            return different(0.4, reason)
        brief = one if simplified(one) == one else other
        simple = ours if brief is one else theirs
        if _may_be_meant(brief, simple, len(pairs)):
            return unsure(0.7, reason)
    return found


def _are_variants(one: str, other: str) -> bool:
    return bool({one + other, other + one} & words_of("one character"))


def _may_be_meant(brief: str, text: str, differing: int) -> bool:
    """Say whether a simplified character may be meant as it stands in a text.

    范 is a surname and also stands for 範; 云 stands for 雲, but not in a text that is
    traditional otherwise.
    """
    if simplified(text) != text:
        return True
    return brief in words_of("two characters") and differing == 1


def _letters(name: str) -> str:
    text = unicodedata.normalize("NFKC", name)
    return "".join(letter for letter in text if letter.isalnum())

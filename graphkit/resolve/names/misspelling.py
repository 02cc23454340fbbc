"""Words that may be one word, badly written."""

import re
from functools import lru_cache
from os.path import commonprefix

from rapidfuzz.distance import OSA

from graphkit.resolve.names.latin_words import (
    CHINESE,
    is_country,
    is_number,
    is_ordinary,
    is_rare,
    place_of,
    skeleton,
)
from graphkit.resolve.syllables import is_pinyin

_ENDING = re.compile("(?:ors?|ers?|ions?|ing|als?|ed|ment|ive|ist|ic|ics|ure)$")
_SURNAME = re.compile(
    "(?:son|sen|mann?|berg|stein|ley|ers?|ell|ett|ez|ski|sky|ich|ov|ko)$"
)


@lru_cache(maxsize=65_536)
def is_misspelling(one: str, other: str) -> bool:
    """Say whether one word may be the other: enough to ask a person."""
    short, long = sorted((one, other), key=len)
    if len(short) < 3 or is_number(one) or is_number(other):
        return False
    if place_of(one) and place_of(other):
        return False
    if is_ordinary(one) and is_ordinary(other):
        return _is_derived(short, long)
    if len(short) > 3 and long.startswith(short) and is_ordinary(long):
        return True
    reach = 1 if len(long) < 6 else 2
    if OSA.distance(one, other, score_cutoff=reach) <= reach:
        return True
    spoken = skeleton(one)
    return len(spoken) > 3 and spoken == skeleton(other)


def _is_derived(short: str, long: str) -> bool:
    """Say whether two words have one stem: agriculture and agricultural."""
    begin = commonprefix((short, long))  # noqa: RUF071
    return len(begin) > 5 and len(begin) * 3 > len(long) * 2


def is_plain(one: str, other: str, *, sure: bool = True) -> bool:
    """Say whether an ordinary word or a country is written wrongly or cut off.

    Two letters may be wrong in a long word, but only where it is `sure` of the name
    otherwise: Innovision is hardly innovation.

    That tells nobody apart: CONUSLTING is no other business than CONSULTING. But
    constructors are not badly written construction.
    """
    if _is_common(one) == _is_common(other) or one[0] != other[0]:
        return False
    if one.startswith(other) or other.startswith(one):
        return True
    if _ENDING.sub("", one) == _ENDING.sub("", other) or min(len(one), len(other)) < 5:
        return False
    reach = 2 if sure and min(len(one), len(other)) > 7 else 1
    return OSA.distance(one, other) <= reach


def _is_common(word: str) -> bool:
    return is_ordinary(word) or is_country(word)


def is_place_written_wrongly(one: str, other: str) -> bool:
    """Say whether one word is a Chinese place, and the other it, but no pinyin."""
    place, slip = (one, other) if place_of(one) else (other, one)
    return (
        place_of(place).startswith(CHINESE)
        and min(len(place), len(slip)) > 6
        and place[0] == slip[0]
        and not is_pinyin(slip)
        and OSA.distance(place, slip) == 1
    )


def is_near(one: str, other: str) -> bool:
    """Say whether a word can hardly be another than the other."""
    if is_plain(one, other) or is_place_written_wrongly(one, other):
        return True
    long_enough = min(len(one), len(other)) > 5 and is_rare(one) and is_rare(other)
    return long_enough and one[0] == other[0] and OSA.distance(one, other) == 1


def is_slip(one: str, other: str, *, alone: bool) -> bool:
    """Say whether a rare word is so long that one letter makes no other name of it.

    Surnames are spelt in several ways by different families, and pinyin is not safe:
    with these, and where nothing else is said, one letter is another body.
    """
    if not (_keeps_first_letter(one, other) and is_rare(one) and is_rare(other)):
        return False
    if _SURNAME.search(one) and _SURNAME.search(other):
        return False
    swapped = sorted(one) == sorted(other) or _undoubled(one) == _undoubled(other)
    if swapped and not alone and len(one) > 5:
        return True
    long_enough = min(len(one), len(other)) > (9 if alone else 7)
    return long_enough and OSA.distance(one, other) == 1


def _keeps_first_letter(one: str, other: str) -> bool:
    """Say whether two words that are no pinyin begin alike."""
    return one[0] == other[0] and not is_pinyin(one) and not is_pinyin(other)


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)
